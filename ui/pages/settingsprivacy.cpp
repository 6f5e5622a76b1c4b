// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/settingsprivacy.h"

#include "core/domain/configreader.h"
#include "ui/pages/settingspage.h"

#include <QCheckBox>
#include <QLabel>
#include <QVBoxLayout>

namespace Belay {

using namespace Qt::StringLiterals;

namespace {

QString anchorHosts()
{
    QStringList hosts;
    for (const QUrl &anchor : defaultAnchors())
        hosts << anchor.host();
    return hosts.join(u", "_s);
}

} // namespace

SettingsPrivacy::SettingsPrivacy(SettingsDesk &desk, QWidget *parent)
    : QWidget(parent)
    , m_desk(desk)
{
    setObjectName(u"privacySettings"_s);
    QVBoxLayout *column = nullptr;
    QWidget *section = makeSection(tr("Privacy: what leaves this machine"), column, this);
    const auto hasProviders = [this] { return !m_desk.config().providers.empty(); };
    const auto always = [] { return true; };
    add(
        *column, tr("Checks of your &providers"),
        tr("With your own keys, to the addresses of your providers and nobody else."),
        [this] { return m_desk.checksProviders(); }, hasProviders,
        [this](bool on) { m_desk.setChecksProviders(on); });
    add(
        *column, tr("Your own ca&lls through the gateway"),
        tr("What your programs send to it goes to the providers of your chains."),
        [this] { return m_desk.config().gateway.enabled; }, always,
        [this](bool on) { m_desk.change([on](Config &config) { config.gateway.enabled = on; }); });
    add(
        *column, tr("&Status pages of your providers"), tr("Read without a key. Nothing of yours is sent."),
        [this] { return m_desk.readsStatusPages(); }, hasProviders,
        [this](bool on) { m_desk.setReadsStatusPages(on); });
    add(
        *column, tr("The check of &your own network"),
        tr("When a provider does not answer, %1 are asked whether the internet is there. Without it Belay "
           "cannot always tell your network from theirs.")
            .arg(anchorHosts()),
        [this] { return m_desk.asksAnchors(); }, always, [this](bool on) { m_desk.setAsksAnchors(on); });
    add(
        *column, tr("Web&hooks"), tr("To the addresses that you entered above."),
        [this] { return m_desk.sendsWebhooks(); },
        [this] { return !m_desk.config().notifications.webhooks.empty(); },
        [this](bool on) { m_desk.setSendsWebhooks(on); });
    auto *rest = new QLabel(
        tr("Nothing else. Belay counts nobody, reports nothing and looks for no updates."), section);
    rest->setWordWrap(true);
    column->addWidget(rest);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins({});
    outer->addWidget(section);
    connect(&m_desk, &SettingsDesk::changed, this, &SettingsPrivacy::show);
    show();
}

void SettingsPrivacy::add(QVBoxLayout &column, const QString &title, const QString &text,
    std::function<bool()> isOn, std::function<bool()> isThere, const std::function<void(bool)> &set)
{
    auto *box = new QCheckBox(title, this);
    box->setObjectName(u"privacyCheckBox-%1"_s.arg(m_rows.size()));
    box->setAccessibleDescription(text);
    connect(box, &QCheckBox::clicked, this, [set](bool on) { set(on); });
    auto *words = new QLabel(text, this);
    words->setWordWrap(true);
    words->setTextFormat(Qt::PlainText);
    words->setIndent(24);
    column.addWidget(box);
    column.addWidget(words);
    m_rows.push_back({box, std::move(isOn), std::move(isThere)});
}

void SettingsPrivacy::show()
{
    for (const Row &row : m_rows) {
        row.box->setChecked(row.isOn());
        row.box->setEnabled(row.isThere());
    }
}

} // namespace Belay

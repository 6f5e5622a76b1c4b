// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/webhookdialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QUrl>

#include <algorithm>

namespace Belay {

using namespace Qt::StringLiterals;

std::vector<EventGroup> eventGroups()
{
    using Event = NotificationEvent;
    return {{WebhookDialog::tr("Incidents of providers"), {Event::IncidentOpened, Event::IncidentClosed}},
        {WebhookDialog::tr("Keys that are refused"), {Event::KeyRejected, Event::KeyAccepted}},
        {WebhookDialog::tr("Credit that is used up"), {Event::QuotaExhausted, Event::QuotaRestored}},
        {WebhookDialog::tr("Your own network"), {Event::NetworkLost, Event::NetworkBack}},
        {WebhookDialog::tr("The gateway"), {Event::GatewayStopped, Event::GatewayRunning}},
        {WebhookDialog::tr("Models that will be retired"), {Event::ModelRetiring}}};
}

WebhookDialog::WebhookDialog(
    const std::optional<WebhookConfig> &known, std::function<bool(const QString &)> isTaken, QWidget *parent)
    : QDialog(parent)
    , m_known(known.value_or(WebhookConfig {}))
    , m_isNew(!known)
    , m_isTaken(std::move(isTaken))
    , m_name(new QLineEdit(m_known.id, this))
    , m_form(new QComboBox(this))
    , m_address(new QLineEdit(this))
    , m_problem(new QLabel(this))
{
    setObjectName(u"webhookDialog"_s);
    setWindowTitle(m_isNew ? tr("Add a webhook") : tr("Edit the webhook “%1”").arg(m_known.id));
    addFields();
    setMinimumWidth(fontMetrics().averageCharWidth() * 70);
    check();
    (m_isNew ? static_cast<QWidget *>(m_name) : m_address)->setFocus();
}

void WebhookDialog::addFields()
{
    m_name->setObjectName(u"webhookNameLineEdit"_s);
    m_name->setEnabled(m_isNew);
    m_form->setObjectName(u"webhookFormComboBox"_s);
    m_form->addItem(tr("Generic: JSON, signed"), u"generic"_s);
    m_form->addItem(tr("Slack: text"), u"slack"_s);
    m_form->setCurrentIndex(m_known.form == u"slack" ? 1 : 0);
    m_address->setObjectName(u"webhookAddressLineEdit"_s);
    m_address->setPlaceholderText(m_isNew ? u"https://"_s : tr("as it is"));
    auto *form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    form->addRow(tr("&Name:"), m_name);
    form->addRow(tr("&Form:"), m_form);
    form->addRow(tr("Add&ress:"), m_address);
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(form);
    layout->addWidget(new QLabel(tr("It is told of:"), this));
    for (const EventGroup &group : eventGroups()) {
        auto *box = new QCheckBox(group.words, this);
        const QString first = toString(group.events.front());
        box->setChecked(
            m_known.events.empty() || std::ranges::find(m_known.events, first) != m_known.events.end());
        layout->addWidget(box);
        m_events.push_back(box);
        connect(box, &QCheckBox::toggled, this, &WebhookDialog::check);
    }
    m_problem->setObjectName(u"webhookProblemLabel"_s);
    m_problem->setWordWrap(true);
    m_problem->setTextFormat(Qt::PlainText);
    layout->addWidget(m_problem);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_save = buttons->addButton(m_isNew ? tr("&Add") : tr("&Save"), QDialogButtonBox::AcceptRole);
    m_save->setObjectName(u"webhookSaveButton"_s);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_name, &QLineEdit::textChanged, this, &WebhookDialog::check);
    connect(m_address, &QLineEdit::textChanged, this, &WebhookDialog::check);
}

QString WebhookDialog::problem() const
{
    const QString id = m_name->text().trimmed();
    if (m_isNew && !isSlug(id))
        return tr("The name is of small letters, digits, “-”, “_” and “.”.");
    if (m_isNew && m_isTaken(id))
        return tr("There is a webhook of this name.");
    const QString text = m_address->text().trimmed();
    const QUrl url(text, QUrl::StrictMode);
    const bool isWeb
        = url.isValid() && !url.host().isEmpty() && (url.scheme() == u"https" || url.scheme() == u"http");
    if (text.isEmpty() ? m_isNew : !isWeb)
        return tr("The address begins with https://.");
    if (std::ranges::none_of(m_events, [](const QCheckBox *box) { return box->isChecked(); }))
        return tr("Choose what it is told of.");
    return {};
}

void WebhookDialog::check()
{
    const QString why = problem();
    m_save->setEnabled(why.isEmpty());
    m_problem->setText(
        why.isEmpty() ? tr("The address is kept in the keychain, not in the settings’ file.") : why);
}

WebhookConfig WebhookDialog::value() const
{
    WebhookConfig webhook = m_known;
    webhook.id = m_name->text().trimmed();
    webhook.form = m_form->currentData().toString();
    if (m_isNew)
        webhook.url = u"keychain"_s;
    webhook.events.clear();
    const std::vector<EventGroup> groups = eventGroups();
    const bool all = std::ranges::all_of(m_events, [](const QCheckBox *box) { return box->isChecked(); });
    for (size_t i = 0; i < groups.size() && !all; ++i) {
        for (const NotificationEvent event : groups[i].events) {
            if (m_events[i]->isChecked())
                webhook.events.push_back(toString(event));
        }
    }
    return webhook;
}

Secret WebhookDialog::address() const
{
    return Secret(m_address->text().trimmed().toUtf8());
}

} // namespace Belay

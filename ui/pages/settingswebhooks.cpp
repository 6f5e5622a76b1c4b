// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/settingswebhooks.h"

#include "ui/dialogs/webhookdialog.h"
#include "ui/pages/settingspage.h"
#include "ui/widgets/statusshape.h"
#include "ui/widgets/undobar.h"
#include "ui/widgets/usermessage.h"

#include <QCheckBox>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QLocale>
#include <QPointer>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace Belay {

using namespace Qt::StringLiterals;

namespace {

QString statusName(const QString &id)
{
    return u"webhookStatus-"_s + id;
}

QString checkName(const QString &id)
{
    return u"webhookCheckBox-"_s + id;
}

QString timeText(WallTime at)
{
    return QLocale().toString(QDateTime::fromMSecsSinceEpoch(at.time_since_epoch().count()).time(),
        QLocale().timeFormat(QLocale::ShortFormat).remove(u":ss"_s));
}

} // namespace

SettingsWebhooks::SettingsWebhooks(
    SettingsDesk &desk, NotificationControl &control, KeyService &keys, UndoBar &undo, QWidget *parent)
    : QWidget(parent)
    , m_desk(desk)
    , m_control(control)
    , m_keys(keys)
    , m_undo(undo)
    , m_rows(new QVBoxLayout)
    , m_note(new QLabel(this))
{
    setObjectName(u"webhookSettings"_s);
    QVBoxLayout *column = nullptr;
    QWidget *section = makeSection(tr("Webhooks"), column, this);
    m_note->setWordWrap(true);
    m_note->setTextFormat(Qt::PlainText);
    m_note->setObjectName(u"webhookNoteLabel"_s);
    m_note->setText(tr("A webhook is an address that Belay posts its news to."));
    column->addWidget(m_note);
    column->addLayout(m_rows);
    auto *add = new QPushButton(themedIcon(u"add"_s), tr("Add a &webhook…"), section);
    add->setObjectName(u"addWebhookButton"_s);
    connect(add, &QPushButton::clicked, this, [this] { openDialog({}); });
    column->addWidget(add, 0, Qt::AlignLeft);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins({});
    outer->addWidget(section);
    connect(&m_desk, &SettingsDesk::changed, this, &SettingsWebhooks::rebuild);
    connect(&m_control, &NotificationControl::webhookChanged, this, &SettingsWebhooks::showStatus);
    rebuild();
}

const WebhookConfig *SettingsWebhooks::find(const QString &id) const
{
    const auto found = std::ranges::find(m_shown, id, &WebhookConfig::id);
    return found == m_shown.end() ? nullptr : &*found;
}

void SettingsWebhooks::rebuild()
{
    const auto sameRow
        = [](const WebhookConfig &a, const WebhookConfig &b) { return a.id == b.id && a.form == b.form; };
    const bool sameRows = std::ranges::equal(m_shown, m_desk.config().notifications.webhooks, sameRow);
    m_shown = m_desk.config().notifications.webhooks;
    if (sameRows) { // a row that somebody uses keeps the focus
        for (const WebhookConfig &webhook : m_shown)
            findChild<QCheckBox *>(checkName(webhook.id))->setChecked(webhook.enabled);
        return;
    }
    while (QLayoutItem *item = m_rows->takeAt(0)) {
        item->widget()->setParent(nullptr);
        item->widget()->deleteLater(); // its button may have brought this
        delete item;
    }
    for (const WebhookConfig &webhook : m_shown) {
        m_rows->addWidget(makeRow(webhook));
        showStatus(webhook.id);
    }
}

QWidget *SettingsWebhooks::makeRow(const WebhookConfig &webhook)
{
    const QString id = webhook.id;
    auto *row = new QWidget(this);
    auto *on = new QCheckBox(id, row);
    on->setObjectName(checkName(id));
    on->setChecked(webhook.enabled);
    on->setAccessibleDescription(tr("Whether this webhook is told anything"));
    connect(on, &QCheckBox::clicked, &m_desk, [this, id](bool enabled) {
        m_desk.change([&](Config &config) {
            for (WebhookConfig &each : config.notifications.webhooks)
                each.enabled = each.id == id ? enabled : each.enabled;
        });
    });
    auto *status = new QLabel(row);
    status->setObjectName(statusName(id));
    status->setTextFormat(Qt::PlainText);
    status->setWordWrap(true);
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins({});
    line->addWidget(on);
    line->addWidget(status, 1);
    const auto button = [&](const QString &text, const QString &what, const QString &name, auto act) {
        auto *made = new QPushButton(text, row);
        made->setObjectName(name + u'-' + id);
        made->setAccessibleName(what.arg(id));
        connect(made, &QPushButton::clicked, this, act);
        line->addWidget(made);
    };
    button(tr("Test"), tr("Test the webhook %1"), u"testWebhookButton"_s, [this, id] { test(id); });
    if (webhook.form == u"generic")
        button(tr("Copy secret"), tr("Copy what signs the webhook %1"), u"copyWebhookButton"_s,
            [this, id] { copySignature(id); });
    button(tr("Edit…"), tr("Edit the webhook %1"), u"editWebhookButton"_s,
        [this, id] { openDialog(*find(id)); });
    button(tr("Remove"), tr("Remove the webhook %1"), u"removeWebhookButton"_s, [this, id] { remove(id); });
    return row;
}

void SettingsWebhooks::openDialog(const std::optional<WebhookConfig> &known)
{
    auto *dialog = new WebhookDialog(
        known, [this](const QString &id) { return find(id) != nullptr; }, window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] { save(dialog->value(), dialog->address()); });
    dialog->open();
}

void SettingsWebhooks::save(WebhookConfig webhook, const Secret &address)
{
    if (address.isEmpty()) {
        put(webhook);
        return;
    }
    const auto source = webhook.urlSource();
    const bool isKept
        = source && (source->from == KeySource::From::Keychain || source->from == KeySource::From::Session);
    // Without a keychain it lasts as long as the program: better than in a file that others read.
    const bool hasKeychain = m_keys.keychain() != KeyService::Keychain::Absent;
    if (!isKept || !hasKeychain)
        webhook.url = hasKeychain ? u"keychain"_s : u"session"_s;
    if (!hasKeychain && webhook.secret == KeySource {})
        webhook.secret.from = KeySource::From::Session;
    m_control.store(webhook, WebhookSecret::Address, address,
        [self = QPointer(this), webhook](const Result<void> &stored) {
            if (!self)
                return;
            if (stored)
                self->put(webhook);
            else
                self->m_note->setText(
                    tr("The address could not be kept: %1").arg(userMessage(stored.error())));
        });
}

void SettingsWebhooks::put(const WebhookConfig &webhook)
{
    m_desk.change([&](Config &config) {
        std::vector<WebhookConfig> &webhooks = config.notifications.webhooks;
        const auto known = std::ranges::find(webhooks, webhook.id, &WebhookConfig::id);
        if (known == webhooks.end())
            webhooks.push_back(webhook);
        else
            *known = webhook;
    });
}

void SettingsWebhooks::remove(const QString &id)
{
    const WebhookConfig *known = find(id);
    if (!known)
        return;
    const WebhookConfig webhook = *known;
    const bool isGone = m_desk.change([&](Config &config) {
        std::erase_if(
            config.notifications.webhooks, [&](const WebhookConfig &each) { return each.id == id; });
    });
    if (!isGone)
        return;
    const QPointer<SettingsWebhooks> self(this);
    m_undo.offer(
        tr("The webhook “%1” is removed.").arg(id),
        [self, webhook] {
            if (self && !self->find(webhook.id))
                self->m_control.remove(webhook);
        },
        [self, webhook] {
            if (self)
                self->put(webhook);
        });
}

void SettingsWebhooks::test(const QString &id)
{
    say(id, tr("Being tested…"));
    m_control.testWebhook(id, [self = QPointer(this), id](const Result<QString> &result) {
        if (self)
            self->say(id,
                result ? tr("The test arrived: %1.").arg(*result)
                       : tr("The test did not arrive: %1.").arg(result.error().detail));
    });
}

void SettingsWebhooks::copySignature(const QString &id)
{
    m_control.findSignature(*find(id), [self = QPointer(this), id](const Result<Secret> &found) {
        if (!self)
            return;
        if (found)
            QGuiApplication::clipboard()->setText(QString::fromUtf8(found->reveal()));
        self->say(id, found ? tr("The secret is in the clipboard.") : userMessage(found.error()));
    });
}

void SettingsWebhooks::showStatus(const QString &id)
{
    const WebhookConfig *webhook = find(id);
    const std::optional<WebhookStatus> status = m_control.webhook(id);
    if (!webhook || !status)
        return;
    switch (status->state) {
    case WebhookStatus::State::Unused:
        say(id, webhook->form == u"slack" ? tr("Slack; nothing sent yet") : tr("Generic; nothing sent yet"));
        break;
    case WebhookStatus::State::Delivered:
        say(id, tr("Delivered at %1").arg(timeText(status->at)));
        break;
    case WebhookStatus::State::Trying:
        say(id,
            status->nextAt ? tr("Tried %1 of %2, last at %3: %4; next at %5")
                                 .arg(status->tries)
                                 .arg(WebhookSender::MostTries)
                                 .arg(timeText(status->at), status->detail, timeText(*status->nextAt))
                           : tr("On its way…"));
        break;
    case WebhookStatus::State::Failed:
        say(id, tr("Not delivered at %1: %2").arg(timeText(status->at), status->detail));
        break;
    }
}

void SettingsWebhooks::say(const QString &id, const QString &text)
{
    if (auto *label = findChild<QLabel *>(statusName(id)))
        label->setText(text);
}

} // namespace Belay

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/notifier.h"

#include "core/base/logging.h"

#include <QRandomGenerator>

namespace Belay {

namespace {

constexpr Milliseconds LongestWait {std::chrono::hours {1}};

} // namespace

Notifier::Notifier(const Parts &parts, QObject *parent)
    : NotificationControl(parent)
    , m_parts(parts)
    , m_memory(NotificationMemory::read(parts.memoryPath))
    , m_random(QRandomGenerator::system()->generate64())
    , m_sender({m_http, parts.clock, m_random,
          [keys = &parts.keys](const WebhookConfig &webhook, WebhookSender::Found found) {
              keys->findWebhook(webhook, std::move(found));
          }})
    , m_alarm(parts.clock.createAlarm([this] { tell(); }))
{
    m_memory.giveUp(); // of the program that ran before
    m_rules.rememberToldOnce(m_memory.toldOnce);
    connect(&m_sender, &WebhookSender::statusChanged, this, &Notifier::noteWebhook);
    connect(&m_sender, &WebhookSender::failed, this, &Notifier::webhookFailed);
}

NoteTime Notifier::now() const
{
    return {m_parts.clock.steady(), m_parts.clock.wall()};
}

void Notifier::applyConfig()
{
    m_sender.apply(m_parts.config.config()->notifications.webhooks);
    forgetDropped();
    m_rules.apply(m_parts.config.config(), QTimeZone::systemTimeZone(), now());
    tell();
}

void Notifier::tell()
{
    const NotificationRules::News news = m_rules.take(now());
    for (const QString &id : news.withdrawn)
        Q_EMIT noteWithdrawn(id);
    for (const Note &note : news.notes) {
        qCInfo(lcEngine).noquote() << "note:" << note.title;
        Q_EMIT noteRaised(note);
    }
    for (const WebhookNews &each : news.webhooks)
        m_sender.send(each);
    if (m_rules.toldOnce() != m_memory.toldOnce) {
        m_memory.toldOnce = m_rules.toldOnce();
        keep();
    }
    const NoteTime time = now();
    m_alarm->wakeAt(m_rules.wakeAt(time).value_or(time.steady + LongestWait));
}

void Notifier::keep()
{
    if (const auto written = m_memory.write(m_parts.memoryPath); !written)
        qCWarning(lcEngine) << "what was told could not be noted:" << written.error().detail;
}

void Notifier::takeBoard(const StatusBoard &board)
{
    for (const ProviderStatus &provider : board.providers) {
        for (const KeyStatus &key : provider.keys)
            m_rules.keyChanged(provider.id, key.id, key.health, now());
    }
    for (const TargetStatus &target : board.targets) {
        if (target.retiresOn)
            m_rules.modelRetires(target.id, *target.retiresOn, now());
    }
    tell();
}

void Notifier::adopt(const std::vector<Incident> &incidents)
{
    if (std::exchange(m_isAdopted, true))
        return;
    for (const Incident &incident : incidents)
        m_rules.incidentAdopted(incident, now());
}

void Notifier::incidentOpened(const Incident &incident)
{
    m_rules.incidentOpened(incident, now());
    tell();
}

void Notifier::incidentChanged(const Incident &incident)
{
    m_rules.incidentChanged(incident, now());
    tell();
}

void Notifier::incidentClosed(const Incident &incident, IncidentEnd end)
{
    m_rules.incidentClosed(incident, end, now());
    tell();
}

void Notifier::networkChanged(const NetworkStatus &network)
{
    m_rules.networkChanged(network, now());
    tell();
}

void Notifier::gatewayChanged(const GatewayStatus &status)
{
    using News = NotificationRules::GatewayNews;
    switch (status.state) {
    case GatewayStatus::State::Failed:
        m_rules.gatewayChanged(News::Stopped, status.problem, now());
        break;
    case GatewayStatus::State::Listening:
        m_rules.gatewayChanged(News::Runs, {}, now());
        break;
    case GatewayStatus::State::Off:
        m_rules.gatewayChanged(News::SwitchedOff, {}, now());
        break;
    case GatewayStatus::State::Draining:
        return;
    }
    tell();
}

void Notifier::testDesktop()
{
    Q_EMIT noteRaised(testNote());
}

void Notifier::testWebhook(const QString &id, WebhookSender::Tested tested)
{
    m_sender.test(id, std::move(tested));
}

std::optional<WebhookStatus> Notifier::webhook(const QString &id) const
{
    return m_sender.status(id);
}

void Notifier::noteWebhook(const QString &id)
{
    const std::optional<WebhookStatus> status = m_sender.status(id);
    const bool hasEnded = status
        && (status->state == WebhookStatus::State::Delivered
            || status->state == WebhookStatus::State::Failed);
    if (hasEnded) {
        m_memory.webhooks[id]
            = {status->at, status->state == WebhookStatus::State::Delivered, status->detail};
        m_memory.trying.erase(id);
        keep();
    } else if (status && status->nextAt) {
        m_memory.trying[id] = {status->tries, status->at, status->detail, *status->nextAt};
        keep();
    }
    Q_EMIT webhookChanged(id);
}

/// A webhook that is another now, or gone, has nothing under way.
void Notifier::forgetDropped()
{
    const size_t dropped = std::erase_if(m_memory.trying, [this](const auto &each) {
        const std::optional<WebhookStatus> status = m_sender.status(each.first);
        return !status || status->state != WebhookStatus::State::Trying;
    });
    if (dropped > 0)
        keep();
}

void Notifier::store(const WebhookConfig &webhook, WebhookSecret part, const Secret &value, Done done)
{
    m_parts.keys.storeWebhook(webhook, part, value, std::move(done));
}

void Notifier::remove(const WebhookConfig &webhook)
{
    m_parts.keys.removeWebhook(webhook);
    if (m_memory.webhooks.erase(webhook.id) + m_memory.trying.erase(webhook.id) > 0)
        keep();
}

void Notifier::findSignature(const WebhookConfig &webhook, Found found)
{
    m_parts.keys.findWebhookSecret(webhook, WebhookSecret::Signature, std::move(found));
}

void Notifier::act(const QString &note, NoteAction action)
{
    switch (action) {
    case NoteAction::Open:
        return;
    case NoteAction::CheckNow:
        m_parts.monitor.checkNow({}, Monitor::Paid::No);
        return;
    case NoteAction::MuteIncident:
        for (const Incident &incident : m_rules.incidentsOf(note))
            Q_EMIT incidentMuted(incident);
        [[fallthrough]];
    case NoteAction::MuteHour:
        m_rules.mute(note, action, now());
        tell();
        return;
    }
}

void Notifier::setInFront(bool inFront)
{
    m_rules.setInFront(inFront);
}

void Notifier::noteShown(const Note &note, NoteRoute route, const QString &by)
{
    if (note.event == NotificationEvent::Test)
        Q_EMIT testShown(route, by);
}

} // namespace Belay

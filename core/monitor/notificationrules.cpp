// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/notificationrules.h"

#include "core/monitor/matters.h"

#include <algorithm>

namespace Belay {

namespace {

using namespace std::chrono_literals;

constexpr Milliseconds MuteTime {1h};
/// An incident that says the same opens once its target was looked at again.
constexpr Milliseconds KeyPatience {15s};
/// A wall clock that is set is noticed at the latest then.
constexpr Milliseconds QuietLook {10min};

TellingQueue::Policy desktopPolicy()
{
    TellingQueue::Policy policy;
    policy.takesIn = true;
    return policy;
}

TellingQueue::Policy webhookPolicy()
{
    TellingQueue::Policy policy;
    policy.most = 60; // machines read them: only a flood is held back
    return policy;
}

} // namespace

NotificationRules::NotificationRules()
    : m_config(std::make_shared<const Config>())
    , m_desktop(desktopPolicy())
    , m_webhooks(webhookPolicy())
{ }

QString NotificationRules::nameOf(const ProviderId &provider) const
{
    const ProviderConfig *known = m_config->provider(provider);
    return known && !known->name.isEmpty() ? known->name : provider.value;
}

bool NotificationRules::isTold(const Matter &matter) const
{
    const NotificationConfig &config = m_config->notifications;
    if (!matter.incident)
        return matter.provider.isEmpty()
            || !config.isMuted(
                matter.target.hasModel() ? matter.target : TargetId {matter.provider, QString()});
    if (matter.incident->muted || config.isMuted({matter.provider, QString()}))
        return false;
    const std::vector<TargetId> &targets = matter.incident->targets;
    return targets.empty()
        || !std::ranges::all_of(targets, [&](const TargetId &each) { return config.isMuted(each); });
}

bool NotificationRules::isShown(const Matter &matter) const
{
    const NotificationConfig &config = m_config->notifications;
    const bool isWanted = config.events.empty()
        || std::ranges::find(config.events, toString(matter.event)) != config.events.end();
    return config.desktop && isWanted && isTold(matter);
}

void NotificationRules::apply(std::shared_ptr<const Config> config, const QTimeZone &zone, NoteTime now)
{
    m_config = std::move(config);
    m_quiet = m_config->notifications.quietHours.isEmpty()
        ? QuietHours()
        : QuietHours(m_config->notifications.quietHours, zone);
    m_desktop.setReminders(m_config->notifications.remindEvery, now.steady);
    for (auto &[id, matter] : m_matters) {
        const bool isGone = !matter.provider.isEmpty() && !m_config->provider(matter.provider);
        if (!isGone)
            matter.name = nameOf(matter.provider);
        const bool wanted = !isGone && !matter.endedAt && !m_silenced.contains(id) && isShown(matter);
        const bool isOnce = matter.event == NotificationEvent::ModelRetiring; // perhaps told already
        if (!wanted && !matter.endedAt)
            withdraw(m_desktop.forget(id));
        else if (wanted && !isOnce && !m_desktop.knows(id))
            m_desktop.begin(id, matter.provider.value, TellingQueue::Wait::ForOthers, now.steady);
        // An incident of one that is gone is closed by who keeps it, a key's trouble here: a webhook that
        // heard of it hears that.
        if (isGone && !matter.incident && !matter.endedAt && !isOnce) {
            matter.isUnseen = true;
            matter.endedAt = now.wall;
            m_webhooks.end(id, now.steady);
        } else if ((isGone && isOnce) || (!matter.endedAt && !isTold(matter))) {
            m_webhooks.forget(id);
        }
    }
}

void NotificationRules::begin(Matter matter, TellingQueue::Wait wait, NoteTime now)
{
    matter.name = nameOf(matter.provider);
    matter.endedAt.reset();
    const QString id = matter.id;
    const QString provider = matter.provider.value;
    const Matter &known = m_matters[id] = std::move(matter);
    if (isTold(known))
        m_webhooks.begin(id, provider, wait, now.steady);
    if (isShown(known) && !m_silenced.contains(id))
        m_desktop.begin(id, provider, wait, now.steady);
}

void NotificationRules::end(const QString &id, NoteTime now)
{
    const auto matter = m_matters.find(id);
    if (matter == m_matters.end() || matter->second.endedAt)
        return;
    matter->second.endedAt = now.wall;
    m_desktop.end(id, now.steady);
    m_webhooks.end(id, now.steady);
    m_silenced.erase(id);
}

void NotificationRules::forget(const QString &id)
{
    withdraw(m_desktop.forget(id));
    m_webhooks.forget(id);
    m_silenced.erase(id);
    m_matters.erase(id);
}

void NotificationRules::withdraw(const std::vector<QString> &notes)
{
    for (const QString &note : notes) {
        if (m_shown.erase(note) > 0)
            m_withdrawn.push_back(note);
    }
}

void NotificationRules::incidentOpened(const Incident &incident, NoteTime now)
{
    if (!isNews(incident))
        return;
    const NotificationEvent event = eventOf(incident);
    if (event != NotificationEvent::IncidentOpened)
        forgetKeysOf(incident.provider, event);
    begin(matterOf(incident), TellingQueue::Wait::ForOthers, now);
}

void NotificationRules::incidentAdopted(const Incident &incident, NoteTime now)
{
    if (!isNews(incident) || m_matters.contains(matterIdOf(incident)))
        return;
    Matter &matter = m_matters[matterIdOf(incident)] = matterOf(incident);
    matter.name = nameOf(incident.provider);
    if (isTold(matter))
        m_webhooks.adopt(matter.id, matter.provider.value, now.steady);
    if (isShown(matter))
        m_desktop.adopt(matter.id, matter.provider.value, now.steady);
}

void NotificationRules::incidentChanged(const Incident &incident, NoteTime now)
{
    const auto known = m_matters.find(matterIdOf(incident));
    if (known == m_matters.end() || known->second.endedAt)
        return;
    const bool wasMuted = known->second.incident && known->second.incident->muted;
    known->second.incident = incident;
    known->second.sentence = incident.sentence;
    if (incident.muted && !wasMuted) {
        m_silenced.insert(known->first);
        withdraw(m_desktop.forget(known->first));
    } else if (!incident.muted && wasMuted) {
        m_silenced.erase(known->first);
        if (isShown(known->second))
            m_desktop.begin(known->first, incident.provider.value, TellingQueue::Wait::ForOthers, now.steady);
    }
}

void NotificationRules::incidentClosed(const Incident &incident, IncidentEnd how, NoteTime now)
{
    const auto known = m_matters.find(matterIdOf(incident));
    if (known == m_matters.end())
        return;
    Matter &matter = known->second;
    matter.incident = incident;
    matter.isUnseen = how == IncidentEnd::Unseen;
    if (matter.isUnseen)
        withdraw(m_desktop.forget(known->first));
    end(known->first, now);
    if (incident.closedAt)
        matter.endedAt = incident.closedAt;
}

/// One key of several may be refused while its provider serves; when the provider's incident says the same,
/// the incident speaks for it.
void NotificationRules::keyChanged(
    const ProviderId &provider, const KeyId &key, KeyHealth health, NoteTime now)
{
    const QString id = matterIdOf(provider, key);
    const std::optional<NotificationEvent> event = eventOf(health);
    const auto known = m_matters.find(id);
    if (!event) {
        if (health == KeyHealth::Ok)
            end(id, now);
        return;
    }
    const bool spokenFor = std::ranges::any_of(m_matters, [&](const auto &each) {
        const Matter &other = each.second;
        return other.incident && !other.endedAt && other.provider == provider && other.event == *event;
    });
    if (spokenFor || (known != m_matters.end() && !known->second.endedAt && known->second.event == *event))
        return;
    if (known != m_matters.end())
        forget(id);
    begin(keyMatter(provider, key, *event, now.wall), TellingQueue::Wait::ForOthers,
        {now.steady + KeyPatience, now.wall});
}

void NotificationRules::forgetKeysOf(const ProviderId &provider, NotificationEvent event)
{
    std::vector<QString> ids;
    for (const auto &[id, matter] : m_matters) {
        if (!matter.incident && matter.provider == provider && matter.event == event)
            ids.push_back(id);
    }
    for (const QString &id : ids)
        forget(id);
}

void NotificationRules::networkChanged(const NetworkStatus &network, NoteTime now)
{
    if (network.state == NetworkState::Unknown)
        return;
    const bool down = isDown(network.state);
    m_desktop.setProvidersHeld(down, now.steady);
    m_webhooks.setProvidersHeld(down, now.steady);
    if (down)
        begin(networkMatter(network, now.wall), TellingQueue::Wait::No, now);
    else
        end(networkMatterId(), now);
}

void NotificationRules::gatewayChanged(GatewayNews news, const QString &problem, NoteTime now)
{
    switch (news) {
    case GatewayNews::Runs:
        end(gatewayMatterId(), now);
        break;
    case GatewayNews::SwitchedOff:
        forget(gatewayMatterId());
        break;
    case GatewayNews::Stopped:
        begin(gatewayMatter(problem, now.wall), TellingQueue::Wait::No, now);
        break;
    }
}

void NotificationRules::modelRetires(const TargetId &target, const QDate &day, NoteTime now)
{
    const QDate today = QDateTime::fromMSecsSinceEpoch(now.wall.time_since_epoch().count(), Qt::UTC).date();
    Matter matter = retirementMatter(target, day, now.wall);
    if (today.daysTo(day) <= RetiringDays && today <= day && m_once.insert(matter.id).second)
        begin(std::move(matter), TellingQueue::Wait::ForOthers, now);
}

void NotificationRules::mute(const QString &note, NoteAction action, NoteTime now)
{
    const auto shown = m_shown.find(note);
    if (shown == m_shown.end())
        return;
    std::optional<SteadyTime> until;
    if (action == NoteAction::MuteHour)
        until = now.steady + MuteTime;
    const std::vector<QString> matters = shown->second;
    for (const QString &matter : matters) {
        if (!until)
            m_silenced.insert(matter);
        withdraw(until ? m_desktop.mute(matter, until) : m_desktop.forget(matter));
    }
}

std::vector<Incident> NotificationRules::incidentsOf(const QString &note) const
{
    std::vector<Incident> incidents;
    const auto shown = m_shown.find(note);
    if (shown == m_shown.end())
        return incidents;
    for (const QString &id : shown->second) {
        const auto matter = m_matters.find(id);
        if (matter != m_matters.end() && matter->second.incident)
            incidents.push_back(*matter->second.incident);
    }
    return incidents;
}

/// Nothing ends a model's announcement: once it is told, it is done.
void NotificationRules::dropToldOnce(const std::vector<Telling> &tellings, TellingQueue &queue)
{
    for (const Telling &telling : tellings) {
        for (const QString &id : telling.open) {
            if (m_matters.at(id).event == NotificationEvent::ModelRetiring)
                queue.forget(id);
        }
    }
}

NotificationRules::News NotificationRules::take(NoteTime now)
{
    News news;
    m_desktop.setQuiet(m_quiet.endOf(now.wall).has_value());
    const std::vector<Telling> shown = m_desktop.take(now.steady);
    for (const Telling &telling : shown) {
        withdraw(telling.replaces);
        Note note = noteOf(telling, m_matters, now.wall);
        note.place = m_inFront ? NotePlace::Window : NotePlace::Desktop;
        if (note.recovers)
            m_shown.erase(note.id);
        else
            m_shown[note.id] = telling.open;
        news.notes.push_back(std::move(note));
    }
    const std::vector<Telling> sent = m_webhooks.take(now.steady);
    for (const Telling &telling : sent) {
        for (WebhookNews &each : newsOf(telling, m_matters, now.wall))
            news.webhooks.push_back(std::move(each));
    }
    dropToldOnce(shown, m_desktop);
    dropToldOnce(sent, m_webhooks);
    news.withdrawn = std::exchange(m_withdrawn, {});
    std::erase_if(m_matters, [this](const auto &each) {
        const bool isDone = each.second.endedAt || each.second.event == NotificationEvent::ModelRetiring;
        return isDone && !m_desktop.knows(each.first) && !m_webhooks.knows(each.first);
    });
    return news;
}

std::optional<SteadyTime> NotificationRules::wakeAt(NoteTime now) const
{
    std::optional<SteadyTime> soonest = m_webhooks.wakeAt();
    const auto keep = [&](std::optional<SteadyTime> time) {
        if (time && (!soonest || *time < *soonest))
            soonest = time;
    };
    if (const auto end = m_quiet.endOf(now.wall))
        keep(now.steady + std::min<Milliseconds>(*end - now.wall, QuietLook));
    else
        keep(m_desktop.wakeAt());
    if (!m_withdrawn.empty())
        keep(now.steady);
    return soonest;
}

} // namespace Belay

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/monitor/notificationrules.h"

namespace Belay {

/// NotificationRules on virtual time, woken when they ask for it; keeps all that they say.
class NotificationWorld final
{
public:
    explicit NotificationWorld(WallTime begin = WallTime {std::chrono::milliseconds {1'790'000'000'000}})
        : now {SteadyTime {std::chrono::hours {1}}, begin}
    { }

    void configure(const NotificationConfig &notifications, int providers = 5)
    {
        auto config = std::make_shared<Config>();
        for (int i = 0; i < providers; ++i) {
            ProviderConfig &provider = config->providers.emplace_back();
            provider.id = ProviderId {QStringLiteral("p%1").arg(i)};
            provider.name = QStringLiteral("P%1").arg(i);
        }
        config->notifications = notifications;
        rules.apply(config, zone, now);
    }
    Incident incident(int provider, Cause cause = Cause::Outage, int targets = 1)
    {
        Incident made;
        made.id = {static_cast<std::uint64_t>(now.wall.time_since_epoch().count()) << 16U, ++m_made};
        made.provider = ProviderId {QStringLiteral("p%1").arg(provider)};
        for (int i = 0; i < targets; ++i)
            made.targets.push_back({made.provider, QStringLiteral("m%1").arg(i)});
        made.owner = cause == Cause::Outage ? Owner::Provider : Owner::You;
        made.cause = cause;
        made.openedAt = now.wall;
        made.sentence = QStringLiteral("It answers 503.");
        return made;
    }
    Incident open(int provider, Cause cause = Cause::Outage, int targets = 1)
    {
        const Incident made = incident(provider, cause, targets);
        rules.incidentOpened(made, now);
        return made;
    }
    void close(Incident closing, IncidentEnd end = IncidentEnd::Recovered)
    {
        closing.closedAt = now.wall;
        rules.incidentClosed(closing, end, now);
    }
    void network(NetworkState state) { rules.networkChanged({state, now.wall}, now); }
    /// Both clocks go on; the rules are asked whenever they want to be.
    void pass(Milliseconds time)
    {
        const SteadyTime end = now.steady + time;
        for (int turns = 0; turns < 100'000; ++turns) {
            take();
            const SteadyTime wake = rules.wakeAt(now).value_or(end);
            if (wake >= end)
                break;
            go(std::max(wake, now.steady + std::chrono::milliseconds {1}));
        }
        go(end);
        take();
    }
    void take()
    {
        NotificationRules::News news = rules.take(now);
        if (heard)
            heard(news);
        for (const Note &note : news.notes)
            notes.push_back(note);
        for (const QString &id : news.withdrawn)
            withdrawn.push_back(id);
        for (const WebhookNews &each : news.webhooks)
            webhooks.push_back(each);
    }
    /// `title` of each note, after `~` where it takes the place of an earlier one.
    QStringList titles() const
    {
        QStringList list;
        std::set<QString> seen;
        for (const Note &note : notes)
            list << ((seen.insert(note.id).second ? QString() : QStringLiteral("~")) + note.title);
        return list;
    }
    QStringList events() const
    {
        QStringList list;
        for (const WebhookNews &each : webhooks)
            list << QStringLiteral("%1 %2").arg(toString(each.event)).arg(each.incidents.size());
        return list;
    }

    NotificationRules rules;
    NoteTime now;
    QTimeZone zone {"UTC"};
    std::vector<Note> notes;
    std::vector<QString> withdrawn;
    std::vector<WebhookNews> webhooks;
    std::function<void(const NotificationRules::News &)> heard;

private:
    void go(SteadyTime to)
    {
        now.wall += std::chrono::duration_cast<Milliseconds>(to - now.steady);
        now.steady = to;
    }
    std::uint64_t m_made = 0;
};

} // namespace Belay

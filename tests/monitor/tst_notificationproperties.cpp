// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "tests/monitor/notificationworld.h"

#include <QtTest>

using namespace Belay;
using namespace std::chrono_literals;

/// Promises that hold whatever happens, in whatever order.
class tst_NotificationProperties final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void promises_data();
    void promises();
};

namespace {

/// What a person and a webhook have before them, as the news leave it.
class Reader final
{
public:
    void hear(const NotificationRules::News &news, SteadyTime now, bool quiet, bool offline)
    {
        for (const QString &id : news.withdrawn)
            live.erase(id);
        for (const Note &note : news.notes)
            read(note, now, quiet, offline);
        for (const WebhookNews &each : news.webhooks) {
            for (const Incident &incident : each.incidents)
                told[incident.id].push_back(each.event);
        }
    }

    QStringList broken;
    std::map<QString, std::set<QString>> live; // note → what it tells of
    std::set<QString> opened; // matters
    std::set<QString> recovered;
    std::set<QString> seen; // notes
    std::map<Ulid, std::vector<NotificationEvent>> told;
    std::vector<SteadyTime> fresh; // when notes of a new id came
    int notes = 0;

private:
    void read(const Note &note, SteadyTime now, bool quiet, bool offline)
    {
        ++notes;
        if (quiet)
            broken << QStringLiteral("spoke in quiet hours: ") + note.title;
        if (note.title.isEmpty() || note.matters.empty() != note.recovers || note.actions.empty())
            broken << QStringLiteral("an empty note");
        const bool begins = !live.contains(note.id);
        if (seen.insert(note.id).second)
            fresh.push_back(now);
        live.erase(note.id);
        for (const QString &matter : note.matters) {
            if (begins && offline && !note.title.contains(u"again") && matter.startsWith(u"incident/"))
                broken << QStringLiteral("spoke of a provider without a network: ") + note.title;
            for (const auto &[id, others] : live) {
                if (others.contains(matter))
                    broken << QStringLiteral("two notes of ") + matter;
            }
        }
        recovered.insert(note.over.begin(), note.over.end());
        opened.insert(note.matters.begin(), note.matters.end());
        if (!note.recovers)
            live[note.id] = {note.matters.begin(), note.matters.end()};
    }
};

/// Random events on a world, with what is true of it beside.
class Script final
{
public:
    explicit Script(quint64 seed)
        : random(seed)
    {
        config.quietHours = QStringLiteral("22:00-07:00");
        world.configure(config, Providers);
        world.heard = [this](const NotificationRules::News &news) {
            reader.hear(news, world.now.steady, isQuiet(), offline);
        };
    }
    void step()
    {
        const double dice = random.uniform();
        if (dice < 0.45)
            open.push_back(world.open(static_cast<int>(random.next() % Providers),
                random.uniform() < 0.8 ? Cause::Outage : Cause::Key,
                1 + static_cast<int>(random.next() % 200)));
        else if (dice < 0.8 && !open.empty()) {
            const size_t one = random.next() % open.size();
            world.close(open[one]);
            open.erase(open.begin() + static_cast<std::ptrdiff_t>(one));
        } else if (dice < 0.88) {
            offline = !offline;
            world.network(offline ? NetworkState::Offline : NetworkState::Online);
        } else if (dice < 0.93 && !reader.live.empty()) {
            const auto note = *reader.live.begin();
            silenced.insert(note.second.begin(), note.second.end());
            world.rules.mute(note.first,
                random.uniform() < 0.5 ? NoteAction::MuteHour : NoteAction::MuteIncident, world.now);
        } else if (dice < 0.96)
            world.rules.setInFront(random.uniform() < 0.5);
        else
            world.configure(config, Providers);
        const double length = random.uniform();
        world.pass(length < 0.5 ? Milliseconds {1'000 * (random.next() % 30)}
                : length < 0.95 ? Milliseconds {60'000 * (random.next() % 40)}
                                : Milliseconds {3'600'000 * (random.next() % 20)});
    }
    void finish()
    {
        offline = false;
        world.network(NetworkState::Online);
        for (const Incident &incident : std::exchange(open, {}))
            world.close(incident);
        world.pass(25h);
    }
    bool isQuiet() const
    {
        return QuietHours(config.quietHours, world.zone).endOf(world.now.wall).has_value();
    }

    static constexpr int Providers = 12;
    SeededRandom random;
    NotificationConfig config;
    NotificationWorld world;
    Reader reader;
    std::vector<Incident> open;
    std::set<QString> silenced;
    bool offline = false;
};

} // namespace

void tst_NotificationProperties::promises_data()
{
    QTest::addColumn<quint64>("seed");
    for (quint64 seed = 1; seed <= 200; ++seed)
        QTest::addRow("seed %llu", seed) << seed;
}

void tst_NotificationProperties::promises()
{
    QFETCH(quint64, seed);
    Script script(seed);
    for (int step = 0; step < 150; ++step)
        script.step();
    script.finish();
    Reader &reader = script.reader;
    QVERIFY2(reader.broken.isEmpty(), qPrintable(reader.broken.join(u'\n')));
    QVERIFY(reader.live.empty());
    for (const QString &matter : reader.opened) {
        const bool told = reader.recovered.contains(matter) || script.silenced.contains(matter);
        QVERIFY2(told, qPrintable(matter));
    }
    QVERIFY(reader.notes > 0);
    for (size_t i = 6; i < reader.fresh.size(); ++i)
        QVERIFY(reader.fresh[i] - reader.fresh[i - 6] >= 10min);
    const std::vector<NotificationEvent> outage {
        NotificationEvent::IncidentOpened, NotificationEvent::IncidentClosed};
    const std::vector<NotificationEvent> key {NotificationEvent::KeyRejected, NotificationEvent::KeyAccepted};
    for (const auto &[incident, events] : reader.told)
        QVERIFY(events == outage || events == key);
}

QTEST_GUILESS_MAIN(tst_NotificationProperties)
#include "tst_notificationproperties.moc"

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/monitor/notificationworld.h"

#include <QtTest>

using namespace Belay;
using namespace std::chrono_literals;

/// When nothing is said, or less: reminders, quiet hours, mutes, floods.
class tst_NotificationQuiet final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void remindersComeRarerAndRarer();
    void quietHoursEndWithADigest();
    void mutedForAnHour();
    void mutedForGood();
    void mutedByTheConfig();
    void theDesktopIsSwitchedOffAndOn();
    void onlyTheEventsThatAreWanted();
    void aFloodIsHeldBack();
    void aWindowInFrontGetsTheNoteItself();
};

void tst_NotificationQuiet::remindersComeRarerAndRarer()
{
    NotificationWorld world;
    world.configure({});
    const SteadyTime begin = world.now.steady;
    std::vector<qint64> hours;
    world.heard = [&](const NotificationRules::News &news) {
        if (!news.notes.empty())
            hours.push_back(std::chrono::duration_cast<std::chrono::hours>(world.now.steady - begin).count());
    };
    world.open(0);
    world.pass(100h);
    QCOMPARE(hours, std::vector<qint64>({0, 1, 3, 7, 15, 31, 55, 79}));
    QCOMPARE(std::set<QString>({world.notes.front().id, world.notes.back().id}).size(), size_t {1});
    QVERIFY(world.notes.back().text.startsWith(u"For 3 d"));
    QCOMPARE(world.webhooks.size(), size_t {1});
    NotificationConfig off;
    off.remindEvery.reset();
    world.configure(off);
    world.pass(100h);
    QCOMPARE(hours.size(), size_t {8});
}

void tst_NotificationQuiet::quietHoursEndWithADigest()
{
    // 2026-09-21T14:13:20Z: the quiet lasts from 20:00 to 06:00.
    NotificationWorld world;
    NotificationConfig config;
    config.quietHours = QStringLiteral("20:00-06:00");
    world.configure(config);
    const Incident before = world.open(4);
    world.pass(6h);
    world.notes.clear();
    const Incident a = world.open(0);
    world.pass(1h);
    world.close(a);
    world.open(1);
    world.close(before);
    world.pass(8h);
    QVERIFY(world.notes.empty());
    QCOMPARE(world.webhooks.size(), size_t {5}); // machines do not sleep
    world.pass(1h);
    QCOMPARE(world.notes.size(), size_t {1});
    QCOMPARE(world.notes.front().title, QStringLiteral("P1 is down"));
    QVERIFY(world.notes.front().text.contains(u"P0 is well again. It lasted 1 h"));
    QVERIFY(world.notes.front().text.contains(u"P4 is well again"));
    QCOMPARE(world.withdrawn.size(), size_t {1});
}

void tst_NotificationQuiet::mutedForAnHour()
{
    NotificationWorld world;
    world.configure({});
    const Incident incident = world.open(0);
    world.pass(50min);
    world.rules.mute(world.notes.front().id, NoteAction::MuteHour, world.now);
    world.pass(59min);
    QCOMPARE(world.notes.size(), size_t {1});
    QCOMPARE(world.withdrawn, std::vector {world.notes.front().id});
    world.pass(2min);
    QCOMPARE(world.notes.size(), size_t {2}); // it goes on
    world.rules.mute(world.notes.back().id, NoteAction::MuteHour, world.now);
    world.pass(1min);
    world.close(incident);
    world.pass(5h);
    QCOMPARE(world.notes.size(), size_t {2});
    QCOMPARE(world.events(),
        QStringList({QStringLiteral("incident.opened 1"), QStringLiteral("incident.closed 1")}));
}

void tst_NotificationQuiet::mutedForGood()
{
    NotificationWorld world;
    world.configure({});
    const Incident incident = world.open(0);
    Incident other = world.open(1);
    world.pass(1min);
    QCOMPARE(world.notes.size(), size_t {2});
    world.rules.mute(world.notes.front().id, NoteAction::MuteIncident, world.now);
    other.muted = true; // on its page
    world.rules.incidentChanged(other, world.now);
    world.pass(30h);
    world.configure({});
    world.pass(30h);
    QCOMPARE(world.notes.size(), size_t {2});
    QCOMPARE(world.withdrawn.size(), size_t {2});
    other.muted = false;
    world.rules.incidentChanged(other, world.now);
    world.pass(1min);
    QCOMPARE(world.notes.size(), size_t {3});
    QCOMPARE(world.notes.back().title, QStringLiteral("P1 is down"));
}

void tst_NotificationQuiet::mutedByTheConfig()
{
    NotificationWorld world;
    NotificationConfig config;
    config.muted = {QStringLiteral("p0"), QStringLiteral("p1/m0")};
    world.configure(config);
    const Incident silent = world.open(0);
    world.open(1);
    world.open(1, Cause::Slow, 2); // its other target is not muted
    world.rules.keyChanged(
        ProviderId {QStringLiteral("p0")}, KeyId {QStringLiteral("k")}, KeyHealth::Rejected, world.now);
    world.pass(1min);
    QCOMPARE(world.titles(), QStringList {QStringLiteral("P1 is slow")});
    world.close(silent);
    world.pass(1min);
    QCOMPARE(world.events(), QStringList {QStringLiteral("incident.opened 1")});
    config.muted = {QStringLiteral("p1")};
    world.configure(config);
    world.take();
    QCOMPARE(world.withdrawn.size(), size_t {1});
}

void tst_NotificationQuiet::theDesktopIsSwitchedOffAndOn()
{
    NotificationWorld world;
    NotificationConfig config;
    world.configure(config);
    const Incident incident = world.open(0);
    world.pass(1min);
    config.desktop = false;
    world.configure(config);
    world.pass(10h);
    QCOMPARE(world.withdrawn.size(), size_t {1});
    QCOMPARE(world.notes.size(), size_t {1});
    config.desktop = true;
    world.configure(config);
    world.pass(1min);
    QCOMPARE(world.notes.size(), size_t {2});
    world.close(incident);
    world.pass(1min);
    QCOMPARE(world.events(),
        QStringList({QStringLiteral("incident.opened 1"), QStringLiteral("incident.closed 1")}));
}

void tst_NotificationQuiet::onlyTheEventsThatAreWanted()
{
    NotificationWorld world;
    NotificationConfig config;
    config.events = {QStringLiteral("key.rejected")};
    world.configure(config);
    world.open(0);
    world.open(1, Cause::Key);
    world.network(NetworkState::Online);
    world.pass(1min);
    QCOMPARE(world.titles(), QStringList {QStringLiteral("P1 rejects a key")});
    QCOMPARE(
        world.events(), QStringList({QStringLiteral("incident.opened 1"), QStringLiteral("key.rejected 1")}));
}

void tst_NotificationQuiet::aFloodIsHeldBack()
{
    NotificationWorld world;
    NotificationConfig config;
    config.remindEvery.reset();
    world.configure(config, 40);
    std::vector<SteadyTime> times;
    world.heard = [&](const NotificationRules::News &news) {
        times.insert(times.end(), news.notes.size(), world.now.steady);
    };
    for (int provider = 0; provider < 30; ++provider) {
        world.open(provider);
        world.pass(62s); // never close enough for a digest
    }
    world.pass(1h);
    for (size_t i = 6; i < times.size(); ++i)
        QVERIFY(times[i] - times[i - 6] >= 10min);
    QVERIFY(times.size() < 24);
    std::set<QString> told;
    for (const Note &note : world.notes)
        told.insert(note.matters.begin(), note.matters.end());
    QCOMPARE(told.size(), size_t {30});
}

void tst_NotificationQuiet::aWindowInFrontGetsTheNoteItself()
{
    NotificationWorld world;
    world.configure({});
    world.rules.setInFront(true);
    const Incident incident = world.open(0);
    world.pass(1min);
    QCOMPARE(world.notes.back().place, NotePlace::Window);
    world.rules.setInFront(false);
    world.close(incident);
    world.pass(1min);
    QCOMPARE(world.notes.back().place, NotePlace::Desktop);
}

QTEST_GUILESS_MAIN(tst_NotificationQuiet)
#include "tst_notificationquiet.moc"

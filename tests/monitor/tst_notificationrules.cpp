// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/monitor/notificationworld.h"

#include <QtTest>

using namespace Belay;
using namespace std::chrono_literals;

/// What is told, together with what, and how it ends.
class tst_NotificationRules final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void twoHundredTargetsAreOneNote();
    void whatGrewIsToldAsItIs();
    void fiveProvidersWithinAMinuteAreOneDigest_data();
    void fiveProvidersWithinAMinuteAreOneDigest();
    void recoveryTakesThePlaceOfTheNote();
    void aDigestTellsOfEachEnd();
    void whatIsOverAtOnceIsNotTold();
    void theOwnNetworkIsOneNote();
    void keysAndIncidentsAreToldOnce();
    void theGatewayStopsAndRuns();
    void aModelIsAnnouncedOnce();
    void anIncidentOfAnEarlierRun();
    void whatNobodySeesAnyMore_data();
    void whatNobodySeesAnyMore();
    void theKeyOfAProviderThatIsRemoved();
    void whatAPersonCanDo();
};

void tst_NotificationRules::twoHundredTargetsAreOneNote()
{
    NotificationWorld world;
    world.configure({});
    world.open(0, Cause::Outage, 200);
    world.pass(1h - 1ms);
    QCOMPARE(world.titles(), QStringList {QStringLiteral("P0 is down")});
    QVERIFY(world.notes.front().text.contains(u"200"));
    QCOMPARE(world.events(), QStringList {QStringLiteral("incident.opened 1")});
}

/// What opened with one model may be the whole provider's by the time that it is told.
void tst_NotificationRules::whatGrewIsToldAsItIs()
{
    NotificationWorld world;
    world.configure({});
    Incident incident = world.open(0);
    world.pass(5s);
    incident.targets.push_back({incident.provider, QStringLiteral("m1")});
    incident.sentence = QStringLiteral("P0 fails as a whole.");
    world.rules.incidentChanged(incident, world.now);
    world.pass(1min);
    QCOMPARE(world.notes.size(), size_t {1});
    QVERIFY2(world.notes.front().text.startsWith(incident.sentence), qPrintable(world.notes.front().text));
    QCOMPARE(world.webhooks.size(), size_t {1});
    QVERIFY2(world.webhooks.front().sentence.contains(incident.sentence),
        qPrintable(world.webhooks.front().sentence));
    QCOMPARE(world.webhooks.front().incidents, std::vector {incident});
}

void tst_NotificationRules::fiveProvidersWithinAMinuteAreOneDigest_data()
{
    QTest::addColumn<int>("apartSeconds");
    QTest::addColumn<int>("notes"); // also those that the digest takes in
    QTest::addColumn<int>("webhooks");
    QTest::addRow("at once") << 0 << 1 << 1;
    QTest::addRow("ten seconds apart") << 10 << 1 << 1;
    QTest::addRow("just under the time that one waits for another") << 14 << 1 << 1;
}

void tst_NotificationRules::fiveProvidersWithinAMinuteAreOneDigest()
{
    QFETCH(int, apartSeconds);
    QFETCH(int, notes);
    QFETCH(int, webhooks);
    NotificationWorld world;
    world.configure({});
    for (int provider = 0; provider < 5; ++provider) {
        world.open(provider);
        world.pass(std::chrono::seconds {apartSeconds});
    }
    world.pass(5min);
    QCOMPARE(world.notes.size(), static_cast<size_t>(notes));
    QCOMPARE(world.notes.back().title, QStringLiteral("5 providers have trouble"));
    QCOMPARE(world.notes.back().matters.size(), size_t {5});
    QCOMPARE(world.webhooks.size(), static_cast<size_t>(webhooks));
    QCOMPARE(world.webhooks.back().incidents.size(), size_t {5});
}

void tst_NotificationRules::recoveryTakesThePlaceOfTheNote()
{
    NotificationWorld world;
    world.configure({});
    const Incident incident = world.open(0);
    world.pass(12min);
    world.close(incident);
    world.pass(1min);
    QCOMPARE(
        world.titles(), QStringList({QStringLiteral("P0 is down"), QStringLiteral("~P0 is well again")}));
    QVERIFY(world.notes.back().recovers && !world.notes.front().recovers);
    QVERIFY2(world.notes.back().text.contains(u"12 min"), qPrintable(world.notes.back().text));
    QCOMPARE(world.events(),
        QStringList({QStringLiteral("incident.opened 1"), QStringLiteral("incident.closed 1")}));
    QVERIFY(world.webhooks.back().incidents.front().closedAt);
    world.pass(48h);
    QCOMPARE(world.notes.size(), size_t {2});
}

void tst_NotificationRules::aDigestTellsOfEachEnd()
{
    NotificationWorld world;
    world.configure({});
    const Incident a = world.open(0);
    const Incident b = world.open(1);
    const Incident c = world.open(2);
    world.pass(10min);
    world.close(a);
    world.close(b);
    world.pass(1min);
    QCOMPARE(world.notes.back().title, QStringLiteral("2 providers are well again"));
    QVERIFY(!world.notes.back().recovers);
    QVERIFY(world.notes.back().text.contains(u"P2: It answers 503."));
    world.close(c);
    world.pass(1min);
    QCOMPARE(world.titles(),
        QStringList({QStringLiteral("3 providers have trouble"),
            QStringLiteral("~2 providers are well again"), QStringLiteral("~P2 is well again")}));
    QVERIFY(world.notes.back().recovers);
    QCOMPARE(world.events(),
        QStringList({QStringLiteral("incident.opened 3"), QStringLiteral("incident.closed 2"),
            QStringLiteral("incident.closed 1")}));
}

void tst_NotificationRules::whatIsOverAtOnceIsNotTold()
{
    NotificationWorld world;
    world.configure({});
    const Incident incident = world.open(0);
    world.pass(14s);
    world.close(incident);
    world.pass(1h);
    QVERIFY(world.notes.empty() && world.webhooks.empty());
}

void tst_NotificationRules::theOwnNetworkIsOneNote()
{
    NotificationWorld world;
    world.configure({});
    std::vector<Incident> incidents;
    for (int provider = 0; provider < 5; ++provider)
        incidents.push_back(world.open(provider));
    world.open(0, Cause::Network);
    world.network(NetworkState::Offline);
    world.pass(10min);
    QCOMPARE(world.titles(), QStringList {QStringLiteral("Your network is down")});
    world.network(NetworkState::Online);
    for (const Incident &incident : incidents)
        world.close(incident);
    world.pass(10min);
    QCOMPARE(world.titles(),
        QStringList({QStringLiteral("Your network is down"), QStringLiteral("~Your network is back")}));
    QCOMPARE(
        world.events(), QStringList({QStringLiteral("network.lost 0"), QStringLiteral("network.back 0")}));
}

void tst_NotificationRules::keysAndIncidentsAreToldOnce()
{
    NotificationWorld world;
    world.configure({});
    const ProviderId provider {QStringLiteral("p0")};
    const KeyId key {QStringLiteral("main")};
    world.rules.keyChanged(provider, key, KeyHealth::Rejected, world.now);
    world.pass(20s); // its target is looked at again
    const Incident incident = world.open(0, Cause::Key);
    world.rules.keyChanged(provider, key, KeyHealth::Rejected, world.now);
    world.pass(1min);
    QCOMPARE(world.titles(), QStringList {QStringLiteral("P0 rejects a key")});
    world.close(incident);
    world.rules.keyChanged(provider, key, KeyHealth::Ok, world.now);
    world.pass(1min);
    QCOMPARE(world.titles().last(), QStringLiteral("~P0 accepts the key again"));
    world.rules.keyChanged(provider, key, KeyHealth::OutOfCredit, world.now); // one of several keys
    world.pass(1min);
    world.rules.keyChanged(provider, key, KeyHealth::Unchecked, world.now);
    world.rules.keyChanged(provider, key, KeyHealth::Ok, world.now);
    world.pass(1min);
    QCOMPARE(world.titles().mid(2),
        QStringList({QStringLiteral("P0: the credit is used up"), QStringLiteral("~P0 has credit again")}));
    QCOMPARE(world.events(),
        QStringList({QStringLiteral("key.rejected 1"), QStringLiteral("key.accepted 1"),
            QStringLiteral("quota.exhausted 0"), QStringLiteral("quota.restored 0")}));
}

void tst_NotificationRules::theGatewayStopsAndRuns()
{
    using News = NotificationRules::GatewayNews;
    NotificationWorld world;
    world.configure({});
    world.rules.gatewayChanged(News::Stopped, QStringLiteral("Port 4217 is taken."), world.now);
    world.take();
    QCOMPARE(world.titles(), QStringList {QStringLiteral("The gateway has stopped")});
    QCOMPARE(world.notes.back().urgency, NoteUrgency::Critical);
    QCOMPARE(world.notes.back().page, QStringLiteral("gateway"));
    world.rules.gatewayChanged(News::Runs, {}, world.now);
    world.take();
    QCOMPARE(world.titles().last(), QStringLiteral("~The gateway serves again"));
    world.rules.gatewayChanged(News::Stopped, QStringLiteral("Again."), world.now);
    world.take();
    world.rules.gatewayChanged(News::SwitchedOff, {}, world.now);
    world.take();
    QCOMPARE(world.withdrawn.size(), size_t {1});
}

void tst_NotificationRules::aModelIsAnnouncedOnce()
{
    NotificationWorld world; // on 2026-09-21
    world.configure({});
    const TargetId target {ProviderId {QStringLiteral("p0")}, QStringLiteral("m")};
    world.rules.modelRetires(target, QDate(2026, 10, 6), world.now); // in 15 days
    world.pass(1h);
    QVERIFY(world.notes.empty());
    world.pass(24h);
    for (int look = 0; look < 5; ++look) {
        world.rules.modelRetires(target, QDate(2026, 10, 6), world.now);
        world.pass(24h);
        world.configure({});
    }
    QCOMPARE(world.titles(), QStringList {QStringLiteral("p0/m will be retired")});
    QCOMPARE(world.events(), QStringList {QStringLiteral("model.retiring 0")});
    NotificationWorld later(world.now.wall);
    later.configure({});
    later.rules.rememberToldOnce(world.rules.toldOnce());
    later.rules.modelRetires(target, QDate(2026, 10, 6), later.now);
    later.pass(1h);
    QVERIFY(later.notes.empty());
    later.rules.modelRetires(target, QDate(2026, 10, 1), later.now); // the provider changed its mind
    later.pass(1h);
    QCOMPARE(later.notes.size(), size_t {1});
}

void tst_NotificationRules::anIncidentOfAnEarlierRun()
{
    NotificationWorld world;
    world.configure({});
    const Incident incident = world.incident(0);
    world.rules.incidentAdopted(incident, world.now);
    world.pass(30min);
    QVERIFY(world.notes.empty() && world.webhooks.empty());
    world.close(incident);
    world.pass(1min);
    QCOMPARE(world.titles(), QStringList {QStringLiteral("P0 is well again")});
    QCOMPARE(world.events(), QStringList {QStringLiteral("incident.closed 1")});
}

void tst_NotificationRules::whatNobodySeesAnyMore_data()
{
    QTest::addColumn<int>("cause");
    QTest::addColumn<QString>("title");
    QTest::addColumn<QString>("began");
    QTest::newRow("an outage") << int(Cause::Outage) << QStringLiteral("P1 is down")
                               << QStringLiteral("incident.opened 1");
    QTest::newRow("a key") << int(Cause::Key) << QStringLiteral("P1 rejects a key")
                           << QStringLiteral("key.rejected 1");
    QTest::newRow("a quota") << int(Cause::Quota) << QStringLiteral("P1: the credit is used up")
                             << QStringLiteral("quota.exhausted 1");
}

/// A person who pauses or removes what is down has not repaired it.
void tst_NotificationRules::whatNobodySeesAnyMore()
{
    NotificationWorld world;
    world.configure({});
    QFETCH(int, cause);
    QFETCH(QString, title);
    QFETCH(QString, began);
    const Incident made = world.open(1, static_cast<Cause>(cause));
    world.pass(1min);
    QCOMPARE(world.titles(), QStringList {title});
    world.close(made, IncidentEnd::Unseen);
    world.pass(10min);
    QCOMPARE(world.titles(), QStringList {title});
    QCOMPARE(world.withdrawn, std::vector {world.notes.front().id});
    QCOMPARE(world.events(), (QStringList {began, QStringLiteral("incident.closed 1")}));
    const QString &sentence = world.webhooks.back().sentence;
    QVERIFY2(sentence.startsWith(QStringLiteral("Nothing more is known of the trouble of P1")),
        qPrintable(sentence));
    QVERIFY2(sentence.endsWith(QStringLiteral("It was seen for 1 min.")), qPrintable(sentence));
}

void tst_NotificationRules::theKeyOfAProviderThatIsRemoved()
{
    NotificationWorld world;
    world.configure({});
    world.rules.keyChanged(
        ProviderId {QStringLiteral("p1")}, KeyId {QStringLiteral("spare")}, KeyHealth::Rejected, world.now);
    world.pass(1min);
    QCOMPARE(world.events(), QStringList {QStringLiteral("key.rejected 0")});
    world.rules.apply(std::make_shared<const Config>(), world.zone, world.now);
    world.pass(10min);
    QCOMPARE(world.titles(), QStringList {QStringLiteral("P1 rejects a key")});
    QCOMPARE(world.withdrawn.size(), size_t {1});
    QCOMPARE(world.events(),
        (QStringList {QStringLiteral("key.rejected 0"), QStringLiteral("incident.closed 0")}));
}

void tst_NotificationRules::whatAPersonCanDo()
{
    NotificationWorld world;
    world.configure({});
    const Incident incident = world.open(0);
    world.pass(1min);
    const std::vector<NoteAction> all {
        NoteAction::Open, NoteAction::CheckNow, NoteAction::MuteHour, NoteAction::MuteIncident};
    QCOMPARE(world.notes.back().actions, all);
    QCOMPARE(world.notes.back().incident, std::optional(incident.id));
    world.close(incident);
    world.pass(1min);
    QCOMPARE(world.notes.back().actions, std::vector {NoteAction::Open});
}

QTEST_GUILESS_MAIN(tst_NotificationRules)
#include "tst_notificationrules.moc"

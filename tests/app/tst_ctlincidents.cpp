// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/incidentjson.h"
#include "core/history/sqlitehistory.h"
#include "tests/app/runner.h"
#include "tests/support/fakeclock.h"

using namespace Belay;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class tst_CtlIncidents final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void nothingHappenedYet();
    void theNewestComeFirst();
    void fromATime();
    void textForAPerson();
    void itReadsBesideTheOwner();
    void usage();
    void aFileThatIsNoHistory();

private:
    /// An incident that is over 50 h ago, one that is open, and one of half a year ago.
    std::vector<Incident> record(const Runner &runner);

    FakeClock m_clock;
    std::unique_ptr<SqliteHistory> m_owner;
};

std::vector<Incident> tst_CtlIncidents::record(const Runner &runner)
{
    auto opened = SqliteHistory::open(QString(runner.home() + u"/history.sqlite"_s), {.clock = m_clock});
    if (!opened)
        return {};
    m_owner = std::move(opened.value());
    const WallTime now = SystemClock().wall();
    std::vector<Incident> incidents;
    std::uint64_t number = 0;
    for (const Milliseconds ago : {Milliseconds {24h * 180}, Milliseconds {50h}, Milliseconds {10min}}) {
        Incident incident;
        incident.id = {++number, 0};
        incident.provider = ProviderId(u"acme"_s);
        incident.targets = {TargetId::fromString(u"acme/large"_s)};
        incident.owner = Owner::Provider;
        incident.cause = Cause::Outage;
        incident.openedAt = floorTo(now - ago, 1s);
        if (ago > 1h)
            incident.closedAt = incident.openedAt + 40min;
        incident.sentence = u"acme answers 503."_s;
        incidents.insert(incidents.begin(), incident);
        m_owner->record(incident);
    }
    incidents.front().lead = 9min;
    m_owner->record(incidents.front());
    incidents.back().lastBadAt = *incidents.back().closedAt; // paused before it was over
    m_owner->record(incidents.back());
    return m_owner->flush() ? incidents : std::vector<Incident>();
}

void tst_CtlIncidents::nothingHappenedYet()
{
    const Runner runner;
    const Ended json = runner.run({u"incidents"_s, u"--json"_s});
    QCOMPARE(json.code, 0);
    QCOMPARE(json.out.trimmed(), QByteArray(R"({"incidents":[]})"));
    const Ended text = runner.run({u"incidents"_s});
    QCOMPARE(text.code, 0);
    QVERIFY(text.out.isEmpty() && text.err.contains("no incident"));
}

void tst_CtlIncidents::theNewestComeFirst()
{
    const Runner runner;
    const std::vector<Incident> incidents = record(runner);
    QCOMPARE(incidents.size(), size_t {3});
    m_owner.reset();
    const auto listed = runner.run({u"incidents"_s, u"--json"_s}).json().at("incidents");
    QCOMPARE(listed.size(), size_t {2}); // of 90 days
    for (size_t i = 0; i < 2; ++i)
        QVERIFY(listed[i] == nlohmann::json::parse(toJson(incidents[i]).dump()));
}

void tst_CtlIncidents::fromATime()
{
    const Runner runner;
    const std::vector<Incident> incidents = record(runner);
    QCOMPARE(incidents.size(), size_t {3});
    const auto count = [&](WallTime from) {
        return runner.run({u"incidents"_s, u"--from"_s, toIsoString(from), u"--json"_s})
            .json()
            .at("incidents")
            .size();
    };
    QCOMPARE(count(incidents[2].openedAt), size_t {3});
    QCOMPARE(count(*incidents[1].closedAt), size_t {2}); // it touches that time
    QCOMPARE(count(*incidents[1].closedAt + 1s), size_t {1});
}

void tst_CtlIncidents::textForAPerson()
{
    const Runner runner;
    QCOMPARE(record(runner).size(), size_t {3});
    const QByteArrayList lines = runner.run({u"incidents"_s}).out.split('\n');
    QVERIFY(lines[0].contains("open, for 10 min") && lines[0].contains("acme large is down"));
    QCOMPARE(lines[1].trimmed(), QByteArray("acme answers 503."));
    QCOMPARE(lines[2].trimmed(), QByteArray("Belay saw it 9 min before their page."));
    QVERIFY(lines[3].contains("over after 40 min"));
    const QByteArray all = runner.run({u"incidents"_s, u"--from"_s, u"2000-01-01T00:00:00.000Z"_s}).out;
    QVERIFY2(all.contains("watched no longer after 40 min"), all.constData());
}

void tst_CtlIncidents::itReadsBesideTheOwner()
{
    const Runner runner;
    QCOMPARE(record(runner).size(), size_t {3});
    QCOMPARE(runner.run({u"incidents"_s, u"--json"_s}).json().at("incidents").size(), size_t {2});
}

void tst_CtlIncidents::usage()
{
    const Runner runner;
    for (const QString &from : {u"yesterday"_s, u"2026"_s, u""_s}) {
        const Ended ended = runner.run({u"incidents"_s, u"--from"_s, from});
        QCOMPARE(ended.code, 64);
        QVERIFY(ended.out.isEmpty());
    }
}

void tst_CtlIncidents::aFileThatIsNoHistory()
{
    const Runner runner;
    runner.write(u"history.sqlite"_s, QByteArray(4'096, 'x'));
    const Ended ended = runner.run({u"incidents"_s, u"--json"_s});
    QCOMPARE(ended.code, 74);
    QVERIFY(ended.out.isEmpty() && !ended.err.isEmpty());
}

QTEST_GUILESS_MAIN(tst_CtlIncidents)
#include "tst_ctlincidents.moc"

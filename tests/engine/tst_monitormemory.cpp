// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/monitormemory.h"
#include "core/history/sqlitehistory.h"
#include "tests/support/fakeclock.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace Belay;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// What the monitor's rules are told of a real history.
class tst_MonitorMemory final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void atTheStart();
    void onceAnHour();
    void forOneRound();

private:
    MonitorMemory read(MemoryUse use)
    {
        const auto queries = SqliteHistory::openBeside(m_folder.filePath(u"history.sqlite"_s));
        return queries && *queries
            ? readMemory(**queries, {{m_target}, {m_target.provider}}, use, m_clock.wall())
            : MonitorMemory();
    }

    const QString m_page = u"https://status.acme.example"_s;
    const TargetId m_target = TargetId::fromString(u"acme/large"_s);
    QTemporaryDir m_folder;
    FakeClock m_clock;
    Incident m_incident;
};

void tst_MonitorMemory::initTestCase()
{
    const auto history = SqliteHistory::open(m_folder.filePath(u"history.sqlite"_s), {.clock = m_clock});
    QVERIFY(history.has_value());
    const WallTime now = m_clock.wall();
    Sample sample;
    sample.at = now - 1min;
    sample.target = m_target;
    sample.key = KeyId {u"main"_s};
    sample.kind = ProbeKind::Completion;
    sample.outcome = Outcome::Ok;
    history.value()->record(sample);
    sample.target.model.clear();
    sample.kind = ProbeKind::Auth;
    history.value()->record(sample);
    sample.key = KeyId {u"old"_s};
    sample.outcome = Outcome::Auth;
    history.value()->record(sample);
    m_incident.id = {1, 0};
    m_incident.provider = m_target.provider;
    m_incident.targets = {m_target};
    m_incident.owner = Owner::Provider;
    m_incident.cause = Cause::Outage;
    m_incident.openedAt = now - 40min;
    history.value()->record(m_incident);
    for (const auto &[from, to] : {std::pair(60min, 30min), std::pair(10min, 2min)})
        history.value()->record(PageReadSpan {m_page, now - from, now - to});
    QVERIFY(history.value()->flush().has_value());
}

void tst_MonitorMemory::atTheStart()
{
    const MonitorMemory memory = read(MemoryUse::Start);
    QCOMPARE(memory.everAnswered, std::set<TargetId> {m_target});
    QCOMPARE(memory.incidents, std::vector {m_incident});
    QCOMPARE(memory.recentSamples.size(), size_t {3});
    QCOMPARE(memory.pages.newestReads.size(), size_t {1});
    // The page was being read when it began, before a gap.
    const PageReadSpan then {m_page, m_incident.openedAt, m_incident.openedAt};
    QCOMPARE(memory.pages.readsAtIncidents, std::vector {then});
}

void tst_MonitorMemory::onceAnHour()
{
    const MonitorMemory memory = read(MemoryUse::Refresh);
    QVERIFY(memory.incidents.empty() && memory.recentSamples.empty()); // the monitor knows better by now
    QCOMPARE(memory.everAnswered.size(), size_t {1});
    QCOMPARE(memory.pages.readsAtIncidents.size(), size_t {1});
}

void tst_MonitorMemory::forOneRound()
{
    const MonitorMemory memory = read(MemoryUse::Round);
    QVERIFY(memory.incidents.empty() && memory.recentSamples.empty()); // its own results make the states
    QCOMPARE(memory.everAnswered.size(), size_t {1});
    QCOMPARE(memory.acceptedKeys, (std::set {std::pair(m_target.provider, KeyId {u"main"_s})}));
}

QTEST_GUILESS_MAIN(tst_MonitorMemory)
#include "tst_monitormemory.moc"

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/history/tracewriter.h"
#include "tests/history/historyfixture.h"
#include "tests/support/madetraces.h"

#include <QtTest>

using namespace Belay;
using namespace std::chrono_literals;

class tst_Traces final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void theNewestComeFirst();
    void aLongRequestStandsWhereItBegan();
    void onePageFollowsTheOther();
    void oneIsFoundByItsId();
    void filters_data();
    void filters();
    void theyAreThereAfterARestart();
    void theOldestGoBeyondTheBound();
    void theyGoAfterTheirDays();
    void aDamagedBlockIsPassedOver();
    void anEmptyFileHasNone();

private:
    void record(int count, Milliseconds every = 10ms);
    std::vector<Trace> newest(int limit, const TraceFilter &filter = {});

    std::unique_ptr<HistoryFixture> m_fixture;
    std::unique_ptr<MadeTraces> m_made;
    std::unique_ptr<SqliteHistory> m_history;
    std::unique_ptr<HistoryQueries> m_queries;
    std::vector<Trace> m_recorded; // the oldest first
};

void tst_Traces::init()
{
    m_fixture = std::make_unique<HistoryFixture>();
    m_made = std::make_unique<MadeTraces>(m_fixture->clock);
    auto opened = m_fixture->open();
    QVERIFY(opened.has_value());
    m_history = std::move(opened.value());
    m_queries = m_history->openQueries();
    m_recorded.clear();
}

void tst_Traces::cleanup()
{
    m_queries.reset();
    m_history.reset();
}

void tst_Traces::record(int count, Milliseconds every)
{
    constexpr int AFlush = 5'000;
    for (int i = 0; i < count; ++i) {
        m_recorded.push_back(m_made->next());
        m_history->record(m_recorded.back());
        m_fixture->clock.advance(every);
        if (i % AFlush == AFlush - 1)
            QVERIFY(m_history->flush().has_value());
    }
    QVERIFY(m_history->flush().has_value());
}

std::vector<Trace> tst_Traces::newest(int limit, const TraceFilter &filter)
{
    return m_queries->traces(filter, limit);
}

void tst_Traces::theNewestComeFirst()
{
    record(1'000);
    QCOMPARE(newest(7), std::vector<Trace>(m_recorded.rbegin(), m_recorded.rbegin() + 7));
    QCOMPARE(newest(5'000), std::vector<Trace>(m_recorded.rbegin(), m_recorded.rend()));
    QVERIFY(newest(0).empty());
    QVERIFY(newest(-1).empty());
}

void tst_Traces::aLongRequestStandsWhereItBegan()
{
    const Trace slow = m_made->next();
    m_fixture->clock.advance(1s);
    record(600);
    m_history->record(slow);
    record(600);
    m_recorded.insert(m_recorded.begin(), slow);
    QCOMPARE(newest(5'000), std::vector<Trace>(m_recorded.rbegin(), m_recorded.rend()));
    QCOMPARE(newest(1), std::vector<Trace>(m_recorded.rbegin(), m_recorded.rbegin() + 1));
    QCOMPARE(newest(601), std::vector<Trace>(m_recorded.rbegin(), m_recorded.rbegin() + 601));
}

void tst_Traces::onePageFollowsTheOther()
{
    record(1'000);
    std::vector<Trace> all;
    TraceFilter filter;
    for (std::vector<Trace> page = newest(300); !page.empty(); page = newest(300, filter)) {
        all.insert(all.end(), page.begin(), page.end());
        filter.before = page.back().id;
    }
    QCOMPARE(all, std::vector<Trace>(m_recorded.rbegin(), m_recorded.rend()));
}

void tst_Traces::oneIsFoundByItsId()
{
    record(1'000);
    for (const size_t i : {0U, 1U, 255U, 256U, 700U, 999U})
        QCOMPARE(m_queries->trace(m_recorded[i].id), std::optional(m_recorded[i]));
    QCOMPARE(m_queries->trace(m_made->next().id), std::optional<Trace>());
    QCOMPARE(m_queries->trace(Ulid()), std::optional<Trace>());
}

void tst_Traces::filters_data()
{
    QTest::addColumn<TraceFilter>("filter");
    const WallTime start = FakeClock().wall();
    QTest::addRow("a range") << TraceFilter {.range = TimeRange {start + 1s, start + 3s}};
    QTest::addRow("a range of nothing") << TraceFilter {.range = TimeRange {start + 3s, start + 3s}};
    QTest::addRow("a chain") << TraceFilter {.chain = ChainId {QStringLiteral("main")}};
    QTest::addRow("another chain") << TraceFilter {.chain = ChainId {QStringLiteral("other")}};
    QTest::addRow("a target that was tried")
        << TraceFilter {.target = TargetId::fromString(QStringLiteral("anthropic/claude-haiku-4-5"))};
    QTest::addRow("an outcome") << TraceFilter {.outcome = Outcome::TimeoutContent};
    QTest::addRow("an end") << TraceFilter {.ended = TraceEnd::ClientGone};
    QTest::addRow("a token") << TraceFilter {.token = QStringLiteral("editor")};
    QTest::addRow("all of these") << TraceFilter {.range = TimeRange {start + 1s, start + 9s},
        .target = TargetId::fromString(QStringLiteral("groq/llama-3.3-70b-versatile")),
        .outcome = Outcome::Ok,
        .ended = TraceEnd::Ok,
        .token = QStringLiteral("editor")};
}

void tst_Traces::filters()
{
    QFETCH(TraceFilter, filter);
    record(1'000);
    std::vector<Trace> expected;
    std::copy_if(m_recorded.rbegin(), m_recorded.rend(), std::back_inserter(expected),
        [&filter](const Trace &trace) { return filter.matches(trace); });
    QVERIFY(expected.size() < 1'000 || filter.chain);
    QCOMPARE(newest(5'000, filter), expected);
    expected.resize(std::min<size_t>(expected.size(), 3));
    QCOMPARE(newest(3, filter), expected);
}

void tst_Traces::theyAreThereAfterARestart()
{
    record(300);
    cleanup();
    auto opened = m_fixture->open();
    QVERIFY(opened.has_value());
    m_history = std::move(opened.value());
    m_queries = m_history->openQueries();
    record(300);
    QCOMPARE(newest(5'000), std::vector<Trace>(m_recorded.rbegin(), m_recorded.rend()));
    const auto beside = SqliteHistory::openBeside(m_fixture->path());
    QVERIFY(beside.has_value());
    QCOMPARE(beside.value()->traces({}, 2), newest(2));
}

void tst_Traces::theOldestGoBeyondTheBound()
{
    const int most = static_cast<int>(TraceWriter::MostTraces);
    record(most + 10'000, 1ms);
    const size_t kept = newest(2 * most).size();
    QVERIFY2(kept >= size_t(most) && kept < size_t(most + 300), qPrintable(QString::number(kept)));
    QVERIFY(!m_queries->trace(m_recorded.front().id));
    QVERIFY(m_queries->trace(m_recorded[10'000].id));
}

void tst_Traces::theyGoAfterTheirDays()
{
    record(1'000);
    m_fixture->clock.advance(13 * 24h);
    record(1'000);
    QVERIFY(m_history->tidy().has_value());
    QCOMPARE(newest(5'000).size(), size_t {2'000});
    m_fixture->clock.advance(24h);
    QVERIFY(m_history->tidy().has_value());
    QCOMPARE(newest(5'000), std::vector<Trace>(m_recorded.rbegin(), m_recorded.rbegin() + 1'000));
    m_history->setKept(30, 1);
    m_fixture->clock.advance(12h);
    QVERIFY(m_history->tidy().has_value());
    QVERIFY(newest(5'000).empty());
    record(2);
    QCOMPARE(newest(5'000).size(), size_t {2});
}

void tst_Traces::aDamagedBlockIsPassedOver()
{
    record(300);
    const Trace later = m_made->next();
    cleanup();
    {
        auto database = Database::open(m_fixture->path(), Database::Access::ReadWrite, 1s);
        QVERIFY(database.has_value());
        QVERIFY(database.value()->exec(QStringLiteral("UPDATE traces SET data = x'ff00'")).has_value());
    }
    auto opened = m_fixture->open();
    QVERIFY(opened.has_value());
    m_history = std::move(opened.value());
    m_queries = m_history->openQueries();
    m_history->record(later);
    QVERIFY(m_history->flush().has_value());
    QCOMPARE(newest(10), std::vector {later});
    QCOMPARE(m_queries->trace(m_recorded.front().id), std::optional<Trace>());
}

void tst_Traces::anEmptyFileHasNone()
{
    QVERIFY(newest(10).empty());
    QCOMPARE(m_queries->trace(Ulid()), std::optional<Trace>());
    QVERIFY(m_history->tidy().has_value());
}

QTEST_GUILESS_MAIN(tst_Traces)
#include "tst_traces.moc"

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/history/database.h"
#include "tests/history/damagedfile.h"
#include "tests/history/historyfixture.h"

#include <QtTest>

using namespace Belay;
using namespace std::chrono_literals;

/// A file that opens, with pages in it that make no sense.
class tst_DamagedPages final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void aPartIsNotPassedForTheWhole();
    void whatCanBeReadIsAnswered();
    void writingTellsItOnceAndGoesOnInAFreshFile();
    void anOlderFileLacksTablesAndIsNotDamaged();

private:
    std::unique_ptr<HistoryFixture> m_fixture;
    WallTime m_now;
};

void tst_DamagedPages::init()
{
    m_fixture = std::make_unique<HistoryFixture>();
    m_now = m_fixture->clock.wall();
    {
        const auto history = m_fixture->open();
        QVERIFY(history.has_value());
        for (int i = 0; i < 20'000; ++i)
            history.value()->record(goodCompletion(m_now + Milliseconds {i}));
        history.value()->record(Span {haiku(), m_now, m_now + 1min, TargetState::Up});
    }
    QVERIFY(damagePages(m_fixture->path()));
}

void tst_DamagedPages::aPartIsNotPassedForTheWhole()
{
    const auto queries = SqliteHistory::openBeside(m_fixture->path());
    QVERIFY(queries.has_value());
    const TimeRange range {m_now, m_now + 1h};
    const auto samples = answerOf(**queries, [&](HistoryQueries &history) {
        return history.samples(haiku(), SeriesKind::Completion, range, 90'000);
    });
    QVERIFY(!samples);
    QCOMPARE(samples.error().kind, ErrorKind::Protocol);
    QVERIFY2(samples.error().detail.startsWith(QStringLiteral("The history file is damaged")),
        qPrintable(samples.error().detail));
    QVERIFY(!(*queries)->takeFailure()); // told
    const auto columns = answerOf(**queries, [&](HistoryQueries &history) {
        return history.buckets(haiku(), SeriesKind::Completion, range, 1s); // from samples
    });
    QVERIFY(!columns);
}

void tst_DamagedPages::whatCanBeReadIsAnswered()
{
    const auto queries = SqliteHistory::openBeside(m_fixture->path());
    const auto answered
        = answerOf(**queries, [](HistoryQueries &history) { return history.everAnswered(haiku()); });
    QVERIFY2(answered && *answered, answered ? "no" : qPrintable(answered.error().detail));
}

void tst_DamagedPages::writingTellsItOnceAndGoesOnInAFreshFile()
{
    std::vector<QString> told;
    {
        HistoryOptions options = m_fixture->options();
        options.damaged = [&told](const QString &detail) { told.push_back(detail); };
        const auto history = SqliteHistory::open(m_fixture->path(), std::move(options));
        QVERIFY2(history.has_value(), history ? "" : qPrintable(history.error().detail));
        history.value()->record(goodCompletion(m_now + 1h));
        for (int i = 0; i < 2; ++i) {
            const auto flushed = history.value()->flush();
            QVERIFY(!flushed);
            QCOMPARE(flushed.error().kind, ErrorKind::Protocol);
        }
        const auto kept = history.value()->setAside();
        QVERIFY(kept.has_value());
        QVERIFY(QFileInfo::exists(*kept) && kept->contains(QStringLiteral(".damaged-")));
        QVERIFY(history.value()->flush().has_value());
        QVERIFY(history.value()->health().ok);
    }
    QCOMPARE(told.size(), size_t {1});
    const auto queries = SqliteHistory::openBeside(m_fixture->path());
    const auto samples = answerOf(**queries, [&](HistoryQueries &history) {
        return history.samples(haiku(), SeriesKind::Completion, {m_now, m_now + 2h}, 9);
    });
    QVERIFY(samples.has_value());
    QCOMPARE(samples->size(), size_t {1}); // what waited went into the fresh file
}

void tst_DamagedPages::anOlderFileLacksTablesAndIsNotDamaged()
{
    HistoryFixture older;
    {
        const auto database = Database::open(older.path(), Database::Access::ReadWrite, 1s);
        QVERIFY(database.has_value());
        QVERIFY(
            (*database)->exec(QStringLiteral("CREATE TABLE subjects (id INTEGER, name TEXT)")).has_value());
    }
    const auto queries = SqliteHistory::openBeside(older.path());
    QVERIFY(queries.has_value());
    const auto traces = answerOf(**queries, [](HistoryQueries &history) { return history.traces({}, 9); });
    QVERIFY2(traces.has_value(), traces ? "" : qPrintable(traces.error().detail));
    QVERIFY(traces->empty());
}

QTEST_GUILESS_MAIN(tst_DamagedPages)
#include "tst_damagedpages.moc"

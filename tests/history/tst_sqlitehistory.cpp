// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/history/historyfixture.h"

#include <QtTest>

using namespace Belay;
using namespace std::chrono_literals;

class tst_SqliteHistory final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void keepsSamplesWhole();
    void keepsWhatWasWrittenOverARestart();
    void writesWithoutBeingAskedOnceTheBatchIsDue();
    void growsASpanThatIsWrittenAgain();
    void tellsSinceWhenAStateHolds();
    void keepsSamplesOfTheSameMillisecond();
    void thinsTrafficButCountsAllOfIt();
    void cutsEvidenceToOneKilobyteOfWholeCharacters();
    void whatIsDroppedStillCounts();
    void keepsFilesToItsOwner();
    void namesThatNeverEndDoNotFillTheTable();
};

namespace {

TimeRange around(WallTime time)
{
    return {time - 1h, time + 1h};
}

} // namespace

void tst_SqliteHistory::keepsSamplesWhole()
{
    HistoryFixture fixture;
    const auto history = fixture.open();
    QVERIFY2(history.has_value(), qPrintable(history.has_value() ? QString() : history.error().detail));
    const WallTime now = fixture.clock.wall();
    const Sample good = goodCompletion(now);
    const Sample failed = failedCompletion(now + 1s);
    Sample bare = goodCompletion(now + 2s);
    bare.timings = {};
    bare.tokensIn = bare.tokensOut = std::nullopt;
    bare.usd.reset();
    bare.cold = false;
    for (const Sample &sample : {good, failed, bare})
        history.value()->record(sample);
    QVERIFY(history.value()->flush().has_value());

    const auto queries = history.value()->openQueries();
    const std::vector<Sample> expected {bare, failed, good};
    QCOMPARE(queries->samples(haiku(), SeriesKind::Completion, around(now), 10), expected);
    QCOMPARE(queries->samples(haiku(), SeriesKind::Completion, around(now), 2).size(), size_t {2});
    QVERIFY(queries->samples(haiku(), SeriesKind::Traffic, around(now), 10).empty());
    QCOMPARE(queries->failures(haiku(), around(now), 10), std::vector<Sample> {failed});
}

void tst_SqliteHistory::keepsWhatWasWrittenOverARestart()
{
    HistoryFixture fixture;
    const WallTime now = fixture.clock.wall();
    {
        const auto history = fixture.open();
        QVERIFY(history.has_value());
        history.value()->record(goodCompletion(now));
    } // the end writes what waits
    const auto history = fixture.open();
    QVERIFY(history.has_value());
    history.value()->record(goodCompletion(now + 1min));
    QVERIFY(history.value()->flush().has_value());
    const auto numbers
        = history.value()->openQueries()->numbers(haiku(), SeriesKind::Completion, around(now));
    QCOMPARE(numbers.counts[static_cast<size_t>(Outcome::Ok)], 2U);
    QCOMPARE(numbers.firstContent.count(), std::uint64_t {2});
    QCOMPARE(numbers.usd, NanoUsd {6'400});
}

void tst_SqliteHistory::writesWithoutBeingAskedOnceTheBatchIsDue()
{
    HistoryFixture fixture;
    SystemClock clock; // the alarm needs the loop of its thread
    HistoryOptions options {.clock = clock};
    options.batchEvery = 10ms;
    const auto history = SqliteHistory::open(fixture.path(), std::move(options));
    QVERIFY(history.has_value());
    const WallTime now = clock.wall();
    history.value()->record(goodReach(now));
    const auto queries = history.value()->openQueries();
    QTRY_COMPARE(queries->samples(reachRow(), SeriesKind::Reach, around(now), 10).size(), size_t {1});
    QCOMPARE(history.value()->health(), HistoryHealth());
}

void tst_SqliteHistory::growsASpanThatIsWrittenAgain()
{
    HistoryFixture fixture;
    const auto history = fixture.open();
    QVERIFY(history.has_value());
    const WallTime now = fixture.clock.wall();
    Span span {haiku(), now, now + 1min, TargetState::Up, Owner::None, Cause::None, Outcome::Ok};
    history.value()->record(span);
    QVERIFY(history.value()->flush().has_value());
    span.to = now + 5min;
    history.value()->record(span);
    const Span next {
        haiku(), now + 6min, now + 7min, TargetState::Down, Owner::Provider, Cause::Outage, Outcome::Reset};
    history.value()->record(next);
    QVERIFY(history.value()->flush().has_value());
    const auto queries = history.value()->openQueries();
    const std::vector<Span> both {span, next};
    QCOMPARE(queries->spans(haiku(), around(now)), both);
    QCOMPARE(queries->spans(haiku(), {now + 2min, now + 3min}), std::vector<Span> {span});
    QVERIFY(queries->spans(haiku(), {now + 5min, now + 6min}).empty());
    QCOMPARE(queries->newestSpans(), std::vector<Span> {next});
}

void tst_SqliteHistory::tellsSinceWhenAStateHolds()
{
    HistoryFixture fixture;
    const auto history = fixture.open();
    QVERIFY(history.has_value());
    const WallTime now = fixture.clock.wall();
    const auto record = [&](Milliseconds from, Milliseconds to, TargetState state, Owner owner) {
        history.value()->record(Span {haiku(), now + from, now + to, state, owner, {}, Outcome::Reset});
        return history.value()->flush().has_value() ? history.value()->openQueries()->stateSince(haiku())
                                                    : std::nullopt;
    };
    QVERIFY(!history.value()->openQueries()->stateSince(haiku()));
    QCOMPARE(record(0min, 10min, TargetState::Down, Owner::Provider), now);
    QCOMPARE(record(10min, 20min, TargetState::Up, Owner::None), now + 10min);
    QCOMPARE(record(20min, 30min, TargetState::Down, Owner::Unknown), now + 20min);
    QCOMPARE(record(30min, 40min, TargetState::Down, Owner::Provider), now + 20min); // the side was found
    QCOMPARE(record(55min, 60min, TargetState::Down, Owner::Provider), now + 20min); // a restart
    QCOMPARE(record(76min, 80min, TargetState::Down, Owner::Provider), now + 76min); // too long a break
}

void tst_SqliteHistory::keepsSamplesOfTheSameMillisecond()
{
    HistoryFixture fixture;
    const auto history = fixture.open();
    QVERIFY(history.has_value());
    const WallTime now = fixture.clock.wall();
    for (const Milliseconds after : {0ms, 0ms, 5ms, 0ms, 3ms})
        history.value()->record(goodCompletion(now + after));
    QVERIFY(history.value()->flush().has_value());
    history.value()->record(goodCompletion(now));
    QVERIFY(history.value()->flush().has_value());
    const auto samples
        = history.value()->openQueries()->samples(haiku(), SeriesKind::Completion, around(now), 10);
    QCOMPARE(samples.size(), size_t {6});
    QCOMPARE(
        std::count_if(samples.begin(), samples.end(), [now](const Sample &s) { return s.at == now; }), 4);
}

void tst_SqliteHistory::thinsTrafficButCountsAllOfIt()
{
    HistoryFixture fixture;
    const auto history = fixture.open();
    QVERIFY(history.has_value());
    const WallTime now = floorTo(fixture.clock.wall(), 1s);
    for (int i = 0; i < 40; ++i) {
        Sample good = goodCompletion(now + Milliseconds {i});
        good.source = SampleSource::Traffic;
        history.value()->record(good);
        Sample failed = failedCompletion(now + Milliseconds {i});
        failed.source = SampleSource::Traffic;
        history.value()->record(failed);
    }
    QVERIFY(history.value()->flush().has_value());
    const auto queries = history.value()->openQueries();
    QCOMPARE(queries->samples(haiku(), SeriesKind::Traffic, around(now), 100).size(), size_t {11});
    const auto numbers = queries->numbers(haiku(), SeriesKind::Traffic, around(now));
    QCOMPARE(numbers.counts[static_cast<size_t>(Outcome::Ok)], 40U);
    QCOMPARE(numbers.counts[static_cast<size_t>(Outcome::ServerError)], 40U);
    QCOMPARE(numbers.firstContent.count(), std::uint64_t {40});
    QCOMPARE(history.value()->health().dropped, 0U);
}

void tst_SqliteHistory::cutsEvidenceToOneKilobyteOfWholeCharacters()
{
    HistoryFixture fixture;
    const auto history = fixture.open();
    QVERIFY(history.has_value());
    Sample failed = failedCompletion(fixture.clock.wall());
    failed.evidence->text = QStringLiteral("xx") + QString(2'000, QChar(0x20ac)); // three bytes each
    history.value()->record(failed);
    QVERIFY(history.value()->flush().has_value());
    const auto failures = history.value()->openQueries()->failures(haiku(), around(failed.at), 1);
    QCOMPARE(failures.size(), size_t {1});
    QCOMPARE(failures.front().evidence->text, QStringLiteral("xx") + QString(340, QChar(0x20ac)));
}

void tst_SqliteHistory::whatIsDroppedStillCounts()
{
    HistoryFixture fixture;
    HistoryOptions options = fixture.options();
    options.queueBound = 100;
    const auto history = SqliteHistory::open(fixture.path(), std::move(options));
    QVERIFY(history.has_value());
    // Pushed faster than any writer could take them, most go; the counts stay.
    const WallTime now = fixture.clock.wall();
    for (int i = 0; i < 5'000; ++i)
        history.value()->record(goodCompletion(now + Milliseconds {i}));
    QVERIFY(history.value()->flush().has_value());
    const auto queries = history.value()->openQueries();
    const TimeRange range {floorTo(now, 5min), floorTo(now, 5min) + 10min};
    QCOMPARE(queries->numbers(haiku(), SeriesKind::Completion, range).counts[0], 5'000U);
    const auto kept = queries->samples(haiku(), SeriesKind::Completion, range, 10'000).size();
    QCOMPARE(kept + history.value()->health().dropped, quint64 {5'000});
}

void tst_SqliteHistory::keepsFilesToItsOwner()
{
    HistoryFixture fixture;
    const QString path = fixture.folder.filePath(QStringLiteral("new/home/history.sqlite"));
    const auto history = SqliteHistory::open(path, fixture.options());
    QVERIFY(history.has_value());
    history.value()->record(goodReach(fixture.clock.wall()));
    QVERIFY(history.value()->flush().has_value());
    constexpr auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther
        | QFile::WriteOther | QFile::ExeOther;
    for (const QString &file : {path, QString(path + QStringLiteral("-wal")), QFileInfo(path).path()})
        QVERIFY2((QFileInfo(file).permissions() & others) == QFile::Permissions(), qPrintable(file));
    QVERIFY(history.value()->sizeOnDisk() > 0);
}

void tst_SqliteHistory::namesThatNeverEndDoNotFillTheTable()
{
    HistoryFixture fixture;
    const auto history = fixture.open();
    QVERIFY(history.has_value());
    const WallTime now = fixture.clock.wall();
    constexpr int Samples = 10'050;
    for (int i = 0; i < Samples; ++i) {
        Sample sample = goodCompletion(now + Milliseconds {i});
        sample.servedModel = QStringLiteral("model-%1").arg(i);
        history.value()->record(sample);
    }
    QVERIFY(history.value()->flush().has_value());
    const auto newest
        = history.value()->openQueries()->samples(haiku(), SeriesKind::Completion, around(now), Samples);
    QCOMPARE(newest.size(), size_t {Samples});
    QCOMPARE(newest.front().servedModel, QString());
    QCOMPARE(newest.back().servedModel, QStringLiteral("model-0"));
}

QTEST_GUILESS_MAIN(tst_SqliteHistory)
#include "tst_sqlitehistory.moc"

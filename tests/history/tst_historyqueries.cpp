// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/history/rollup.h"
#include "tests/history/historyfixture.h"

#include <QtTest>

using namespace Belay;
using namespace std::chrono_literals;

namespace {

std::uint32_t okOf(const OutcomeCounts &counts)
{
    return counts[static_cast<size_t>(Outcome::Ok)];
}

} // namespace

/// A history whose clock stands at noon and whose past is written by the tests.
class tst_HistoryQueries final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void columnsAreAlignedAndWithoutHoles();
    void foldingChangesNoAnswer();
    void lateSamplesReachFoldedColumns();
    void numbersCountExactlyWhatIsInTheRange_data();
    void numbersCountExactlyWhatIsInTheRange();
    void knownAndDownComeFromSpans();
    void cardsShowLatencyUptimeAndRecentChecks();
    void whileItsKeyIsRefusedTheRefusalsAreItsChecks();
    void aModelWithoutCompletionsShowsItsProvidersChecks();
    void phasesAreLengthsAndColdIsApartFromWarm();
    void baselineLeavesTheHourUnderWayOut();
    void baselineKnowsHowManyFail();
    void probesAreSummedByProvider();
    void everAnsweredRemembersBeyondRetention();
    void importedColumnsCountInCoarserOnes();
    void trafficStandsInForSparedCompletions();
    void stepsFitWhatIsKept();

private:
    void write(const std::vector<Sample> &samples);

    std::unique_ptr<HistoryFixture> m_fixture;
    std::unique_ptr<SqliteHistory> m_history;
    std::unique_ptr<HistoryQueries> m_queries;
    WallTime m_noon;
};

void tst_HistoryQueries::init()
{
    m_fixture = std::make_unique<HistoryFixture>();
    m_noon = floorTo(m_fixture->clock.wall(), 24h) + 12h;
    m_fixture->clock.setWall(m_noon);
    auto opened = m_fixture->open();
    QVERIFY(opened.has_value());
    m_history = std::move(opened.value());
    m_queries = m_history->openQueries();
}

void tst_HistoryQueries::cleanup()
{
    m_queries.reset();
    m_history.reset();
    m_fixture.reset();
}

void tst_HistoryQueries::write(const std::vector<Sample> &samples)
{
    for (const Sample &sample : samples)
        m_history->record(sample);
    QVERIFY(m_history->flush().has_value());
}

void tst_HistoryQueries::columnsAreAlignedAndWithoutHoles()
{
    write({goodCompletion(m_noon - 61min), goodCompletion(m_noon - 2min), failedCompletion(m_noon - 1min)});
    for (const Milliseconds step : {Milliseconds {1min}, Milliseconds {5min}, Milliseconds {15min}}) {
        const auto buckets
            = m_queries->buckets(haiku(), SeriesKind::Completion, {m_noon - 61min - 1ms, m_noon}, step);
        QCOMPARE(buckets.front().start, floorTo(m_noon - 61min - 1ms, step));
        QCOMPARE(buckets.back().start, m_noon - step);
        std::uint32_t good = 0;
        for (size_t i = 0; i < buckets.size(); ++i) {
            QCOMPARE(buckets[i].start, buckets.front().start + step * static_cast<qint64>(i));
            good += okOf(buckets[i].counts);
        }
        QCOMPARE(good, 2U);
        QCOMPARE(buckets.back().counts[static_cast<size_t>(Outcome::ServerError)], 1U);
        QCOMPARE(m_queries->buckets(haiku(), SeriesKind::Reach, {m_noon - 1h, m_noon}, step).size(),
            static_cast<size_t>(1h / step));
    }
    QVERIFY(m_queries->buckets(haiku(), SeriesKind::Completion, {m_noon, m_noon}, 5min).empty());
    QVERIFY(m_queries->buckets(haiku(), SeriesKind::Completion, {m_noon - 1h, m_noon}, 0ms).empty());
}

void tst_HistoryQueries::foldingChangesNoAnswer()
{
    std::vector<Sample> samples;
    for (int minute = 0; minute < 3 * 24 * 60; minute += 7)
        samples.push_back(goodCompletion(m_noon + 7s + 1min * minute, 300ms + 1ms * (minute % 400)));
    write(samples); // all later than what is folded by now
    const TimeRange range {m_noon, m_noon + 72h};
    const auto hoursBefore = m_queries->buckets(haiku(), SeriesKind::Completion, range, 1h);
    const auto daysBefore = m_queries->buckets(haiku(), SeriesKind::Completion, range, 24h);
    m_fixture->clock.setWall(m_noon + 73h);
    QVERIFY(m_history->tidy().has_value());
    const auto hours = m_queries->buckets(haiku(), SeriesKind::Completion, range, 1h);
    const auto days = m_queries->buckets(haiku(), SeriesKind::Completion, range, 24h);
    QCOMPARE(hours.size(), size_t {72});
    QCOMPARE(days.size(), size_t {4});
    std::uint32_t good = 0;
    for (size_t i = 0; i < hours.size(); ++i) {
        QCOMPARE(hours[i].counts, hoursBefore[i].counts);
        QCOMPARE(hours[i].firstContent, hoursBefore[i].firstContent);
    }
    for (size_t i = 0; i < days.size(); ++i) {
        QCOMPARE(days[i].firstContent, daysBefore[i].firstContent);
        good += okOf(days[i].counts);
    }
    QCOMPARE(good, static_cast<std::uint32_t>(samples.size()));
}

void tst_HistoryQueries::lateSamplesReachFoldedColumns()
{
    // The past was folded when the file was made, so these are late for every level.
    write({goodCompletion(m_noon - 49h), goodCompletion(m_noon - 48h), goodCompletion(m_noon - 3min)});
    const TimeRange range {m_noon - 72h, m_noon};
    for (const Milliseconds step : {Milliseconds {5min}, Milliseconds {1h}, Milliseconds {24h}}) {
        std::uint32_t good = 0;
        for (const auto &bucket : m_queries->buckets(haiku(), SeriesKind::Completion, range, step))
            good += okOf(bucket.counts);
        QCOMPARE(good, 3U);
    }
}

void tst_HistoryQueries::numbersCountExactlyWhatIsInTheRange_data()
{
    QTest::addColumn<qint64>("fromMin");
    QTest::addColumn<qint64>("toMin");
    QTest::addRow("whole days") << qint64 {-60 * 60} << qint64 {-12 * 60};
    QTest::addRow("ends inside a five-minute column") << qint64 {-2'003} << qint64 {-1};
    QTest::addRow("inside one column") << qint64 {-4} << qint64 {-1};
    QTest::addRow("over one edge of an hour") << qint64 {-63} << qint64 {-58};
    QTest::addRow("a minute") << qint64 {-61} << qint64 {-60};
    QTest::addRow("nothing") << qint64 {-60} << qint64 {-60};
    QTest::addRow("all, and the future") << qint64 {-100'000} << qint64 {100'000};
}

void tst_HistoryQueries::numbersCountExactlyWhatIsInTheRange()
{
    QFETCH(qint64, fromMin);
    QFETCH(qint64, toMin);
    constexpr qint64 First = -70 * 60;
    std::vector<Sample> samples;
    for (qint64 minute = First; minute < 0; ++minute)
        samples.push_back(goodCompletion(m_noon + 1min * minute));
    write(samples);
    const auto numbers = m_queries->numbers(
        haiku(), SeriesKind::Completion, {m_noon + 1min * fromMin, m_noon + 1min * toMin});
    const qint64 expected = std::clamp<qint64>(toMin, First, 0) - std::clamp<qint64>(fromMin, First, 0);
    QCOMPARE(qint64 {okOf(numbers.counts)}, expected);
    QCOMPARE(numbers.usd, NanoUsd {3'200 * expected});
    QCOMPARE(static_cast<qint64>(numbers.total.count()), expected);
}

void tst_HistoryQueries::knownAndDownComeFromSpans()
{
    const WallTime start = m_noon - 1h;
    m_history->record(Span {haiku(), start - 10min, start + 7min, TargetState::Up});
    m_history->record(Span {haiku(), start + 7min, start + 17min, TargetState::Down});
    m_history->record(Span {haiku(), start + 20min, start + 25min, TargetState::NoData});
    QVERIFY(m_history->flush().has_value());
    const auto buckets = m_queries->buckets(haiku(), SeriesKind::Completion, {start, start + 30min}, 5min);
    QCOMPARE(buckets.size(), size_t {6});
    const std::vector<std::pair<Milliseconds, Milliseconds>> expected {
        {5min, 0min}, {5min, 3min}, {5min, 5min}, {2min, 2min}, {0min, 0min}, {0min, 0min}};
    for (size_t i = 0; i < expected.size(); ++i)
        QCOMPARE(std::pair(buckets[i].known, buckets[i].down), expected[i]);
    const auto numbers = m_queries->numbers(haiku(), SeriesKind::Completion, {start, start + 30min});
    QCOMPARE(numbers.uptime.known, Milliseconds {17min});
    QCOMPARE(numbers.uptime.down, Milliseconds {10min});
}

void tst_HistoryQueries::cardsShowLatencyUptimeAndRecentChecks()
{
    std::vector<Sample> samples;
    for (int i = 100; i > 0; --i)
        samples.push_back(goodCompletion(m_noon - 5min * i, 400ms));
    samples.push_back(failedCompletion(m_noon));
    samples.push_back(goodReach(m_noon - 1min));
    write(samples);
    m_history->record(Span {haiku(), m_noon - 48h, m_noon - 6h, TargetState::Up});
    m_history->record(Span {haiku(), m_noon - 6h, m_noon, TargetState::Down});
    QVERIFY(m_history->flush().has_value());
    const auto cards
        = m_queries->cards({haiku(), reachRow(), TargetId::fromString(QStringLiteral("new"))}, m_noon);
    QCOMPARE(cards.size(), size_t {3});
    QCOMPARE(cards[0].firstContent.n, 100);
    QVERIFY(std::abs(cards[0].firstContent.p50->count() - 400'000) <= 4'000);
    QCOMPARE(cards[0].uptime24h.uptime(), std::optional(0.75));
    QCOMPARE(cards[0].uptime30d.known, Milliseconds {48h});
    QCOMPARE(cards[0].recent.size(), TargetStatus::RecentChecks);
    QVERIFY(cards[0].recent.back().state == TargetState::Down);
    QCOMPARE(cards[0].recent.front().latency, std::optional<Microseconds>(400ms));
    QVERIFY(cards[0].recent.front().at < cards[0].recent.back().at);
    QCOMPARE(cards[1].recent.size(), size_t {1});
    QCOMPARE(cards[1].recent.front().latency, std::optional(Microseconds {61'000}));
    QVERIFY(cards[2].recent.empty());
    QVERIFY(!cards[2].uptime24h.uptime().has_value());
}

void tst_HistoryQueries::whileItsKeyIsRefusedTheRefusalsAreItsChecks()
{
    const auto check = [this](Milliseconds ago, Outcome outcome) {
        Sample sample = goodReach(m_noon - ago);
        sample.kind = ProbeKind::Auth;
        sample.outcome = outcome;
        return sample;
    };
    write({goodCompletion(m_noon - 60min, 400ms), check(55min, Outcome::Ok),
        goodCompletion(m_noon - 30min, 400ms), check(20min, Outcome::Auth), check(10min, Outcome::Auth)});
    const std::vector<RecentCheck> bars = m_queries->cards({haiku()}, m_noon).front().recent;
    QCOMPARE(bars.size(), size_t {4});
    QVERIFY(bars[1].state == TargetState::Up);
    QVERIFY(bars[2].state == TargetState::KeyRejected);
    QCOMPARE(bars[3].at, m_noon - 10min);
    m_history->record(goodReach(m_noon - 1min)); // says nothing of a model that is asked otherwise
    QVERIFY(m_history->flush().has_value());
    QCOMPARE(m_queries->cards({haiku()}, m_noon).front().recent.size(), size_t {4});
    const WallTime later = m_noon + 24h - 25min;
    const std::vector<RecentCheck> refusedForADay = m_queries->cards({haiku()}, later).front().recent;
    QCOMPARE(refusedForADay.size(), size_t {2}); // of the last 24 hours, in which no completion was sent
    QVERIFY(refusedForADay.front().state == TargetState::KeyRejected);
    write({check(5min, Outcome::Ok)}); // another key is accepted: the model is asked with it
    QCOMPARE(m_queries->cards({haiku()}, m_noon).front().recent.size(), size_t {2});
}

void tst_HistoryQueries::aModelWithoutCompletionsShowsItsProvidersChecks()
{
    write({goodReach(m_noon - 2min)});
    const auto cards = m_queries->cards({haiku()}, m_noon);
    QCOMPARE(cards.front().recent.size(), size_t {1});
    QCOMPARE(cards.front().firstContent, LatencySummary());
}

void tst_HistoryQueries::phasesAreLengthsAndColdIsApartFromWarm()
{
    Sample warm = goodCompletion(m_noon - 3min, 200ms);
    warm.cold = false;
    warm.timings.dns = warm.timings.tcp = warm.timings.tls = std::nullopt;
    write({goodCompletion(m_noon - 9min, 300ms), goodCompletion(m_noon - 6min, 500ms),
        goodCompletion(m_noon - 5min, 400ms), warm, failedCompletion(m_noon - 1min)});
    const TimeRange range {m_noon - 1h, m_noon};
    const auto cold = m_queries->phases(haiku(), SeriesKind::Completion, range, true);
    QCOMPARE(cold.n, 3);
    QCOMPARE(cold.dns, std::optional(Microseconds {4'100}));
    QCOMPARE(cold.tcp, std::optional(Microseconds {16'900}));
    QCOMPARE(cold.tls, std::optional(Microseconds {26'000}));
    QCOMPARE(cold.wait, std::optional(Microseconds {400'000 - 9'000 - 47'000}));
    QCOMPARE(cold.content, std::optional(Microseconds {9'000}));
    QCOMPARE(cold.rest, std::optional(Microseconds {120'000}));
    const auto warmed = m_queries->phases(haiku(), SeriesKind::Completion, range, false);
    QCOMPARE(warmed.n, 1);
    QVERIFY(!warmed.tls.has_value());
    QCOMPARE(warmed.wait, std::optional(Microseconds {191'000}));
}

void tst_HistoryQueries::baselineLeavesTheHourUnderWayOut()
{
    std::vector<Sample> samples;
    for (int day = 1; day <= 8; ++day)
        samples.push_back(goodCompletion(m_noon - 24h * day + 10min, 500ms));
    samples.push_back(goodCompletion(m_noon - 5h, 100ms));
    samples.push_back(goodCompletion(m_noon + 10min, 9s));
    write(samples);
    const LatencyBaseline baseline = m_queries->baseline(haiku(), m_noon + 30min);
    QCOMPARE(baseline.sameHourN, 7);
    QCOMPARE(baseline.allN, 8);
    QVERIFY(std::abs(baseline.sameHour->count() - 500'000) <= 5'000);
}

void tst_HistoryQueries::baselineKnowsHowManyFail()
{
    std::vector<Sample> samples;
    for (int i = 0; i < 18; ++i)
        samples.push_back(goodCompletion(m_noon - 5h + i * 1min, 500ms));
    samples.push_back(failedCompletion(m_noon - 4h, Outcome::ServerError));
    samples.push_back(failedCompletion(m_noon - 4h, Outcome::RateLimited)); // theirs to refuse, not a failure
    write(samples);
    QVERIFY(!m_queries->baseline(haiku(), m_noon + 30min).failureShare); // 19 are too few
    write({failedCompletion(m_noon - 3h, Outcome::Overloaded)});
    QCOMPARE(m_queries->baseline(haiku(), m_noon + 30min).failureShare, std::optional(0.1));
    for (int i = 0; i < 20; ++i) // the same hour of another day goes before all others
        write({goodCompletion(m_noon - 48h + i * 1min, 500ms)});
    QCOMPARE(m_queries->baseline(haiku(), m_noon + 30min).failureShare, std::optional(0.0));
}

void tst_HistoryQueries::probesAreSummedByProvider()
{
    Sample traffic = goodCompletion(m_noon - 2h);
    traffic.source = SampleSource::Traffic;
    Sample other = goodCompletion(m_noon - 2h);
    other.target = TargetId::fromString(QStringLiteral("anthropic-eu/claude-haiku-4-5"));
    write({goodCompletion(m_noon - 3h), goodCompletion(m_noon - 2h), traffic, other});
    const TargetId anthropic {ProviderId(QStringLiteral("anthropic")), {}};
    QCOMPARE(m_queries->spentByProbes(anthropic, {m_noon - 24h, m_noon}), NanoUsd {6'400});
    QCOMPARE(m_queries->spentByProbes(anthropic, {m_noon - 150min, m_noon}), NanoUsd {3'200});
    const TargetId prefix {ProviderId(QStringLiteral("anthr")), {}};
    QCOMPARE(m_queries->spentByProbes(prefix, {m_noon - 24h, m_noon}), NanoUsd {0});
    // A model alone, also where its name begins that of another.
    Sample longer = goodCompletion(m_noon - 1h);
    longer.target.model += QStringLiteral("/long");
    write({longer, longer});
    QCOMPARE(m_queries->spentByProbes(haiku(), {m_noon - 24h, m_noon}), NanoUsd {6'400});
    QCOMPARE(m_queries->spentByProbes(longer.target, {m_noon - 24h, m_noon}), NanoUsd {6'400});
    QCOMPARE(m_queries->spentByProbes(anthropic, {m_noon - 24h, m_noon}), NanoUsd {12'800});
}

void tst_HistoryQueries::everAnsweredRemembersBeyondRetention()
{
    write({failedCompletion(m_noon - 1h, Outcome::ModelNotFound)});
    QVERIFY(!m_queries->everAnswered(haiku()));
    write({goodCompletion(m_noon - 2h)});
    QVERIFY(m_queries->everAnswered(haiku()));
    m_fixture->clock.setWall(m_noon + 500 * 24h);
    QVERIFY(m_history->tidy().has_value());
    QVERIFY(m_queries->everAnswered(haiku()));
}

void tst_HistoryQueries::importedColumnsCountInCoarserOnes()
{
    Rollup rollup;
    for (int i = 0; i < 60; ++i)
        rollup.add(goodCompletion(m_noon, 400ms));
    const auto at = [&](RollupLevel level, WallTime start) {
        return RollupRow {haiku(), SeriesKind::Completion, level, start, rollup};
    };
    HistoryRows rows;
    rows.rollups = {at(RollupLevel::Hours, m_noon - 36h), at(RollupLevel::Hours, m_noon - 35h)};
    rows.spans = {{haiku(), m_noon - 36h, m_noon - 34h, TargetState::Up}};
    QVERIFY(m_history->import(rows).has_value());
    const TimeRange range {m_noon - 60h, m_noon - 12h};
    const auto days = m_queries->buckets(haiku(), SeriesKind::Completion, range, 24h);
    QCOMPARE(days.size(), size_t {2});
    QCOMPARE(okOf(days[1].counts), 120U);
    QCOMPARE(days[1].known, Milliseconds {2h});
    QCOMPARE(okOf(m_queries->numbers(haiku(), SeriesKind::Completion, {m_noon - 35h, m_noon}).counts), 60U);
    rows.rollups = {at(RollupLevel::Hours, m_noon)};
    QCOMPARE(m_history->import(rows).error().kind, ErrorKind::Internal);
}

void tst_HistoryQueries::trafficStandsInForSparedCompletions()
{
    const auto request = [](Sample sample) {
        sample.source = SampleSource::Traffic;
        return sample;
    };
    std::vector<Sample> samples {goodCompletion(m_noon - 3h, 400ms)};
    for (int i = 0; i < 200; ++i)
        samples.push_back(request(goodCompletion(m_noon - 2h + Milliseconds {i}, 800ms)));
    for (int i = 0; i < 100; ++i) { // in the next column, and one more that succeeds
        samples.push_back(request(failedCompletion(
            m_noon - 1h + Milliseconds {i}, i % 4 == 0 ? Outcome::Overloaded : Outcome::ServerError)));
    }
    samples.push_back(request(goodCompletion(m_noon - 1h + 1s, 800ms)));
    samples.push_back(request(failedCompletion(m_noon - 30min, Outcome::BadRequest))); // says nothing
    write(samples);
    const CardFigures mixed = m_queries->cards({haiku()}, m_noon).front();
    QCOMPARE(mixed.recent.size(), size_t {3});
    QCOMPARE(mixed.recent[0].at, m_noon - 3h);
    QCOMPARE(mixed.recent[1].at, m_noon - 2h);
    QVERIFY(mixed.recent[1].state == TargetState::Up);
    QVERIFY(mixed.recent[2].state == TargetState::Down);
    QCOMPARE(toString(mixed.recent[2].outcome), QStringLiteral("server-error"));
    QCOMPARE(mixed.firstContent.n, 1); // probes and traffic are never mixed
    const TimeRange day {m_noon - 24h, m_noon};
    QCOMPARE(m_queries->numbers(haiku(), SeriesKind::Completion, day).total.count(), std::uint64_t {1});
    QCOMPARE(m_queries->numbers(haiku(), SeriesKind::Traffic, day).total.count(), std::uint64_t {201});
    QCOMPARE(m_queries->samples(haiku(), SeriesKind::Traffic, day, 1'000).size(), size_t {1 + 10 + 1 + 1});
    QCOMPARE(m_queries->spentByProbes(haiku(), day), *goodCompletion(m_noon).usd);
    m_fixture->clock.advance(22h); // the completion is out of the 24 hours
    const CardFigures alone = m_queries->cards({haiku()}, m_fixture->clock.wall()).front();
    QCOMPARE(alone.firstContent.n, 201);
}

void tst_HistoryQueries::stepsFitWhatIsKept()
{
    for (const auto length : {1h, 6h, 24h, 7 * 24h, 30 * 24h, 90 * 24h, 365 * 24h, 5'000 * 24h}) {
        const Milliseconds step = chartStep({m_noon - length, m_noon}, m_noon);
        QVERIFY(length / step <= 720);
        QVERIFY(step < 5min ? length <= 6h : step % 5min == 0ms);
    }
    QCOMPARE(chartStep({m_noon - 50 * 24h, m_noon - 50 * 24h + 3h}, m_noon), Milliseconds {1h});
    QCOMPARE(chartStep({m_noon - 500 * 24h, m_noon - 500 * 24h + 3h}, m_noon), Milliseconds {24h});
}

QTEST_GUILESS_MAIN(tst_HistoryQueries)
#include "tst_historyqueries.moc"

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/history/sqlitequeries.h"

#include "core/history/recentchecks.h"

#include <algorithm>
#include <map>

namespace Belay {

namespace {

using namespace std::chrono_literals;

constexpr int MostPhaseSamples = 5'000;

WallTime ceilTo(WallTime time, Milliseconds step)
{
    return floorTo(time + step - Milliseconds {1}, step);
}

RollupLevel levelFor(Milliseconds step)
{
    for (const RollupLevel level : {RollupLevel::Days, RollupLevel::Hours}) {
        if (step % lengthOf(level) == 0ms)
            return level;
    }
    return RollupLevel::FiveMinutes;
}

void merge(HistoryBucket &bucket, const Rollup &rollup)
{
    for (size_t i = 0; i < bucket.counts.size(); ++i)
        bucket.counts[i] += rollup.counts[i];
    bucket.firstContent.merge(rollup.firstContent);
    bucket.total.merge(rollup.total);
}

std::optional<Microseconds> medianOf(std::vector<Microseconds> &values)
{
    if (values.empty())
        return {};
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>((values.size() - 1) / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

LatencySummary summaryOf(const LatencyHistogram &histogram)
{
    return {static_cast<qint64>(histogram.count()), histogram.quantile(0.5), histogram.quantile(0.95)};
}

void sortNewestFirst(std::vector<Sample> &samples, int limit)
{
    std::stable_sort(
        samples.begin(), samples.end(), [](const Sample &a, const Sample &b) { return a.at > b.at; });
    if (samples.size() > static_cast<size_t>(std::max(limit, 0)))
        samples.resize(static_cast<size_t>(std::max(limit, 0)));
}

/// Where traffic proves a target, completions are spared: its checks are in the traffic then, and without any
/// completion its latencies, too.
void addTraffic(CardFigures &card, const QuerySession &session, qint64 id, TimeRange day)
{
    std::vector<RecentCheck> checks;
    LatencyHistogram latencies;
    const bool needsLatencies = card.firstContent.n == 0;
    const TimeRange whole {floorTo(day.from, 5min), ceilTo(day.to + 1ms, 5min)};
    session->rollups.columns(id, RollupLevel::FiveMinutes, whole, [&](WallTime start, const Rollup &rollup) {
        if (const auto check = recentOf(start, rollup))
            checks.push_back(*check);
        if (needsLatencies)
            latencies.merge(rollup.firstContent);
    });
    if (needsLatencies)
        card.firstContent = summaryOf(latencies);
    card.recent = newestOf(std::move(card.recent), checks);
}

/// While its key is refused no completion of a target is sent: what was refused since is its checks.
void addRefusals(
    std::vector<Sample> &samples, const QuerySession &session, const TargetId &target, TimeRange range)
{
    constexpr int limit = TargetStatus::RecentChecks;
    const TimeRange since {samples.empty() ? range.from : samples.front().at + 1ms, range.to};
    std::vector<Sample> refused
        = session->newestSamples({target.provider, {}}, SeriesKind::Auth, since, limit);
    const bool anyAccepted = std::ranges::any_of(
        refused, [](const Sample &sample) { return sample.outcome == Outcome::Ok; }); // another key serves
    if (anyAccepted)
        return;
    std::erase_if(
        refused, [](const Sample &sample) { return stateAlone(sample.outcome) != TargetState::KeyRejected; });
    samples.insert(samples.begin(), refused.begin(), refused.end());
    if (samples.size() > static_cast<size_t>(limit))
        samples.resize(static_cast<size_t>(limit));
}

} // namespace

SqliteQueries::SqliteQueries(QString path, std::shared_ptr<const std::atomic<int>> generation)
    : m_connection(std::move(path), std::move(generation))
{ }

SqliteQueries::~SqliteQueries() = default;

std::vector<HistoryBucket> SqliteQueries::buckets(
    const TargetId &target, SeriesKind series, TimeRange range, Milliseconds step)
{
    std::vector<HistoryBucket> result;
    if (step <= 0ms || range.from >= range.to)
        return result;
    const TimeRange whole {floorTo(range.from, step), ceilTo(range.to, step)};
    result.resize(static_cast<size_t>((whole.to - whole.from) / step));
    for (size_t i = 0; i < result.size(); ++i)
        result[i].start = whole.from + step * static_cast<qint64>(i);
    const QuerySession session(m_connection);
    if (!session)
        return result;
    const auto found = session->series(target, series);
    const auto bucketAt = [&](WallTime time) -> HistoryBucket & {
        return result[static_cast<size_t>((time - whole.from) / step)];
    };
    if (found && step % lengthOf(RollupLevel::FiveMinutes) == 0ms) {
        session->rollups.columns(found->id, levelFor(step), whole,
            [&](WallTime start, const Rollup &rollup) { merge(bucketAt(start), rollup); });
    } else if (found) {
        session->samples.visit(found->id, whole, [&](const Sample &sample) {
            Rollup one;
            one.add(sample);
            merge(bucketAt(sample.at), one);
        });
    }
    session->spans.addTo(result, target, step);
    return result;
}

NumbersOfPeriod SqliteQueries::numbers(const TargetId &target, SeriesKind series, TimeRange range)
{
    NumbersOfPeriod numbers;
    const QuerySession session(m_connection);
    if (!session)
        return numbers;
    numbers.uptime = session->spans.uptime(target, range);
    const auto found = session->series(target, series);
    if (!found)
        return numbers;
    Rollup sum;
    if (series == SeriesKind::Traffic) // not every sample of it is kept, so its ends are whole columns
        range = {floorTo(range.from, 5min), ceilTo(range.to, 5min)};
    session->rollups.cover(found->id, range, [&sum](WallTime, const Rollup &rollup) { sum.merge(rollup); });
    numbers.firstContent = std::move(sum.firstContent);
    numbers.total = std::move(sum.total);
    numbers.counts = sum.counts;
    numbers.usd = sum.usd;
    return numbers;
}

std::vector<CardFigures> SqliteQueries::cards(const std::vector<TargetId> &targets, WallTime now)
{
    std::vector<CardFigures> cards(targets.size());
    const QuerySession session(m_connection);
    if (!session)
        return cards;
    const TimeRange day {now - 24h, now};
    for (size_t i = 0; i < targets.size(); ++i) {
        const TargetId &target = targets[i];
        CardFigures &card = cards[i];
        card.uptime24h = session->spans.uptime(target, day);
        card.uptime30d = session->spans.uptime(target, {now - 30 * 24h, now});
        const SeriesKind kind = target.hasModel() ? SeriesKind::Completion : SeriesKind::Reach;
        if (const auto found = session->series(target, kind)) {
            LatencyHistogram latencies;
            session->rollups.cover(found->id, day, [&](WallTime, const Rollup &rollup) {
                latencies.merge(target.hasModel() ? rollup.firstContent : rollup.total);
            });
            card.firstContent = summaryOf(latencies);
        }
        // Up to and with `now`: a check of this very moment is there.
        const TimeRange recent {day.from, now + 1ms};
        const int limit = TargetStatus::RecentChecks;
        std::vector<Sample> samples = session->newestSamples(target, kind, recent, limit);
        if (target.hasModel() && session->series(target, SeriesKind::Completion))
            addRefusals(samples, session, target, recent);
        const auto traffic = target.hasModel() ? session->series(target, SeriesKind::Traffic) : std::nullopt;
        if (samples.empty() && target.hasModel()
            && !traffic) // completions are off: what is known is the provider's
            samples = session->newestSamples({target.provider, {}}, SeriesKind::Reach, recent, limit);
        card.recent = recentOf(samples);
        if (traffic)
            addTraffic(card, session, traffic->id, day);
    }
    return cards;
}

std::vector<Span> SqliteQueries::spans(const TargetId &subject, TimeRange range)
{
    const QuerySession session(m_connection);
    return session ? session->spans.of(subject, range) : std::vector<Span>();
}

std::vector<Span> SqliteQueries::newestSpans()
{
    const QuerySession session(m_connection);
    return session ? session->spans.newest() : std::vector<Span>();
}

std::optional<WallTime> SqliteQueries::stateSince(const TargetId &subject)
{
    const QuerySession session(m_connection);
    return session ? session->spans.stateSince(subject) : std::nullopt;
}

std::vector<Sample> SqliteQueries::samples(
    const TargetId &target, SeriesKind series, TimeRange range, int limit)
{
    const QuerySession session(m_connection);
    if (!session)
        return {};
    std::vector<Sample> result = session->newestSamples(target, series, range, std::max(limit, 0));
    const auto found = session->series(target, series);
    if (result.empty() || !found)
        return result;
    const TimeRange read {result.back().at, result.front().at + 1ms};
    std::multimap<WallTime, Sample> evidence;
    for (Sample &failure : session->samples.failures(found->id, read, -1))
        evidence.emplace(failure.at, std::move(failure));
    for (Sample &sample : result) {
        const auto [first, last] = evidence.equal_range(sample.at);
        const auto same = std::find_if(first, last, [&sample](const auto &entry) {
            return entry.second.outcome == sample.outcome && entry.second.timings == sample.timings;
        });
        if (same == last)
            continue;
        sample.requestId = same->second.requestId;
        sample.evidence = same->second.evidence;
    }
    return result;
}

std::vector<Sample> SqliteQueries::failures(const TargetId &target, TimeRange range, int limit)
{
    std::vector<Sample> result;
    const QuerySession session(m_connection);
    if (!session)
        return result;
    const auto collect = [&](const TargetId &subject, SeriesKind kind) {
        const auto found = session->series(subject, kind);
        if (!found)
            return;
        for (Sample &sample : session->samples.failures(found->id, range, std::max(limit, 0))) {
            sample.target = subject;
            result.push_back(std::move(sample));
        }
    };
    for (const SeriesKind kind : {SeriesKind::Completion, SeriesKind::Traffic, SeriesKind::Drill})
        collect(target, kind);
    for (const SeriesKind kind : {SeriesKind::Reach, SeriesKind::Auth})
        collect({target.provider, {}}, kind);
    sortNewestFirst(result, limit);
    return result;
}

PhaseMedians SqliteQueries::phases(const TargetId &target, SeriesKind series, TimeRange range, bool cold)
{
    PhaseMedians medians;
    const QuerySession session(m_connection);
    if (!session)
        return medians;
    std::array<std::vector<Microseconds>, 6> lengths;
    for (const Sample &sample : session->newestSamples(target, series, range, MostPhaseSamples)) {
        if (sample.cold != cold || sample.outcome != Outcome::Ok)
            continue;
        ++medians.n;
        const PhaseTimings &t = sample.timings;
        Microseconds before {0};
        size_t at = 0;
        for (const auto &end : {t.dns, t.tcp, t.tls, t.firstByte, t.firstContent, t.total}) {
            if (end) {
                lengths[at].push_back(*end - before);
                before = *end;
            }
            ++at;
        }
    }
    medians.dns = medianOf(lengths[0]);
    medians.tcp = medianOf(lengths[1]);
    medians.tls = medianOf(lengths[2]);
    medians.wait = medianOf(lengths[3]);
    medians.content = medianOf(lengths[4]);
    medians.rest = medianOf(lengths[5]);
    return medians;
}

namespace {

struct FailureShare {
    quint64 good = 0;
    quint64 hard = 0;

    void add(const OutcomeCounts &counts)
    {
        for (size_t i = 0; i < counts.size(); ++i) {
            const Health health = ruleOf(static_cast<Outcome>(i)).health;
            good += health == Health::Good ? counts[i] : 0;
            hard += health == Health::Hard ? counts[i] : 0;
        }
    }
    std::optional<double> share() const
    {
        constexpr quint64 Fewest = 20;
        if (good + hard < Fewest)
            return {};
        return static_cast<double>(hard) / static_cast<double>(good + hard);
    }
};

} // namespace

LatencyBaseline SqliteQueries::baseline(const TargetId &target, WallTime now)
{
    LatencyBaseline baseline;
    const QuerySession session(m_connection);
    const auto found = session ? session->series(target, SeriesKind::Completion) : std::nullopt;
    if (!found)
        return baseline;
    // The hour under way stays out: what it says is what is being judged.
    const WallTime hour = floorTo(now, 1h);
    LatencyHistogram same;
    LatencyHistogram all;
    FailureShare sameShare;
    FailureShare allShare;
    session->rollups.columns(
        found->id, RollupLevel::Hours, {hour - 7 * 24h, hour}, [&](WallTime start, const Rollup &rollup) {
            all.merge(rollup.firstContent);
            allShare.add(rollup.counts);
            if ((hour - floorTo(start, 1h)) % 24h != 0ms)
                return;
            same.merge(rollup.firstContent);
            sameShare.add(rollup.counts);
        });
    baseline.sameHourN = static_cast<qint64>(same.count());
    baseline.sameHour = same.quantile(0.5);
    baseline.allN = static_cast<qint64>(all.count());
    baseline.all = all.quantile(0.5);
    const std::optional<double> share = sameShare.share();
    baseline.failureShare = share ? share : allShare.share();
    return baseline;
}

NanoUsd SqliteQueries::spentByProbes(const TargetId &target, TimeRange range)
{
    NanoUsd spent = 0;
    const QuerySession session(m_connection);
    if (!session)
        return spent;
    std::vector<qint64> ids;
    if (!target.hasModel())
        ids = session->probeSeriesOf(target.provider);
    else if (const auto found = session->series(target, SeriesKind::Completion))
        ids.push_back(found->id);
    for (const qint64 id : ids)
        session->rollups.cover(id, range, [&spent](WallTime, const Rollup &one) { spent += one.usd; });
    return spent;
}

bool SqliteQueries::everAnswered(const TargetId &target)
{
    const QuerySession session(m_connection);
    if (!session)
        return false;
    for (const SeriesKind kind : {SeriesKind::Completion, SeriesKind::Traffic}) {
        const auto found = session->series(target, kind);
        if (found && found->answered)
            return true;
    }
    return false;
}

std::vector<Trace> SqliteQueries::traces(const TraceFilter &filter, int limit)
{
    const QuerySession session(m_connection);
    return session ? session->traces.newest(filter, limit) : std::vector<Trace>();
}

std::optional<Trace> SqliteQueries::trace(const Ulid &id)
{
    const QuerySession session(m_connection);
    return session ? session->traces.one(id) : std::nullopt;
}

std::vector<PageIncidentRecord> SqliteQueries::pageIncidents(TimeRange range)
{
    const QuerySession session(m_connection);
    return session ? session->pages.incidents(range) : std::vector<PageIncidentRecord>();
}

bool SqliteQueries::wasRead(const QString &page, WallTime at)
{
    const QuerySession session(m_connection);
    return session && session->pages.wasRead(page, at);
}

std::vector<PageReadSpan> SqliteQueries::newestPageReads()
{
    const QuerySession session(m_connection);
    return session ? session->pages.newestReads() : std::vector<PageReadSpan>();
}

std::vector<Incident> SqliteQueries::incidents(const IncidentFilter &filter)
{
    const QuerySession session(m_connection);
    return session ? session->incidents.newest(filter) : std::vector<Incident>();
}

std::optional<Incident> SqliteQueries::incident(const Ulid &id)
{
    const QuerySession session(m_connection);
    return session ? session->incidents.one(id) : std::nullopt;
}

} // namespace Belay

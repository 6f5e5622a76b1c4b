// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/demohistory.h"

#include "core/engine/demoincidents.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>

namespace Belay {

namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

constexpr days Length {90};
constexpr hours RawLength {2};
// Five-minute columns are wanted for the ranges that people open first; older days are told by hours.
constexpr hours FineLength {26};

struct Episode {
    WallTime from;
    WallTime to;
    TargetState state;
    Outcome outcome;
};

/// Sorted and apart from each other, so that spans can be cut along them.
using Episodes = std::vector<Episode>;

using RollupMap = std::map<std::pair<WallTime, RollupLevel>, Rollup>;

/// What a provider answers with; 0 where none answers.
int statusOf(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Overloaded:
        return 503;
    case Outcome::ServerError:
        return 500;
    case Outcome::RateLimited:
    case Outcome::Quota:
        return 429;
    case Outcome::Auth:
        return 401;
    case Outcome::ModelNotFound:
        return 404;
    case Outcome::Empty:
    case Outcome::NotAnAnswer:
    case Outcome::Cut:
        return 200;
    default:
        return 0;
    }
}

class Teller
{
public:
    Teller(const DemoTarget &target, WallTime now, RandomSource &random)
        : m_target(target)
        , m_now(now)
        , m_rawFrom(floorTo(now - RawLength, hours {1}))
        , m_random(random)
    { }

    /// What failed of every check that was made, the oldest first.
    const std::vector<Sample> &failures() const { return m_failures; }

    void tell(const Episodes &nights, HistoryRows &rows)
    {
        const Episodes episodes = episodesOf(nights);
        addSpans(episodes, rows);
        RollupMap rollups;
        for (WallTime at = m_now - Length; at < m_rawFrom; at += m_target.every)
            addCheck(at, stateAt(episodes, at), rollups);
        // Counted back from now: the newest check is as old as one of a running program would be.
        const auto recent = (m_now - m_rawFrom) / m_target.recentEvery;
        for (auto i = recent; i >= 1; --i)
            addRecent(m_now - i * m_target.recentEvery + m_target.recentEvery / 2, episodes, rows);
        // Free checks are made more often; the newest must still vouch.
        for (const Seconds ago : {Seconds {13}, Seconds {4}})
            addFreeChecks(m_now - ago, stateAt(episodes, m_now - ago), rows);
        for (auto &[key, rollup] : rollups)
            rows.rollups.push_back(
                {m_target.id, SeriesKind::Completion, key.second, key.first, std::move(rollup)});
    }

private:
    Episodes episodesOf(const Episodes &nights)
    {
        Episodes episodes = nights;
        const auto addWhereFree = [&](Milliseconds length, TargetState state, Outcome outcome) {
            // The last hours belong to what the running demo shows.
            const WallTime from = m_now - Length
                + Milliseconds {static_cast<qint64>(
                    m_random.uniform() * static_cast<double>(Milliseconds {Length - days {1}}.count()))};
            const Episode episode {from, from + length, state, outcome};
            const bool free = std::none_of(episodes.begin(), episodes.end(),
                [&](const Episode &other) { return episode.from < other.to && other.from < episode.to; });
            if (free)
                episodes.push_back(episode);
        };
        if (const auto &ongoing = m_target.ongoing)
            episodes.push_back({m_now - ongoing->since, m_now, ongoing->state, ongoing->outcome});
        for (int i = 0; i < m_target.outages; ++i) {
            const auto length = Milliseconds {static_cast<qint64>(m_random.between(8, 140) * 60'000)};
            addWhereFree(
                length, TargetState::Down, i % 2 == 0 ? Outcome::Overloaded : Outcome::TimeoutContent);
        }
        for (int i = 0; i < (m_target.limitedAtTimes ? 14 : 1); ++i) {
            const auto length = Milliseconds {static_cast<qint64>(m_random.between(5, 45) * 60'000)};
            addWhereFree(length, TargetState::Limited, Outcome::RateLimited);
        }
        std::sort(episodes.begin(), episodes.end(),
            [](const Episode &a, const Episode &b) { return a.from < b.from; });
        return episodes;
    }

    void addSpans(const Episodes &episodes, HistoryRows &rows)
    {
        WallTime from = m_now - Length;
        const auto add = [&](WallTime to, TargetState state, Owner owner, Cause cause, Outcome outcome) {
            if (from < to && state != TargetState::NoData)
                rows.spans.push_back({m_target.id, from, to, state, owner, cause, outcome});
            from = std::max(from, to);
        };
        for (const Episode &episode : episodes) {
            add(std::min(episode.from, m_now), TargetState::Up, Owner::None, Cause::None, Outcome::Ok);
            const OutcomeRule rule = ruleOf(episode.outcome);
            add(std::min(episode.to, m_now), episode.state, rule.owner, rule.cause, episode.outcome);
        }
        add(m_now, TargetState::Up, Owner::None, Cause::None, Outcome::Ok);
    }

    static const Episode *stateAt(const Episodes &episodes, WallTime at)
    {
        const auto after = std::upper_bound(episodes.begin(), episodes.end(), at,
            [](WallTime wanted, const Episode &episode) { return wanted < episode.from; });
        if (after == episodes.begin() || std::prev(after)->to <= at)
            return nullptr;
        return &*std::prev(after);
    }

    Microseconds latencyAt(WallTime at)
    {
        // Evenings are busier than mornings: a fifth more at 18 h UTC, a fifth less at 6 h.
        const auto ofDay = (at - std::chrono::floor<days>(at)) / minutes {1};
        const double daily = 1.0 - 0.2 * std::sin(2 * std::numbers::pi * static_cast<double>(ofDay) / 1440.0);
        const double normal = std::sqrt(-2 * std::log(1 - m_random.uniform()))
            * std::cos(2 * std::numbers::pi * m_random.uniform());
        const double millis = static_cast<double>(m_target.typicalFirstContent.count()) * daily
            * std::exp(m_target.spread * normal);
        return Microseconds {static_cast<qint64>(millis * 1000)};
    }

    Sample completionAt(WallTime at, const Episode *episode)
    {
        // One blip in some five hundred good checks, as real providers have them.
        const Outcome outcome = episode  ? episode->outcome
            : m_random.uniform() < 0.002 ? Outcome::Reset
                                         : Outcome::Ok;
        constexpr int SlowFactor = 7;
        const bool slow = episode && episode->state == TargetState::Slow;
        const Microseconds latency = latencyAt(at) * (slow ? SlowFactor : 1);
        return sampleOf(at, outcome, latency, latency + Microseconds {60'000});
    }

    void addRecent(WallTime at, const Episodes &episodes, HistoryRows &rows)
    {
        const Episode *episode = stateAt(episodes, at);
        if (episode && episode->state == TargetState::NoData)
            return;
        // With a rejected key no completion is sent.
        if (!episode || episode->state != TargetState::KeyRejected) {
            rows.samples.push_back(completionAt(at, episode));
            if (episode)
                m_failures.push_back(rows.samples.back());
        }
        addFreeChecks(at, episode, rows);
    }

    void addFreeChecks(WallTime at, const Episode *episode, HistoryRows &rows)
    {
        const bool whole = episode && m_target.ongoing && m_target.ongoing->wholeProvider;
        const bool keyAlone = whole && ruleOf(episode->outcome).health != Health::Hard;
        for (const ProbeKind kind : {ProbeKind::Reach, ProbeKind::Auth}) {
            const bool fails = whole && (kind == ProbeKind::Auth) == keyAlone;
            if (kind == ProbeKind::Auth && whole && !keyAlone)
                continue; // an address that does not answer says nothing of a key
            Sample check = sampleOf(
                at, fails ? episode->outcome : Outcome::Ok, Microseconds {90'000}, Microseconds {92'000});
            check.kind = kind;
            check.target.model.clear();
            check.timings.firstContent.reset();
            check.proof = fails ? Proof::None : kind == ProbeKind::Auth ? Proof::Auth : Proof::Reach;
            rows.samples.push_back(check);
            if (fails)
                m_failures.push_back(check);
        }
    }

    void addCheck(WallTime at, const Episode *episode, RollupMap &rollups)
    {
        if (episode && episode->state == TargetState::NoData)
            return;
        const Sample sample = completionAt(at, episode);
        if (episode)
            m_failures.push_back(sample);
        // Once, at the finest level that is kept of that time: the writer carries it into the coarser ones.
        const RollupLevel level = at >= m_now - FineLength ? RollupLevel::FiveMinutes : RollupLevel::Hours;
        const WallTime start = floorTo(at, lengthOf(level));
        if (start + lengthOf(level) <= m_now) // else it is the writer's own
            rollups[{start, level}].add(sample);
    }

    Sample sampleOf(WallTime at, Outcome outcome, Microseconds latency, Microseconds total)
    {
        Sample sample;
        sample.at = at;
        sample.target = m_target.id;
        sample.key = KeyId {QStringLiteral("main")};
        sample.kind = ProbeKind::Completion;
        sample.outcome = outcome;
        sample.timings.dns = Microseconds {900};
        sample.timings.tcp = Microseconds {14'000};
        sample.timings.tls = Microseconds {41'000};
        if (outcome != Outcome::Ok) {
            sample.status = statusOf(outcome);
            sample.evidence = Evidence {toString(outcome), QStringLiteral("127.0.0.1"),
                QStringLiteral("Told of the days before the demo: %1.").arg(toString(outcome)), {}};
            return sample;
        }
        sample.status = 200;
        sample.proof = Proof::Stream;
        sample.timings.firstByte = latency - Microseconds {1'000};
        sample.timings.firstContent = latency;
        sample.timings.total = total;
        return sample;
    }

    const DemoTarget &m_target;
    WallTime m_now;
    WallTime m_rawFrom; // whole hours are either told or recorded, never both
    RandomSource &m_random;
    std::vector<Sample> m_failures;
};

/// Nights in which the laptop slept: the same for all targets, no data.
Episodes sleepingNights(WallTime now, RandomSource &random)
{
    Episodes nights;
    for (auto day = std::chrono::floor<days>(now - Length); day < now - days {1}; day += days {1}) {
        if (random.uniform() > 0.3)
            continue;
        const WallTime from = day + hours {1} + minutes {static_cast<int>(random.uniform() * 90)};
        nights.push_back({from, from + hours {5} + minutes {static_cast<int>(random.uniform() * 90)},
            TargetState::NoData, Outcome::Skipped});
    }
    return nights;
}

} // namespace

HistoryRows makeDemoHistory(const std::vector<DemoTarget> &targets, WallTime now, RandomSource &random)
{
    HistoryRows rows;
    const Episodes nights = sleepingNights(now, random);
    std::vector<Sample> failures;
    std::map<ProviderId, QString> names;
    for (const DemoTarget &target : targets) {
        Teller teller(target, now, random);
        teller.tell(nights, rows);
        failures.insert(failures.end(), teller.failures().begin(), teller.failures().end());
        names[target.id.provider]
            = target.providerName.isEmpty() ? target.id.provider.value : target.providerName;
    }
    std::ranges::stable_sort(failures, {}, &Sample::at);
    rows.incidents = makeDemoIncidents(rows.spans, failures, names, now, random);
    std::stable_sort(rows.samples.begin(), rows.samples.end(),
        [](const Sample &a, const Sample &b) { return a.at < b.at; });
    return rows;
}

} // namespace Belay

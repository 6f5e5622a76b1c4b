// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/span.h"
#include "core/engine/demohistory.h"

#include <QtTest>

#include <algorithm>
#include <map>
#include <set>

using namespace Belay;

namespace {

std::vector<DemoTarget> threeTargets()
{
    std::vector<DemoTarget> targets(3);
    targets[0].id = TargetId::fromString(QStringLiteral("openai/gpt-5-nano"));
    targets[1].id = TargetId::fromString(QStringLiteral("anthropic/claude-haiku-5-5"));
    targets[1].outages = 4;
    targets[2].id = TargetId::fromString(QStringLiteral("groq/llama-3.1-8b-instant"));
    targets[2].limitedAtTimes = true;
    return targets;
}

constexpr WallTime Now {Milliseconds {1'795'000'123'456}};

HistoryRows rowsOf(quint64 seed)
{
    SeededRandom random(seed);
    return makeDemoHistory(threeTargets(), Now, random);
}

} // namespace

class tst_DemoHistory final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void isTheSameForTheSameSeed();
    void spansFollowEachOtherWithoutOverlap();
    void failuresAreWhereSpansSayDown();
    void wholeHoursAreToldOrRecordedNeverBoth();
    void everyTargetHasNinetyDays();
    void whatGoesOnIsToldUpToNow();
    void incidentsAreWhatSpansTellOfTrouble();
};

void tst_DemoHistory::isTheSameForTheSameSeed()
{
    const HistoryRows a = rowsOf(7);
    const HistoryRows b = rowsOf(7);
    QVERIFY(a.spans == b.spans);
    QVERIFY(a.samples == b.samples);
    QVERIFY(!a.incidents.empty() && a.incidents == b.incidents);
    QCOMPARE(a.rollups.size(), b.rollups.size());
    QVERIFY(rowsOf(8).spans != a.spans);
}

void tst_DemoHistory::spansFollowEachOtherWithoutOverlap()
{
    std::map<TargetId, WallTime> ends;
    for (const Span &span : rowsOf(7).spans) {
        QVERIFY(span.from < span.to);
        QVERIFY(span.to <= Now);
        QVERIFY(span.from >= ends[span.subject]);
        ends[span.subject] = span.to;
    }
    QCOMPARE(ends.size(), size_t {3});
}

void tst_DemoHistory::failuresAreWhereSpansSayDown()
{
    const HistoryRows rows = rowsOf(7);
    bool sawDown = false;
    for (const Span &span : rows.spans) {
        if (span.state != TargetState::Down || span.to - span.from < std::chrono::hours {2})
            continue;
        sawDown = true;
        // An hour that lies wholly in an outage has no good answer.
        const WallTime hour = floorTo(span.from, std::chrono::hours {1}) + std::chrono::hours {1};
        for (const RollupRow &row : rows.rollups) {
            if (row.target == span.subject && row.level == RollupLevel::Hours && row.start == hour)
                QCOMPARE(row.rollup.counts[static_cast<size_t>(Outcome::Ok)], 0U);
        }
    }
    QVERIFY(sawDown);
}

void tst_DemoHistory::wholeHoursAreToldOrRecordedNeverBoth()
{
    const HistoryRows rows = rowsOf(7);
    QVERIFY(!rows.samples.empty());
    const WallTime firstSample = rows.samples.front().at;
    QVERIFY(std::ranges::is_sorted(rows.samples, {}, &Sample::at));
    // Nor at two levels: the writer carries the finer one into the coarser.
    std::map<TargetId, WallTime> fine;
    for (const RollupRow &row : rows.rollups) {
        QVERIFY(row.start + lengthOf(row.level) <= firstSample);
        if (row.level != RollupLevel::FiveMinutes)
            continue;
        WallTime &earliest = fine.try_emplace(row.target, row.start).first->second;
        earliest = std::min(earliest, row.start);
    }
    for (const RollupRow &row : rows.rollups)
        QVERIFY(row.level == RollupLevel::FiveMinutes || row.start <= fine[row.target]);
}

void tst_DemoHistory::everyTargetHasNinetyDays()
{
    std::map<TargetId, std::set<WallTime>> days;
    for (const RollupRow &row : rowsOf(7).rollups)
        days[row.target].insert(floorTo(row.start, std::chrono::hours {24}));
    for (const DemoTarget &target : threeTargets())
        QVERIFY(days[target.id].size() >= 89);
}

void tst_DemoHistory::whatGoesOnIsToldUpToNow()
{
    std::vector<DemoTarget> targets = threeTargets();
    targets.resize(1);
    targets[0].ongoing = {TargetState::KeyRejected, Outcome::Auth, std::chrono::minutes {20}, true};
    SeededRandom random(7);
    const HistoryRows rows = makeDemoHistory(targets, Now, random);
    QCOMPARE(toString(rows.spans.back().state), QStringLiteral("key-rejected"));
    QVERIFY(rows.spans.back().to == Now);
    QVERIFY(rows.spans.back().from == Now - std::chrono::minutes {20});
    int rejected = 0;
    for (const Sample &sample : rows.samples) {
        if (sample.at < Now - std::chrono::minutes {20})
            continue;
        QVERIFY(sample.kind != ProbeKind::Completion); // no completion is sent with a rejected key
        rejected += sample.kind == ProbeKind::Auth && sample.outcome == Outcome::Auth ? 1 : 0;
        if (sample.kind == ProbeKind::Reach)
            QCOMPARE(toString(sample.outcome), QStringLiteral("ok"));
    }
    QCOMPARE(rejected, 22); // every minute, and the two newest
}

void tst_DemoHistory::incidentsAreWhatSpansTellOfTrouble()
{
    const HistoryRows rows = rowsOf(7);
    qint64 told = 0;
    for (const Incident &incident : rows.incidents) {
        QVERIFY(incident.closedAt && *incident.closedAt > incident.openedAt);
        QVERIFY(!incident.sentence.isEmpty() && incident.samples > 0);
        const auto isIt = [&](const Span &span) {
            return span.subject == incident.targets.front() && span.state == incident.state
                && span.from == incident.openedAt;
        };
        QVERIFY(std::ranges::any_of(rows.spans, isIt));
        told += incident.lead ? 1 : 0;
    }
    QVERIFY(told > 0); // of longer outages, by a page
    const auto down = std::ranges::count(rows.spans, TargetState::Down, &Span::state);
    const auto outages = std::ranges::count(rows.incidents, TargetState::Down, &Incident::state);
    QVERIFY(outages > 0 && outages <= down); // what follows within minutes is one
    // What goes on is open, and the watching program goes on with it.
    std::vector<DemoTarget> targets = threeTargets();
    targets[0].ongoing
        = DemoTarget::Ongoing {TargetState::Down, Outcome::Overloaded, std::chrono::minutes {6}, false};
    SeededRandom random(7);
    const std::vector<Incident> incidents = makeDemoHistory(targets, Now, random).incidents;
    QCOMPARE(std::ranges::count_if(incidents, &Incident::isOpen), 1);
}

QTEST_GUILESS_MAIN(tst_DemoHistory)
#include "tst_demohistory.moc"

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"
#include "core/history/sqlitehistory.h"

#include <atomic>
#include <iosfwd>
#include <optional>
#include <vector>

namespace Belay {

/// Wall time is that of the samples, so that folding and retention run as they would in that year.
class YearClock final : public Clock
{
public:
    explicit YearClock(WallTime wall)
        : m_wall(wall.time_since_epoch().count())
    { }
    WallTime wall() const override { return WallTime {Milliseconds {m_wall.load()}}; }
    void setWall(WallTime time) { m_wall = time.time_since_epoch().count(); }
    SteadyTime steady() const override { return m_real.steady(); }
    std::unique_ptr<Alarm> createAlarm(std::function<void()> due) override
    {
        return m_real.createAlarm(std::move(due));
    }

private:
    std::atomic<qint64> m_wall;
    SystemClock m_real;
};

/// Twenty targets with a completion every minute, all measures filled: the largest row that a probe makes.
/// The last target is the slowest and the least reliable one. The same on every run.
class YearOfSamples
{
public:
    static constexpr int Targets = 20;
    static constexpr Milliseconds Every {60'000};

    YearOfSamples();
    /// `provider-0/model-0` and so on.
    const std::vector<TargetId> &targets() const { return m_targets; }
    const TargetId &slowest() const { return m_targets.back(); }

    Sample next(int target, WallTime at);
    /// A day with three short outages; the slowest target has twelve.
    void recordSpansOfDay(HistoryStore &store, WallTime day) const;

private:
    void fill(PhaseTimings &timings, double typicalFirstContent);
    void fail(Sample &sample) const;

    SeededRandom m_random {20'261'122};
    const KeyId m_key {QStringLiteral("main")};
    const QString m_model = QStringLiteral("model-2026-10-01");
    std::vector<TargetId> m_targets;
};

/// The whole range, in whole days, through record(), as the monitor hands its results over; `clock` ends at
/// its end. Samples a second; nothing when the store gave up.
std::optional<double> recordRange(
    SqliteHistory &history, YearClock &clock, TimeRange range, std::ostream &progress);

} // namespace Belay

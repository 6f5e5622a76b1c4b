// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"
#include "core/base/random.h"
#include "core/base/time.h"
#include "core/domain/sets.h"

#include <compare>
#include <deque>
#include <map>
#include <optional>
#include <vector>

namespace Belay {

/// One thing that is probed again and again: a key of a provider (reach and auth in one), or a model.
struct ProbeSlot {
    enum class Kind { Check, Completion };
    TargetId target; ///< without a model for a check
    KeyId key; ///< empty for a completion: the first healthy key is chosen when it runs
    Kind kind = Kind::Check;
    bool operator==(const ProbeSlot &) const = default;
    std::strong_ordering operator<=>(const ProbeSlot &) const = default;
};

/// Says which probe runs when (contract 3, *Probes*). Pure: time and randomness come in.
class ProbeSchedule final
{
public:
    static constexpr int AtOnce = 8;
    static constexpr int AtOncePerHost = 2;
    static constexpr double Jitter = 0.2;
    static constexpr Milliseconds LongestSpread {30'000};
    static constexpr Milliseconds ClosestStart {500}; ///< apart, where the spread has room for more
    static constexpr Milliseconds ConfirmAfter {10'000}; ///< the failing request began
    static constexpr Milliseconds AskedConfirmAfter {2'000}; ///< when a person waits for it
    static constexpr int CompletionConfirmsADay = 12;

    explicit ProbeSchedule(RandomSource &random)
        : m_random(random)
    { }

    /// A slot without interval runs only when asked for. New ones wait for startRound().
    void add(const ProbeSlot &slot, const QString &host, std::optional<Milliseconds> interval);
    void remove(const ProbeSlot &slot);
    bool contains(const ProbeSlot &slot) const { return m_entries.contains(slot); }
    std::vector<ProbeSlot> slots() const;
    void setInterval(const ProbeSlot &slot, std::optional<Milliseconds> interval, SteadyTime now);
    /// Spreads the next runs of all slots, of the free ones, or of those that never ran, over one interval,
    /// at most 30 s.
    enum class Which { All, Checks, New };
    void startRound(Which which, SteadyTime from);
    /// Nothing is due until the next startRound(All): asleep, or stopped.
    void hold();

    /// What begins now, within the limits; each counts as running until finished().
    std::vector<ProbeSlot> takeDue(SteadyTime now);
    /// Plans the next run of the slot; `confirm`: a first bad result, asked again soon. Whether it will be.
    enum class Confirm { No, Scheduled, Asked };
    bool finished(const ProbeSlot &slot, Confirm confirm, SteadyTime now);
    /// Gives back what takeDue() gave: it could not begin yet.
    void postpone(const ProbeSlot &slot, SteadyTime until);
    /// A person asked: runs as soon as the limits allow, whatever its interval.
    void runNow(const ProbeSlot &slot, SteadyTime now);
    /// Real traffic was answered: a completion that falls due within its interval from here is skipped.
    void spare(const ProbeSlot &slot, SteadyTime now);

    bool isRunning(const ProbeSlot &slot) const;
    std::optional<SteadyTime> nextRun(const ProbeSlot &slot) const;
    /// When takeDue() has something to do next, as far as time alone decides.
    std::optional<SteadyTime> nextWake(SteadyTime now) const;
    int running() const { return m_running; }

private:
    struct Entry {
        QString host;
        std::optional<Milliseconds> interval;
        std::optional<SteadyTime> nextAt;
        SteadyTime began;
        bool running = false;
        bool everRan = false;
        bool asked = false;
        bool confirming = false; // nextAt is a confirm probe
        std::optional<SteadyTime> lastTraffic;
        std::deque<SteadyTime> confirms; // of the last day
    };
    std::optional<SteadyTime> jittered(const Entry &entry, SteadyTime from);
    bool isSpared(const ProbeSlot &slot, const Entry &entry, SteadyTime now) const;
    bool mayConfirm(const ProbeSlot &slot, Entry &entry, SteadyTime now);

    RandomSource &m_random;
    std::map<ProbeSlot, Entry> m_entries;
    std::map<QString, int> m_runningPerHost;
    int m_running = 0;
    bool m_held = false;
};

} // namespace Belay

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/history/historyrows.h"

#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <tuple>

namespace Belay {

/// The bounded way to the one writer. Any thread pushes, the writer takes, nobody waits. When it is full, the
/// oldest success gives way first and an error only when nothing else is left; what gives way is folded into
/// the roll-up of its column, so that it still counts, and is counted as dropped.
class WriteQueue final
{
public:
    enum class Wake { First, Full };
    /// `wake` is called from push(), without the lock, when the first item has come and when `batch` samples
    /// are there.
    WriteQueue(std::size_t bound, std::size_t batch, std::function<void(Wake)> wake);

    void push(const Sample &sample);
    void push(const Span &span);
    /// At most `most` samples, and all spans and folded roll-ups.
    HistoryRows take(std::size_t most);

    std::size_t size() const; ///< of the samples
    bool isEmpty() const; ///< nothing waits at all, spans and folded roll-ups included
    std::uint64_t dropped() const;

private:
    using Column = std::tuple<TargetId, SeriesKind, WallTime>;
    using SpanKey = std::pair<TargetId, WallTime>;

    struct Item {
        std::uint64_t number; ///< order of arrival
        Sample sample;
    };

    void dropOldest(std::deque<Item> &from);
    void fold(const Sample &sample);

    const std::size_t m_bound;
    const std::size_t m_batch;
    const std::function<void(Wake)> m_wake;
    mutable std::mutex m_mutex;
    std::deque<Item> m_successes;
    std::deque<Item> m_failures;
    std::map<SpanKey, Span> m_spans; // one that grows is written once a batch
    std::map<Column, Rollup> m_folded;
    std::uint64_t m_arrived = 0;
    std::uint64_t m_dropped = 0;
};

} // namespace Belay

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/history/historywriter.h"
#include "core/history/samplereader.h"

#include <functional>

namespace Belay {

/// Reads roll-ups of one series, each time from the coarsest level that holds it. The marks are read anew for
/// every transaction.
class RollupReader final
{
public:
    using Visit = std::function<void(WallTime start, const Rollup &)>;

    RollupReader(Database &database, SampleReader &samples);

    void readMarks();
    /// Roll-ups of `level` and, where these are not complete yet, of the finer ones. `range` is aligned.
    void columns(qint64 series, RollupLevel level, TimeRange range, const Visit &visit);
    /// All that falls into `range`, whose ends need not be aligned: what is over at the ends comes from finer
    /// levels and at last from samples, as far as they are kept.
    void cover(qint64 series, TimeRange range, const Visit &visit);

private:
    void rows(qint64 series, RollupLevel level, TimeRange range, const Visit &visit);
    void coverFrom(qint64 series, RollupLevel level, TimeRange range, const Visit &visit);
    WallTime completeUntil(RollupLevel level) const;

    SampleReader &m_samples;
    std::array<ReadQuery, 3> m_rows;
    ReadQuery m_readMark;
    RollupMarks m_marks;
};

} // namespace Belay

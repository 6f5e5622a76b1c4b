// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/history/historyqueries.h"
#include "core/history/readquery.h"
#include "core/history/samplecodec.h"

#include <QHash>

#include <functional>

namespace Belay {

/// Reads raw samples and failures of one series. What comes out has no target yet: the asker knows it.
class SampleReader final
{
public:
    using Visit = std::function<void(const Sample &)>;

    explicit SampleReader(Database &database);

    /// The oldest first.
    void visit(qint64 series, TimeRange range, const Visit &visit);
    /// The newest first.
    std::vector<Sample> newest(qint64 series, TimeRange range, int limit);
    /// The newest first, with request id and evidence.
    std::vector<Sample> failures(qint64 series, TimeRange range, int limit);

private:
    std::optional<Sample> sampleAt(ReadQuery &row);
    const SampleShape *shape(qint64 id);
    void readShapes();
    static bool ask(ReadQuery &query, qint64 series, TimeRange range, int limit);

    ReadQuery m_oldestFirst;
    ReadQuery m_newestFirst;
    ReadQuery m_failures;
    ReadQuery m_readShapes;
    QHash<qint64, SampleShape> m_shapes;
};

} // namespace Belay

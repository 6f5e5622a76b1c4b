// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/domain/incident.h"
#include "core/domain/pagereading.h"
#include "core/domain/sample.h"
#include "core/domain/span.h"
#include "core/domain/trace.h"

#include <vector>

namespace Belay {

/// Where results go. Any thread may call; nothing blocks: one bounded queue leads to the one writer (design,
/// decision 6). When it is full, traces go first, errors last and counts never; what was dropped is counted.
class HistoryStore
{
public:
    virtual ~HistoryStore() = default;
    virtual void record(const Sample &sample) = 0;
    /// Writing a span again with the same subject and `from` replaces it.
    virtual void record(const Span &span) = 0;
    virtual void record(Trace trace) = 0;
    /// Writing one of a page again replaces it, but for the time at which it was first seen.
    virtual void record(const PageIncidentRecord &incident) = 0;
    virtual void record(const PageReadSpan &read) = 0;
    /// Writing an incident again replaces it, but for what a person added.
    virtual void record(const Incident &incident) = 0;
    virtual void record(const IncidentRemark &remark) = 0;
};

} // namespace Belay

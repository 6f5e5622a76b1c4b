// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/history/historystore.h"

namespace Belay {

/// For a program that reads beside the owner of a home: it never writes history (contract 5).
class NoHistory final : public HistoryStore
{
public:
    void record(const Sample &) override { }
    void record(const Span &) override { }
    void record(Trace) override { }
    void record(const PageIncidentRecord &) override { }
    void record(const PageReadSpan &) override { }
    void record(const Incident &) override { }
    void record(const IncidentRemark &) override { }
};

} // namespace Belay

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ulid.h"
#include "core/domain/trace.h"
#include "core/history/sqlitehistory.h"

#include <iosfwd>
#include <optional>

namespace Belay {

/// What a gateway under full load records: twenty targets, one of them down, so that a tenth of the requests
/// comes to its answer after two failures. The same on every run.
class LoadedGateway
{
public:
    static constexpr int RequestsPerSecond = 2'000;
    static constexpr int Targets = 20;

    explicit LoadedGateway(const Clock &clock);
    /// One request that arrived now: its trace, and in `samples` what its attempts measured.
    Trace next(std::vector<Sample> &samples);

private:
    void attempt(Trace &trace, std::vector<Sample> &samples, const TargetId &target, Outcome outcome);

    const Clock &m_clock;
    SeededRandom m_random {20'261'122};
    UlidMaker m_ids;
    std::vector<TargetId> m_targets;
    const KeyId m_key {QStringLiteral("main")};
};

struct LoadFigures {
    double grownBytes = 0; ///< of all files together
    double secondsTaken = 0;
    double sampleNs = 0; ///< for the thread that hands one over
    double traceNs = 0;
};

/// Records `length` of full load into a new history at `path`, at the pace of the writer. Nothing when a
/// result was dropped or could not be written.
std::optional<LoadFigures> recordLoad(const QString &path, Seconds length, std::ostream &progress);

} // namespace Belay

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/config.h"
#include "core/domain/sample.h"
#include "core/domain/statusboard.h"

#include <set>

namespace Belay {

/// Those that a config names, to be watched or in a chain.
std::set<TargetId> configuredTargets(const Config &config);

/// Which results make a series of their own in history. A client may invent any name behind a provider's, and
/// each would stay there for ever: one that no config and no board names is kept once it has answered.
class KnownTargets final
{
public:
    /// How many that only answered are remembered; the failures of further ones are in their traces alone.
    static constexpr std::size_t MostAnswered = 4'096;

    void apply(const Config &config);
    void apply(const StatusBoard &board);
    bool admits(const Sample &sample);

private:
    std::set<TargetId> m_configured;
    std::set<TargetId> m_watched;
    std::set<TargetId> m_answered;
};

} // namespace Belay

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/statusboard.h"

namespace Belay {

/// Prints what `watch` tells: one JSON object a line, or one sentence a line for a person.
class EventPrinter final
{
public:
    explicit EventPrinter(bool json)
        : m_json(json)
    { }
    void state(const TargetStatus &status, WallTime at) const;
    /// For a person only what failed: good news every second is noise.
    void sample(const Sample &sample) const;
    /// One that opened, opened again or is over.
    void incident(const Incident &incident, const QString &provider, WallTime at) const;
    void network(const NetworkStatus &status, WallTime at) const;

private:
    bool m_json;
};

} // namespace Belay

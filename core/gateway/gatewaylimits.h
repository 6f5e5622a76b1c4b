// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/openfiles.h"

#include <QString>

namespace Belay {

/// How many at once (contract 8).
struct GatewayLimits {
    int connections = 8192;
    int streams = 4096;
    bool operator==(const GatewayLimits &) const = default;

    bool areFull() const { return *this == GatewayLimits {}; }
};

/// What fits: a client holds one file, a stream one more for its provider, and the rest of the program has
/// its share.
GatewayLimits limitsFor(const OpenFiles &files);
/// For the log and the doctor: `32768 open files: room for 8192 connections and 4096 streams`.
QString describe(const GatewayLimits &limits, const OpenFiles &files);

} // namespace Belay

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/gatewaylimits.h"

#include <algorithm>

namespace Belay {

namespace {
constexpr std::uint64_t Reserve = 256; // database, logs, probes, libraries
constexpr int Least = 16; // below that nobody can work; then accept() says so itself
} // namespace

GatewayLimits limitsFor(const OpenFiles &files)
{
    GatewayLimits limits;
    if (files.soft == 0)
        return limits;
    const std::uint64_t free = files.soft > Reserve ? files.soft - Reserve : 0;
    const auto wanted = static_cast<std::uint64_t>(limits.connections + limits.streams);
    if (free >= wanted)
        return limits;
    const auto share = static_cast<int>(free / 3);
    return {std::max(2 * share, Least), std::max(share, Least / 2)};
}

QString describe(const GatewayLimits &limits, const OpenFiles &files)
{
    const QString room = QStringLiteral("room for %1 connections and %2 streams")
                             .arg(limits.connections)
                             .arg(limits.streams);
    return files.soft == 0 ? room : QStringLiteral("%1 open files: ").arg(files.soft) + room;
}

} // namespace Belay

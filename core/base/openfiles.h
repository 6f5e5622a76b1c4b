// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace Belay {

/// How many files and sockets this process may hold open at once; 0 where the system does not say.
struct OpenFiles {
    std::uint64_t soft = 0;
    std::uint64_t hard = 0;
    bool operator==(const OpenFiles &) const = default;
};

/// What the gateway wants (contract 8).
constexpr std::uint64_t WantedOpenFiles = 32'768;

OpenFiles openFiles();
/// Raises the soft limit to `wanted`, or to the hard limit if that is less; never lowers it. Once, at start.
OpenFiles raiseOpenFiles(std::uint64_t wanted = WantedOpenFiles);

} // namespace Belay

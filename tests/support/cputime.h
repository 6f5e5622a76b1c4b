// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <ctime>

namespace Belay {

/// What this thread has used of a processor: a budget of work that holds on a loaded machine too.
inline std::chrono::microseconds threadCpuTime()
{
    timespec used {};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
    return std::chrono::floor<std::chrono::microseconds>(
        std::chrono::seconds {used.tv_sec} + std::chrono::nanoseconds {used.tv_nsec});
}

} // namespace Belay

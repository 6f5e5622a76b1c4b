// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/enumnames.h"

namespace Belay {

// The closed sets of TRACE, in contract 5.

/// How a request to the gateway ended for its client.
enum class TraceEnd { Ok, Error, Cut, ClientGone };
template <>
struct EnumNames<TraceEnd> {
    static constexpr auto values = std::to_array<std::string_view>({"ok", "error", "cut", "client-gone"});
};

/// Why an attempt was made, or, for a race, that another one won it.
enum class AttemptNote { Retry, Fallback, NextKey, Hedge, Race, HalfOpen, AllBlocked, LostRace };
template <>
struct EnumNames<AttemptNote> {
    static constexpr auto values = std::to_array<std::string_view>(
        {"retry", "fallback", "next-key", "hedge", "race", "half-open", "all-blocked", "lost-race"});
};

} // namespace Belay

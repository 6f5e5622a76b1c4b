// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/enumnames.h"
#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/base/time.h"
#include "core/domain/configissue.h"
#include "core/domain/sets.h"

#include <map>

namespace Belay {

/// The scripted faults of the simulator: contract 10, in its order.
enum class WeatherKind {
    Clear,
    Status,
    Storm429,
    Quota,
    BadKey,
    NoModel,
    SlowFirst,
    SlowStream,
    Hang,
    Reset,
    Cut,
    Fake200,
    Html200,
    Empty,
    Garbage,
    Flood,
    Redirect,
    PingsOnly,
    // of status pages alone
    Website,
    Degraded,
    PartialOutage,
    MajorOutage,
    Maintenance
};
/// Whether it is what a page says, and not what happens to a request.
bool isOfPages(WeatherKind kind);
template <>
struct EnumNames<WeatherKind> {
    static constexpr auto values = std::to_array<std::string_view>(
        {"clear", "status", "storm-429", "quota", "bad-key", "no-model", "slow-first", "slow-stream", "hang",
            "reset", "cut", "fake-200", "html-200", "empty", "garbage", "flood", "redirect", "pings-only",
            "website", "degraded", "partial-outage", "major-outage", "maintenance"});
};

/// One fault from its time on. Of the values each kind reads its own.
struct WeatherPoint {
    Milliseconds at {0}; ///< since the weather was set
    WeatherKind kind = WeatherKind::Clear;
    int status = 503;
    QByteArray body; ///< empty: what the provider says under this status
    Milliseconds retryAfter {5'000};
    Milliseconds delay {0}; ///< until the first byte of the answer
    Milliseconds perEvent {0};
    int afterEvents = 0;
    bool operator==(const WeatherPoint &) const = default;
};

/// What the simulated providers do when: a timeline for each target, or for a provider as a whole.
struct Weather {
    NetworkState network = NetworkState::Online; ///< captive: a log-in page answers in place of everybody
    std::map<TargetId, std::vector<WeatherPoint>> targets; ///< each in the order of time
    std::map<ProviderId, std::vector<WeatherPoint>> pages {}; ///< what their status pages say, or fail to
    bool operator==(const Weather &) const = default;

    /// What holds after `elapsed`; clear where nothing is said.
    const WeatherPoint &at(const TargetId &target, Milliseconds elapsed) const;
};

/// Reads a weather file whole, or names everything in it that does not fit.
Result<Weather, ConfigErrors> readWeather(const QByteArray &json);

} // namespace Belay

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/http/httpvalues.h"
#include "core/simulator/voice.h"
#include "core/simulator/weather.h"

namespace Belay {

/// Where a simulated provider has its status page, below its own port.
constexpr QLatin1StringView PagePath {"/status-page"};
bool isPagePath(QByteArrayView target);

/// The status pages of simulated providers, in Atlassian's form: an API and a chat website, and an incident
/// for each time of trouble that the weather has had so far.
class SimulatedPage final
{
public:
    SimulatedPage(const Weather &weather, SteadyTime since, const Clock &clock);

    const WeatherPoint &weatherOf(const ProviderId &provider) const;
    /// What the page answers to a path below PagePath; 404 with HTML for one that it does not know.
    HttpAnswer answer(const ProviderId &provider, QByteArrayView target) const;

private:
    const Weather &m_weather;
    Milliseconds m_elapsed;
    WallTime m_since; // when the weather was set
};

} // namespace Belay

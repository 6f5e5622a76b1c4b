// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/bench/gatewayfigures.h"

#include <algorithm>
#include <array>

namespace Belay {

namespace {

struct Wanted {
    std::string_view what;
    std::string_view unit;
    double target;
    Figure::Bound bound = Figure::Bound::AtMost;
};

constexpr auto Table = std::to_array<Wanted>({
    {"p50RatioNginx", "x", 1.3},
    {"rpsRatioNginx", "x", 0.2, Figure::Bound::AtLeast},
    {"rpsRatioNginxNoHistory", "x", 0.3, Figure::Bound::AtLeast},
    {"streams512CpuRatio", "x", 2},
    {"streams512P99Ratio", "x", 2.5},
    {"streams512Lost", "events", 0},
    {"streams1000Lost", "events", 0},
    {"addedFirstTokenP99Ms", "ms", 1},
    {"residentPerStreamKiB", "KiB", 64},
    {"residentPerTlsStreamKiB", "KiB", 96},
    {"idle4000MiB", "MiB", 100},
    {"body20MiBRatio", "x", 1.5},
    {"idleCpuPercent", "%", 0.3},
    {"slowReaderGrowthMiB", "MiB", 2},
});

} // namespace

bool GatewayFigures::isName(std::string_view name)
{
    return std::ranges::any_of(Table, [&](const Wanted &wanted) { return wanted.what == name; });
}

bool GatewayFigures::wants(std::initializer_list<std::string_view> names) const
{
    return m_only.empty() || std::ranges::any_of(names, [this](std::string_view name) {
        return std::ranges::find(m_only, name) != m_only.end();
    });
}

std::vector<Figure> GatewayFigures::all() const
{
    std::vector<Figure> figures;
    for (const Wanted &wanted : Table) {
        const auto found = m_values.find(std::string(wanted.what));
        if (found != m_values.end())
            figures.push_back(
                {found->first, found->second, std::string(wanted.unit), wanted.target, wanted.bound});
    }
    return figures;
}

} // namespace Belay

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/bench/figures.h"

#include <map>
#include <optional>
#include <string_view>

namespace Belay {

/// The figures of contract 9 as they come, given back in its order with their units and targets.
class GatewayFigures final
{
public:
    explicit GatewayFigures(std::vector<std::string> only)
        : m_only(std::move(only))
    { }
    /// Whether any of these was asked for.
    bool wants(std::initializer_list<std::string_view> names) const;
    void set(std::string_view name, double value) { m_values[std::string(name)] = value; }
    std::optional<double> valueOf(const std::string &name) const
    {
        const auto found = m_values.find(name);
        return found == m_values.end() ? std::nullopt : std::optional(found->second);
    }
    std::vector<Figure> all() const;

    static bool isName(std::string_view name);

private:
    std::vector<std::string> m_only; // empty: all
    std::map<std::string, double> m_values;
};

} // namespace Belay

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/bench/figures.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <iomanip>
#include <sstream>

#include <nlohmann/json.hpp>

namespace Belay {

namespace {

/// Two decimals are more than a machine repeats.
double rounded(double value)
{
    return std::round(value * 100) / 100;
}

} // namespace

double millisecondsOf(const std::function<void()> &work)
{
    const auto began = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - began).count();
}

double p95Of(std::vector<double> runs)
{
    if (runs.empty())
        return 0;
    std::sort(runs.begin(), runs.end());
    const auto rank = static_cast<size_t>(std::ceil(0.95 * static_cast<double>(runs.size())));
    return runs[rank - 1];
}

std::string toJson(const std::string &name, const std::vector<Figure> &figures)
{
    using Json = nlohmann::ordered_json;
    Json list = Json::array();
    for (const Figure &figure : figures)
        list.push_back({{"what", figure.what}, {"value", rounded(figure.value)}, {"unit", figure.unit},
            {"target", figure.target}, {"ok", figure.ok()}});
    return Json {{"name", name}, {"figures", list}}.dump();
}

std::string toTable(const std::string &name, const std::vector<Figure> &figures)
{
    std::ostringstream out;
    out << name << '\n';
    for (const Figure &figure : figures) {
        out << "  " << std::left << std::setw(28) << figure.what << std::right << std::setw(14) << std::fixed
            << std::setprecision(2) << figure.value << ' ' << std::left << std::setw(10) << figure.unit
            << (figure.bound == Figure::Bound::AtMost ? " at most  " : " at least ") << std::right
            << std::setw(10) << std::setprecision(1) << figure.target << "  "
            << (figure.ok() ? "ok" : "MISSED") << '\n';
    }
    return out.str();
}

} // namespace Belay

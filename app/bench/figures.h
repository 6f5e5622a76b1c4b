// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <iosfwd>
#include <string>
#include <vector>

namespace Belay {

/// How a bench was asked to run.
struct BenchCall {
    int &argc;
    char **argv;
    bool quick = false; ///< a look at whether it works: less of everything, figures that say little
    std::ostream &progress;
    std::vector<std::string> only {}; ///< figures that are wanted; empty: all
    int seconds = 0; ///< of a stream, where a bench has streams; 0: as long as its target is about
};

/// One measured figure beside what it has to be (contract 9).
struct Figure {
    enum class Bound { AtMost, AtLeast };
    std::string what;
    double value = 0;
    std::string unit;
    double target = 0;
    Bound bound = Bound::AtMost;

    bool ok() const { return bound == Bound::AtMost ? value <= target : value >= target; }
};

double millisecondsOf(const std::function<void()> &work);
/// The value that 95 of 100 runs stay under.
double p95Of(std::vector<double> runs);

/// Contract 9: `{"name","figures":[{"what","value","unit","target","ok"}]}`.
std::string toJson(const std::string &name, const std::vector<Figure> &figures);
std::string toTable(const std::string &name, const std::vector<Figure> &figures);

} // namespace Belay

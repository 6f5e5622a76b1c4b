// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#ifdef BELAY_UI
#include "app/bench/desktopbench.h"
#endif
#include "app/bench/figures.h"
#include "app/bench/historybench.h"

#include <array>
#include <iostream>
#include <string_view>

namespace {

struct Bench {
    std::string_view name;
    std::vector<Belay::Figure> (*run)(const Belay::BenchCall &call);
};

constexpr auto benches = std::to_array<Bench>({
    {"history", &Belay::runHistoryBench},
#ifdef BELAY_UI
    {"desktop", &Belay::runDesktopBench},
#endif
});

int usage()
{
    std::cerr << "usage: belay_bench NAME [--quick] [--json]\nnames:";
    for (const Bench &bench : benches)
        std::cerr << ' ' << bench.name;
    std::cerr << '\n';
    return 64;
}

} // namespace

int main(int argc, char **argv)
{
    bool json = false;
    bool quick = false;
    std::string_view name;
    for (int i = 1; i < argc; ++i) {
        const std::string_view word = argv[i];
        if (word == "--json")
            json = true;
        else if (word == "--quick")
            quick = true;
        else if (name.empty() && !word.starts_with('-'))
            name = word;
        else
            return usage();
    }
    for (const Bench &bench : benches) {
        if (bench.name != name)
            continue;
        const std::vector<Belay::Figure> figures = bench.run({argc, argv, quick, std::cerr});
        std::cout << (json ? Belay::toJson(std::string(name), figures) + '\n'
                           : Belay::toTable(std::string(name), figures));
        return figures.empty() ? 74 : 0; // a bench without figures could not use its disk
    }
    return usage();
}

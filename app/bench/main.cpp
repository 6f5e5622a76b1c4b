// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#ifdef BELAY_UI
#include "app/bench/desktopbench.h"
#endif
#include "app/bench/figures.h"
#include "app/bench/gatewaybench.h"
#include "app/bench/historybench.h"
#include "app/bench/withouthistory.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <iostream>
#include <optional>
#include <string_view>

namespace {

struct Bench {
    std::string_view name;
    std::vector<Belay::Figure> (*run)(const Belay::BenchCall &call);
    bool hasParts = false; ///< whether --only and --seconds say something to it
};

constexpr auto benches = std::to_array<Bench>({
    {"history", &Belay::runHistoryBench},
#ifdef BELAY_UI
    {"desktop", &Belay::runDesktopBench},
#endif
    {"gateway", &Belay::runGatewayBench, true},
});

struct Words {
    bool json = false;
    bool quick = false;
    std::vector<std::string> only;
    int seconds = 0;
    std::string_view name;
};

int usage()
{
    std::cerr << "usage: belay_bench NAME [--quick] [--json]\nnames:";
    for (const Bench &bench : benches)
        std::cerr << ' ' << bench.name;
    std::cerr << "\nof gateway alone: --only FIGURE,FIGURE… --seconds N (of its streams)\n";
    return 64;
}

std::vector<std::string> split(std::string_view list)
{
    std::vector<std::string> names;
    while (!list.empty()) {
        const size_t comma = list.find(',');
        names.emplace_back(list.substr(0, comma));
        list.remove_prefix(comma == std::string_view::npos ? list.size() : comma + 1);
    }
    return names;
}

/// Nothing where they are not to be understood.
std::optional<Words> read(int argc, char **argv)
{
    Words words;
    for (int i = 1; i < argc; ++i) {
        const std::string_view word = argv[i];
        const bool hasNext = i + 1 < argc;
        if (word == "--json") {
            words.json = true;
        } else if (word == "--quick") {
            words.quick = true;
        } else if (word == "--only" && hasNext) {
            words.only = split(argv[++i]);
        } else if (word == "--seconds" && hasNext) {
            words.seconds = std::atoi(argv[++i]);
            if (words.seconds < 1)
                return {};
        } else if (words.name.empty() && !word.starts_with('-')) {
            words.name = word;
        } else {
            return {};
        }
    }
    return words;
}

} // namespace

int main(int argc, char **argv)
{
    if (argc == 3 && std::string_view(argv[1]) == Belay::ServeWithoutHistory)
        return Belay::serveWithoutHistory(argc, argv);
    const std::optional<Words> words = read(argc, argv);
    if (!words)
        return usage();
    const auto *const bench = std::ranges::find(benches, words->name, &Bench::name);
    if (bench == benches.end() || (!bench->hasParts && (!words->only.empty() || words->seconds > 0)))
        return usage();
    const std::vector<Belay::Figure> figures
        = bench->run({argc, argv, words->quick, std::cerr, words->only, words->seconds});
    const std::string name(bench->name);
    std::cout << (words->json ? Belay::toJson(name, figures) + '\n' : Belay::toTable(name, figures));
    return figures.empty() ? 74 : 0; // a bench without figures could not use its disk, or lacks a program
}

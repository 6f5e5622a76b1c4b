// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/chainrisks.h"

#include <algorithm>
#include <array>

namespace Belay {

namespace {

bool isRisk(const ChainProblem &problem)
{
    static const std::array codes {QStringLiteral("no-fallback"), QStringLiteral("same-provider"),
        QStringLiteral("same-upstream"), QStringLiteral("no-time-for-step"), QStringLiteral("missing-key")};
    return problem.isError || std::ranges::find(codes, problem.code) != codes.end();
}

} // namespace

std::optional<ChainRisk> chainRisk(const Config &config, const Catalogue &catalogue)
{
    std::optional<ChainRisk> risk;
    for (const ChainProblem &problem : chainProblems(config, catalogue)) {
        if (!isRisk(problem))
            continue;
        if (risk)
            ++risk->others;
        else
            risk = ChainRisk {problem, 0};
    }
    return risk;
}

} // namespace Belay

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/chainrisks.h"

#include "core/domain/configvalidator.h"

namespace Belay {

std::optional<ChainRisk> chainRisk(const Config &config, const Catalogue &catalogue)
{
    std::optional<ChainRisk> risk;
    for (const ChainProblem &problem : chainProblems(config, catalogue)) {
        if (!problem.isError && severityOf(problem.code) != WarningSeverity::Risk)
            continue;
        if (risk)
            ++risk->others;
        else
            risk = ChainRisk {problem, 0};
    }
    return risk;
}

} // namespace Belay

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/cachedboard.h"

#include "core/domain/cover.h"
#include "core/engine/boardfigures.h"
#include "core/history/sqlitehistory.h"
#include "core/monitor/diagnosis.h"
#include "core/monitor/monitoredprovider.h"

#include <QFileInfo>

#include <algorithm>

namespace Belay {

namespace {

struct Known {
    std::vector<Span> spans; ///< the newest of each subject
    std::vector<CardFigures> figures;
};

std::vector<TargetId> targetsOf(const Config &config)
{
    std::vector<TargetId> targets;
    for (const ProviderConfig &provider : config.providers)
        std::ranges::move(watchedTargets(provider, Catalogue::builtIn()), std::back_inserter(targets));
    return targets;
}

TargetStatus statusOf(
    const TargetId &id, const ProviderConfig &provider, const std::vector<Span> &newest, WallTime now)
{
    TargetStatus status;
    status.id = id;
    status.providerName = provider.name;
    status.since = now;
    Span told;
    told.subject = id;
    told.owner = Owner::Unknown;
    told.outcome = Outcome::Skipped;
    const auto found = std::ranges::find(newest, id, &Span::subject);
    if (found != newest.end()) {
        status.lastCheckAt = found->to;
        status.since = found->from;
        if (now - found->to <= coverOf(provider.monitor.completionEvery.value_or(provider.monitor.every)))
            told = *found;
    }
    status.verdict = recalled(told, provider.name);
    return status;
}

} // namespace

Result<StatusBoard> cachedBoard(const QString &historyPath, const Config &config, WallTime now)
{
    StatusBoard board;
    board.generatedAt = now;
    auto queries = SqliteHistory::openBeside(historyPath);
    if (!queries && QFileInfo::exists(historyPath))
        return Unexpected {queries.error()};
    const std::vector<TargetId> targets = targetsOf(config);
    Known known;
    if (queries) {
        auto read = answerOf(**queries, [&](HistoryQueries &history) {
            return Known {history.newestSpans(), history.cards(targets, now)};
        });
        if (!read)
            return Unexpected {read.error()};
        known = std::move(*read);
    }
    for (const TargetId &target : targets)
        board.targets.push_back(statusOf(target, *config.provider(target.provider), known.spans, now));
    if (queries) {
        std::map<TargetId, CardFigures> byTarget;
        for (size_t i = 0; i < std::min(targets.size(), known.figures.size()); ++i)
            byTarget.emplace(targets[i], known.figures[i]);
        board = *withFigures(board, byTarget);
    }
    std::ranges::stable_sort(
        board.targets, {}, [](const TargetStatus &target) { return severityRank(target.verdict.state); });
    board.overall = overallOf(board.targets, board.network, now);
    return board;
}

} // namespace Belay

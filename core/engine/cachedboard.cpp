// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/cachedboard.h"

#include "core/domain/cover.h"
#include "core/engine/boardfigures.h"
#include "core/history/sqlitehistory.h"
#include "core/http/localhost.h"
#include "core/monitor/diagnosis.h"
#include "core/monitor/monitoredprovider.h"
#include "core/providers/codec.h"

#include <QFileInfo>

#include <algorithm>

namespace Belay {

namespace {

struct Known {
    WallTime at;
    std::vector<Span> spans {}; ///< the newest of each subject
    std::map<TargetId, WallTime> since {}; ///< of their states
    std::vector<CardFigures> figures {};
};

Known knownIn(HistoryQueries &history, const std::vector<TargetId> &targets, WallTime now)
{
    Known known {now, history.newestSpans()};
    for (const TargetId &target : targets) {
        if (const auto since = history.stateSince(target))
            known.since.emplace(target, *since);
    }
    known.figures = history.cards(targets, now);
    return known;
}

std::vector<TargetId> targetsOf(const Config &config)
{
    std::vector<TargetId> targets;
    for (const ProviderConfig &provider : config.providers)
        std::ranges::move(watchedTargets(provider, Catalogue::builtIn()), std::back_inserter(targets));
    return targets;
}

/// As long as of a provider that is asked as often as usual.
constexpr Milliseconds NetworkCover = coverOf(Milliseconds {300'000});

bool needsInternet(const ProviderConfig &provider, const Config &config)
{
    const ProviderKind &kind = Catalogue::builtIn().kind(provider.kind);
    return !needsNoInternet(config.network.local, baseUrlOf(provider, kind));
}

/// The newest word on the own network, unless a target in the internet was seen after its trouble.
std::optional<Span> ownNetworkIn(const std::vector<Span> &newest, const Config &config, WallTime now)
{
    const auto found = std::ranges::find(newest, ownNetworkSubject(), &Span::subject);
    if (found == newest.end() || now - found->to > NetworkCover)
        return {};
    const bool isOver
        = found->state == TargetState::Down && std::ranges::any_of(newest, [&](const Span &span) {
              const ProviderConfig *provider = config.provider(span.subject.provider);
              return provider && needsInternet(*provider, config) && span.state != TargetState::Paused
                  && span.to > found->to;
          });
    return isOver ? std::nullopt : std::optional(*found);
}

NetworkStatus networkOf(const std::optional<Span> &network)
{
    if (!network)
        return {};
    if (network->state == TargetState::Up)
        return {NetworkState::Online, network->from};
    return {network->outcome == Outcome::NotAnAnswer ? NetworkState::Captive : NetworkState::Offline,
        network->from};
}

TargetStatus statusOf(
    const TargetId &id, const Config &config, const Known &known, const std::optional<Span> &trouble)
{
    const ProviderConfig &provider = *config.provider(id.provider);
    TargetStatus status;
    status.id = id;
    status.providerName = provider.name;
    status.since = known.at;
    Span told;
    told.owner = Owner::Unknown;
    told.outcome = Outcome::Skipped;
    const bool isCutOff = trouble && needsInternet(provider, config);
    if (isCutOff) {
        told = *trouble;
        told.state = TargetState::NoData;
        status.since = trouble->from;
    }
    told.subject = id;
    const auto found = std::ranges::find(known.spans, id, &Span::subject);
    if (found != known.spans.end()) {
        status.lastCheckAt = found->to;
        const Milliseconds every = provider.monitor.completionEvery.value_or(provider.monitor.every);
        const bool vouches = known.at - found->to <= coverOf(every);
        if (vouches && (!isCutOff || found->state == TargetState::Paused))
            told = *found;
        const auto since = known.since.find(id);
        status.since
            = told.state == TargetState::NoData || since == known.since.end() ? found->to : since->second;
    }
    status.verdict = recalled(told, provider, config.network.local);
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
    Known known {now};
    if (queries) {
        auto read
            = answerOf(**queries, [&](HistoryQueries &history) { return knownIn(history, targets, now); });
        if (!read)
            return Unexpected {read.error()};
        known = std::move(*read);
    }
    const std::optional<Span> network = ownNetworkIn(known.spans, config, now);
    board.network = networkOf(network);
    const std::optional<Span> trouble = isDown(board.network.state) ? network : std::nullopt;
    for (const TargetId &target : targets)
        board.targets.push_back(statusOf(target, config, known, trouble));
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

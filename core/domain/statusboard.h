// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/incident.h"
#include "core/domain/monthspending.h"
#include "core/domain/pagereading.h"
#include "core/domain/recentcheck.h"
#include "core/domain/sample.h"
#include "core/domain/span.h"
#include "core/domain/verdict.h"

#include <QDate>

#include <vector>

namespace Belay {

struct LatencySummary {
    qint64 n = 0;
    std::optional<Microseconds> p50;
    std::optional<Microseconds> p95;
    bool operator==(const LatencySummary &) const = default;
};

/// What the provider's own page says. A page that could not be read is *unknown*, never *down*.
struct Notice {
    NoticeState state = NoticeState::Unknown;
    QString page;
    WallTime seenAt;
    QString title {}; ///< of the open post that goes with the state; the provider's text
    bool operator==(const Notice &) const = default;
};

struct KeyStatus {
    KeyId id;
    KeyStorage storage = KeyStorage::LockedOrMissing;
    KeyHealth health = KeyHealth::Unchecked;
    QString last4;
    std::optional<WallTime> checkedAt;
    std::vector<ToldLimits> limits {}; ///< newest first; since the program began
    bool operator==(const KeyStatus &) const = default;
};

/// One row of the dashboard and one entry of STATUS (contract 5).
struct TargetStatus {
    TargetId id;
    QString providerName;
    Verdict verdict;
    WallTime since; ///< of the state
    Proof proof = Proof::None;
    UptimeFigure uptime24h;
    UptimeFigure uptime30d;
    LatencySummary firstContent; ///< of 24 h
    std::optional<WallTime> lastCheckAt;
    std::optional<WallTime> nextCheckAt;
    std::optional<Notice> notice;
    std::vector<RecentCheck> recent; ///< oldest first, at most RecentChecks
    std::optional<Microseconds> slowLimit; ///< of first contents, now; empty without a model
    std::optional<Milliseconds>
        completionEvery; ///< in force, stretched by the budget; empty when completions are off
    QString completionNote; ///< why completions are off or stretched; empty when they run as configured
    NanoUsd spentThisMonth = 0; ///< by probes of this target
    std::vector<QString> offeredModels; ///< what the provider lists now, when the target's own model has gone
    std::optional<QDate> retiresOn; ///< the last day of the model, where its provider's list names one
    std::optional<IncidentMark> incident; ///< open, of the verdict's cause where there are several
    bool operator==(const TargetStatus &) const = default;

    static constexpr size_t RecentChecks = 60;
};

struct ProviderStatus {
    ProviderId id;
    QString name;
    TargetState state = TargetState::Checking;
    std::vector<KeyStatus> keys;
    std::optional<PageReading> page; ///< empty: it has none, or the person does not want it read
    MonthSpending spending {};
    bool operator==(const ProviderStatus &) const = default;
};

struct NetworkStatus {
    NetworkState state = NetworkState::Unknown;
    std::optional<WallTime> since;
    bool operator==(const NetworkStatus &) const = default;
};
/// Whether nothing can be told of providers in the internet.
constexpr bool isDown(NetworkState state)
{
    return state == NetworkState::Offline || state == NetworkState::Captive;
}

enum class OverallState { Up, Degraded, Down, Unknown };
template <>
struct EnumNames<OverallState> {
    static constexpr auto values = std::to_array<std::string_view>({"up", "degraded", "down", "unknown"});
};

struct Overall {
    OverallState state = OverallState::Unknown;
    int providersUp = 0;
    int providers = 0;
    QString sentence; ///< answers the question: "4 of 5 providers serve you. Anthropic is down: theirs, for 6
                      ///< min."
    bool operator==(const Overall &) const = default;
};

/// All that live pages show: an immutable whole, published at most four times a second.
struct StatusBoard {
    WallTime generatedAt;
    bool demo = false;
    Overall overall;
    NetworkStatus network;
    std::vector<TargetStatus> targets; ///< worst first
    std::vector<ProviderStatus> providers;
    std::vector<Incident> incidents; ///< the open ones, the oldest first
    bool operator==(const StatusBoard &) const = default;
};

/// Sorting key of a state: 0 is the worst. Down, key-rejected, limited, slow, no-data, checking, up, paused.
int severityRank(TargetState state);

/// Up, slow or limited, and not for want of credit: a request would be answered.
bool servesYou(const Verdict &verdict);

/// What to probe in the place of a model that the provider does not know; empty where nothing is called for.
QString modelInstead(const TargetStatus &status);

/// The state is that of the worst target, in the order of the exit status (contract 5).
/// Counts a provider as serving when one of its targets is up, slow or limited; paused rows do not count.
/// Builds the sentence from what `targets` say at `now`.
Overall overallOf(const std::vector<TargetStatus> &targets, const NetworkStatus &network, WallTime now);

/// `Anthropic is down: theirs, for 6 min`; empty for what is no trouble.
QString troubleClause(const TargetStatus &target, WallTime now);

/// `6 min`, `2 h 5 min`, `3 d`: how long ago, in the words of the overall sentence.
QString spokenDuration(Milliseconds duration);

} // namespace Belay

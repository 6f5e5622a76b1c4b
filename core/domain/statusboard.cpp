// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/statusboard.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <map>

namespace Belay {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Belay::StatusBoard)
};

} // namespace

int severityRank(TargetState state)
{
    switch (state) {
    case TargetState::Down:
        return 0;
    case TargetState::KeyRejected:
        return 1;
    case TargetState::Limited:
        return 2;
    case TargetState::Slow:
        return 3;
    case TargetState::NoData:
        return 4;
    case TargetState::Checking:
        return 5;
    case TargetState::Up:
        return 6;
    case TargetState::Paused:
        return 7;
    }
    return 7;
}

QString spokenDuration(Milliseconds duration)
{
    using namespace std::chrono;
    const auto seconds = std::max<qint64>(0, duration_cast<Seconds>(duration).count());
    if (seconds < 60)
        return Words::tr("%1 s").arg(seconds);
    const qint64 minutes = seconds / 60;
    if (minutes < 60)
        return Words::tr("%1 min").arg(minutes);
    const qint64 hours = minutes / 60;
    if (hours < 24)
        return minutes % 60 == 0 ? Words::tr("%1 h").arg(hours)
                                 : Words::tr("%1 h %2 min").arg(hours).arg(minutes % 60);
    const qint64 days = hours / 24;
    return hours % 24 == 0 || days > 6 ? Words::tr("%1 d").arg(days)
                                       : Words::tr("%1 d %2 h").arg(days).arg(hours % 24);
}

namespace {

/// Whose side it is, as the second half of "X is down: …".
QString sideOf(const Verdict &verdict)
{
    switch (verdict.owner) {
    case Owner::Provider:
        return verdict.cause == Cause::Model ? Words::tr("this model only") : Words::tr("theirs");
    case Owner::Upstream:
        return Words::tr("the one behind them");
    case Owner::You:
        switch (verdict.cause) {
        case Cause::Key:
            return Words::tr("your key");
        case Cause::Quota:
            return Words::tr("your credit");
        case Cause::RateLimit:
            return Words::tr("your rate limit");
        case Cause::Network:
            return Words::tr("your network");
        case Cause::Proxy:
            return Words::tr("your proxy");
        case Cause::Clock:
            return Words::tr("your clock");
        default:
            return Words::tr("your set-up");
        }
    case Owner::Belay:
        return Words::tr("Belay's own probe");
    case Owner::None:
    case Owner::Unknown:
        break;
    }
    return Words::tr("not clear whose side");
}

} // namespace

bool servesYou(const Verdict &verdict)
{
    const bool answers = verdict.state == TargetState::Up || verdict.state == TargetState::Slow
        || verdict.state == TargetState::Limited;
    return answers && verdict.cause != Cause::Quota;
}

QString troubleClause(const TargetStatus &target, WallTime now)
{
    // One word for what it is, then whose side, then for how long.
    QString what;
    switch (target.verdict.state) {
    case TargetState::Down:
        what = Words::tr("is down");
        break;
    case TargetState::KeyRejected:
        what = Words::tr("rejects your key");
        break;
    case TargetState::Limited:
        what = Words::tr("limits you");
        break;
    case TargetState::Slow:
        what = Words::tr("is slow");
        break;
    default:
        return {};
    }
    const QString name = target.id.hasModel() && target.verdict.cause == Cause::Model
        ? QString(target.providerName + u' ' + target.id.model)
        : target.providerName;
    // "rejects your key: your key" would say it twice.
    const bool isSaid
        = target.verdict.state == TargetState::KeyRejected && target.verdict.owner != Owner::Provider;
    const QString side = isSaid ? QString() : QString(QStringLiteral(": ") + sideOf(target.verdict));
    return name + u' ' + what + side + Words::tr(", for ") + spokenDuration(now - target.since);
}

namespace {

/// One provider as the question "does it serve you?" sees it.
struct ProviderRow {
    const TargetStatus *worst = nullptr;
    bool serves = false;
    bool known = false;
    bool checking = false;
};

std::map<ProviderId, ProviderRow> rowsOf(const std::vector<TargetStatus> &targets)
{
    std::map<ProviderId, ProviderRow> rows;
    for (const TargetStatus &target : targets) {
        const TargetState state = target.verdict.state;
        if (state == TargetState::Paused)
            continue;
        ProviderRow &row = rows[target.id.provider];
        row.serves = row.serves || servesYou(target.verdict);
        row.checking = row.checking || state == TargetState::Checking;
        row.known = row.known || (state != TargetState::NoData && state != TargetState::Checking);
        if (!row.worst || severityRank(state) < severityRank(row.worst->verdict.state))
            row.worst = &target;
    }
    return rows;
}

std::vector<const TargetStatus *> troublesOf(const std::map<ProviderId, ProviderRow> &rows)
{
    std::vector<const TargetStatus *> troubles;
    for (const auto &[id, row] : rows) {
        if (severityRank(row.worst->verdict.state) < severityRank(TargetState::NoData))
            troubles.push_back(row.worst);
    }
    std::stable_sort(troubles.begin(), troubles.end(), [](const TargetStatus *a, const TargetStatus *b) {
        return severityRank(a->verdict.state) < severityRank(b->verdict.state);
    });
    return troubles;
}

QString howManyServe(const Overall &overall, bool allKnown)
{
    const int all = overall.providers;
    if (all == 1)
        return overall.providersUp == 1 ? Words::tr("Your provider serves you.")
                                        : Words::tr("Your provider does not serve you.");
    if (overall.providersUp > 0)
        return Words::tr("%1 of %n providers serve you.", nullptr, all).arg(overall.providersUp);
    return allKnown ? Words::tr("None of your %n providers serves you.", nullptr, all)
                    : Words::tr("None of your %n providers is known to serve you.", nullptr, all);
}

QString sentenceOf(
    const Overall &overall, bool allKnown, const std::vector<const TargetStatus *> &troubles, WallTime now)
{
    QStringList parts {howManyServe(overall, allKnown)};
    constexpr size_t Named = 2;
    for (size_t i = 0; i < std::min(Named, troubles.size()); ++i)
        parts << troubleClause(*troubles[i], now) + u'.';
    const int unnamed = static_cast<int>(troubles.size()) - static_cast<int>(Named);
    if (unnamed == 1)
        parts << Words::tr("One more needs a look.");
    else if (unnamed > 1)
        parts << Words::tr("%n more need a look.", nullptr, unnamed);
    return parts.join(u' ');
}

/// What is said where nothing can be said of providers; empty where something can.
QString sentenceOfNothing(
    const NetworkStatus &network, const std::map<ProviderId, ProviderRow> &rows, bool anyTarget)
{
    if (network.state == NetworkState::Offline)
        return Words::tr("Your own network is offline, so nothing can be said about the providers.");
    if (network.state == NetworkState::Captive)
        return Words::tr(
            "Your network asks you to log in first, so nothing can be said about the providers.");
    if (rows.empty())
        return anyTarget ? Words::tr("All providers are paused.")
                         : Words::tr("No provider is being watched yet.");
    const bool anyKnown
        = std::any_of(rows.begin(), rows.end(), [](const auto &row) { return row.second.known; });
    if (anyKnown)
        return {};
    const bool anyChecking
        = std::any_of(rows.begin(), rows.end(), [](const auto &row) { return row.second.checking; });
    if (anyChecking)
        return Words::tr("Checking: nothing is known yet.");
    const TargetStatus &first = *rows.begin()->second.worst;
    return (rows.size() == 1 ? Words::tr("Nothing is known of %1 now.").arg(first.providerName)
                             : Words::tr("Nothing is known of any of your providers now."))
        + u' ' + first.verdict.reason;
}

OverallState overallOfOne(TargetState state)
{
    switch (state) {
    case TargetState::Down:
    case TargetState::KeyRejected:
        return OverallState::Down;
    case TargetState::Slow:
    case TargetState::Limited:
        return OverallState::Degraded;
    case TargetState::NoData:
    case TargetState::Checking:
        return OverallState::Unknown;
    case TargetState::Up:
    case TargetState::Paused:
        break;
    }
    return OverallState::Up;
}

/// Of no target nothing is known: a check of the wrong home must not read like "all is well".
OverallState worstOf(const std::vector<TargetStatus> &targets)
{
    if (targets.empty())
        return OverallState::Unknown;
    for (const OverallState worst : {OverallState::Down, OverallState::Degraded, OverallState::Unknown}) {
        const auto isIt = [worst](const TargetStatus &t) { return overallOfOne(t.verdict.state) == worst; };
        if (std::any_of(targets.begin(), targets.end(), isIt))
            return worst;
    }
    return OverallState::Up;
}

} // namespace

QString modelInstead(const TargetStatus &status)
{
    const bool vanished = status.verdict.outcome == Outcome::ModelNotFound && status.id.hasModel();
    const auto other = std::ranges::find_if(status.offeredModels,
        [&](const QString &model) { return model != status.id.model; }); // a list may name it still
    return vanished && other != status.offeredModels.end() ? *other : QString();
}

Overall overallOf(const std::vector<TargetStatus> &targets, const NetworkStatus &network, WallTime now)
{
    const std::map<ProviderId, ProviderRow> rows = rowsOf(targets);
    Overall overall;
    overall.state = worstOf(targets);
    overall.providers = static_cast<int>(rows.size());
    for (const auto &[id, row] : rows)
        overall.providersUp += row.serves ? 1 : 0;
    overall.sentence = sentenceOfNothing(network, rows, !targets.empty());
    if (!overall.sentence.isEmpty())
        return overall;

    const std::vector<const TargetStatus *> troubles = troublesOf(rows);
    const bool allKnown
        = std::all_of(rows.begin(), rows.end(), [](const auto &row) { return row.second.known; });
    if (!troubles.empty() || overall.providersUp != overall.providers)
        overall.sentence = sentenceOf(overall, allKnown, troubles, now);
    else if (overall.providers == 1)
        overall.sentence = Words::tr("%1 serves you.").arg(rows.begin()->second.worst->providerName);
    else
        overall.sentence = Words::tr("All %n providers serve you.", nullptr, overall.providers);
    return overall;
}

} // namespace Belay

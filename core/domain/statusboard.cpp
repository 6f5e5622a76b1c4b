// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/statusboard.h"

#include <QStringList>

#include <algorithm>
#include <map>

namespace Belay {

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
        return QStringLiteral("%1 s").arg(seconds);
    const qint64 minutes = seconds / 60;
    if (minutes < 60)
        return QStringLiteral("%1 min").arg(minutes);
    const qint64 hours = minutes / 60;
    if (hours < 24)
        return minutes % 60 == 0 ? QStringLiteral("%1 h").arg(hours)
                                 : QStringLiteral("%1 h %2 min").arg(hours).arg(minutes % 60);
    const qint64 days = hours / 24;
    return hours % 24 == 0 || days > 6 ? QStringLiteral("%1 d").arg(days)
                                       : QStringLiteral("%1 d %2 h").arg(days).arg(hours % 24);
}

namespace {

bool serves(TargetState state)
{
    return state == TargetState::Up || state == TargetState::Slow || state == TargetState::Limited;
}

/// Whose side it is, as the second half of "X is down: …".
QString sideOf(const Verdict &verdict)
{
    switch (verdict.owner) {
    case Owner::Provider:
        return verdict.cause == Cause::Model ? QStringLiteral("this model only") : QStringLiteral("theirs");
    case Owner::Upstream:
        return QStringLiteral("the one behind them");
    case Owner::You:
        switch (verdict.cause) {
        case Cause::Key:
            return QStringLiteral("your key");
        case Cause::Quota:
            return QStringLiteral("your credit");
        case Cause::RateLimit:
            return QStringLiteral("your rate limit");
        case Cause::Network:
            return QStringLiteral("your network");
        case Cause::Proxy:
            return QStringLiteral("your proxy");
        case Cause::Clock:
            return QStringLiteral("your clock");
        default:
            return QStringLiteral("your set-up");
        }
    case Owner::Belay:
        return QStringLiteral("Belay's own probe");
    case Owner::None:
    case Owner::Unknown:
        break;
    }
    return QStringLiteral("not clear whose side");
}

QString stateClause(const TargetStatus &target, WallTime now)
{
    // One word for what it is, then whose side, then for how long.
    QString what;
    switch (target.verdict.state) {
    case TargetState::Down:
        what = QStringLiteral("is down");
        break;
    case TargetState::KeyRejected:
        what = QStringLiteral("rejects your key");
        break;
    case TargetState::Limited:
        what = QStringLiteral("limits you");
        break;
    case TargetState::Slow:
        what = QStringLiteral("is slow");
        break;
    default:
        return {};
    }
    const QString name = target.id.hasModel() && target.verdict.cause == Cause::Model
        ? QString(target.providerName + u' ' + target.id.model)
        : target.providerName;
    // "rejects your key: your key" would say it twice.
    const QString side = target.verdict.state == TargetState::KeyRejected
        ? QString()
        : QString(QStringLiteral(": ") + sideOf(target.verdict));
    return name + u' ' + what + side + QStringLiteral(", for ") + spokenDuration(now - target.since);
}

/// One provider as the question "does it serve you?" sees it.
struct ProviderRow {
    const TargetStatus *worst = nullptr;
    bool serves = false;
    bool known = false;
};

std::map<ProviderId, ProviderRow> rowsOf(const std::vector<TargetStatus> &targets)
{
    std::map<ProviderId, ProviderRow> rows;
    for (const TargetStatus &target : targets) {
        const TargetState state = target.verdict.state;
        if (state == TargetState::Paused)
            continue;
        ProviderRow &row = rows[target.id.provider];
        row.serves = row.serves || serves(state);
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

QString sentenceOf(const Overall &overall, const std::vector<const TargetStatus *> &troubles, WallTime now)
{
    QStringList parts;
    parts << (overall.providers == 1 && overall.providersUp == 0
            ? QStringLiteral("Your provider does not serve you.")
            : QStringLiteral("%1 of %2 providers serve you.")
                  .arg(overall.providersUp)
                  .arg(overall.providers));
    constexpr size_t Named = 2;
    for (size_t i = 0; i < std::min(Named, troubles.size()); ++i)
        parts << stateClause(*troubles[i], now) + u'.';
    if (troubles.size() > Named)
        parts << (troubles.size() == Named + 1
                ? QStringLiteral("One more needs a look.")
                : QStringLiteral("%1 more need a look.").arg(troubles.size() - Named));
    return parts.join(u' ');
}

/// What is said where nothing can be said of providers; empty where something can.
QString sentenceOfNothing(const NetworkStatus &network, const std::map<ProviderId, ProviderRow> &rows)
{
    if (network.state == NetworkState::Offline)
        return QStringLiteral("Your own network is offline, so nothing can be said about the providers.");
    if (network.state == NetworkState::Captive)
        return QStringLiteral(
            "Your network asks you to log in first, so nothing can be said about the providers.");
    if (rows.empty())
        return QStringLiteral("No provider is being watched yet.");
    const bool anyKnown
        = std::any_of(rows.begin(), rows.end(), [](const auto &row) { return row.second.known; });
    return anyKnown ? QString() : QStringLiteral("Checking: nothing is known yet.");
}

} // namespace

Overall overallOf(const std::vector<TargetStatus> &targets, const NetworkStatus &network, WallTime now)
{
    const std::map<ProviderId, ProviderRow> rows = rowsOf(targets);
    Overall overall;
    overall.providers = static_cast<int>(rows.size());
    for (const auto &[id, row] : rows)
        overall.providersUp += row.serves ? 1 : 0;
    overall.sentence = sentenceOfNothing(network, rows);
    if (!overall.sentence.isEmpty())
        return overall;

    const std::vector<const TargetStatus *> troubles = troublesOf(rows);
    const bool anyDown = std::any_of(troubles.begin(), troubles.end(), [](const TargetStatus *target) {
        return target->verdict.state == TargetState::Down
            || target->verdict.state == TargetState::KeyRejected;
    });
    overall.state = anyDown ? OverallState::Down
        : troubles.empty()  ? OverallState::Up
                            : OverallState::Degraded;
    if (!troubles.empty() || overall.providersUp != overall.providers)
        overall.sentence = sentenceOf(overall, troubles, now);
    else if (overall.providers == 1)
        overall.sentence = QStringLiteral("%1 serves you.").arg(rows.begin()->second.worst->providerName);
    else
        overall.sentence = QStringLiteral("All %1 providers serve you.").arg(overall.providers);
    return overall;
}

} // namespace Belay

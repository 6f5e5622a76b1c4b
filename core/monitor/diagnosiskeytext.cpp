// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/diagnosistext.h"
#include "core/monitor/diagnosiswords.h"

#include <QCoreApplication>

namespace Belay {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Belay::Diagnosis)
};

/// The provider's own check of keys may be what broke.
DiagnosisText refusedText(const DiagnosisEvidence &e, const Side &side)
{
    const QString p = e.provider;
    const QString account = accountOf(e);
    if (side.owner == Owner::Provider && areAllKeysRefused(e.keys))
        return {Words::tr("%1 refuses all %2 of your keys at once%3, and all of them worked before: its own "
                          "check of keys looks broken%4.")
                    .arg(p)
                    .arg(e.keys.asked)
                    .arg(statusOf(e), scopeOf(e)),
            Words::tr("Do not replace your keys yet. See in %1 that they still stand; if they do, it is "
                      "theirs. Use "
                      "another provider meanwhile.")
                .arg(account)};
    if (side.owner == Owner::Provider)
        return {Words::tr("%1 refuses your key%2 since its status page tells of trouble with keys: its own "
                          "check looks broken.")
                    .arg(p, statusOf(e)),
            Words::tr(
                "It is theirs. Do not replace the key yet; use another provider until %1 says that it is "
                "solved.")
                .arg(p)};
    if (side.owner == Owner::Unknown)
        return {Words::tr("%1 refuses a key that worked before%2, and it is not clear whether the key was "
                          "withdrawn or their check of keys broke.")
                    .arg(p, statusOf(e)),
            Words::tr("Look in %1 whether the key still stands: if not, make a new one; if so, it is theirs.")
                .arg(account)};
    if (e.keys.wereGood && e.keys.asked > 0)
        return {Words::tr("%1 refuses your key%2, which worked before.").arg(p, statusOf(e)),
            Words::tr("Replace the key: it was withdrawn or has run out. Make a new one in %1.")
                .arg(account)};
    const QString host = e.unnamed && e.host.isEmpty()
        ? QString()
        : Words::tr(" and check that it was made for %1").arg(hostOf(e));
    return {Words::tr("%1 refuses your key%2.").arg(p, statusOf(e)),
        Words::tr("Replace the key: make a new one in %1%2.").arg(account, host)};
}

QString howLong(const DiagnosisEvidence &e)
{
    const bool spent = e.limit && e.limit->remaining <= 0;
    const std::optional<Milliseconds> wait = e.retryAfter ? e.retryAfter
        : spent                                           ? e.limit->reset
                                                          : std::nullopt;
    return wait ? Words::tr("Wait %1, then send less").arg(spokenDuration(*wait))
                : Words::tr("Wait, then send less");
}

DiagnosisText limitText(const DiagnosisEvidence &e)
{
    const QString page = isPageGreen(e.notice)
        ? Words::tr("; the service itself works, as its status page says")
        : QString();
    return {Words::tr("%1 limits your key: more was sent than your tier allows%2%3.")
                .arg(e.provider, statusOf(e), page),
        Words::tr("%1, or use a key of another account. It is not an outage.").arg(howLong(e))};
}

} // namespace

DiagnosisText keyText(const DiagnosisEvidence &e, const Side &side)
{
    const QString p = e.provider;
    switch (e.outcome) {
    case Outcome::Auth:
        return refusedText(e, side);
    case Outcome::Forbidden:
        return {Words::tr("%1 knows your key but does not allow it this%2.").arg(p, statusOf(e)),
            Words::tr("Look at region, permissions and billing of this key in %1.").arg(accountOf(e))};
    case Outcome::Quota:
        return {
            capitalised(Words::tr("%1 is out of credit or over its quota%2.").arg(accountOf(e), statusOf(e))),
            Words::tr("Add credit or raise the limit at %1, or wait until a quota of the day begins anew; "
                      "the service itself works.")
                .arg(p)};
    case Outcome::RateLimited:
        return limitText(e);
    default:
        return {};
    }
}

} // namespace Belay

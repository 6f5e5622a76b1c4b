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

/// A gateway that others serve behind, and none of them was named.
DiagnosisText unnamedText(const DiagnosisEvidence &e)
{
    return {Words::tr("%1 takes requests, but its answers for %2 fail%3, and it does not say who of those "
                      "behind it is at fault.")
                .arg(e.provider, modelOf(e), statusOf(e)),
        Words::tr("It is not yours. Use another model or provider until it answers again.")};
}

DiagnosisText silentText(const DiagnosisEvidence &e, const QString &who)
{
    const QString scope = scopeOf(e);
    switch (e.outcome) {
    case Outcome::TimeoutContent:
        return {Words::tr("%1 took the request but sent no content in time%2.").arg(who, scope),
            Words::tr("It is theirs: the model hangs. %1").arg(meanwhile(e))};
    case Outcome::TimeoutIdle:
        return {Words::tr("%1 began to answer and then fell silent%2.").arg(who, scope),
            Words::tr("It is theirs. Ask again, for a part of the answer was lost. %1").arg(meanwhile(e))};
    case Outcome::TimeoutTotal:
        return {Words::tr("%1 gave no whole answer in time%2.").arg(who, scope),
            Words::tr("It is theirs: it hangs, or is too slow to be of use. %1").arg(meanwhile(e))};
    case Outcome::Empty:
        return {Words::tr("%1 answered without any content%2%3.").arg(who, statusOf(e), scope),
            Words::tr("It is theirs: ask again. %1").arg(meanwhile(e))};
    case Outcome::Cut:
        return {Words::tr("%1 broke off in the middle of its answer%2.").arg(who, scope),
            Words::tr("It is theirs: treat what came as incomplete and ask again. %1").arg(meanwhile(e))};
    default:
        return {};
    }
}

DiagnosisText brokenText(const DiagnosisEvidence &e, const Side &side, const QString &who)
{
    switch (e.outcome) {
    case Outcome::Overloaded:
        return {Words::tr("%1 says that it is overloaded%2%3.").arg(who, statusOf(e), scopeOf(e)),
            Words::tr("It is theirs. Short spikes pass by themselves. %1").arg(meanwhile(e))};
    case Outcome::ServerError:
        return {Words::tr("%1 fails with an error of its own%2%3.").arg(who, statusOf(e), scopeOf(e)),
            Words::tr("It is theirs, and nothing on your side will mend it. %1").arg(meanwhile(e))};
    case Outcome::NotAnAnswer:
        if (side.owner == Owner::You)
            return {Words::tr("A page of your network came instead of an answer of %1%2.")
                        .arg(e.provider, statusOf(e)),
                Words::tr("Open a browser and log in to this network.")};
        if (side.owner == Owner::Unknown)
            return {
                Words::tr("Something that is no answer came in place of %1%2, and it may be a page of your "
                          "network.")
                    .arg(who, statusOf(e)),
                Words::tr(
                    "Open %1 in a browser: log in if your network asks for it, else check the base URL.")
                    .arg(e.unnamed && e.host.isEmpty() ? Words::tr("any page") : hostOf(e))};
        return {Words::tr("%1 sent something that is no answer%2.").arg(who, statusOf(e)),
            Words::tr("Check the base URL; if it is right, a page of %1 stands in for its API.")
                .arg(e.provider)};
    default:
        return {};
    }
}

} // namespace

DiagnosisText serverText(const DiagnosisEvidence &e, const Side &side)
{
    const QString who = serverOf(e, side);
    switch (e.outcome) {
    case Outcome::Ok:
        return {Words::tr("%1 answers.").arg(subjectOf(e)), Words::tr("Nothing to do.")};
    case Outcome::Cancelled:
        return {Words::tr("The last check was cancelled before it ended."),
            Words::tr("Check again to know more.")};
    case Outcome::Skipped:
        return {Words::tr("No request was sent to %1.").arg(e.provider), Words::tr("Check now to ask it.")};
    default:
        break;
    }
    const bool unnamed = side.owner == Owner::Unknown && e.handsOn && e.network == NetworkState::Online;
    DiagnosisText text = silentText(e, who);
    if (text.reason.isEmpty())
        text = brokenText(e, side, who);
    if (text.reason.isEmpty() || side.owner != Owner::Unknown)
        return text;
    if (unnamed)
        return unnamedText(e);
    if (e.told && isTransportFailure(e.outcome))
        text.advice
            = Words::tr("Check that your own network works and that the time limit of your program is "
                        "long enough; if both are right, it is theirs.");
    else if (e.outcome != Outcome::NotAnAnswer)
        text.advice = lookAtOwnNetwork();
    return text;
}

} // namespace Belay

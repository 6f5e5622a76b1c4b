// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/diagnosistext.h"

#include "core/base/logging.h"
#include "core/domain/statusboard.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace Belay {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Belay::Diagnosis)
};

QString hostOf(const DiagnosisEvidence &evidence)
{
    return evidence.host.isEmpty() ? evidence.provider : evidence.host;
}

QString subjectOf(const DiagnosisEvidence &evidence)
{
    const bool ownModel = evidence.part == EvidencePart::Completion || evidence.part == EvidencePart::Traffic;
    return evidence.model.isEmpty() || !ownModel
        ? evidence.provider
        : QString(evidence.model + Words::tr(" at ") + evidence.provider);
}

/// ` (HTTP 429, rate_limit_exceeded)`, as far as known.
QString statusOf(const DiagnosisEvidence &evidence)
{
    constexpr qsizetype LongestCode = 60;
    QStringList parts;
    if (evidence.status > 0)
        parts << QStringLiteral("HTTP %1").arg(evidence.status);
    const QString code = redacted(evidence.providerCode).simplified().left(LongestCode);
    if (!code.isEmpty() && code != QString::number(evidence.status))
        parts << code;
    return parts.isEmpty() ? QString() : QString(QStringLiteral(" (") + parts.join(u", ") + u')');
}

QString secondsText(Microseconds duration)
{
    return QString::number(static_cast<double>(duration.count()) / 1e6, 'f', 1) + Words::tr(" s");
}

QString modelOf(const DiagnosisEvidence &evidence)
{
    return evidence.model.isEmpty() ? Words::tr("the model") : evidence.model;
}

/// "Probe X instead", with what else is offered.
QString otherModels(const DiagnosisEvidence &evidence)
{
    constexpr size_t Named = 4;
    if (evidence.offeredModels.empty())
        return Words::tr("Choose another model in the provider's settings.");
    QString advice = Words::tr("Probe %1 instead.").arg(evidence.offeredModels.front());
    if (evidence.offeredModels.size() == 1)
        return advice;
    QStringList others;
    for (size_t i = 1; i < std::min(Named, evidence.offeredModels.size()); ++i)
        others << evidence.offeredModels[i];
    advice += Words::tr(" Also offered now: ") + others.join(u", ");
    advice += evidence.offeredModels.size() > Named
        ? Words::tr(" and %1 more.").arg(evidence.offeredModels.size() - Named)
        : QStringLiteral(".");
    return advice;
}

QString serverSide(const DiagnosisEvidence &evidence, Owner owner)
{
    if (owner == Owner::Upstream)
        return Words::tr("the upstream %1 behind %2").arg(evidence.servedBy, evidence.provider);
    return subjectOf(evidence);
}

DiagnosisText authText(const DiagnosisEvidence &e, Owner owner)
{
    const QString p = e.provider;
    switch (e.outcome) {
    case Outcome::Auth:
        return {Words::tr("%1 refuses your key%2.").arg(p, statusOf(e)),
            Words::tr("Replace the key: make a new one in your %1 account and check that it was made for %2.")
                .arg(p, hostOf(e))};
    case Outcome::Forbidden:
        return {Words::tr("%1 knows your key but does not allow it this%2.").arg(p, statusOf(e)),
            Words::tr("Look at region, permissions and billing of this key in your %1 account.").arg(p)};
    case Outcome::Quota:
        return {Words::tr("Your %1 account is out of credit or over its spend limit%2.").arg(p, statusOf(e)),
            Words::tr("Add credit or raise the limit at %1; the service itself works.").arg(p)};
    case Outcome::RateLimited: {
        const QString wait = e.retryAfter ? Words::tr("Wait %1, then send").arg(spokenDuration(*e.retryAfter))
                                          : Words::tr("Wait, then send");
        return {Words::tr("%1 limits your key: more was sent than your tier allows%2.").arg(p, statusOf(e)),
            wait + Words::tr(" less, or use a key of another account. It is not an outage.")};
    }
    case Outcome::Overloaded:
        return {Words::tr("%1 says that it is overloaded%2.").arg(serverSide(e, owner), statusOf(e)),
            Words::tr("It is theirs. Short spikes pass by themselves; use another provider until then.")};
    case Outcome::ServerError:
        return {Words::tr("%1 fails with an error of its own%2.").arg(serverSide(e, owner), statusOf(e)),
            Words::tr("It is theirs. Look at %1's status page and use another provider meanwhile.").arg(p)};
    default:
        return {};
    }
}

DiagnosisText requestText(const DiagnosisEvidence &e)
{
    const QString p = e.provider;
    switch (e.outcome) {
    case Outcome::ModelNotFound:
        if (e.everAnswered)
            return {Words::tr("%1 no longer knows %2%3: this model only.").arg(p, modelOf(e), statusOf(e)),
                otherModels(e)};
        return {
            Words::tr("%1 does not know %2%3, and it never answered here.").arg(p, modelOf(e), statusOf(e)),
            Words::tr("Check the spelling of the model. ") + otherModels(e)};
    case Outcome::ContextLength:
        return {Words::tr("The request was longer than %1 can read%2.").arg(modelOf(e), statusOf(e)),
            Words::tr("Shorten the input or choose a model with a larger window.")};
    case Outcome::ContentFilter:
        return {Words::tr("%1 refused the content of the request%2.").arg(p, statusOf(e)),
            Words::tr("Word the request otherwise; another provider may have other rules.")};
    case Outcome::TooLarge:
        return {Words::tr("The request or its answer was over the size limit%1.").arg(statusOf(e)),
            Words::tr("Send less at once: fewer or smaller attachments.")};
    case Outcome::BadRequest:
        return {Words::tr("%1 does not accept the request as it was written%2.").arg(p, statusOf(e)),
            Words::tr("Correct the request: a field is wrong or not supported by %1.").arg(modelOf(e))};
    case Outcome::Misfit:
        if (e.part != EvidencePart::Completion)
            return {
                Words::tr("%1 answers, but has no key check where Belay looks for it%2.").arg(p, statusOf(e)),
                Words::tr("Check the path of the base URL; where the server has no such list, watch it by "
                          "completions.")};
        return {Words::tr("Belay's own probe does not fit %1%2; nothing is wrong with the service.")
                    .arg(modelOf(e), statusOf(e)),
            Words::tr("Probe another model of %1, or switch completions off for this one.").arg(p)};
    default:
        return {};
    }
}

DiagnosisText transportText(const DiagnosisEvidence &e, Owner owner)
{
    const QString host = hostOf(e);
    const QString rest = owner == Owner::Provider && !e.local
        ? Words::tr(", while others on the internet answer")
        : QString();
    switch (e.outcome) {
    case Outcome::Dns:
        return {Words::tr("The name of %1 cannot be found%2.").arg(host, rest),
            Words::tr("Check the base URL for a slip; if it is right, %1 has trouble with its name servers.")
                .arg(e.provider)};
    case Outcome::Connect:
        if (e.local)
            return {Words::tr("Nothing answers at %1.").arg(host),
                Words::tr("Start %1 there, or correct its address.").arg(e.provider)};
        return {Words::tr("%1 refuses connections or cannot be reached%2.").arg(host, rest),
            Words::tr("It is theirs: use another provider until %1 can be reached.").arg(e.provider)};
    case Outcome::Reset:
        return {Words::tr("%1 closed the connection before it answered%2.").arg(host, rest),
            Words::tr("Try again; if it stays, something in front of %1 drops requests.").arg(e.provider)};
    case Outcome::TimeoutConnect:
        return {Words::tr("%1 did not accept a connection in time%2.").arg(host, rest),
            e.local ? Words::tr("See whether %1 runs and whether a firewall is in between.").arg(e.provider)
                    : Words::tr("Wait or use another provider; a firewall of yours may also hold back %1.")
                          .arg(host)};
    default:
        return {};
    }
}

/// What stands between this machine and the provider.
DiagnosisText wayText(const DiagnosisEvidence &e, Owner owner)
{
    const QString host = hostOf(e);
    switch (e.outcome) {
    case Outcome::Tls:
        if (e.clockWrong)
            return {
                Words::tr("The certificate of %1 is not valid today by the clock of this machine, and others "
                          "show that the clock is wrong.")
                    .arg(host),
                Words::tr(
                    "Set date and time of this machine, for example with timedatectl set-ntp true; checks "
                    "go on by themselves.")};
        if (owner == Owner::You)
            return {Words::tr("Something on your side answers in place of %1 and others%2.")
                        .arg(host,
                            e.issuer.isEmpty() ? QString()
                                               : Words::tr(", with certificates of %1").arg(e.issuer)),
                Words::tr("Log in to this network, or set your proxy's certificate as the provider's CA "
                          "file.")};
        return {
            Words::tr("The secure connection to %1 failed: its certificate or handshake is wrong.").arg(host),
            Words::tr("Do not send a key there. Check the date of this machine and, for an own server, its "
                      "CA file.")};
    case Outcome::Proxy:
        return {Words::tr("Your proxy did not let the request through to %1%2.").arg(host, statusOf(e)),
            Words::tr("Check the proxy's address and login, or set this provider's proxy to \"none\".")};
    default:
        return {};
    }
}

DiagnosisText answerText(const DiagnosisEvidence &e, Owner owner)
{
    const QString who = serverSide(e, owner);
    switch (e.outcome) {
    case Outcome::Ok:
        return {Words::tr("%1 answers.").arg(subjectOf(e)), Words::tr("Nothing to do.")};
    case Outcome::TimeoutContent:
        return {Words::tr("%1 took the request but sent no content in time.").arg(who),
            Words::tr("It is theirs: the model hangs. Use another model or provider meanwhile.")};
    case Outcome::TimeoutIdle:
        return {Words::tr("%1 began to answer and then fell silent.").arg(who),
            Words::tr("It is theirs. Ask again; a part of the answer was lost.")};
    case Outcome::TimeoutTotal:
        return {Words::tr("%1 did not finish its answer in time.").arg(who),
            Words::tr("It is theirs: wait until it is faster, or use another provider.")};
    case Outcome::Empty:
        return {Words::tr("%1 answered without any content%2.").arg(who, statusOf(e)),
            Words::tr("It is theirs. Ask again or use another model.")};
    case Outcome::NotAnAnswer:
        if (owner == Owner::You)
            return {Words::tr("A page of your network came instead of an answer of %1%2.")
                        .arg(e.provider, statusOf(e)),
                Words::tr("Open a browser and log in to this network.")};
        return {Words::tr("%1 sent something that is no answer%2.").arg(who, statusOf(e)),
            Words::tr("Check the base URL; if it is right, a page of %1 stands in for its API.")
                .arg(e.provider)};
    case Outcome::Cut:
        return {Words::tr("%1 broke off in the middle of its answer.").arg(who),
            Words::tr("It is theirs: treat what came as incomplete and ask again.")};
    case Outcome::Cancelled:
        return {Words::tr("The last check was cancelled before it ended."),
            Words::tr("Check again to know more.")};
    case Outcome::Skipped:
        return {Words::tr("No request was sent to %1.").arg(e.provider), Words::tr("Check now to ask it.")};
    default:
        return {};
    }
}

DiagnosisText outcomeText(const DiagnosisEvidence &e, Owner owner)
{
    for (const DiagnosisText &text : {authText(e, owner), requestText(e), transportText(e, owner),
             wayText(e, owner), answerText(e, owner)}) {
        if (!text.reason.isEmpty())
            return text;
    }
    return {};
}

DiagnosisText missingKeyText(const DiagnosisEvidence &e)
{
    const QString reason
        = Words::tr("Belay has no key for %1, so it cannot say more than that").arg(e.provider)
        + (e.outcome == Outcome::Skipped || e.outcome == Outcome::Ok ? Words::tr(" its address is watched.")
                                                                     : Words::tr(" it was not asked."));
    switch (e.keyStorage) {
    case KeyStorage::NoKeychain:
        return {reason, Words::tr("This desktop has no keychain: take the key from a variable or a file.")};
    case KeyStorage::SessionOnly:
        return {reason, Words::tr("The key was kept for one session only: paste it again.")};
    case KeyStorage::Environment:
        return {reason, Words::tr("Set the variable that holds the key and start Belay again.")};
    case KeyStorage::File:
        return {reason, Words::tr("Make the key file readable for you alone (mode 0600).")};
    case KeyStorage::Stored:
    case KeyStorage::LockedOrMissing:
        break;
    }
    return {reason, Words::tr("Unlock the keychain, or paste the key on the Keys page.")};
}

DiagnosisText noDataText(const DiagnosisEvidence &e, Owner owner, Cause cause)
{
    const bool mine = owner == Owner::You && cause == Cause::Network;
    if (mine && e.network == NetworkState::Captive)
        return {Words::tr("Your network answers in place of %1: it asks you to log in first.").arg(hostOf(e)),
            Words::tr("Open a browser and log in to this network; checks go on by themselves.")};
    if (mine)
        return {Words::tr("Your own network is offline, so nothing can be said about %1.").arg(e.provider),
            Words::tr("Check your connection; checks go on by themselves.")};
    if (e.keyMissing)
        return missingKeyText(e);
    if (owner != Owner::Unknown)
        return outcomeText(e, owner);
    if (isTransportFailure(e.outcome))
        return {Words::tr("%1 could not be reached, and nobody else was there to tell whose side it is.")
                    .arg(hostOf(e)),
            Words::tr("Check the address and your own connection. With a second address under “anchors” in "
                      "config.json, Belay can tell the two apart by itself.")};
    return {Words::tr("There is no fresh result of %1.").arg(subjectOf(e)),
        Words::tr("Check now, or wait for the next check.")};
}

} // namespace

DiagnosisText textOf(const DiagnosisEvidence &e, Owner owner, Cause cause)
{
    switch (e.state) {
    case TargetState::Paused:
        return {Words::tr("Probes of %1 are paused.").arg(e.model.isEmpty() ? e.provider : e.model),
            Words::tr("Resume them to see its state.")};
    case TargetState::NoData:
        return noDataText(e, owner, cause);
    case TargetState::Checking:
        if (owner == Owner::Unknown && !isTransportFailure(e.outcome))
            return {Words::tr("The first result of %1 is on its way.").arg(e.provider),
                Words::tr("Wait a moment.")};
        break;
    case TargetState::Slow: {
        const QString median = e.firstContent ? secondsText(*e.firstContent) : Words::tr("long");
        const QString limit
            = e.slowLimit ? Words::tr(", over its limit of %1").arg(secondsText(*e.slowLimit)) : QString();
        return {Words::tr("The first content of %1 takes %2%3.").arg(serverSide(e, owner), median, limit),
            Words::tr("It works, slower than usual: use another model where time matters.")};
    }
    case TargetState::Up:
    case TargetState::Limited:
    case TargetState::KeyRejected:
    case TargetState::Down:
        break;
    }
    if (cause == Cause::Network && e.outcome != Outcome::NotAnAnswer)
        return noDataText(e, owner, cause);
    if (owner == Owner::Unknown && isTransportFailure(e.outcome))
        return noDataText(e, owner, cause);
    return outcomeText(e, owner);
}

} // namespace Belay

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

QString certificateFaultText(const DiagnosisEvidence &e)
{
    switch (e.certificate) {
    case CertificateFault::SelfSigned:
        return Words::tr("The certificate of %1 is self-signed, so nobody vouches for it").arg(hostOf(e));
    case CertificateFault::Issuer:
        return Words::tr("The certificate of %1 is from an issuer that your program does not know")
            .arg(hostOf(e));
    case CertificateFault::Name:
        return Words::tr("The certificate of %1 is made for another name").arg(hostOf(e));
    case CertificateFault::Date:
    case CertificateFault::Unknown:
        break;
    }
    return Words::tr("The secure connection to %1 failed").arg(hostOf(e));
}

QString unclearCertificateAdvice(const DiagnosisEvidence &e)
{
    switch (e.certificate) {
    case CertificateFault::SelfSigned:
    case CertificateFault::Issuer:
        return Words::tr(
            "Do not send a key there yet. For a server of your own, or a proxy that opens secure "
            "connections, "
            "give your program its CA file (curl: --cacert); if there is neither, it is theirs.");
    case CertificateFault::Name:
        return Words::tr(
            "Do not send a key there. Check the host in the address; if it is right and no proxy or filter "
            "opens secure connections, it is theirs.");
    case CertificateFault::Date:
    case CertificateFault::Unknown:
        break;
    }
    return Words::tr("Do not send a key there. If you use a proxy or a filter, see whether it opens secure "
                     "connections; if not, it is theirs.");
}

DiagnosisText certificateText(const DiagnosisEvidence &e, const Side &side)
{
    const QString host = hostOf(e);
    if (side.cause == Cause::Clock) {
        const QString off = e.clockSkew
            ? Words::tr(" by %1").arg(spokenDuration(std::chrono::abs(*e.clockSkew)))
            : QString();
        return {Words::tr("The certificate of %1 is not valid today by the clock of this machine, and others "
                          "show that the clock is wrong%2.")
                    .arg(host, off),
            Words::tr("Set date and time of this machine, for example with timedatectl set-ntp true; checks "
                      "go on by themselves.")};
    }
    if (side.owner == Owner::You)
        return {
            Words::tr("Something on your side answers in place of %1 and others%2.")
                .arg(host,
                    e.issuer.isEmpty() ? QString()
                                       : Words::tr(", with certificates of %1").arg(quoted(e.issuer, 80))),
            Words::tr(
                "It is a company proxy that opens secure connections, or a network that wants a log-in: "
                "log in, or set the proxy's certificate as the provider's CA file.")};
    if (side.owner == Owner::Unknown && e.refusedByDate)
        return {Words::tr("The certificate of %1 is not valid today: it has run out, or the clock of this "
                          "machine is wrong.")
                    .arg(host),
            Words::tr(
                "Check date and time of this machine first; if they are right, it is theirs. Do not send "
                "a key there.")};
    if (side.owner == Owner::Unknown)
        return {Words::tr("%1, and it is not clear who answered there.").arg(certificateFaultText(e)),
            unclearCertificateAdvice(e)};
    if (e.certificate == CertificateFault::SelfSigned || e.certificate == CertificateFault::Issuer)
        return {certificateFaultText(e) + u'.', unclearCertificateAdvice(e)};
    return {e.refusedByDate
            ? Words::tr(
                "The certificate of %1 has run out or is not valid yet, and the clock of this machine "
                "is right.")
                  .arg(host)
            : Words::tr("The secure connection to %1 failed: its certificate or handshake is wrong.")
                  .arg(host),
        Words::tr("Do not send a key there: it is theirs to mend. For a server of your own, check its CA "
                  "file.")};
}

DiagnosisText proxyText(const DiagnosisEvidence &e)
{
    const QString host = hostOf(e);
    switch (e.proxy) {
    case ProxyFault::Login:
        return {Words::tr("Your proxy wants a login before it lets requests through to %1%2.")
                    .arg(host, statusOf(e)),
            Words::tr("Enter the proxy's login in the system's settings, or set this provider's proxy to "
                      "\"none\".")};
    case ProxyFault::Settings:
        return {Words::tr("Your system's proxy settings gave no way to %1.").arg(host),
            Words::tr(
                "Check the address of the proxy script (PAC), or set this provider's proxy to \"none\".")};
    case ProxyFault::Refused:
    case ProxyFault::None:
        break;
    }
    return {Words::tr("Your proxy did not let the request through to %1%2.").arg(host, statusOf(e)),
        Words::tr("Check the proxy's address and login, or set this provider's proxy to \"none\".")};
}

DiagnosisText hostText(const DiagnosisEvidence &e, const Side &side)
{
    const QString host = hostOf(e);
    const QString rest = side.owner == Owner::Provider && !e.local
        ? QString(Words::tr(", while others on the internet answer") + scopeOf(e))
        : QString();
    switch (e.outcome) {
    case Outcome::Dns:
        return {Words::tr("The name of %1 cannot be found%2.").arg(host, rest),
            side.owner == Owner::Unknown
                ? Words::tr(
                    "Check the address for a slip, and whether this machine finds other names; if both "
                    "are right, it is theirs.")
                : Words::tr(
                    "Check the base URL for a slip; if it is right, %1 has trouble with its name servers.")
                      .arg(e.provider)};
    case Outcome::Connect:
        if (e.local)
            return {Words::tr("Nothing answers at %1.").arg(host),
                Words::tr("Start %1 there, or correct its address.")
                    .arg(e.unnamed ? Words::tr("the server") : e.provider)};
        return {Words::tr("%1 refuses connections or cannot be reached%2.").arg(host, rest),
            side.owner == Owner::Unknown
                ? lookAtOwnNetwork()
                : Words::tr("It is theirs: use another provider until %1 can be reached.").arg(e.provider)};
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

} // namespace

DiagnosisText wayText(const DiagnosisEvidence &e, const Side &side)
{
    switch (e.outcome) {
    case Outcome::Tls:
        return certificateText(e, side);
    case Outcome::Proxy:
        return proxyText(e);
    default:
        return hostText(e, side);
    }
}

} // namespace Belay

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/doctor.h"

#include "core/base/homelock.h"
#include "core/gateway/gatewayaddress.h"
#include "core/gateway/gatewaylimits.h"
#include "core/gateway/portowner.h"
#include "core/http/certificatedate.h"

#include <QPointer>
#include <QSysInfo>
#include <QTcpServer>

#include <algorithm>

namespace Belay {

/// One request to an anchor, and what it tells of the network, the clock and TLS.
class Doctor::AnchorCall final : public HttpObserver
{
public:
    AnchorCall(Doctor &doctor, QUrl anchor)
        : url(std::move(anchor))
        , m_doctor(doctor)
    { }
    void start()
    {
        HttpRequest request;
        request.url = url;
        request.connection = ConnectionUse::Cold;
        request.limits.connect = Seconds {5};
        request.limits.total = Seconds {8};
        request.maxBody = 64 * 1024;
        m_call = m_doctor.m_parts.http.start(std::move(request), *this);
    }
    void headReceived(const HttpHead &received) override
    {
        head = received;
        receivedAt = m_doctor.m_parts.clock.wall();
    }
    void bodyReceived(QByteArrayView) override { }
    void finished(const HttpTimings &, const std::optional<HttpFailure> &ended) override
    {
        failure = ended;
        m_doctor.finishOne();
    }
    bool answered() const { return head.status != 0; }

    QUrl url;
    HttpHead head;
    WallTime receivedAt;
    std::optional<HttpFailure> failure;

private:
    Doctor &m_doctor;
    std::unique_ptr<HttpCall> m_call;
};

Doctor::Doctor(Home home, Parts parts)
    : m_home(std::move(home))
    , m_parts(parts)
{ }

Doctor::~Doctor() = default;

void Doctor::add(const QString &id, bool ok, const QString &detail, const QString &fix)
{
    m_checks.push_back({id, ok, detail, fix});
}

void Doctor::addWarning(const QString &id, const QString &detail, const QString &fix)
{
    DoctorCheck &check = *std::ranges::find(m_checks, id, &DoctorCheck::id);
    check.detail += u'\n' + detail;
    check.fix += (check.fix.isEmpty() ? QString() : QStringLiteral("\n")) + fix;
    check.warns = check.ok;
}

void Doctor::run(Done done)
{
    m_done = std::move(done);
    m_pending = 2; // the keychain and the end of this function
    checkVersions();
    checkConfig();
    checkHistory();
    checkPort();
    checkKeychain();
    checkNetwork();
    finishOne();
}

void Doctor::finishOne()
{
    if (--m_pending > 0)
        return;
    judgeNetwork();
    judgeClock();
    judgeTls();
    static const QStringList order {QStringLiteral("versions"), QStringLiteral("config"),
        QStringLiteral("history"), QStringLiteral("keychain"), QStringLiteral("network"),
        QStringLiteral("proxy"), QStringLiteral("clock"), QStringLiteral("tls"), QStringLiteral("port")};
    std::stable_sort(m_checks.begin(), m_checks.end(),
        [](const DoctorCheck &a, const DoctorCheck &b) { return order.indexOf(a.id) < order.indexOf(b.id); });
    // The callee may destroy the doctor.
    const Done done = std::exchange(m_done, {});
    done(std::move(m_checks));
}

void Doctor::checkVersions()
{
    add(QStringLiteral("versions"), true,
        QStringLiteral("Belay %1, Qt %2, %3")
            .arg(QStringLiteral(BELAY_VERSION), QString::fromLatin1(qVersion()),
                QSysInfo::prettyProductName()));
}

void Doctor::checkKeychain()
{
    const auto wanted = std::any_of(
        m_config.providers.begin(), m_config.providers.end(), [](const ProviderConfig &provider) {
            return std::any_of(provider.keys.begin(), provider.keys.end(),
                [](const KeyConfig &key) { return key.source.from == KeySource::From::Keychain; });
        });
    m_parts.keychain.read(QStringLiteral("doctor"),
        [this, alive = QPointer<QObject>(&m_alive), wanted](const SecretReading &reading) {
            if (!alive)
                return;
            const bool absent = reading.storage == KeyStorage::NoKeychain;
            const QString words = reading.error ? reading.error->detail : QString();
            if (!absent)
                add(QStringLiteral("keychain"), true, QStringLiteral("the keychain of the desktop answers"));
            else
                add(QStringLiteral("keychain"), !wanted,
                    QStringLiteral("there is no keychain here: ") + words,
                    QStringLiteral("Install and start gnome-keyring, or take keys from the environment: "
                                   "\"from\": \"env:NAME\"."));
            finishOne();
        });
}

void Doctor::checkNetwork()
{
    for (const QUrl &anchor : m_config.network.anchors) {
        m_anchors.push_back(std::make_unique<AnchorCall>(*this, anchor));
        ++m_pending;
    }
    for (const auto &anchor : m_anchors)
        anchor->start();
    checkProxy();
}

/// The way that a request would take, found as the HTTP client finds it: never on this thread.
void Doctor::checkProxy()
{
    ++m_pending;
    m_routesOpen = m_config.network.anchors.size();
    m_proxyAlarm = m_parts.clock.createAlarm([this] { endProxy(ProxyEnd::Late); });
    m_proxyAlarm->wakeAt(m_parts.clock.steady() + ProxyLimit);
    if (m_routesOpen == 0)
        endProxy(ProxyEnd::Answered);
    for (const QUrl &anchor : m_config.network.anchors) {
        if (const auto route = m_parts.proxies.known(anchor))
            noteRoute(*route);
        else
            m_parts.proxies.find(
                anchor, [this, alive = QPointer<QObject>(&m_alive)](const ProxyRoute &found) {
                    if (alive)
                        noteRoute(found);
                });
    }
}

void Doctor::noteRoute(const ProxyRoute &route)
{
    if (m_routesOpen == 0)
        return; // the limit came first
    const QUrl proxy = QUrl::fromEncoded(route.url);
    if (!proxy.isEmpty())
        m_proxies << QStringLiteral("%1:%2").arg(proxy.host()).arg(proxy.port());
    if (--m_routesOpen == 0)
        endProxy(ProxyEnd::Answered);
}

void Doctor::endProxy(ProxyEnd end)
{
    const QString id = QStringLiteral("proxy");
    m_proxyAlarm->cancel();
    m_routesOpen = 0;
    m_proxies.removeDuplicates();
    if (end == ProxyEnd::Late)
        add(id, false,
            QStringLiteral("the system's proxy settings gave no answer within %1 s").arg(ProxyLimit.count()),
            QStringLiteral("Look at the automatic proxy configuration (PAC) of your desktop, or set a "
                           "provider's \"proxy\" to \"none\" or to its address."));
    else
        add(id, true,
            m_proxies.isEmpty()
                ? QStringLiteral("requests go out directly")
                : QStringLiteral("requests go through ") + m_proxies.join(QStringLiteral(", ")));
    finishOne();
}

void Doctor::judgeNetwork()
{
    const QString id = QStringLiteral("network");
    if (m_anchors.empty()) {
        add(id, true,
            m_isConfigKnown
                ? QStringLiteral("not asked: no anchors are configured")
                : QStringLiteral("not asked: whether it may be is in the config, which cannot be read"));
        return;
    }
    const auto answered = std::find_if(
        m_anchors.begin(), m_anchors.end(), [](const auto &anchor) { return anchor->answered(); });
    if (answered != m_anchors.end()) {
        add(id, true,
            QStringLiteral("%1 answered %2").arg((*answered)->url.host()).arg((*answered)->head.status));
        return;
    }
    QStringList reasons;
    for (const auto &anchor : m_anchors)
        reasons << QString(anchor->url.host() + QStringLiteral(": ")
            + (anchor->failure ? anchor->failure->detail : QString()));
    add(id, false, QStringLiteral("no anchor answered. ") + reasons.join(QStringLiteral("; ")),
        QStringLiteral(
            "Check your own connection, VPN, DNS and firewall first: nothing here speaks of a provider."));
}

void Doctor::judgeClock()
{
    const QString id = QStringLiteral("clock");
    constexpr Seconds LargestSkew {30};
    for (const auto &anchor : m_anchors) {
        const auto theirs = timeToldBy(anchor->head);
        if (!theirs)
            continue;
        const auto skew = std::chrono::abs(std::chrono::duration_cast<Seconds>(anchor->receivedAt - *theirs));
        add(id, skew <= LargestSkew,
            QStringLiteral("%1 s apart from %2").arg(skew.count()).arg(anchor->url.host()),
            skew <= LargestSkew ? QString()
                                : QStringLiteral("Set the clock: certificates and limits depend on it."));
        return;
    }
    add(id, true, QStringLiteral("not compared: nobody told the time"));
}

void Doctor::judgeTls()
{
    const QString id = QStringLiteral("tls");
    for (const auto &anchor : m_anchors) {
        if (anchor->failure && anchor->failure->kind == HttpFailureKind::Tls) {
            add(id, false, QString(anchor->url.host() + QStringLiteral(": ") + anchor->failure->detail),
                QStringLiteral(
                    "A proxy that opens TLS needs its certificate in caFile; a wrong clock breaks TLS too."));
            return;
        }
    }
    const bool shaken = std::any_of(m_anchors.begin(), m_anchors.end(), [](const auto &anchor) {
        return anchor->answered() && anchor->url.scheme() == QStringLiteral("https");
    });
    add(id, true,
        shaken ? QStringLiteral("certificates are accepted")
               : QStringLiteral("not tried: no anchor over https answered"));
}

namespace {

/// Doctor runs beside the window or `serve`, whose port is taken by right.
bool isOwnerOf(const Home &home, const PortOwner &program)
{
    const auto owner = HomeLock::ownerOf(home.dataDir);
    return owner && owner->pid == program.pid;
}

} // namespace

void Doctor::checkPort()
{
    const QString id = QStringLiteral("port");
    const auto port = static_cast<quint16>(m_config.gateway.port);
    QTcpServer server;
    const QHostAddress address = listenAddress(m_config.gateway.listen);
    const bool isFree = server.listen(address, port);
    const PortReport report = isFree ? PortReport {} : portReportFor(address, port);
    const bool isOurs = report.owner && isOwnerOf(m_home, *report.owner);
    const QString state = isFree ? QStringLiteral("%1 is free").arg(port)
        : isOurs                 ? QStringLiteral("this home's gateway serves on port %1: %2 (pid %3)")
                       .arg(port)
                       .arg(report.owner->program)
                       .arg(report.owner->pid)
                 : report.sentence();
    // As it will be: the gateway raises the soft limit as far as it may.
    OpenFiles files = openFiles();
    files.soft = std::max(files.soft, std::min(files.hard, WantedOpenFiles));
    const GatewayLimits limits = limitsFor(files);
    QStringList fixes;
    if (!isFree && !isOurs)
        fixes << QStringLiteral(
            "End the program that holds it, or set another gateway.port or gateway.listen.");
    if (!limits.areFull())
        fixes << QStringLiteral("More clients at once need a higher hard limit of open files (ulimit -Hn).");
    add(id, isFree || isOurs, state + u'\n' + describe(limits, files), fixes.join(u'\n'));
}

} // namespace Belay

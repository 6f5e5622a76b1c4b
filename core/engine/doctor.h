// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/domain/config.h"
#include "core/engine/home.h"
#include "core/http/httpclient.h"
#include "core/http/proxylookup.h"
#include "core/secrets/secretstore.h"

#include <QObject>

#include <functional>
#include <memory>
#include <vector>

namespace Belay {

/// One finding of `belayctl doctor` (contract 5). `fix` is empty where nothing has to be done. A warning is
/// `ok`, with something that a person would want to know of.
struct DoctorCheck {
    QString id;
    bool ok = true;
    QString detail;
    QString fix;
    bool warns = false;
};

/// Looks for what is in the way: files, keychain, network, clock, port. Changes nothing. Lives on the main
/// thread; ends once, within some ten seconds, unless it is destroyed before.
class Doctor final
{
public:
    struct Parts {
        HttpClient &http;
        Clock &clock;
        SecretStore &keychain;
        ProxyLookup &proxies;
        /// What is left for this user on the disk of a folder that exists, in bytes; -1: unknown.
        qint64 (*freeBytes)(const QString &folder) = &freeBytesOf;
    };
    using Done = std::function<void(std::vector<DoctorCheck>)>;
    static constexpr Seconds ProxyLimit {5}; ///< for the system's proxy settings: a PAC script may hang

    Doctor(Home home, Parts parts);
    ~Doctor();
    Q_DISABLE_COPY_MOVE(Doctor)

    /// The checks that need no desktop, in the order of the contract.
    void run(Done done);

private:
    class AnchorCall;

    static qint64 freeBytesOf(const QString &folder);
    void add(const QString &id, bool ok, const QString &detail, const QString &fix = {});
    /// What to do about it, beside what else is said of the file `id`.
    void addWarning(const QString &id, const QString &detail, const QString &fix);
    void checkConfigAccess();
    void checkCertificateFiles();
    void checkSpace();
    void checkVersions();
    void checkConfig();
    void checkHistory();
    void checkKeychain();
    void checkNetwork();
    void checkProxy();
    void noteRoute(const ProxyRoute &route);
    enum class ProxyEnd { Answered, Late };
    void endProxy(ProxyEnd end);
    void judgeNetwork();
    void judgeClock();
    void judgeTls();
    void checkPort();
    void finishOne();

    Home m_home;
    Parts m_parts;
    Done m_done;
    Config m_config;
    bool m_isConfigKnown = false;
    std::vector<DoctorCheck> m_checks;
    std::vector<std::unique_ptr<AnchorCall>> m_anchors;
    QStringList m_proxies;
    size_t m_routesOpen = 0; // 0: told
    std::unique_ptr<Alarm> m_proxyAlarm;
    int m_pending = 0;
    QObject m_alive; // a store may answer when the doctor is gone
};

} // namespace Belay

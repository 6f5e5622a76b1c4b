// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/secret.h"
#include "core/base/time.h"

#include <QHash>
#include <QNetworkProxyFactory>
#include <QObject>
#include <QUrl>

#include <functional>
#include <memory>
#include <vector>

namespace Belay {

/// The way by which a request leaves the machine.
struct ProxyRoute {
    QByteArray url; ///< without user and password; empty: direct
    QByteArray user;
    Secret password;
    QByteArray exceptions; ///< hosts that are reached directly all the same, in the form of `no_proxy`
};

/// Finds the proxy of a host. The usual variables decide where one is set; else the system is asked, on a
/// thread of its own because a PAC script may take seconds. Answers are kept for 60 s.
class ProxyLookup final : public QObject
{
public:
    using SystemQuery = std::function<QList<QNetworkProxy>(const QNetworkProxyQuery &)>;
    using Found = std::function<void(const ProxyRoute &)>;

    explicit ProxyLookup(SystemQuery query = &QNetworkProxyFactory::systemProxyForQuery);
    ~ProxyLookup() override;

    /// What is known without asking the system: variables, loopback, a kept answer.
    std::optional<ProxyRoute> known(const QUrl &url) const;
    /// Asks the system and calls `found` later on this thread, never from inside.
    void find(const QUrl &url, Found found);
    void forget();

    /// A proxy written as a URL, `http://host:port`; nothing if it is none that libcurl could use.
    static std::optional<ProxyRoute> fromUrl(const QString &text);

private:
    class Worker;
    struct Kept {
        ProxyRoute route;
        SteadyTime until;
    };
    static QByteArray keyOf(const QUrl &url);
    void take(const QByteArray &key, quint64 generation, const QList<QNetworkProxy> &proxies);

    SystemQuery m_query;
    std::unique_ptr<Worker> m_worker;
    QHash<QByteArray, Kept> m_kept;
    QHash<QByteArray, std::vector<Found>> m_waiting;
    quint64 m_generation = 0; // an answer to a question asked before forget() is not kept
};

/// Whether a host is this machine by its name or literal address. Nothing is resolved.
bool isLoopbackHost(const QString &host);

} // namespace Belay

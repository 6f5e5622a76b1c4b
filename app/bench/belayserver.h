// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/bench/pinnedprocess.h"
#include "core/engine/home.h"

#include <string>

namespace Belay {

/// Where the gateway of a bench finds its providers, on loopback.
struct UpstreamPorts {
    quint16 canned = 0; ///< nginx with one answer
    quint16 paced = 0; ///< PacedUpstream
    quint16 pacedTls = 0; ///< the same behind TLS
    QString authority; ///< of its certificate
};

/// The real `belayctl serve` in a home of its own, on one core: token, chains of two steps, breakers, traces
/// and history on, its providers watched at the usual intervals. Without history it is this program, with the
/// same gateway and nothing beside it.
class BelayServer final
{
public:
    enum class History { On, Off };
    static constexpr std::string_view Token = "blt_bench-0123456789-0123456789-0123456789-01";

    BelayServer(const Home &home, History history, int core);
    Q_DISABLE_COPY_MOVE(BelayServer)

    /// Chains of this name over that part of the upstreams: main (canned), paced, tls, first, big, whole.
    static bool configure(const Home &home, const UpstreamPorts &ports);
    /// False when it does not answer a request within 20 s.
    bool start();
    quint16 port() const { return m_port; }
    qint64 pid() const { return m_process.pid(); }

private:
    bool waitForPort(const QString &output);
    bool waitForAnswer();

    Home m_home;
    History m_history;
    PinnedProcess m_process;
    quint16 m_port = 0;
};

std::string chatBody(std::string_view chain, bool stream);

} // namespace Belay

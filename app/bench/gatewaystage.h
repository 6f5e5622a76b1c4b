// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/bench/belayserver.h"
#include "app/bench/nginxprocess.h"
#include "app/bench/pacedupstream.h"
#include "app/bench/wrkrun.h"

#include <QTemporaryDir>

#include <iosfwd>

namespace Belay {

/// Everything around the gateway that is measured. Two cores: one for whoever stands in the middle, nginx or
/// Belay, one for providers and clients.
class GatewayStage final
{
public:
    explicit GatewayStage(std::ostream &progress);
    Q_DISABLE_COPY_MOVE(GatewayStage)

    /// False, and said why, when a program or a socket is missing.
    bool open();

    /// A fresh gateway that answers; null, and said, when it does not.
    std::unique_ptr<BelayServer> serve(BelayServer::History history = BelayServer::History::On);
    quint16 canned() const { return m_ports.canned; }
    /// nginx in the middle: `/v1/…` to the canned answer, the rest to the paced upstream.
    quint16 nginx() const { return m_proxyPort; }
    qint64 nginxPid() const { return m_proxy->pid(); }
    PacedUpstream &paced() { return m_paced; }
    const WrkRun &wrk() const { return *m_wrk; }
    std::ostream &progress() { return m_progress; }

private:
    bool say(const char *problem);
    bool openTls();
    bool openProxy();
    QString path(const char *name) const { return m_folder.filePath(QString::fromLatin1(name)); }

    std::ostream &m_progress;
    QTemporaryDir m_folder;
    Home m_home;
    int m_loadCore = 0;
    int m_proxyCore = 0;
    UpstreamPorts m_ports;
    quint16 m_proxyPort = 0;
    PacedUpstream m_paced;
    std::unique_ptr<NginxProcess> m_canned;
    std::unique_ptr<NginxProcess> m_tls;
    std::unique_ptr<NginxProcess> m_proxy;
    std::unique_ptr<WrkRun> m_wrk;
};

} // namespace Belay

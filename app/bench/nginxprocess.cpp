// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/bench/nginxprocess.h"

#include <QDir>
#include <QFile>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTcpSocket>

#include <thread>

namespace Belay {

using namespace std::chrono_literals;

quint16 freePort()
{
    QTcpServer probe;
    probe.listen(QHostAddress::LocalHost);
    return probe.serverPort();
}

QString NginxProcess::program()
{
    return QStandardPaths::findExecutable(QStringLiteral("nginx"),
        {QStringLiteral("/usr/sbin"), QStringLiteral("/usr/bin"), QStringLiteral("/usr/local/sbin")});
}

NginxProcess::NginxProcess(const QString &folder, const QByteArray &http, int core)
    : m_folder(folder)
    , m_http(http)
    , m_process(core)
{ }

bool NginxProcess::start(quint16 port)
{
    QDir().mkpath(m_folder);
    const QByteArray folder = QFile::encodeName(m_folder);
    QByteArray text = "daemon off;\nmaster_process off;\npid " + folder + "/nginx.pid;\nerror_log " + folder
        + "/error.log crit;\nevents { worker_connections 16384; }\nhttp {\naccess_log off;\n"
          "keepalive_requests 1000000000;\nkeepalive_timeout 600s;\nproxy_read_timeout 600s;\n"
          "client_max_body_size 64m;\nclient_body_buffer_size 32m;\n";
    for (const char *temporary : {"client_body", "proxy", "fastcgi", "uwsgi", "scgi"})
        text += QByteArray(temporary) + "_temp_path " + folder + '/' + temporary + ";\n";
    const QString path = m_folder + QStringLiteral("/nginx.conf");
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(text + m_http + "}\n") < 0)
        return false;
    file.close();
    if (!m_process.start(program(), {QStringLiteral("-p"), m_folder, QStringLiteral("-c"), path},
            m_folder + QStringLiteral("/out")))
        return false;
    constexpr auto Look = 20ms;
    for (auto waited = 0ms; waited < 10s && m_process.isRunning(); waited += Look) {
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, port);
        if (socket.waitForConnected(200))
            return true;
        std::this_thread::sleep_for(Look);
    }
    return false;
}

} // namespace Belay

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/nginx.h"

#include <QElapsedTimer>
#include <QFile>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTcpSocket>

namespace Belay {

Nginx::Nginx(const QByteArray &server, const QString &certificate, const QString &key)
{
    QTcpServer probe;
    probe.listen(QHostAddress::LocalHost);
    m_port = probe.serverPort();
    probe.close();

    QFile file(m_folder.filePath(QStringLiteral("nginx.conf")));
    if (!file.open(QIODevice::WriteOnly))
        return;
    file.write(configuration(server, certificate, key));
    file.close();
    m_process.start(
        program(), {QStringLiteral("-p"), m_folder.path(), QStringLiteral("-c"), file.fileName()});
    QElapsedTimer waited;
    waited.start();
    while (!m_running && waited.elapsed() < 10'000 && m_process.state() != QProcess::NotRunning) {
        m_running = answers();
        if (!m_running)
            m_process.waitForReadyRead(20);
    }
}

Nginx::~Nginx()
{
    m_process.terminate();
    if (!m_process.waitForFinished(5'000))
        m_process.kill();
    m_process.waitForFinished(5'000);
}

QString Nginx::program()
{
    return QStandardPaths::findExecutable(QStringLiteral("nginx"),
        {QStringLiteral("/usr/sbin"), QStringLiteral("/usr/bin"), QStringLiteral("/usr/local/sbin")});
}

QByteArray Nginx::configuration(
    const QByteArray &server, const QString &certificate, const QString &key) const
{
    const QByteArray folder = m_folder.path().toLocal8Bit();
    const bool tls = !certificate.isEmpty();
    QByteArray text = "daemon off;\nmaster_process off;\npid " + folder + "/nginx.pid;\nerror_log " + folder
        + "/error.log;\nevents {}\nhttp {\naccess_log off;\n";
    for (const char *temporary : {"client_body", "proxy", "fastcgi", "uwsgi", "scgi"})
        text += QByteArray(temporary) + "_temp_path " + folder + '/' + temporary + ";\n";
    text += "server {\nlisten 127.0.0.1:" + QByteArray::number(m_port) + (tls ? " ssl;\n" : ";\n");
    if (tls)
        text += "ssl_certificate " + certificate.toLocal8Bit() + ";\nssl_certificate_key " + key.toLocal8Bit()
            + ";\n";
    return text + server + "\n}\n}\n";
}

bool Nginx::answers() const
{
    QTcpSocket socket;
    socket.connectToHost(QHostAddress::LocalHost, m_port);
    return socket.waitForConnected(200);
}

} // namespace Belay

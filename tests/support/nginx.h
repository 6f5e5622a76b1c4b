// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QString>
#include <QTemporaryDir>

namespace Belay {

/// A real nginx on loopback with a configuration of the test's own; it ends with this object.
class Nginx final
{
public:
    /// `server` is what stands in the server block beside `listen`; with certificate files it speaks TLS.
    explicit Nginx(const QByteArray &server, const QString &certificate = {}, const QString &key = {});
    ~Nginx();
    Q_DISABLE_COPY_MOVE(Nginx)

    static bool isInstalled() { return !program().isEmpty(); }
    bool isRunning() const { return m_running; }
    quint16 port() const { return m_port; }

private:
    static QString program();
    QByteArray configuration(const QByteArray &server, const QString &certificate, const QString &key) const;
    bool answers() const;

    QTemporaryDir m_folder;
    QProcess m_process;
    quint16 m_port = 0;
    bool m_running = false;
};

} // namespace Belay

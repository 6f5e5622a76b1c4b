// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSslConfiguration>
#include <QString>
#include <QTemporaryDir>

namespace Belay {

/// A certification authority of the test's own, made by the `openssl` program in a temporary folder.
class Certificates final
{
public:
    Certificates();

    bool isReady() const { return m_ready; }
    QString authorityFile() const { return path(QStringLiteral("ca.pem")); }

    struct Wish {
        QString name; ///< of the files
        QString altName = QStringLiteral("IP:127.0.0.1");
        bool selfSigned = false;
        bool expired = false;
    };
    /// Makes `<name>.pem` and `<name>.key`. False if openssl would not.
    bool issue(const Wish &wish) const;
    QString certificateFile(const QString &name) const { return path(name + QStringLiteral(".pem")); }
    QString keyFile(const QString &name) const { return path(name + QStringLiteral(".key")); }
    QSslConfiguration serverConfiguration(const QString &name) const;

private:
    bool issueInThePast(const Wish &wish, const QString &request, const QString &extensions) const;
    QString path(const QString &file) const { return m_folder.filePath(file); }

    QTemporaryDir m_folder;
    bool m_ready = false;
};

/// Runs a program to its end and returns what it wrote; nothing if it failed.
std::optional<QByteArray> outputOf(const QString &program, const QStringList &arguments);

} // namespace Belay

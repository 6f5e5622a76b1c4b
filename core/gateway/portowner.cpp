// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/portowner.h"

#include <QDir>
#include <QFile>
#include <QSet>
#include <QTcpServer>

namespace Belay {

namespace {

constexpr auto Listening = "0A"; // TCP_LISTEN of /proc/net/tcp

/// The inodes of the sockets of a table that listen on a port. Proc files have no size: read to the end.
void addListeners(const QString &table, quint16 port, QSet<QByteArray> &inodes)
{
    QFile file(table);
    if (!file.open(QIODevice::ReadOnly))
        return;
    const QByteArray suffix = ':' + QByteArray::number(port, 16).rightJustified(4, '0').toUpper();
    const QList<QByteArray> lines = file.readAll().split('\n');
    for (const QByteArray &line : lines) {
        // sl local_address rem_address st queues timer retransmits uid timeout inode
        const QList<QByteArray> fields = line.simplified().split(' ');
        constexpr qsizetype Inode = 9;
        if (fields.size() > Inode && fields[1].endsWith(suffix) && fields[3] == Listening)
            inodes.insert(fields[Inode]);
    }
}

bool holdsOne(const QString &process, const QSet<QByteArray> &inodes)
{
    const QDir folder(process + QStringLiteral("/fd"));
    const QStringList files = folder.entryList(QDir::Files | QDir::System | QDir::NoDotAndDotDot);
    for (const QString &file : files) {
        const QByteArray target = QFile::symLinkTarget(folder.filePath(file)).toUtf8();
        const qsizetype open = target.indexOf("socket:[");
        if (open >= 0 && inodes.contains(target.sliced(open + 8).chopped(1)))
            return true;
    }
    return false;
}

QString nameOf(const QString &process)
{
    QFile file(process + QStringLiteral("/comm"));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()).trimmed() : QString();
}

} // namespace

QString PortReport::sentence() const
{
    QString text = !obstacle.isEmpty()
        ? QStringLiteral("Port %1 cannot be listened to: %2.").arg(port).arg(obstacle)
        : owner
        ? QStringLiteral("Port %1 is in use by %2 (pid %3).").arg(port).arg(owner->program).arg(owner->pid)
        : QStringLiteral("Port %1 is in use by another program.").arg(port);
    if (nextFree != 0)
        text += QStringLiteral(" Port %1 is free.").arg(nextFree);
    return text;
}

namespace {

QString obstacleAt(const QHostAddress &address, quint16 port)
{
    QTcpServer server;
    if (server.listen(address, port) || server.serverError() == QAbstractSocket::AddressInUseError)
        return {};
    return server.errorString();
}

} // namespace

std::optional<PortOwner> findPortOwner(quint16 port)
{
    QSet<QByteArray> inodes;
    addListeners(QStringLiteral("/proc/net/tcp"), port, inodes);
    addListeners(QStringLiteral("/proc/net/tcp6"), port, inodes);
    if (inodes.isEmpty())
        return {};
    const QDir proc(QStringLiteral("/proc"));
    const QStringList processes = proc.entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    for (const QString &process : processes) {
        bool isPid = false;
        const qint64 pid = process.toLongLong(&isPid);
        if (isPid && holdsOne(proc.filePath(process), inodes))
            return PortOwner {pid, nameOf(proc.filePath(process))};
    }
    return {};
}

quint16 nextFreePort(const QHostAddress &address, quint16 after)
{
    constexpr int Tries = 100;
    constexpr int Last = 65'535;
    for (int port = after + 1; port <= std::min(after + Tries, Last); ++port) {
        if (QTcpServer().listen(address, static_cast<quint16>(port)))
            return static_cast<quint16>(port);
    }
    return 0;
}

PortReport portReportFor(const QHostAddress &address, quint16 port)
{
    const QString obstacle = obstacleAt(address, port);
    return {port, findPortOwner(port), nextFreePort(address, port), obstacle};
}

PortOwnerLookup::PortOwnerLookup()
    : m_thread(QStringLiteral("lookup"))
{ }

void PortOwnerLookup::find(const QHostAddress &address, quint16 port, Found found)
{
    m_thread.post([this, address, port, found = std::move(found)] {
        const PortReport report = portReportFor(address, port);
        QMetaObject::invokeMethod(
            this, [report, found] { found(report); }, Qt::QueuedConnection);
    });
}

} // namespace Belay

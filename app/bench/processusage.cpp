// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/bench/processusage.h"

#include <QFile>
#include <QList>

#include <unistd.h>

namespace Belay {

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

std::optional<double> cpuSecondsOf(qint64 pid)
{
    // proc(5): the fields after the name, which is in brackets and may hold blanks; utime and stime are 14
    // and 15.
    const QByteArray stat = contentOf(QStringLiteral("/proc/%1/stat").arg(pid));
    const QList<QByteArray> fields = stat.mid(stat.lastIndexOf(')') + 2).split(' ');
    constexpr int UserTime = 11;
    if (fields.size() <= UserTime + 1)
        return {};
    return (fields[UserTime].toDouble() + fields[UserTime + 1].toDouble())
        / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

QByteArray memoryLinesOf(qint64 pid)
{
    QByteArray lines;
    for (const QByteArray &line : contentOf(QStringLiteral("/proc/%1/status").arg(pid)).split('\n')) {
        if (line.startsWith("VmRSS") || line.startsWith("Rss"))
            lines += line.simplified() + ' ';
    }
    return lines.trimmed();
}

double residentMiBOf(qint64 pid)
{
    constexpr double KiBInMiB = 1024.0;
    const QList<QByteArray> words = memoryLinesOf(pid).split(' ');
    return words.size() > 1 ? words[1].toDouble() / KiBInMiB : 0;
}

} // namespace Belay

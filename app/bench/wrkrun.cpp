// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/bench/wrkrun.h"

#include <QFile>
#include <QProcess>
#include <QStandardPaths>

namespace Belay {

namespace {

/// `170.00us`, `1.05ms`, `1.20s`.
std::optional<double> microseconds(QByteArray text)
{
    double unit = 1e6;
    if (text.endsWith("us"))
        unit = 1;
    else if (text.endsWith("ms"))
        unit = 1e3;
    else if (!text.endsWith('s'))
        return {};
    text.chop(text.endsWith("us") || text.endsWith("ms") ? 2 : 1);
    bool isNumber = false;
    const double value = text.toDouble(&isNumber);
    return isNumber ? std::optional(value * unit) : std::nullopt;
}

} // namespace

WrkRun::WrkRun(const QString &folder, const QByteArray &body, const QByteArray &token)
    : m_script(folder + QStringLiteral("/post.lua"))
{
    QFile file(m_script);
    if (file.open(QIODevice::WriteOnly))
        file.write("wrk.method = 'POST'\nwrk.body = [[" + body
            + "]]\nwrk.headers['content-type'] = 'application/json'\nwrk.headers['authorization'] = 'Bearer "
            + token + "'\n");
}

QString WrkRun::program()
{
    return QStandardPaths::findExecutable(QStringLiteral("wrk"));
}

std::optional<WrkResult> WrkRun::run(quint16 port, int connections, Seconds length) const
{
    QProcess wrk;
    wrk.start(program(),
        {QStringLiteral("-t1"), QStringLiteral("-c%1").arg(connections),
            QStringLiteral("-d%1s").arg(length.count()), QStringLiteral("--latency"), QStringLiteral("-s"),
            m_script, QStringLiteral("http://127.0.0.1:%1/v1/chat/completions").arg(port)});
    constexpr Seconds Patience {20};
    if (!wrk.waitForFinished(static_cast<int>(Milliseconds(length + Patience).count()))) {
        wrk.kill();
        wrk.waitForFinished();
        return {};
    }
    return readWrk(wrk.readAllStandardOutput());
}

std::optional<WrkResult> readWrk(const QByteArray &report)
{
    if (report.contains("Non-2xx") || report.contains("Socket errors"))
        return {};
    std::optional<double> median;
    std::optional<double> rate;
    for (const QByteArray &line : report.split('\n')) {
        const QList<QByteArray> words = line.simplified().split(' ');
        if (words.size() < 2)
            continue;
        if (words[0] == "50%")
            median = microseconds(words[1]);
        else if (words[0] == "Requests/sec:")
            rate = words[1].toDouble();
    }
    if (!median || !rate || *rate <= 0)
        return {};
    return WrkResult {*median, *rate};
}

} // namespace Belay

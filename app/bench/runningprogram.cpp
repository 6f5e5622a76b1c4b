// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/bench/runningprogram.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFile>

#include <thread>

#include <unistd.h>

namespace Belay {

using namespace std::chrono_literals;

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// When the line of the log that has this text was written.
std::optional<QDateTime> timeOfLine(const QByteArray &log, const QByteArray &text)
{
    for (const QByteArray &line : log.split('\n')) {
        if (line.contains(text))
            return QDateTime::fromString(
                QString::fromLatin1(line.left(line.indexOf(' '))), Qt::ISODateWithMs);
    }
    return {};
}

} // namespace

RunningProgram::RunningProgram(Home home)
    : m_home(std::move(home))
{
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
}

RunningProgram::~RunningProgram()
{
    m_process.terminate();
    constexpr int Patience = 20'000;
    if (m_process.state() != QProcess::NotRunning && !m_process.waitForFinished(Patience))
        m_process.kill();
}

std::optional<double> RunningProgram::startAndSeeMs()
{
    QFile::remove(m_home.logPath());
    const QDateTime began = QDateTime::currentDateTimeUtc();
    m_process.start(QCoreApplication::applicationDirPath() + QStringLiteral("/belay"),
        {QStringLiteral("--home"), m_home.dataDir});
    if (!m_process.waitForStarted())
        return {};
    constexpr auto Look = 20ms;
    for (auto waited = 0ms; waited < 30s; waited += Look) {
        if (const auto seen = timeOfLine(contentOf(m_home.logPath()), "the dashboard shows"))
            return static_cast<double>(began.msecsTo(*seen));
        std::this_thread::sleep_for(Look);
    }
    return {};
}

std::optional<double> RunningProgram::cpuSeconds() const
{
    // proc(5): the fields after the name, which is in brackets and may hold blanks; utime and stime are 14
    // and 15.
    const QByteArray stat = contentOf(QStringLiteral("/proc/%1/stat").arg(m_process.processId()));
    const QList<QByteArray> fields = stat.mid(stat.lastIndexOf(')') + 2).split(' ');
    constexpr int UserTime = 11;
    if (fields.size() <= UserTime + 1)
        return {};
    return (fields[UserTime].toDouble() + fields[UserTime + 1].toDouble())
        / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

double RunningProgram::cpuPercent(Milliseconds length) const
{
    const auto before = cpuSeconds();
    std::this_thread::sleep_for(length);
    const auto after = cpuSeconds();
    constexpr double Whole = 100.0;
    return before && after ? (*after - *before) / std::chrono::duration<double>(length).count() * Whole
                           : Whole;
}

QByteArray RunningProgram::memoryLines() const
{
    QByteArray lines;
    for (const QByteArray &line :
        contentOf(QStringLiteral("/proc/%1/status").arg(m_process.processId())).split('\n')) {
        if (line.startsWith("VmRSS") || line.startsWith("Rss"))
            lines += line.simplified() + ' ';
    }
    return lines.trimmed();
}

double RunningProgram::residentMiB() const
{
    constexpr double KiBInMiB = 1024.0;
    const QList<QByteArray> words = memoryLines().split(' ');
    return words.size() > 1 ? words[1].toDouble() / KiBInMiB : 0;
}

} // namespace Belay

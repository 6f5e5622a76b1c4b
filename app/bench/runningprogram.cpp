// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/bench/runningprogram.h"

#include "app/bench/processusage.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFile>

#include <thread>

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

double RunningProgram::cpuPercent(Milliseconds length) const
{
    const auto before = cpuSecondsOf(m_process.processId());
    std::this_thread::sleep_for(length);
    const auto after = cpuSecondsOf(m_process.processId());
    constexpr double Whole = 100.0;
    return before && after ? (*after - *before) / std::chrono::duration<double>(length).count() * Whole
                           : Whole;
}

QByteArray RunningProgram::memoryLines() const
{
    return memoryLinesOf(m_process.processId());
}

double RunningProgram::residentMiB() const
{
    return residentMiBOf(m_process.processId());
}

} // namespace Belay

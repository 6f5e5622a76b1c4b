// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/bench/pinnedprocess.h"

#include <QProcessEnvironment>

#include <sched.h>

namespace Belay {

std::vector<int> usableCores()
{
    cpu_set_t set;
    CPU_ZERO(&set);
    std::vector<int> cores;
    if (::sched_getaffinity(0, sizeof set, &set) == 0) {
        for (int core = 0; core < CPU_SETSIZE; ++core) {
            if (CPU_ISSET(static_cast<size_t>(core), &set))
                cores.push_back(core);
        }
    }
    return cores;
}

void useCore(int core)
{
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(static_cast<size_t>(core), &set);
    ::sched_setaffinity(0, sizeof set, &set);
}

PinnedProcess::PinnedProcess(int core)
{
    m_process.setProcessEnvironment(QProcessEnvironment::systemEnvironment());
    m_process.setChildProcessModifier([core] { useCore(core); });
}

PinnedProcess::~PinnedProcess()
{
    constexpr int Patience = 10'000;
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.terminate();
    if (m_process.waitForFinished(Patience))
        return;
    m_process.kill();
    m_process.waitForFinished(Patience);
}

bool PinnedProcess::start(const QString &program, const QStringList &arguments, const QString &output)
{
    m_process.setStandardOutputFile(output);
    m_process.setStandardErrorFile(output + QStringLiteral(".err"));
    m_process.start(program, arguments);
    return m_process.waitForStarted();
}

void PinnedProcess::set(const QString &variable, const QString &value)
{
    QProcessEnvironment environment = m_process.processEnvironment();
    environment.insert(variable, value);
    m_process.setProcessEnvironment(environment);
}

bool PinnedProcess::isRunning()
{
    return m_process.state() != QProcess::NotRunning && !m_process.waitForFinished(0);
}

} // namespace Belay

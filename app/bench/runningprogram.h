// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/time.h"
#include "core/engine/home.h"

#include <QProcess>

#include <optional>

namespace Belay {

/// The real program beside this one, started as a person starts it, and looked at from outside.
class RunningProgram final
{
public:
    explicit RunningProgram(Home home);
    /// Asks it to end, as the end of a session does, and waits.
    ~RunningProgram();
    Q_DISABLE_COPY_MOVE(RunningProgram)

    /// From before its process is made to the end of the turn that painted a dashboard with targets, as its
    /// log says. Nothing when that does not come within 30 s.
    std::optional<double> startAndSeeMs();
    /// Of one core, over so long.
    double cpuPercent(Milliseconds length) const;
    /// Private pages and those of libraries that it has touched, shared with others or not.
    double residentMiB() const;
    QByteArray memoryLines() const;

private:
    Home m_home;
    QProcess m_process;
};

} // namespace Belay

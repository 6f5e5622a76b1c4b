// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>

#include <vector>

namespace Belay {

/// The cores that this process may use.
std::vector<int> usableCores();
/// This process and what it starts from now on, unless that is given another.
void useCore(int core);

/// A program of the bench on one core. Ends with this object: asked first, then killed.
class PinnedProcess final
{
public:
    explicit PinnedProcess(int core);
    ~PinnedProcess();
    Q_DISABLE_COPY_MOVE(PinnedProcess)

    /// What it writes goes to `output`, so that nobody has to read it away while it is measured.
    bool start(const QString &program, const QStringList &arguments, const QString &output);
    void set(const QString &variable, const QString &value);
    bool isRunning();
    qint64 pid() const { return m_process.processId(); }

private:
    QProcess m_process;
};

} // namespace Belay

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desktop/desktopapp.h"

#include <QApplication>
#include <QLineEdit>

#include <chrono>
#include <functional>

namespace Belay {

/// An application that times its own turns: while one event is handled, nothing else is painted.
class TimedApplication final : public QApplication
{
public:
    using QApplication::QApplication;
    bool notify(QObject *receiver, QEvent *event) override;

    void forgetTurns() { m_worst = {}; }
    double worstTurnMs() const { return m_worst.count(); }
    /// The end of the last turn that painted anything.
    std::optional<std::chrono::steady_clock::time_point> lastPaint() const { return m_lastPaint; }
    void forgetPaint() { m_lastPaint.reset(); }
    /// Turns until `done`, at most so long; whether it was.
    bool turnUntil(const std::function<bool()> &done, Milliseconds atMost);

private:
    int m_depth = 0;
    bool m_painted = false;
    std::chrono::duration<double, std::milli> m_worst {};
    std::optional<std::chrono::steady_clock::time_point> m_lastPaint;
};

/// The program's window in this process, on the engine that it has when it is started.
class WindowInProcess final
{
public:
    WindowInProcess(TimedApplication &application, const QString &home);

    /// Shown, with so many targets on its dashboard.
    bool open(int targets);
    /// All targets probed, completions too, again and again: the worst turn meanwhile, in ms.
    std::optional<double> worstFrameWhileProbing(Milliseconds length);
    /// Letters typed into the search, each to the end of the painting of what it found, at best of three: the
    /// worst letter, in ms.
    std::optional<double> worstKeystroke(const QString &text);

private:
    std::optional<double> typeMs(QLineEdit &field, QChar letter);

    TimedApplication &m_application;
    DesktopApp m_program;
};

} // namespace Belay

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/bench/windowinprocess.h"

#include <QAbstractEventDispatcher>
#include <QAbstractItemView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QThread>

#include <algorithm>
#include <limits>
#include <thread>

namespace Belay {

using namespace std::chrono_literals;
using SteadyClock = std::chrono::steady_clock;

namespace {

DesktopOptions optionsOf(const QString &home)
{
    DesktopOptions options;
    options.home = home;
    return options;
}

} // namespace

bool TimedApplication::notify(QObject *receiver, QEvent *event)
{
    // Qt asks it for the events of every thread; those of others are no turns of this one.
    if (QThread::currentThread() != thread())
        return QApplication::notify(receiver, event);
    const auto began = SteadyClock::now();
    ++m_depth;
    m_painted = m_painted || event->type() == QEvent::Paint;
    const bool result = QApplication::notify(receiver, event);
    if (--m_depth > 0)
        return result;
    const auto ended = SteadyClock::now();
    m_worst = std::max<decltype(m_worst)>(m_worst, ended - began);
    if (std::exchange(m_painted, false))
        m_lastPaint = ended;
    return result;
}

bool TimedApplication::turnUntil(const std::function<bool()> &done, Milliseconds atMost)
{
    const auto until = SteadyClock::now() + atMost;
    while (!done()) {
        if (SteadyClock::now() >= until)
            return false;
        if (!QAbstractEventDispatcher::instance()->processEvents(QEventLoop::AllEvents))
            std::this_thread::sleep_for(200us);
        sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
    return true;
}

WindowInProcess::WindowInProcess(TimedApplication &application, const QString &home)
    : m_application(application)
    , m_program(optionsOf(home))
{ }

bool WindowInProcess::open(int targets)
{
    if (!m_program.open(Engine::Damaged::Refuse))
        return false;
    m_program.show();
    const auto *cards = m_program.window().findChild<QAbstractItemView *>(QStringLiteral("targetCards"));
    m_application.forgetPaint();
    return m_application.turnUntil(
        [&] { return cards->model()->rowCount() == targets && m_application.lastPaint(); }, 30s);
}

std::optional<double> WindowInProcess::worstFrameWhileProbing(Milliseconds length)
{
    MonitorHost &monitor = m_program.engine().monitor();
    int rounds = 0;
    const QObject context;
    const auto ask = [&monitor] { monitor.checkNow({}, Monitor::Paid::Yes); };
    QObject::connect(&monitor, &MonitorControl::checkFinished, &context, [&] {
        ++rounds;
        ask();
    });
    m_application.forgetTurns();
    ask();
    const auto until = SteadyClock::now() + length;
    const bool probed
        = m_application.turnUntil([&] { return rounds > 0 && SteadyClock::now() >= until; }, 60s);
    return probed ? std::optional(m_application.worstTurnMs()) : std::nullopt;
}

std::optional<double> WindowInProcess::typeMs(QLineEdit &field, QChar letter)
{
    // What a keystroke set in motion has ended when nothing was painted for a while.
    static constexpr auto Quiet = 40ms;
    m_application.forgetPaint();
    QKeyEvent press(QEvent::KeyPress, 0, Qt::NoModifier, QString(letter));
    const auto began = SteadyClock::now();
    QCoreApplication::sendEvent(&field, &press);
    const auto settled = [this] {
        return m_application.lastPaint() && SteadyClock::now() - *m_application.lastPaint() > Quiet;
    };
    if (!m_application.turnUntil(settled, 2s))
        return {};
    return std::chrono::duration<double, std::milli>(*m_application.lastPaint() - began).count();
}

std::optional<double> WindowInProcess::worstKeystroke(const QString &text)
{
    auto *search = m_program.window().findChild<QLineEdit *>(QStringLiteral("searchLineEdit"));
    // A cursor that blinks is painted, too, and a new board may fall into any letter: each counts by the best
    // of three.
    QApplication::setCursorFlashTime(0);
    std::vector<double> best(static_cast<size_t>(text.size()), std::numeric_limits<double>::max());
    for (int round = 0; round < 3; ++round) {
        search->clear();
        for (qsizetype i = 0; i < text.size(); ++i) {
            const auto ms = typeMs(*search, text[i]);
            if (!ms)
                return {};
            best[static_cast<size_t>(i)] = std::min(best[static_cast<size_t>(i)], *ms);
        }
    }
    return *std::ranges::max_element(best);
}

} // namespace Belay

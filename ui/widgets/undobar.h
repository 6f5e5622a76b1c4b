// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <QWidget>

#include <functional>
#include <memory>

class QLabel;
class QPushButton;

namespace Belay {

/// A line at the foot of the window that says what is about to happen and lets it be taken back. Nothing is
/// done before its time is over.
class UndoBar final : public QWidget
{
    Q_OBJECT
public:
    static constexpr Microseconds Time {10'000'000};

    /// `name`: of the bar, its label and its button are `<name>Bar`, `<name>Label` and `<name>Button`.
    explicit UndoBar(Clock &clock, QWidget *parent = nullptr, const QString &name = QStringLiteral("undo"));

    /// Exactly one of the two is called. What an earlier offer held back is done first.
    void offer(const QString &text, std::function<void()> perform, std::function<void()> undo);
    /// Says something that needs no answer but "close".
    void say(const QString &text);
    /// Does at once what is still held back.
    void finish();
    bool isPending() const { return m_perform != nullptr; }

private:
    void undo();
    void close();

    Clock &m_clock;
    QLabel *m_text;
    QPushButton *m_button;
    std::function<void()> m_perform;
    std::function<void()> m_undo;
    std::unique_ptr<Alarm> m_alarm;
};

} // namespace Belay

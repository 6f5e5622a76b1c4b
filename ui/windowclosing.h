// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/closeguard.h"

#include <QObject>
#include <QPointer>

class QMessageBox;
class QSettings;
class QWidget;

namespace Belay {

/// What closing the window means while work goes on: asked once, remembered, and changeable in a menu.
class WindowClosing final : public QObject
{
    Q_OBJECT
public:
    /// All must outlive it; `window` is what is closed.
    WindowClosing(QWidget &window, QSettings &settings, CloseGuard &guard);

    /// Does what the person chose before, or asks.
    void close();
    bool keepsRunning() const;
    void setKeepsRunning(bool keeps);

Q_SIGNALS:
    void quitChosen();

private:
    void ask();
    void closeAs(const QString &choice);

    QWidget &m_window;
    QSettings &m_settings;
    CloseGuard &m_guard;
    QPointer<QMessageBox> m_question;
};

} // namespace Belay

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/secret.h"

#include <QSocketNotifier>

#include <functional>
#include <optional>

#include <termios.h>

namespace Belay {

/// Reads one line from stdin, without echo where that is a terminal. It waits in the event loop, so that a
/// signal is heard; the terminal is as it was when this is destroyed.
class SecretPrompt final
{
public:
    using Done = std::function<void(const Secret &)>;

    enum class Echo { Hidden, Shown };
    /// `done` may destroy this.
    SecretPrompt(const QString &prompt, Done done, Echo echo = Echo::Hidden);
    ~SecretPrompt();
    Q_DISABLE_COPY_MOVE(SecretPrompt)

private:
    void read();
    void showAgain();

    Done m_done;
    QByteArray m_line;
    std::optional<termios> m_before;
    QSocketNotifier m_readable;
};

} // namespace Belay

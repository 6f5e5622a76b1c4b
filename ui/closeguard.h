// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace Belay {

/// What the window needs to know when it is closed. The program answers: it has the tray and the engine.
class CloseGuard
{
public:
    virtual ~CloseGuard() = default;
    /// Whether something goes on that a person may not want to end.
    virtual bool workRuns() const = 0;
    /// Whether clients are answered, which ends with the program.
    virtual bool servesClients() const = 0;
    /// Whether a hidden window can be brought back. Without it the window is minimised and never vanishes.
    virtual bool canHide() const = 0;
    virtual void quit() = 0;
};

} // namespace Belay

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/engine/home.h"

namespace Belay {

/// How `belay` ends (contract 5).
enum class DesktopExit { Done = 0, Failed = 70, CannotWrite = 74, OtherInstance = 75, BadConfig = 78 };

/// A line on stderr.
void say(const QString &text);

/// Whether there is somebody to read a message box and to close it.
enum class Audience { Person, Script };

/// The home is taken: the window that is open comes forward instead of a second one. Runs the event loop and
/// returns the exit status. Where no window answers, the person is told who owns the home.
int raiseOther(const Home &home, const Error &conflict);

/// Asks whether a history that cannot be opened is to be kept under another name. Runs the event loop.
bool wantsFreshStart(const Error &damage);

/// Says why Belay cannot start, on stderr and to a person in a box, and returns the exit status.
int showTrouble(const Error &error, Audience audience);

} // namespace Belay

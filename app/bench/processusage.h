// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <optional>

namespace Belay {

// What the system says of a running process.

/// Of all its threads, those that have ended too.
std::optional<double> cpuSecondsOf(qint64 pid);
/// Private pages and those of libraries that it has touched, shared with others or not; 0 once it is gone.
double residentMiBOf(qint64 pid);
QByteArray memoryLinesOf(qint64 pid);

} // namespace Belay

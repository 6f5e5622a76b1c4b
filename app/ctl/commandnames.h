// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <CLI/CLI.hpp>

#include <QStringList>

#include <optional>

namespace Belay {

/// What to say of the first word that stands where a command is expected and is none: the word, and the
/// command that comes nearest to it. Nothing where every command is known.
std::optional<QString> unknownCommand(const CLI::App &app, const QStringList &arguments);

} // namespace Belay

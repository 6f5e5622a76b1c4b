// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/domain/statusboard.h"

#include <nlohmann/json.hpp>

#include <functional>
#include <optional>

namespace Belay {

// Results go to stdout, everything else to stderr (contract 5).

void printLine(const QString &text);
/// As it is, without an end of line.
void printText(const QByteArray &text);
void printJson(const nlohmann::ordered_json &json);
void printStatus(const StatusBoard &board);
/// The error and, indented, its causes: one a line.
void printError(const Error &error);
/// On stderr. It may repeat words of a command line or a file, so controls of a terminal are left out.
void printNote(const QString &text);
/// As a note, but the line stays open.
void printPrompt(const QString &text);

/// Called once, from inside the first write to stdout that fails.
void setOutputFailureHandler(std::function<void()> handler);
/// False once a write to stdout has failed: nobody reads on, or there is no room.
bool takesOutput();
/// Why stdout took no more, unless its reader simply went away.
std::optional<Error> outputFailure();

} // namespace Belay

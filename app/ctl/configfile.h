// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/exitcode.h"
#include "core/engine/configservice.h"

namespace Belay {

/// Every error with its place, one a line on stderr; as JSON on stdout where asked for. Returns the exit
/// code.
ExitCode reportConfigErrors(
    const ConfigErrors &errors, bool json, const QString &fileName = QStringLiteral("config.json"));

} // namespace Belay

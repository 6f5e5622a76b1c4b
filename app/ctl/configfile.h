// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/exitcode.h"
#include "core/domain/configreader.h"
#include "core/engine/home.h"

namespace Belay {

/// The config of a home as it stands in the file; an empty one where there is none.
Result<Config, ConfigErrors> readConfigFile(const Home &home);

/// Every error with its place, one a line on stderr; as JSON on stdout where asked for. Returns the exit
/// code.
ExitCode reportConfigErrors(const ConfigErrors &errors, bool json);

} // namespace Belay

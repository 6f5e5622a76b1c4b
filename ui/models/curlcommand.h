// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/httpvalues.h"

#include <QString>

namespace Belay {

/// A request as a line for a POSIX shell. The key is never in it: the shell fills in `$KEY`. Every other byte
/// is quoted, so that nothing in a URL, header or body is run.
QString curlCommand(const HttpRequest &request);

} // namespace Belay

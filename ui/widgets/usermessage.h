// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

namespace Belay {

/// The one place that puts an Error into the words of a person: what happened and what to do.
QString userMessage(const Error &error);
/// The same of a history that cannot be read.
QString historyMessage(const Error &error);

} // namespace Belay

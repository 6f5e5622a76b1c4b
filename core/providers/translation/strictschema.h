// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/providers/json.h"

namespace Belay {

/// Whether OpenAI takes a schema as a strict one: each object closed and each of its properties required.
bool fitsStrictly(const Json &schema);

/// A schema that Anthropic takes for its output: objects closed, and without the bounds of numbers, texts and
/// lists, which it refuses to be held to.
Json closedSchema(const Json &schema);

} // namespace Belay

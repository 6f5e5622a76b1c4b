// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/providers/translation/dialectface.h"

namespace Belay {

/// What a conversation needs that no dialect but its own has, or that the model is not known to do: pictures,
/// tools, answers after a schema (contract 7, *needed*).
std::vector<std::string> missingAbilities(const Conversation &conversation, const ModelCapabilities &model);
/// Whether the catalogue knows this model, and not just its kind.
bool isKnown(const ModelInfo &model);

} // namespace Belay

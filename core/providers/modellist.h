// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/providers/catalogue.h"
#include "core/providers/json.h"

#include <vector>

namespace Belay {

/// The chat models of a list in any of its shapes: `{"data":[{"id"}]}` (OpenAI, Anthropic and most),
/// `{"models":[{"name"}]}` (Gemini, Cohere, Ollama's own) and Together's bare array. What a list says cannot
/// chat is left out; of Mistral's entries for one model and its aliases one is kept.
Result<std::vector<QString>> readModelList(const ProviderKind &kind, const QByteArray &body);

} // namespace Belay

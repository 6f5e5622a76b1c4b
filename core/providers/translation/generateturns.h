// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/providers/translation/dialectface.h"
#include "core/providers/translation/geminimodel.h"

namespace Belay {

/// The `contents` of a request to Gemini (Gemini API reference, Content); what they lose and need goes to
/// `written`.
Json writeGenerateTurns(const Conversation &conversation, const GeminiModel &model, WrittenRequest &written);

} // namespace Belay

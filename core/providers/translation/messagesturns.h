// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/providers/translation/claudemodel.h"
#include "core/providers/translation/dialectface.h"

namespace Belay {

/// The `messages` of a request to Anthropic (Anthropic API reference, Create a Message); what they lose and
/// need goes to `written`.
Json writeMessagesTurns(const Conversation &conversation, const ClaudeModel &model, WrittenRequest &written);

} // namespace Belay

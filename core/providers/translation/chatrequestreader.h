// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/providers/translation/dialectface.h"

namespace Belay {

/// A request of chat completions (OpenAI API reference, Create chat completion) in no dialect.
Result<Conversation, RequestProblem> readChatRequest(Json body);

} // namespace Belay

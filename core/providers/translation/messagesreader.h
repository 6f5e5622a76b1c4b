// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/providers/translation/dialectface.h"

namespace Belay {

/// A request in Anthropic's form as a conversation (Anthropic API reference, Create a Message).
Result<Conversation, RequestProblem> readMessagesRequest(Json body);

} // namespace Belay

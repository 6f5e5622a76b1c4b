// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/providers/translation/dialectface.h"

namespace Belay {

/// A request of chat completions (providers.md 21.1) in no dialect.
Result<Conversation, RequestProblem> readChatRequest(Json body);

} // namespace Belay

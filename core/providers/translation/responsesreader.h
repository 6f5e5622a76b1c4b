// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/providers/translation/dialectface.h"

namespace Belay {

/// A request of Responses (OpenAI API reference, Create a model response) in no dialect. What leans on stored
/// things is `needed`.
Result<Conversation, RequestProblem> readResponsesRequest(Json body);

} // namespace Belay

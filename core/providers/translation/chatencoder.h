// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/providers/translation/dialectface.h"

namespace Belay {

/// Answers in chat completions' form (OpenAI API reference, the chat completion object and its chunks).
std::unique_ptr<AnswerEncoder> chatEncoder(bool stream, AnswerContext context);

} // namespace Belay

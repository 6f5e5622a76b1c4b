// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/providers/translation/dialectface.h"

namespace Belay {

/// Answers in the form of Responses (OpenAI API reference, the response object and its streaming events).
std::unique_ptr<AnswerEncoder> responsesEncoder(bool stream, AnswerContext context);

} // namespace Belay

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/providers/codec.h"

namespace Belay {

// Readers of answers that pass untouched, on the routes that no codec asks on. As those of the codecs, they
// tell content, the end, errors, tokens and the model that served.

/// Of /responses: a stream ends with `response.completed` or `.incomplete`.
std::unique_ptr<AnswerReader> responsesReader(AnswerForm form);
/// Of /completions, the older form.
std::unique_ptr<AnswerReader> completionsReader(AnswerForm form);
/// Of /embeddings, which does not stream; vectors count as content and are not kept.
std::unique_ptr<AnswerReader> embeddingsReader();
/// Of /messages/count_tokens: the number is the content, and no token is spent.
std::unique_ptr<AnswerReader> tokenCountReader();

} // namespace Belay

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/translation/answerevent.h"

namespace Belay {

void merge(AnswerUsage &usage, const AnswerUsage &update)
{
    for (auto field : {&AnswerUsage::inputTokens, &AnswerUsage::outputTokens, &AnswerUsage::cachedTokens,
             &AnswerUsage::cacheWriteTokens, &AnswerUsage::reasoningTokens}) {
        if (update.*field)
            usage.*field = update.*field;
    }
}

} // namespace Belay

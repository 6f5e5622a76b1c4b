// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/providers/translation/dialectface.h"

namespace Belay {

/// Answers in Anthropic's form: a block for each run of text, of thinking and for each tool call.
std::unique_ptr<AnswerEncoder> messagesEncoder(bool stream, AnswerContext context);
/// Anthropic's form of an error (contract 8).
QByteArray messagesFault(const ClientFault &fault);

} // namespace Belay

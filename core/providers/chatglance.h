// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/providers/codec.h"

namespace Belay {

/// Reads a chunk or an answer of chat completions without building a tree, into the state that a tree would
/// lead to. False, and nothing noted, for all that is not plain: errors, wrappers, foreign fields that
/// matter, what is no JSON. Those are rare, and whoever asks reads them the long way.
bool glanceAtChat(QByteArrayView text, AnswerState &state);

} // namespace Belay

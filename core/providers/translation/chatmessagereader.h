// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/providers/translation/requestfields.h"

namespace Belay {

/// The `messages` of a request of chat completions.
void readChatMessages(RequestFields &fields, Conversation &request);

} // namespace Belay

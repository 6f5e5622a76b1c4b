// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/providers/translation/chatquirks.h"

namespace Belay {

/// The `messages` of a request of chat completions; what they lose and need goes to `written`.
Json writeChatMessages(const Conversation &request, const TargetTraits &target, WrittenRequest &written);

} // namespace Belay

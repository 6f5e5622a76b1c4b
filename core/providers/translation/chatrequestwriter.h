// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/providers/translation/dialectface.h"

namespace Belay {

/// A request of chat completions for one provider (its API reference).
WrittenRequest writeChatRequest(const Conversation &request, const TargetTraits &target);

} // namespace Belay

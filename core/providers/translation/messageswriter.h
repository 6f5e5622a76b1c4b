// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/providers/translation/dialectface.h"

namespace Belay {

/// A conversation as a request to Anthropic (providers.md 21.1).
WrittenRequest writeMessagesRequest(const Conversation &conversation, const TargetTraits &target);

} // namespace Belay

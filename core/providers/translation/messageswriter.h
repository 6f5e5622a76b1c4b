// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/providers/translation/dialectface.h"

namespace Belay {

/// A conversation as a request to Anthropic (Anthropic API reference, Create a Message).
WrittenRequest writeMessagesRequest(const Conversation &conversation, const TargetTraits &target);

} // namespace Belay

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/providers/translation/requestfields.h"

namespace Belay {

/// The `input` of a request of Responses: a text, or items.
void readResponsesInput(RequestFields &fields, Conversation &request);

} // namespace Belay

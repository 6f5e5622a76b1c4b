// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/providers/translation/dialectface.h"

namespace Belay {

/// `{"error":{…}}` of contract 8, with all four keys that OpenAI's own description requires.
QByteArray openAiFault(const ClientFault &fault);

} // namespace Belay

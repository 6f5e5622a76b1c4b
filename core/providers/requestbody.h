// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/providers/codec.h"
#include "core/providers/json.h"

namespace Belay {

/// A POST of `body` with what the recipe adds to it, and the headers that every dialect sends.
HttpRequest postRequest(
    const ProviderKind &kind, const QUrl &url, const CompletionRequest &request, Json body);

} // namespace Belay

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/httpvalues.h"

#include <curl/curl.h>

namespace Belay {

/// What a code of libcurl means to us. `text` is libcurl's own sentence; `proxied` whether a proxy was asked
/// for, since its troubles come under the codes of a provider's.
HttpFailure failureOf(CURLcode code, CURL *easy, const QString &text, bool proxied);

} // namespace Belay

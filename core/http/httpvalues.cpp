// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/httpvalues.h"

#include "core/http/httpgrammar.h"

namespace Belay {

QByteArray headerValue(const HttpHeaders &headers, QByteArrayView name)
{
    for (const auto &[key, value] : headers) {
        if (equalAnyCase(key, name))
            return value;
    }
    return {};
}

} // namespace Belay

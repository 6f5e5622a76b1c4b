// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/time.h"
#include "core/providers/json.h"

#include <QStringList>

namespace Belay {

/// What a provider says went wrong, in whichever of the known shapes: nested,
/// flat, `error` as text, `detail`, `fault`, in an array of one, in a chunk of a stream.
struct Fault {
    bool stated = false; ///< the body is an error beyond doubt: also in an answer with status 200
    int status = 0; ///< an HTTP status told inside; 0 when there is none
    QStringList words; ///< every machine word of it: codes, types, reasons; most telling first
    QStringList quotaIds; ///< Gemini's, of the quotas that were violated
    QString message;
    std::optional<Milliseconds> retryAfter; ///< told in fields of its own

    bool says(std::initializer_list<const char *> anyOf) const;
};

Fault readFault(QByteArrayView body);

} // namespace Belay

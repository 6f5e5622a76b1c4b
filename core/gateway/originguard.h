// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/config.h"
#include "core/http/httpvalues.h"

#include <optional>

namespace Belay {

/// Keeps web pages out, unless their origin is allowed by name (contract 7).
class OriginGuard final
{
public:
    explicit OriginGuard(const GatewayConfig &config);

    struct Decision {
        bool isAllowed = true;
        QByteArray origin; ///< an allowed one, to be named in the CORS answers; empty: no page asks
    };
    Decision decide(const HttpHeaders &headers) const;

private:
    bool isListed(QByteArrayView origin) const;

    std::vector<QByteArray> m_allowed;
};

/// What lets the page of an allowed origin read an answer; nothing for an empty one.
HttpHeaders corsHeaders(const QByteArray &origin);
/// What a preflight is answered: as corsHeaders(), with what the page asked for.
HttpHeaders preflightHeaders(const QByteArray &origin, const HttpHeaders &asked);

} // namespace Belay

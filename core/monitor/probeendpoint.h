// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/config.h"
#include "core/http/httpvalues.h"
#include "core/providers/catalogue.h"
#include "core/providers/evidence.h"

namespace Belay {

/// Where a probe goes and with what.
struct ProbeEndpoint {
    ProviderConfig provider;
    QUrl baseUrl; ///< the provider's own, else the catalogue's
    KeyId keyId; ///< empty: no key
    Secret key; ///< empty: not to be had

    static ProbeEndpoint of(
        const ProviderConfig &provider, const Catalogue &catalogue, const KeyId &keyId, const Secret &key);
    /// What every request there carries: the person's headers, proxy and CA file; always a cold connection,
    /// so that dns, tcp and tls are measured each time and a dead kept connection is no failure.
    HttpRequest dressed(HttpRequest request, const HttpLimits &limits) const;
};

/// `api.openai.com:443`: what the limits of a host count by.
QString hostAndPort(const QUrl &url);

} // namespace Belay

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/config.h"
#include "core/http/httpvalues.h"
#include "core/providers/catalogue.h"
#include "core/providers/classifier.h"

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

/// What a server said, without the key that it may have repeated, nor any piece of it of twelve characters.
QByteArray withoutKey(const QByteArray &text, const Secret &key);
QString withoutKey(const QString &text, const Secret &key);
/// The same for all that a sample took over from the server: a key may be repeated in any of it.
Sample withoutKey(Sample sample, const Secret &key);

/// What is kept of an answer that was not good: redacted, without the key, at most 1 KiB.
Evidence evidenceOf(
    const Classification &classification, const QByteArray &body, const QString &address, const Secret &key);

} // namespace Belay

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/secrets/keyring.h"
#include "core/secrets/secretstore.h"

namespace Belay {

/// Entries of a KeyRing under this provider are the gateway's own tokens; no provider may have this id.
inline ProviderId gatewayProvider()
{
    return ProviderId {QStringLiteral("gateway")};
}
/// The token that every home has unless its config says otherwise.
inline QString defaultToken()
{
    return QStringLiteral("default");
}

/// Anything shorter is no secret and is never accepted.
constexpr qsizetype ShortestToken = 32;

/// 256 bits of the system's generator: `blt_` and 43 letters of base64url.
Secret newGatewayToken();

/// What is read for a token as the ring keeps it: too short a one is refused, and `default` comes from
/// BELAY_GATEWAY_TOKEN where there is no keychain.
SecretReading tokenReading(const QString &id, const SecretReading &reading);

} // namespace Belay

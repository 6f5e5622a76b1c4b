// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/config.h"
#include "core/http/httpvalues.h"
#include "core/secrets/gatewaytoken.h"

#include <array>
#include <optional>

namespace Belay {

/// Decides who may use the gateway. Tokens are kept as digests, and a guess is compared with each of them to
/// the end, so that time tells nothing.
class TokenGuard final
{
public:
    TokenGuard(const GatewayConfig &config, const KeyRing &keys);

    struct Decision {
        bool isAllowed = false;
        QString token; ///< the id of the one that was shown; empty where none is needed and none fits
    };
    Decision decide(QByteArrayView method, const HttpHeaders &headers) const;

    /// Without a usable token nobody comes in.
    bool hasTokens() const { return !m_tokens.empty(); }

private:
    using Digest = std::array<char, 32>;
    struct Token {
        QString id;
        Digest digest {};
    };
    static Digest digestOf(QByteArrayView value);
    void compare(QByteArrayView shown, const Token *&found) const;

    bool m_isRequired = true; // false only where the config says so and only this machine can connect
    std::vector<Token> m_tokens;
};

} // namespace Belay

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/secret.h"
#include "core/domain/sample.h"
#include "core/http/largestbody.h"

#include <QByteArray>
#include <QString>
#include <QUrl>

#include <optional>
#include <utility>
#include <vector>

namespace Belay {

using HttpHeader = std::pair<QByteArray, QByteArray>;
using HttpHeaders = std::vector<HttpHeader>;

/// The first value under a name, compared without case; empty where there is none.
QByteArray headerValue(const HttpHeaders &headers, QByteArrayView name);

/// The header that carries a key: `Authorization: Bearer <secret>` or `x-api-key: <secret>`. It stays a
/// Secret until the transport writes it.
struct AuthHeader {
    QByteArray name;
    QByteArray prefix; ///< "Bearer " or empty
    Secret secret;
};

/// Limits of one request. An empty one is not watched. None runs while the call is paused.
struct HttpLimits {
    std::optional<Milliseconds> connect; ///< name, TCP and TLS together
    std::optional<Milliseconds> firstContent; ///< until HttpCall::contentSeen(), from the start
    std::optional<Milliseconds> idle; ///< between bytes, once the head is here
    std::optional<Milliseconds> total;
};

/// Whether the connection of an earlier request may serve. Cold measures dns, tcp and tls truly.
enum class ConnectionUse { Cold, Warm };

struct HttpRequest {
    QByteArray method = "GET";
    QUrl url;
    HttpHeaders headers;
    std::optional<AuthHeader> auth;
    QByteArray body;
    HttpLimits limits;
    ConnectionUse connection = ConnectionUse::Warm;
    QString proxy = QStringLiteral("system"); ///< "system", "none" or a URL
    QString caFile; ///< empty: the system's
    qint64 maxBody = LargestBody; ///< bytes; over it the call fails as TooLarge
};

/// A status of the 2xx class (RFC 9110, section 15.3).
constexpr bool isSuccess(int status)
{
    return status >= 200 && status <= 299;
}

struct HttpHead {
    int status = 0;
    HttpHeaders headers;
};

/// Why there is no whole answer. Each has its outcome in contract 2.
enum class HttpFailureKind {
    Dns,
    Connect,
    Reset,
    Tls,
    Proxy,
    TimeoutConnect,
    TimeoutContent,
    TimeoutIdle,
    TimeoutTotal,
    TooLarge,
    Encoded,
    Malformed
};

/// What a proxy did, or the settings that name it.
enum class ProxyFault { None, Login, Refused, Settings };

struct HttpFailure {
    HttpFailureKind kind = HttpFailureKind::Reset;
    QString detail; ///< for people and logs; never the key
    ProxyFault proxy = ProxyFault::None; ///< of a failure of kind Proxy
    bool operator==(const HttpFailure &) const = default;
};

/// Of one call, also of a failed one: phases are filled as far as it got.
struct HttpTimings {
    PhaseTimings phases; ///< firstContent is the moment of contentSeen()
    bool cold = true; ///< whether a connection was made for this request
    QString address; ///< of the other end, with port
    std::optional<QString> tlsIssuer; ///< of the certificate shown; kept where the handshake failed too
};

} // namespace Belay

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/requestcheck.h"

#include "core/http/httpgrammar.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace Belay {

std::optional<QString> reasonAgainst(const QUrl &url, const QByteArray &encoded)
{
    if (!url.isValid() || url.host().isEmpty())
        return QStringLiteral("the URL is not valid");
    if (url.scheme() != u"https" && url.scheme() != u"http")
        return QStringLiteral("the URL's scheme is neither http nor https");
    if (!url.userInfo().isEmpty())
        return QStringLiteral("the URL carries a user or password");
    const QByteArray lower = encoded.toLower();
    if (lower.contains("%0d") || lower.contains("%0a") || lower.contains("%00") || !isFieldText(lower))
        return QStringLiteral("the URL contains a line break or NUL");
    return {};
}

std::optional<QString> reasonNotToSend(const HttpRequest &request)
{
    if (!isToken(request.method) || request.method == "CONNECT" || request.method == "TRACE")
        return QStringLiteral("the method is not one that may be sent");
    for (const auto &[name, value] : request.headers) {
        if (!isToken(name))
            return QStringLiteral("the name of a header is not valid");
        if (!isFieldText(value))
            return QString(
                u"the value of header " % QString::fromLatin1(name) % u" contains a control character");
    }
    if (request.auth) {
        if (!isToken(request.auth->name))
            return QStringLiteral("the name of the auth header is not valid");
        if (!isFieldText(request.auth->prefix) || !isFieldText(request.auth->secret.reveal()))
            return QStringLiteral("the key contains a control character");
    }
    return {};
}

bool isTransportHeader(QByteArrayView name)
{
    constexpr std::array<std::string_view, 11> Names {"host", "connection", "content-length",
        "transfer-encoding", "accept-encoding", "expect", "te", "trailer", "upgrade", "keep-alive",
        "proxy-connection"};
    return std::any_of(Names.begin(), Names.end(), [&](std::string_view own) {
        return equalAnyCase(name, QByteArrayView(own.data(), static_cast<qsizetype>(own.size())));
    }) || equalAnyCase(name.first(std::min<qsizetype>(6, name.size())), "proxy-");
}

} // namespace Belay

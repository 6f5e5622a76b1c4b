// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/tokenguard.h"

#include "core/domain/configreader.h"
#include "core/http/httpgrammar.h"

#include <QCryptographicHash>

#include <algorithm>

namespace Belay {

namespace {

/// What follows `scheme` and blanks; empty for another scheme.
QByteArrayView afterScheme(QByteArrayView value, QByteArrayView scheme)
{
    const qsizetype blank = value.indexOf(' ');
    return blank > 0 && equalAnyCase(value.first(blank), scheme) ? value.sliced(blank + 1).trimmed()
                                                                 : QByteArrayView();
}

/// The password of `user:password`, whoever the user is.
QByteArray basicPassword(const QByteArray &value)
{
    const auto decoded = QByteArray::fromBase64Encoding(afterScheme(value, "basic").toByteArray(),
        QByteArray::Base64Encoding | QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded)
        return {};
    const qsizetype colon = decoded.decoded.indexOf(':');
    return colon < 0 ? QByteArray() : decoded.decoded.sliced(colon + 1);
}

} // namespace

TokenGuard::TokenGuard(const GatewayConfig &config, const KeyRing &keys)
    : m_isRequired(config.requireToken || !isLoopbackAddress(config.listen))
{
    for (const GatewayToken &token : config.tokens) {
        const KeyRingEntry *const entry = keys.entry(gatewayProvider(), KeyId {token.id});
        if (entry && entry->value.reveal().size() >= ShortestToken)
            m_tokens.push_back({token.id, digestOf(entry->value.reveal())});
    }
}

TokenGuard::Digest TokenGuard::digestOf(QByteArrayView value)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(value);
    const QByteArrayView bytes = hash.resultView();
    Digest digest {};
    std::copy_n(
        bytes.begin(), std::min<size_t>(digest.size(), static_cast<size_t>(bytes.size())), digest.begin());
    return digest;
}

void TokenGuard::compare(QByteArrayView shown, const Token *&found) const
{
    if (shown.size() < ShortestToken)
        return;
    const Digest digest = digestOf(shown);
    for (const Token &token : m_tokens) {
        unsigned difference = 0;
        for (size_t i = 0; i < digest.size(); ++i)
            difference |= static_cast<unsigned char>(digest[i] ^ token.digest[i]);
        if (difference == 0)
            found = &token;
    }
}

TokenGuard::Decision TokenGuard::decide(QByteArrayView method, const HttpHeaders &headers) const
{
    const Token *found = nullptr;
    for (const auto &[name, value] : headers) {
        if (equalAnyCase(name, "authorization")) {
            compare(afterScheme(value, "bearer"), found);
            if (method == "GET")
                compare(basicPassword(value), found);
        } else if (equalAnyCase(name, "x-api-key") || equalAnyCase(name, "api-key")) {
            compare(value, found);
        }
    }
    return {found || !m_isRequired, found ? found->id : QString()};
}

} // namespace Belay

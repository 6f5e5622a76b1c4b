// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/probeendpoint.h"

#include "core/base/logging.h"

namespace Belay {

ProbeEndpoint ProbeEndpoint::of(
    const ProviderConfig &provider, const Catalogue &catalogue, const KeyId &keyId, const Secret &key)
{
    ProbeEndpoint endpoint;
    endpoint.provider = provider;
    endpoint.baseUrl = provider.baseUrl.isEmpty() ? catalogue.kind(provider.kind).baseUrl : provider.baseUrl;
    endpoint.keyId = keyId;
    endpoint.key = key;
    return endpoint;
}

HttpRequest ProbeEndpoint::dressed(HttpRequest request, const HttpLimits &limits) const
{
    request.headers.insert(request.headers.end(), provider.headers.begin(), provider.headers.end());
    request.limits = limits;
    request.connection = ConnectionUse::Cold;
    request.proxy = provider.proxy;
    request.caFile = provider.caFile;
    return request;
}

QString hostAndPort(const QUrl &url)
{
    const int usual = url.scheme() == u"http" ? 80 : 443;
    return url.host() + u':' + QString::number(url.port(usual));
}

QByteArray withoutKey(QByteArray text, const Secret &key)
{
    if (!key.isEmpty())
        text.replace(key.reveal(), "•••");
    return text;
}

Evidence evidenceOf(
    const Classification &classification, const QByteArray &body, const QString &address, const Secret &key)
{
    constexpr qsizetype LongestText = 1024;
    QByteArray text
        = classification.message.isEmpty() ? body.left(4 * LongestText) : classification.message.toUtf8();
    text = withoutKey(std::move(text), key);
    Evidence evidence;
    evidence.providerCode = redacted(classification.providerCode);
    evidence.address = address;
    QByteArray clean = redacted(QString::fromUtf8(text)).toUtf8();
    if (clean.size() > LongestText) {
        clean.truncate(LongestText);
        // Half a character at the end would be more than 1 KiB again once it is replaced.
        while (!clean.isEmpty() && (static_cast<unsigned char>(clean.back()) & 0x80U) != 0)
            clean.chop(1);
    }
    evidence.text = QString::fromUtf8(clean);
    evidence.retryAfter = classification.retryAfter;
    return evidence;
}

} // namespace Belay

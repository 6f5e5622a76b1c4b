// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/probeendpoint.h"

#include "core/providers/codec.h"

namespace Belay {

ProbeEndpoint ProbeEndpoint::of(
    const ProviderConfig &provider, const Catalogue &catalogue, const KeyId &keyId, const Secret &key)
{
    ProbeEndpoint endpoint;
    endpoint.provider = provider;
    endpoint.baseUrl = baseUrlOf(provider, catalogue.kind(provider.kind));
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

} // namespace Belay

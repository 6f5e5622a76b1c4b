// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/httpclient.h"
#include "core/http/proxylookup.h"
#include "core/http/urlbook.h"

#include <vector>

namespace Belay {

class CurlMulti;

/// HttpClient on libcurl, driven by the Qt loop of the thread that made it: HTTP/1.1, phases in microseconds.
/// Destroying it ends every call in silence and never waits, not even for a look-up under way.
class CurlClient final : public HttpClient
{
public:
    explicit CurlClient(ProxyLookup::SystemQuery systemProxies = &QNetworkProxyFactory::systemProxyForQuery);
    ~CurlClient() override;
    Q_DISABLE_COPY_MOVE(CurlClient)

    std::unique_ptr<HttpCall> start(HttpRequest request, HttpObserver &observer) override;
    void forgetConnections() override;

private:
    struct Dispose {
        void operator()(CurlMulti *multi) const;
    };
    using MultiPointer = std::unique_ptr<CurlMulti, Dispose>;

    static MultiPointer createMulti();

    ProxyLookup m_proxies;
    UrlBook m_urls;
    MultiPointer m_multi;
    std::vector<MultiPointer> m_retired; // they finish the calls that forgetConnections() met under way
};

} // namespace Belay

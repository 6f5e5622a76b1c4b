// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/curlclient.h"

#include "core/http/curlmulti.h"
#include "core/http/curltransfer.h"
#include "core/http/requestcheck.h"

#include <curl/curl.h>

#include <csignal>
#include <mutex>

namespace Belay {

namespace {

class CurlCall final : public HttpCall
{
public:
    explicit CurlCall(std::shared_ptr<CurlTransfer> transfer)
        : m_transfer(std::move(transfer))
    { }
    ~CurlCall() override
    {
        if (CurlMulti *multi = m_transfer->multi())
            multi->abandon(m_transfer);
    }
    Q_DISABLE_COPY_MOVE(CurlCall)

    void pause() override { m_transfer->pause(); }
    void resume() override
    {
        if (m_transfer->resume() && m_transfer->multi())
            m_transfer->multi()->wakeUp(m_transfer);
    }
    void contentSeen() override { m_transfer->contentSeen(); }

private:
    std::shared_ptr<CurlTransfer> m_transfer;
};

void initialiseOnce()
{
    static std::once_flag once;
    std::call_once(once, [] {
        curl_global_init(CURL_GLOBAL_DEFAULT);
#ifdef SIGPIPE
        // CURLOPT_NOSIGNAL leaves it to the program that a peer which goes away does not end it.
        std::signal(SIGPIPE, SIG_IGN);
#endif
    });
}

} // namespace

void CurlClient::Dispose::operator()(CurlMulti *multi) const
{
    multi->dispose();
}

CurlClient::CurlClient(ProxyLookup::SystemQuery systemProxies)
    : m_proxies(std::move(systemProxies))
    , m_multi(createMulti())
{ }

CurlClient::~CurlClient() = default;

CurlClient::MultiPointer CurlClient::createMulti()
{
    initialiseOnce();
    return MultiPointer(new CurlMulti);
}

std::unique_ptr<HttpCall> CurlClient::start(HttpRequest request, HttpObserver &observer)
{
    std::erase_if(m_retired, [](const MultiPointer &multi) { return multi->isIdle(); });

    const UrlBook::Entry &url = m_urls.look(request.url);
    const std::optional<QString> reason = url.refused ? url.refused : reasonNotToSend(request);
    auto transfer = std::make_shared<CurlTransfer>(std::move(request), url.encoded, observer);
    m_multi->adopt(transfer);
    const QString &proxy = transfer->request().proxy;
    std::optional<ProxyRoute> route;
    if (proxy == u"system")
        route = m_proxies.known(transfer->request().url);
    else if (proxy == u"none" || proxy.isEmpty())
        route = ProxyRoute {};
    else
        route = ProxyLookup::fromUrl(proxy);

    if (reason) {
        transfer->fail(HttpFailureKind::Malformed, *reason);
    } else if (route) {
        transfer->setRoute(std::move(*route));
    } else if (proxy == u"system") {
        const std::weak_ptr<CurlTransfer> weak = transfer;
        m_proxies.find(transfer->request().url, [weak](const ProxyRoute &found) {
            const std::shared_ptr<CurlTransfer> waiting = weak.lock();
            if (!waiting || !waiting->multi())
                return;
            waiting->setRoute(found);
            waiting->multi()->wakeUp(waiting);
        });
    } else {
        transfer->fail(
            HttpFailureKind::Proxy, QStringLiteral("the proxy's address is not valid"), ProxyFault::Settings);
    }
    m_multi->wakeUp(transfer);
    return std::make_unique<CurlCall>(std::move(transfer));
}

void CurlClient::forgetConnections()
{
    m_proxies.forget();
    // A multi handle owns its connections, names and sessions: a new one knows none of them.
    m_multi->retire();
    m_retired.push_back(std::move(m_multi));
    m_multi = createMulti();
}

} // namespace Belay

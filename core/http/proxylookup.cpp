// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/proxylookup.h"

#include "core/base/thread.h"

#include <QCoreApplication>
#include <QHostAddress>
#include <QNetworkProxy>

#include <atomic>
#include <mutex>

namespace Belay {

namespace {

constexpr Seconds KeepFor {60};

SteadyTime now()
{
    return std::chrono::floor<Microseconds>(std::chrono::steady_clock::now());
}

QString variable(std::initializer_list<const char *> names)
{
    for (const char *name : names) {
        const QString value = qEnvironmentVariable(name).trimmed();
        if (!value.isEmpty())
            return value;
    }
    return {};
}

// The variables are read here because libproxy, which Qt asks, does not know all_proxy, takes http_proxy for
// https too and matches no_proxy by whole names only. Where one of them is set, they decide alone.
std::optional<ProxyRoute> routeFromVariables(const QUrl &url)
{
    const QString http = variable({"http_proxy", "HTTP_PROXY"});
    const QString https = variable({"https_proxy", "HTTPS_PROXY"});
    const QString all = variable({"all_proxy", "ALL_PROXY"});
    if (http.isEmpty() && https.isEmpty() && all.isEmpty())
        return {};
    const QString &own = url.scheme() == u"https" ? https : http;
    const QString chosen = own.isEmpty() ? all : own;
    ProxyRoute route = ProxyLookup::fromUrl(chosen).value_or(ProxyRoute {});
    route.exceptions = variable({"no_proxy", "NO_PROXY"}).toUtf8();
    return route;
}

ProxyRoute routeFrom(const QList<QNetworkProxy> &proxies)
{
    for (const QNetworkProxy &proxy : proxies) {
        QByteArray scheme;
        if (proxy.type() == QNetworkProxy::NoProxy)
            return {};
        if (proxy.type() == QNetworkProxy::HttpProxy || proxy.type() == QNetworkProxy::HttpCachingProxy)
            scheme = "http";
        else if (proxy.type() == QNetworkProxy::Socks5Proxy)
            scheme = "socks5h"; // the proxy resolves the name
        if (scheme.isEmpty() || proxy.hostName().isEmpty())
            continue;
        QUrl url;
        url.setScheme(QString::fromLatin1(scheme));
        url.setHost(proxy.hostName());
        url.setPort(proxy.port());
        return {.url = url.toEncoded(),
            .user = proxy.user().toUtf8(),
            .password = Secret(proxy.password().toUtf8()),
            .exceptions = {}};
    }
    return {};
}

} // namespace

/// Owns the thread. A question may hang in a PAC script for long: its owner then goes without waiting, and
/// the thread is cleared away when it has ended.
class ProxyLookup::Worker final
{
public:
    using Answer = std::function<void(ProxyLookup &, const QList<QNetworkProxy> &)>;

    explicit Worker(ProxyLookup &owner)
        : m_state(std::make_shared<State>())
        , m_thread(std::make_unique<WorkerThread>(QStringLiteral("lookup")))
    {
        m_state->owner = &owner;
    }
    ~Worker()
    {
        {
            const std::scoped_lock lock(m_state->mutex);
            m_state->owner = nullptr;
        }
        if (m_state->asked > 0)
            letGo();
    }
    Q_DISABLE_COPY_MOVE(Worker)

    void ask(const SystemQuery &query, const QUrl &url, Answer answer)
    {
        ++m_state->asked;
        m_thread->post([state = m_state, query, url, answer = std::move(answer)] {
            const QList<QNetworkProxy> proxies
                = state->ownerGone() ? QList<QNetworkProxy> {} : query(QNetworkProxyQuery(url));
            const std::scoped_lock lock(state->mutex);
            --state->asked;
            if (ProxyLookup *owner = state->owner)
                QMetaObject::invokeMethod(
                    owner, [owner, answer, proxies] { answer(*owner, proxies); }, Qt::QueuedConnection);
        });
    }

private:
    struct State {
        std::mutex mutex;
        ProxyLookup *owner = nullptr;
        std::atomic<int> asked = 0;
        bool ownerGone()
        {
            const std::scoped_lock lock(mutex);
            return owner == nullptr;
        }
    };

    void letGo()
    {
        WorkerThread *thread = m_thread.release();
        QObject *application = QCoreApplication::instance();
        if (application)
            QObject::connect(thread->thread(), &QThread::finished, application, [thread] { delete thread; });
        thread->thread()->quit();
    }

    std::shared_ptr<State> m_state;
    std::unique_ptr<WorkerThread> m_thread;
};

ProxyLookup::ProxyLookup(SystemQuery query)
    : m_query(std::move(query))
{ }

ProxyLookup::~ProxyLookup() = default;

std::optional<ProxyRoute> ProxyLookup::known(const QUrl &url) const
{
    if (isLoopbackHost(url.host()))
        return ProxyRoute {};
    if (auto route = routeFromVariables(url))
        return route;
    const auto kept = m_kept.constFind(keyOf(url));
    if (kept != m_kept.constEnd() && now() < kept->until)
        return kept->route;
    return {};
}

void ProxyLookup::find(const QUrl &url, Found found)
{
    const QByteArray key = keyOf(url);
    std::vector<Found> &waiting = m_waiting[key];
    waiting.push_back(std::move(found));
    if (waiting.size() > 1)
        return;
    if (!m_worker)
        m_worker = std::make_unique<Worker>(*this);
    m_worker->ask(m_query, url,
        [key, generation = m_generation](
            ProxyLookup &self, const QList<QNetworkProxy> &proxies) { self.take(key, generation, proxies); });
}

void ProxyLookup::forget()
{
    m_kept.clear();
    ++m_generation;
}

void ProxyLookup::take(const QByteArray &key, quint64 generation, const QList<QNetworkProxy> &proxies)
{
    const ProxyRoute route = routeFrom(proxies);
    if (generation == m_generation)
        m_kept.insert(key, {route, now() + KeepFor});
    for (const Found &found : m_waiting.take(key))
        found(route);
}

QByteArray ProxyLookup::keyOf(const QUrl &url)
{
    return url.toEncoded(QUrl::RemovePath | QUrl::RemoveQuery | QUrl::RemoveFragment | QUrl::RemoveUserInfo);
}

std::optional<ProxyRoute> ProxyLookup::fromUrl(const QString &text)
{
    const QUrl url(text.contains(u"://") ? text : QString(u"http://" % text));
    const QStringList schemes {QStringLiteral("http"), QStringLiteral("https"), QStringLiteral("socks4"),
        QStringLiteral("socks4a"), QStringLiteral("socks5"), QStringLiteral("socks5h")};
    if (!url.isValid() || url.host().isEmpty() || !schemes.contains(url.scheme()))
        return {};
    ProxyRoute route;
    route.url
        = url.toEncoded(QUrl::RemoveUserInfo | QUrl::RemovePath | QUrl::RemoveQuery | QUrl::RemoveFragment);
    route.user = url.userName(QUrl::FullyDecoded).toUtf8();
    route.password = Secret(url.password(QUrl::FullyDecoded).toUtf8());
    return route;
}

bool isLoopbackHost(const QString &host)
{
    const QString name = host.endsWith(u'.') ? host.chopped(1) : host;
    if (name == u"localhost" || name.endsWith(u".localhost"))
        return true;
    const QHostAddress address(name);
    return !address.isNull() && address.isLoopback();
}

} // namespace Belay

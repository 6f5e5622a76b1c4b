// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/bench/gatewaystage.h"

#include "core/base/openfiles.h"

#include <QFile>

#include <ostream>

namespace Belay {

namespace {

constexpr auto CannedAnswer
    = R"({"id":"chatcmpl-bench","object":"chat.completion","created":1795305600,"model":"model-0",)"
      R"("choices":[{"index":0,"message":{"role":"assistant","content":"It is sunny, with a little wind."},)"
      R"("finish_reason":"stop"}],"usage":{"prompt_tokens":14,"completion_tokens":9,"total_tokens":23}})";

// To the probes of who watches it.
constexpr auto CannedStream
    = "data: "
      "{\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"model\":\"model-0\",\"choices\":[{\"index\":0,"
      "\"delta\":{\"role\":\"assistant\",\"content\":\"Yes\"},\"finish_reason\":null}]}\n\n"
      "data: "
      "{\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"model\":\"model-0\",\"choices\":[{\"index\":0,"
      "\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n"
      "data: [DONE]\n\n";
constexpr auto CannedModels
    = R"({"object":"list","data":[{"id":"model-0","object":"model","created":1795305600,"owned_by":"bench"}]})";

QByteArray number(quint16 port)
{
    return QByteArray::number(port);
}

QByteArray pool(const char *name, quint16 port)
{
    return QByteArray("upstream ") + name + " { server 127.0.0.1:" + number(port)
        + "; keepalive 2048; keepalive_requests 1000000000; }\n";
}

// As a plain reverse proxy for such an API is set up: connections kept, streams passed on at once.
constexpr auto ProxySettings
    = "proxy_http_version 1.1;\nproxy_set_header Connection \"\";\nproxy_buffering off;\n";

} // namespace

GatewayStage::GatewayStage(std::ostream &progress)
    : m_progress(progress)
    , m_home(Home::resolve(path("home")))
{ }

bool GatewayStage::say(const char *problem)
{
    m_progress << "gateway: " << problem << '\n' << std::flush;
    return false;
}

bool GatewayStage::open()
{
    if (NginxProcess::program().isEmpty() || WrkRun::program().isEmpty())
        return say("nginx or wrk is missing: apt-get install nginx-light wrk");
    raiseOpenFiles();
    const std::vector<int> cores = usableCores();
    if (cores.size() < 2)
        say("one core alone: the load shares it with who is measured");
    m_loadCore = cores.empty() ? 0 : cores.front();
    m_proxyCore = cores.empty() ? 0 : cores.back();
    useCore(m_loadCore);
    if (!m_paced.start())
        return say("no socket for the paced upstream");
    m_ports.paced = m_paced.port();
    m_ports.canned = freePort();
    m_canned = std::make_unique<NginxProcess>(path("canned"),
        "server { listen 127.0.0.1:" + number(m_ports.canned)
            + " backlog=4096; default_type application/json;\n"
              "location / { if ($http_accept = text/event-stream) { rewrite ^ /stream last; } return 200 '"
            + CannedAnswer + "'; }\nlocation = /v1/models { return 200 '" + CannedModels
            + "'; }\nlocation = /stream { internal; default_type text/event-stream; return 200 '"
            + CannedStream + "'; } }\n",
        m_loadCore);
    if (!m_canned->start(m_ports.canned))
        return say("the nginx with the canned answer does not start");
    if (!openTls() || !openProxy())
        return false;
    m_wrk = std::make_unique<WrkRun>(m_folder.path(), QByteArray::fromStdString(chatBody("main", false)),
        QByteArray(BelayServer::Token.data(), static_cast<qsizetype>(BelayServer::Token.size())));
    return BelayServer::configure(m_home, m_ports) || say("no room for a home");
}

bool GatewayStage::openTls()
{
    const QString key = path("key.pem");
    m_ports.authority = path("certificate.pem");
    QProcess openssl;
    openssl.start(QStringLiteral("openssl"),
        QStringLiteral("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=bench "
                       "-addext subjectAltName=IP:127.0.0.1 -keyout %1 -out %2")
            .arg(key, m_ports.authority)
            .split(u' '));
    if (!openssl.waitForFinished() || openssl.exitCode() != 0)
        return say("openssl makes no certificate");
    m_ports.pacedTls = freePort();
    m_tls = std::make_unique<NginxProcess>(path("tls"),
        pool("paced", m_ports.paced) + "server { listen 127.0.0.1:" + number(m_ports.pacedTls)
            + " ssl backlog=4096;\nssl_certificate " + QFile::encodeName(m_ports.authority)
            + ";\nssl_certificate_key " + QFile::encodeName(key) + ";\n" + ProxySettings
            + "location / { proxy_pass http://paced; } }\n",
        m_loadCore);
    return m_tls->start(m_ports.pacedTls) || say("the nginx with TLS does not start");
}

bool GatewayStage::openProxy()
{
    m_proxyPort = freePort();
    m_proxy = std::make_unique<NginxProcess>(path("proxy"),
        pool("paced", m_ports.paced) + pool("canned", m_ports.canned)
            + "server { listen 127.0.0.1:" + number(m_proxyPort) + " backlog=4096;\n" + ProxySettings
            + "location / { proxy_pass http://paced; }\nlocation /v1/ { proxy_pass http://canned; } }\n",
        m_proxyCore);
    return m_proxy->start(m_proxyPort) || say("the nginx in the middle does not start");
}

std::unique_ptr<BelayServer> GatewayStage::serve(BelayServer::History history)
{
    auto server = std::make_unique<BelayServer>(m_home, history, m_proxyCore);
    if (server->start())
        return server;
    say("the gateway does not answer");
    return {};
}

} // namespace Belay

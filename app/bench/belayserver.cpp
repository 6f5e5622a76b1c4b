// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/bench/belayserver.h"

#include "app/bench/plainclient.h"
#include "app/bench/withouthistory.h"
#include "core/base/time.h"
#include "core/domain/configwriter.h"

#include <QCoreApplication>
#include <QFile>
#include <QUrl>

#include <nlohmann/json.hpp>

#include <thread>

namespace Belay {

using namespace std::chrono_literals;

namespace {

// What the config names, no settings of ours.
const auto KeyVariable = QStringLiteral("BELAY_BENCH_KEY");
const auto TokenVariable = QStringLiteral("BELAY_BENCH_TOKEN");
constexpr auto Look = 20ms;
constexpr auto Patience = 20s;

struct Part {
    const char *chain;
    quint16 port;
    const char *path;
    QString authority;
};

ProviderConfig providerOf(const Part &part, const QString &id)
{
    ProviderConfig provider;
    provider.id = ProviderId {id};
    provider.name = id;
    provider.kind = ProviderKindId::OpenAiCompatible;
    const QString scheme = part.authority.isEmpty() ? QStringLiteral("http") : QStringLiteral("https");
    provider.baseUrl = QUrl(
        scheme + QStringLiteral("://127.0.0.1:%1%2").arg(part.port).arg(QString::fromLatin1(part.path)));
    provider.proxy = QStringLiteral("none");
    provider.caFile = part.authority;
    provider.keys = {{KeyId {QStringLiteral("main")}, {KeySource::From::Environment, KeyVariable}, 1}};
    provider.monitor.models = {QStringLiteral("model-0")};
    provider.monitor.acceptUnknownPrice = true;
    provider.monitor.statusPage = QStringLiteral("off");
    return provider;
}

/// Two steps, the second on a spare name of the same upstream.
void add(Config &config, const Part &part)
{
    ChainConfig chain;
    chain.id = ChainId {QString::fromLatin1(part.chain)};
    for (const char *suffix : {"", "-spare"}) {
        const QString id = QString::fromLatin1(part.chain) + QLatin1StringView(suffix);
        config.providers.push_back(providerOf(part, id));
        const TargetId target {ProviderId {id}, QStringLiteral("model-0")};
        config.prices[target] = Price {};
        chain.steps.emplace_back().targets.push_back({target, 1, {}});
    }
    config.chains.push_back(std::move(chain));
}

} // namespace

std::string chatBody(std::string_view chain, bool stream)
{
    return R"({"model":")" + std::string(chain)
        + R"(","messages":[{"role":"user","content":"Say something short about the weather."}],"stream":)"
        + (stream ? "true}" : "false}");
}

bool BelayServer::configure(const Home &home, const UpstreamPorts &ports)
{
    Config config;
    for (const Part &part :
        {Part {"main", ports.canned, "/v1", {}}, Part {"paced", ports.paced, "/paced/v1", {}},
            Part {"tls", ports.pacedTls, "/paced/v1", ports.authority},
            Part {"first", ports.paced, "/first/v1", {}}, Part {"big", ports.paced, "/big/v1", {}},
            Part {"whole", ports.paced, "/whole/v1", {}}})
        add(config, part);
    config.gateway.port = 0;
    config.gateway.tokens = {{QStringLiteral("default"), {KeySource::From::Environment, TokenVariable}}};
    config.network.local = NetworkConfig::Local::Internet;
    config.network.anchors = {QUrl(QStringLiteral("http://127.0.0.1:%1/anchor").arg(ports.canned))};
    QFile file(home.configPath());
    return home.create().has_value() && file.open(QIODevice::WriteOnly)
        && file.write(writeConfig(config)) > 0;
}

BelayServer::BelayServer(const Home &home, History history, int core)
    : m_home(home)
    , m_history(history)
    , m_process(core)
{
    m_process.set(KeyVariable, QStringLiteral("simulated-key-of-the-bench"));
    m_process.set(TokenVariable, QString::fromLatin1(Token.data(), static_cast<qsizetype>(Token.size())));
    m_process.set(QStringLiteral("DBUS_SESSION_BUS_ADDRESS"), QStringLiteral("unix:path=/nonexistent"));
}

bool BelayServer::start()
{
    const QString here = QCoreApplication::applicationDirPath();
    const QString output = m_home.dataDir + QStringLiteral("/serve.out");
    QFile::remove(output);
    const bool started = m_history == History::On
        ? m_process.start(here + QStringLiteral("/belayctl"),
            {QStringLiteral("--home"), m_home.dataDir, QStringLiteral("--json"), QStringLiteral("serve")},
            output)
        : m_process.start(QCoreApplication::applicationFilePath(),
            {QString::fromLatin1(ServeWithoutHistory), m_home.configPath()}, output);
    return started && waitForPort(output) && waitForAnswer();
}

bool BelayServer::waitForPort(const QString &output)
{
    for (auto waited = 0ms; waited < Patience && m_process.isRunning(); waited += Look) {
        QFile file(output);
        const QByteArray text = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        for (const QByteArray &line : text.first(text.lastIndexOf('\n') + 1).split('\n')) {
            const auto said = nlohmann::json::parse(line.toStdString(), nullptr, false);
            if (said.is_object() && said.value("event", "") == "ready") {
                const QUrl address(QString::fromStdString(said.value("gateway", "")));
                m_port = static_cast<quint16>(address.port(0));
                return m_port != 0;
            }
        }
        std::this_thread::sleep_for(Look);
    }
    return false;
}

/// Its keys come a moment after it listens.
bool BelayServer::waitForAnswer()
{
    const std::string request = postRequest(m_port, "/v1/chat/completions", chatBody("main", false), Token);
    for (auto waited = 0ms; waited < Patience && m_process.isRunning(); waited += Look) {
        PlainClient client(m_port);
        if (client.send(request) && client.readAnswer())
            return true;
        std::this_thread::sleep_for(Look);
    }
    return false;
}

} // namespace Belay

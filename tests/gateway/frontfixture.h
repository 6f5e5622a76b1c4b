// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/gateway/gatewayfront.h"
#include "core/http/httpserver.h"
#include "tests/support/fakeclock.h"

namespace Belay {

constexpr auto TestToken = "blt_0123456789abcdefghijklmnopqrstuvwxyzABCDEFG";

/// Keeps what passed the border and answers it with 200, unless it shall be held.
class RecordingSink final : public RequestSink
{
public:
    void dispatch(GatewayRequest request, std::shared_ptr<HttpExchange> exchange) override
    {
        requests.push_back(std::move(request));
        if (holds)
            held.push_back(std::move(exchange));
        else
            exchange->answer(200, requests.back().answerHeaders, "passed");
    }
    int activeCount() const override { return active; }

    std::vector<GatewayRequest> requests;
    std::vector<std::shared_ptr<HttpExchange>> held;
    bool holds = false;
    int active = 0;
};

/// The border on a real socket, with nobody behind it.
class FrontFixture : public StatusSource, public MetricsSource
{
public:
    explicit FrontFixture(GatewayConfig gateway = {}, HttpServerLimits limits = {})
        : ulids(clock, random)
        , front({clock, ulids, sink, *this, *this}, [this] { return setup; })
        , server(clock, front, limits)
    {
        Config config;
        for (const char *id : {"openai", "anthropic"}) {
            ProviderConfig &provider = config.providers.emplace_back();
            provider.id = ProviderId {QString::fromLatin1(id)};
            provider.kind = id[0] == 'o' ? ProviderKindId::OpenAi : ProviderKindId::Anthropic;
            provider.monitor.models = {QStringLiteral("small")};
        }
        ChainConfig &chain = config.chains.emplace_back();
        chain.id = ChainId {QStringLiteral("default")};
        chain.steps.emplace_back().targets.push_back(
            {{ProviderId {QStringLiteral("openai")}, QStringLiteral("small")}, 1, {}});
        config.gateway = std::move(gateway);
        apply(std::move(config));
        isListening = server.listen(QHostAddress::LocalHost, 0).has_value();
        front.setPlace(setup->config->gateway.listen, server.port());
    }

    void apply(Config config, const QByteArray &token = TestToken)
    {
        KeyRing::Entries entries;
        entries[{gatewayProvider(), KeyId {QStringLiteral("default")}}]
            = {KeyStorage::Stored, Secret {token}, {}};
        setup = std::make_shared<const GatewaySetup>(
            GatewaySetup {std::make_shared<const Config>(std::move(config)),
                std::make_shared<const KeyRing>(std::move(entries)), &Catalogue::builtIn()});
    }
    QByteArray host() const { return "127.0.0.1:" + QByteArray::number(server.port()); }
    QByteArray statusJson() const override { return R"({"schema":1})"; }
    QByteArray incidentsAtom() const override { return "<feed/>"; }
    QByteArray metricsText() const override { return "belay_streams 0\n"; }
    void countRefused(int status) override { refused.push_back(status); }

    FakeClock clock;
    SeededRandom random {1};
    UlidMaker ulids;
    RecordingSink sink;
    std::shared_ptr<const GatewaySetup> setup;
    GatewayFront front;
    HttpServer server;
    std::vector<int> refused;
    bool isListening = false;
};

} // namespace Belay

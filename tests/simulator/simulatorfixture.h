// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/simulator/simulator.h"
#include "tests/simulator/rawclient.h"
#include "tests/support/fakeclock.h"

#include <QCoreApplication>
#include <QElapsedTimer>

namespace Belay {

/// One provider of each dialect, without delays, and the requests that its real clients send.
class SimulatorFixture final
{
public:
    SimulatorFixture()
        : simulator(clock, random)
    { }

    Result<void> start(Milliseconds latency = Milliseconds {0}, Milliseconds perEvent = Milliseconds {0})
    {
        std::vector<SimulatedProvider> providers;
        for (const Dialect dialect : {Dialect::OpenAi, Dialect::Anthropic, Dialect::Gemini}) {
            SimulatedProvider provider;
            provider.id = ProviderId {toString(dialect)};
            provider.kind = *enumFromString<ProviderKindId>(toString(dialect));
            provider.dialect = dialect;
            provider.models = {QStringLiteral("small"), QStringLiteral("large")};
            provider.keys = {{KeyId {QStringLiteral("main")}, Secret {"canary-key-0123456789"}}};
            provider.latency = latency;
            provider.jitter = Milliseconds {0};
            provider.perEvent = perEvent;
            providers.push_back(std::move(provider));
        }
        return simulator.start(std::move(providers));
    }

    QUrl url(Dialect dialect, const QString &path) const
    {
        return QUrl {simulator.baseUrl(ProviderId {toString(dialect)}).toString() + path};
    }
    static QByteArray auth(Dialect dialect, const QByteArray &key = "canary-key-0123456789")
    {
        switch (dialect) {
        case Dialect::Anthropic:
            return "anthropic-version: 2023-06-01\r\nx-api-key: " + key + "\r\n";
        case Dialect::Gemini:
            return "x-goog-api-key: " + key + "\r\n";
        case Dialect::OpenAi:
            break;
        }
        return "Authorization: Bearer " + key + "\r\n";
    }
    std::unique_ptr<RawClient> complete(Dialect dialect, bool stream,
        const QString &model = QStringLiteral("small"), const QByteArray &key = "canary-key-0123456789",
        const QByteArray &maxTokens = "50") const
    {
        const QByteArray name = model.toUtf8();
        const QByteArray flag = stream ? "true" : "false";
        QByteArray body = "{\"model\":\"" + name + "\",\"max_tokens\":" + maxTokens + ",\"stream\":" + flag
            + ",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
        QString path = dialect == Dialect::OpenAi ? QStringLiteral("/chat/completions")
                                                  : QStringLiteral("/v1/messages");
        if (dialect == Dialect::Gemini) {
            body = R"({"contents":[{"parts":[{"text":"hi"}]}]})";
            path = QStringLiteral("/models/") + model
                + (stream ? QStringLiteral(":streamGenerateContent?alt=sse")
                          : QStringLiteral(":generateContent"));
        }
        return std::make_unique<RawClient>(url(dialect, path), "POST", auth(dialect, key), body);
    }
    std::unique_ptr<RawClient> post(Dialect dialect, const QString &path, const QByteArray &body) const
    {
        return std::make_unique<RawClient>(url(dialect, path), "POST", auth(dialect), body);
    }
    std::unique_ptr<RawClient> listModels(
        Dialect dialect, const QByteArray &key = "canary-key-0123456789") const
    {
        const QString path
            = dialect == Dialect::Anthropic ? QStringLiteral("/v1/models") : QStringLiteral("/models");
        return std::make_unique<RawClient>(url(dialect, path), "GET", auth(dialect, key));
    }

    /// Turns the loop and fires what is due, without any time passing, until `condition` holds.
    template <typename Condition>
    bool until(Condition condition)
    {
        QElapsedTimer timer;
        timer.start();
        while (!condition() && timer.elapsed() < 10'000) {
            clock.advance(Microseconds {0});
            QCoreApplication::processEvents(QEventLoop::AllEvents, 5);
        }
        return condition();
    }
    bool untilClosed(const std::unique_ptr<RawClient> &client)
    {
        return until([&client] { return client->isClosed(); });
    }
    void setWeather(const QByteArray &json)
    {
        const auto weather = readWeather(json);
        simulator.setWeather(weather ? *weather : Weather {NetworkState::Offline, {}});
    }

    FakeClock clock;
    SeededRandom random {7};
    Simulator simulator;
};

} // namespace Belay

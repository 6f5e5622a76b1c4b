// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/gateway/gateway.h"
#include "tests/gateway/clientcall.h"

namespace Belay {

/// The whole gateway on real sockets before simulated providers.
class GatewayFixture
{
public:
    GatewayFixture()
        : chain(clock, random)
        , gateway({http, clock, random, Catalogue::builtIn(),
              [this](const Sample &sample) { samples.push_back(sample); },
              [this](const Trace &trace) { traces.push_back(trace); }})
    { }

    /// Short limits, so that a hang is met in a fraction of a second.
    bool start(const std::vector<Dialect> &dialects = {Dialect::OpenAi, Dialect::Anthropic, Dialect::Gemini})
    {
        if (!chain.start(dialects))
            return false;
        for (StepConfig &step : chain.config.chains.front().steps) {
            step.retry = {0, Milliseconds {20}, Milliseconds {40}};
            step.timeouts
                = {Milliseconds {500}, Milliseconds {700}, Milliseconds {500}, Milliseconds {1'000}};
        }
        apply();
        return gateway.listen().has_value();
    }
    void apply() { gateway.apply(chain.shared(), keys()); }

    KeyRingPtr keys() const { return keysWithToken(chain); }

    std::unique_ptr<ClientCall> chat(bool stream, const QByteArray &model = "main")
    {
        return std::make_unique<ClientCall>(http, chatRequest(gateway.address(), model, stream));
    }
    std::unique_ptr<ClientCall> send(const QByteArray &path, const QByteArray &body)
    {
        return std::make_unique<ClientCall>(
            http, clientRequest(gateway.address(), QString::fromLatin1(path), body));
    }

    SystemClock clock;
    SeededRandom random {7};
    CurlClient http;
    SimulatedChain chain;
    std::vector<Sample> samples;
    std::vector<Trace> traces;
    Gateway gateway;
};

} // namespace Belay

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/config.h"
#include "core/secrets/keyring.h"
#include "core/simulator/simulator.h"

namespace Belay {

/// Simulated providers on loopback and a config with a chain over them, for tests of the gateway: as many as
/// are asked for, in the order OpenAI, Anthropic, Gemini, OpenAI, …, each with one model and two keys, one
/// step each. The whole is not delayed: what takes time is asked for by weather or by provider(). Needs an
/// event loop on the thread that made it.
class SimulatedChain final
{
public:
    SimulatedChain(Clock &clock, RandomSource &random);

    /// To be changed before start(): how long an answer takes, how many words it has.
    SimulatedProvider &provider(size_t index) { return m_providers[index]; }
    void add(Dialect dialect);
    /// Plays `dialects`, or one provider of each. The config is there from then on.
    Result<void> start(
        const std::vector<Dialect> &dialects = {Dialect::OpenAi, Dialect::Anthropic, Dialect::Gemini});

    /// `openai-1/model-1`, `anthropic-2/model-2`, …
    TargetId target(size_t index) const;
    /// Weather of one target from now on; `more` are further members, as in `"retryAfter":"5s"`.
    bool setWeather(size_t index, WeatherKind kind, const QByteArray &more = {});
    void clearWeather();
    /// How often a target was asked for an answer.
    int asked(size_t index) const { return simulator.journal().count(target(index)); }
    KeyRingPtr keys() const { return std::make_shared<const KeyRing>(m_keys); }
    std::shared_ptr<const Config> shared() const { return std::make_shared<const Config>(config); }

    Simulator simulator;
    /// With the chain `main` over all targets, and a gateway on any port with the token `default`, from the
    /// session. Tests change it as they like.
    Config config;

private:
    void describe(size_t index);

    std::vector<SimulatedProvider> m_providers;
    KeyRing::Entries m_keys;
    std::map<TargetId, QByteArray> m_weather; // as a weather file has it
};

} // namespace Belay

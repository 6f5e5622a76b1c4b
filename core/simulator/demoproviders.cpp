// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulator/demoproviders.h"

namespace Belay {

namespace {

struct Role {
    ProviderKindId kind;
    Dialect dialect;
    const char *name;
    QStringList models; // the first is the one that is probed
    Milliseconds latency;
    Milliseconds jitter;
    Milliseconds perEvent;
    bool hasKey = true;
};

std::vector<Role> roles()
{
    using Kind = ProviderKindId;
    const auto list = [](std::initializer_list<const char *> names) {
        QStringList models;
        for (const char *const name : names)
            models += QString::fromLatin1(name);
        return models;
    };
    const auto ms = [](int count) { return Milliseconds {count}; };
    return {
        {Kind::OpenAi, Dialect::OpenAi, "OpenAI", list({"gpt-4.1-nano", "gpt-5-nano"}), ms(420), ms(160),
            ms(18)},
        {Kind::Anthropic, Dialect::Anthropic, "Anthropic", list({"claude-haiku-4-5", "claude-haiku-5-5"}),
            ms(560), ms(220), ms(22)},
        {Kind::Gemini, Dialect::Gemini, "Google Gemini", list({"gemini-2.5-flash-lite"}), ms(380), ms(140),
            ms(30)},
        {Kind::Groq, Dialect::OpenAi, "Groq", list({"llama-3.1-8b-instant", "llama-3.3-70b-versatile"}),
            ms(120), ms(60), ms(4)},
        {Kind::Mistral, Dialect::OpenAi, "Mistral", list({"ministral-3b-latest"}), ms(300), ms(110), ms(14)},
        {Kind::DeepSeek, Dialect::OpenAi, "DeepSeek", list({"deepseek-chat"}), ms(700), ms(300), ms(26)},
        {Kind::OpenRouter, Dialect::OpenAi, "OpenRouter", list({"meta-llama/llama-3.1-8b-instruct"}), ms(520),
            ms(240), ms(16)},
        {Kind::Ollama, Dialect::OpenAi, "Ollama", list({"llama3.2:latest"}), ms(90), ms(40), ms(35), false},
    };
}

Weather weatherOf(std::initializer_list<std::pair<const char *, WeatherPoint>> points)
{
    Weather weather;
    for (const auto &[target, point] : points)
        weather.targets[TargetId::fromString(QString::fromLatin1(target))] = {point};
    return weather;
}

WeatherPoint pointOf(WeatherKind kind)
{
    WeatherPoint point;
    point.kind = kind;
    return point;
}

MonitorConfig monitorOf(const SimulatedProvider &provider, const Simulator &simulator)
{
    MonitorConfig monitor;
    monitor.every = Milliseconds {10'000};
    // Twice 20 s for a model that only hangs, and the wait before: it has to be down within a minute.
    monitor.completionEvery = Milliseconds {10'000};
    monitor.models = {provider.models.constFirst()};
    monitor.monthlyBudgetUsd = 100; // pretended money; it must not stretch the interval
    monitor.acceptUnknownPrice = true;
    monitor.slowOver = Milliseconds {3'000};
    // The real page says nothing of a simulated provider; a local one has none.
    monitor.statusPage
        = provider.keys.empty() ? QStringLiteral("off") : simulator.statusPage(provider.id).toString();
    return monitor;
}

QString nameOfKind(ProviderKindId kind)
{
    for (const Role &role : roles()) {
        if (role.kind == kind)
            return QString::fromLatin1(role.name);
    }
    return toString(kind);
}

ChainTarget chainTarget(const char *target)
{
    ChainTarget chained;
    chained.target = TargetId::fromString(QString::fromLatin1(target));
    return chained;
}

ChainConfig demoChain()
{
    StepConfig first;
    first.targets = {chainTarget("groq/llama-3.1-8b-instant")};
    StepConfig second;
    second.targets = {chainTarget("openai/gpt-4.1-nano"), chainTarget("anthropic/claude-haiku-4-5")};
    second.race = RaceConfig {};
    ChainConfig chain;
    chain.id = ChainId {QStringLiteral("default")};
    chain.steps = {first, second};
    return chain;
}

} // namespace

std::vector<SimulatedProvider> demoProviders()
{
    std::vector<SimulatedProvider> providers;
    for (const Role &role : roles()) {
        SimulatedProvider provider;
        provider.id = ProviderId {toString(role.kind)};
        provider.kind = role.kind;
        provider.dialect = role.dialect;
        provider.models = role.models;
        provider.latency = role.latency;
        provider.jitter = role.jitter;
        provider.perEvent = role.perEvent;
        if (role.hasKey) {
            const QByteArray value = "simulated key of " + provider.id.value.toLatin1();
            provider.keys = {{KeyId {QStringLiteral("main")}, Secret {QByteArray(value).replace(' ', '-')}}};
        }
        providers.push_back(std::move(provider));
    }
    return providers;
}

Weather defaultDemoWeather()
{
    WeatherPoint down = pointOf(WeatherKind::Status);
    down.status = 503;
    WeatherPoint limited = pointOf(WeatherKind::Storm429);
    limited.retryAfter = Milliseconds {20'000};
    WeatherPoint slow = pointOf(WeatherKind::SlowFirst);
    slow.delay = Milliseconds {4'500};
    Weather weather = weatherOf({{"groq/llama-3.1-8b-instant", down},
        {"gemini/gemini-2.5-flash-lite", limited}, {"deepseek", pointOf(WeatherKind::BadKey)},
        {"openrouter/meta-llama/llama-3.1-8b-instruct", slow}});
    // One page says what we see, one is green while its provider is ill, one speaks of its website alone.
    weather.pages[ProviderId {QStringLiteral("openrouter")}] = {pointOf(WeatherKind::Degraded)};
    weather.pages[ProviderId {QStringLiteral("openai")}] = {pointOf(WeatherKind::Website)};
    return weather;
}

Config demoConfig(const Simulator &simulator)
{
    Config config;
    for (const SimulatedProvider &played : simulator.providers()) {
        ProviderConfig provider;
        provider.id = played.id;
        provider.kind = played.kind;
        provider.name = nameOfKind(played.kind);
        provider.baseUrl = simulator.baseUrl(played.id);
        provider.proxy = QStringLiteral("none");
        for (const auto &[id, secret] : played.keys)
            provider.keys.push_back({id, {KeySource::From::Session, {}}, 1});
        provider.monitor = monitorOf(played, simulator);
        config.providers.push_back(std::move(provider));
    }
    const auto plays
        = [&config](const char *id) { return config.provider(ProviderId {QString::fromLatin1(id)}); };
    if (plays("groq") && plays("openai") && plays("anthropic"))
        config.chains = {demoChain()};
    config.network.anchors = {simulator.anchorUrl()};
    config.network.local = NetworkConfig::Local::Internet;
    return config;
}

} // namespace Belay

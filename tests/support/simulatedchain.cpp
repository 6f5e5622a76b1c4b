// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/simulatedchain.h"

namespace Belay {

namespace {

constexpr Milliseconds NoTime {0};

} // namespace

SimulatedChain::SimulatedChain(Clock &clock, RandomSource &random)
    : simulator(clock, random)
{ }

void SimulatedChain::add(Dialect dialect)
{
    const QString number = QString::number(m_providers.size() + 1);
    SimulatedProvider provider;
    provider.id = ProviderId {QString(toString(dialect) + u'-' + number)};
    provider.kind = *enumFromString<ProviderKindId>(toString(dialect));
    provider.dialect = dialect;
    provider.models = {QString(u"model-" + number)};
    for (const char *key : {"main", "spare"}) {
        const QString value
            = QStringLiteral("sk-sim-%1-%2-0123456789abcdef").arg(number, QLatin1StringView(key));
        provider.keys.emplace_back(KeyId {QString::fromLatin1(key)}, Secret {value.toLatin1()});
    }
    provider.latency = provider.jitter = provider.perEvent = NoTime;
    m_providers.push_back(std::move(provider));
}

Result<void> SimulatedChain::start(const std::vector<Dialect> &dialects)
{
    if (m_providers.empty()) {
        for (const Dialect dialect : dialects)
            add(dialect);
    }
    if (auto started = simulator.start(m_providers); !started)
        return started;
    config.chains
        = {ChainConfig {.id = ChainId {QStringLiteral("main")}, .aliases = {}, .deadline = {}, .steps = {}}};
    for (size_t i = 0; i < m_providers.size(); ++i)
        describe(i);
    config.gateway.enabled = true;
    config.gateway.port = 0;
    config.gateway.tokens = {{QStringLiteral("default"), KeySource {KeySource::From::Session, {}}}};
    config.network.anchors = {simulator.anchorUrl()};
    return {};
}

void SimulatedChain::describe(size_t index)
{
    const SimulatedProvider &played = m_providers[index];
    ProviderConfig provider;
    provider.id = played.id;
    provider.kind = played.kind;
    provider.name = played.id.value;
    provider.baseUrl = simulator.baseUrl(played.id);
    provider.proxy = QStringLiteral("none");
    provider.monitor.models = {played.models.begin(), played.models.end()};
    for (const auto &[id, value] : played.keys) {
        provider.keys.push_back({id, KeySource {KeySource::From::Session, {}}, 1});
        m_keys[{played.id, id}] = {KeyStorage::SessionOnly, value};
    }
    config.providers.push_back(std::move(provider));
    StepConfig step;
    step.targets.push_back({target(index), 1, {}});
    config.chains.front().steps.push_back(std::move(step));
}

TargetId SimulatedChain::target(size_t index) const
{
    return {m_providers[index].id, m_providers[index].models.first()};
}

bool SimulatedChain::setWeather(size_t index, WeatherKind kind, const QByteArray &more)
{
    const std::string_view name = nameOf(kind);
    m_weather[target(index)] = R"([{"at":"0s","weather":")" + QByteArray(name.data(), qsizetype(name.size()))
        + '"' + (more.isEmpty() ? QByteArray() : QByteArray(',' + more)) + "}]";
    QByteArrayList timelines;
    for (const auto &[one, timeline] : m_weather)
        timelines << QByteArray('"' + one.toString().toUtf8() + "\":" + timeline);
    const auto weather = readWeather(R"({"network":"online","targets":{)" + timelines.join(',') + "}}");
    if (weather)
        simulator.setWeather(*weather);
    return weather.has_value();
}

void SimulatedChain::clearWeather()
{
    m_weather.clear();
    simulator.setWeather({});
}

} // namespace Belay

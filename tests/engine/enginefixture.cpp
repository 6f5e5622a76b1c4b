// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/enginefixture.h"

#include "core/domain/configwriter.h"
#include "core/simulator/demoproviders.h"

#include <QFile>
#include <QSignalSpy>
#include <QTest>

namespace Belay {

namespace {

constexpr int Patience = 30'000;

} // namespace

EngineFixture::EngineFixture()
    : simulator(clock, random)
{
    config.network.local = NetworkConfig::Local::Internet;
}

SimulatedProvider EngineFixture::provider(
    const QString &id, ProviderKindId kind, const QByteArray &key, Dialect dialect)
{
    SimulatedProvider provider;
    provider.id = ProviderId {id};
    provider.kind = kind;
    provider.dialect = dialect;
    provider.models = {QStringLiteral("m")};
    provider.keys = {{KeyId {QStringLiteral("main")}, Secret {key}}};
    provider.latency = Milliseconds {0};
    provider.jitter = Milliseconds {0};
    provider.perEvent = Milliseconds {0};
    return provider;
}

Result<void> EngineFixture::play(std::vector<SimulatedProvider> providers)
{
    auto started = simulator.start(std::move(providers));
    if (!started)
        return started;
    config = demoConfig(simulator);
    for (const SimulatedProvider &provider : simulator.providers()) {
        for (const auto &[id, value] : provider.keys)
            sessionKeys[{provider.id, id}] = {KeyStorage::SessionOnly, value};
    }
    return {};
}

bool EngineFixture::setWeather(const QByteArray &json)
{
    const auto weather = readWeather(json);
    if (weather)
        simulator.setWeather(*weather);
    return weather.has_value();
}

bool EngineFixture::save() const
{
    QFile out(home().configPath());
    const QByteArray text = writeConfig(config);
    return out.open(QIODevice::WriteOnly) && out.write(text) == text.size();
}

Result<std::unique_ptr<Engine>> EngineFixture::open() const
{
    Engine::Options options;
    options.home = home();
    options.sessionKeys = sessionKeys;
    return Engine::open(std::move(options));
}

bool startWatching(Engine &engine)
{
    engine.start();
    return QTest::qWaitFor([&] { return !engine.status().board()->targets.empty(); }, Patience);
}

bool checkAll(Engine &engine)
{
    QSignalSpy ended(&engine.monitor(), &MonitorHost::checkFinished);
    engine.monitor().checkNow(std::nullopt, Monitor::Paid::Yes);
    return ended.wait(Patience);
}

TargetStatus rowOf(Engine &engine, const QString &target)
{
    const TargetStatus *row = engine.status().target(TargetId::fromString(target));
    return row ? *row : TargetStatus {};
}

QString stateOf(Engine &engine, const QString &target)
{
    return toString(rowOf(engine, target).verdict.state);
}

} // namespace Belay

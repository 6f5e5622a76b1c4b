// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/demo.h"

#include "core/base/logging.h"
#include "core/domain/configwriter.h"
#include "core/engine/demohistory.h"
#include "core/secrets/gatewaytoken.h"
#include "core/simulator/demoproviders.h"

#include <QFile>

#include <QRandomGenerator>

#include <algorithm>
#include <array>

namespace Belay {

struct Demo::OnThread {
    explicit OnThread(Clock &clock)
        : random(QRandomGenerator::system()->generate64())
        , simulator(clock, random)
    { }
    SeededRandom random;
    Simulator simulator;
};

namespace {

KeyRing::Entries entriesOf(const std::vector<SimulatedProvider> &providers)
{
    KeyRing::Entries entries;
    for (const SimulatedProvider &provider : providers) {
        for (const auto &[id, value] : provider.keys)
            entries[{provider.id, id}] = {KeyStorage::SessionOnly, value};
    }
    // Switched on, the demo's gateway has a token, and no keychain is asked for it.
    entries[{gatewayProvider(), KeyId {defaultToken()}}] = {KeyStorage::SessionOnly, newGatewayToken()};
    return entries;
}

/// What a weather leads to, told as if it had held for a while; nothing for what a person would not notice.
std::optional<DemoTarget::Ongoing> ongoingOf(WeatherKind kind)
{
    const auto down = [](Outcome outcome) {
        return DemoTarget::Ongoing {TargetState::Down, outcome, {}, false};
    };
    switch (kind) {
    case WeatherKind::Status:
        return down(Outcome::Overloaded);
    case WeatherKind::Hang:
    case WeatherKind::PingsOnly:
        return down(Outcome::TimeoutContent);
    case WeatherKind::Reset:
        return down(Outcome::Reset);
    case WeatherKind::Cut:
        return down(Outcome::Cut);
    case WeatherKind::Empty:
        return down(Outcome::Empty);
    case WeatherKind::NoModel:
        return down(Outcome::ModelNotFound);
    case WeatherKind::Fake200:
    case WeatherKind::Html200:
    case WeatherKind::Garbage:
    case WeatherKind::Flood:
    case WeatherKind::Redirect:
        return down(Outcome::NotAnAnswer);
    case WeatherKind::Storm429:
        return DemoTarget::Ongoing {TargetState::Limited, Outcome::RateLimited, {}, false};
    case WeatherKind::Quota:
        return DemoTarget::Ongoing {TargetState::Limited, Outcome::Quota, {}, false};
    case WeatherKind::BadKey:
        return DemoTarget::Ongoing {TargetState::KeyRejected, Outcome::Auth, {}, true};
    case WeatherKind::SlowFirst:
        return DemoTarget::Ongoing {TargetState::Slow, Outcome::Ok, {}, false};
    case WeatherKind::Clear:
    case WeatherKind::SlowStream:
    case WeatherKind::Website:
    case WeatherKind::Degraded:
    case WeatherKind::PartialOutage:
    case WeatherKind::MajorOutage:
    case WeatherKind::Maintenance:
        break;
    }
    return {};
}

std::optional<DemoTarget::Ongoing> ongoingOf(const Weather &weather, const TargetId &target)
{
    // Only what holds from the first moment can have held before.
    constexpr Milliseconds Start {0};
    auto ongoing = ongoingOf(weather.at(target, Start).kind);
    if (const auto whole = ongoingOf(weather.at({target.provider, {}}, Start).kind)) {
        ongoing = whole;
        ongoing->wholeProvider = true;
    }
    return ongoing;
}

std::vector<DemoTarget> targetsOf(
    const Config &config, const std::vector<SimulatedProvider> &simulated, const Weather &weather)
{
    // Apart from each other, as troubles are.
    constexpr std::array<std::chrono::minutes, 4> Lengths {std::chrono::minutes {6},
        std::chrono::minutes {47}, std::chrono::minutes {21}, std::chrono::minutes {33}};
    std::vector<DemoTarget> targets;
    for (const ProviderConfig &provider : config.providers) {
        const auto found = std::ranges::find(simulated, provider.id, &SimulatedProvider::id);
        for (const QString &model : provider.monitor.models) {
            DemoTarget target;
            target.id = {provider.id, model};
            target.providerName = provider.name;
            target.outages = 1 + static_cast<int>(targets.size() % 4);
            target.limitedAtTimes = targets.size() % 3 == 1;
            target.ongoing
                = weather.network == NetworkState::Online ? ongoingOf(weather, target.id) : std::nullopt;
            if (target.ongoing)
                target.ongoing->since = Lengths[targets.size() % Lengths.size()];
            if (found != simulated.end())
                target.typicalFirstContent = found->latency + found->jitter / 2;
            targets.push_back(target);
        }
    }
    return targets;
}

} // namespace

Demo::Demo()
    : m_thread(QStringLiteral("simulator"))
{ }

Demo::~Demo()
{
    m_engine.reset();
    m_thread.run([this] { m_onThread.reset(); });
}

Result<std::unique_ptr<Demo>> Demo::open(const Options &options)
{
    std::unique_ptr<Demo> demo(new Demo());
    if (auto started = demo->startSimulator(options.weather); !started)
        return Unexpected {started.error()};
    if (auto prepared = demo->prepareHome(options); !prepared)
        return Unexpected {prepared.error()};
    if (auto opened = demo->openEngine(); !opened)
        return Unexpected {opened.error()};
    return demo;
}

Result<void> Demo::startSimulator(const std::optional<Weather> &weather)
{
    m_weather = weather.value_or(defaultDemoWeather());
    Result<void> started;
    m_thread.run([&] {
        m_onThread = std::make_unique<OnThread>(m_clock);
        Simulator &simulator = m_onThread->simulator;
        started = simulator.start(demoProviders());
        simulator.setWeather(m_weather);
        if (started) {
            m_providers = simulator.providers();
            m_config = demoConfig(simulator);
            // Beside a gateway in earnest, which has the usual port and a token in the keychain.
            m_config.gateway.port = 0;
            m_config.gateway.tokens = {{defaultToken(), {KeySource::From::Session, {}}}};
        }
    });
    return started;
}

Result<void> Demo::prepareHome(const Options &options)
{
    if (!options.home) {
        m_temporary = std::make_unique<QTemporaryDir>();
        if (!m_temporary->isValid())
            return Unexpected {Error {ErrorKind::Storage, m_temporary->errorString(), {}}};
    }
    m_home = Home::resolve(options.home.value_or(m_temporary ? m_temporary->path() : QString()));
    if (auto made = m_home.create(); !made)
        return made;
    return writeDemoConfig();
}

Result<void> Demo::writeDemoConfig() const
{
    // Held only while writing: the engine takes it for good.
    const auto lock = HomeLock::take(m_home.dataDir);
    if (!lock)
        return Unexpected {lock.error()};
    QFile mark(m_home.dataDir + QStringLiteral("/demo"));
    QFile file(m_home.configPath());
    const bool isInUse = file.exists() || QFile::exists(m_home.historyPath());
    if (isInUse && !mark.exists())
        return Unexpected {Error {ErrorKind::Config,
            QStringLiteral("%1 is somebody's home; the demo would write over it: name another --home.")
                .arg(m_home.dataDir),
            {}}};
    for (QFile *made : {&mark, &file}) {
        const bool isMade
            = made->open(QIODevice::WriteOnly) && made->setPermissions(QFile::ReadOwner | QFile::WriteOwner);
        if (!isMade)
            return Unexpected {Error {ErrorKind::Storage, made->errorString(), {}}};
    }
    if (const QByteArray text = writeConfig(m_config); file.write(text) != text.size() || !file.flush())
        return Unexpected {Error {ErrorKind::Storage, file.errorString(), {}}};
    return {};
}

Result<void> Demo::openEngine()
{
    m_hasPast = QFile::exists(m_home.historyPath()); // of an earlier run
    Engine::Options options;
    options.home = m_home;
    options.demo = true;
    options.sessionKeys = entriesOf(m_providers);
    auto engine = Engine::open(std::move(options));
    if (!engine)
        return Unexpected {engine.error()};
    m_engine = std::move(*engine);
    return {};
}

void Demo::start()
{
    if (!m_hasPast)
        importPast();
    m_engine->start();
}

void Demo::importPast()
{
    SeededRandom random(m_config.providers.size());
    const HistoryRows rows
        = makeDemoHistory(targetsOf(m_config, m_providers, m_weather), m_clock.wall(), random);
    if (auto imported = m_engine->importHistory(rows); !imported)
        qCWarning(lcEngine) << "the demo starts without a past:" << imported.error().detail;
}

void Demo::setWeather(const Weather &weather)
{
    m_thread.post([this, weather] { m_onThread->simulator.setWeather(weather); });
}

} // namespace Belay

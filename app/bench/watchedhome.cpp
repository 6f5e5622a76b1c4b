// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/bench/watchedhome.h"

#include "app/bench/yearofhistory.h"
#include "core/domain/configwriter.h"

#include <QFile>

namespace Belay {

namespace {

constexpr int Providers = YearOfSamples::Targets;
constexpr int MostModels = 10; // of one provider
const auto KeyVariable = QStringLiteral("BELAY_BENCH_KEY"); // what the config names, no setting of ours

ProviderId providerId(int number)
{
    return ProviderId {QStringLiteral("provider-%1").arg(number)};
}

/// The first one is the one that the year of samples knows.
QString modelOf(int provider, int number)
{
    return number == 0 ? QStringLiteral("model-%1").arg(provider)
                       : QStringLiteral("model-%1-%2").arg(provider).arg(number);
}

std::vector<SimulatedProvider> played()
{
    std::vector<SimulatedProvider> providers;
    for (int i = 0; i < Providers; ++i) {
        SimulatedProvider provider;
        provider.id = providerId(i);
        provider.kind = ProviderKindId::OpenAiCompatible;
        for (int k = 0; k < MostModels; ++k)
            provider.models << modelOf(i, k);
        provider.keys = {{KeyId {QStringLiteral("main")}, Secret {qgetenv(qPrintable(KeyVariable))}}};
        providers.push_back(std::move(provider));
    }
    return providers;
}

} // namespace

struct WatchedHome::OnThread {
    explicit OnThread(Clock &clock)
        : simulator(clock, random)
    { }
    SeededRandom random {20'261'122};
    Simulator simulator;
};

WatchedHome::WatchedHome(const QString &folder)
    : m_home(Home::resolve(folder))
    , m_thread(QStringLiteral("simulator"))
{ }

WatchedHome::~WatchedHome()
{
    m_thread.run([this] { m_onThread.reset(); });
}

bool WatchedHome::open()
{
    qputenv(qPrintable(KeyVariable), "simulated-key-of-the-bench");
    bool open = m_home.create().has_value();
    m_thread.run([&] {
        m_onThread = std::make_unique<OnThread>(m_clock);
        open = open && m_onThread->simulator.start(played());
    });
    return open;
}

bool WatchedHome::configure(int targets) const
{
    Config config;
    m_thread.run([&] {
        const Simulator &simulator = m_onThread->simulator;
        config.network.anchors = {simulator.anchorUrl()};
        for (int i = 0; i < Providers; ++i) {
            ProviderConfig provider;
            provider.id = providerId(i);
            provider.name = QStringLiteral("Provider %1").arg(i);
            provider.baseUrl = simulator.baseUrl(provider.id);
            provider.proxy = QStringLiteral("none");
            provider.keys
                = {{KeyId {QStringLiteral("main")}, {KeySource::From::Environment, KeyVariable}, 1}};
            for (int k = 0; k < targets / Providers; ++k)
                provider.monitor.models.push_back(modelOf(i, k));
            provider.monitor.acceptUnknownPrice = true;
            provider.monitor.statusPage = QStringLiteral("off");
            config.providers.push_back(std::move(provider));
        }
    });
    config.network.local = NetworkConfig::Local::Internet;
    QFile file(m_home.configPath());
    return file.open(QIODevice::WriteOnly) && file.write(writeConfig(config)) > 0;
}

} // namespace Belay

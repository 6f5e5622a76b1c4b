// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"
#include "core/base/thread.h"
#include "core/engine/engine.h"
#include "core/simulator/simulator.h"

#include <QTemporaryDir>

#include <memory>
#include <optional>

namespace Belay {

/// Simulated providers on loopback, an engine that watches them, and 90 days of a past, in a home of their
/// own. Lives on the main thread; the home is removed at its end unless it was named.
class Demo final : public QObject
{
    Q_OBJECT
public:
    struct Options {
        std::optional<QString> home; ///< temporary where nothing is named; never one with another config
        std::optional<Weather> weather; ///< the demo's own where nothing is named
    };
    /// As Engine::open(); Config also when the home named holds a config.json that is not a demo's.
    static Result<std::unique_ptr<Demo>> open(const Options &options);
    ~Demo() override;
    Q_DISABLE_COPY_MOVE(Demo)

    Engine &engine() { return *m_engine; }
    const Engine &engine() const { return *m_engine; }
    /// Begins to watch; the older past is written while the window already shows.
    void start();
    void setWeather(const Weather &weather);

private:
    Demo();
    Result<void> prepareHome(const Options &options);
    Result<void> writeDemoConfig() const;
    Result<void> startSimulator(const std::optional<Weather> &weather);
    Result<void> openEngine();
    void importPast();

    struct OnThread;
    SystemClock m_clock;
    std::unique_ptr<QTemporaryDir> m_temporary;
    Home m_home;
    bool m_hasPast = false;
    std::unique_ptr<OnThread> m_onThread; // made, used and destroyed on m_thread
    WorkerThread m_thread;
    std::vector<SimulatedProvider> m_providers;
    Config m_config;
    Weather m_weather;
    std::unique_ptr<Engine> m_engine;
};

} // namespace Belay

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/random.h"
#include "core/base/result.h"
#include "core/simulator/journal.h"
#include "core/simulator/simulatedprovider.h"
#include "core/simulator/weather.h"

#include <QObject>
#include <QUrl>

#include <memory>

namespace Belay {

/// Providers on loopback, for the demo, for drills and for tests: real TCP, scripted weather, a journal of
/// all they were asked. Lives in one thread with an event loop.
class Simulator final : public QObject
{
    Q_OBJECT
public:
    /// Clock and randomness must outlive the simulator.
    Simulator(Clock &clock, RandomSource &random, QObject *parent = nullptr);
    ~Simulator() override;
    Q_DISABLE_COPY_MOVE(Simulator)

    /// Opens a port for each provider; none stays open when one fails (ErrorKind::Unavailable).
    Result<void> start(std::vector<SimulatedProvider> providers);
    void stop();

    std::vector<SimulatedProvider> providers() const;
    /// Where its real base URL would point; empty for a provider that is not played.
    QUrl baseUrl(const ProviderId &provider) const;
    /// Its status page, in Atlassian's form; empty for a provider that is not played.
    QUrl statusPage(const ProviderId &provider) const;
    /// Answers 204 to everyone: the internet of the simulated providers.
    QUrl anchorUrl() const;

    /// Holds from now on: its times count from here. Offline closes all ports, also the anchor's.
    void setWeather(const Weather &weather);
    const Weather &weather() const;

    const Journal &journal() const;
    void clearJournal();
    /// Keeps headers and bodies in the journal, too.
    void setKeepsDetails(bool keeps);

private:
    class Anchor;

    Result<void> goOnline();

    struct World;
    std::unique_ptr<World> m_world;
};

} // namespace Belay

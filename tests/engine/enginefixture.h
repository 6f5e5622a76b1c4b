// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/engine.h"
#include "core/simulator/simulator.h"

#include <QTemporaryDir>

namespace Belay {

/// A home in a folder of its own, simulated providers beside it, and the real engine over both.
class EngineFixture
{
public:
    EngineFixture();

    Home home() const { return Home::resolve(m_folder.path()); }
    QString file(const QString &name) const { return m_folder.filePath(name); }
    /// Plays the providers without delays and makes `config` for them.
    Result<void> play(std::vector<SimulatedProvider> providers);
    bool setWeather(const QByteArray &json);
    /// Writes `config` into the home. False where it cannot be written.
    bool save() const;
    Result<std::unique_ptr<Engine>> open() const;

    /// `id` of `kind` with one model `m` and one key.
    static SimulatedProvider provider(
        const QString &id, ProviderKindId kind, const QByteArray &key, Dialect dialect = Dialect::OpenAi);

    SystemClock clock;
    SeededRandom random {11};
    Simulator simulator;
    Config config;
    KeyRing::Entries sessionKeys;

private:
    QTemporaryDir m_folder;
};

/// Starts, and waits until the engine shows its targets.
bool startWatching(Engine &engine);
/// Everything once more, paid completions too; true when the round has ended.
bool checkAll(Engine &engine);
/// The row of a target; an empty one where there is none.
TargetStatus rowOf(Engine &engine, const QString &target);
QString stateOf(Engine &engine, const QString &target);

} // namespace Belay

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/homelock.h"
#include "core/engine/boardfigures.h"
#include "core/engine/configservice.h"
#include "core/engine/enginekeys.h"
#include "core/engine/gatewayhost.h"
#include "core/engine/historyreader.h"
#include "core/engine/home.h"
#include "core/engine/incidentdesk.h"
#include "core/engine/memorykeeper.h"
#include "core/engine/monitorhost.h"
#include "core/engine/networkwatch.h"
#include "core/engine/notifier.h"
#include "core/engine/statusfeed.h"
#include "core/engine/trials.h"
#include "core/history/sqlitehistory.h"

#include <QObject>

namespace Belay {

/// Owns everything that runs and hands out narrow services. Lives on the main thread.
class Engine final : public QObject
{
    Q_OBJECT
public:
    /// Owner: holds the home's lock and writes its history. Guest: reads beside an owner, writes nothing.
    enum class Role { Owner, Guest };
    /// What becomes of a history that is too damaged to be opened. It is never deleted.
    enum class Damaged { Refuse, SetAside };
    struct Options {
        Home home;
        Role role = Role::Owner;
        bool demo = false;
        KeyRing::Entries sessionKeys; ///< known from the start: the demo's
        Damaged damaged = Damaged::Refuse;
    };

    /// Conflict when another instance owns the home (its pid and version in the detail), Config with every
    /// place in the causes, Storage when history cannot be opened, Protocol when it is damaged. Nothing is
    /// left half started.
    static Result<std::unique_ptr<Engine>> open(Options options);
    ~Engine() override;
    Q_DISABLE_COPY_MOVE(Engine)

    /// Reads the keys and begins to watch.
    void start();
    /// Listens whatever the config says of `enabled`. Before start(); an owner's only.
    void serve(std::optional<quint16> port);
    /// Ends the gateway's requests within `limit`, then calls `drained`, once. Without a gateway at once.
    void drain(Milliseconds limit, std::function<void()> drained);
    /// Gateway, monitor, reader, then history; returns when all is written. Nothing but the destructor may
    /// follow. Not from inside a signal of the engine's parts.
    void stop();

    StatusFeed &status() { return m_status; }
    HistoryReader &history() { return *m_reader; }
    ConfigService &config() { return *m_config; }
    KeyService &keys() { return *m_keys; }
    MonitorHost &monitor() { return *m_monitor; }
    TrialService &trials() { return *m_trials; }
    IncidentControl &incidents() { return *m_incidents; }
    /// Null beside an owner: who does not own a home serves nobody.
    GatewayHost *gateway() { return m_gateway.get(); }
    const GatewayHost *gateway() const { return m_gateway.get(); }
    /// Null beside an owner: who does not own a home tells nobody.
    NotificationControl *notifications() { return m_notifier.get(); }
    Clock &clock() { return m_clock; }
    const Home &home() const { return m_options.home; }
    bool isDemo() const { return m_options.demo; }
    /// Whether any provider is watched: what a person would miss when the program ends.
    bool isWatching() const;

    /// Reads the config and all keys and tokens anew, also where the config did not change: what it names may
    /// have. A file that is no config changes nothing.
    Result<void> reload();
    /// Older days, before start(): the demo's.
    Result<void> importHistory(const HistoryRows &rows);
    /// Keeps a damaged file under another name and goes on with a fresh one; gives the name of the old one.
    Result<QString> setHistoryAside();
    /// The name that open() gave to a damaged file; empty: there was none.
    QString setAsideAtOpen() const { return m_setAside; }
    HistoryHealth historyHealth() const;
    qint64 historySize() const;

Q_SIGNALS:
    void historyHealthChanged(bool ok, const QString &detail);
    /// Found while reading, writing or checking it; told once until it has been set aside.
    void historyDamaged(const QString &detail);

private:
    explicit Engine(Options options);
    Result<void> openHistory();
    Result<std::unique_ptr<SqliteHistory>> openFile();
    void tellDamage(const QString &detail);
    void wire();
    void wireGateway();
    void wireNotifier();
    void applyConfig();
    void logWarnings(const Config &config);

    Options m_options;
    SystemClock m_clock;
    std::unique_ptr<HomeLock> m_lock;
    std::unique_ptr<ConfigService> m_config;
    std::unique_ptr<SqliteHistory> m_history;
    std::unique_ptr<HistoryStore> m_noHistory;
    std::unique_ptr<HistoryReader> m_reader;
    std::unique_ptr<EngineKeys> m_keys;
    std::unique_ptr<MonitorHost> m_monitor;
    std::unique_ptr<GatewayHost> m_gateway;
    std::unique_ptr<Notifier> m_notifier;
    std::unique_ptr<IncidentDesk> m_incidents;
    std::unique_ptr<BoardFigures> m_figures;
    std::unique_ptr<MemoryKeeper> m_memory;
    std::unique_ptr<Trials> m_trials;
    NetworkWatch m_networkWatch;
    StatusFeed m_status;
    enum class Phase { Open, Running, Stopped };
    Phase m_phase = Phase::Open;
    bool m_remembered = false;
    bool m_isDamageTold = false;
    QString m_setAside;
    ConfigWarnings m_warnings;
};

} // namespace Belay

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/engine.h"

#include "core/base/logging.h"
#include "core/engine/nohistory.h"
#include "core/engine/stopwatchdog.h"
#include "core/providers/chainfacts.h"

#include <algorithm>

namespace Belay {

namespace {

/// What a person can act on: that it is the disk's side, and where.
Error historyError(Error error, const QString &path)
{
    if (error.kind == ErrorKind::Permission)
        error.kind = ErrorKind::Storage;
    if (!error.detail.contains(path))
        error.detail += u' ' + path;
    return error;
}

std::vector<Incident> openOf(std::vector<Incident> incidents)
{
    std::erase_if(incidents, [](const Incident &incident) { return !incident.isOpen(); });
    return incidents;
}

} // namespace

Result<std::unique_ptr<Engine>> Engine::open(Options options)
{
    std::unique_ptr<Engine> engine(new Engine(std::move(options)));
    const Home &home = engine->m_options.home;
    if (engine->m_options.role == Role::Owner) {
        if (auto made = home.create(); !made)
            return Unexpected {made.error()};
        auto lock = HomeLock::take(home.dataDir);
        if (!lock)
            return Unexpected {lock.error()};
        engine->m_lock = std::move(*lock);
    }
    engine->m_config = std::make_unique<ConfigService>(home.configPath());
    if (auto loaded = engine->m_config->load(); !loaded)
        return Unexpected {loaded.error()};
    if (auto opened = engine->openHistory(); !opened)
        return Unexpected {opened.error()};
    engine->wire();
    return engine;
}

Engine::Engine(Options options)
    : m_options(std::move(options))
{ }

Engine::~Engine()
{
    stop();
}

Result<void> Engine::openHistory()
{
    const QString path = m_options.home.historyPath();
    const auto failed = [this](const Error &error) {
        if (error.kind == ErrorKind::Protocol)
            tellDamage(error.detail);
    };
    if (m_options.role == Role::Guest) {
        m_noHistory = std::make_unique<NoHistory>();
        m_reader = HistoryReader::beside(path);
        m_reader->setFailed(failed);
        return {};
    }
    auto opened = openFile();
    if (!opened && opened.error().kind == ErrorKind::Protocol && m_options.damaged == Damaged::SetAside) {
        auto name = SqliteHistory::setAside(path, m_clock.wall());
        if (!name)
            return Unexpected {historyError(name.error(), path)};
        m_setAside = *name;
        opened = openFile();
    }
    if (!opened)
        return Unexpected {historyError(opened.error(), path)};
    m_history = std::move(*opened);
    m_reader
        = std::make_unique<HistoryReader>([history = m_history.get()] { return history->openQueries(); });
    m_reader->setFailed(failed);
    return {};
}

Result<std::unique_ptr<SqliteHistory>> Engine::openFile()
{
    HistoryOptions options {.clock = m_clock};
    options.rawDays = m_config->config()->history.rawDays;
    options.traceDays = m_config->config()->history.traceDays;
    options.healthChanged = [this](bool ok, const QString &detail) {
        QMetaObject::invokeMethod(
            this, [this, ok, detail] { Q_EMIT historyHealthChanged(ok, detail); }, Qt::QueuedConnection);
    };
    options.damaged = [this](const QString &detail) {
        QMetaObject::invokeMethod(
            this, [this, detail] { tellDamage(detail); }, Qt::QueuedConnection);
    };
    options.checked = [damaged = options.damaged](const Result<void> &result) {
        if (!result)
            damaged(result.error().detail);
    };
    return SqliteHistory::open(m_options.home.historyPath(), std::move(options));
}

void Engine::tellDamage(const QString &detail)
{
    if (m_phase != Phase::Stopped && !std::exchange(m_isDamageTold, true))
        Q_EMIT historyDamaged(detail);
}

void Engine::wire()
{
    HistoryStore &store = m_history ? static_cast<HistoryStore &>(*m_history) : *m_noHistory;
    const Catalogue &catalogue = Catalogue::builtIn();
    m_keys = std::make_unique<EngineKeys>(m_clock, m_options.home.dataDir);
    m_keys->addSessionKeys(m_options.sessionKeys);
    m_monitor = std::make_unique<MonitorHost>(m_clock, catalogue, store);
    m_figures = std::make_unique<BoardFigures>(*m_reader, m_clock);
    m_memory = std::make_unique<MemoryKeeper>(*m_reader, m_clock);
    m_incidents = std::make_unique<IncidentDesk>(*m_monitor, store, *m_reader, m_clock);
    m_trials = std::make_unique<Trials>(
        m_clock, catalogue, [config = m_config.get()] { return config->config()->network; });

    connect(m_monitor.get(), &MonitorHost::boardChanged, m_figures.get(), &BoardFigures::take);
    connect(
        m_figures.get(), &BoardFigures::completed, this, [this](std::shared_ptr<const StatusBoard> board) {
            if (m_options.demo) {
                auto marked = std::make_shared<StatusBoard>(*board);
                marked->demo = true;
                board = std::move(marked);
            }
            if (m_gateway)
                m_gateway->setBoard(board);
            if (m_notifier)
                m_notifier->takeBoard(*board);
            m_status.publish(std::move(board));
        });
    connect(m_monitor.get(), &MonitorHost::sampleTaken, &m_status, &StatusFeed::sampleTaken);
    connect(m_keys.get(), &EngineKeys::ringChanged, this, [this](const KeyRingPtr &ring) {
        m_monitor->apply(m_config->config(), ring);
        if (m_gateway)
            m_gateway->apply(m_config->config(), ring);
    });
    connect(m_memory.get(), &MemoryKeeper::remembered, this, [this](const MonitorMemory &memory) {
        if (m_notifier && !m_remembered)
            m_notifier->adopt(openOf(memory.incidents));
        m_monitor->remember(memory);
        if (!std::exchange(m_remembered, true))
            m_keys->load(m_config->config());
    });
    if (m_history) {
        wireGateway();
        wireNotifier();
    }
    connect(&m_networkWatch, &NetworkWatch::changed, m_monitor.get(), &MonitorHost::setSystemNetwork);
    connect(m_config.get(), &ConfigService::configChanged, this, [this] { applyConfig(); });
}

/// Monitor and gateway meet here and nowhere else.
void Engine::wireGateway()
{
    m_gateway = std::make_unique<GatewayHost>(GatewayHost::Parts {m_clock, Catalogue::builtIn(), *m_history,
        [history = m_history.get()] { return static_cast<int>(history->health().queued); }});
    m_gateway->setTokenSource([keys = m_keys.get()](const QString &id, GatewayControl::TokenReady ready) {
        keys->obtainToken(id, std::move(ready));
    });
    connect(m_gateway.get(), &GatewayHost::sampleTaken, m_monitor.get(), &MonitorHost::observe);
    connect(m_gateway.get(), &GatewayHost::traceEnded, m_monitor.get(), &MonitorHost::observeRequest);
    connect(m_gateway.get(), &GatewayHost::sampleTaken, &m_status, &StatusFeed::sampleTaken);
    connect(m_monitor.get(), &MonitorHost::sampleTaken, m_gateway.get(), &GatewayHost::observe);
    connect(m_incidents.get(), &IncidentDesk::feedChanged, m_gateway.get(), &GatewayHost::setFeed);
}

void Engine::wireNotifier()
{
    m_notifier = std::make_unique<Notifier>(
        Notifier::Parts {m_clock, *m_config, *m_keys, *m_monitor, m_options.home.notificationsPath()});
    connect(m_monitor.get(), &MonitorHost::networkChanged, m_notifier.get(), &Notifier::networkChanged);
    connect(m_gateway.get(), &GatewayHost::statusChanged, m_notifier.get(),
        [this] { m_notifier->gatewayChanged(m_gateway->status()); });
    connect(m_incidents.get(), &IncidentControl::opened, m_notifier.get(), &Notifier::incidentOpened);
    connect(m_incidents.get(), &IncidentControl::updated, m_notifier.get(), &Notifier::incidentChanged);
    connect(m_incidents.get(), &IncidentControl::closed, m_notifier.get(), &Notifier::incidentClosed);
    connect(m_notifier.get(), &Notifier::incidentMuted, m_incidents.get(), [this](const Incident &incident) {
        m_incidents->remark({incident.id, incident.note, true});
    });
}

void Engine::start()
{
    if (m_phase != Phase::Open)
        return;
    m_phase = Phase::Running;
    m_networkWatch.start();
    m_incidents->start();
    m_keys->lookForKeychain();
    applyConfig();
}

void Engine::applyConfig()
{
    if (m_phase != Phase::Running)
        return;
    const std::shared_ptr<const Config> config = m_config->config();
    if (m_history)
        m_history->setKept(config->history.rawDays, config->history.traceDays);
    logWarnings(*config);
    if (m_notifier)
        m_notifier->applyConfig();
    m_incidents->setConfig(config);
    m_memory->read(config, Catalogue::builtIn());
    // The rules want to know the past before the first result: the first keys are read when it is there.
    if (m_remembered)
        m_keys->load(config);
}

Result<void> Engine::reload()
{
    const std::shared_ptr<const Config> before = m_config->config();
    if (auto loaded = m_config->load(); !loaded)
        return loaded;
    if (m_config->config() == before)
        applyConfig();
    return {};
}

void Engine::logWarnings(const Config &config)
{
    ConfigWarnings warnings = validateConfig(config, Catalogue::builtIn());
    if (warnings == m_warnings)
        return; // said already
    for (const ConfigIssue &warning : warnings)
        qCWarning(
            lcEngine, "%s (%s)", qUtf8Printable(configIssueLine(warning)), qUtf8Printable(warning.code));
    m_warnings = std::move(warnings);
}

Result<void> Engine::importHistory(const HistoryRows &rows)
{
    if (!m_history)
        return Unexpected {
            Error {ErrorKind::Storage, QStringLiteral("this instance does not own its home"), {}}};
    return m_history->import(rows);
}

Result<QString> Engine::setHistoryAside()
{
    if (!m_history)
        return Unexpected {
            Error {ErrorKind::Storage, QStringLiteral("this instance does not own its home"), {}}};
    auto name = m_history->setAside();
    m_isDamageTold = !name;
    return name;
}

HistoryHealth Engine::historyHealth() const
{
    return m_history ? m_history->health() : HistoryHealth {};
}

qint64 Engine::historySize() const
{
    return sizeOfHistory(m_options.home.historyPath());
}

bool Engine::isWatching() const
{
    const auto watched
        = [](const ProviderConfig &provider) { return provider.enabled && provider.monitor.enabled; };
    return m_phase == Phase::Running && std::ranges::any_of(m_config->config()->providers, watched);
}

void Engine::serve(std::optional<quint16> port)
{
    m_keys->setTokensWanted(true);
    m_gateway->serve(port);
}

void Engine::drain(Milliseconds limit, std::function<void()> drained)
{
    if (m_gateway)
        m_gateway->drain(limit, std::move(drained));
    else
        drained();
}

void Engine::stop()
{
    if (std::exchange(m_phase, Phase::Stopped) == Phase::Stopped)
        return;
    StopWatchdog watchdog;
    m_trials.reset();
    m_notifier.reset(); // a gateway that is stopped on purpose is no news
    watchdog.waitFor(QStringLiteral("gateway"));
    if (m_gateway)
        m_gateway->stop();
    watchdog.waitFor(QStringLiteral("monitor"));
    if (m_monitor)
        m_monitor->stop();
    // Who asks ends before the one who answers.
    m_memory.reset();
    m_figures.reset();
    m_incidents.reset();
    // The reader goes first: a snapshot that it still held would keep the writer's last checkpoint from
    // ending.
    watchdog.waitFor(QStringLiteral("reader"));
    m_reader.reset();
    watchdog.waitFor(QStringLiteral("history"));
    m_history.reset();
    m_lock.reset();
}

} // namespace Belay

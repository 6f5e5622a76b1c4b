// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/command.h"
#include "app/ctl/configfile.h"
#include "app/ctl/historyfollower.h"
#include "app/ctl/terminal.h"
#include "core/base/homelock.h"
#include "core/engine/engine.h"

namespace Belay {

namespace {

/// Follows the owner's history where somebody owns the home, and probes by itself, writing nothing, where
/// nobody does.
class WatchCommand final : public Command
{
public:
    void run(const CommandContext &context, std::function<void(ExitCode)> finish) override
    {
        m_finish = std::move(finish);
        auto config = readConfigFile(context.home.configPath());
        if (!config) {
            m_finish(reportConfigErrors(config.error(), context.json));
            return;
        }
        m_printer = EventPrinter(context.json);
        if (const auto owner = HomeLock::ownerOf(context.home.dataDir)) {
            printNote(QStringLiteral("Belay %1 (process %2) watches this home; this shows what it measures.")
                          .arg(owner->version)
                          .arg(owner->pid));
            m_follower = std::make_unique<HistoryFollower>(
                context.home.historyPath(), std::move(*config), m_clock, m_printer);
            return;
        }
        watch(context);
    }
    bool interrupt() override
    {
        end();
        return true;
    }
    void outputClosed() override { end(); }

private:
    void end()
    {
        m_follower.reset();
        m_engine.reset();
        m_finish(ExitCode::Done);
    }

    void watch(const CommandContext &context)
    {
        Engine::Options options;
        options.home = context.home;
        options.role = Engine::Role::Guest;
        auto engine = Engine::open(std::move(options));
        if (!engine) {
            printError(engine.error());
            m_finish(exitCodeOf(engine.error()));
            return;
        }
        m_engine = std::move(*engine);
        MonitorHost &monitor = m_engine->monitor();
        QObject::connect(&monitor, &MonitorHost::stateChanged, &monitor,
            [this](const TargetStatus &status) { m_printer.state(status, m_clock.wall()); });
        QObject::connect(&monitor, &MonitorHost::sampleTaken, &monitor,
            [this](const Sample &sample) { m_printer.sample(sample); });
        QObject::connect(&monitor, &MonitorHost::networkChanged, &monitor,
            [this](const NetworkStatus &status) { m_printer.network(status, m_clock.wall()); });
        const auto tell = [this](const Incident &incident) {
            const ProviderConfig *provider = m_engine->config().config()->provider(incident.provider);
            m_printer.incident(incident, provider ? provider->name : incident.provider.value, m_clock.wall());
        };
        QObject::connect(&monitor, &MonitorHost::incidentOpened, &monitor, tell);
        QObject::connect(&monitor, &MonitorHost::incidentClosed, &monitor, tell);
        m_engine->start();
    }

    SystemClock m_clock;
    EventPrinter m_printer {false};
    std::function<void(ExitCode)> m_finish;
    std::unique_ptr<HistoryFollower> m_follower;
    std::unique_ptr<Engine> m_engine;
};

} // namespace

CommandEntry addWatch(CLI::App &app)
{
    CLI::App *parser = app.add_subcommand("watch", "What happens, one line each, until Ctrl+C");
    return {parser, [] { return std::make_unique<WatchCommand>(); }};
}

} // namespace Belay

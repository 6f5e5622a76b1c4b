// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/command.h"
#include "app/ctl/eventprinter.h"
#include "app/ctl/terminal.h"
#include "core/engine/configwatch.h"
#include "core/engine/engine.h"
#include "core/secrets/keychainwords.h"

#include <QCoreApplication>

#include <algorithm>

namespace Belay {

namespace {

constexpr std::size_t MostEarly = 1'000; // while a keychain's question to the person is open

struct ServeArguments {
    std::optional<quint16> port;
    bool noGateway = false;
    std::string drain = "30s";
};

/// Monitor and gateway without a display, until SIGTERM: then what is under way may end.
class ServeCommand final : public Command
{
public:
    explicit ServeCommand(ServeArguments arguments)
        : m_arguments(std::move(arguments))
    { }
    void run(const CommandContext &context, std::function<void(ExitCode)> finish) override
    {
        m_finish = std::move(finish);
        m_printer = EventPrinter(context.json);
        m_json = context.json;
        const auto limit = durationFromString(QString::fromStdString(m_arguments.drain));
        if (!limit) {
            printNote(QStringLiteral("belayctl: --drain wants a duration such as 30s"));
            m_finish(ExitCode::Usage);
            return;
        }
        m_drain = *limit;
        Engine::Options options;
        options.home = context.home;
        options.damaged = Engine::Damaged::SetAside; // nobody is there to be asked, and results come in
        auto engine = Engine::open(std::move(options));
        if (!engine) {
            printError(engine.error());
            m_finish(exitCodeOf(engine.error()));
            return;
        }
        m_engine = std::move(*engine);
        if (!canServe(*m_engine->config().config())) {
            end(ExitCode::Config);
            return;
        }
        tellSetAside(m_engine->setAsideAtOpen());
        follow();
        m_watch = std::make_unique<ConfigWatch>(context.home.configPath(), m_clock);
        QObject::connect(m_watch.get(), &ConfigWatch::changed, m_watch.get(), [this] { reload(); });
        if (!m_arguments.noGateway)
            m_engine->serve(m_arguments.port);
        m_engine->start();
        if (m_arguments.noGateway)
            ready({});
    }
    bool interrupt() override
    {
        if (!std::exchange(m_isEnding, true) && m_engine)
            m_engine->drain(m_drain, [this] { end(ExitCode::Done); });
        else
            end(ExitCode::Done); // asked twice: at once
        return true;
    }
    bool reload() override
    {
        if (!m_engine)
            return true;
        if (auto loaded = m_engine->reload(); !loaded) {
            printNote(QStringLiteral("The configuration was not taken over; the one before stays in force."));
            printError(loaded.error());
        }
        return true;
    }
    /// Whoever serves goes on: a full disk must not cut the requests of its clients.
    void outputClosed() override
    {
        if (const auto failure = outputFailure())
            printNote(QStringLiteral("belayctl: %1. Nothing more is told there; the gateway goes on.")
                          .arg(failure->detail));
    }

private:
    void end(ExitCode code)
    {
        if (!m_engine)
            return;
        m_engine->stop();
        m_engine.reset();
        m_finish(code);
    }
    /// What lives in the memory of a session has nobody here who could enter it. A key that is missing so
    /// is one of several; without any token, no client could ever be let in.
    bool canServe(const Config &config) const
    {
        for (size_t i = 0; i < config.providers.size(); ++i) {
            for (size_t j = 0; j < config.providers[i].keys.size(); ++j) {
                if (config.providers[i].keys[j].source.from == KeySource::From::Session)
                    printNote(sessionIssue(QStringLiteral("/providers/%1/keys/%2/from").arg(i).arg(j))
                        + QStringLiteral(": this key stays empty"));
            }
        }
        const std::vector<GatewayToken> &tokens = config.gateway.tokens;
        const auto isOfSession
            = [](const GatewayToken &token) { return token.source.from == KeySource::From::Session; };
        for (size_t i = 0; i < tokens.size(); ++i) {
            if (isOfSession(tokens[i]) && !m_arguments.noGateway)
                printNote(sessionIssue(QStringLiteral("/gateway/tokens/%1/from").arg(i)));
        }
        return m_arguments.noGateway || !config.gateway.requireToken || tokens.empty()
            || !std::ranges::all_of(tokens, isOfSession);
    }
    static QString sessionIssue(const QString &pointer)
    {
        return configIssueLine({pointer, QStringLiteral("bad-value"),
            QStringLiteral("\"keychain\", \"env:NAME\" or \"file:/abs\" under belayctl serve"),
            QStringLiteral("\"session\"")});
    }
    static void tellSetAside(const QString &name)
    {
        if (!name.isEmpty())
            printNote(QStringLiteral(
                "belayctl: the history was damaged; it is kept as %1, and a fresh one was begun")
                          .arg(name));
    }
    void setAside(const QString &damage)
    {
        printNote(QStringLiteral("belayctl: ") + damage);
        const auto name = m_engine->setHistoryAside();
        if (name)
            tellSetAside(*name);
        else
            printError(name.error());
    }
    void ready(const QString &address)
    {
        if (std::exchange(m_isReady, true))
            return;
        if (m_json)
            printJson({{"event", "ready"}, {"pid", QCoreApplication::applicationPid()},
                {"gateway",
                    address.isEmpty() ? nlohmann::ordered_json()
                                      : nlohmann::ordered_json(address.toStdString())}});
        else
            printLine(address.isEmpty() ? QStringLiteral("Watching; no gateway.")
                                        : QStringLiteral("The gateway serves at %1").arg(address));
        for (const auto &print : std::exchange(m_early, {}))
            print();
    }
    /// The gateway listens. Who may call it is known with the first line, unless a keychain asks a person for
    /// it. One that nobody can call is of no use: what has no token yet gets one, or it is said why not.
    void findTokens()
    {
        if (m_tokensOpen > 0)
            return;
        m_tokensOpen = 1;
        constexpr Milliseconds Patience {3'000};
        m_patience = m_clock.createAlarm([this] { announce(); });
        m_patience->wakeAt(m_clock.steady() + Patience);
        const GatewayConfig &config = m_engine->config().config()->gateway;
        for (const GatewayToken &token : config.tokens) {
            if (!config.requireToken || token.source.from != KeySource::From::Keychain)
                continue;
            ++m_tokensOpen;
            m_engine->gateway()->obtainToken(
                token.id, [this, id = token.id](const Result<Secret> &found) { tokenFound(id, found); });
        }
        tokenSettled();
    }
    void tokenFound(const QString &id, const Result<Secret> &found)
    {
        if (!found && found.error().kind == ErrorKind::Cancelled)
            return; // it ends
        if (!found)
            printNote(QStringLiteral("belayctl: nobody can use the token %1 yet: %2")
                          .arg(id, keychainSentence(found.error(), KeychainEntry::Token)));
        tokenSettled();
    }
    void tokenSettled()
    {
        if (--m_tokensOpen == 0)
            announce();
    }
    void announce()
    {
        m_patience->cancel();
        if (!m_engine)
            return;
        m_address = m_engine->gateway()->status().view.address;
        ready(m_address);
    }
    /// A changed config may name another port: clients have to hear of it.
    void tellMove(const QString &address)
    {
        if (!address.isEmpty() && std::exchange(m_address, address) != address)
            printNote(QStringLiteral("belayctl: the gateway serves at %1 now").arg(address));
    }
    /// The first line says that it is ready; what the monitor finds before comes after it.
    void tell(std::function<void()> print)
    {
        if (m_isReady)
            print();
        else if (m_early.size() < MostEarly)
            m_early.push_back(std::move(print));
    }
    void takeGatewayStatus()
    {
        const GatewayStatus &status = m_engine->gateway()->status();
        if (status.state == GatewayStatus::State::Listening && !m_isReady)
            findTokens();
        else if (status.state == GatewayStatus::State::Listening)
            tellMove(status.view.address);
        // It comes with every change of the view too.
        if (std::exchange(m_problem, status.problem) != status.problem && !status.problem.isEmpty())
            printNote(status.problem);
        if (status.state == GatewayStatus::State::Failed && !m_isReady)
            QMetaObject::invokeMethod(
                m_engine.get(), [this] { end(ExitCode::Unavailable); }, Qt::QueuedConnection);
    }
    void follow()
    {
        MonitorHost &monitor = m_engine->monitor();
        QObject::connect(&monitor, &MonitorHost::stateChanged, &monitor, [this](const TargetStatus &status) {
            tell([this, status, at = m_clock.wall()] { m_printer.state(status, at); });
        });
        QObject::connect(&m_engine->status(), &StatusFeed::sampleTaken, &monitor,
            [this](const Sample &sample) { tell([this, sample] { m_printer.sample(sample); }); });
        QObject::connect(
            &monitor, &MonitorHost::networkChanged, &monitor, [this](const NetworkStatus &status) {
                tell([this, status, at = m_clock.wall()] { m_printer.network(status, at); });
            });
        QObject::connect(m_engine.get(), &Engine::historyDamaged, m_engine.get(),
            [this](const QString &detail) { setAside(detail); });
        const auto tellIncident = [this](const Incident &incident) {
            const ProviderConfig *provider = m_engine->config().config()->provider(incident.provider);
            tell([this, incident, name = provider ? provider->name : incident.provider.value,
                     at = m_clock.wall()] { m_printer.incident(incident, name, at); });
        };
        QObject::connect(&monitor, &MonitorHost::incidentOpened, &monitor, tellIncident);
        QObject::connect(&monitor, &MonitorHost::incidentClosed, &monitor, tellIncident);
        QObject::connect(m_engine->gateway(), &GatewayControl::statusChanged, m_engine.get(),
            [this] { takeGatewayStatus(); });
    }

    ServeArguments m_arguments;
    Milliseconds m_drain {0};
    SystemClock m_clock;
    std::unique_ptr<Alarm> m_patience;
    int m_tokensOpen = 0; // that are looked for, and one for the search itself
    std::unique_ptr<ConfigWatch> m_watch;
    EventPrinter m_printer {false};
    std::vector<std::function<void()>> m_early;
    std::function<void(ExitCode)> m_finish;
    std::unique_ptr<Engine> m_engine;
    QString m_problem; // of the gateway, as last told
    QString m_address; // likewise
    bool m_json = false;
    bool m_isReady = false;
    bool m_isEnding = false;
};

} // namespace

CommandEntry addServe(CLI::App &app)
{
    auto arguments = std::make_shared<ServeArguments>();
    CLI::App *parser = app.add_subcommand("serve", "Watch and serve chains, without a window, until SIGTERM");
    parser->add_option("--port", arguments->port, "Listen here instead of where the configuration says");
    parser->add_flag("--no-gateway", arguments->noGateway, "Only watch");
    parser->add_option("--drain", arguments->drain, "How long requests may take to end (30s)");
    return {parser, [arguments] { return std::make_unique<ServeCommand>(*arguments); }};
}

} // namespace Belay

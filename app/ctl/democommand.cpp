// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/command.h"
#include "app/ctl/configfile.h"
#include "app/ctl/eventprinter.h"
#include "app/ctl/terminal.h"
#include "core/domain/resultjson.h"
#include "core/engine/demo.h"
#include "core/simulator/demoproviders.h"

#include <QFile>

#include <algorithm>

namespace Belay {

namespace {

struct DemoArguments {
    std::string duration;
    std::string weather;
};

class DemoCommand final : public Command
{
public:
    explicit DemoCommand(DemoArguments arguments)
        : m_arguments(std::move(arguments))
    { }

    void run(const CommandContext &context, std::function<void(ExitCode)> finish) override
    {
        m_json = context.json;
        m_finish = std::move(finish);
        if (context.isHomeNamed)
            printNote(QStringLiteral("belayctl: the demo lives in a temporary home; --home is not used"));
        const ExitCode begun = begin();
        if (begun != ExitCode::Done)
            m_finish(begun);
    }
    bool interrupt() override
    {
        end();
        return true;
    }
    bool reload() override
    {
        m_demo.reset(); // its terminal has gone, and its temporary home must not stay behind
        return false;
    }
    void outputClosed() override { end(); }

private:
    ExitCode begin()
    {
        std::optional<Milliseconds> length;
        if (!m_arguments.duration.empty()) {
            length = durationFromString(QString::fromStdString(m_arguments.duration));
            if (!length) {
                printNote(QStringLiteral("belayctl: --for wants a duration such as 30s"));
                return ExitCode::Usage;
            }
        }
        Demo::Options options;
        if (!m_arguments.weather.empty()) {
            QFile file(QString::fromStdString(m_arguments.weather));
            if (!file.open(QIODevice::ReadOnly)) {
                printNote(QStringLiteral("belayctl: %1: %2").arg(file.fileName(), file.errorString()));
                return ExitCode::NoInput;
            }
            constexpr qint64 MoreThanAnyoneWrites = 1024 * 1024;
            const QByteArray text = file.read(MoreThanAnyoneWrites + 1);
            if (text.size() > MoreThanAnyoneWrites) {
                printNote(QStringLiteral("belayctl: %1 is no weather file: over 1 MiB").arg(file.fileName()));
                return ExitCode::Config;
            }
            auto weather = readWeather(text);
            if (!weather)
                return reportErrors(weather.error(), file.fileName());
            if (const ConfigErrors strangers = strangersIn(*weather); !strangers.empty())
                return reportErrors(strangers, file.fileName());
            options.weather = std::move(*weather);
        }
        auto demo = Demo::open(options);
        if (!demo) {
            printError(demo.error());
            return exitCodeOf(demo.error());
        }
        m_demo = std::move(*demo);
        show(length);
        return ExitCode::Done;
    }

    /// Weather for nobody would leave the demo clear, and whoever misspelt a name wondering.
    static ConfigErrors strangersIn(const Weather &weather)
    {
        ConfigErrors errors;
        const std::vector<SimulatedProvider> played = demoProviders();
        for (const auto &[target, timeline] : weather.targets) {
            const auto found = std::ranges::find(played, target.provider, &SimulatedProvider::id);
            if (found != played.end() && (!target.hasModel() || found->models.contains(target.model)))
                continue;
            errors.push_back({childPointer(QStringLiteral("/targets"), target.toString()),
                QStringLiteral("unknown-reference"),
                QStringLiteral("a provider or target that the demo plays"), target.toString()});
        }
        for (const auto &[provider, timeline] : weather.pages) {
            if (std::ranges::find(played, provider, &SimulatedProvider::id) != played.end())
                continue;
            const QString name = QStringLiteral("page:") + provider.value;
            errors.push_back({childPointer(QStringLiteral("/targets"), name),
                QStringLiteral("unknown-reference"), QStringLiteral("a provider that the demo plays"), name});
        }
        return errors;
    }

    static ExitCode reportErrors(const ConfigErrors &errors, const QString &file)
    {
        for (const ConfigIssue &issue : errors)
            printNote(configIssueLine(issue, file));
        return ExitCode::Config;
    }

    void show(std::optional<Milliseconds> length)
    {
        if (!m_json) {
            printNote(QStringLiteral("A demo: the providers are simulated on this machine. Ctrl+C ends it."));
            MonitorHost &monitor = m_demo->engine().monitor();
            QObject::connect(&monitor, &MonitorHost::stateChanged, &monitor,
                [this](const TargetStatus &status) { EventPrinter(false).state(status, m_clock.wall()); });
        }
        m_demo->start(); // takes a moment to make up a past, which is no part of the length
        if (length) {
            m_end = m_clock.createAlarm([this] { end(); });
            m_end->wakeAt(m_clock.steady() + *length);
        }
    }

    void end()
    {
        if (std::exchange(m_ended, true) || !m_demo)
            return;
        const auto board = m_demo->engine().status().board();
        if (m_json)
            printJson(toJson(*board));
        else
            printStatus(*board);
        m_demo.reset();
        m_finish(ExitCode::Done);
    }

    DemoArguments m_arguments;
    bool m_json = false;
    bool m_ended = false;
    SystemClock m_clock;
    std::function<void(ExitCode)> m_finish;
    std::unique_ptr<Alarm> m_end;
    std::unique_ptr<Demo> m_demo;
};

} // namespace

CommandEntry addDemo(CLI::App &app)
{
    auto arguments = std::make_shared<DemoArguments>();
    CLI::App *parser = app.add_subcommand("demo", "Simulated providers on this machine, watched for real");
    parser->add_option("--for", arguments->duration, "End after this, such as 30s (at Ctrl+C)");
    parser->add_option("--weather", arguments->weather, "A file that says what goes wrong, and when");
    return {parser, [arguments] { return std::make_unique<DemoCommand>(*arguments); }};
}

} // namespace Belay

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/checkround.h"
#include "app/ctl/command.h"
#include "app/ctl/configfile.h"
#include "app/ctl/terminal.h"
#include "core/domain/resultjson.h"
#include "core/engine/cachedboard.h"
#include "core/providers/catalogue.h"

#include <algorithm>
#include <map>
#include <set>

namespace Belay {

namespace {

struct CheckArguments {
    bool completion = false;
    bool cached = false;
    bool any = false;
    std::string timeout = "30s";
    std::vector<std::string> targets;
};

class CheckCommand final : public Command
{
public:
    explicit CheckCommand(CheckArguments arguments)
        : m_arguments(std::move(arguments))
    { }

    void run(const CommandContext &context, std::function<void(ExitCode)> finish) override
    {
        m_context = context;
        m_finish = std::move(finish);
        const auto timeout = durationFromString(QString::fromStdString(m_arguments.timeout));
        if (!timeout || *timeout <= Milliseconds {0}) {
            printNote(QStringLiteral("belayctl: --timeout wants a duration such as 30s"));
            m_finish(ExitCode::Usage);
            return;
        }
        auto config = readConfigFile(context.home.configPath());
        if (!config) {
            m_finish(reportConfigErrors(config.error(), context.json));
            return;
        }
        for (const std::string &wanted : m_arguments.targets) {
            if (!narrows(*config, TargetId::fromString(QString::fromStdString(wanted)))) {
                printNote(QStringLiteral("belayctl: there is no target ") + QString::fromStdString(wanted));
                m_finish(ExitCode::Usage);
                return;
            }
        }
        narrow(*config);
        check(std::make_shared<const Config>(std::move(*config)), *timeout);
    }

private:
    static bool narrows(const Config &config, const TargetId &target)
    {
        const ProviderConfig *provider = config.provider(target.provider);
        if (!provider || !target.hasModel())
            return provider;
        const auto &models = provider->monitor.models;
        if (!models.empty())
            return std::ranges::find(models, target.model) != models.end();
        const auto &cheap = Catalogue::builtIn().kind(provider->kind).cheapModels;
        return cheap.empty() || target.model == cheap.front();
    }

    /// Leaves of the config what was asked for; a provider's name means all of its models.
    void narrow(Config &config) const
    {
        if (m_arguments.targets.empty())
            return;
        std::map<ProviderId, std::set<QString>> wanted;
        std::set<ProviderId> whole;
        for (const std::string &text : m_arguments.targets) {
            const TargetId target = TargetId::fromString(QString::fromStdString(text));
            wanted[target.provider].insert(target.model);
            if (!target.hasModel())
                whole.insert(target.provider);
        }
        std::erase_if(
            config.providers, [&](const ProviderConfig &provider) { return !wanted.contains(provider.id); });
        for (ProviderConfig &provider : config.providers) {
            const std::set<QString> &models = wanted[provider.id];
            if (!whole.contains(provider.id))
                provider.monitor.models = {models.begin(), models.end()};
        }
    }

    void check(std::shared_ptr<const Config> config, Milliseconds timeout)
    {
        if (m_arguments.cached) {
            const auto board = cachedBoard(m_context.home.historyPath(), *config, SystemClock().wall());
            if (board) {
                show(*board);
            } else {
                printError(board.error());
                m_finish(ExitCode::Storage); // whatever it is, it is the database
            }
            return;
        }
        CheckRound::Options options;
        options.config = std::move(config);
        options.paid = m_arguments.completion ? Monitor::Paid::Yes : Monitor::Paid::No;
        options.timeout = timeout;
        m_round = std::make_unique<CheckRound>(m_context.home, std::move(options));
        m_round->run([this](const Result<StatusBoard, ExitCode> &board) {
            if (board)
                show(*board);
            else
                m_finish(board.error());
        });
    }

    void show(const StatusBoard &board)
    {
        if (m_context.json)
            printJson(toJson(board));
        else
            printStatus(board);
        const bool oneServes = m_arguments.any && board.overall.providersUp > 0;
        m_finish(oneServes ? ExitCode::Done : exitCodeOf(board.overall.state));
    }

    CheckArguments m_arguments;
    CommandContext m_context;
    std::function<void(ExitCode)> m_finish;
    std::unique_ptr<CheckRound> m_round;
};

} // namespace

CommandEntry addCheck(CLI::App &app)
{
    auto arguments = std::make_shared<CheckArguments>();
    CLI::App *parser = app.add_subcommand("check", "Probes now; free unless --completion");
    parser->add_flag("--completion", arguments->completion,
        "Send one tiny completion to each target as well: it is paid for");
    parser->add_flag("--cached", arguments->cached, "The newest known, without any request");
    parser->add_flag("--any", arguments->any, "Exit 0 if one provider serves");
    parser->add_option("--timeout", arguments->timeout, "End after this (30s)");
    parser->add_option("targets", arguments->targets, "provider or provider/model; none means all");
    return {parser, [arguments] { return std::make_unique<CheckCommand>(*arguments); }};
}

} // namespace Belay

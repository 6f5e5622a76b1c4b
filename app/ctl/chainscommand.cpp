// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/command.h"
#include "app/ctl/configfile.h"
#include "app/ctl/terminal.h"
#include "core/providers/chainfacts.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace Belay {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Belay::ChainsCommand)
};

class ChainsValidateCommand final : public Command
{
public:
    explicit ChainsValidateCommand(std::string file)
        : m_file(std::move(file))
    { }

    void run(const CommandContext &context, std::function<void(ExitCode)> finish) override
    {
        finish(validate(context));
    }

private:
    ExitCode validate(const CommandContext &context) const
    {
        const QString path = m_file.empty() ? context.home.configPath() : QString::fromStdString(m_file);
        const QString name = QFileInfo(path).fileName();
        if (!m_file.empty() && !QFileInfo::exists(path)) {
            printNote(QStringLiteral("belayctl: there is no file %1").arg(path));
            return ExitCode::NoInput;
        }
        const Result<Config, ConfigErrors> config = readConfigFile(path);
        if (!config)
            return reportConfigErrors(config.error(), context.json, name);
        const ConfigWarnings warnings = validateConfig(*config, Catalogue::builtIn());
        for (const ConfigIssue &warning : warnings)
            printNote(QString(configIssueLine(warning, name) + u" (" + warning.code + u')'));
        if (context.json)
            printLine(QString::fromUtf8(configIssuesJson({}, warnings)));
        else
            printLine(Words::tr("%1: %2, %3", "config.json: 2 chains, 1 warning")
                          .arg(name, Words::tr("%n chains", nullptr, static_cast<int>(config->chains.size())),
                              Words::tr("%n warnings", nullptr, static_cast<int>(warnings.size()))));
        return ExitCode::Done;
    }

    std::string m_file;
};

} // namespace

CommandEntry addChains(CLI::App &app)
{
    auto file = std::make_shared<std::string>();
    CLI::App *parser
        = app.add_subcommand("chains", "Chains: what is wrong with them, or unlikely to be meant");
    parser->require_subcommand(1);
    CLI::App *validate
        = parser->add_subcommand("validate", "Reads a config and names its errors and warnings");
    validate->add_option("file", *file, "A config.json; without it that of the home");
    return {parser, [file] { return std::make_unique<ChainsValidateCommand>(*file); }};
}

} // namespace Belay

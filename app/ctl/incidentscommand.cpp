// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/command.h"
#include "app/ctl/configfile.h"
#include "app/ctl/terminal.h"
#include "core/domain/incidentjson.h"
#include "core/domain/incidenttext.h"
#include "core/domain/statusboard.h"
#include "core/history/sqlitehistory.h"

#include <QFileInfo>

#include <algorithm>

namespace Belay {

namespace {

constexpr std::chrono::hours UsualPast {24 * 90};
constexpr int MostIncidents = 10'000;

QStringList linesOf(const Incident &incident, const Config &config, WallTime now)
{
    const ProviderConfig *provider = config.provider(incident.provider);
    const QString title = incidentTitle(incident, provider ? provider->name : incident.provider.value);
    const QString length = spokenDuration(lengthOf(incident, now));
    QStringList lines {
        QStringLiteral("%1  %2  %3  (%4, %5)")
            .arg(toIsoString(incident.openedAt),
                incident.isOpen()           ? QStringLiteral("open, for ") + length
                    : endedUnseen(incident) ? QStringLiteral("watched no longer after ") + length
                                            : QStringLiteral("over after ") + length,
                title, incidentTargets(incident), incident.id.toString())};
    for (const QString &more : {incident.sentence, leadSentence(incident.lead), incident.note}) {
        if (!more.isEmpty())
            lines << QStringLiteral("    ") + more.simplified();
    }
    return lines;
}

class IncidentsCommand final : public Command
{
public:
    explicit IncidentsCommand(std::optional<std::string> from)
        : m_from(std::move(from))
    { }

    void run(const CommandContext &context, std::function<void(ExitCode)> finish) override
    {
        finish(show(context));
    }

private:
    ExitCode show(const CommandContext &context) const
    {
        SystemClock clock;
        const WallTime now = clock.wall();
        IncidentFilter filter {.limit = MostIncidents};
        filter.range = TimeRange {now - UsualPast, now + Seconds {1}};
        if (m_from) {
            const auto from = wallTimeFromIso(QString::fromStdString(*m_from));
            if (!from) {
                printNote(QStringLiteral("belayctl: --from wants an instant such as "
                                         "2026-11-22T07:00:00Z"));
                return ExitCode::Usage;
            }
            filter.range->from = *from;
        }
        std::vector<Incident> incidents;
        if (QFileInfo::exists(context.home.historyPath())) {
            auto queries = SqliteHistory::openBeside(context.home.historyPath());
            if (!queries) {
                printError(queries.error());
                return ExitCode::Storage; // whatever it is, it is the database
            }
            auto read = answerOf(
                **queries, [&filter](HistoryQueries &history) { return history.incidents(filter); });
            if (!read) {
                printError(read.error());
                return ExitCode::Storage;
            }
            incidents = std::move(*read);
        }
        if (context.json)
            printAsJson(incidents);
        else
            printAsText(incidents, readConfigFile(context.home.configPath()).value_or(Config()), now);
        return ExitCode::Done;
    }
    static void printAsJson(const std::vector<Incident> &incidents)
    {
        nlohmann::ordered_json list = nlohmann::ordered_json::array();
        for (const Incident &incident : incidents)
            list.push_back(toJson(incident));
        printJson({{"incidents", list}});
    }
    static void printAsText(const std::vector<Incident> &incidents, const Config &config, WallTime now)
    {
        if (incidents.empty())
            printNote(QStringLiteral("belayctl: no incident in this time"));
        for (const Incident &incident : incidents) {
            for (const QString &line : linesOf(incident, config, now))
                printLine(line);
        }
    }

    std::optional<std::string> m_from;
};

} // namespace

CommandEntry addIncidents(CLI::App &app)
{
    auto from = std::make_shared<std::optional<std::string>>();
    CLI::App *parser = app.add_subcommand("incidents", "What went wrong and for how long, the newest first");
    parser->add_option("--from", *from,
        "An instant such as 2026-11-22T07:00:00Z: what touches the time since then (90 days ago)");
    return {parser, [from] { return std::make_unique<IncidentsCommand>(*from); }};
}

} // namespace Belay

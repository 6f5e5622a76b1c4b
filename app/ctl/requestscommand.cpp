// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/command.h"
#include "app/ctl/terminal.h"
#include "core/domain/tracejson.h"
#include "core/history/sqlitehistory.h"

#include <QFileInfo>

namespace Belay {

namespace {

constexpr int UsualCount = 20;
constexpr int MostCount = 100'000;

QString orDash(const QString &text)
{
    return text.isEmpty() ? QStringLiteral("–") : text;
}

QString tokensText(const Trace &trace)
{
    const auto count = [](const std::optional<int> &tokens) {
        return tokens ? QString::number(*tokens) : QStringLiteral("?");
    };
    const bool isKnown = trace.tokensIn || trace.tokensOut;
    return isKnown ? QString(count(trace.tokensIn) + u'/' + count(trace.tokensOut)) : QString();
}

/// What the request cost in all, races' losers included.
QString costText(const Trace &trace)
{
    if (!trace.usd && !trace.losersUsd)
        return {};
    return QStringLiteral("$%1").arg(toUsd(trace.usd.value_or(0) + trace.losersUsd.value_or(0)), 0, 'f', 6);
}

QStringList rowOf(const Trace &trace)
{
    return {toIsoString(trace.at), orDash(trace.chain.value),
        orDash(trace.target ? trace.target->toString() : QString()), toString(trace.ended),
        QString::number(std::chrono::round<Milliseconds>(trace.total).count()), orDash(tokensText(trace)),
        orDash(costText(trace)), whyOf(trace)};
}

/// Columns as wide as their widest text; numbers to the right, the last one as it is.
void printTable(const std::vector<Trace> &traces)
{
    QList<QStringList> rows {{QStringLiteral("time"), QStringLiteral("chain"), QStringLiteral("answered by"),
        QStringLiteral("ended"), QStringLiteral("ms"), QStringLiteral("tokens"), QStringLiteral("cost"),
        QStringLiteral("why")}};
    for (const Trace &trace : traces)
        rows << rowOf(trace);
    const qsizetype columns = rows.first().size();
    constexpr qsizetype FirstNumber = 4;
    QList<qsizetype> widths(columns, 0);
    for (const QStringList &row : std::as_const(rows)) {
        for (qsizetype i = 0; i < columns; ++i)
            widths[i] = std::max(widths[i], row[i].size());
    }
    for (const QStringList &row : std::as_const(rows)) {
        QStringList cells;
        for (qsizetype i = 0; i + 1 < columns; ++i)
            cells << (i < FirstNumber ? row[i].leftJustified(widths[i]) : row[i].rightJustified(widths[i]));
        cells << row.last();
        QString line = cells.join(QStringLiteral("  "));
        while (line.endsWith(u' '))
            line.chop(1);
        printLine(line);
    }
}

class RequestsCommand final : public Command
{
public:
    explicit RequestsCommand(int last)
        : m_last(last)
    { }

    void run(const CommandContext &context, std::function<void(ExitCode)> finish) override
    {
        finish(show(context));
    }

private:
    ExitCode show(const CommandContext &context) const
    {
        std::vector<Trace> traces;
        if (QFileInfo::exists(context.home.historyPath())) {
            auto queries = SqliteHistory::openBeside(context.home.historyPath());
            if (!queries) {
                printError(queries.error());
                return ExitCode::Storage; // whatever it is, it is the database
            }
            auto read
                = answerOf(**queries, [this](HistoryQueries &history) { return history.traces({}, m_last); });
            if (!read) {
                printError(read.error());
                return ExitCode::Storage;
            }
            traces = std::move(*read);
        }
        if (context.json) {
            nlohmann::ordered_json list = nlohmann::ordered_json::array();
            for (const Trace &trace : traces)
                list.push_back(toJson(trace));
            printJson({{"requests", list}});
        } else if (traces.empty()) {
            printNote(QStringLiteral("belayctl: no request has come through the gateway yet"));
        } else {
            printTable(traces);
        }
        return ExitCode::Done;
    }

    int m_last;
};

} // namespace

CommandEntry addRequests(CLI::App &app)
{
    auto last = std::make_shared<int>(UsualCount);
    CLI::App *parser = app.add_subcommand("requests", "What came through the gateway, the newest first");
    parser->add_option("--last", *last, "How many (20)")->check(CLI::Range(1, MostCount));
    return {parser, [last] { return std::make_unique<RequestsCommand>(*last); }};
}

} // namespace Belay

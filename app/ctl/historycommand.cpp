// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/command.h"
#include "app/ctl/configfile.h"
#include "app/ctl/terminal.h"
#include "core/domain/resultjson.h"
#include "core/history/sqlitehistory.h"

#include <QFileInfo>

#include <algorithm>
#include <numeric>
#include <utility>

namespace Belay {

namespace {

struct HistoryArguments {
    std::string target;
    std::string from;
    std::string to;
    std::string step;
    bool csv = false;
};

using Json = nlohmann::ordered_json;

/// The step that a person would choose: some hundred columns.
Milliseconds stepFor(TimeRange range)
{
    using std::chrono::hours;
    const Milliseconds length = range.to - range.from;
    if (length <= hours {24})
        return std::chrono::minutes {5};
    return length <= hours {24 * 14} ? Milliseconds {hours {1}} : Milliseconds {hours {24}};
}

std::optional<Milliseconds> stepOf(const std::string &text, TimeRange range)
{
    if (text.empty())
        return stepFor(range);
    if (text == "5m")
        return std::chrono::minutes {5};
    if (text == "1h")
        return std::chrono::hours {1};
    if (text == "1d")
        return std::chrono::hours {24};
    return {};
}

Json countsJson(const OutcomeCounts &counts)
{
    Json json = Json::object();
    for (size_t i = 0; i < counts.size(); ++i) {
        if (counts[i] > 0)
            json[std::string(nameOf(static_cast<Outcome>(i)))] = counts[i];
    }
    return json;
}

Json bucketJson(const HistoryBucket &bucket)
{
    return {{"start", toUtf8(toIsoString(bucket.start))},
        {"knownS", static_cast<double>(bucket.known.count()) / 1000.0},
        {"downS", static_cast<double>(bucket.down.count()) / 1000.0}, {"counts", countsJson(bucket.counts)},
        {"firstContentMs", toJson(bucket.firstContent)}, {"totalMs", toJson(bucket.total)}};
}

QString csvField(const std::optional<Microseconds> &latency)
{
    return latency ? QString::number(static_cast<double>(latency->count()) / 1000.0, 'f', 3) : QString();
}

QString csvHead()
{
    return QStringLiteral(
        "start,knownS,downS,checks,ok,firstContentP50Ms,firstContentP95Ms,totalP50Ms,totalP95Ms");
}

quint64 checksOf(const HistoryBucket &bucket)
{
    return std::accumulate(bucket.counts.begin(), bucket.counts.end(), quint64 {0});
}

QString csvLine(const HistoryBucket &bucket)
{
    const QStringList fields {toIsoString(bucket.start),
        QString::number(static_cast<double>(bucket.known.count()) / 1000.0),
        QString::number(static_cast<double>(bucket.down.count()) / 1000.0), QString::number(checksOf(bucket)),
        QString::number(bucket.counts[static_cast<size_t>(Outcome::Ok)]),
        csvField(bucket.firstContent.quantile(0.5)), csvField(bucket.firstContent.quantile(0.95)),
        csvField(bucket.total.quantile(0.5)), csvField(bucket.total.quantile(0.95))};
    return fields.join(u',');
}

QString tableLine(const HistoryBucket &bucket)
{
    UptimeFigure figure;
    figure.known = bucket.known;
    figure.down = bucket.down;
    const auto p50 = bucket.firstContent.quantile(0.5);
    return QStringLiteral("%1  %2  %3  %4")
        .arg(toIsoString(bucket.start), percentText(figure.uptime()).rightJustified(8),
            QString::number(checksOf(bucket)).rightJustified(6),
            p50 ? QStringLiteral("%1 ms").arg(p50->count() / 1000) : QStringLiteral("–"));
}

/// Prints columns as they come, so that a year of them needs no more room than a week.
class ColumnPrinter final
{
public:
    enum class Form { Table, Csv, Object };

    ColumnPrinter(Form form, const TargetId &target, TimeRange range, Milliseconds step)
        : m_form(form)
    {
        if (form == Form::Table)
            m_text = "start                     uptime    checks  p50 first content\n";
        else if (form == Form::Csv)
            m_text = csvHead().toUtf8() + '\n';
        else
            m_text = openObject(
                         {{"target", toUtf8(target.toString())}, {"from", toUtf8(toIsoString(range.from))},
                             {"to", toUtf8(toIsoString(range.to))}, {"stepS", step.count() / 1000}})
                + ",\"buckets\":[";
    }
    void print(const std::vector<HistoryBucket> &buckets)
    {
        for (const HistoryBucket &bucket : buckets)
            add(bucket);
        printText(m_text);
        m_text.clear();
    }
    void end()
    {
        if (m_form == Form::Object)
            m_text += "]}\n";
        printText(m_text);
    }

private:
    /// Without its last brace: more follows.
    static QByteArray openObject(const Json &json)
    {
        QByteArray text = toLine(json);
        text.chop(1);
        return text;
    }
    void add(const HistoryBucket &bucket)
    {
        if (m_form == Form::Table) {
            m_text += tableLine(bucket).toUtf8() + '\n';
        } else if (m_form == Form::Csv) {
            m_text += csvLine(bucket).toUtf8() + '\n';
        } else {
            if (std::exchange(m_hasColumns, true))
                m_text += ',';
            m_text += toLine(bucketJson(bucket));
        }
    }

    Form m_form;
    bool m_hasColumns = false;
    QByteArray m_text; // not printed yet
};

class HistoryCommand final : public Command
{
public:
    explicit HistoryCommand(HistoryArguments arguments)
        : m_arguments(std::move(arguments))
    { }

    void run(const CommandContext &context, std::function<void(ExitCode)> finish) override
    {
        finish(show(context));
    }

private:
    ExitCode show(const CommandContext &context) const
    {
        const auto range = rangeOf();
        if (!range) {
            printNote(QStringLiteral(
                "belayctl: --from and --to want an instant such as 2026-11-22T07:00:00Z, from before to"));
            return ExitCode::Usage;
        }
        const auto step = stepOf(m_arguments.step, *range);
        if (!step) {
            printNote(QStringLiteral("belayctl: --step is 5m, 1h or 1d"));
            return ExitCode::Usage;
        }
        // A year of five minutes; from 1970 it would be millions of columns, nearly all of them empty.
        constexpr qint64 MostColumns = 110'000;
        if ((range->to - range->from) / *step > MostColumns) {
            printNote(
                QStringLiteral("belayctl: that is over %1 columns; take a longer --step").arg(MostColumns));
            return ExitCode::Usage;
        }
        auto config = readConfigFile(context.home.configPath());
        if (!config)
            return reportConfigErrors(config.error(), context.json);
        const TargetId target = TargetId::fromString(QString::fromStdString(m_arguments.target));
        const bool configured = config->provider(target.provider) != nullptr;
        auto queries = SqliteHistory::openBeside(context.home.historyPath());
        // Nothing measured yet is an answer; a history that cannot be read is none.
        const bool none = !QFileInfo::exists(context.home.historyPath());
        if (!queries && !none)
            return unreadable(queries.error());
        const Result<bool> known = configured ? true : none ? false : isInHistory(**queries, target);
        if (!known)
            return unreadable(known.error());
        if (!*known) {
            printNote(QStringLiteral("belayctl: there is no target %1").arg(target.toString()));
            return ExitCode::Usage;
        }
        if (none)
            printNote(QStringLiteral("belayctl: nothing has been measured here yet"));
        const auto printed = print(context, none ? nullptr : queries->get(), target, *range, *step);
        return printed ? ExitCode::Done : unreadable(printed.error());
    }

    static ExitCode unreadable(const Error &error)
    {
        printError(error);
        if (error.kind == ErrorKind::Protocol)
            printNote(
                QStringLiteral("belayctl: belay and belayctl serve keep a damaged file under another name "
                               "and begin a fresh one; nothing is deleted"));
        return ExitCode::Storage; // whatever it is, it is the database
    }

    /// Of a damaged file, columns that can be read are printed; JSON then lacks its end.
    Result<void> print(const CommandContext &context, HistoryQueries *queries, const TargetId &target,
        TimeRange range, Milliseconds step) const
    {
        const SeriesKind series = target.hasModel() ? SeriesKind::Completion : SeriesKind::Reach;
        const auto form = m_arguments.csv ? ColumnPrinter::Form::Csv
            : context.json                ? ColumnPrinter::Form::Object
                                          : ColumnPrinter::Form::Table;
        ColumnPrinter printer(form, target, range, step);
        TimeRange part = firstPart(range, step);
        while (queries && part.from < range.to && takesOutput()) {
            const auto buckets = answerOf(*queries,
                [&](HistoryQueries &history) { return history.buckets(target, series, part, step); });
            if (!buckets)
                return Unexpected {buckets.error()};
            printer.print(*buckets);
            part = {part.to, std::min<WallTime>(part.to + ColumnsAtOnce * step, range.to)};
        }
        printer.end();
        return {};
    }

    std::optional<TimeRange> rangeOf() const
    {
        const WallTime now = SystemClock().wall();
        TimeRange range {now - std::chrono::hours {24}, now};
        const auto read = [](const std::string &text, WallTime &time) {
            if (text.empty())
                return true;
            const auto parsed = wallTimeFromIso(QString::fromStdString(text));
            time = parsed.value_or(time);
            return parsed.has_value();
        };
        if (!read(m_arguments.to, range.to))
            return {};
        range.from = range.to - std::chrono::hours {24};
        if (!read(m_arguments.from, range.from) || range.from >= range.to)
            return {};
        return range;
    }

    static Result<bool> isInHistory(HistoryQueries &queries, const TargetId &target)
    {
        return answerOf(queries, [&](HistoryQueries &history) {
            const std::vector<Span> newest = history.newestSpans();
            return std::any_of(
                newest.begin(), newest.end(), [&](const Span &span) { return span.subject == target; });
        });
    }

    static constexpr qint64 ColumnsAtOnce = 2'016; // a week of five minutes

    /// Ends where a column does, as all that follow then do.
    static TimeRange firstPart(TimeRange range, Milliseconds step)
    {
        const WallTime column = range.from - range.from.time_since_epoch() % step;
        return {range.from, std::min<WallTime>(column + ColumnsAtOnce * step, range.to)};
    }

    HistoryArguments m_arguments;
};

} // namespace

CommandEntry addHistory(CLI::App &app)
{
    auto arguments = std::make_shared<HistoryArguments>();
    CLI::App *parser = app.add_subcommand("history", "What was measured, in columns of time");
    parser->add_option("target", arguments->target, "provider/model, or a provider for its reach")
        ->required();
    parser->add_option(
        "--from", arguments->from, "An instant such as 2026-11-22T07:00:00Z (a day before --to)");
    parser->add_option("--to", arguments->to, "An instant (now)");
    parser->add_option("--step", arguments->step, "5m, 1h or 1d");
    parser->add_flag("--csv", arguments->csv, "Comma-separated values");
    return {parser, [arguments] { return std::make_unique<HistoryCommand>(*arguments); }};
}

} // namespace Belay

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/command.h"
#include "app/ctl/terminal.h"
#include "core/base/clock.h"
#include "core/domain/resultjson.h"
#include "core/engine/configservice.h"
#include "core/engine/explanation.h"
#include "core/history/sqlitehistory.h"

#include <QFile>
#include <QFileInfo>
#include <QSocketNotifier>

#include <unistd.h>

#include <array>
#include <cerrno>

namespace Belay {

namespace {

/// What was read so far of a text of any length: its beginning, and the end of the rest.
class GrowingText final
{
public:
    void add(QByteArrayView bytes)
    {
        m_text += bytes;
        if (m_text.size() <= 4 * LongestErrorText)
            return;
        // As readErrorText() does it, so that what it says of a cut is true.
        m_text = m_text.first(LongestErrorText) + m_text.last(LongestErrorText);
    }
    const QByteArray &text() const { return m_text; }

private:
    QByteArray m_text;
};

class ExplainCommand final : public Command
{
public:
    explicit ExplainCommand(std::string file)
        : m_file(QString::fromStdString(file))
    { }

    void run(const CommandContext &context, std::function<void(ExitCode)> finish) override
    {
        m_context = context;
        m_finish = std::move(finish);
        if (!m_file.isEmpty() && m_file != u"-") {
            m_finish(explainFile());
            return;
        }
        if (isatty(STDIN_FILENO) != 0)
            printNote(QStringLiteral("Paste the error, then press Ctrl+D:"));
        // On the event loop, so that Ctrl+C ends it while nothing comes.
        m_readable = std::make_unique<QSocketNotifier>(STDIN_FILENO, QSocketNotifier::Read);
        QObject::connect(
            m_readable.get(), &QSocketNotifier::activated, m_readable.get(), [this] { readMore(); });
    }

private:
    ExitCode explainFile()
    {
        QFile file(m_file);
        if (QFileInfo(m_file).isDir() || !file.open(QIODevice::ReadOnly)) {
            printNote(QFileInfo::exists(m_file)
                    ? QStringLiteral("belayctl: %1 cannot be read").arg(m_file)
                    : QStringLiteral("belayctl: there is no file %1").arg(m_file));
            return ExitCode::NoInput;
        }
        for (QByteArray part = file.read(LongestErrorText); !part.isEmpty();
             part = file.read(LongestErrorText))
            m_text.add(part);
        return explain();
    }

    void readMore()
    {
        std::array<char, 64 * 1024> bytes {};
        const ssize_t got = ::read(STDIN_FILENO, bytes.data(), bytes.size());
        if (got < 0 && (errno == EINTR || errno == EAGAIN))
            return;
        if (got > 0) {
            m_text.add({bytes.data(), static_cast<qsizetype>(got)});
            return;
        }
        m_readable->setEnabled(false);
        m_finish(explain());
    }

    ExitCode explain()
    {
        const WallTime now = SystemClock().wall();
        const Config config = configOfHome();
        const ErrorReading reading = readErrorText(m_text.text(), now, hostKindsOf(config));
        const Explanation explanation
            = explainError(reading, config, measured(config, reading, now), NetworkState::Unknown, now);
        if (m_context.json)
            printJson(toJson(explanation));
        else
            print(explanation, now);
        return ExitCode::Done;
    }

    /// An error can be explained without a home; a broken one is no reason to say nothing.
    Config configOfHome() const
    {
        auto config = readConfigFile(m_context.home.configPath());
        if (config)
            return std::move(*config);
        printNote(
            QStringLiteral("belayctl: config.json has errors, so what is configured was not looked at"));
        return {};
    }

    MeasuredAround measured(const Config &config, const ErrorReading &reading, WallTime now) const
    {
        const QString path = m_context.home.historyPath();
        if (!QFileInfo::exists(path))
            return {};
        auto queries = SqliteHistory::openBeside(path);
        const auto ask
            = [&](HistoryQueries &history) { return measuredAround(history, config, reading, now); };
        Result<MeasuredAround> around
            = queries ? answerOf(**queries, ask) : Result<MeasuredAround>(Unexpected {queries.error()});
        if (around)
            return std::move(*around);
        printError(around.error());
        return {};
    }

    static void print(const Explanation &explanation, WallTime now)
    {
        const Verdict &verdict = explanation.verdict;
        printLine(QStringLiteral("%1  (%2)").arg(toString(verdict.outcome), sideText(verdict)));
        printLine(verdict.reason);
        printLine(verdict.advice);
        const QString read = readText(explanation);
        if (!read.isEmpty())
            printLine(QStringLiteral("read:      ") + read);
        if (explanation.measured)
            printLine(QStringLiteral("measured:  ") + measuredLine(explanation, now));
        for (const QString &note : explanation.notes)
            printLine(QStringLiteral("note:      ") + note);
    }

    static QString sideText(const Verdict &verdict)
    {
        return verdict.cause == Cause::None
            ? toString(verdict.owner)
            : QString(toString(verdict.owner) + u'/' + toString(verdict.cause));
    }

    static QString readText(const Explanation &explanation)
    {
        const ErrorReading &reading = explanation.reading;
        QStringList parts;
        const auto add = [&](const QString &name, const QString &value) {
            if (!value.isEmpty())
                parts << QString(name + u' ' + value);
        };
        add(QStringLiteral("provider"), explanation.provider);
        add(QStringLiteral("host"), reading.host);
        add(QStringLiteral("model"), reading.model);
        add(QStringLiteral("HTTP"), reading.status > 0 ? QString::number(reading.status) : QString());
        add(QStringLiteral("code"), reading.what.providerCode);
        add(QStringLiteral("request"), reading.requestId);
        add(QStringLiteral("at"), reading.at ? toIsoString(*reading.at) : QString());
        return parts.join(QStringLiteral(", "));
    }

    static QString measuredLine(const Explanation &explanation, WallTime now)
    {
        const Sample &sample = *explanation.measured;
        return QStringLiteral("%1 %2 %3, %4 (%5)")
            .arg(sample.target.toString(), toString(sample.kind), toString(sample.outcome),
                toIsoString(sample.at), distanceText(explanation.reading, sample.at, now));
    }

    QString m_file;
    CommandContext m_context;
    std::function<void(ExitCode)> m_finish;
    std::unique_ptr<QSocketNotifier> m_readable;
    GrowingText m_text;
};

} // namespace

CommandEntry addExplain(CLI::App &app)
{
    auto file = std::make_shared<std::string>();
    CLI::App *parser
        = app.add_subcommand("explain", "Whose fault an error is that your program or curl printed");
    parser->add_option("file", *file, "A file with the error; without it, or as -, it is read from stdin");
    return {parser, [file] { return std::make_unique<ExplainCommand>(*file); }};
}

} // namespace Belay

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/terminal.h"

#include "core/base/plaintext.h"
#include "core/domain/resultjson.h"

#include <unistd.h>

#include <cerrno>
#include <cstdio>

namespace Belay {

namespace {

int outputError = 0; // errno of the first write to stdout that failed
std::function<void()> onFailure; // told once of it

void write(std::FILE *stream, const QByteArray &bytes)
{
    const auto size = static_cast<size_t>(bytes.size());
    const bool written = std::fwrite(bytes.constData(), 1, size, stream) == size && std::fflush(stream) == 0;
    if (written || stream != stdout || outputError != 0)
        return;
    outputError = errno;
    if (onFailure)
        onFailure();
}

bool isColourful()
{
    static const bool colourful = isatty(STDOUT_FILENO) != 0 && qEnvironmentVariableIsEmpty("NO_COLOR");
    return colourful;
}

QString coloured(TargetState state, const QString &text)
{
    if (!isColourful())
        return text;
    const char *code = "90"; // grey
    switch (state) {
    case TargetState::Up:
        code = "32";
        break;
    case TargetState::Slow:
    case TargetState::Limited:
        code = "33";
        break;
    case TargetState::Down:
    case TargetState::KeyRejected:
        code = "31";
        break;
    default:
        break;
    }
    return QStringLiteral("\x1b[%1m%2\x1b[0m").arg(QLatin1StringView(code), text);
}

/// The shapes of the window, so that colour is never the only sign.
QString shapeOf(TargetState state)
{
    switch (state) {
    case TargetState::Up:
        return QStringLiteral("●");
    case TargetState::Slow:
        return QStringLiteral("▲");
    case TargetState::Limited:
        return QStringLiteral("◖");
    case TargetState::KeyRejected:
        return QStringLiteral("◆");
    case TargetState::Down:
        return QStringLiteral("■");
    case TargetState::Paused:
        return QStringLiteral("‖");
    case TargetState::NoData:
    case TargetState::Checking:
        break;
    }
    return QStringLiteral("◌");
}

QString latencyText(const std::optional<Microseconds> &latency)
{
    return latency ? QStringLiteral("%1 ms").arg(latency->count() / 1000) : QStringLiteral("–");
}

/// Below the line of its target.
QString detailLine(const QString &text)
{
    return QStringLiteral("\n              ") + text;
}

/// The marks of the window: for the verdict, against it; where there is none, only what is known.
QString clueLine(const Clue &clue, Owner owner)
{
    const QString mark = owner == Owner::Unknown ? QStringLiteral("•")
        : clue.supports                          ? QStringLiteral("✓")
                                                 : QStringLiteral("✗");
    return detailLine(mark + u' ' + clue.text);
}

/// Of trouble alone: whoever is well needs no proof.
QString detailsOf(const Verdict &verdict)
{
    if (verdict.state == TargetState::Up || verdict.reason.isEmpty())
        return {};
    QString lines = detailLine(verdict.reason + u' ' + verdict.advice);
    if (verdict.state == TargetState::Paused)
        return lines;
    for (const Clue &clue : verdict.evidence)
        lines += clueLine(clue, verdict.owner);
    if (!verdict.handled.isEmpty())
        lines += detailLine(verdict.handled);
    return lines;
}

} // namespace

void printLine(const QString &text)
{
    write(stdout, text.toUtf8() + '\n');
}

void printText(const QByteArray &text)
{
    write(stdout, text);
}

void printJson(const nlohmann::ordered_json &json)
{
    write(stdout, toLine(json) + '\n');
}

void printNote(const QString &text)
{
    write(stderr, withoutControls(text).toUtf8() + '\n');
}

void printError(const Error &error)
{
    if (error.causes.empty())
        printNote(QStringLiteral("belayctl: ") + error.detail);
    for (const Error &cause : error.causes)
        printNote(cause.detail);
}

void printStatus(const StatusBoard &board)
{
    printLine(board.overall.sentence);
    qsizetype width = 0;
    for (const TargetStatus &target : board.targets)
        width = std::max(width, target.id.toString().size());
    for (const TargetStatus &target : board.targets) {
        const TargetState state = target.verdict.state;
        const QString line
            = QStringLiteral("%1  %2  p50 %3  24 h %4")
                  .arg(coloured(state, shapeOf(state) + u' ' + toString(state).leftJustified(12)),
                      target.id.toString().leftJustified(width),
                      latencyText(target.firstContent.p50).rightJustified(8),
                      percentText(target.uptime24h.uptime()));
        printLine(line + detailsOf(target.verdict));
    }
}

void setOutputFailureHandler(std::function<void()> handler)
{
    onFailure = std::move(handler);
}

bool takesOutput()
{
    return outputError == 0;
}

std::optional<Error> outputFailure()
{
    if (outputError == 0 || outputError == EPIPE)
        return {};
    return Error {ErrorKind::Storage, QStringLiteral("stdout: ") + qt_error_string(outputError), {}};
}

void printPrompt(const QString &text)
{
    write(stderr, text.toUtf8());
}

} // namespace Belay

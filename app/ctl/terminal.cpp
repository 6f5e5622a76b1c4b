// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/terminal.h"

#include "core/domain/resultjson.h"

#include <termios.h>
#include <unistd.h>

#include <array>
#include <cstdio>

namespace Belay {

namespace {

void write(std::FILE *stream, const QByteArray &bytes)
{
    std::fwrite(bytes.constData(), 1, static_cast<size_t>(bytes.size()), stream);
    std::fflush(stream);
}

bool isColourful()
{
    static const bool colourful = isatty(STDOUT_FILENO) != 0 && !qEnvironmentVariableIsSet("NO_COLOR");
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

} // namespace

void printLine(const QString &text)
{
    write(stdout, text.toUtf8() + '\n');
}

void printJson(const nlohmann::ordered_json &json)
{
    write(stdout, toLine(json) + '\n');
}

void printNote(const QString &text)
{
    write(stderr, text.toUtf8() + '\n');
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
        QString line = QStringLiteral("%1  %2  p50 %3  24 h %4")
                           .arg(coloured(state, shapeOf(state) + u' ' + toString(state).leftJustified(12)),
                               target.id.toString().leftJustified(width),
                               latencyText(target.firstContent.p50).rightJustified(8),
                               percentText(target.uptime24h.uptime()));
        if (!target.verdict.reason.isEmpty() && state != TargetState::Up)
            line += QStringLiteral("\n              %1 %2").arg(target.verdict.reason, target.verdict.advice);
        printLine(line);
    }
}

Secret readSecretLine(const QString &prompt)
{
    const bool asks = isatty(STDIN_FILENO) != 0;
    termios before {};
    if (asks) {
        write(stderr, prompt.toUtf8());
        tcgetattr(STDIN_FILENO, &before);
        termios quiet = before;
        quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        tcsetattr(STDIN_FILENO, TCSANOW, &quiet);
    }
    // A key has some hundred characters; what is longer is no key, and the rest of the line is not read.
    std::array<char, 16 * 1024> line {};
    const char *read = std::fgets(line.data(), static_cast<int>(line.size()), stdin);
    if (asks) {
        tcsetattr(STDIN_FILENO, TCSANOW, &before);
        write(stderr, "\n");
    }
    Secret secret(read ? QByteArray(read) : QByteArray());
    volatile char *bytes = line.data();
    for (size_t i = 0; i < line.size(); ++i)
        bytes[i] = 0;
    return secret;
}

} // namespace Belay

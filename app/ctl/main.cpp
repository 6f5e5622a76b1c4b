// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/command.h"
#include "app/ctl/commandnames.h"
#include "app/ctl/terminal.h"
#include "core/base/logging.h"
#include "core/base/standardstreams.h"

#include <QCoreApplication>
#include <QSocketNotifier>
#include <QTranslator>

#include <csignal>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <sstream>
#include <utility>
#include <vector>

namespace {

using namespace Belay;

// A signal handler may do next to nothing, so it writes a byte that the event loop reads.
std::array<int, 2> signalPipe {-1, -1};
volatile std::sig_atomic_t isEndingAwaited = 0; // the loop has not heard of it yet

void onSignal(int number)
{
    // Asked to end twice, and the loop does not turn: it hangs in a call of the system.
    const bool isEnding = number != SIGHUP;
    if (isEnding && isEndingAwaited != 0) {
        ::signal(number, SIG_DFL);
        ::raise(number);
        return;
    }
    if (isEnding)
        isEndingAwaited = 1;
    const char byte = static_cast<char>(number);
    [[maybe_unused]] const auto written = ::write(signalPipe[0], &byte, 1);
}

void catchSignals()
{
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, signalPipe.data()) != 0)
        return;
    struct sigaction action {
    };
    action.sa_handler = onSignal;
    action.sa_flags = SA_RESTART;
    ::sigaction(SIGINT, &action, nullptr);
    ::sigaction(SIGTERM, &action, nullptr);
    ::sigaction(SIGHUP, &action, nullptr);
    ::signal(SIGPIPE, SIG_IGN);
}

void endBySignal(int number)
{
    ::signal(number, SIG_DFL);
    ::raise(number);
}

void endWith(ExitCode code)
{
    const auto failure = outputFailure();
    if (failure)
        printError(*failure);
    QCoreApplication::exit(toInt(failure ? exitCodeOf(*failure) : code));
}

int runCommand(QCoreApplication &application, Command &command, const CommandContext &context)
{
    catchSignals();
    QSocketNotifier interrupted(signalPipe[1], QSocketNotifier::Read);
    QObject::connect(&interrupted, &QSocketNotifier::activated, &application, [&] {
        char number = 0;
        if (::read(signalPipe[1], &number, 1) != 1)
            return;
        isEndingAwaited = 0;
        const bool isTaken = number == SIGHUP ? command.reload() : command.interrupt();
        if (!isTaken)
            endBySignal(number);
    });
    bool isClosed = false;
    const auto tellClosed = [&command, &isClosed] {
        if (!std::exchange(isClosed, true))
            command.outputClosed();
    };
    // A pipe says so when its reader goes: `watch | head -1` must not wait for the next event.
    QSocketNotifier closed(STDOUT_FILENO, QSocketNotifier::Exception);
    QObject::connect(&closed, &QSocketNotifier::activated, &application, [&] {
        closed.setEnabled(false);
        tellClosed();
    });
    // A full disk says so when something is written, which may be from inside the command's own work.
    setOutputFailureHandler([&application, tellClosed] {
        QMetaObject::invokeMethod(&application, tellClosed, Qt::QueuedConnection);
    });
    QMetaObject::invokeMethod(
        &application, [&] { command.run(context, endWith); }, Qt::QueuedConnection);
    return application.exec();
}

/// Help and version are results as any other; all else is a mistake in the words.
int endOfParsing(const CLI::App &app, const CLI::ParseError &error, const QStringList &words)
{
    std::ostringstream out;
    std::ostringstream mistake;
    if (app.exit(error, out, mistake) != 0) {
        printNote(unknownCommand(app, words).value_or(QString::fromStdString(mistake.str()).trimmed()));
        return toInt(ExitCode::Usage);
    }
    printText(QByteArray::fromStdString(out.str()));
    const auto failure = outputFailure();
    if (failure)
        printError(*failure);
    return toInt(failure ? exitCodeOf(*failure) : ExitCode::Done);
}

/// belayctl speaks English alone, in which one of a thing is told in another way than two.
void installPlurals(QCoreApplication &application)
{
    auto plurals = std::make_unique<QTranslator>();
    if (!plurals->load(QStringLiteral(":/i18n/belay_en.qm")))
        return;
    plurals->setParent(&application);
    QCoreApplication::installTranslator(plurals.release());
}

} // namespace

int main(int argc, char *argv[])
{
    keepStandardStreams();
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("belayctl"));
    QCoreApplication::setApplicationVersion(QStringLiteral(BELAY_VERSION));
    installPlurals(application);
    // Later threads get Qt's poll dispatcher: glib's costs more with every socket.
    qputenv("QT_NO_GLIB", "1");
    if (auto installed = installLog({}); !installed)
        printError(installed.error());

    CLI::App app {"Watches LLM providers as you experience them.", "belayctl"};
    std::string homeOption;
    bool json = false;
    app.set_version_flag("--version", BELAY_VERSION);
    app.add_option("--home", homeOption, "Keep everything in this folder");
    app.add_flag("--json", json, "Results as JSON");
    app.require_subcommand(1);
    app.fallthrough();
    const std::vector<CommandEntry> commands {addCheck(app), addWatch(app), addDemo(app), addServe(app),
        addHistory(app), addIncidents(app), addRequests(app), addKeys(app), addToken(app), addWebhooks(app),
        addChains(app), addExplain(app), addDoctor(app)};
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError &error) {
        return endOfParsing(app, error, QCoreApplication::arguments().sliced(1));
    }

    CommandContext context;
    context.isHomeNamed = !homeOption.empty();
    context.home = Home::resolve(
        homeOption.empty() ? std::nullopt : std::optional(QString::fromStdString(homeOption)));
    context.json = json;
    for (const CommandEntry &entry : commands) {
        if (entry.parser->parsed()) {
            const std::unique_ptr<Command> command = entry.make();
            return runCommand(application, *command, context);
        }
    }
    return toInt(ExitCode::Usage);
}

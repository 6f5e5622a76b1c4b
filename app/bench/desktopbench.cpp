// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/bench/desktopbench.h"

#include "app/bench/runningprogram.h"
#include "app/bench/watchedhome.h"
#include "app/bench/windowinprocess.h"
#include "app/bench/yearofhistory.h"
#include "core/base/logging.h"

#include <QTemporaryDir>

#include <algorithm>
#include <ostream>
#include <thread>

namespace Belay {

namespace {

using namespace std::chrono_literals;

/// How much of everything.
struct Extent {
    Milliseconds history;
    int starts;
    Milliseconds firstRound;
    Milliseconds idle;
    Milliseconds probing;
};
constexpr Extent Whole {365 * 24h, 5, 40s, 30s, 15s};
constexpr Extent Quick {2 * 24h, 1, 1s, 4s, 3s};

bool makeHistory(const Home &home, Milliseconds length, std::ostream &progress)
{
    const WallTime now = floorTo(SystemClock().wall(), YearOfSamples::Every);
    YearClock clock(now - length);
    auto history = SqliteHistory::open(home.historyPath(), {.clock = clock});
    return history && recordRange(**history, clock, {now - length, now}, progress);
}

/// The figures of the program in a process of its own.
bool measureProgram(
    const Home &home, const Extent &extent, std::ostream &progress, std::vector<Figure> &figures)
{
    std::vector<double> starts;
    for (int i = 1; i < extent.starts; ++i) {
        if (const auto ms = RunningProgram(home).startAndSeeMs())
            starts.push_back(*ms);
    }
    RunningProgram program(home);
    if (const auto ms = program.startAndSeeMs())
        starts.push_back(*ms);
    if (starts.empty())
        return false;
    std::ranges::sort(starts);
    progress << "desktop: interactive after";
    for (const double ms : starts)
        progress << ' ' << ms;
    progress << " ms\n" << std::flush;
    figures.push_back({"interactiveMs", starts[starts.size() / 2], "ms", 300, Figure::Bound::AtMost});
    std::this_thread::sleep_for(extent.firstRound);
    figures.push_back({"idleCpuPercent", program.cpuPercent(extent.idle), "%", 0.5, Figure::Bound::AtMost});
    figures.push_back({"residentMiB", program.residentMiB(), "MiB", 90, Figure::Bound::AtMost});
    progress << "desktop: " << program.memoryLines().toStdString() << '\n' << std::flush;
    return true;
}

std::nullopt_t failed(std::ostream &progress, const char *what)
{
    progress << "desktop: " << what << '\n' << std::flush;
    return std::nullopt;
}

std::optional<Figure> worstFrame(
    const WatchedHome &home, const Extent &extent, TimedApplication &application, std::ostream &progress)
{
    WindowInProcess window(application, home.path());
    if (!window.open(YearOfSamples::Targets))
        return failed(progress, "no window with 20 targets");
    const auto ms = window.worstFrameWhileProbing(extent.probing);
    if (!ms)
        return failed(progress, "no round of probes came to its end");
    return Figure {"worstFrameMs", *ms, "ms", 50, Figure::Bound::AtMost};
}

std::optional<Figure> searchKeystroke(
    const WatchedHome &home, TimedApplication &application, std::ostream &progress)
{
    constexpr int Many = 200;
    if (!home.configure(Many))
        return failed(progress, "no config of 200 targets");
    WindowInProcess window(application, home.path());
    if (!window.open(Many))
        return failed(progress, "no window with 200 targets");
    const auto ms = window.worstKeystroke(QStringLiteral("model-1 provider"));
    if (!ms)
        return failed(progress, "a letter was not painted");
    return Figure {"searchKeystrokeMs", *ms, "ms", 50, Figure::Bound::AtMost};
}

/// The figures of the window in this process.
bool measureWindow(const WatchedHome &home, const Extent &extent, TimedApplication &application,
    std::ostream &progress, std::vector<Figure> &figures)
{
    // As the program itself has it; not sooner, for its own process must not inherit it.
    qputenv("QT_NO_GLIB", "1");
    const auto frame = worstFrame(home, extent, application, progress);
    const auto keystroke = frame ? searchKeystroke(home, application, progress) : std::nullopt;
    if (!keystroke)
        return false;
    figures.push_back(*frame);
    figures.push_back(*keystroke);
    return true;
}

} // namespace

std::vector<Figure> runDesktopBench(const BenchCall &call)
{
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    TimedApplication application(call.argc, call.argv);
    QApplication::setQuitOnLastWindowClosed(false);
    if (!installLog({}))
        return {};
    const Extent extent = call.quick ? Quick : Whole;
    const QTemporaryDir folder;
    WatchedHome home(folder.path());
    std::vector<Figure> figures;
    const bool measured = home.open() && home.configure(YearOfSamples::Targets)
        && makeHistory(home.home(), extent.history, call.progress)
        && measureProgram(home.home(), extent, call.progress, figures)
        && measureWindow(home, extent, application, call.progress, figures);
    return measured ? figures : std::vector<Figure> {};
}

} // namespace Belay

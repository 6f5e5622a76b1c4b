// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/bench/gatewaystreams.h"

#include "app/bench/plainclient.h"
#include "app/bench/processusage.h"
#include "app/bench/streamclients.h"

#include <algorithm>
#include <ostream>

namespace Belay {

namespace {

using namespace std::chrono_literals;

struct Watched {
    StreamResult result;
    double cpuSeconds = 0;
    double residentMiB = 0; ///< halfway
};

/// Who stands in the middle, and what is asked of it.
struct Way {
    const char *name;
    quint16 port;
    qint64 pid;
    std::string request;
};

Watched watch(GatewayStage &stage, const Way &way, int streams, Seconds length)
{
    const int events = static_cast<int>(length.count()) * PacedUpstream::EventsPerSecond;
    stage.paced().setEvents(events);
    Watched seen;
    const auto before = cpuSecondsOf(way.pid);
    StreamClients clients;
    seen.result = clients.run(
        {way.port, way.request, streams, events, length}, [&] { seen.residentMiB = residentMiBOf(way.pid); });
    const auto after = cpuSecondsOf(way.pid);
    seen.cpuSeconds = before && after ? *after - *before : 0;
    stage.progress() << "gateway: " << streams << " streams " << way.name << ": " << seen.cpuSeconds
                     << " s of CPU in " << length.count() << " s, delay " << seen.result.medianMs << " / "
                     << seen.result.p99Ms << " ms, lost " << seen.result.lost << ", " << seen.residentMiB
                     << " MiB\n"
                     << std::flush;
    return seen;
}

Way belayWay(const BelayServer &server, const char *chain)
{
    return {"through Belay", server.port(), server.pid(),
        postRequest(server.port(), "/v1/chat/completions", chatBody(chain, true), BelayServer::Token)};
}

/// What one of so many streams holds of the process that a few have warmed up.
double perStreamKiB(double before, double during, int streams)
{
    constexpr double KiBInMiB = 1024;
    return std::max(0.0, during - before) * KiBInMiB / streams;
}

double warmResidentMiB(GatewayStage &stage, const Way &way)
{
    constexpr int Few = 8;
    stage.progress() << "gateway: warming up\n";
    watch(stage, way, Few, 1s);
    return residentMiBOf(way.pid);
}

double median(std::vector<double> values)
{
    std::ranges::sort(values);
    return values[(values.size() - 1) / 2];
}

} // namespace

bool measureStreams(GatewayStage &stage, const StreamExtent &extent, GatewayFigures &figures)
{
    const auto belay = stage.serve();
    if (!belay)
        return false;
    const Way through = belayWay(*belay, "paced");
    const Way nginx {"through nginx", stage.nginx(), stage.nginxPid(),
        postRequest(
            stage.nginx(), "/paced/v1/chat/completions", chatBody("paced", true), BelayServer::Token)};
    const double before = warmResidentMiB(stage, through);
    std::vector<double> cpu;
    std::vector<double> p99;
    double lost = figures.valueOf("streams512Lost").value_or(0);
    for (int round = 0; round < extent.rounds; ++round) {
        const Watched plain = watch(stage, nginx, extent.usual, extent.length);
        const Watched ours = watch(stage, through, extent.usual, extent.length);
        if (plain.cpuSeconds <= 0 || plain.result.p99Ms <= 0)
            return false;
        cpu.push_back(ours.cpuSeconds / plain.cpuSeconds);
        p99.push_back(ours.result.p99Ms / plain.result.p99Ms);
        lost += static_cast<double>(ours.result.lost);
        if (round == 0)
            figures.set("residentPerStreamKiB", perStreamKiB(before, ours.residentMiB, extent.usual));
    }
    figures.set("streams512CpuRatio", median(cpu));
    figures.set("streams512P99Ratio", median(p99));
    figures.set("streams512Lost", lost);
    return true;
}

bool measureManyStreams(GatewayStage &stage, const StreamExtent &extent, GatewayFigures &figures)
{
    const auto belay = stage.serve();
    if (!belay)
        return false;
    const Way through = belayWay(*belay, "paced");
    const Watched many = watch(stage, through, extent.many, extent.length);
    figures.set("streams1000Lost", static_cast<double>(many.result.lost));
    if (extent.most > 0)
        watch(stage, through, extent.most, extent.length);
    return true;
}

bool measureTlsStreams(GatewayStage &stage, const StreamExtent &extent, GatewayFigures &figures)
{
    const auto belay = stage.serve();
    if (!belay)
        return false;
    const Way through = belayWay(*belay, "tls");
    const double before = warmResidentMiB(stage, through);
    const Watched seen = watch(stage, through, extent.usual, extent.tlsLength);
    figures.set("residentPerTlsStreamKiB", perStreamKiB(before, seen.residentMiB, extent.usual));
    figures.set("streams512Lost",
        figures.valueOf("streams512Lost").value_or(0) + static_cast<double>(seen.result.lost));
    return true;
}

} // namespace Belay

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/bench/gatewaybench.h"

#include "app/bench/gatewayquiet.h"
#include "app/bench/gatewayrequests.h"
#include "app/bench/gatewaystreams.h"

#include <QCoreApplication>

#include <ostream>

namespace Belay {

namespace {

using namespace std::chrono_literals;

constexpr RequestExtent QuickRequests {1, 1s, 20, 1};
constexpr StreamExtent QuickStreams {1, 32, 64, 0, 1s, 1s, 200, 2s, 2s};

void report(GatewayStage &stage, bool measured, const char *what)
{
    if (!measured)
        stage.progress() << "gateway: not measured: " << what << '\n' << std::flush;
}

} // namespace

std::vector<Figure> runGatewayBench(const BenchCall &call)
{
    const QCoreApplication application(call.argc, call.argv);
    GatewayFigures figures(call.only);
    for (const std::string &name : call.only) {
        if (!GatewayFigures::isName(name)) {
            call.progress << "gateway: no figure is called " << name << '\n';
            return {};
        }
    }
    const RequestExtent requests = call.quick ? QuickRequests : RequestExtent {};
    StreamExtent streams = call.quick ? QuickStreams : StreamExtent {};
    if (call.seconds > 0)
        streams.length = streams.tlsLength = Seconds {call.seconds};
    GatewayStage stage(call.progress);
    if (!stage.open())
        return {};
    if (figures.wants({"p50RatioNginx", "rpsRatioNginx", "rpsRatioNginxNoHistory"}))
        report(stage, measureRequests(stage, requests, figures), "requests");
    if (figures.wants({"streams512CpuRatio", "streams512P99Ratio", "streams512Lost", "residentPerStreamKiB"}))
        report(stage, measureStreams(stage, streams, figures), "streams");
    if (figures.wants({"streams512Lost", "residentPerTlsStreamKiB"}))
        report(stage, measureTlsStreams(stage, streams, figures), "streams over TLS");
    if (figures.wants({"streams1000Lost"}))
        report(stage, measureManyStreams(stage, streams, figures), "many streams");
    if (figures.wants({"addedFirstTokenP99Ms"}))
        report(stage, measureFirstToken(stage, requests, figures), "first token");
    if (figures.wants({"body20MiBRatio"}))
        report(stage, measureLargeBody(stage, requests, figures), "large body");
    if (figures.wants({"idle4000MiB"}))
        report(stage, measureIdleClients(stage, streams, figures), "idle clients");
    if (figures.wants({"idleCpuPercent"}))
        report(stage, measureIdle(stage, streams, figures), "idle");
    if (figures.wants({"slowReaderGrowthMiB"}))
        report(stage, measureSlowReader(stage, streams, figures), "slow reader");
    return figures.all();
}

} // namespace Belay

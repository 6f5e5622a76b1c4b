// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/bench/gatewayrequests.h"

#include "app/bench/pacedevent.h"
#include "app/bench/plainclient.h"
#include "app/bench/processusage.h"

#include <algorithm>
#include <ostream>

namespace Belay {

namespace {

double quantile(std::vector<double> values, double share)
{
    if (values.empty())
        return 0;
    std::ranges::sort(values);
    return values[static_cast<size_t>(share * static_cast<double>(values.size() - 1))];
}

double median(std::vector<double> values)
{
    return quantile(std::move(values), 0.5);
}

/// One of those that are compared.
struct Way {
    const char *name;
    quint16 port;
    std::optional<qint64> pid; ///< of who stands in the middle
    std::vector<double> medianUs {};
    std::vector<double> perSecond {};
};

bool sayBad(GatewayStage &stage, const Way &way)
{
    stage.progress() << "gateway: wrk got bad answers or none, " << way.name << '\n' << std::flush;
    return false;
}

/// One connection, a second each and again: a machine that is at another speed some seconds later is so for
/// all of them.
bool goAlone(GatewayStage &stage, std::vector<Way> &ways, Seconds length)
{
    for (int turn = 0; turn < length.count(); ++turn) {
        for (Way &way : ways) {
            const auto alone = stage.wrk().run(way.port, 1, Seconds {1});
            if (!alone)
                return sayBad(stage, way);
            way.medianUs.push_back(alone->medianUs);
        }
    }
    return true;
}

bool goRound(GatewayStage &stage, std::vector<Way> &ways, Seconds length)
{
    constexpr int Many = 32;
    for (Way &way : ways) {
        const double usedBefore = way.pid ? cpuSecondsOf(*way.pid).value_or(0) : 0;
        const auto crowd = stage.wrk().run(way.port, Many, length);
        if (!crowd)
            return sayBad(stage, way);
        way.perSecond.push_back(crowd->perSecond);
        stage.progress() << "gateway: " << way.name << ": median " << median(way.medianUs) << " us alone, "
                         << crowd->perSecond << " requests/s of " << Many << ", median " << crowd->medianUs
                         << " us";
        if (way.pid) {
            constexpr double UsInSecond = 1e6;
            const double requests = crowd->perSecond * static_cast<double>(length.count());
            const double used = cpuSecondsOf(*way.pid).value_or(0) - usedBefore;
            stage.progress() << ", " << used / requests * UsInSecond << " us of CPU each";
        }
        stage.progress() << '\n' << std::flush;
    }
    return true;
}

/// The median of what two ways came to next to each other in time.
double ratioOf(const std::vector<double> &ours, const std::vector<double> &theirs)
{
    std::vector<double> ratios;
    for (size_t i = 0; i < std::min(ours.size(), theirs.size()); ++i)
        ratios.push_back(ours[i] / theirs[i]);
    return median(std::move(ratios));
}

bool addFirstToken(PlainClient &client, const std::string &request, std::vector<double> &us)
{
    const std::int64_t began = PacedEvent::nowNs();
    if (!client.send(request))
        return false;
    const std::optional<double> took = client.readFirstContentUs(began);
    us.push_back(took.value_or(0));
    return took.has_value();
}

/// From the first byte that is sent to the last that comes back.
bool addBody(PlainClient &client, const std::string &request, std::vector<double> &ms)
{
    const std::int64_t began = PacedEvent::nowNs();
    if (!client.send(request) || !client.readAnswer())
        return false;
    constexpr double NsInMs = 1e6;
    ms.push_back(static_cast<double>(PacedEvent::nowNs() - began) / NsInMs);
    return true;
}

std::string imageBody()
{
    constexpr size_t Bytes = 20 * 1024 * 1024;
    return R"({"model":"whole","messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:image/png;base64,)"
        + std::string(Bytes, 'A') + R"("}}]}],"stream":false})";
}

} // namespace

bool measureRequests(GatewayStage &stage, const RequestExtent &extent, GatewayFigures &figures)
{
    const auto belay = stage.serve();
    const auto bare = belay ? stage.serve(BelayServer::History::Off) : nullptr;
    if (!bare)
        return false;
    std::vector<Way> ways {{"directly", stage.canned(), {}},
        {"through nginx", stage.nginx(), stage.nginxPid()}, {"through Belay", belay->port(), belay->pid()},
        {"through Belay without history", bare->port(), bare->pid()}};
    for (int round = 0; round < extent.rounds; ++round) {
        if (!goAlone(stage, ways, extent.length) || !goRound(stage, ways, extent.length))
            return false;
    }
    const auto &nginx = ways[1];
    figures.set("p50RatioNginx", ratioOf(ways[2].medianUs, nginx.medianUs));
    figures.set("rpsRatioNginx", ratioOf(ways[2].perSecond, nginx.perSecond));
    figures.set("rpsRatioNginxNoHistory", ratioOf(ways[3].perSecond, nginx.perSecond));
    return true;
}

bool measureFirstToken(GatewayStage &stage, const RequestExtent &extent, GatewayFigures &figures)
{
    const auto belay = stage.serve();
    if (!belay)
        return false;
    PlainClient straight(stage.paced().port());
    PlainClient through(belay->port());
    const std::string body = chatBody("first", true);
    const std::string straightRequest
        = postRequest(stage.paced().port(), "/first/v1/chat/completions", body, BelayServer::Token);
    const std::string throughRequest
        = postRequest(belay->port(), "/v1/chat/completions", body, BelayServer::Token);
    std::vector<double> straightUs;
    std::vector<double> throughUs;
    constexpr int WarmUp = 20;
    for (int i = 0; i < WarmUp; ++i) {
        if (!addFirstToken(straight, straightRequest, straightUs)
            || !addFirstToken(through, throughRequest, throughUs))
            return false;
    }
    straightUs.clear();
    throughUs.clear();
    for (int i = 0; i < extent.firstTokens; ++i) {
        if (!addFirstToken(straight, straightRequest, straightUs)
            || !addFirstToken(through, throughRequest, throughUs))
            return false;
    }
    constexpr double Most = 0.99;
    constexpr double UsInMs = 1'000;
    stage.progress() << "gateway: first token after " << median(straightUs) << " us directly, "
                     << median(throughUs) << " us through Belay; p99 " << quantile(straightUs, Most)
                     << " and " << quantile(throughUs, Most) << " us\n"
                     << std::flush;
    figures.set("addedFirstTokenP99Ms",
        std::max(0.0, quantile(throughUs, Most) - quantile(straightUs, Most)) / UsInMs);
    return true;
}

bool measureLargeBody(GatewayStage &stage, const RequestExtent &extent, GatewayFigures &figures)
{
    const auto belay = stage.serve();
    if (!belay)
        return false;
    const std::string body = imageBody();
    const std::string straight
        = postRequest(stage.paced().port(), "/whole/v1/chat/completions", body, BelayServer::Token);
    const std::string through = postRequest(belay->port(), "/v1/chat/completions", body, BelayServer::Token);
    PlainClient direct(stage.paced().port());
    PlainClient nginx(stage.nginx());
    PlainClient gateway(belay->port());
    std::vector<double> directMs;
    std::vector<double> nginxMs;
    std::vector<double> belayMs;
    for (int i = 0; i < extent.bodies; ++i) {
        if (!addBody(direct, straight, directMs) || !addBody(nginx, straight, nginxMs)
            || !addBody(gateway, through, belayMs))
            return false;
    }
    stage.progress() << "gateway: 20 MiB in " << median(directMs) << " ms directly, " << median(nginxMs)
                     << " ms through nginx, " << median(belayMs) << " ms through Belay\n"
                     << std::flush;
    figures.set("body20MiBRatio", median(belayMs) / median(nginxMs));
    return true;
}

} // namespace Belay

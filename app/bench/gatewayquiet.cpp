// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/bench/gatewayquiet.h"

#include "app/bench/plainclient.h"
#include "app/bench/processusage.h"

#include <algorithm>
#include <ostream>
#include <thread>

namespace Belay {

namespace {

using namespace std::chrono_literals;

bool say(GatewayStage &stage, const char *problem)
{
    stage.progress() << "gateway: " << problem << '\n' << std::flush;
    return false;
}

} // namespace

bool measureIdleClients(GatewayStage &stage, const StreamExtent &extent, GatewayFigures &figures)
{
    const auto belay = stage.serve();
    if (!belay)
        return false;
    const std::string request = getRequest(belay->port(), "/healthz");
    std::vector<PlainClient> clients;
    clients.reserve(static_cast<size_t>(extent.idleClients));
    for (int i = 0; i < extent.idleClients; ++i) {
        PlainClient &client = clients.emplace_back(belay->port());
        if (!client.send(request) || !client.readAnswer())
            return say(stage, "an idle client got no answer");
    }
    std::this_thread::sleep_for(1s); // what was answered last is put away
    const double resident = residentMiBOf(belay->pid());
    if (!std::ranges::all_of(clients, &PlainClient::isIdle))
        return say(stage, "an idle client was sent away");
    figures.set("idle4000MiB", resident);
    return true;
}

bool measureIdle(GatewayStage &stage, const StreamExtent &extent, GatewayFigures &figures)
{
    const auto belay = stage.serve();
    if (!belay)
        return false;
    std::this_thread::sleep_for(std::min(extent.idleLength, Seconds {5})); // the first round of probes
    const auto before = cpuSecondsOf(belay->pid());
    std::this_thread::sleep_for(extent.idleLength);
    const auto after = cpuSecondsOf(belay->pid());
    if (!before || !after)
        return say(stage, "the gateway is gone");
    constexpr double Whole = 100;
    figures.set(
        "idleCpuPercent", (*after - *before) / static_cast<double>(extent.idleLength.count()) * Whole);
    return true;
}

bool measureSlowReader(GatewayStage &stage, const StreamExtent &extent, GatewayFigures &figures)
{
    const auto belay = stage.serve();
    if (!belay)
        return false;
    const std::string path = "/v1/chat/completions";
    // The same stream at full speed: what a first one of this size leaves behind is no growth.
    PlainClient warm(belay->port());
    if (!warm.send(postRequest(belay->port(), path, chatBody("big", true), BelayServer::Token))
        || !warm.readAnswer())
        return say(stage, "no stream to warm up with");
    std::this_thread::sleep_for(std::min(extent.idleLength, Seconds {5})); // what follows a start
    constexpr int SmallBuffer = 4'096;
    const double before = residentMiBOf(belay->pid());
    PlainClient slow(belay->port(), SmallBuffer);
    if (!slow.send(postRequest(belay->port(), path, chatBody("big", true), BelayServer::Token)))
        return say(stage, "the slow reader cannot ask");
    double most = before;
    bool read = true;
    constexpr auto Look = 100ms;
    constexpr int LooksInSecond = 10;
    for (int look = 1; look <= extent.slowLength.count() * LooksInSecond; ++look) {
        std::this_thread::sleep_for(Look);
        most = std::max(most, residentMiBOf(belay->pid()));
        if (look % LooksInSecond == 0)
            read = slow.readByte() && read;
    }
    if (!read)
        return say(stage, "the slow reader found nothing to read");
    figures.set("slowReaderGrowthMiB", most - before);
    return true;
}

} // namespace Belay

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/clearance.h"

#include "core/monitor/probeendpoint.h"

#include <algorithm>
#include <utility>

namespace Belay {

bool needsClearance(const Sample &sample)
{
    return isTransportFailure(sample.outcome) && sample.status == 0;
}

Clearance::Clearance(HttpClient &http, const Clock &clock, OwnNetwork &network)
    : m_http(http)
    , m_clock(clock)
    , m_network(network)
{ }

void Clearance::setAnchors(std::vector<QUrl> anchors, std::vector<QUrl> providers)
{
    m_anchors = std::move(anchors);
    m_providers = std::move(providers);
}

std::vector<QUrl> Clearance::hostsToAsk(const QString &failing) const
{
    constexpr size_t Others = 2;
    std::vector<QUrl> hosts = m_anchors;
    size_t others = 0;
    for (const QUrl &provider : m_providers) {
        if (others == Others || hostAndPort(provider) == failing)
            continue;
        // Its front door, without path and key: any status proves the network.
        QUrl door;
        door.setScheme(provider.scheme());
        door.setHost(provider.host());
        door.setPort(provider.port());
        door.setPath(QStringLiteral("/"));
        hosts.push_back(door);
        ++others;
    }
    return hosts;
}

void Clearance::judge(const QString &host, const QString &proxy, SteadyTime began, Ruled ruled)
{
    if (m_network.rule(host, began) == OwnNetwork::Ruling::Counts) {
        ruled(true);
        return;
    }
    const std::vector<QUrl> hosts = hostsToAsk(host);
    if (hosts.empty()) {
        ruled(false);
        return;
    }
    m_pending.push_back({host, proxy, began, std::move(ruled)});
    if (m_rounds.contains(proxy))
        return;
    m_rounds[proxy] = std::make_unique<AnchorRound>(
        m_http, hosts, proxy, [this, proxy](const AnchorRound::Answer &answer) { take(proxy, answer); });
}

void Clearance::take(const QString &proxy, const AnchorRound::Answer &answer)
{
    const std::unique_ptr<AnchorRound> ended = std::move(m_rounds[proxy]);
    m_rounds.erase(proxy);
    for (const auto &[host, issuer] : answer.issuers)
        m_network.issuerSeen(host, issuer);
    for (const QString &host : answer.refusedByDate)
        m_network.refusedByDate(host);
    if (!answer.host.isEmpty()) {
        if (answer.timeTold)
            m_network.timeTold(answer.host, *answer.timeTold, m_clock.wall(), m_clock.steady());
        answered(answer.host);
    } else if (answer.refusedByDate.empty()) { // else somebody is there: the clock is in the way
        m_network.nobodyAnswered(answer.intercepted, m_clock.wall());
    }
    // Who is still open now was asked about with this round and not cleared by it.
    release([&](const Pending &pending) { return pending.proxy == proxy; }, false);
}

void Clearance::answered(const QString &host)
{
    m_network.answered(host, m_clock.steady(), m_clock.wall());
    release(
        [this](const Pending &pending) {
            return m_network.rule(pending.host, pending.began) == OwnNetwork::Ruling::Counts;
        },
        true);
}

void Clearance::conclude()
{
    m_rounds.clear();
    release([](const Pending &) { return true; }, false);
}

void Clearance::release(const std::function<bool(const Pending &)> &which, bool counts)
{
    const auto split = std::stable_partition(
        m_pending.begin(), m_pending.end(), [&](const Pending &pending) { return !which(pending); });
    std::vector<Pending> released(std::make_move_iterator(split), std::make_move_iterator(m_pending.end()));
    m_pending.erase(split, m_pending.end());
    for (const Pending &pending : released)
        pending.ruled(counts);
}

} // namespace Belay

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/ownnetwork.h"

#include <algorithm>

namespace Belay {

void OwnNetwork::answered(const QString &host, SteadyTime at, WallTime wall)
{
    if (m_newest && m_newest->host != host)
        m_newestOfAnother = m_newest;
    m_newest = Answer {host, at};
    m_issuers.erase(host);
    m_refusedByDate.erase(host);
    setState(NetworkState::Online, wall);
}

void OwnNetwork::issuerSeen(const QString &host, const QString &issuer)
{
    m_issuers[host] = issuer;
}

bool OwnNetwork::Told::isOff() const
{
    constexpr std::chrono::minutes LargestSkew {5};
    return std::chrono::abs(skew) > LargestSkew;
}

void OwnNetwork::timeTold(const QString &host, WallTime theirs, WallTime ours, SteadyTime at)
{
    m_told = Told {host, at, ours - theirs};
}

ClockWord OwnNetwork::clockWord(const QString &host, SteadyTime began) const
{
    if (m_told && m_told->host != host && m_told->at >= began)
        return m_told->isOff() ? ClockWord::Wrong : ClockWord::Right;
    if (std::ranges::any_of(m_refusedByDate, [&](const QString &other) { return other != host; }))
        return ClockWord::Wrong;
    // Whoever answered meanwhile had a certificate that this clock takes for valid.
    return rule(host, began) == Ruling::Counts ? ClockWord::Right : ClockWord::Unknown;
}

std::optional<Milliseconds> OwnNetwork::clockSkew() const
{
    return m_told && m_told->isOff() ? std::optional(m_told->skew) : std::nullopt;
}

OwnNetwork::Ruling OwnNetwork::rule(const QString &host, SteadyTime began) const
{
    const auto clears = [&](const std::optional<Answer> &answer) {
        return answer && answer->host != host && answer->at >= began;
    };
    return clears(m_newest) || clears(m_newestOfAnother) ? Ruling::Counts : Ruling::Ask;
}

void OwnNetwork::nobodyAnswered(bool intercepted, WallTime wall)
{
    setState(intercepted ? NetworkState::Captive : NetworkState::Offline, wall);
}

void OwnNetwork::setSystemState(NetworkState state, WallTime wall)
{
    if (Belay::isDown(state))
        setState(state, wall);
    else if (isDown())
        setState(NetworkState::Unknown, wall);
}

void OwnNetwork::forget()
{
    m_newest.reset();
    m_newestOfAnother.reset();
    m_issuers.clear();
    m_told.reset();
    m_refusedByDate.clear();
}

bool OwnNetwork::isIssuerShared(const QString &host, const QString &issuer) const
{
    return std::any_of(m_issuers.begin(), m_issuers.end(),
        [&](const auto &entry) { return entry.first != host && entry.second == issuer; });
}

void OwnNetwork::setState(NetworkState state, WallTime wall)
{
    if (m_status.state == state)
        return;
    m_status = {state, wall};
}

} // namespace Belay

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/monitor/anchorround.h"
#include "core/monitor/ownnetwork.h"

#include <map>

namespace Belay {

/// A failure without any status: it needs someone else's word that the network is there.
bool needsClearance(const Sample &sample);

/// Settles whether transport failures count: asks the anchors, and up to two other providers, at once and
/// through the proxy that the failing request used (contract 3, *Own network*).
class Clearance final
{
public:
    using Ruled = std::function<void(bool counts)>;

    Clearance(HttpClient &http, const Clock &clock, OwnNetwork &network);
    Q_DISABLE_COPY_MOVE(Clearance)

    void setAnchors(std::vector<QUrl> anchors, std::vector<QUrl> providers);
    /// `ruled` is called once: at once when the answer is known, else when someone answered or all failed.
    void judge(const QString &host, const QString &proxy, SteadyTime began, Ruled ruled);
    /// An HTTP status came from an internet host.
    void answered(const QString &host);
    /// Rules all that is open as not counting: asleep, stopped.
    void conclude();

private:
    struct Pending {
        QString host;
        QString proxy;
        SteadyTime began;
        Ruled ruled;
    };
    std::vector<QUrl> hostsToAsk(const QString &failing) const;
    void take(const QString &proxy, const AnchorRound::Answer &answer);
    void release(const std::function<bool(const Pending &)> &which, bool counts);

    HttpClient &m_http;
    const Clock &m_clock;
    OwnNetwork &m_network;
    std::vector<QUrl> m_anchors;
    std::vector<QUrl> m_providers;
    std::vector<Pending> m_pending;
    std::map<QString, std::unique_ptr<AnchorRound>> m_rounds; // by proxy
};

} // namespace Belay

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/statusboard.h"
#include "core/monitor/diagnosisevidence.h"

#include <QString>
#include <QUrl>

#include <map>
#include <optional>
#include <set>

namespace Belay {

/// Whether a transport failure speaks of the provider or of the own network (contract 3, *Own network*).
/// Hosts are those of the internet: local ones are judged without it. Pure: time comes in.
class OwnNetwork final
{
public:
    enum class Ruling { Counts, Ask };

    /// An HTTP status came from `host`: it proves the network.
    void answered(const QString &host, SteadyTime at, WallTime wall);
    /// A handshake with `host` failed and this was on the certificate shown.
    void issuerSeen(const QString &host, const QString &issuer);
    /// The certificate of `host` is not valid today, by this machine's clock.
    void refusedByDate(const QString &host) { m_refusedByDate.insert(host); }
    /// What the clock of `host` said when this machine's said `ours`.
    void timeTold(const QString &host, WallTime theirs, WallTime ours, SteadyTime at);
    /// What others show of this machine's clock since a request to `host` began, for a certificate that was
    /// refused for its dates (contract 3, *Clock*).
    ClockWord clockWord(const QString &host, SteadyTime began) const;
    /// How far this machine's clock was ahead when it was told last; empty where it agreed or nobody told.
    std::optional<Milliseconds> clockSkew() const;
    /// Counts when someone else answered after the request began; else the anchors have to be asked.
    Ruling rule(const QString &host, SteadyTime began) const;
    /// Every anchor was asked and none answered. `intercepted`: all of them by a handshake that somebody else
    /// answered.
    void nobodyAnswered(bool intercepted, WallTime wall);
    /// What the machine says of itself. Only an answer makes it online.
    void setSystemState(NetworkState state, WallTime wall);
    /// After sleep or a change of network nothing is known.
    void forget();

    NetworkStatus status() const { return m_status; }
    bool isDown() const { return Belay::isDown(m_status.state); }
    /// Whether another host showed the same issuer in a handshake that failed: someone in between.
    bool isIssuerShared(const QString &host, const QString &issuer) const;

private:
    struct Answer {
        QString host;
        SteadyTime at;
    };
    void setState(NetworkState state, WallTime wall);

    NetworkStatus m_status;
    std::optional<Answer> m_newest;
    std::optional<Answer> m_newestOfAnother; // than the newest's host
    std::map<QString, QString> m_issuers; // of failed handshakes, by host
    struct Told {
        QString host;
        SteadyTime at;
        Milliseconds skew; // ours less theirs
        bool isOff() const;
    };
    std::optional<Told> m_told; // the newest
    std::set<QString> m_refusedByDate;
};

} // namespace Belay

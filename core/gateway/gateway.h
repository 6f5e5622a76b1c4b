// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/statusboard.h"
#include "core/gateway/dispatcher.h"
#include "core/gateway/gatewaydoor.h"
#include "core/gateway/knowntargets.h"
#include "core/gateway/metrics.h"

namespace Belay {

/// What a page or a metric shows of the running gateway.
struct GatewayView {
    QString address; ///< `http://127.0.0.1:4217/v1`; empty: not listening
    int clients = 0;
    int requests = 0; ///< under way
    std::vector<BreakerView> breakers;
    bool operator==(const GatewayView &) const = default;
};

/// The whole gateway: listens, checks, plays chains, passes answers on. Every function is called on one
/// thread with an event loop, where all of it lives.
class Gateway final : public QObject, private StatusSource
{
    Q_OBJECT
public:
    struct Parts {
        HttpClient &http;
        Clock &clock;
        RandomSource &random;
        const Catalogue &catalogue;
        std::function<void(const Sample &)> sampleTaken;
        std::function<void(const Trace &)> traceEnded;
        std::function<int()> historyQueue {}; ///< empty: not shown
    };
    explicit Gateway(Parts parts, QObject *parent = nullptr);
    ~Gateway() override;
    Q_DISABLE_COPY_MOVE(Gateway)

    /// Requests under way end on what they began with.
    void apply(std::shared_ptr<const Config> config, KeyRingPtr keys);
    /// Listens where the config says; `port` goes before its own. A place that it had before is left only
    /// once the new one is had, and what is under way there may end. Unavailable when the port is taken.
    Result<void> listen(std::optional<quint16> port = {});
    bool isListening() const { return m_door != nullptr; }
    /// `http://127.0.0.1:4217/v1`; empty while nothing is listened to.
    QString address() const;

    /// No new request; `drained` once: when the last answer has been sent, when the time is over (what is
    /// left is then broken off; without `limit` it ends on its own), at stop(), or when another drain() or
    /// listen() takes its place.
    void drain(std::optional<Milliseconds> limit, std::function<void()> drained);
    /// Ends everything now.
    void stop();

    /// A result of a probe; `counts` is false where it says nothing of the provider, and no breaker hears of
    /// it.
    void observe(const Sample &sample, bool counts);
    void setBoard(std::shared_ptr<const StatusBoard> board);
    /// The feed of incidents, as it is served.
    void setFeed(const QByteArray &atom) { m_feed = atom; }
    GatewayView view() const;

Q_SIGNALS:
    /// At most four times a second, when the view has changed.
    void viewChanged(const Belay::GatewayView &view);

private:
    QByteArray statusJson() const override;
    QByteArray incidentsAtom() const override { return m_feed; }
    bool ownNetworkHides(const TargetId &target) const;
    Result<void> open(GatewayDoor &next, const QString &listen, quint16 port);
    void leaveDoor();
    void lookAtLeft();
    int connectionCount() const;
    void finishDrain();
    void takeTrace(const Trace &trace);
    void planView();
    void publishView();

    Parts m_parts;
    std::shared_ptr<const GatewaySetup> m_setup;
    std::shared_ptr<const StatusBoard> m_statusBoard;
    QByteArray m_feed;
    size_t m_seed;
    TargetBoard m_board;
    KnownTargets m_known;
    Metrics m_metrics;
    UlidMaker m_ulids;
    Dispatcher m_dispatcher;
    std::unique_ptr<GatewayDoor> m_door; // null: nothing is listened to
    std::vector<std::unique_ptr<GatewayDoor>> m_left; // until their last answer is out
    std::unique_ptr<Alarm> m_leftAlarm;
    std::unique_ptr<Alarm> m_drainAlarm;
    std::unique_ptr<Alarm> m_viewAlarm;
    std::function<void()> m_drained;
    GatewayView m_view;
    bool m_viewPlanned = false;
};

} // namespace Belay

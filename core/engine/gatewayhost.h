// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/thread.h"
#include "core/engine/gatewaycontrol.h"
#include "core/gateway/portowner.h"
#include "core/history/historystore.h"

namespace Belay {

/// The gateway on its thread, seen from the main thread. Listens while the config enables it, or always once
/// serve() was called.
class GatewayHost final : public GatewayControl
{
    Q_OBJECT
public:
    struct Parts {
        Clock &clock;
        const Catalogue &catalogue;
        HistoryStore &history;
        std::function<int()> historyQueue {}; ///< asked on the gateway's thread; empty: not shown
    };
    /// What `parts` names must outlive it.
    explicit GatewayHost(const Parts &parts, QObject *parent = nullptr);
    ~GatewayHost() override;

    void apply(std::shared_ptr<const Config> config, KeyRingPtr keys);
    /// Listens whatever the config says of `enabled`; `port` goes before the config's.
    void serve(std::optional<quint16> port);
    /// As MonitorHost tells it.
    void observe(const Sample &probe, bool counts);
    void setBoard(std::shared_ptr<const StatusBoard> board);
    void setFeed(const QByteArray &atom);
    /// No new requests, from now on to the end; `drained` on the main thread, once, at the latest after
    /// `limit`.
    void drain(Milliseconds limit, std::function<void()> drained);
    /// Ends the gateway on its thread and waits for it; the last traces are in the history's queue when it
    /// returns.
    void stop();

    const GatewayStatus &status() const override { return m_status; }
    Secret token(const QString &id) const override;
    void obtainToken(const QString &id, TokenReady ready) override;
    /// Who reads and makes tokens that the ring does not hold. Before anybody asks.
    using TokenSource = std::function<void(const QString &id, TokenReady ready)>;
    void setTokenSource(TokenSource source) { m_tokenSource = std::move(source); }
    QThread *thread() { return m_thread.thread(); }

Q_SIGNALS:
    /// Traffic, for the monitor.
    void sampleTaken(const Belay::Sample &sample);

private:
    struct OnThread;
    void post(std::function<void(OnThread &)> work);
    /// What it was last told to listen to.
    struct Place {
        QString listen;
        quint16 port = 0;
        bool operator==(const Place &) const = default;
    };
    void follow(const GatewayConfig &config);
    void listen();
    void switchOff();
    void tellWhyNot(const PortReport &report);
    void listened(const Result<void> &result, const GatewayView &view, int turn);
    void setStatus(GatewayStatus::State state, const QString &problem, quint16 freePort = 0);

    std::unique_ptr<OnThread> m_onThread; // made, used and destroyed on m_thread
    WorkerThread m_thread;
    std::shared_ptr<const Config> m_config;
    KeyRingPtr m_keys;
    TokenSource m_tokenSource;
    std::optional<Place> m_place; // empty: it is to be off
    std::optional<quint16> m_port;
    bool m_isServing = false;
    bool m_isEnding = false; // drain() was called
    int m_turn = 0; // of what it was told last: an answer to something before is not heard
    PortOwnerLookup m_ports;
    GatewayStatus m_status;
};

} // namespace Belay

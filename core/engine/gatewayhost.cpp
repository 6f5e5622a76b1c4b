// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/gatewayhost.h"

#include "core/engine/trafficsieve.h"
#include "core/gateway/gatewayaddress.h"
#include "core/http/curlclient.h"
#include "core/http/socketwatch.h"
#include "core/secrets/gatewaytoken.h"

#include <QRandomGenerator>

namespace Belay {

namespace {

// What a page can show and a person can read; all of them are in the history.
constexpr int TracesPerSecond = 50;

} // namespace

struct GatewayHost::OnThread {
    OnThread(GatewayHost &host, const Parts &parts)
        : random(QRandomGenerator::system()->generate64())
        , gateway({http, parts.clock, random, parts.catalogue,
              [this, &host, &history = parts.history, &clock = parts.clock](const Sample &sample) {
                  history.record(sample);
                  if (sieve.takes(sample, clock.steady()))
                      Q_EMIT host.sampleTaken(sample);
              },
              [this, &host, &history = parts.history, &clock = parts.clock](const Trace &trace) {
                  history.record(trace);
                  if (mayShow(clock.steady()))
                      Q_EMIT host.traceEnded(trace);
              },
              parts.historyQueue})
    { }
    bool mayShow(SteadyTime now)
    {
        if (now - second >= Seconds {1}) {
            second = now;
            shown = 0;
        }
        return shown++ < TracesPerSecond;
    }

    CurlClient http;
    SeededRandom random;
    TrafficSieve sieve;
    SteadyTime second {};
    int shown = 0;
    Gateway gateway;
};

GatewayHost::GatewayHost(const Parts &parts, QObject *parent)
    : GatewayControl(parent)
    , m_thread(QStringLiteral("gateway"), createSocketLoop())
{
    m_thread.run([&] {
        m_onThread = std::make_unique<OnThread>(*this, parts);
        connect(&m_onThread->gateway, &Gateway::viewChanged, this, [this](const GatewayView &view) {
            m_status.view = view;
            Q_EMIT statusChanged();
        });
    });
}

GatewayHost::~GatewayHost()
{
    stop();
}

void GatewayHost::stop()
{
    if (!m_thread.thread()->isRunning())
        return;
    m_thread.run([this] { m_onThread.reset(); });
    m_thread.stop();
}

void GatewayHost::post(std::function<void(OnThread &)> work)
{
    m_thread.post([this, work = std::move(work)] {
        if (m_onThread)
            work(*m_onThread);
    });
}

void GatewayHost::apply(std::shared_ptr<const Config> config, KeyRingPtr keys)
{
    m_config = std::move(config);
    m_keys = std::move(keys);
    post([config = m_config, keys = m_keys](OnThread &on) { on.gateway.apply(config, keys); });
    follow(m_config->gateway);
}

void GatewayHost::serve(std::optional<quint16> port)
{
    m_isServing = true;
    m_port = port;
    if (m_config)
        follow(m_config->gateway);
}

/// Only what it listens to makes it listen anew; tokens, names and chains are swapped under way.
void GatewayHost::follow(const GatewayConfig &config)
{
    if (m_isEnding)
        return;
    if (!config.enabled && !m_isServing) {
        switchOff();
        return;
    }
    const Place place {config.listen, m_port.value_or(static_cast<quint16>(config.port))};
    const bool isThere = m_status.state == GatewayStatus::State::Listening && m_status.problem.isEmpty();
    if (m_place == place && isThere)
        return;
    m_place = place;
    listen();
}

/// What is under way ends on its own; until then it is not yet off.
void GatewayHost::switchOff()
{
    if (!std::exchange(m_place, {}))
        return;
    setStatus(GatewayStatus::State::Draining, {});
    post([this, turn = ++m_turn](OnThread &on) {
        on.gateway.drain({}, [this, turn] {
            const auto beOff = [this, turn] {
                if (turn == m_turn)
                    setStatus(GatewayStatus::State::Off, {});
            };
            QMetaObject::invokeMethod(this, beOff, Qt::QueuedConnection);
        });
    });
}

void GatewayHost::listen()
{
    post([this, port = m_place->port, turn = ++m_turn](OnThread &on) {
        const Result<void> result = on.gateway.listen(port);
        QMetaObject::invokeMethod(
            this, [this, result, view = on.gateway.view(), turn] { listened(result, view, turn); },
            Qt::QueuedConnection);
    });
}

void GatewayHost::listened(const Result<void> &result, const GatewayView &view, int turn)
{
    if (turn != m_turn)
        return; // told something else meanwhile
    m_status.view = view;
    if (result) {
        setStatus(GatewayStatus::State::Listening, {});
        return;
    }
    m_ports.find(listenAddress(m_place->listen), m_place->port, [this, turn](const PortReport &report) {
        if (turn == m_turn)
            tellWhyNot(report);
    });
}

void GatewayHost::tellWhyNot(const PortReport &report)
{
    const QString &kept = m_status.view.address;
    if (kept.isEmpty())
        setStatus(GatewayStatus::State::Failed, report.sentence(), report.nextFree);
    else
        setStatus(GatewayStatus::State::Listening,
            QStringLiteral("%1 The gateway stays at %2.").arg(report.sentence(), kept), report.nextFree);
}

void GatewayHost::setStatus(GatewayStatus::State state, const QString &problem, quint16 freePort)
{
    m_status.state = state;
    m_status.problem = problem;
    m_status.freePort = freePort;
    if (state == GatewayStatus::State::Off)
        m_status.view = {};
    Q_EMIT statusChanged();
}

void GatewayHost::observe(const Sample &probe, bool counts)
{
    post([probe, counts](OnThread &on) { on.gateway.observe(probe, counts); });
}

void GatewayHost::setBoard(std::shared_ptr<const StatusBoard> board)
{
    post([board = std::move(board)](OnThread &on) { on.gateway.setBoard(board); });
}

void GatewayHost::setFeed(const QByteArray &atom)
{
    post([atom](OnThread &on) { on.gateway.setFeed(atom); });
}

void GatewayHost::drain(Milliseconds limit, std::function<void()> drained)
{
    ++m_turn;
    m_isEnding = true;
    setStatus(GatewayStatus::State::Draining, {});
    post([this, limit, drained = std::move(drained)](OnThread &on) {
        on.gateway.drain(
            limit, [this, drained] { QMetaObject::invokeMethod(this, drained, Qt::QueuedConnection); });
    });
}

Secret GatewayHost::token(const QString &id) const
{
    const KeyRingEntry *const entry = m_keys ? m_keys->entry(gatewayProvider(), KeyId {id}) : nullptr;
    return entry ? entry->value : Secret();
}

void GatewayHost::obtainToken(const QString &id, TokenReady ready)
{
    if (const Secret known = token(id); !known.isEmpty())
        ready(known);
    else
        m_tokenSource(id, std::move(ready));
}

} // namespace Belay

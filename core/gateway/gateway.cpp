// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/gateway.h"

#include "core/base/logging.h"
#include "core/base/openfiles.h"
#include "core/domain/resultjson.h"
#include "core/gateway/gatewayfacts.h"
#include "core/http/localhost.h"
#include "core/providers/codec.h"

#include <algorithm>

namespace Belay {

namespace {

constexpr Milliseconds ViewEvery {250};

int figureOf(CircuitBreaker::State state)
{
    switch (state) {
    case CircuitBreaker::State::Closed:
        return 0;
    case CircuitBreaker::State::HalfOpen:
        return 1;
    case CircuitBreaker::State::Open:
        return 2;
    }
    return 0;
}

std::vector<BreakerFigure> breakerFigures(const std::vector<BreakerView> &views)
{
    std::vector<BreakerFigure> figures;
    for (const BreakerView &view : views)
        figures.push_back({toString(view.scope), view.target.toString(), figureOf(view.state)});
    return figures;
}

} // namespace

Gateway::Gateway(Parts parts, QObject *parent)
    : QObject(parent)
    , m_parts(std::move(parts))
    , m_setup(std::make_shared<GatewaySetup>(
          GatewaySetup {std::make_shared<const Config>(), nullptr, &m_parts.catalogue}))
    , m_statusBoard(std::make_shared<const StatusBoard>())
    , m_seed(static_cast<size_t>(m_parts.random.next()))
    , m_metrics({[this] { return m_dispatcher.activeCount(); },
          [this] { return m_server ? m_server->connectionCount() : 0; }, m_parts.historyQueue,
          [this] { return breakerFigures(m_board.snapshot(m_parts.clock.steady())); }})
    , m_ulids(m_parts.clock, m_parts.random)
    , m_dispatcher(RunSurroundings {m_parts.http, m_parts.clock, m_parts.random, m_board,
                       [this](const TargetId &target) { return ownNetworkHides(target); },
                       [this](const Sample &sample) {
                           m_metrics.observe(sample);
                           if (m_known.admits(sample))
                               m_parts.sampleTaken(sample);
                       },
                       [this](const Trace &trace) { takeTrace(trace); }},
          m_seed)
    , m_front({m_parts.clock, m_ulids, m_dispatcher, *this, m_metrics}, [this] { return m_setup; })
    , m_drainAlarm(m_parts.clock.createAlarm([this] {
        m_dispatcher.abortAll();
        finishDrain();
    }))
    , m_viewAlarm(m_parts.clock.createAlarm([this] { publishView(); }))
{
    connect(&m_dispatcher, &Dispatcher::becameIdle, this, [this] {
        if (m_drained)
            finishDrain();
    });
}

Gateway::~Gateway()
{
    stop();
}

void Gateway::apply(std::shared_ptr<const Config> config, KeyRingPtr keys)
{
    m_setup = std::make_shared<GatewaySetup>(
        GatewaySetup {std::move(config), std::move(keys), &m_parts.catalogue});
    m_metrics.apply(*m_setup->config);
    m_known.apply(*m_setup->config);
    m_board.apply(m_setup->config, GatewayFacts(*m_setup, m_seed), m_parts.clock.steady());
    planView();
}

Result<void> Gateway::listen(std::optional<quint16> port)
{
    stop();
    const GatewayConfig &config = m_setup->config->gateway;
    const OpenFiles files = raiseOpenFiles();
    const GatewayLimits fitting = limitsFor(files);
    if (!fitting.areFull())
        qCWarning(lcGateway, "%s", qUtf8Printable(describe(fitting, files)));
    HttpServerLimits limits;
    limits.connections = fitting.connections;
    m_front.setLimits(fitting);
    m_front.setDraining(false);
    m_server = std::make_unique<HttpServer>(m_parts.clock, m_front, limits);
    const quint16 wanted = port.value_or(static_cast<quint16>(config.port));
    if (auto listening = listenOn(config.listen, wanted); !listening) {
        m_server.reset();
        planView();
        return listening;
    }
    m_front.setPort(m_server->port());
    qCInfo(lcGateway, "listening on %s", qUtf8Printable(address()));
    planView();
    return {};
}

/// The two loopback addresses are one place for a client that says `localhost`.
Result<void> Gateway::listenOn(const QString &address, quint16 port)
{
    if (auto first = m_server->listen(QHostAddress(address), port); !first)
        return first;
    if (address == u"127.0.0.1") {
        if (auto second = m_server->listen(QHostAddress(QHostAddress::LocalHostIPv6), m_server->port());
            !second)
            qCInfo(lcGateway, "not on ::1: %s", qUtf8Printable(second.error().detail));
    }
    return {};
}

QString Gateway::address() const
{
    if (!m_server)
        return {};
    const QString &listen = m_setup->config->gateway.listen;
    const QHostAddress host(listen);
    const bool isAny
        = host == QHostAddress::Any || host == QHostAddress::AnyIPv4 || host == QHostAddress::AnyIPv6;
    const QString shown = isAny                            ? QStringLiteral("127.0.0.1")
        : host.protocol() == QAbstractSocket::IPv6Protocol ? QString(u'[' + listen + u']')
                                                           : listen;
    return u"http://" + shown + u':' + QString::number(m_server->port()) + u"/v1";
}

void Gateway::drain(Milliseconds limit, std::function<void()> drained)
{
    if (const auto before = std::exchange(m_drained, std::move(drained)))
        before(); // who asked first is told that another has taken over
    m_isDraining = true;
    m_front.setDraining(true);
    if (m_server)
        m_server->stopListening();
    m_drainAlarm->wakeAt(
        m_parts.clock.steady() + (m_dispatcher.activeCount() == 0 ? Milliseconds {0} : limit));
}

void Gateway::finishDrain()
{
    m_drainAlarm->cancel();
    if (const auto drained = std::exchange(m_drained, {}))
        drained();
}

void Gateway::stop()
{
    m_dispatcher.abortAll();
    m_server.reset();
    m_isDraining = false;
    finishDrain();
    planView();
}

void Gateway::observe(const Sample &sample, bool counts)
{
    m_metrics.observe(sample);
    if (counts)
        m_board.observe(sample, m_parts.clock.steady());
    planView();
}

void Gateway::setBoard(std::shared_ptr<const StatusBoard> board)
{
    m_statusBoard = std::move(board);
    m_metrics.apply(*m_statusBoard);
    m_known.apply(*m_statusBoard);
    m_board.applyHealth(*m_statusBoard, m_parts.clock.steady());
    planView();
}

QByteArray Gateway::statusJson() const
{
    return QByteArray::fromStdString(toJson(*m_statusBoard).dump());
}

bool Gateway::ownNetworkHides(const TargetId &target) const
{
    if (!isDown(m_statusBoard->network.state))
        return false;
    const Config &config = *m_setup->config;
    const ProviderConfig *const provider = config.provider(target.provider);
    return !provider
        || !needsNoInternet(
            config.network.local, baseUrlOf(*provider, m_parts.catalogue.kind(provider->kind)));
}

GatewayView Gateway::view() const
{
    GatewayView view;
    view.address = isListening() ? address() : QString();
    view.clients = m_server ? m_server->connectionCount() : 0;
    view.requests = m_dispatcher.activeCount();
    view.breakers = m_board.snapshot(m_parts.clock.steady());
    return view;
}

void Gateway::takeTrace(const Trace &trace)
{
    m_metrics.observe(trace);
    m_parts.traceEnded(trace);
    planView();
}

void Gateway::planView()
{
    if (std::exchange(m_viewPlanned, true))
        return;
    m_viewAlarm->wakeAt(m_parts.clock.steady() + ViewEvery);
}

void Gateway::publishView()
{
    m_viewPlanned = false;
    GatewayView now = view();
    if (now == m_view)
        return;
    m_view = std::move(now);
    Q_EMIT viewChanged(m_view);
}

} // namespace Belay

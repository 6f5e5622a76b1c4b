// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/gateway.h"

#include "core/base/logging.h"
#include "core/base/openfiles.h"
#include "core/domain/incidentfeed.h"
#include "core/domain/resultjson.h"
#include "core/gateway/gatewayfacts.h"
#include "core/http/localhost.h"
#include "core/providers/codec.h"

#include <algorithm>

namespace Belay {

namespace {

constexpr Milliseconds ViewEvery {250};
constexpr Milliseconds LookEvery {50}; // at what is left of a place that is left

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
    , m_feed(atomFeed({}, {}, m_parts.clock.wall()))
    , m_seed(static_cast<size_t>(m_parts.random.next()))
    , m_metrics({[this] { return m_dispatcher.activeCount(); }, [this] { return connectionCount(); },
          m_parts.historyQueue, [this] { return breakerFigures(m_board.snapshot(m_parts.clock.steady())); }})
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
    , m_leftAlarm(m_parts.clock.createAlarm([this] { lookAtLeft(); }))
    , m_drainAlarm(m_parts.clock.createAlarm([this] {
        m_dispatcher.abortAll();
        finishDrain();
    }))
    , m_viewAlarm(m_parts.clock.createAlarm([this] { publishView(); }))
{ }

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
    finishDrain();
    const GatewayConfig &config = m_setup->config->gateway;
    const quint16 wanted = port.value_or(static_cast<quint16>(config.port));
    if (m_door && m_door->isAt(config.listen, wanted))
        return {};
    const OpenFiles files = raiseOpenFiles();
    const GatewayLimits fitting = limitsFor(files);
    if (!fitting.areFull())
        qCWarning(lcGateway, "%s", qUtf8Printable(describe(fitting, files)));
    auto next = std::make_unique<GatewayDoor>(
        GatewayFront::Parts {m_parts.clock, m_ulids, m_dispatcher, *this, m_metrics},
        [this] { return m_setup; }, fitting);
    Result<void> opened = open(*next, config.listen, wanted);
    if (opened) {
        leaveDoor();
        m_door = std::move(next);
        qCInfo(lcGateway, "listening on %s", qUtf8Printable(address()));
    }
    planView();
    return opened;
}

/// Two places of the same port may overlap, as 127.0.0.1 and 0.0.0.0 do: then the old one is in the way.
Result<void> Gateway::open(GatewayDoor &next, const QString &listen, quint16 port)
{
    Result<void> opened = next.listen(listen, port);
    if (opened || !m_door || m_door->port() != port)
        return opened;
    m_door->stopListening();
    opened = next.listen(listen, port);
    if (opened)
        return opened;
    if (const Result<void> kept = m_door->listenAgain(); !kept) {
        qCWarning(lcGateway, "the place before is lost too: %s", qUtf8Printable(kept.error().detail));
        leaveDoor();
    }
    return opened;
}

QString Gateway::address() const
{
    return m_door ? m_door->address() : QString();
}

int Gateway::connectionCount() const
{
    int count = m_door ? m_door->connectionCount() : 0;
    for (const auto &door : m_left)
        count += door->connectionCount();
    return count;
}

void Gateway::drain(std::optional<Milliseconds> limit, std::function<void()> drained)
{
    finishDrain(); // who asked first is told that another has taken over
    m_drained = std::move(drained);
    leaveDoor();
    if (limit)
        m_drainAlarm->wakeAt(m_parts.clock.steady() + *limit);
    m_leftAlarm->wakeAt(m_parts.clock.steady());
}

void Gateway::leaveDoor()
{
    if (!m_door)
        return;
    m_door->leave();
    m_left.push_back(std::move(m_door));
    m_leftAlarm->wakeAt(m_parts.clock.steady());
    planView();
}

/// A request that has ended may still have much of its answer on the way to a slow client.
void Gateway::lookAtLeft()
{
    std::erase_if(m_left, [](const auto &door) { return !door->isAnswering(); });
    if (m_left.empty())
        finishDrain();
    else
        m_leftAlarm->wakeAt(m_parts.clock.steady() + LookEvery);
    planView();
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
    m_door.reset();
    m_left.clear();
    m_leftAlarm->cancel();
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
    view.address = address();
    view.clients = connectionCount();
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

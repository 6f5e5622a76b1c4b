// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulator/simulator.h"

#include "core/base/logging.h"
#include "core/http/httpdate.h"
#include "core/simulator/providerserver.h"

namespace Belay {

class Simulator::Anchor final : public HttpHandler
{
public:
    explicit Anchor(SimulatedWorld &world)
        : m_world(world)
    { }
    Result<void> goOnline()
    {
        if (m_server)
            return {};
        auto server = std::make_unique<HttpServer>(m_world.clock, *this);
        const Result<void> result = server->listen(QHostAddress::LocalHost, m_port);
        if (!result)
            return result;
        m_port = server->port();
        m_server = std::move(server);
        return {};
    }
    void goOffline() { m_server.reset(); }
    quint16 port() const { return m_port; }

private:
    void requestReceived(HttpServerRequest, std::shared_ptr<HttpExchange> exchange) override
    {
        const std::pair date {QByteArray("date"), toHttpDate(m_world.clock.wall())};
        if (m_world.weather.network == NetworkState::Captive)
            exchange->answer(302, {date, {"location", "http://login.hotspot.example/"}}, {});
        else
            exchange->answer(204, {date}, {});
    }

    SimulatedWorld &m_world;
    quint16 m_port = 0;
    std::unique_ptr<HttpServer> m_server;
};

struct Simulator::World {
    World(Clock &clock, RandomSource &random)
        : shared {clock, random, {}, clock.steady(), {}, false, 0}
    { }

    SimulatedWorld shared;
    std::vector<std::unique_ptr<ProviderServer>> servers;
    std::unique_ptr<Anchor> anchor;
};

Simulator::Simulator(Clock &clock, RandomSource &random, QObject *parent)
    : QObject(parent)
    , m_world(std::make_unique<World>(clock, random))
{ }

Simulator::~Simulator() = default;

Result<void> Simulator::start(std::vector<SimulatedProvider> providers)
{
    stop();
    m_world->anchor = std::make_unique<Anchor>(m_world->shared);
    for (SimulatedProvider &provider : providers)
        m_world->servers.push_back(std::make_unique<ProviderServer>(std::move(provider), m_world->shared));
    // Also when the weather is offline: their ports are fixed before anybody is told of them.
    Result<void> result = goOnline();
    if (!result)
        stop();
    else
        setWeather(m_world->shared.weather);
    return result;
}

Result<void> Simulator::goOnline()
{
    if (!m_world->anchor)
        return {};
    Result<void> result = m_world->anchor->goOnline();
    for (const auto &server : m_world->servers) {
        if (result)
            result = server->goOnline();
    }
    return result;
}

void Simulator::stop()
{
    m_world->servers.clear();
    m_world->anchor.reset();
}

std::vector<SimulatedProvider> Simulator::providers() const
{
    std::vector<SimulatedProvider> list;
    for (const auto &server : m_world->servers)
        list.push_back(server->provider());
    return list;
}

QUrl Simulator::baseUrl(const ProviderId &provider) const
{
    for (const auto &server : m_world->servers) {
        if (server->provider().id == provider)
            return server->baseUrl();
    }
    return {};
}

QUrl Simulator::statusPage(const ProviderId &provider) const
{
    for (const auto &server : m_world->servers) {
        if (server->provider().id == provider)
            return server->statusPage();
    }
    return {};
}

QUrl Simulator::anchorUrl() const
{
    if (!m_world->anchor)
        return {};
    return QUrl {QStringLiteral("http://127.0.0.1:%1/generate_204").arg(m_world->anchor->port())};
}

void Simulator::setWeather(const Weather &weather)
{
    m_world->shared.weather = weather;
    m_world->shared.weatherSince = m_world->shared.clock.steady();
    if (weather.network != NetworkState::Offline) {
        if (const Result<void> result = goOnline(); !result)
            qCWarning(lcSimulator, "cannot come back online: %s", qUtf8Printable(result.error().detail));
        return;
    }
    for (const auto &server : m_world->servers)
        server->goOffline();
    if (m_world->anchor)
        m_world->anchor->goOffline();
}

const Weather &Simulator::weather() const
{
    return m_world->shared.weather;
}

const Journal &Simulator::journal() const
{
    return m_world->shared.journal;
}

void Simulator::clearJournal()
{
    m_world->shared.journal.clear();
}

void Simulator::setKeepsDetails(bool keeps)
{
    m_world->shared.keepsDetails = keeps;
}

} // namespace Belay

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulator/providervisit.h"

#include "core/http/httpdate.h"
#include "core/http/httpgrammar.h"
#include "core/simulator/simulatedpage.h"

#include <QUrl>
#include <QUrlQuery>

#include <algorithm>
#include <array>

namespace Belay {

namespace {

constexpr int MostConnections = 4096;

// Of a path that a log or the journal may show.
QString pathWithoutKey(const QByteArray &target)
{
    QUrl url = QUrl::fromEncoded(target, QUrl::TolerantMode);
    QUrlQuery query {url};
    if (!query.hasQueryItem(QStringLiteral("key")))
        return QString::fromUtf8(target);
    query.removeAllQueryItems(QStringLiteral("key"));
    url.setQuery(query);
    return url.toString(QUrl::FullyEncoded);
}

bool isAuthField(const QByteArray &name)
{
    static constexpr std::array Names {"authorization", "x-api-key", "api-key", "x-goog-api-key"};
    return std::any_of(
        Names.begin(), Names.end(), [&name](const char *own) { return equalAnyCase(name, own); });
}

QByteArray sentKey(const RequestHead &head)
{
    for (const auto &[name, value] : head.headers) {
        if (!isAuthField(name))
            continue;
        constexpr QByteArrayView Bearer = "Bearer ";
        return value.startsWith(Bearer) ? value.sliced(Bearer.size()) : value;
    }
    const QUrlQuery query {QUrl::fromEncoded(head.target, QUrl::TolerantMode)};
    return query.queryItemValue(QStringLiteral("key"), QUrl::FullyDecoded).toUtf8();
}

} // namespace

const WeatherPoint &SimulatedWorld::weatherAt(const TargetId &target) const
{
    return weather.at(target, std::chrono::floor<Milliseconds>(clock.steady() - weatherSince));
}

ProviderServer::ProviderServer(SimulatedProvider provider, SimulatedWorld &world)
    : m_provider(std::move(provider))
    , m_world(world)
    , m_voice(voiceOf(m_provider))
    , m_port(m_provider.port)
{ }

ProviderServer::~ProviderServer()
{
    goOffline();
}

Result<void> ProviderServer::goOnline()
{
    if (m_server)
        return {};
    HttpServerLimits limits;
    limits.connections = MostConnections;
    auto server = std::make_unique<HttpServer>(m_world.clock, *this, limits);
    const Result<void> result = server->listen(QHostAddress::LocalHost, m_port);
    if (!result)
        return result;
    m_port = server->port();
    m_server = std::move(server);
    return {};
}

void ProviderServer::goOffline()
{
    m_server.reset();
}

QUrl ProviderServer::baseUrl() const
{
    return QUrl {QStringLiteral("http://127.0.0.1:%1%2").arg(m_port).arg(basePathOf(m_provider.kind))};
}

QUrl ProviderServer::statusPage() const
{
    return QUrl {QStringLiteral("http://127.0.0.1:%1%2").arg(m_port).arg(PagePath)};
}

/// No key is asked for, and the weather of the API is not the page's.
AnswerScript ProviderServer::pageAnswer(const HttpServerRequest &request) const
{
    constexpr Milliseconds PageLatency {40};
    const SimulatedPage page {m_world.weather, m_world.weatherSince, m_world.clock};
    const WeatherPoint *const portal = portalWeather();
    const WeatherPoint &weather = portal ? *portal : page.weatherOf(m_provider.id);
    Visit visit;
    visit.route.kind = ProviderRoute::Kind::FreeCheck;
    visit.number = m_world.requests;
    visit.at = m_world.clock.wall();
    if (weather.kind == WeatherKind::Storm429)
        return faultScript(visit, VoiceFault::RateLimit, weather);
    if (std::optional<AnswerScript> script = answerBeforeLooking(visit, weather))
        return *script;
    if (std::optional<AnswerScript> script = oddAnswer(visit, weather))
        return *script;
    return wholeScript(page.answer(m_provider.id, request.head.target), PageLatency);
}

/// The weather of whoever asks while the network wants a log-in first.
const WeatherPoint *ProviderServer::portalWeather() const
{
    static const WeatherPoint Portal = [] {
        WeatherPoint point;
        point.kind = WeatherKind::Html200;
        return point;
    }();
    return m_world.weather.network == NetworkState::Captive ? &Portal : nullptr;
}

void ProviderServer::requestReceived(HttpServerRequest request, std::shared_ptr<HttpExchange> exchange)
{
    if (isPagePath(request.head.target)) {
        JournalEntry entry = entryOf(request, Visit());
        entry.at = m_world.clock.wall();
        entry.target = {ProviderId {QStringLiteral("page:") + m_provider.id.value}, {}};
        const Journal::Number number = m_world.journal.add(std::move(entry));
        play(std::move(exchange), pageAnswer(request), number);
        return;
    }
    ++m_world.requests;
    const Visit visit = visitOf(request);
    const Journal::Number number = m_world.journal.add(entryOf(request, visit));
    play(std::move(exchange), answer(visit, weatherFor(visit)), number);
}

ProviderServer::Visit ProviderServer::visitOf(const HttpServerRequest &request) const
{
    Visit visit;
    visit.route = routeOf(m_provider, request.head);
    visit.number = m_world.requests;
    visit.at = m_world.clock.wall();
    visit.body = request.body;
    findKey(request.head, visit);
    if (visit.isCompletion())
        visit.asked = m_voice->read(visit.route.face, request.head, request.body);
    if (visit.asked) {
        visit.asked->number = visit.number;
        visit.asked->at = visit.at;
    }
    return visit;
}

void ProviderServer::findKey(const RequestHead &head, Visit &visit) const
{
    const Secret sent {sentKey(head)};
    if (sent.isEmpty())
        return;
    visit.keyState = Visit::KeyState::Unknown;
    for (const auto &[id, secret] : m_provider.keys) {
        if (secret.equals(sent)) {
            visit.keyState = Visit::KeyState::Known;
            visit.key = id;
        }
    }
}

JournalEntry ProviderServer::entryOf(const HttpServerRequest &request, const Visit &visit) const
{
    JournalEntry entry;
    entry.at = visit.at;
    entry.target = {m_provider.id, visit.isCompletion() ? visit.model() : QString()};
    entry.key = visit.keyState == Visit::KeyState::Unknown ? QStringLiteral("?") : visit.key.value;
    entry.method = request.head.method;
    entry.path = pathWithoutKey(request.head.target);
    entry.bytes = request.body.size();
    if (!m_world.keepsDetails)
        return entry;
    entry.headers = request.head.headers;
    for (auto &[name, value] : entry.headers) {
        if (isAuthField(name))
            value = entry.key.toUtf8();
    }
    entry.body = request.body;
    return entry;
}

void ProviderServer::play(std::shared_ptr<HttpExchange> exchange, AnswerScript script, Journal::Number number)
{
    script.headers.emplace_back("date", toHttpDate(m_world.clock.wall())); // as every provider's servers do
    auto owned = std::make_unique<AnswerPlayer>(m_world.clock, std::move(exchange), std::move(script));
    AnswerPlayer *const player = owned.get();
    m_players.emplace(player, std::move(owned));
    connect(player, &AnswerPlayer::finished, this, [this, player, number](bool cancelled) {
        m_world.journal.change(number, [&](JournalEntry &entry) {
            entry.status = player->status();
            entry.sentBytes = player->sentBytes();
            entry.finished = !cancelled;
            entry.cancelled = cancelled;
        });
        // The player is the sender of this signal and must outlive it.
        const auto found = m_players.find(player);
        m_ended.push_back(std::move(found->second));
        m_players.erase(found);
        QMetaObject::invokeMethod(
            this, [this] { m_ended.clear(); }, Qt::QueuedConnection);
    });
    player->start();
}

} // namespace Belay

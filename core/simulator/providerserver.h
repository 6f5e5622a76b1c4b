// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"
#include "core/simulator/answerplayer.h"
#include "core/simulator/journal.h"
#include "core/simulator/providerroutes.h"
#include "core/simulator/voice.h"
#include "core/simulator/weather.h"

#include <unordered_map>

namespace Belay {

/// What all simulated providers share.
struct SimulatedWorld {
    Clock &clock;
    RandomSource &random;
    Weather weather;
    SteadyTime weatherSince;
    Journal journal;
    bool keepsDetails = false;
    int requests = 0; // numbers the answers

    const WeatherPoint &weatherAt(const TargetId &target) const;
};

/// One simulated provider on its own port.
class ProviderServer final : public QObject, public HttpHandler
{
    Q_OBJECT
public:
    /// `world` must outlive the server.
    ProviderServer(SimulatedProvider provider, SimulatedWorld &world);
    ~ProviderServer() override;
    Q_DISABLE_COPY_MOVE(ProviderServer)

    const SimulatedProvider &provider() const { return m_provider; }
    /// On the same port as before, once there was one.
    Result<void> goOnline();
    void goOffline();
    QUrl baseUrl() const;
    QUrl statusPage() const;
    quint16 port() const { return m_port; }

private:
    struct Visit;

    void requestReceived(HttpServerRequest request, std::shared_ptr<HttpExchange> exchange) override;
    AnswerScript pageAnswer(const HttpServerRequest &request) const;
    Visit visitOf(const HttpServerRequest &request) const;
    void findKey(const RequestHead &head, Visit &visit) const;
    const WeatherPoint *portalWeather() const;
    const WeatherPoint &weatherFor(const Visit &visit) const;
    JournalEntry entryOf(const HttpServerRequest &request, const Visit &visit) const;
    void play(std::shared_ptr<HttpExchange> exchange, AnswerScript script, Journal::Number number);

    AnswerScript answer(const Visit &visit, const WeatherPoint &weather) const;
    std::optional<AnswerScript> answerBeforeLooking(const Visit &visit, const WeatherPoint &weather) const;
    std::optional<AnswerScript> refusalOf(const Visit &visit, const WeatherPoint &weather) const;
    std::optional<AnswerScript> oddAnswer(const Visit &visit, const WeatherPoint &weather) const;
    AnswerScript goodAnswer(const Visit &visit) const;
    AnswerScript completion(const Visit &visit, const WeatherPoint &weather) const;
    AnswerScript faultScript(const Visit &visit, VoiceFault fault, const WeatherPoint &weather) const;
    AnswerScript wholeScript(HttpAnswer answer, Milliseconds delay) const;
    HttpHeaders completionHeaders(const CompletionAsked &asked) const;
    Milliseconds latency() const;

    SimulatedProvider m_provider;
    SimulatedWorld &m_world;
    std::unique_ptr<Voice> m_voice;
    quint16 m_port = 0;
    std::unordered_map<AnswerPlayer *, std::unique_ptr<AnswerPlayer>> m_players;
    std::vector<std::unique_ptr<AnswerPlayer>> m_ended;
    std::unique_ptr<HttpServer> m_server;
};

} // namespace Belay

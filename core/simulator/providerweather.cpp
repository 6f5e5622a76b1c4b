// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a simulated provider answers in the weather of the moment.
#include "core/simulator/providervisit.h"

#include <algorithm>

namespace Belay {

namespace {

constexpr qint64 FloodBytes = 100 * 1000 * 1000;
constexpr Milliseconds PingGap {1'000};

using Kind = ProviderRoute::Kind;

// Weathers that only make sense in the answer to a completion.
bool isOfCompletions(WeatherKind kind)
{
    switch (kind) {
    case WeatherKind::NoModel:
    case WeatherKind::SlowStream:
    case WeatherKind::Cut:
    case WeatherKind::Empty:
    case WeatherKind::PingsOnly:
        return true;
    default:
        return false;
    }
}

} // namespace

// The network goes before all; then the provider's own weather; below it that of the model.
const WeatherPoint &ProviderServer::weatherFor(const Visit &visit) const
{
    if (const WeatherPoint *portal = portalWeather())
        return *portal;
    const WeatherPoint &general = m_world.weatherAt({m_provider.id, {}});
    if (visit.isCompletion()) {
        if (general.kind != WeatherKind::Clear)
            return general;
        return m_world.weatherAt({m_provider.id, visit.model()});
    }
    if (general.kind != WeatherKind::Clear && !isOfCompletions(general.kind))
        return general;
    // A key that is refused for a model is refused at the free check, too.
    for (const auto &[target, timeline] : m_world.weather.targets) {
        const WeatherPoint &point = m_world.weatherAt(target);
        if (target.provider == m_provider.id && point.kind == WeatherKind::BadKey)
            return point;
    }
    return m_world.weatherAt(TargetId {});
}

Milliseconds ProviderServer::latency() const
{
    const double jitter = static_cast<double>(m_provider.jitter.count());
    return m_provider.latency + Milliseconds {static_cast<qint64>(m_world.random.between(0, jitter))};
}

AnswerScript ProviderServer::answer(const Visit &visit, const WeatherPoint &weather) const
{
    if (auto script = answerBeforeLooking(visit, weather))
        return *script;
    AnswerScript script;
    if (auto refused = refusalOf(visit, weather))
        script = *refused;
    else if (auto odd = oddAnswer(visit, weather))
        script = *odd;
    else
        script = visit.isCompletion() ? completion(visit, weather) : goodAnswer(visit);
    if (weather.kind == WeatherKind::SlowFirst)
        script.delay = weather.delay;
    return script;
}

// What happens to everybody, whatever the key and the request are.
std::optional<AnswerScript> ProviderServer::answerBeforeLooking(
    const Visit &visit, const WeatherPoint &weather) const
{
    AnswerScript script;
    script.status = 0;
    switch (weather.kind) {
    case WeatherKind::Hang:
        script.ending = AnswerScript::Ending::Never;
        return script;
    case WeatherKind::Reset:
        script.ending = AnswerScript::Ending::Reset;
        return script;
    case WeatherKind::Status: {
        if (weather.body.isEmpty())
            return faultScript(visit, VoiceFault::Status, weather);
        const char first = weather.body.at(0);
        const char *const type = first == '{' || first == '[' ? "application/json" : "text/html";
        return wholeScript({weather.status, {{"content-type", type}}, weather.body}, latency());
    }
    case WeatherKind::Html200:
        return wholeScript({200, {{"content-type", "text/html; charset=utf-8"}},
                               "<!DOCTYPE html><html><head><title>Sign in to the network</title></head>"
                               "<body><form action=\"/login\"><button>Accept</button></form></body></html>"},
            latency());
    case WeatherKind::Redirect:
        return wholeScript(
            {302, {{"location", "http://localhost:" + QByteArray::number(m_port) + "/elsewhere"}}, {}},
            latency());
    default:
        return {};
    }
}

std::optional<AnswerScript> ProviderServer::refusalOf(const Visit &visit, const WeatherPoint &weather) const
{
    const bool needsKey = !visit.route.isPublic && !m_provider.keys.empty();
    if (weather.kind == WeatherKind::BadKey && !visit.route.isPublic)
        return faultScript(visit, VoiceFault::BadKey, weather);
    if (needsKey && visit.keyState != Visit::KeyState::Known) {
        const bool isMissing = visit.keyState == Visit::KeyState::None;
        return faultScript(visit, isMissing ? VoiceFault::NoKey : VoiceFault::BadKey, weather);
    }
    if (visit.route.kind == Kind::Unknown)
        return faultScript(visit, VoiceFault::UnknownPath, weather);
    if (visit.isCompletion() && !visit.asked)
        return faultScript(visit, VoiceFault::BadRequest, weather);
    const bool namesModel = visit.isCompletion() || visit.route.kind == Kind::ModelEntry;
    if (namesModel && (!m_provider.models.contains(visit.model()) || weather.kind == WeatherKind::NoModel))
        return faultScript(visit, VoiceFault::NoModel, weather);
    if (weather.kind == WeatherKind::Storm429)
        return faultScript(visit, VoiceFault::RateLimit, weather);
    if (weather.kind == WeatherKind::Quota)
        return faultScript(visit, VoiceFault::Quota, weather);
    return {};
}

// A 200 that is no answer.
std::optional<AnswerScript> ProviderServer::oddAnswer(const Visit &visit, const WeatherPoint &weather) const
{
    const char *const type = visit.isStream() ? "text/event-stream" : "application/json";
    AnswerScript script = wholeScript({200, {{"content-type", type}}, {}}, latency());
    switch (weather.kind) {
    case WeatherKind::Fake200: {
        const FaultAsked asked {VoiceFault::Status, 503, visit.model(), {}, visit.number, visit.at};
        const HttpAnswer fault = m_voice->fault(asked);
        script.pieces = {visit.isStream() ? m_voice->faultAsEvent(*visit.asked, fault) : fault.body};
        break;
    }
    case WeatherKind::Garbage: {
        QByteArray noise(512, '\0');
        std::generate(
            noise.begin(), noise.end(), [this] { return static_cast<char>(m_world.random.next()); });
        noise[0] = '\xff'; // never the begin of a text
        script.pieces = {noise};
        break;
    }
    case WeatherKind::Flood:
        script.pieces = {visit.isStream() ? "data: {\"x\":\"" : "{\"x\":\"", QByteArray(64 * 1024, 'x')};
        script.repeatLastTo = FloodBytes;
        break;
    case WeatherKind::PingsOnly:
        if (!visit.isStream())
            script.status = 0; // a whole answer has no pings: nothing comes at all
        else
            script.pieces = {m_voice->ping()};
        script.repeatLastTo = AnswerScript::WithoutEnd;
        script.gap = PingGap;
        script.ending = AnswerScript::Ending::Never;
        break;
    default:
        return {};
    }
    script.length.reset();
    return script;
}

AnswerScript ProviderServer::goodAnswer(const Visit &visit) const
{
    const HttpHeaders type {{"content-type", "application/json"}};
    const Milliseconds delay = latency() / 4; // nothing is computed for it
    switch (visit.route.kind) {
    case Kind::ModelList:
        return wholeScript({200, type, m_voice->modelList()}, delay);
    case Kind::ModelEntry:
        return wholeScript({200, type, m_voice->modelEntry(visit.route.model)}, delay);
    default:
        return wholeScript({200, type, visit.route.body}, delay);
    }
}

AnswerScript ProviderServer::completion(const Visit &visit, const WeatherPoint &weather) const
{
    CompletionAsked asked = *visit.asked;
    const bool isEmpty = weather.kind == WeatherKind::Empty;
    // What ended at the limit is an answer, however little of it came: the empty one says that it stopped.
    const Reply reply = isEmpty ? Reply() : replyTo(m_provider, asked.heard, asked.maxTokens, asked.number);
    if (isEmpty)
        asked.inputs.clear();
    asked.isTruncated = reply.isTruncated;
    const Milliseconds gap = weather.kind == WeatherKind::SlowStream ? weather.perEvent : m_provider.perEvent;
    const bool isCut = weather.kind == WeatherKind::Cut;
    AnswerScript script;
    script.headers = completionHeaders(asked);
    script.delay = latency();
    if (asked.stream) {
        script.gap = gap;
        script.pieces = m_voice->events(asked, reply);
        if (isCut)
            script.pieces.resize(std::min(script.pieces.size(), static_cast<size_t>(weather.afterEvents)));
    } else {
        const QByteArray body = m_voice->whole(asked, reply);
        script.delay += gap * reply.tokens();
        script.length = body.size();
        script.pieces = {isCut ? body.first(body.size() / 2) : body};
    }
    if (isCut)
        script.ending = AnswerScript::Ending::Cut;
    return script;
}

HttpHeaders ProviderServer::completionHeaders(const CompletionAsked &asked) const
{
    HttpHeaders headers = m_voice->headers(asked);
    headers.emplace_back(
        "content-type", asked.stream ? "text/event-stream; charset=utf-8" : "application/json");
    return headers;
}

AnswerScript ProviderServer::faultScript(
    const Visit &visit, VoiceFault fault, const WeatherPoint &weather) const
{
    const FaultAsked asked {fault, weather.status, visit.model(), weather.retryAfter, visit.number, visit.at};
    return wholeScript(m_voice->fault(asked), latency() / 4);
}

AnswerScript ProviderServer::wholeScript(HttpAnswer answer, Milliseconds delay) const
{
    AnswerScript script;
    script.delay = delay;
    script.status = answer.status;
    script.headers = std::move(answer.headers);
    script.length = answer.body.size();
    if (!answer.body.isEmpty())
        script.pieces = {std::move(answer.body)};
    return script;
}

} // namespace Belay

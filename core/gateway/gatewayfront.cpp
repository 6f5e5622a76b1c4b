// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/gatewayfront.h"

#include "core/gateway/modelnames.h"
#include "core/http/httpgrammar.h"

namespace Belay {

namespace {

bool isJsonType(QByteArrayView type)
{
    const qsizetype parameters = type.indexOf(';');
    return equalAnyCase(type.first(parameters < 0 ? type.size() : parameters).trimmed(), "application/json");
}

GatewayFault faultOf(RequestFault fault)
{
    switch (fault) {
    case RequestFault::BadFraming:
        return GatewayFault::BadFraming;
    case RequestFault::HeadTooLarge:
        return GatewayFault::HeadersTooLarge;
    case RequestFault::BodyTooLarge:
        return GatewayFault::PayloadTooLarge;
    case RequestFault::Timeout:
        return GatewayFault::RequestTimeout;
    case RequestFault::TooBusy:
        return GatewayFault::TooBusy;
    }
    return GatewayFault::Internal;
}

Refusal refusalOf(BodyFault fault)
{
    switch (fault) {
    case BodyFault::TooDeep:
        return {GatewayFault::InvalidJson, "The body nests deeper than 256."};
    case BodyFault::TwoModels:
        return {GatewayFault::InvalidJson, "The body has two fields `model`.", "model"};
    case BodyFault::NoModel:
        return {GatewayFault::ModelRequired, {}, "model"};
    case BodyFault::NotAnObject:
        break;
    }
    return {GatewayFault::InvalidJson};
}

} // namespace

struct GatewayFront::Border {
    Border(std::shared_ptr<const GatewaySetup> with, const GatewayConfig &config, quint16 port)
        : setup(std::move(with))
        , host(config, port)
        , origin(config)
        , token(config, setup->keys ? *setup->keys : KeyRing())
    { }

    std::shared_ptr<const GatewaySetup> setup;
    HostGuard host;
    OriginGuard origin;
    TokenGuard token;
};

GatewayFront::GatewayFront(Parts parts, SetupSource setup)
    : m_parts(parts)
    , m_setup(std::move(setup))
{ }

GatewayFront::~GatewayFront() = default;

void GatewayFront::setPlace(const QString &listen, quint16 port)
{
    m_listen = listen;
    m_port = port;
    m_last.reset();
    m_border.reset();
}

const GatewayFront::Border &GatewayFront::border()
{
    std::shared_ptr<const GatewaySetup> setup = m_setup();
    if (!m_border || m_border->setup != setup) {
        m_last.reset();
        // Off loopback a token is wanted for as long as this place is open, whatever the next one is to be.
        GatewayConfig config = setup->config->gateway;
        config.listen = m_listen;
        m_border = std::make_unique<Border>(std::move(setup), config, m_port);
    }
    return *m_border;
}

HttpHeaders GatewayFront::firstHeaders(const QByteArray &id, const QByteArray &origin) const
{
    HttpHeaders headers {{QByteArrayLiteral("x-belay-request-id"), id}};
    const HttpHeaders cors = corsHeaders(origin);
    headers.insert(headers.end(), cors.begin(), cors.end());
    return headers;
}

// The order of contract 7; framing came before, JSON and model come with the body.
GatewayFront::Admitted GatewayFront::admit(const RequestHead &head)
{
    const Border &guards = border();
    if (!guards.host.allows(head.header("host")))
        return Unexpected {Rejection {{GatewayFault::HostNotAllowed}, {}}};
    const OriginGuard::Decision page = guards.origin.decide(head.headers);
    const bool isPreflight = head.method == "OPTIONS";
    if (!page.isAllowed || (isPreflight && page.origin.isEmpty()))
        return Unexpected {Rejection {{GatewayFault::OriginNotAllowed}, {}}};
    if (isPreflight)
        return Admission {{}, page.origin, {}, true};
    const auto reject = [&](Refusal refusal) -> Admitted {
        return Unexpected {Rejection {std::move(refusal), page.origin}};
    };
    const auto route = findRoute(head.path());
    const TokenGuard::Decision caller = guards.token.decide(head.method, head.headers);
    if (!caller.isAllowed && !(route && route->isOpen(head.method))) {
        const bool isUnset = !guards.token.hasTokens();
        return reject({GatewayFault::InvalidToken,
            isUnset ? "The gateway has no token yet: `belayctl token` makes one and prints it." : ""});
    }
    if (!route)
        return reject({GatewayFault::UnknownRoute});
    if (!route->allows(head.method)) {
        if (route->route == Route::Home)
            return reject({GatewayFault::UnknownRoute});
        Refusal refusal {GatewayFault::MethodNotAllowed};
        refusal.allow = route->allowed.toByteArray();
        return reject(std::move(refusal));
    }
    if (auto reason = reasonNotToRead(head, *route))
        return reject(std::move(*reason));
    return Admission {*route, page.origin, caller.token, false};
}

/// With the body: Host, Origin and token are looked at anew only where another setup is in force by now; what
/// changes from one moment to the next always is.
GatewayFront::Admitted GatewayFront::admitAgain(
    const RequestHead &head, const std::shared_ptr<HttpExchange> &exchange)
{
    border(); // forgets what another one has decided
    if (!m_last || m_last->exchange.lock() != exchange || m_last->admission.isPreflight)
        return admit(head);
    Admission admission = std::move(m_last->admission);
    m_last.reset();
    if (auto reason = reasonNotToRead(head, admission.route))
        return Unexpected {Rejection {std::move(*reason), admission.origin}};
    return admission;
}

/// Whether an unknown path may find a provider: the one of the config, or one that its body will name.
bool GatewayFront::isServedBySomebody(const RequestHead &head) const
{
    const bool hasDefault = !m_border->setup->config->gateway.passthrough.isEmpty();
    return hasDefault || (head.hasBody() && isJsonType(head.header("content-type")));
}

std::optional<Refusal> GatewayFront::reasonNotToRead(const RequestHead &head, const RouteMatch &route) const
{
    if (m_isDraining && (route.route == Route::Provider || route.route == Route::Health))
        return Refusal {GatewayFault::ShuttingDown};
    if (route.route != Route::Provider)
        return {};
    if (route.face == Face::Passthrough) {
        if (!isServedBySomebody(head))
            return Refusal {GatewayFault::UnknownRoute};
    } else {
        const QByteArray coding = head.header("content-encoding");
        const bool isPlain = coding.isEmpty() || equalAnyCase(coding, "identity");
        if (!isPlain || !isJsonType(head.header("content-type")))
            return Refusal {GatewayFault::UnsupportedMediaType};
    }
    if (head.contentLength.value_or(0) > LargestBody)
        return Refusal {GatewayFault::PayloadTooLarge};
    if (m_parts.sink.activeCount() >= m_limits.streams)
        return Refusal {GatewayFault::TooBusy};
    return {};
}

void GatewayFront::refuse(const RequestHead &head, HttpExchange &exchange, const Rejection &rejection)
{
    const QByteArray id = m_parts.ulids.next().toString().toLatin1();
    const HttpAnswer made
        = toAnswer(rejection.refusal, faultFormOf(head.path()), id, firstHeaders(id, rejection.origin));
    m_parts.metrics.countRefused(made.status);
    exchange.answer(made.status, made.headers, made.body, connectionAfter(rejection.refusal.fault));
}

void GatewayFront::headReceived(const RequestHead &head, const std::shared_ptr<HttpExchange> &exchange)
{
    // Without a body the whole request follows at once, and its connection may stay.
    if (!head.hasBody())
        return;
    Admitted admitted = admit(head);
    if (admitted)
        m_last = LastAdmission {exchange, std::move(*admitted)};
    else
        refuse(head, *exchange, admitted.error());
}

void GatewayFront::requestReceived(HttpServerRequest request, std::shared_ptr<HttpExchange> exchange)
{
    // Once more for those with a body: what is in force may have changed while it came.
    const Admitted admitted = admitAgain(request.head, exchange);
    if (!admitted) {
        refuse(request.head, *exchange, admitted.error());
        return;
    }
    const Admission &admission = *admitted;
    if (admission.isPreflight) {
        HttpHeaders headers = preflightHeaders(admission.origin, request.head.headers);
        headers.emplace_back("x-belay-request-id", m_parts.ulids.next().toString().toLatin1());
        exchange->answer(204, headers, {});
    } else if (admission.route.route == Route::Provider) {
        take(std::move(request), admission, std::move(exchange));
    } else {
        show(request.head, admission, *exchange);
    }
}

HttpAnswer GatewayFront::refusal(RequestFault fault, const RequestHead *head)
{
    const QByteArray id = m_parts.ulids.next().toString().toLatin1();
    const FaultForm form = head ? faultFormOf(head->path()) : FaultForm::OpenAi;
    HttpAnswer made = toAnswer({faultOf(fault)}, form, id, firstHeaders(id, {}));
    m_parts.metrics.countRefused(made.status);
    return made;
}

void GatewayFront::show(const RequestHead &head, const Admission &admission, HttpExchange &exchange)
{
    Result<HttpAnswer, Refusal> made
        = ownAnswer(head, admission.route, *m_border->setup, m_parts.status, m_parts.metrics);
    if (!made) {
        refuse(head, exchange, {std::move(made.error()), admission.origin});
        return;
    }
    HttpHeaders headers = firstHeaders(m_parts.ulids.next().toString().toLatin1(), admission.origin);
    headers.insert(headers.end(), made->headers.begin(), made->headers.end());
    exchange.answer(made->status, headers, made->body);
}

void GatewayFront::take(
    HttpServerRequest request, const Admission &admission, std::shared_ptr<HttpExchange> exchange)
{
    GatewayRequest taken;
    taken.id = m_parts.ulids.next();
    const QByteArray id = taken.id.toString().toLatin1();
    taken.face = admission.route.face;
    taken.method = request.head.method;
    taken.path = request.head.path().toByteArray();
    taken.query = request.head.query();
    taken.answerHeaders = firstHeaders(id, admission.origin);
    taken.body = std::move(request.body);
    taken.token = admission.token;
    taken.complete = m_parts.clock.steady();
    taken.at = m_parts.clock.wall();
    taken.setup = m_border->setup;
    const bool isJson = isJsonType(request.head.header("content-type"));
    taken.headers = std::move(request.head.headers);
    const std::optional<Refusal> refusal
        = taken.face == Face::Passthrough ? choosePassthrough(taken, isJson) : choose(taken);
    if (!refusal) {
        m_parts.sink.dispatch(std::move(taken), std::move(exchange));
        return;
    }
    const HttpAnswer made = toAnswer(*refusal, faultFormOf(taken.face, taken.path), id, taken.answerHeaders);
    m_parts.metrics.countRefused(made.status);
    exchange->answer(made.status, made.headers, made.body);
}

std::optional<Refusal> GatewayFront::choose(GatewayRequest &request)
{
    const auto facts = m_bodies.read(request.body);
    if (!facts)
        return refusalOf(facts.error());
    auto choice = resolveModel(*request.setup->config, facts.value().modelName);
    if (!choice)
        return unknownModel(*request.setup, facts.value().modelName);
    request.model = facts.value().model;
    request.modelName = facts.value().modelName;
    request.stream = facts.value().stream;
    request.chain = std::move(choice->chain);
    request.isChain = choice->isChain;
    return {};
}

// A body that is no JSON, or names no target, goes as it is to the provider of the config.
std::optional<Refusal> GatewayFront::choosePassthrough(GatewayRequest &request, bool isJson)
{
    const Config &config = *request.setup->config;
    request.isChain = false;
    const auto facts = isJson ? m_bodies.read(request.body)
                              : Result<BodyFacts, BodyFault>(Unexpected {BodyFault::NotAnObject});
    if (facts) {
        request.stream = facts.value().stream;
        if (const auto target = namedTarget(config, facts.value().modelName)) {
            request.model = facts.value().model;
            request.modelName = facts.value().modelName;
            request.chain = chainOf(*target);
            return {};
        }
    }
    if (config.gateway.passthrough.isEmpty())
        return Refusal {GatewayFault::UnknownRoute};
    request.chain = chainOf({ProviderId {config.gateway.passthrough}, {}});
    return {};
}

} // namespace Belay

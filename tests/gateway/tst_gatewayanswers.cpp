// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/modelnames.h"
#include "core/gateway/modelsanswer.h"
#include "core/gateway/runanswers.h"

#include <QtTest>

using namespace Belay;

namespace {

QString text(const char *latin)
{
    return QString::fromLatin1(latin);
}

TraceAttempt attempt(const char *target, Outcome outcome, int status = 0)
{
    TraceAttempt made;
    made.target = TargetId::fromString(text(target));
    made.key = KeyId {text("main")};
    made.outcome = outcome;
    made.status = status;
    made.length = Milliseconds {120};
    return made;
}

Config namesConfig()
{
    Config config;
    for (const char *id : {"openai", "openrouter"}) {
        ProviderConfig &provider = config.providers.emplace_back();
        provider.id = ProviderId {text(id)};
        provider.kind = text(id) == text("openai") ? ProviderKindId::OpenAi : ProviderKindId::OpenRouter;
        provider.monitor.models = {text("gpt-4o-mini")};
    }
    const auto add = [&](const char *id, std::vector<QString> aliases) {
        ChainConfig chain = chainOf({ProviderId {text("openai")}, text("gpt-4o")});
        chain.id = ChainId {text(id)};
        chain.aliases = std::move(aliases);
        config.chains.push_back(chain);
    };
    add("default", {text("gpt-4o*"), text("exact"), text("openai/gpt-4o")});
    add("fast", {text("gpt-4o-mini*"), text("gpt*")});
    add("all", {text("claude-*"), text("default")});
    return config;
}

} // namespace

class tst_GatewayAnswers final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void rows_data();
    void rows();
    void openAiForm();
    void anthropicForm();
    void exhaustions_data();
    void exhaustions();
    void theSentenceListsTheAttempts();
    void aModelThatItsProviderLacksIsExplained();
    void failuresOfYoursAreYours();
    void waits();
    void names_data();
    void names();
    void unknownModelMayGoToAChain();
    void offersEachNameOnce();
    void nearestNames();
    void modelsLikeOpenAi();
    void modelsLikeAnthropic();
};

void tst_GatewayAnswers::rows_data()
{
    QTest::addColumn<int>("fault");
    QTest::addColumn<int>("status");
    QTest::addColumn<int>("anthropicStatus");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<QByteArray>("anthropicType");
    QTest::addColumn<QByteArray>("headers"); // beside the content type
    const auto row = [](GatewayFault fault, int status, const char *type, const char *code,
                         const char *anthropic, const char *headers = "", int anthropicStatus = 0) {
        QTest::newRow(code) << static_cast<int>(fault) << status
                            << (anthropicStatus ? anthropicStatus : status) << QByteArray(type)
                            << QByteArray(code) << QByteArray(anthropic) << QByteArray(headers);
    };
    const char *const invalid = "invalid_request_error";
    const char *const server = "server_error";
    const char *const nr = "x-should-retry: false";
    using enum GatewayFault;
    row(BadFraming, 400, invalid, "bad_framing", invalid);
    row(HostNotAllowed, 403, invalid, "host_not_allowed", "permission_error");
    row(OriginNotAllowed, 403, invalid, "origin_not_allowed", "permission_error");
    row(InvalidToken, 401, invalid, "invalid_api_key", "authentication_error", nr);
    row(UnknownRoute, 404, invalid, "unknown_route", "not_found_error", nr);
    row(MethodNotAllowed, 405, invalid, "method_not_allowed", "not_found_error", nr);
    row(UnsupportedMediaType, 415, invalid, "unsupported_media_type", invalid);
    row(InvalidJson, 400, invalid, "invalid_json", invalid);
    row(ModelRequired, 400, invalid, "model_required", invalid);
    row(UnknownModel, 404, invalid, "model_not_found", "not_found_error", nr);
    row(PayloadTooLarge, 413, invalid, "payload_too_large", "request_too_large");
    row(HeadersTooLarge, 431, invalid, "headers_too_large", "request_too_large");
    row(RequestTimeout, 408, invalid, "request_timeout", "timeout_error");
    row(TooBusy, 503, server, "too_busy", "overloaded_error", "retry-after: 1");
    row(ShuttingDown, 503, server, "shutting_down", "overloaded_error", "retry-after: 1");
    row(UnsupportedParameter, 400, invalid, "unsupported_parameter", invalid, nr);
    row(NobodyCounts, 404, invalid, "unknown_route", "not_found_error", nr);
    row(NoUsableTarget, 503, server, "no_usable_target", "api_error", nr);
    row(RateLimited, 429, "requests", "rate_limit_exceeded", "rate_limit_error",
        "x-should-retry: false|retry-after: 1");
    row(OutOfQuota, 429, "insufficient_quota", "insufficient_quota", "billing_error", nr, 402);
    row(UpstreamAuthFailed, 502, server, "upstream_auth_failed", "api_error", nr);
    row(UnknownUpstream, 404, invalid, "model_not_found", "not_found_error", nr);
    row(UpstreamTimeout, 504, server, "upstream_timeout", "timeout_error", nr);
    row(AllProvidersFailed, 503, server, "all_providers_failed", "overloaded_error", nr);
    row(Internal, 500, server, "internal_error", "api_error");
}

void tst_GatewayAnswers::rows()
{
    QFETCH(int, fault);
    QFETCH(int, status);
    QFETCH(int, anthropicStatus);
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, code);
    QFETCH(QByteArray, anthropicType);
    QFETCH(QByteArray, headers);
    const HttpHeaders first {{"x-belay-request-id", "ID"}};
    const Refusal refusal {static_cast<GatewayFault>(fault)};

    const HttpAnswer openAi = toAnswer(refusal, FaultForm::OpenAi, "ID", first);
    QCOMPARE(openAi.status, status);
    const auto body = parseJson(openAi.body);
    QVERIFY(body);
    QCOMPARE(textOf(member(*body, {"error", "type"})).toLatin1(), type);
    QCOMPARE(textOf(member(*body, {"error", "code"})).toLatin1(), code);
    QVERIFY(!textOf(member(*body, {"error", "message"})).isEmpty());
    QByteArrayList given;
    for (const auto &[name, value] : openAi.headers)
        given << name + ": " + value;
    QByteArray expected = "x-belay-request-id: ID|content-type: application/json";
    if (!headers.isEmpty())
        expected += '|' + headers;
    QCOMPARE(given.join('|'), expected);

    const HttpAnswer anthropic = toAnswer(refusal, FaultForm::Anthropic, "ID", first);
    QCOMPARE(anthropic.status, anthropicStatus);
    const auto other = parseJson(anthropic.body);
    QVERIFY(other);
    QCOMPARE(textOf(member(*other, "type")), text("error"));
    QCOMPARE(textOf(member(*other, {"error", "type"})).toLatin1(), anthropicType);
    QCOMPARE(textOf(member(*other, "request_id")), text("ID"));
}

void tst_GatewayAnswers::openAiForm()
{
    Refusal refusal {GatewayFault::UnknownModel, "No \"x\".", "model"};
    refusal.belay = {{"requestId", "ID"}};
    QCOMPARE(toAnswer(refusal, FaultForm::OpenAi, "ID", {}).body,
        QByteArray(R"({"error":{"message":"No \"x\".","type":"invalid_request_error","param":"model",)"
                   R"("code":"model_not_found","belay":{"requestId":"ID"}}})"));
}

void tst_GatewayAnswers::anthropicForm()
{
    const Refusal refusal {GatewayFault::InvalidToken, "No."};
    QCOMPARE(toAnswer(refusal, FaultForm::Anthropic, "ID", {}).body,
        QByteArray(
            R"({"type":"error","error":{"type":"authentication_error","message":"No."},"request_id":"ID"})"));
    QVERIFY(faultFormOf("/v1/messages") == FaultForm::Anthropic);
    QVERIFY(faultFormOf("/v1/messages/batches") == FaultForm::Anthropic);
    QVERIFY(faultFormOf("/v1/messagesx") == FaultForm::OpenAi);
    QVERIFY(faultFormOf(Face::CountTokens, {}) == FaultForm::Anthropic);
    QVERIFY(faultFormOf(Face::Passthrough, "/v1/messages/batches") == FaultForm::Anthropic);
    QVERIFY(faultFormOf(Face::ChatCompletions, "/v1/chat/completions") == FaultForm::OpenAi);
}

void tst_GatewayAnswers::exhaustions_data()
{
    QTest::addColumn<int>("reason");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](GiveUpReason reason, const char *code) {
        QTest::newRow(code) << static_cast<int>(reason) << QByteArray(code);
    };
    using enum GiveUpReason;
    row(NoUsableTarget, "no_usable_target");
    row(Unsupported, "unsupported_parameter");
    row(RateLimited, "rate_limit_exceeded");
    row(Quota, "insufficient_quota");
    row(AuthFailed, "upstream_auth_failed");
    row(ModelNotFound, "model_not_found");
    row(TimedOut, "upstream_timeout");
    row(AllFailed, "all_providers_failed");
}

void tst_GatewayAnswers::exhaustions()
{
    QFETCH(int, reason);
    QFETCH(QByteArray, expected);
    const Exhaustion exhaustion {ChainId {text("default")}, {attempt("openai/gpt-4o", Outcome::Reset)}, {}};
    const GatewayFault fault = faultOf(static_cast<GiveUpReason>(reason), Face::ChatCompletions);
    const ClientFault told = toClientFault(refusalOf(fault, exhaustion, "ID"), FaultForm::OpenAi, "ID");
    QCOMPARE(QByteArray::fromStdString(told.openAiCode), expected);
    QCOMPARE(told.belay["attempts"].size(), size_t {1});
}

void tst_GatewayAnswers::theSentenceListsTheAttempts()
{
    Exhaustion exhaustion {ChainId {text("default")},
        {attempt("openai/gpt-4o", Outcome::ServerError, 503),
            attempt("anthropic/claude", Outcome::TimeoutContent)},
        {}};
    const Refusal refusal = refusalOf(GatewayFault::AllProvidersFailed, exhaustion, "ID");
    const QString message = QString::fromStdString(refusal.message);
    QVERIFY2(message.contains(text("openai/gpt-4o: server-error (503); anthropic/claude: timeout-content")),
        refusal.message.c_str());
    QVERIFY(message.contains(text("providers' side")));
    QCOMPARE(toBytes(refusal.belay),
        QByteArray(
            R"({"requestId":"ID","chain":"default","attempts":[)"
            R"({"target":"openai/gpt-4o","key":"main","outcome":"server-error","status":503,"ms":120,"note":null},)"
            R"({"target":"anthropic/claude","key":"main","outcome":"timeout-content","status":null,"ms":120,)"
            R"("note":null}]})"));
    using Why = SkippedTarget::Why;
    const auto left = [](const char *name, Why why) {
        return SkippedTarget {TargetId::fromString(text(name)), 1, why};
    };
    exhaustion.notAsked = {left("a/b", Why::Blocked), left("c/d", Why::Waiting), left("e/f", Why::KeyRefused),
        left("g/h", Why::NoTime), left("i/j", Why::SmallWindow)};
    const Refusal explained = refusalOf(GatewayFault::AllProvidersFailed, exhaustion, "ID");
    QVERIFY2(
        explained.message.find(
            "anthropic/claude: timeout-content; a/b: not asked, blocked after failures; c/d: not asked, its "
            "limit is not over; e/f: not asked, its key was refused before; g/h: not asked, no time was "
            "left; i/j: not asked, its window is too small)")
            != std::string::npos,
        explained.message.c_str());
    QCOMPARE(explained.belay["attempts"].size(), size_t {7});
    QCOMPARE(toBytes(explained.belay["attempts"][6]),
        QByteArray(R"({"target":"i/j","key":null,"outcome":"skipped","status":null,"ms":0,"note":null})"));
    for (int i = 0; i < 200; ++i)
        exhaustion.attempts.push_back(attempt(i % 2 ? "a/long-model-name" : "b/another", Outcome::Reset));
    const QString longer
        = QString::fromStdString(refusalOf(GatewayFault::AllProvidersFailed, exhaustion, "ID").message);
    QVERIFY(longer.size() <= 1'000);
    QVERIFY(longer.endsWith(u'.')); // what to do is not cut off
    const ClientFault broken = toClientFault(
        refusalOf(GatewayFault::UpstreamInterrupted, exhaustion, "ID"), FaultForm::OpenAi, "ID");
    QCOMPARE(broken.openAiCode, std::string("upstream_interrupted"));
}

void tst_GatewayAnswers::aModelThatItsProviderLacksIsExplained()
{
    Exhaustion exhaustion {{}, {attempt("openai/gpt-9", Outcome::ModelNotFound, 404)}, {},
        {text("openai/gpt-5"), text("openai/gpt-4o")}};
    QCOMPARE(refusalOf(GatewayFault::UnknownUpstream, exhaustion, "ID").message,
        std::string(
            "No provider that was asked knows this model (openai/gpt-9: model-not-found (404)). This is on "
            "your side: name a model that its provider has. Nearest: openai/gpt-5, openai/gpt-4o."));
    exhaustion.nearest.assign(3, QString(2'000, u'x'));
    QCOMPARE(
        QString::fromStdString(refusalOf(GatewayFault::UnknownUpstream, exhaustion, "ID").message).size(),
        qsizetype {1'000});
}

void tst_GatewayAnswers::failuresOfYoursAreYours()
{
    Exhaustion exhaustion {{},
        {attempt("a/b", Outcome::RateLimited, 429), attempt("c/d", Outcome::Auth, 401),
            attempt("e/f", Outcome::Quota, 429)},
        {}};
    const auto says = [&](const char *side) {
        return refusalOf(GatewayFault::AllProvidersFailed, exhaustion, "ID").message.find(side)
            != std::string::npos;
    };
    QVERIFY(says("on your side") && !says("providers' side"));
    exhaustion.attempts.push_back(attempt("g/h", Outcome::Overloaded, 503));
    QVERIFY(says("providers' side") && !says("on your side"));
    exhaustion.attempts.clear();
    QVERIFY(!says("on your side"));
}

void tst_GatewayAnswers::waits()
{
    const auto retryAfter = [](std::optional<Milliseconds> wait) {
        const Exhaustion exhaustion {{}, {attempt("a/b", Outcome::RateLimited, 429)}, wait};
        return headerValue(
            toAnswer(refusalOf(GatewayFault::RateLimited, exhaustion, "ID"), FaultForm::OpenAi, "ID", {})
                .headers,
            "retry-after");
    };
    QCOMPARE(retryAfter({}), QByteArray("1"));
    QCOMPARE(retryAfter(Milliseconds {0}), QByteArray("1"));
    QCOMPARE(retryAfter(Milliseconds {4'001}), QByteArray("5"));
    QCOMPARE(retryAfter(Milliseconds {90'000}), QByteArray("90"));
}

void tst_GatewayAnswers::names_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("expected"); // chain, provider/model, or nothing
    const auto row = [](const char *title, const char *name, const char *expected) {
        QTest::newRow(title) << text(name) << text(expected);
    };
    row("a chain", "fast", "fast");
    row("a chain before another's alias", "default", "default");
    row("an exact alias", "exact", "default");
    row("an alias with *", "gpt-4o-2024", "default");
    row("the alias without what * stands for", "gpt-4o", "default");
    row("the longest alias wins", "gpt-4o-mini-2024", "fast");
    row("a short alias", "gpt-5", "fast");
    row("an exact alias before a target", "openai/gpt-4o", "default");
    row("a target", "openai/gpt-4.1", "openai/gpt-4.1");
    row("split at the first slash", "openrouter/openai/gpt-4o", "openrouter/openai/gpt-4o");
    row("a provider that is not configured", "groq/llama", "");
    row("no model", "openai/", "");
    row("a provider alone", "openai", "");
    row("nobody's name", "nope", "");
    row("nothing", "", "");
    row("in capitals", "DEFAULT", "");
    row("a line break", "openai/a\r\nx: y", "");
}

void tst_GatewayAnswers::names()
{
    QFETCH(QString, name);
    QFETCH(QString, expected);
    const auto choice = resolveModel(namesConfig(), name);
    QCOMPARE(choice.has_value(), !expected.isEmpty());
    if (!choice)
        return;
    QCOMPARE(choice->isChain, !expected.contains(u'/'));
    if (choice->isChain) {
        QCOMPARE(choice->chain.id.value, expected);
        return;
    }
    QVERIFY(choice->chain.id.isEmpty());
    QCOMPARE(choice->chain.steps.size(), size_t {1});
    QCOMPARE(choice->chain.steps.front().targets.front().target.toString(), expected);
}

void tst_GatewayAnswers::unknownModelMayGoToAChain()
{
    Config config = namesConfig();
    config.gateway.unknownModel = text("all");
    QCOMPARE(resolveModel(config, text("nope"))->chain.id.value, text("all"));
    QCOMPARE(resolveModel(config, text("openai/gpt-4.1"))->isChain, false);
    QVERIFY(!resolveModel(namesConfig(), QString(600, u'a')));
}

void tst_GatewayAnswers::offersEachNameOnce()
{
    QStringList names;
    for (const OfferedModel &model : offeredModels(namesConfig(), Catalogue::builtIn()))
        names << model.id + u' ' + model.ownedBy;
    QCOMPARE(names.join(u'|'),
        text("default belay|fast belay|all belay|exact belay|openai/gpt-4o belay|openai/gpt-4o-mini openai|"
             "openrouter/gpt-4o-mini openrouter"));
}

void tst_GatewayAnswers::nearestNames()
{
    const auto offered = offeredModels(namesConfig(), Catalogue::builtIn());
    const auto nearest = nearestModels(offered, text("defualt"));
    QCOMPARE(nearest.size(), size_t {3});
    QCOMPARE(nearest.front(), text("default"));
    QCOMPARE(nearestModels(offered, text("gpt-4o-mini")).front(), text("openai/gpt-4o-mini"));
    QVERIFY(nearestModels({}, text("x")).empty());
    QCOMPARE(nearestModels(offered, QString(1'000'000, u'x')).size(), size_t {3}); // and soon
}

void tst_GatewayAnswers::modelsLikeOpenAi()
{
    const std::vector<OfferedModel> offered {{text("default"), text("belay")}, {text("a/b"), text("a")}};
    QVERIFY(modelsFormOf({}) == ModelsForm::OpenAi);
    QCOMPARE(modelsBody(offered, ModelsForm::OpenAi, {}),
        QByteArray(
            R"({"object":"list","data":[{"id":"default","object":"model","created":0,"owned_by":"belay"},)"
            R"({"id":"a/b","object":"model","created":0,"owned_by":"a"}]})"));
    QCOMPARE(modelsBody({}, ModelsForm::OpenAi, {}), QByteArray(R"({"object":"list","data":[]})"));
    QCOMPARE(modelBody(offered.back(), ModelsForm::OpenAi),
        QByteArray(R"({"id":"a/b","object":"model","created":0,"owned_by":"a"})"));
}

void tst_GatewayAnswers::modelsLikeAnthropic()
{
    std::vector<OfferedModel> offered;
    for (const char *id : {"a", "b", "c", "d"})
        offered.push_back({text(id), text("belay")});
    QVERIFY(modelsFormOf({{"Anthropic-Version", "2023-06-01"}}) == ModelsForm::Anthropic);
    const auto page = [&](const char *query) -> QByteArray {
        const auto body = parseJson(modelsBody(offered, ModelsForm::Anthropic, query));
        QByteArray ids;
        for (const Json &model : (*body)["data"])
            ids += textOf(member(model, "id")).toLatin1();
        return ids + (isTrue(member(*body, "has_more")) ? "+" : "") + ' '
            + textOf(member(*body, "first_id")).toLatin1() + textOf(member(*body, "last_id")).toLatin1();
    };
    QCOMPARE(page(""), QByteArray("abcd ad"));
    QCOMPARE(page("limit=1000"), QByteArray("abcd ad"));
    QCOMPARE(page("limit=2"), QByteArray("ab+ ab"));
    QCOMPARE(page("limit=2&after_id=b"), QByteArray("cd cd"));
    QCOMPARE(page("limit=1&before_id=c"), QByteArray("b+ bb"));
    QCOMPARE(page("after_id=d"), QByteArray(" "));
    QCOMPARE(page("after_id=nobody"), QByteArray(" "));
    QCOMPARE(page("limit=-1"), QByteArray("abcd ad"));
    QCOMPARE(modelBody(offered.front(), ModelsForm::Anthropic),
        QByteArray(R"({"type":"model","id":"a","display_name":"a","created_at":"1970-01-01T00:00:00Z"})"));
}

QTEST_GUILESS_MAIN(tst_GatewayAnswers)
#include "tst_gatewayanswers.moc"

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/monitor/situations.h"

namespace Belay {

using Kind = ProviderKindId;
using namespace std::chrono_literals;

std::vector<Situation> serverSituations()
{
    std::vector<Situation> rows;
    DiagnosisEvidence e = failing(Outcome::Overloaded, 503);
    e.part = EvidencePart::Reach;
    e.ladder.reach = RungState::Failed;
    e.sameProvider.failed = 3;
    e.others.good = 2;
    rows.push_back({"a provider-wide 503", e, "provider/outage", "high", Field::Answer, "overloaded"});
    e.notice = green();
    rows.push_back({"a green page during a real outage", e, "provider/outage", "high", Field::Answer,
        "status page does not say so yet"});
    rows.push_back({"an error 500 of its own", failing(Outcome::ServerError, 500), "provider/outage", "high",
        Field::Answer, "error of its own"});
    rows.push_back({"Anthropic's 529",
        answered(Kind::Anthropic, 529,
            R"({"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}})"),
        "provider/outage", "high", Field::Answer, "HTTP 529, overloaded_error"});
    rows.push_back({"Groq has no room for flex requests",
        answered(Kind::Groq, 498, R"({"error":{"message":"capacity exceeded","type":"capacity"}})"),
        "provider/outage", "high", Field::Answer, "overloaded"});
    rows.push_back({"a page of the provider's edge instead of an error",
        answered(Kind::OpenAi, 520, "<html>Web server is returning an unknown error</html>",
            {{"content-type", "text/html"}}),
        "provider/outage", "high", Field::Answer, "HTTP 520"});
    rows.push_back({"xAI says in a 200 that it is unavailable",
        answered(Kind::XAi, 200,
            R"({"code":"The service is currently unavailable","error":"Timed out waiting for first token"})"),
        "provider/outage", "high", Field::Answer, "overloaded"});
    rows.push_back({"a 500 that speaks of keys is still a 500",
        answered(Kind::OpenAi, 500,
            R"({"error":{"message":"invalid api key cache failure","type":"server_error"}})"),
        "provider/outage", "high", Field::Answer, "error of its own"});
    e = failing(Outcome::TimeoutContent);
    e.notice = trouble("Elevated latency of chat completions");
    rows.push_back({"a hanging model, and the page says so", e, "provider/outage", "high", Field::Notice,
        "status page says so too"});
    e = failing(Outcome::TimeoutIdle, 200);
    e.traffic = {1, 4};
    rows.push_back({"hung streams, seen by the gateway too", e, "provider/outage", "high", Field::Traffic,
        "fell silent"});
    e = failing(Outcome::TimeoutTotal, 200);
    e.usual.failureShare = 0.004;
    rows.push_back({"answers that never end, on a usually calm hour", e, "provider/outage", "high",
        Field::Usual, "gave no whole answer in time"});
    e = failing(Outcome::Empty, 200);
    e.ladder = {RungState::Passed, RungState::Passed, RungState::Failed};
    rows.push_back({"empty answers behind a good front door", e, "provider/outage", "high", Field::Ladder,
        "without any content"});
    e = failing(Outcome::Cut, 200);
    e.others.good = 3;
    rows.push_back({"streams that break off, while others stream well", e, "provider/outage", "high",
        Field::Others, "broke off"});
    e = failing(Outcome::TimeoutContent);
    e.sameUpstream.failed = 1;
    rows.push_back({"another account of the same servers fails too", e, "provider/outage", "high",
        Field::SameUpstream, "model hangs"});
    e = failing(Outcome::NotAnAnswer, 200);
    rows.push_back({"a maintenance page in place of the API", e, "provider/outage", "medium", Field::Network,
        "stands in for its API"});
    e = failing(Outcome::Connect);
    e.provider = QStringLiteral("Ollama");
    e.host = QStringLiteral("localhost");
    e.local = true;
    rows.push_back({"a server on this machine that does not run", settled(e), "provider/outage", "medium",
        Field::Answer, "Start Ollama"});
    e = failing(Outcome::ServerError, 502);
    e.confirmed = true;
    e.status = 502;
    rows.push_back({"two results agree", e, "provider/outage", "high", Field::Confirmed, "error of its own"});
    return rows;
}

std::vector<Situation> modelSituations()
{
    std::vector<Situation> rows;
    DiagnosisEvidence e = failing(Outcome::TimeoutContent);
    e.sameProvider.good = 2;
    rows.push_back({"one model hangs, its siblings answer", e, "provider/outage", "high", Field::SameProvider,
        "other models there answer"});
    e = answered(
        Kind::OpenAi, 404, R"({"error":{"message":"The model does not exist","code":"model_not_found"}})");
    rows.push_back(
        {"a model that vanished", e, "provider/model", "medium", Field::History, "no longer knows"});
    e.offeredModels = {QStringLiteral("gpt-5-nano"), QStringLiteral("gpt-5-mini")};
    rows.push_back({"a model that vanished from the list too", e, "provider/model", "high", Field::Models,
        "Probe gpt-5-nano instead"});
    rows.push_back({"a model that is gone for good",
        answered(Kind::Mistral, 410, R"({"message":"model retired","type":"model_deprecated"})"),
        "provider/model", "medium", Field::History, "no longer knows"});
    e.everAnswered = false;
    rows.push_back({"a slip in the model's name", settled(e), "you/configuration", "medium", Field::History,
        "spelling"});
    e = answered(
        Kind::OpenRouter, 400, R"({"error":{"message":"gpt-77 is not a valid model ID","code":400}})");
    e.everAnswered = false;
    rows.push_back({"OpenRouter's word for a model that it does not know", settled(e), "you/configuration",
        "medium", Field::History, "never answered here"});
    e = failing(Outcome::ServerError, 502);
    e.provider = QStringLiteral("OpenRouter");
    e.handsOn = true;
    e.servedBy = QStringLiteral("DeepInfra");
    rows.push_back({"an upstream behind OpenRouter fails", e, "upstream/outage", "high", Field::Served,
        "DeepInfra, which serves behind OpenRouter,"});
    e = answered(Kind::OpenRouter, 200,
        R"({"error":{"message":"Provider returned error","code":502,"metadata":{"provider_name":"Novita"}}})");
    e.handsOn = true;
    e.servedBy = QStringLiteral("Novita");
    rows.push_back({"OpenRouter's error in a 200", e, "upstream/outage", "high", Field::Served, "Novita"});
    e = calm();
    e.state = TargetState::Slow;
    e.firstContent = 8'200ms;
    e.slowLimit = 3'000ms;
    e.connected = 210ms;
    rows.push_back(
        {"a slow model behind a quick connection", e, "provider/slow", "medium", Field::Connected, "8.2 s"});
    e.usual.firstContent = 700ms;
    rows.push_back(
        {"slower than usual at this hour", e, "provider/slow", "high", Field::Usual, "over its limit"});
    e.connected.reset();
    e.usual = {};
    e.others.good = 2;
    rows.push_back(
        {"slow, while others are quick", e, "provider/slow", "medium", Field::Others, "slower than usual"});
    e.others = {};
    e.notice = trouble("Degraded performance", NoticeState::Degraded);
    rows.push_back(
        {"slow, and the page says so", e, "provider/slow", "medium", Field::Notice, "status page says so"});
    e.notice = {};
    e.connected = 210ms;
    e.handsOn = true;
    e.servedBy = QStringLiteral("Novita");
    rows.push_back({"the upstream behind a gateway is slow", e, "upstream/slow", "medium", Field::Served,
        "Novita serves it"});
    e = failing(Outcome::Misfit, 400);
    e.state = TargetState::Up;
    rows.push_back(
        {"Belay's own probe does not fit", e, "belay/probe-misfit", "medium", Field::Answer, "own probe"});
    rows.push_back({"a request that is longer than the model reads",
        answered(Kind::OpenAi, 400,
            R"({"error":{"message":"maximum context length is 8192 tokens","code":"context_length_exceeded"}})"),
        "you/request", "medium", Field::Answer, "larger window"});
    rows.push_back({"a request that is refused for its content",
        answered(Kind::AzureOpenAi, 400, R"({"error":{"code":"content_filter","message":"filtered"}})"),
        "you/request", "medium", Field::Answer, "refused the content"});
    rows.push_back({"a request that is too large", answered(Kind::Anthropic, 413, "{}"), "you/request",
        "medium", Field::Answer, "size limit"});
    rows.push_back({"a request with a field that is wrong",
        answered(
            Kind::OpenAi, 422, R"({"error":{"message":"unknown field","type":"invalid_request_error"}})"),
        "you/request", "medium", Field::Answer, "Correct the request"});
    return rows;
}

} // namespace Belay

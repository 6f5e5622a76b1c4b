// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/resultjson.h"

#include "core/domain/jsonvalues.h"

namespace Belay {

using namespace JsonValues;

std::string toUtf8(const QString &value)
{
    return value.toStdString();
}

QByteArray toLine(const Json &json)
{
    return QByteArray::fromStdString(json.dump(-1, ' ', false, Json::error_handler_t::replace));
}

Json toJson(const TargetStatus &target)
{
    const Verdict &verdict = target.verdict;
    Json json;
    json["id"] = text(target.id.toString());
    json["provider"] = text(target.id.provider.value);
    json["model"] = textOrNull(target.id.model);
    json["state"] = name(verdict.state);
    json["since"] = instant(target.since);
    json["proof"] = name(target.proof);
    json["owner"] = name(verdict.owner);
    // The contract writes a missing cause as null: "none" is no member of its set.
    json["cause"] = verdict.cause == Cause::None ? Json() : name(verdict.cause);
    json["confidence"] = name(verdict.confidence);
    json["outcome"] = name(verdict.outcome);
    json["reason"] = text(verdict.reason);
    json["advice"] = text(verdict.advice);
    json["evidence"] = Json::array();
    for (const Clue &clue : verdict.evidence)
        json["evidence"].push_back(
            {{"kind", name(clue.kind)}, {"supports", clue.supports}, {"text", text(clue.text)}});
    json["handled"] = textOrNull(verdict.handled);
    json["uptime24h"] = orNull(target.uptime24h.uptime());
    json["coverage24h"] = orNull(target.uptime24h.coverage());
    json["firstContentMs"] = {{"n", target.firstContent.n}, {"p50", millis(target.firstContent.p50)},
        {"p95", millis(target.firstContent.p95)}};
    json["lastCheckAt"] = instant(target.lastCheckAt);
    json["nextCheckAt"] = instant(target.nextCheckAt);
    json["retiresOn"] = target.retiresOn ? text(target.retiresOn->toString(Qt::ISODate)) : Json();
    json["notice"] = Json();
    if (target.notice) {
        json["notice"] = {{"state", name(target.notice->state)}, {"page", text(target.notice->page)},
            {"seenAt", instant(target.notice->seenAt)}};
    }
    return json;
}

Json toJson(const NetworkStatus &network)
{
    return {{"state", name(network.state)}, {"since", instant(network.since)}};
}

Json toJson(const StatusBoard &board)
{
    Json json;
    json["schema"] = 1;
    json["generatedAt"] = instant(board.generatedAt);
    json["demo"] = board.demo;
    json["overall"] = {{"state", name(board.overall.state)}, {"providersUp", board.overall.providersUp},
        {"providers", board.overall.providers}, {"sentence", text(board.overall.sentence)}};
    json["network"] = toJson(board.network);
    json["targets"] = Json::array();
    for (const TargetStatus &target : board.targets)
        json["targets"].push_back(toJson(target));
    return json;
}

Json toJson(const Sample &sample)
{
    const PhaseTimings &phases = sample.timings;
    Json json;
    json["at"] = instant(sample.at);
    json["target"] = text(sample.target.toString());
    json["key"] = textOrNull(sample.key.value);
    json["source"] = name(sample.source);
    json["kind"] = name(sample.kind);
    json["outcome"] = name(sample.outcome);
    json["status"] = sample.status == 0 ? Json() : Json(sample.status);
    json["proof"] = name(sample.proof);
    json["cold"] = sample.cold;
    json["dnsMs"] = millis(phases.dns);
    json["tcpMs"] = millis(phases.tcp);
    json["tlsMs"] = millis(phases.tls);
    json["firstByteMs"] = millis(phases.firstByte);
    json["firstContentMs"] = millis(phases.firstContent);
    json["totalMs"] = millis(phases.total);
    json["tokensIn"] = orNull(sample.tokensIn);
    json["tokensOut"] = orNull(sample.tokensOut);
    json["usd"] = sample.usd ? Json(toUsd(*sample.usd)) : Json();
    json["servedModel"] = textOrNull(sample.servedModel);
    json["servedBy"] = textOrNull(sample.servedBy);
    json["requestId"] = textOrNull(sample.requestId);
    return json;
}

Json toJson(const LatencyHistogram &histogram)
{
    return {{"n", histogram.count()}, {"min", millis(histogram.min())},
        {"p50", millis(histogram.quantile(0.50))}, {"p95", millis(histogram.quantile(0.95))},
        {"p99", millis(histogram.quantile(0.99))}, {"max", millis(histogram.max())}};
}

} // namespace Belay

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/errortextgateway.h"

#include "core/base/ulid.h"

#include <array>

namespace Belay {

namespace {

struct Row {
    std::string_view code;
    Outcome outcome;
};

/// Contract 8. Where attempts are listed, they say more.
constexpr std::array Rows {Row {"invalid_api_key", Outcome::Auth},
    Row {"host_not_allowed", Outcome::Forbidden}, Row {"origin_not_allowed", Outcome::Forbidden},
    Row {"model_not_found", Outcome::ModelNotFound}, Row {"payload_too_large", Outcome::TooLarge},
    Row {"request_timeout", Outcome::Reset}, Row {"too_busy", Outcome::Overloaded},
    Row {"shutting_down", Outcome::Overloaded}, Row {"no_usable_target", Outcome::Skipped},
    Row {"rate_limit_exceeded", Outcome::RateLimited}, Row {"insufficient_quota", Outcome::Quota},
    Row {"upstream_auth_failed", Outcome::Auth}, Row {"upstream_timeout", Outcome::TimeoutTotal},
    Row {"all_providers_failed", Outcome::Overloaded}, Row {"upstream_interrupted", Outcome::Cut},
    Row {"internal_error", Outcome::ServerError},
    // Anthropic's form has a type alone.
    Row {"authentication_error", Outcome::Auth}, Row {"permission_error", Outcome::Forbidden},
    Row {"not_found_error", Outcome::ModelNotFound}, Row {"request_too_large", Outcome::TooLarge},
    Row {"timeout_error", Outcome::TimeoutTotal}, Row {"overloaded_error", Outcome::Overloaded},
    Row {"rate_limit_error", Outcome::RateLimited}, Row {"billing_error", Outcome::Quota},
    Row {"api_error", Outcome::ServerError}};

Outcome outcomeOfCode(std::string_view code)
{
    for (const Row &row : Rows) {
        if (row.code == code)
            return row.outcome;
    }
    return Outcome::BadRequest;
}

std::vector<ToldAttempt> attemptsOf(const Json &belay)
{
    constexpr size_t MostAttempts = 64;
    std::vector<ToldAttempt> attempts;
    const Json *list = member(belay, "attempts");
    if (!list || !list->is_array())
        return attempts;
    for (const Json &item : *list) {
        const auto outcome = enumFromString<Outcome>(textOf(member(item, "outcome")));
        if (!outcome || attempts.size() == MostAttempts)
            continue;
        ToldAttempt attempt;
        attempt.target = withoutSecrets(textOf(member(item, "target")).left(200));
        attempt.outcome = *outcome;
        attempt.status = intOf(member(item, "status")).value_or(0);
        if (const auto ms = numberOf(member(item, "ms")); ms && *ms >= 0 && *ms < 1e9)
            attempt.took = Milliseconds(static_cast<qint64>(*ms));
        attempt.note = withoutSecrets(textOf(member(item, "note")).left(40));
        attempts.push_back(attempt);
    }
    return attempts;
}

/// The attempt that says why: the last that is the provider's fault, else the last that says anything.
const ToldAttempt *decisive(const std::vector<ToldAttempt> &attempts)
{
    const ToldAttempt *last = nullptr;
    const ToldAttempt *hard = nullptr;
    for (const ToldAttempt &attempt : attempts) {
        const Health health = ruleOf(attempt.outcome).health;
        if (attempt.outcome == Outcome::Skipped || attempt.outcome == Outcome::Cancelled)
            continue;
        last = &attempt;
        hard = health == Health::Hard ? &attempt : hard;
    }
    return hard ? hard : last;
}

} // namespace

bool readGatewayAnswer(const ErrorFinding &finding, ErrorReading &reading)
{
    const Json document = parseJson(finding.ending.body).value_or(Json());
    const Json *own = member(document, {"error", "belay"});
    const Json belay = own ? *own : finding.belay;
    std::string code = own ? utf8Of(member(document, {"error", "code"})) : finding.gatewayCode;
    if (code.empty())
        code = utf8Of(member(document, {"error", "type"}));
    const QByteArray id = headerValue(finding.ending.head.headers, "x-belay-request-id");
    const QByteArray target = headerValue(finding.ending.head.headers, "x-belay-target");
    if (!target.isEmpty() && target != "none")
        reading.target = withoutSecrets(QString::fromUtf8(target.left(200)));
    const bool isOwn = belay.is_object() || (!id.isEmpty() && (target.isEmpty() || target == "none"));
    if (!isOwn)
        return false;
    reading.byGateway = true;
    reading.gatewayCode = withoutSecrets(QString::fromStdString(code).left(64));
    const QString told = belay.is_object() ? textOf(member(belay, "requestId")) : QString::fromUtf8(id);
    reading.requestId = Ulid::fromString(told) ? told : withoutSecrets(told.left(64));
    reading.attempts = attemptsOf(belay);
    if (const ToldAttempt *attempt = decisive(reading.attempts)) {
        reading.what.outcome = attempt->outcome;
        reading.target = attempt->target;
        reading.status = attempt->status;
    } else {
        reading.what.outcome = outcomeOfCode(code);
    }
    return true;
}

} // namespace Belay

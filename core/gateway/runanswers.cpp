// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/runanswers.h"

namespace Belay {

namespace {

struct Words {
    int status;
    const char *openAiType;
    const char *openAiCode;
    const char *anthropicType;
};

/// Only the outcomes that end a chain are retold (contract 2, column *on*).
Words wordsOf(Outcome outcome, int status)
{
    constexpr auto Invalid = "invalid_request_error";
    switch (outcome) {
    case Outcome::ContextLength:
        return {400, Invalid, "context_length_exceeded", Invalid};
    case Outcome::ContentFilter:
        return {400, Invalid, "content_filter", Invalid};
    case Outcome::TooLarge:
        return {413, Invalid, "payload_too_large", "request_too_large"};
    case Outcome::ModelNotFound:
        return {404, Invalid, "model_not_found", "not_found_error"};
    default:
        return {status >= 400 && status < 500 ? status : 400, Invalid, "", Invalid};
    }
}

} // namespace

GatewayFault faultOf(GiveUpReason reason, Face face)
{
    switch (reason) {
    case GiveUpReason::NoUsableTarget:
        return GatewayFault::NoUsableTarget;
    case GiveUpReason::Unsupported:
        return face == Face::CountTokens ? GatewayFault::NobodyCounts : GatewayFault::UnsupportedParameter;
    case GiveUpReason::RateLimited:
        return GatewayFault::RateLimited;
    case GiveUpReason::Quota:
        return GatewayFault::OutOfQuota;
    case GiveUpReason::AuthFailed:
        return GatewayFault::UpstreamAuthFailed;
    case GiveUpReason::ModelNotFound:
        return GatewayFault::UnknownUpstream;
    case GiveUpReason::TimedOut:
        return GatewayFault::UpstreamTimeout;
    case GiveUpReason::EndedByOutcome:
    case GiveUpReason::AllFailed:
        break;
    }
    return GatewayFault::AllProvidersFailed;
}

ClientFault retoldFault(const Classification &seen, int status, const QByteArray &requestId)
{
    const Words words = wordsOf(seen.outcome, status);
    ClientFault fault;
    fault.status = words.status;
    fault.openAiType = words.openAiType;
    fault.openAiCode = words.openAiCode;
    fault.anthropicType = words.anthropicType;
    fault.message = seen.message.toStdString();
    if (fault.message.empty())
        fault.message = "The provider refuses this request.";
    fault.requestId = requestId.toStdString();
    return fault;
}

} // namespace Belay

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/gatewayrequest.h"

namespace Belay {

QByteArray upstreamPath(Face face)
{
    switch (face) {
    case Face::ChatCompletions:
        return "chat/completions";
    case Face::Completions:
        return "completions";
    case Face::Embeddings:
        return "embeddings";
    case Face::Responses:
        return "responses";
    case Face::Messages:
        return "messages";
    case Face::CountTokens:
        return "messages/count_tokens";
    case Face::Passthrough:
        break;
    }
    return {};
}

std::optional<DialectForm> formOf(Face face)
{
    switch (face) {
    case Face::ChatCompletions:
        return DialectForm::Chat;
    case Face::Responses:
        return DialectForm::Responses;
    case Face::Messages:
        return DialectForm::Messages;
    case Face::Completions:
    case Face::Embeddings:
    case Face::CountTokens:
    case Face::Passthrough:
        break;
    }
    return {};
}

bool speaksAnthropic(Face face)
{
    return face == Face::Messages || face == Face::CountTokens;
}

} // namespace Belay

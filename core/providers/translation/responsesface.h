// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/providers/translation/dialectface.h"

namespace Belay {

/// Clients of OpenAI's Responses (OpenAI API reference, Responses). Providers that speak it get its bytes
/// untouched.
class ResponsesFace final : public ClientFace
{
public:
    Result<Conversation, RequestProblem> readRequest(Json body) const override;
    std::unique_ptr<AnswerEncoder> encoder(bool stream, AnswerContext context) const override;
    QByteArray fault(const ClientFault &fault) const override;
};

/// Whether a request leans on what OpenAI has stored: an earlier response, a conversation, a prompt, an item,
/// or an answer to be fetched later. Such a request goes to the first native target and does not move on.
bool mustStayNative(const Json &body);

} // namespace Belay

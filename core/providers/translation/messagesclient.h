// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/providers/translation/dialectface.h"

namespace Belay {

/// Clients of Anthropic's form: Claude Code, its SDKs.
class MessagesClient final : public ClientFace
{
public:
    Result<Conversation, RequestProblem> readRequest(Json body) const override;
    std::unique_ptr<AnswerEncoder> encoder(bool stream, AnswerContext context) const override;
    QByteArray fault(const ClientFault &fault) const override;
};

} // namespace Belay

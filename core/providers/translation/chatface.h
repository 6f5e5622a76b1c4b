// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/providers/translation/dialectface.h"

namespace Belay {

/// Chat completions, spoken by clients and by most providers.
class ChatFace final : public ClientFace, public TargetFace
{
public:
    Result<Conversation, RequestProblem> readRequest(Json body) const override;
    WrittenRequest writeRequest(const Conversation &request, const TargetTraits &target) const override;
    std::unique_ptr<AnswerDecoder> decoder(bool stream) const override;
    std::unique_ptr<AnswerEncoder> encoder(bool stream, AnswerContext context) const override;
    QByteArray fault(const ClientFault &fault) const override;
};

} // namespace Belay

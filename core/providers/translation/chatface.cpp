// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/translation/chatface.h"

#include "core/providers/translation/chatdecoder.h"
#include "core/providers/translation/chatencoder.h"
#include "core/providers/translation/chatrequestreader.h"
#include "core/providers/translation/chatrequestwriter.h"
#include "core/providers/translation/openaifault.h"

namespace Belay {

Result<Conversation, RequestProblem> ChatFace::readRequest(Json body) const
{
    return readChatRequest(std::move(body));
}

WrittenRequest ChatFace::writeRequest(const Conversation &request, const TargetTraits &target) const
{
    return writeChatRequest(request, target);
}

std::unique_ptr<AnswerDecoder> ChatFace::decoder(bool stream) const
{
    return std::make_unique<ChatDecoder>(stream);
}

std::unique_ptr<AnswerEncoder> ChatFace::encoder(bool stream, AnswerContext context) const
{
    return chatEncoder(stream, std::move(context));
}

QByteArray ChatFace::fault(const ClientFault &fault) const
{
    return openAiFault(fault);
}

} // namespace Belay

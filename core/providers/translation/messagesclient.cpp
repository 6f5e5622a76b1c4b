// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/translation/messagesclient.h"

#include "core/providers/translation/messagesencoder.h"
#include "core/providers/translation/messagesreader.h"

namespace Belay {

Result<Conversation, RequestProblem> MessagesClient::readRequest(Json body) const
{
    return readMessagesRequest(std::move(body));
}

std::unique_ptr<AnswerEncoder> MessagesClient::encoder(bool stream, AnswerContext context) const
{
    return messagesEncoder(stream, std::move(context));
}

QByteArray MessagesClient::fault(const ClientFault &fault) const
{
    return messagesFault(fault);
}

} // namespace Belay

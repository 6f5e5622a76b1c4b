// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/translation/dialectface.h"

#include "core/providers/translation/chatface.h"
#include "core/providers/translation/generatetarget.h"
#include "core/providers/translation/messagesclient.h"
#include "core/providers/translation/messagestarget.h"
#include "core/providers/translation/responsesface.h"

namespace Belay {

namespace {

const ChatFace &chatFace()
{
    static const ChatFace face;
    return face;
}

} // namespace

const ClientFace &clientFace(DialectForm form)
{
    static const ResponsesFace responses;
    static const MessagesClient messages;
    switch (form) {
    case DialectForm::Responses:
        return responses;
    case DialectForm::Messages:
        return messages;
    case DialectForm::Chat:
    case DialectForm::Generate:
        break;
    }
    return chatFace();
}

const TargetFace &targetFace(Dialect dialect)
{
    static const MessagesTarget messages;
    static const GenerateTarget generate;
    switch (dialect) {
    case Dialect::Anthropic:
        return messages;
    case Dialect::Gemini:
        return generate;
    case Dialect::OpenAi:
        break;
    }
    return chatFace();
}

} // namespace Belay

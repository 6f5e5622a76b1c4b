// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/translation/messagestarget.h"

#include "core/providers/translation/messagesdecoder.h"
#include "core/providers/translation/messageswriter.h"

namespace Belay {

WrittenRequest MessagesTarget::writeRequest(const Conversation &request, const TargetTraits &target) const
{
    return writeMessagesRequest(request, target);
}

std::unique_ptr<AnswerDecoder> MessagesTarget::decoder(bool stream) const
{
    return std::make_unique<MessagesDecoder>(stream);
}

} // namespace Belay

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/translation/responsesface.h"

#include "core/providers/translation/openaifault.h"
#include "core/providers/translation/responsesencoder.h"
#include "core/providers/translation/responsesreader.h"

#include <algorithm>

namespace Belay {

Result<Conversation, RequestProblem> ResponsesFace::readRequest(Json body) const
{
    return readResponsesRequest(std::move(body));
}

std::unique_ptr<AnswerEncoder> ResponsesFace::encoder(bool stream, AnswerContext context) const
{
    return responsesEncoder(stream, std::move(context));
}

QByteArray ResponsesFace::fault(const ClientFault &fault) const
{
    return openAiFault(fault);
}

bool mustStayNative(const Json &body)
{
    for (const char *name : {"previous_response_id", "conversation", "prompt"}) {
        if (hasContent(member(body, name)))
            return true;
    }
    if (isTrue(member(body, "background")))
        return true;
    const Json *input = member(body, "input");
    return input && input->is_array() && std::any_of(input->begin(), input->end(), [](const Json &item) {
        return utf8Of(member(item, "type")) == "item_reference";
    });
}

} // namespace Belay

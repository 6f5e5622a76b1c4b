// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/requestbody.h"

namespace Belay {

HttpRequest postRequest(
    const ProviderKind &kind, const QUrl &url, const CompletionRequest &request, Json body)
{
    if (const std::optional<Json> extra = parseJson(request.recipe.extra))
        body.merge_patch(*extra);
    HttpRequest result;
    result.method = "POST";
    result.url = url;
    result.headers = kind.headers;
    result.headers.emplace_back("Content-Type", "application/json");
    result.headers.emplace_back(
        "Accept", request.form == AnswerForm::Stream ? "text/event-stream" : "application/json");
    result.body = toBytes(body);
    return result;
}

} // namespace Belay

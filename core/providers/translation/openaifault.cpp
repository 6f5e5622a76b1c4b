// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/translation/openaifault.h"

namespace Belay {

QByteArray openAiFault(const ClientFault &fault)
{
    const auto textOrNull = [](const std::string &text) { return text.empty() ? Json() : Json(text); };
    Json error;
    error["message"] = fault.message;
    error["type"] = fault.openAiType.empty() ? "server_error" : fault.openAiType;
    error["param"] = textOrNull(fault.param);
    error["code"] = textOrNull(fault.openAiCode);
    if (!fault.belay.is_null())
        error["belay"] = fault.belay;
    Json body;
    body["error"] = std::move(error);
    return toBytes(body);
}

} // namespace Belay

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/translation/conversation.h"

#include <algorithm>

namespace Belay {

void append(std::vector<Message> &messages, Role role, MessagePart part)
{
    if (messages.empty() || messages.back().role != role)
        messages.push_back({role, {}});
    messages.back().parts.push_back(std::move(part));
}

void addOnce(std::vector<std::string> &names, std::string_view name)
{
    if (std::find(names.begin(), names.end(), name) == names.end())
        names.emplace_back(name);
}

} // namespace Belay

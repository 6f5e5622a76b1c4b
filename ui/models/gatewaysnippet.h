// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace Belay {

enum class GatewayClient { Curl, Python, Node, ClaudeCode };

/// A piece of code that makes a client call the gateway. `address` ends with `/v1`. Without a token it is
/// read from the variable BELAY_TOKEN. Names and tokens are quoted as the language wants it.
QString gatewaySnippet(GatewayClient client, const QString &address, const QString &model,
    const std::optional<QString> &token = {});

} // namespace Belay

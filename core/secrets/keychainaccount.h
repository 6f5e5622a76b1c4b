// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"

namespace Belay {

/// `<home hash>/<provider>/<key>` (contract 6): two homes of one person keep apart, and names that say
/// nothing of the folder. `home` is the folder of config.json.
QString keychainAccount(const QString &home, const ProviderId &provider, const KeyId &key);
/// `<home hash>/gateway/<id>`.
QString gatewayAccount(const QString &home, const QString &token);
enum class WebhookSecret { Address, Signature };
/// `<home hash>/webhook/<id>/url` and `…/secret`: no key's account has as many parts.
QString webhookAccount(const QString &home, const QString &webhook, WebhookSecret secret);

} // namespace Belay

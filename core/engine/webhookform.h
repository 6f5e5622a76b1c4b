// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/secret.h"
#include "core/domain/notification.h"
#include "core/http/httpvalues.h"

namespace Belay {

/// The body of a webhook in its form (contract 9).
QByteArray webhookBody(const WebhookConfig &webhook, const WebhookNews &news);

/// `t=<unix>,v1=<hex HMAC-SHA256 of t + "." + body>`.
QByteArray webhookSignature(const Secret &secret, const QByteArray &body, WallTime at);

/// How long a receiver asks to wait: `retry-after` in seconds or as a date.
std::optional<Milliseconds> retryAfterOf(const HttpHead &head, WallTime now);

/// Whether the webhook wants this; a test always goes out.
bool wants(const WebhookConfig &webhook, NotificationEvent event);

} // namespace Belay

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/enumnames.h"
#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/domain/keysource.h"

#include <optional>
#include <vector>

namespace Belay {

/// What a person or a webhook is told of (contract 9).
enum class NotificationEvent {
    IncidentOpened,
    IncidentClosed,
    KeyRejected,
    KeyAccepted,
    QuotaExhausted,
    QuotaRestored,
    NetworkLost,
    NetworkBack,
    GatewayStopped,
    GatewayRunning,
    ModelRetiring,
    Test
};
template <>
struct EnumNames<NotificationEvent> {
    static constexpr auto values = std::to_array<std::string_view>({"incident.opened", "incident.closed",
        "key.rejected", "key.accepted", "quota.exhausted", "quota.restored", "network.lost", "network.back",
        "gateway.stopped", "gateway.running", "model.retiring", "test"});
};

struct WebhookConfig {
    QString id;
    QString form; ///< generic or slack
    QString url; ///< a URL, or where an address that carries a credential comes from
    std::vector<QString> events; ///< empty: all
    KeySource secret; ///< of the signature; the generic form's alone
    bool enabled = true;
    bool operator==(const WebhookConfig &) const = default;

    /// Empty where `url` is the address itself.
    std::optional<KeySource> urlSource() const { return KeySource::fromString(url); }
};

struct NotificationConfig {
    bool desktop = true;
    std::vector<QString> events; ///< that the desktop shows; empty: all
    std::vector<QString> muted; ///< providers, or `provider/model`, of which nothing is told
    std::optional<Milliseconds> remindEvery {3'600'000}; ///< doubling up to a day; empty: off
    std::vector<WebhookConfig> webhooks;
    QString quietHours; ///< `22:00-07:00`, local time; empty: none
    bool operator==(const NotificationConfig &) const = default;

    /// Whether all of it, or of its provider, is on the list of the muted.
    bool isMuted(const TargetId &target) const;
};

} // namespace Belay

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/notification.h"
#include "core/monitor/tellingqueue.h"

namespace Belay {

/// One thing that a person may be told of: an incident, a key, the own network, the gateway, a model.
struct Matter {
    QString id;
    NotificationEvent event = NotificationEvent::IncidentOpened;
    ProviderId provider; ///< empty: of none
    QString name; ///< of the provider
    QString sentence; ///< what happened
    WallTime since;
    std::optional<WallTime> endedAt;
    bool isUnseen = false; ///< it ended since nobody sees it any more
    std::optional<Incident> incident;
    TargetId target; ///< of a model that goes, or the one that an incident touches
};

/// The event that ends what this one began; the event itself where nothing ends it.
NotificationEvent endOf(NotificationEvent event);

/// A telling in words. `matters`: at least those that it names.
Note noteOf(const Telling &telling, const std::map<QString, Matter> &matters, WallTime now);

/// The same for webhooks: one news for each event in it.
std::vector<WebhookNews> newsOf(
    const Telling &telling, const std::map<QString, Matter> &matters, WallTime now);

/// What the test button sends.
Note testNote();
WebhookNews testNews(WallTime now);

} // namespace Belay

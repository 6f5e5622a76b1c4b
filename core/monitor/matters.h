// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/statusboard.h"
#include "core/monitor/notificationtext.h"

#include <QDate>

namespace Belay {

// What happened, made into a Matter that may be told. The name of its provider is the rules' to fill in.

QString matterIdOf(const Incident &incident);
QString matterIdOf(const ProviderId &provider, const KeyId &key);
QString networkMatterId();
QString gatewayMatterId();

/// The own network has a matter of its own, and what is Belay's own fault is nobody's news.
bool isNews(const Incident &incident);
NotificationEvent eventOf(const Incident &incident);
/// Empty for a key that nothing has to be said of.
std::optional<NotificationEvent> eventOf(KeyHealth health);

Matter matterOf(const Incident &incident);
Matter keyMatter(const ProviderId &provider, const KeyId &key, NotificationEvent event, WallTime now);
Matter networkMatter(const NetworkStatus &network, WallTime now);
Matter gatewayMatter(const QString &problem, WallTime now);
Matter retirementMatter(const TargetId &target, const QDate &day, WallTime now);

} // namespace Belay

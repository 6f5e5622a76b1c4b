// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/time.h"

#include <QString>

#include <map>
#include <set>

namespace Belay {

/// How the newest delivery of a webhook ended.
struct WebhookEnd {
    WallTime at;
    bool ok = false;
    QString detail;
    bool operator==(const WebhookEnd &) const = default;
};

/// What notifications keep between runs of the program, in `notifications.json` (contract 6).
struct NotificationMemory {
    std::set<QString> toldOnce;
    std::map<QString, WebhookEnd> webhooks;
    bool operator==(const NotificationMemory &) const = default;

    /// Empty for a file that is not there or not readable as one: nothing of it is worth a question.
    static NotificationMemory read(const QString &path);
    Result<void> write(const QString &path) const;
};

} // namespace Belay

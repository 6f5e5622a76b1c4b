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

/// A delivery that has failed so far and is tried again.
struct WebhookTries {
    int tries = 0;
    WallTime at; ///< of the last one
    QString detail; ///< why it failed
    WallTime nextAt;
    bool operator==(const WebhookTries &) const = default;
};

/// What notifications keep between runs of the program, in `notifications.json` (contract 6).
struct NotificationMemory {
    std::set<QString> toldOnce;
    std::map<QString, WebhookEnd> webhooks;
    std::map<QString, WebhookTries> trying;
    bool operator==(const NotificationMemory &) const = default;

    /// Empty for a file that is not there or not readable as one: nothing of it is worth a question.
    static NotificationMemory read(const QString &path);
    /// What is tried ends with the program that tries it (contract 9): it was not delivered.
    void giveUp();
    Result<void> write(const QString &path) const;
};

} // namespace Belay

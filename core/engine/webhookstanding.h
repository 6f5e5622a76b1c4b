// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/notification.h"
#include "core/engine/home.h"
#include "core/engine/notificationmemory.h"

namespace Belay {

/// How it stands with a webhook, as far as a program beside the one that sends can tell.
struct WebhookStanding {
    std::optional<WebhookEnd> end; ///< of the newest delivery that ended
    std::optional<WebhookTries> tries; ///< of one that is under way and has failed so far
    QString problem; ///< what it needs and cannot be read here; empty where nothing is known to be missing

    /// `tried 2 of 5, last: it answered 500 at …, next at …; its secret env:NAME cannot be read here: …`
    QString sentence() const;
};

/// What notifications keep; what nobody tries any more has ended.
NotificationMemory memoryOf(const Home &home);
/// Reads files and the environment, never a keychain: that one may ask a person.
WebhookStanding standingOf(const WebhookConfig &webhook, const NotificationMemory &memory);

} // namespace Belay

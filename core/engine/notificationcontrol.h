// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/secret.h"
#include "core/domain/notification.h"
#include "core/engine/webhooksender.h"
#include "core/secrets/keychainaccount.h"

#include <QObject>

namespace Belay {

/// How a note came before a person.
enum class NoteRoute { Service, Tray, Window };

/// What the desktop and the settings may ask of notifications. Lives on the main thread.
class NotificationControl : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// A note that goes the way of all; testShown() follows from whoever shows it.
    virtual void testDesktop() = 0;
    /// One try; as WebhookSender::test().
    virtual void testWebhook(const QString &id, WebhookSender::Tested tested) = 0;
    virtual std::optional<WebhookStatus> webhook(const QString &id) const = 0;
    using Done = std::function<void(const Result<void> &)>;
    /// Keeps a part of a webhook where its config says.
    virtual void store(const WebhookConfig &webhook, WebhookSecret part, const Secret &value, Done done) = 0;
    virtual void remove(const WebhookConfig &webhook) = 0;
    using Found = std::function<void(const Result<Secret> &)>;
    /// What signs a webhook, for the clipboard; made where there is none.
    virtual void findSignature(const WebhookConfig &webhook, Found found) = 0;
    /// What a person chose on a note, but for opening it.
    virtual void act(const QString &note, NoteAction action) = 0;
    /// Whether a window of the program has the person's eyes.
    virtual void setInFront(bool inFront) = 0;
    /// From whoever shows notes; `by` names the service.
    virtual void noteShown(const Note &note, NoteRoute route, const QString &by) = 0;

Q_SIGNALS:
    void noteRaised(const Belay::Note &note);
    void noteWithdrawn(const QString &id);
    void testShown(Belay::NoteRoute route, const QString &by);
    void webhookChanged(const QString &id);
    void webhookFailed(const QString &id, const QString &detail);
};

} // namespace Belay

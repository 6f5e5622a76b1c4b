// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/webhookstanding.h"

#include "core/base/homelock.h"
#include "core/engine/webhooksender.h"
#include "core/secrets/localsecrets.h"

namespace Belay {

namespace {

/// Empty where `source` can be read, or is not asked.
QString problemOf(const QString &what, const KeySource &source)
{
    const bool isFile = source.from == KeySource::From::File;
    if (!isFile && source.from != KeySource::From::Environment)
        return {};
    const SecretReading reading = isFile ? readFileSecret(source.name) : readEnvironmentSecret(source.name);
    if (!reading.value.isEmpty())
        return {};
    return QStringLiteral("%1 %2 cannot be read here: %3")
        .arg(what, source.toString(), reading.error ? reading.error->detail : QStringLiteral("it is empty"));
}

template <typename Value>
std::optional<Value> find(const std::map<QString, Value> &all, const QString &id)
{
    const auto found = all.find(id);
    return found == all.end() ? std::nullopt : std::optional(found->second);
}

} // namespace

QString WebhookStanding::sentence() const
{
    QString text = QStringLiteral("nothing sent yet");
    if (tries)
        text = QStringLiteral("tried %1 of %2, last: %3 at %4, next at %5")
                   .arg(tries->tries)
                   .arg(WebhookSender::MostTries)
                   .arg(tries->detail, toIsoString(tries->at), toIsoString(tries->nextAt));
    else if (end && end->ok)
        text = QStringLiteral("delivered at ") + toIsoString(end->at);
    else if (end)
        text = QStringLiteral("not delivered at %1: %2").arg(toIsoString(end->at), end->detail);
    return problem.isEmpty() ? text : QString(text + QStringLiteral("; ") + problem);
}

NotificationMemory memoryOf(const Home &home)
{
    NotificationMemory memory = NotificationMemory::read(home.notificationsPath());
    if (!HomeLock::ownerOf(home.dataDir))
        memory.giveUp();
    return memory;
}

WebhookStanding standingOf(const WebhookConfig &webhook, const NotificationMemory &memory)
{
    WebhookStanding standing {find(memory.webhooks, webhook.id), find(memory.trying, webhook.id), {}};
    if (!webhook.enabled)
        return standing; // nothing is needed
    if (const auto source = webhook.urlSource())
        standing.problem = problemOf(QStringLiteral("its address"), *source);
    if (standing.problem.isEmpty() && webhook.form != QLatin1StringView("slack"))
        standing.problem = problemOf(QStringLiteral("its secret"), webhook.secret);
    return standing;
}

} // namespace Belay

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/configsections.h"

#include "core/base/logging.h"

#include <QRegularExpression>
#include <QUrl>

namespace Belay {

namespace {

using namespace std::chrono_literals;

QString webhookExpected()
{
    return QStringLiteral(
        R"("keychain", "session", "env:NAME", "file:/path" or a URL that carries no credential)");
}

void readWebhookUrl(const ConfigNode &node, QString &url)
{
    if (!node.isPresent())
        node.reportMissing(webhookExpected());
    QString text;
    if (!node.read(text, webhookExpected(), [](const QString &) { return true; }))
        return;
    if (KeySource::fromString(text)) {
        KeySource source;
        readKeySource(node, source);
        url = text;
        return;
    }
    const QUrl address(text, QUrl::StrictMode);
    // Whoever knows such an address may post there: it is a credential as a whole.
    static const QRegularExpression telling(
        QStringLiteral(R"(^https?://(?:hooks\.slack\.com/|[^/]*discord(?:app)?\.com/api/webhooks/))"));
    const bool pathIsKey = looksLikeKey(address.path().section(u'/', -1));
    if (!address.userInfo().isEmpty() || redacted(text) != text || telling.match(text).hasMatch()
        || pathIsKey)
        node.report("bad-secret", webhookExpected());
    else {
        QUrl read;
        readUrl(node, read, webSchemes());
        url = read.toString();
    }
}

void readEvents(const ConfigNode &node, std::vector<QString> &events)
{
    node.read(events, QStringLiteral("an event of contract 9"),
        [](const QString &text) { return enumFromString<NotificationEvent>(text).has_value(); });
}

WebhookConfig readWebhook(const ConfigNode &node, std::set<QString> &ids)
{
    WebhookConfig webhook;
    webhook.id = node.member("id").readId(ids);
    const ConfigNode form = node.member("form");
    const QString expectedForm = QStringLiteral(R"("generic" or "slack")");
    if (!form.isPresent())
        form.reportMissing(expectedForm);
    form.read(webhook.form, expectedForm, [](const QString &text) {
        return text == QLatin1StringView("generic") || text == QLatin1StringView("slack");
    });
    readWebhookUrl(node.member("url"), webhook.url);
    readEvents(node.member("events"), webhook.events);
    node.member("enabled").read(webhook.enabled);
    if (const ConfigNode secret = node.member("secret"); secret.isPresent())
        readKeySource(secret, webhook.secret);
    return webhook;
}

/// A provider may go while it is muted: so whether there is one is not asked.
bool isProviderOrTarget(const QString &text)
{
    const TargetId target = TargetId::fromString(text);
    return isSlug(target.provider.value) && (target.hasModel() || !text.endsWith(u'/')) && isPlainText(text);
}

void readReminder(const ConfigNode &node, std::optional<Milliseconds> &every)
{
    std::optional<Milliseconds> found;
    QString text;
    const auto fits = [&](const QString &given) {
        found = durationFromString(given);
        return (found >= Milliseconds {5min} && found <= Milliseconds {24h})
            || given == QLatin1StringView("off");
    };
    if (node.read(text, durationExpected(5min, 24h) + QStringLiteral(R"( or "off")"), fits))
        every = found;
}

bool isRange(const QString &text)
{
    static const QRegularExpression form(
        QStringLiteral("^((?:[01][0-9]|2[0-3]):[0-5][0-9])-((?:[01][0-9]|2[0-3]):[0-5][0-9])$"));
    const QRegularExpressionMatch match = form.match(text);
    return match.hasMatch() && match.captured(1) != match.captured(2);
}

} // namespace

void readNotifications(const ConfigNode &node, NotificationConfig &notifications)
{
    if (!node.isObject())
        return;
    node.member("desktop").read(notifications.desktop);
    readEvents(node.member("events"), notifications.events);
    node.member("muted").read(
        notifications.muted, QStringLiteral("the id of a provider or provider/model"), isProviderOrTarget);
    readReminder(node.member("remindEvery"), notifications.remindEvery);
    std::set<QString> ids;
    for (const ConfigNode &entry : node.member("webhooks").items()) {
        if (entry.isObject())
            notifications.webhooks.push_back(readWebhook(entry, ids));
    }
    node.member("quietHours")
        .read(notifications.quietHours, QStringLiteral("a range like 22:00-07:00"), isRange);
}

} // namespace Belay

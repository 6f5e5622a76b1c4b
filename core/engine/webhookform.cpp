// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/webhookform.h"

#include "core/domain/incidentjson.h"
#include "core/domain/resultjson.h"

#include <QDateTime>
#include <QMessageAuthenticationCode>

#include <algorithm>

namespace Belay {

namespace {

/// `&`, `<` and `>` are all that Slack reads as its own markup.
QString slackText(const QString &text)
{
    return QString(text)
        .replace(u'&', QStringLiteral("&amp;"))
        .replace(u'<', QStringLiteral("&lt;"))
        .replace(u'>', QStringLiteral("&gt;"));
}

/// A person's own note stays with them.
nlohmann::ordered_json jsonOf(const Incident &incident)
{
    nlohmann::ordered_json json = toJson(incident);
    json.erase("note");
    return json;
}

} // namespace

QByteArray webhookBody(const WebhookConfig &webhook, const WebhookNews &news)
{
    nlohmann::ordered_json json;
    if (webhook.form == QLatin1StringView("slack")) {
        json["text"] = toUtf8(slackText(news.sentence));
        return toLine(json);
    }
    json["event"] = toUtf8(toString(news.event));
    json["at"] = toUtf8(toIsoString(news.at));
    json["incident"] = news.incidents.empty() ? nlohmann::ordered_json() : jsonOf(news.incidents.front());
    json["incidents"] = nlohmann::ordered_json::array();
    for (const Incident &incident : news.incidents)
        json["incidents"].push_back(jsonOf(incident));
    json["sentence"] = toUtf8(news.sentence);
    return toLine(json);
}

QByteArray webhookSignature(const Secret &secret, const QByteArray &body, WallTime at)
{
    const QByteArray seconds = QByteArray::number(std::chrono::floor<Seconds>(at).time_since_epoch().count());
    const QByteArray code = QMessageAuthenticationCode::hash(
        QByteArray(seconds + '.' + body), secret.reveal(), QCryptographicHash::Sha256);
    return "t=" + seconds + ",v1=" + code.toHex();
}

std::optional<Milliseconds> retryAfterOf(const HttpHead &head, WallTime now)
{
    const QString text = QString::fromLatin1(headerValue(head.headers, "retry-after").trimmed());
    bool isNumber = false;
    const uint seconds = text.toUInt(&isNumber);
    if (isNumber)
        return Seconds {seconds};
    if (!text.endsWith(u" GMT"))
        return {};
    const QDateTime date = QDateTime::fromString(QString(text.chopped(3) + u"+0000"), Qt::RFC2822Date);
    const WallTime until {Milliseconds {date.isValid() ? date.toMSecsSinceEpoch() : 0}};
    return until > now ? std::optional<Milliseconds>(until - now) : std::nullopt;
}

bool wants(const WebhookConfig &webhook, NotificationEvent event)
{
    return event == NotificationEvent::Test || webhook.events.empty()
        || std::ranges::find(webhook.events, toString(event)) != webhook.events.end();
}

} // namespace Belay

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/notificationmemory.h"

#include "core/base/wholefile.h"
#include "core/domain/configjson.h"
#include "core/domain/jsonvalues.h"
#include "core/providers/json.h"

#include <QFile>

namespace Belay {

namespace {

constexpr qint64 LargestFile = 1024 * 1024;

std::optional<WebhookEnd> endOf(const Json &json)
{
    const auto at = wallTimeFromIso(textOf(member(json, "at")));
    if (!at)
        return {};
    return WebhookEnd {*at, isTrue(member(json, "ok")), textOf(member(json, "detail"))};
}

std::optional<WebhookTries> triesOf(const Json &json)
{
    const auto at = wallTimeFromIso(textOf(member(json, "at")));
    const auto nextAt = wallTimeFromIso(textOf(member(json, "nextAt")));
    const auto tries = intOf(member(json, "tries"));
    if (!at || !nextAt || !tries)
        return {};
    return WebhookTries {*tries, *at, textOf(member(json, "detail")), *nextAt};
}

template <typename Read>
void readById(const Json *list, const Read &read)
{
    if (!list || !list->is_object())
        return;
    for (const auto &[id, json] : list->items())
        read(QString::fromStdString(id), json);
}

} // namespace

NotificationMemory NotificationMemory::read(const QString &path)
{
    NotificationMemory memory;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly) || file.size() > LargestFile)
        return memory;
    const auto document = parseJson(file.readAll());
    if (!document)
        return memory;
    if (const Json *told = member(*document, "toldOnce"); told && told->is_array()) {
        for (const Json &each : *told) {
            if (each.is_string())
                memory.toldOnce.insert(textOf(&each));
        }
    }
    readById(member(*document, "webhooks"), [&](const QString &id, const Json &json) {
        if (const auto end = endOf(json))
            memory.webhooks[id] = *end;
    });
    readById(member(*document, "trying"), [&](const QString &id, const Json &json) {
        if (const auto tries = triesOf(json))
            memory.trying[id] = *tries;
    });
    return memory;
}

void NotificationMemory::giveUp()
{
    for (const auto &[id, tries] : trying)
        webhooks[id] = {tries.at, false,
            tries.detail + QStringLiteral(" (try %1; Belay ended before the next)").arg(tries.tries)};
    trying.clear();
}

Result<void> NotificationMemory::write(const QString &path) const
{
    Json once = Json::array();
    for (const QString &each : toldOnce)
        once.push_back(JsonValues::text(each));
    Json ends = Json::object();
    for (const auto &[id, end] : webhooks)
        ends[id.toStdString()] = Json {
            {"at", JsonValues::instant(end.at)}, {"ok", end.ok}, {"detail", JsonValues::text(end.detail)}};
    Json open = Json::object();
    for (const auto &[id, each] : trying)
        open[id.toStdString()] = Json {{"tries", each.tries}, {"at", JsonValues::instant(each.at)},
            {"detail", JsonValues::text(each.detail)}, {"nextAt", JsonValues::instant(each.nextAt)}};
    const Json root {{"toldOnce", once}, {"webhooks", ends}, {"trying", open}};
    return replaceFile(path, configJsonText(root, ConfigJsonForm::Indented),
        QFileDevice::ReadOwner | QFileDevice::WriteOwner);
}

} // namespace Belay

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
    if (const Json *webhooks = member(*document, "webhooks"); webhooks && webhooks->is_object()) {
        for (const auto &[id, json] : webhooks->items()) {
            if (const auto end = endOf(json))
                memory.webhooks[QString::fromStdString(id)] = *end;
        }
    }
    return memory;
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
    const Json root {{"toldOnce", once}, {"webhooks", ends}};
    return replaceFile(path, configJsonText(root, ConfigJsonForm::Indented),
        QFileDevice::ReadOwner | QFileDevice::WriteOwner);
}

} // namespace Belay

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/modelretirement.h"

#include "core/providers/json.h"

#include <QDateTime>

#include <algorithm>
#include <array>

namespace Belay {

namespace {

constexpr std::array Fields {"shutdown_date", "deprecation", "expiration_date", "retirement_date"};

bool isPlausible(const QDate &day)
{
    return day.isValid() && day.year() >= 2020 && day.year() < 2100;
}

QDate dayOf(const Json &value)
{
    if (value.is_string()) {
        const QString text = textOf(&value);
        // 2026-12-14, or an instant, of which the day in UTC counts.
        const QDateTime instant = QDateTime::fromString(text, Qt::ISODate);
        return instant.isValid() && instant.timeSpec() != Qt::LocalTime
            ? instant.toUTC().date()
            : QDate::fromString(text.left(10), Qt::ISODate);
    }
    constexpr double LastSecond = 4'102'444'800; // of the year 2099
    const auto seconds = numberOf(&value);
    if (!seconds || *seconds <= 0 || *seconds > LastSecond)
        return {};
    return QDateTime::fromSecsSinceEpoch(static_cast<qint64>(*seconds), Qt::UTC).date();
}

QDate retirementOf(const Json &item)
{
    for (const char *field : Fields) {
        const Json *value = member(item, field);
        const QDate day = value ? dayOf(*value) : QDate();
        if (isPlausible(day))
            return day;
    }
    return {};
}

void add(std::map<QString, QDate> &retirements, const Json *name, const QDate &day)
{
    QString text = textOf(name);
    if (text.startsWith(u"models/"))
        text.remove(0, 7);
    if (!text.isEmpty())
        retirements.try_emplace(text, day);
}

} // namespace

std::map<QString, QDate> readRetirements(const QByteArray &body)
{
    std::map<QString, QDate> retirements;
    // Most lists name no day for anything, and some are large.
    if (std::ranges::none_of(Fields, [&](const char *field) { return body.contains(field); }))
        return retirements;
    const std::optional<Json> document = parseJson(body);
    if (!document)
        return retirements;
    const Json *items = &*document;
    for (const char *name : {"data", "models"}) {
        if (const Json *list = member(*document, name))
            items = list;
    }
    if (!items->is_array())
        return retirements;
    for (const Json &item : *items) {
        const QDate day = retirementOf(item);
        if (!day.isValid())
            continue;
        for (const char *name : {"id", "name", "model"})
            add(retirements, member(item, name), day);
        const Json *aliases = member(item, "aliases");
        for (const Json &alias : aliases && aliases->is_array() ? *aliases : Json::array())
            add(retirements, &alias, day);
    }
    return retirements;
}

} // namespace Belay

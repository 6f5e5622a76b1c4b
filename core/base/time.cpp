// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/time.h"

#include <QDateTime>
#include <QTimeZone>

#include <array>
#include <utility>

namespace Belay {

QString toIsoString(WallTime time)
{
    return QDateTime::fromMSecsSinceEpoch(time.time_since_epoch().count(), Qt::UTC)
        .toString(Qt::ISODateWithMs);
}

std::optional<WallTime> wallTimeFromIso(const QString &text)
{
    const QDateTime parsed = QDateTime::fromString(text, Qt::ISODateWithMs);
    // A text without zone would be read in the zone of this machine, so that the same file means two things.
    if (!parsed.isValid() || parsed.timeSpec() == Qt::LocalTime)
        return {};
    return WallTime {Milliseconds {parsed.toMSecsSinceEpoch()}};
}

namespace {

using Unit = std::pair<QLatin1StringView, qint64>;
constexpr std::array<Unit, 4> Units {
    Unit {QLatin1StringView("ms"), 1},
    Unit {QLatin1StringView("h"), 3'600'000},
    Unit {QLatin1StringView("m"), 60'000},
    Unit {QLatin1StringView("s"), 1'000},
};

} // namespace

QString toDurationString(Milliseconds duration)
{
    const qint64 count = duration.count();
    if (count == 0)
        return QStringLiteral("0s");
    for (const auto &[suffix, size] : {Units[1], Units[2], Units[3]}) {
        if (count % size == 0)
            return QString::number(count / size) + suffix;
    }
    return QString::number(count) + Units[0].first;
}

std::optional<Milliseconds> durationFromString(const QString &text)
{
    // "ms" comes first in the table: "m" alone and "s" alone would both match its end or its head.
    for (const auto &[suffix, size] : Units) {
        if (!text.endsWith(suffix))
            continue;
        const QStringView digits = QStringView(text).chopped(suffix.size());
        if (digits.isEmpty() || digits.size() > 12)
            return {};
        for (const QChar digit : digits) {
            if (digit < u'0' || digit > u'9')
                return {};
        }
        return Milliseconds {digits.toLongLong() * size};
    }
    return {};
}

} // namespace Belay

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/httpdate.h"

#include <QDateTime>
#include <QLocale>

namespace Belay {

std::optional<WallTime> timeFromHttpDate(const QByteArray &text)
{
    QString date = QString::fromLatin1(text.trimmed());
    if (date.endsWith(u"GMT")) // which Qt does not read
        date = date.chopped(3) + u"+0000";
    const QDateTime time = QDateTime::fromString(date, Qt::RFC2822Date);
    if (!time.isValid())
        return {};
    return WallTime {Milliseconds {time.toMSecsSinceEpoch()}};
}

QByteArray toHttpDate(WallTime time)
{
    const auto utc = QDateTime::fromMSecsSinceEpoch(time.time_since_epoch().count(), Qt::UTC);
    return QLocale::c().toString(utc, QStringLiteral("ddd, dd MMM yyyy hh:mm:ss")).toLatin1() + " GMT";
}

} // namespace Belay

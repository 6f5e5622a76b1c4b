// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/httpdate.h"

#include <QDateTime>

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

} // namespace Belay

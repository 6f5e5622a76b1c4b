// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/time.h"

#include <QString>
#include <QTime>
#include <QTimeZone>

#include <optional>

namespace Belay {

/// A daily range of local time. An hour that the clocks skip or repeat makes it shorter or longer, never
/// two of it.
class QuietHours final
{
public:
    /// Reads `22:00-07:00`; never quiet for anything else.
    QuietHours(const QString &range, QTimeZone zone);
    QuietHours() = default;

    /// When the quiet that holds at `now` ends; nothing where it is not quiet.
    std::optional<WallTime> endOf(WallTime now) const;

private:
    enum class Twice { First, Last };
    WallTime instantOf(const QDate &date, const QTime &time, Twice twice) const;

    QTime m_from;
    QTime m_to;
    QTimeZone m_zone;
};

} // namespace Belay

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/enumnames.h"
#include "core/base/time.h"
#include "core/history/readquery.h"

#include <QVariant>

#include <optional>

namespace Belay {

// How values stand in the columns: a time as milliseconds of the Unix epoch, what is not there as NULL, one
// of a closed set by its word of contract 1.

inline qint64 msOf(WallTime time)
{
    return time.time_since_epoch().count();
}

inline QVariant msOrNull(const std::optional<WallTime> &time)
{
    return time ? QVariant::fromValue(msOf(*time)) : QVariant();
}

/// For a column that is never NULL, as which Qt would bind a null text.
inline QString notNull(const QString &text)
{
    return text.isNull() ? QStringLiteral("") : text;
}

inline WallTime timeAt(const ReadQuery &row, int column)
{
    return WallTime {Milliseconds {row.value(column).toLongLong()}};
}

inline std::optional<WallTime> timeOrNothingAt(const ReadQuery &row, int column)
{
    return row.isNull(column) ? std::nullopt : std::optional(timeAt(row, column));
}

/// `otherwise` stands for a word that this version does not know.
template <typename Enum>
Enum enumAt(const ReadQuery &row, int column, Enum otherwise)
{
    return enumFromString<Enum>(row.value(column).toString()).value_or(otherwise);
}

} // namespace Belay

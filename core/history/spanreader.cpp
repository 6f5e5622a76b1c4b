// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/history/spanreader.h"

#include "core/base/logging.h"

#include <QVariant>

namespace Belay {

namespace {

template <typename E>
E enumAt(const QSqlQuery &row, int column, E fallback)
{
    return enumFromString<E>(row.value(column).toString()).value_or(fallback);
}

/// Columns: from, to, state, owner, cause, outcome.
Span spanAt(const QSqlQuery &row, const TargetId &subject)
{
    return {subject, WallTime {Milliseconds {row.value(0).toLongLong()}},
        WallTime {Milliseconds {row.value(1).toLongLong()}}, enumAt(row, 2, TargetState::NoData),
        enumAt(row, 3, Owner::Unknown), enumAt(row, 4, Cause::None), enumAt(row, 5, Outcome::Skipped)};
}

} // namespace

// Spans of a subject do not overlap: beside those that begin in the range only the one before can reach into
// it.
SpanReader::SpanReader(Database &database)
    : m_touching(database.prepare(
        QStringLiteral("SELECT from_at, to_at, state, owner, cause, outcome FROM spans"
                       " WHERE subject = (SELECT id FROM subjects WHERE name = ?) AND to_at > ?"
                       " AND from_at < ? AND from_at >= ifnull((SELECT max(from_at) FROM spans WHERE"
                       " subject = (SELECT id FROM subjects WHERE name = ?) AND from_at <= ?), ?)"
                       " ORDER BY from_at")))
    , m_newest(database.prepare(
          QStringLiteral("SELECT from_at, to_at, state, owner, cause, outcome, name FROM subjects"
                         " JOIN spans ON subject = subjects.id AND from_at ="
                         " (SELECT max(from_at) FROM spans WHERE subject = subjects.id) ORDER BY name")))
{ }

std::vector<Span> SpanReader::of(const TargetId &subject, TimeRange range)
{
    std::vector<Span> spans;
    const QString name = subject.toString();
    const qint64 from = range.from.time_since_epoch().count();
    const qint64 to = range.to.time_since_epoch().count();
    int place = 0;
    for (const QVariant &value :
        {QVariant(name), QVariant(from), QVariant(to), QVariant(name), QVariant(from), QVariant(from)})
        m_touching.bindValue(place++, value);
    if (auto done = Database::run(m_touching); !done) {
        qCWarning(lcHistory) << done.error().detail;
        return spans;
    }
    while (m_touching.next())
        spans.push_back(spanAt(m_touching, subject));
    m_touching.finish();
    return spans;
}

std::vector<Span> SpanReader::newest()
{
    std::vector<Span> spans;
    if (auto done = Database::run(m_newest); !done) {
        qCWarning(lcHistory) << done.error().detail;
        return spans;
    }
    while (m_newest.next())
        spans.push_back(spanAt(m_newest, TargetId::fromString(m_newest.value(6).toString())));
    m_newest.finish();
    return spans;
}

} // namespace Belay

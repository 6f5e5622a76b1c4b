// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/history/spanreader.h"

#include "core/history/columnvalues.h"

#include <algorithm>

namespace Belay {

namespace {

/// Columns: from, to, state, owner, cause, outcome.
Span spanAt(const ReadQuery &row, const TargetId &subject)
{
    return {subject, timeAt(row, 0), timeAt(row, 1), enumAt(row, 2, TargetState::NoData),
        enumAt(row, 3, Owner::Unknown), enumAt(row, 4, Cause::None), enumAt(row, 5, Outcome::Skipped)};
}

/// `spans` that touch a range, oldest first. Spans of a subject do not overlap: beside those that begin in
/// the range only the one before can reach into it.
QString touching(const QString &columns, const QString &rest)
{
    return QStringLiteral("SELECT %1 FROM spans"
                          " WHERE subject = (SELECT id FROM subjects WHERE name = ?) AND to_at > ?"
                          " AND from_at < ? AND from_at >= ifnull((SELECT max(from_at) FROM spans WHERE"
                          " subject = (SELECT id FROM subjects WHERE name = ?) AND from_at <= ?), ?) %2")
        .arg(columns, rest);
}

QVariantList touchingValues(const TargetId &subject, TimeRange range)
{
    const QString name = subject.toString();
    const qint64 from = msOf(range.from);
    return {name, from, msOf(range.to), name, from, from};
}

} // namespace

// A year can hold thousands of spans, most of them within one column: those are summed by the database.
SpanReader::SpanReader(Database &database)
    : m_sums(database,
        touching(
            QStringLiteral("state, sum(min(to_at, ?) - max(from_at, ?))"), QStringLiteral("GROUP BY state")))
    , m_withinColumns(database,
          QStringLiteral("SELECT (from_at - ?) / ? AS i, sum(to_at - from_at),"
                         " sum((state = 'down') * (to_at - from_at)) FROM spans"
                         " WHERE subject = (SELECT id FROM subjects WHERE name = ?)"
                         " AND from_at >= ? AND from_at < ?"
                         " AND (from_at - ?) / ? = (to_at - 1 - ?) / ?"
                         " AND state IN ('up', 'slow', 'limited', 'down') GROUP BY i"))
    , m_acrossColumns(database,
          touching(QStringLiteral("from_at, to_at, state, owner, cause, outcome"),
              QStringLiteral("AND (from_at < ? OR (from_at - ?) / ? <> (to_at - 1 - ?) / ?)")))
    , m_touching(database,
          touching(QStringLiteral("from_at, to_at, state, owner, cause, outcome"),
              QStringLiteral("ORDER BY from_at")))
    , m_newest(database,
          QStringLiteral("SELECT from_at, to_at, state, owner, cause, outcome, name FROM subjects"
                         " JOIN spans ON subject = subjects.id AND from_at ="
                         " (SELECT max(from_at) FROM spans WHERE subject = subjects.id) ORDER BY name"))
    , m_backwards(database,
          QStringLiteral("SELECT from_at, to_at, state, owner, cause, outcome FROM spans"
                         " WHERE subject = (SELECT id FROM subjects WHERE name = ?) ORDER BY from_at DESC"))
{ }

std::vector<Span> SpanReader::of(const TargetId &subject, TimeRange range)
{
    std::vector<Span> spans;
    if (!m_touching.ask(touchingValues(subject, range)))
        return spans;
    while (m_touching.next())
        spans.push_back(spanAt(m_touching, subject));
    m_touching.finish();
    return spans;
}

std::vector<Span> SpanReader::newest()
{
    std::vector<Span> spans;
    if (!m_newest.ask())
        return spans;
    while (m_newest.next())
        spans.push_back(spanAt(m_newest, TargetId::fromString(m_newest.value(6).toString())));
    m_newest.finish();
    return spans;
}

std::optional<WallTime> SpanReader::stateSince(const TargetId &subject)
{
    std::optional<Span> first;
    if (!m_backwards.ask({subject.toString()}))
        return {};
    while (m_backwards.next()) {
        Span span = spanAt(m_backwards, subject);
        if (first && !goesOn(span, *first))
            break;
        first = std::move(span);
    }
    m_backwards.finish();
    return first ? std::optional(first->from) : std::nullopt;
}

UptimeFigure SpanReader::uptime(const TargetId &subject, TimeRange range)
{
    std::vector<Span> sums;
    if (!m_sums.ask(QVariantList {msOf(range.to), msOf(range.from)} + touchingValues(subject, range)))
        return uptimeOf(sums, range.from, range.to);
    while (m_sums.next()) {
        // One span of that length stands for all of its state: which states count is the domain's to say.
        const Milliseconds length {m_sums.value(1).toLongLong()};
        sums.push_back({subject, range.from, range.from + length, enumAt(m_sums, 0, TargetState::NoData)});
    }
    m_sums.finish();
    return uptimeOf(sums, range.from, range.to);
}

void SpanReader::addTo(std::vector<HistoryBucket> &buckets, const TargetId &subject, Milliseconds step)
{
    if (buckets.empty())
        return;
    addWithinColumns(buckets, subject, step);
    const WallTime first = buckets.front().start;
    const qint64 from = msOf(first);
    const qint64 width = step.count();
    const QVariantList split {from, from, width, from, width};
    if (!m_acrossColumns.ask(touchingValues(subject, {first, buckets.back().start + step}) + split))
        return;
    while (m_acrossColumns.next()) {
        const Span span = spanAt(m_acrossColumns, subject);
        const auto begin = static_cast<size_t>(std::max<qint64>((span.from - first) / step, 0));
        for (size_t i = begin; i < buckets.size() && buckets[i].start < span.to; ++i) {
            const UptimeFigure figure = uptimeOf({span}, buckets[i].start, buckets[i].start + step);
            buckets[i].known += figure.known;
            buckets[i].down += figure.down;
        }
    }
    m_acrossColumns.finish();
}

void SpanReader::addWithinColumns(
    std::vector<HistoryBucket> &buckets, const TargetId &subject, Milliseconds step)
{
    const qint64 from = msOf(buckets.front().start);
    const qint64 to = msOf(buckets.back().start + step);
    const qint64 width = step.count();
    if (!m_withinColumns.ask({from, width, subject.toString(), from, to, from, width, from, width}))
        return;
    while (m_withinColumns.next()) {
        HistoryBucket &bucket = buckets[m_withinColumns.value(0).toULongLong()];
        bucket.known += Milliseconds {m_withinColumns.value(1).toLongLong()};
        bucket.down += Milliseconds {m_withinColumns.value(2).toLongLong()};
    }
    m_withinColumns.finish();
}

} // namespace Belay

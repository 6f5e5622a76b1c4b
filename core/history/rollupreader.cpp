// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/history/rollupreader.h"

namespace Belay {

namespace {

QString selectRows(RollupLevel level)
{
    return QStringLiteral(
        "SELECT start, data FROM %1 WHERE series = ? AND start >= ? AND start < ? ORDER BY start")
        .arg(tableOf(level));
}

} // namespace

RollupReader::RollupReader(Database &database, SampleReader &samples)
    : m_samples(samples)
    , m_rows {ReadQuery(database, selectRows(RollupLevel::FiveMinutes)),
          ReadQuery(database, selectRows(RollupLevel::Hours)),
          ReadQuery(database, selectRows(RollupLevel::Days))}
    , m_readMark(database, QStringLiteral("SELECT value FROM meta WHERE name = ?"))
{ }

void RollupReader::readMarks()
{
    const auto read = [this](const QString &name) {
        WallTime mark; // nothing is complete where there is no mark
        if (m_readMark.ask({name}) && m_readMark.next())
            mark = timeOfMinutes(m_readMark.value(0).toLongLong());
        m_readMark.finish();
        return mark;
    };
    m_marks = {read(QStringLiteral("hours_until")), read(QStringLiteral("days_until"))};
}

WallTime RollupReader::completeUntil(RollupLevel level) const
{
    switch (level) {
    case RollupLevel::Days:
        return m_marks.days;
    case RollupLevel::Hours:
        return m_marks.hours;
    case RollupLevel::FiveMinutes:
        break;
    }
    return WallTime::max();
}

void RollupReader::rows(qint64 series, RollupLevel level, TimeRange range, const Visit &visit)
{
    if (range.from >= range.to)
        return;
    ReadQuery &query = m_rows[static_cast<size_t>(level)];
    if (!query.ask({series, minutesOf(range.from), minutesOf(range.to)}))
        return;
    while (query.next()) {
        if (const auto rollup = Rollup::fromBytes(query.value(1).toByteArray()))
            visit(timeOfMinutes(query.value(0).toLongLong()), *rollup);
        else
            query.reject();
    }
    query.finish();
}

void RollupReader::columns(qint64 series, RollupLevel level, TimeRange range, const Visit &visit)
{
    const WallTime split = std::clamp(completeUntil(level), range.from, range.to);
    rows(series, level, {range.from, split}, visit);
    if (split < range.to)
        columns(series, finerThan(level), {split, range.to}, visit);
}

void RollupReader::cover(qint64 series, TimeRange range, const Visit &visit)
{
    if (range.from < range.to)
        coverFrom(series, RollupLevel::Days, range, visit);
}

void RollupReader::coverFrom(qint64 series, RollupLevel level, TimeRange range, const Visit &visit)
{
    if (range.from >= range.to)
        return;
    const Milliseconds length = lengthOf(level);
    const WallTime first = floorTo(range.from + length - Milliseconds {1}, length);
    const WallTime last = std::min(floorTo(range.to, length), completeUntil(level));
    const auto finer = [&](TimeRange rest) {
        if (level != RollupLevel::FiveMinutes) {
            coverFrom(series, finerThan(level), rest, visit);
            return;
        }
        m_samples.visit(series, rest, [&visit](const Sample &sample) {
            Rollup one;
            one.add(sample);
            visit(sample.at, one);
        });
    };
    if (first >= last) {
        finer(range);
        return;
    }
    finer({range.from, first});
    rows(series, level, {first, last}, visit);
    finer({last, range.to});
}

} // namespace Belay

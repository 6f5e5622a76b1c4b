// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/history/historykeeper.h"

#include "core/history/columnvalues.h"

namespace Belay {

namespace {

constexpr std::chrono::days KeepFiveMinutes {35};
constexpr std::chrono::days KeepHours {400};
constexpr int KeepFailures = 20'000;
constexpr int RowsPerStep = 1'000;
constexpr int PagesPerStep = 64;
constexpr int MostFreePages = 256;

QString markName(RollupLevel level)
{
    return level == RollupLevel::Days ? QStringLiteral("days_until") : QStringLiteral("hours_until");
}

} // namespace

HistoryKeeper::HistoryKeeper(Database &database, HistoryNames &names, int rawDays, int traceDays)
    : m_database(database)
    , m_names(names)
    , m_traces(database)
    , m_pages(database)
    , m_rawDays(rawDays)
    , m_traceDays(traceDays)
{ }

WallTime &HistoryKeeper::markOf(RollupLevel level)
{
    return level == RollupLevel::Days ? m_marks.days : m_marks.hours;
}

Result<void> HistoryKeeper::load(WallTime now)
{
    for (const RollupLevel level : {RollupLevel::Hours, RollupLevel::Days}) {
        const Result<QVariant> value = m_database.value(
            QStringLiteral("SELECT value FROM meta WHERE name = '%1'").arg(markName(level)));
        if (!value)
            return Unexpected {value.error()};
        if (value->isValid())
            markOf(level) = timeOfMinutes(value->toLongLong());
        else if (auto done = moveMark(level, floorTo(now, lengthOf(level))); !done)
            return done;
    }
    return {};
}

Result<bool> HistoryKeeper::step(WallTime now)
{
    const auto work = [this, now]() -> Result<bool> {
        switch (m_stage) {
        case Stage::FoldHours:
            return fold(RollupLevel::Hours, now);
        case Stage::FoldDays:
            return fold(RollupLevel::Days, now);
        case Stage::Samples:
            return deleteOld(
                QStringLiteral("samples"), QStringLiteral("at"), msOf(now - std::chrono::days {m_rawDays}));
        case Stage::FiveMinutes:
            return deleteOld(
                tableOf(RollupLevel::FiveMinutes), QStringLiteral("start"), minutesOf(now - KeepFiveMinutes));
        case Stage::Hours:
            return deleteOld(
                tableOf(RollupLevel::Hours), QStringLiteral("start"), minutesOf(now - KeepHours));
        case Stage::Failures:
            return trimFailures();
        case Stage::Traces:
            return m_traces.trim(now - std::chrono::days {m_traceDays});
        case Stage::Pages:
            return m_pages.trim(now - KeepHours);
        case Stage::Vacuum:
            break;
        }
        return vacuum();
    };
    const Result<bool> more = work();
    if (!more || *more)
        return more;
    const bool wasLast = m_stage == Stage::Vacuum;
    m_stage = wasLast ? Stage::FoldHours : static_cast<Stage>(static_cast<int>(m_stage) + 1);
    return !wasLast;
}

Result<bool> HistoryKeeper::fold(RollupLevel level, WallTime now)
{
    // Days are folded from hours, so they can only follow them.
    const WallTime until = floorTo(level == RollupLevel::Days ? m_marks.hours : now, lengthOf(level));
    if (markOf(level) >= until)
        return false;
    const Result<std::optional<WallTime>> next = nextColumn(level);
    if (!next)
        return Unexpected {next.error()};
    const bool isEmpty = !*next || **next >= until;
    const WallTime column = isEmpty ? until : **next;
    Transaction transaction(m_database, Transaction::Kind::Write);
    if (!transaction.begun())
        return Unexpected {transaction.begun().error()};
    const WallTime before = markOf(level);
    Result<void> done = isEmpty ? Result<void>() : foldColumn(level, column);
    if (done)
        done = moveMark(level, isEmpty ? until : column + lengthOf(level));
    if (done)
        done = transaction.commit();
    if (!done) {
        markOf(level) = before;
        return Unexpected {done.error()};
    }
    return !isEmpty;
}

/// The first column from the mark on for which there is something to fold.
Result<std::optional<WallTime>> HistoryKeeper::nextColumn(RollupLevel level)
{
    const Result<std::vector<qint64>> series = m_names.allSeries();
    if (!series)
        return Unexpected {series.error()};
    QSqlQuery query
        = m_database.prepare(QStringLiteral("SELECT min(start) FROM %1 WHERE series = ? AND start >= ?")
                                 .arg(tableOf(finerThan(level))));
    std::optional<WallTime> first;
    for (const qint64 id : *series) {
        if (auto done = Database::run(query, {id, minutesOf(markOf(level))}); !done)
            return Unexpected {done.error()};
        if (!query.next() || query.isNull(0))
            continue;
        const WallTime start = floorTo(timeOfMinutes(query.value(0).toLongLong()), lengthOf(level));
        first = std::min(first.value_or(start), start);
    }
    return first;
}

Result<void> HistoryKeeper::foldColumn(RollupLevel level, WallTime start)
{
    const Result<std::vector<qint64>> series = m_names.allSeries();
    if (!series)
        return Unexpected {series.error()};
    for (const qint64 id : *series) {
        if (auto done = foldSeries(level, id, start); !done)
            return done;
    }
    return {};
}

Result<void> HistoryKeeper::foldSeries(RollupLevel level, qint64 series, WallTime start)
{
    QSqlQuery rows = m_database.prepare(
        QStringLiteral("SELECT data FROM %1 WHERE series = ? AND start >= ? AND start < ?")
            .arg(tableOf(finerThan(level))));
    const QVariantList column {series, minutesOf(start), minutesOf(start + lengthOf(level))};
    if (auto done = Database::run(rows, column); !done)
        return done;
    Rollup folded;
    while (rows.next()) {
        const auto one = Rollup::fromBytes(rows.value(0).toByteArray());
        if (!one)
            return Unexpected {Error {ErrorKind::Protocol,
                QStringLiteral("The history file is damaged: a roll-up of it makes no sense."), {}}};
        folded.merge(*one);
    }
    if (auto ended = Database::endOf(rows); !ended)
        return ended; // half a column must not pass for the whole
    rows.finish();
    if (folded == Rollup())
        return {};
    QSqlQuery insert
        = m_database.prepare(QStringLiteral("INSERT INTO %1 (series, start, data) VALUES (?, ?, ?)"
                                            " ON CONFLICT (series, start) DO UPDATE SET data = excluded.data")
                                 .arg(tableOf(level)));
    return Database::run(insert, {series, minutesOf(start), folded.toBytes()});
}

Result<void> HistoryKeeper::moveMark(RollupLevel level, WallTime to)
{
    QSqlQuery query
        = m_database.prepare(QStringLiteral("INSERT INTO meta (name, value) VALUES (?, ?)"
                                            " ON CONFLICT (name) DO UPDATE SET value = excluded.value"));
    const Result<void> done = Database::run(query, {markName(level), minutesOf(to)});
    if (done)
        markOf(level) = to;
    return done;
}

Result<bool> HistoryKeeper::deleteOld(const QString &table, const QString &column, qint64 before)
{
    const Result<std::vector<qint64>> series = m_names.allSeries();
    if (!series)
        return Unexpected {series.error()};
    for (; m_seriesAt < series->size(); ++m_seriesAt) {
        const Result<qint64> deleted = deleteSlice(table, column, (*series)[m_seriesAt], before);
        if (!deleted)
            return Unexpected {deleted.error()};
        if (*deleted > 0)
            return true;
    }
    m_seriesAt = 0;
    return false;
}

Result<qint64> HistoryKeeper::deleteSlice(
    const QString &table, const QString &column, qint64 series, qint64 before)
{
    // The bound is that of the first row to stay; without one, all that is too old goes.
    QSqlQuery query = m_database.prepare(
        QStringLiteral("DELETE FROM %1 WHERE series = ? AND %2 < min(?, ifnull("
                       "(SELECT %2 FROM %1 WHERE series = ? AND %2 < ? ORDER BY %2 LIMIT 1 OFFSET %3), ?))")
            .arg(table, column)
            .arg(RowsPerStep));
    if (auto done = Database::run(query, {series, before, series, before, before}); !done)
        return Unexpected {done.error()};
    return query.numRowsAffected();
}

Result<bool> HistoryKeeper::trimFailures()
{
    QSqlQuery query = m_database.prepare(
        QStringLiteral("DELETE FROM failures WHERE id IN (SELECT id FROM failures WHERE id <="
                       " (SELECT max(id) FROM failures) - %1 ORDER BY id LIMIT %2)")
            .arg(KeepFailures)
            .arg(RowsPerStep));
    if (auto done = Database::run(query); !done)
        return Unexpected {done.error()};
    return query.numRowsAffected() > 0;
}

Result<bool> HistoryKeeper::vacuum()
{
    const Result<QVariant> free = m_database.value(QStringLiteral("PRAGMA freelist_count"));
    if (!free)
        return Unexpected {free.error()};
    if (free->toInt() <= MostFreePages)
        return false;
    Transaction transaction(m_database, Transaction::Kind::Write);
    if (!transaction.begun())
        return Unexpected {transaction.begun().error()};
    // The driver takes one step of a statement without columns, and this pragma frees one page a step.
    for (int i = 0; i < PagesPerStep; ++i) {
        if (auto done = m_database.exec(QStringLiteral("PRAGMA incremental_vacuum(1)")); !done)
            return Unexpected {done.error()};
    }
    if (auto done = transaction.commit(); !done)
        return Unexpected {done.error()};
    return true;
}

} // namespace Belay

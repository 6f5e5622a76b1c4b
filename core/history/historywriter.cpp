// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/history/historywriter.h"

#include "core/history/columnvalues.h"

namespace Belay {

namespace {

constexpr int BlockSize = 32;
constexpr int SampleColumns = 5;
constexpr size_t MostCachedRollups = 8'192;
constexpr qsizetype LongestEvidence = 1'024;

QString blockInsert()
{
    QString sql = QStringLiteral("INSERT INTO samples (series, at, n, shape, data) VALUES (?, ?, ?, ?, ?)");
    for (int i = 1; i < BlockSize; ++i)
        sql += QStringLiteral(", (?, ?, ?, ?, ?)");
    return sql;
}

QString upsertRollup(RollupLevel level)
{
    return QStringLiteral("INSERT INTO %1 (series, start, data) VALUES (?, ?, ?)"
                          " ON CONFLICT (series, start) DO UPDATE SET data = excluded.data")
        .arg(tableOf(level));
}

QString selectRollup(RollupLevel level)
{
    return QStringLiteral("SELECT data FROM %1 WHERE series = ? AND start = ?").arg(tableOf(level));
}

} // namespace

QString tableOf(RollupLevel level)
{
    switch (level) {
    case RollupLevel::FiveMinutes:
        return QStringLiteral("five_minutes");
    case RollupLevel::Hours:
        return QStringLiteral("hours");
    case RollupLevel::Days:
        break;
    }
    return QStringLiteral("days");
}

qint64 minutesOf(WallTime time)
{
    return std::chrono::floor<std::chrono::minutes>(time).time_since_epoch().count();
}

WallTime timeOfMinutes(qint64 minutes)
{
    return WallTime {std::chrono::minutes {minutes}};
}

HistoryWriter::HistoryWriter(Database &database, HistoryNames &names, const RollupMarks &marks)
    : m_database(database)
    , m_names(names)
    , m_marks(marks)
    , m_traces(database)
    , m_pages(database)
    , m_incidents(database)
    , m_insertSamples(database.prepare(blockInsert()))
    , m_insertSample(database.prepare(
          QStringLiteral("INSERT INTO samples (series, at, n, shape, data) VALUES (?, ?,"
                         " (SELECT ifnull(max(n) + 1, 0) FROM samples WHERE series = ? AND at = ?), ?, ?)")))
    , m_insertFailure(database.prepare(
          QStringLiteral("INSERT INTO failures (series, at, shape, data, request_id, provider_code, address,"
                         " text, retry_after) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")))
    , m_newestSample(database.prepare(QStringLiteral("SELECT max(at) FROM samples WHERE series = ?")))
    , m_upsertSpan(database.prepare(QStringLiteral(
          "INSERT INTO spans (subject, from_at, to_at, state, owner, cause, outcome)"
          " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (subject, from_at) DO UPDATE SET to_at = excluded.to_at,"
          " state = excluded.state, owner = excluded.owner, cause = excluded.cause,"
          " outcome = excluded.outcome")))
    , m_noteAnswer(database.prepare(
          QStringLiteral("UPDATE series SET answered_at = ? WHERE id = ? AND answered_at IS NULL")))
    , m_selectRollup {database.prepare(selectRollup(RollupLevel::FiveMinutes)),
          database.prepare(selectRollup(RollupLevel::Hours)),
          database.prepare(selectRollup(RollupLevel::Days))}
    , m_upsertRollup {database.prepare(upsertRollup(RollupLevel::FiveMinutes)),
          database.prepare(upsertRollup(RollupLevel::Hours)),
          database.prepare(upsertRollup(RollupLevel::Days))}
{ }

Result<void> HistoryWriter::write(const HistoryRows &rows)
{
    Result<void> done = writeAll(rows);
    if (!done || m_rollups.size() > MostCachedRollups)
        m_rollups.clear();
    if (!done)
        forget();
    return done;
}

Result<void> HistoryWriter::writeAll(const HistoryRows &rows)
{
    Transaction transaction(m_database, Transaction::Kind::Write);
    if (!transaction.begun())
        return transaction.begun();
    for (const Sample &sample : rows.samples) {
        if (auto done = writeSample(sample); !done)
            return done;
    }
    for (const RollupRow &row : rows.rollups) {
        if (auto done = addRollup(row); !done)
            return done;
    }
    for (const Span &span : rows.spans) {
        if (auto done = writeSpan(span); !done)
            return done;
    }
    if (auto done = m_traces.write(rows.traces); !done)
        return done;
    if (auto done = m_pages.write(rows.pageIncidents, rows.pageReads); !done)
        return done;
    if (auto done = writeIncidents(rows); !done)
        return done;
    if (auto done = flushSamples(); !done)
        return done;
    if (auto done = writeRollups(); !done)
        return done;
    return transaction.commit();
}

Result<void> HistoryWriter::writeIncidents(const HistoryRows &rows)
{
    for (const Incident &incident : rows.incidents) {
        if (auto done = m_incidents.write(incident); !done)
            return done;
    }
    for (const IncidentRemark &remark : rows.remarks) {
        if (auto done = m_incidents.write(remark); !done)
            return done;
    }
    return {};
}

Result<void> HistoryWriter::writeSample(const Sample &sample)
{
    const Result<qint64> series = m_names.series(sample.target, seriesOf(sample));
    if (!series)
        return Unexpected {series.error()};
    if (isKeptRaw(*series, sample)) {
        const Result<qint64> shape = m_names.shape(shapeOf(sample));
        if (!shape)
            return Unexpected {shape.error()};
        if (auto done = insertSample(*series, *shape, sample); !done)
            return done;
    }
    for (const RollupLevel level : levelsFor(sample.at)) {
        const Result<Rollup *> rollup = rollupAt({level, *series, floorTo(sample.at, lengthOf(level))});
        if (!rollup)
            return Unexpected {rollup.error()};
        (*rollup)->add(sample);
    }
    return sample.outcome == Outcome::Ok ? noteAnswer(*series, sample.at) : Result<void>();
}

bool HistoryWriter::isKeptRaw(qint64 series, const Sample &sample)
{
    if (sample.source != SampleSource::Traffic)
        return true;
    const auto second = std::chrono::floor<Seconds>(sample.at.time_since_epoch()).count();
    return m_traffic[series].takes(sample.outcome, second);
}

/// Finer roll-ups are folded into coarser ones when their time has passed (by the keeper); what comes later
/// than that is added to each.
std::vector<RollupLevel> HistoryWriter::levelsFor(WallTime at) const
{
    std::vector<RollupLevel> levels {RollupLevel::FiveMinutes};
    if (at < m_marks.hours)
        levels.push_back(RollupLevel::Hours);
    if (at < m_marks.days)
        levels.push_back(RollupLevel::Days);
    return levels;
}

Result<void> HistoryWriter::insertSample(qint64 series, qint64 shape, const Sample &sample)
{
    if (isFailure(sample.outcome)) {
        if (auto done = insertFailure(series, shape, sample); !done)
            return done;
    }
    auto newest = m_newest.find(series);
    if (newest == m_newest.end()) {
        if (auto done = Database::run(m_newestSample, {series}); !done)
            return done;
        const bool hasRow = m_newestSample.next() && !m_newestSample.isNull(0);
        const qint64 at = hasRow ? m_newestSample.value(0).toLongLong() : std::numeric_limits<qint64>::min();
        m_newestSample.finish();
        newest = m_newest.emplace(series, at).first;
    }
    const qint64 at = msOf(sample.at);
    if (at <= newest->second) {
        if (auto done = flushSamples(); !done)
            return done;
        return Database::run(m_insertSample, {series, at, series, at, shape, packMeasures(sample)});
    }
    newest->second = at;
    m_waiting << series << at << 0 << shape << packMeasures(sample);
    return m_waiting.size() == BlockSize * SampleColumns ? flushSamples() : Result<void>();
}

Result<void> HistoryWriter::flushSamples()
{
    const QVariantList waiting = std::exchange(m_waiting, {});
    if (waiting.size() == BlockSize * SampleColumns)
        return Database::run(m_insertSamples, waiting);
    for (int i = 0; i < waiting.size(); i += SampleColumns) {
        const QVariant &series = waiting[i];
        const QVariant &at = waiting[i + 1];
        // The single insert finds `n`, the third column, itself.
        const QVariantList values {series, at, series, at, waiting[i + 3], waiting[i + 4]};
        if (auto done = Database::run(m_insertSample, values); !done)
            return done;
    }
    return {};
}

Result<void> HistoryWriter::insertFailure(qint64 series, qint64 shape, const Sample &sample)
{
    const Evidence evidence = sample.evidence.value_or(Evidence());
    QByteArray text = evidence.text.toUtf8();
    if (text.size() > LongestEvidence) {
        qsizetype end = LongestEvidence;
        while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0U) == 0x80U)
            --end; // the first byte that goes must begin a character
        text.truncate(end);
    }
    const QVariant retryAfter
        = evidence.retryAfter ? QVariant::fromValue(qint64 {evidence.retryAfter->count()}) : QVariant();
    return Database::run(m_insertFailure,
        {series, msOf(sample.at), shape, packMeasures(sample), sample.requestId, evidence.providerCode,
            evidence.address, QString::fromUtf8(text), retryAfter});
}

Result<void> HistoryWriter::noteAnswer(qint64 series, WallTime at)
{
    if (m_answered.contains(series))
        return {};
    m_answered.insert(series);
    return Database::run(m_noteAnswer, {msOf(at), series});
}

Result<void> HistoryWriter::writeSpan(const Span &span)
{
    const Result<qint64> subject = m_names.subject(span.subject);
    if (!subject)
        return Unexpected {subject.error()};
    return Database::run(m_upsertSpan,
        {*subject, msOf(span.from), msOf(span.to), toString(span.state), toString(span.owner),
            toString(span.cause), toString(span.outcome)});
}

Result<void> HistoryWriter::addRollup(const RollupRow &row)
{
    const Result<qint64> series = m_names.series(row.target, row.series);
    if (!series)
        return Unexpected {series.error()};
    const bool inHours = row.start < m_marks.hours;
    const bool inDays = row.start < m_marks.days;
    if ((row.level == RollupLevel::Hours && !inHours) || (row.level == RollupLevel::Days && !inDays))
        return Unexpected {
            Error {ErrorKind::Internal, QStringLiteral("A roll-up of a time that has not passed."), {}}};
    for (const RollupLevel level : {RollupLevel::FiveMinutes, RollupLevel::Hours, RollupLevel::Days}) {
        if (level < row.level || (level == RollupLevel::Hours && !inHours)
            || (level == RollupLevel::Days && !inDays))
            continue;
        const Result<Rollup *> rollup = rollupAt({level, *series, floorTo(row.start, lengthOf(level))});
        if (!rollup)
            return Unexpected {rollup.error()};
        (*rollup)->merge(row.rollup);
    }
    const bool answered = row.rollup.counts[static_cast<size_t>(Outcome::Ok)] > 0;
    return answered ? noteAnswer(*series, row.start) : Result<void>();
}

Result<Rollup *> HistoryWriter::rollupAt(const Column &column)
{
    auto at = m_rollups.find(column);
    if (at == m_rollups.end()) {
        QSqlQuery &query = m_selectRollup[static_cast<size_t>(column.level)];
        if (auto done = Database::run(query, {column.series, minutesOf(column.start)}); !done)
            return Unexpected {done.error()};
        CachedRollup cached;
        if (query.next())
            cached.rollup = Rollup::fromBytes(query.value(0).toByteArray()).value_or(Rollup());
        query.finish();
        at = m_rollups.emplace(column, std::move(cached)).first;
    }
    at->second.changed = true;
    return &at->second.rollup;
}

Result<void> HistoryWriter::writeRollups()
{
    for (auto &[column, cached] : m_rollups) {
        if (!cached.changed)
            continue;
        cached.changed = false;
        QSqlQuery &query = m_upsertRollup[static_cast<size_t>(column.level)];
        if (auto done
            = Database::run(query, {column.series, minutesOf(column.start), cached.rollup.toBytes()});
            !done)
            return done;
    }
    return {};
}

void HistoryWriter::forget()
{
    m_names.forget();
    m_traces.forget();
    m_waiting.clear();
    m_newest.clear();
    m_traffic.clear();
    m_answered.clear();
}

} // namespace Belay

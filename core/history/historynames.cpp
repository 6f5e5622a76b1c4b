// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/history/historynames.h"

#include "core/history/columnvalues.h"

namespace Belay {

namespace {

// A server that names itself anew in every answer must not fill the table.
constexpr qint64 MostShapes = 10'000;

/// Runs an insert that ends in RETURNING id.
Result<qint64> insertedId(QSqlQuery &query, const QVariantList &values)
{
    if (auto done = Database::run(query, values); !done)
        return Unexpected {done.error()};
    if (!query.next())
        return Unexpected {Error {ErrorKind::Storage, QStringLiteral("A name got no number."), {}}};
    const qint64 id = query.value(0).toLongLong();
    query.finish();
    return id;
}

template <typename Key>
Result<qint64> remembered(QHash<Key, qint64> &cache, const Key &key, Result<qint64> id)
{
    if (id)
        cache.insert(key, *id);
    return id;
}

} // namespace

// The update that changes nothing makes RETURNING answer for a row that was there already.
HistoryNames::HistoryNames(Database &database)
    : m_database(database)
    , m_insertWord(database.prepare(QStringLiteral(
          "INSERT INTO words (text) VALUES (?) ON CONFLICT (text) DO UPDATE SET text = text RETURNING id")))
    , m_insertSubject(database.prepare(QStringLiteral("INSERT INTO subjects (name) VALUES (?) ON CONFLICT "
                                                      "(name) DO UPDATE SET name = name RETURNING id")))
    , m_insertSeries(database.prepare(
          QStringLiteral("INSERT INTO series (subject, kind) VALUES (?, ?)"
                         " ON CONFLICT (subject, kind) DO UPDATE SET kind = kind RETURNING id")))
    , m_insertShape(
          database.prepare(QStringLiteral("INSERT INTO shapes (key, source, kind, outcome, status, proof, "
                                          "cold, fields, served_model, served_by)"
                                          " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                                          " ON CONFLICT DO UPDATE SET fields = fields RETURNING id")))
{ }

Result<qint64> HistoryNames::word(const QString &text)
{
    if (const auto at = m_words.constFind(text); at != m_words.constEnd())
        return *at;
    return remembered(m_words, text, insertedId(m_insertWord, {notNull(text)}));
}

Result<qint64> HistoryNames::subject(const TargetId &target)
{
    if (const auto at = m_subjects.constFind(target); at != m_subjects.constEnd())
        return *at;
    return remembered(m_subjects, target, insertedId(m_insertSubject, {target.toString()}));
}

Result<qint64> HistoryNames::series(const TargetId &target, SeriesKind kind)
{
    const SeriesKey key {target, kind};
    if (const auto at = m_series.constFind(key); at != m_series.constEnd())
        return *at;
    const Result<qint64> subjectId = subject(target);
    if (!subjectId)
        return subjectId;
    return remembered(m_series, key, insertedId(m_insertSeries, {*subjectId, toString(kind)}));
}

Result<qint64> HistoryNames::shape(SampleShape shape)
{
    if (const auto at = m_shapes.constFind(shape); at != m_shapes.constEnd())
        return *at;
    if (m_shapeCount < 0) {
        const Result<QVariant> count = m_database.value(QStringLiteral("SELECT count(*) FROM shapes"));
        if (!count)
            return Unexpected {count.error()};
        m_shapeCount = count->toLongLong();
    }
    if (m_shapeCount >= MostShapes) {
        shape.servedModel.clear();
        shape.servedBy.clear();
        if (const auto at = m_shapes.constFind(shape); at != m_shapes.constEnd())
            return *at;
    }
    ++m_shapeCount;
    return remembered(m_shapes, shape, insertShape(shape));
}

Result<qint64> HistoryNames::insertShape(const SampleShape &shape)
{
    const Result<qint64> key = word(shape.key.value);
    const Result<qint64> servedModel = word(shape.servedModel);
    const Result<qint64> servedBy = word(shape.servedBy);
    for (const Result<qint64> *id : {&key, &servedModel, &servedBy}) {
        if (!*id)
            return *id;
    }
    return insertedId(m_insertShape,
        {*key, toString(shape.source), toString(shape.kind), toString(shape.outcome), shape.status,
            toString(shape.proof), shape.cold ? 1 : 0, shape.fields, *servedModel, *servedBy});
}

Result<std::vector<qint64>> HistoryNames::allSeries()
{
    QSqlQuery query = m_database.prepare(QStringLiteral("SELECT id FROM series ORDER BY id"));
    if (auto done = Database::run(query); !done)
        return Unexpected {done.error()};
    std::vector<qint64> ids;
    while (query.next())
        ids.push_back(query.value(0).toLongLong());
    if (auto ended = Database::endOf(query); !ended)
        return Unexpected {ended.error()};
    return ids;
}

void HistoryNames::forget()
{
    m_words.clear();
    m_subjects.clear();
    m_series.clear();
    m_shapes.clear();
    m_shapeCount = -1;
}

} // namespace Belay

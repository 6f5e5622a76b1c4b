// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/history/database.h"
#include "core/history/historyqueries.h"
#include "core/history/samplecodec.h"

#include <QHash>

#include <vector>

namespace Belay {

/// The numbers under which the writer stores names. Numbers are made on first use.
class HistoryNames final
{
public:
    explicit HistoryNames(Database &database);

    Result<qint64> subject(const TargetId &target);
    Result<qint64> series(const TargetId &target, SeriesKind kind);
    Result<qint64> shape(SampleShape shape);
    /// Every series there is.
    Result<std::vector<qint64>> allSeries();
    /// After a rollback: numbers made since the last commit do not exist.
    void forget();

private:
    struct SeriesKey {
        TargetId target;
        SeriesKind kind;
        bool operator==(const SeriesKey &) const = default;
        friend size_t qHash(const SeriesKey &key, size_t seed = 0)
        {
            return qHashMulti(seed, key.target, static_cast<int>(key.kind));
        }
    };

    Result<qint64> word(const QString &text);
    Result<qint64> insertShape(const SampleShape &shape);

    Database &m_database;
    QSqlQuery m_insertWord;
    QSqlQuery m_insertSubject;
    QSqlQuery m_insertSeries;
    QSqlQuery m_insertShape;
    QHash<QString, qint64> m_words;
    QHash<TargetId, qint64> m_subjects;
    QHash<SeriesKey, qint64> m_series;
    QHash<SampleShape, qint64> m_shapes;
    qint64 m_shapeCount = -1; // of the file; unknown at first
};

} // namespace Belay

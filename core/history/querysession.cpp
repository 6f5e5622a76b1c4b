// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/history/querysession.h"

#include "core/base/logging.h"

#include <QVariant>

namespace Belay {

namespace {

using namespace std::chrono_literals;

constexpr Milliseconds BusyTimeout = 2s;

} // namespace

QueryReaders::QueryReaders(std::unique_ptr<Database> opened)
    : database(std::move(opened))
    , samples(*database)
    , rollups(*database, samples)
    , spans(*database)
    , traces(*database)
    , pages(*database)
    , m_findSeries(database->prepare(
          QStringLiteral("SELECT series.id, answered_at FROM series JOIN subjects ON subjects.id = subject"
                         " WHERE name = ? AND kind = ?")))
    , m_probesOf(database->prepare(
          QStringLiteral("SELECT series.id FROM series JOIN subjects ON subjects.id = subject"
                         " WHERE (name = ? OR (name > ? || '/' AND name < ? || '0'))"
                         " AND kind IN ('reach', 'auth', 'completion')")))
{ }

std::optional<QueryReaders::Series> QueryReaders::series(const TargetId &target, SeriesKind kind)
{
    m_findSeries.bindValue(0, target.toString());
    m_findSeries.bindValue(1, toString(kind));
    std::optional<Series> found;
    if (Database::run(m_findSeries) && m_findSeries.next())
        found = Series {m_findSeries.value(0).toLongLong(), !m_findSeries.isNull(1)};
    m_findSeries.finish();
    return found;
}

std::vector<qint64> QueryReaders::probeSeriesOf(const ProviderId &provider)
{
    for (int place = 0; place < 3; ++place)
        m_probesOf.bindValue(place, provider.value);
    std::vector<qint64> ids;
    if (Database::run(m_probesOf)) {
        while (m_probesOf.next())
            ids.push_back(m_probesOf.value(0).toLongLong());
    }
    m_probesOf.finish();
    return ids;
}

std::vector<Sample> QueryReaders::newestSamples(
    const TargetId &target, SeriesKind kind, TimeRange range, int limit)
{
    const auto found = series(target, kind);
    std::vector<Sample> result = found ? samples.newest(found->id, range, limit) : std::vector<Sample>();
    for (Sample &sample : result)
        sample.target = target;
    return result;
}

QueryConnection::QueryConnection(QString path, std::shared_ptr<const std::atomic<int>> generation)
    : m_path(std::move(path))
    , m_generation(std::move(generation))
{ }

QueryReaders *QueryConnection::readers()
{
    const int generation = m_generation->load();
    if (m_readers && m_opened == generation)
        return m_readers.get();
    m_readers.reset();
    auto database = Database::open(m_path, Database::Access::ReadOnly, BusyTimeout);
    if (!database) {
        qCWarning(lcHistory) << database.error().detail;
        return nullptr;
    }
    m_opened = generation;
    m_readers = std::make_unique<QueryReaders>(std::move(*database));
    return m_readers.get();
}

QuerySession::QuerySession(QueryConnection &connection)
    : m_readers(connection.readers())
{
    if (!m_readers)
        return;
    m_transaction.emplace(*m_readers->database, Transaction::Kind::Read);
    if (!m_transaction->begun()) {
        qCWarning(lcHistory) << m_transaction->begun().error().detail;
        m_readers = nullptr;
        return;
    }
    m_readers->rollups.readMarks();
}

} // namespace Belay

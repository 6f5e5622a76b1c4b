// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/history/querysession.h"

#include "core/base/logging.h"

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
    , incidents(*database)
    , m_findSeries(*database,
          QStringLiteral("SELECT series.id, answered_at FROM series JOIN subjects ON subjects.id = subject"
                         " WHERE name = ? AND kind = ?"))
    , m_probesOf(*database,
          QStringLiteral("SELECT series.id FROM series JOIN subjects ON subjects.id = subject"
                         " WHERE (name = ? OR (name > ? || '/' AND name < ? || '0'))"
                         " AND kind IN ('reach', 'auth', 'completion')"))
{ }

std::optional<QueryReaders::Series> QueryReaders::series(const TargetId &target, SeriesKind kind)
{
    std::optional<Series> found;
    if (m_findSeries.ask({target.toString(), toString(kind)}) && m_findSeries.next())
        found = Series {m_findSeries.value(0).toLongLong(), !m_findSeries.isNull(1)};
    m_findSeries.finish();
    return found;
}

std::vector<qint64> QueryReaders::probeSeriesOf(const ProviderId &provider)
{
    std::vector<qint64> ids;
    if (m_probesOf.ask({provider.value, provider.value, provider.value})) {
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
        noteFailure(database.error());
        return nullptr;
    }
    m_opened = generation;
    m_readers = std::make_unique<QueryReaders>(std::move(*database));
    return m_readers.get();
}

std::optional<Error> QueryConnection::takeFailure()
{
    std::optional<Error> failure = std::exchange(m_failure, {});
    std::optional<Error> read = m_readers ? m_readers->database->takeFailure() : std::nullopt;
    return failure ? failure : read;
}

void QueryConnection::noteFailure(const Error &error)
{
    qCWarning(lcHistory) << error.detail;
    if (!m_failure)
        m_failure = error;
}

QuerySession::QuerySession(QueryConnection &connection)
    : m_readers(connection.readers())
{
    if (!m_readers)
        return;
    m_transaction.emplace(*m_readers->database, Transaction::Kind::Read);
    if (!m_transaction->begun()) {
        connection.noteFailure(m_transaction->begun().error());
        m_readers = nullptr;
        return;
    }
    m_readers->rollups.readMarks();
}

} // namespace Belay

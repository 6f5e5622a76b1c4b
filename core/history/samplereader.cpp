// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/history/samplereader.h"

#include "core/history/columnvalues.h"

namespace Belay {

namespace {

constexpr int NoLimit = -1; // SQLite's own word for it

} // namespace

SampleReader::SampleReader(Database &database)
    : m_oldestFirst(database,
        QStringLiteral("SELECT at, shape, data FROM samples"
                       " WHERE series = ? AND at >= ? AND at < ? ORDER BY at, n LIMIT ?"))
    , m_newestFirst(database,
          QStringLiteral("SELECT at, shape, data FROM samples"
                         " WHERE series = ? AND at >= ? AND at < ? ORDER BY at DESC, n DESC LIMIT ?"))
    , m_failures(database,
          QStringLiteral(
              "SELECT at, shape, data, request_id, provider_code, address, text, retry_after FROM failures"
              " WHERE series = ? AND at >= ? AND at < ? ORDER BY at DESC, id DESC LIMIT ?"))
    , m_readShapes(database,
          QStringLiteral("SELECT shapes.id, k.text, source, kind, outcome, status, proof, cold, fields,"
                         " m.text, b.text FROM shapes JOIN words k ON k.id = key"
                         " JOIN words m ON m.id = served_model JOIN words b ON b.id = served_by"))
{ }

bool SampleReader::ask(ReadQuery &query, qint64 series, TimeRange range, int limit)
{
    return query.ask({series, msOf(range.from), msOf(range.to), limit});
}

void SampleReader::visit(qint64 series, TimeRange range, const Visit &visit)
{
    if (!ask(m_oldestFirst, series, range, NoLimit))
        return;
    while (m_oldestFirst.next()) {
        if (const auto sample = sampleAt(m_oldestFirst))
            visit(*sample);
    }
    m_oldestFirst.finish();
}

std::vector<Sample> SampleReader::newest(qint64 series, TimeRange range, int limit)
{
    std::vector<Sample> samples;
    if (!ask(m_newestFirst, series, range, limit))
        return samples;
    while (m_newestFirst.next()) {
        if (auto sample = sampleAt(m_newestFirst))
            samples.push_back(std::move(*sample));
    }
    m_newestFirst.finish();
    return samples;
}

std::vector<Sample> SampleReader::failures(qint64 series, TimeRange range, int limit)
{
    std::vector<Sample> samples;
    if (!ask(m_failures, series, range, limit))
        return samples;
    while (m_failures.next()) {
        auto sample = sampleAt(m_failures);
        if (!sample)
            continue;
        sample->requestId = m_failures.value(3).toString();
        Evidence evidence {m_failures.value(4).toString(), m_failures.value(5).toString(),
            m_failures.value(6).toString(), {}};
        if (!m_failures.isNull(7))
            evidence.retryAfter = Milliseconds {m_failures.value(7).toLongLong()};
        sample->evidence = std::move(evidence);
        samples.push_back(std::move(*sample));
    }
    m_failures.finish();
    return samples;
}

std::optional<Sample> SampleReader::sampleAt(ReadQuery &row)
{
    const SampleShape *known = shape(row.value(1).toLongLong());
    auto sample = known ? unpackSample(*known, timeAt(row, 0), row.value(2).toByteArray()) : std::nullopt;
    if (!sample)
        row.reject();
    return sample;
}

const SampleShape *SampleReader::shape(qint64 id)
{
    auto at = m_shapes.constFind(id);
    if (at == m_shapes.constEnd()) {
        readShapes();
        at = m_shapes.constFind(id);
    }
    return at == m_shapes.constEnd() ? nullptr : &*at;
}

void SampleReader::readShapes()
{
    ReadQuery &row = m_readShapes;
    if (!row.ask())
        return;
    while (row.next()) {
        SampleShape shape;
        shape.key = KeyId(row.value(1).toString());
        shape.source = enumAt(row, 2, SampleSource::Probe);
        shape.kind = enumAt(row, 3, ProbeKind::Reach);
        shape.outcome = enumAt(row, 4, Outcome::Skipped);
        shape.status = row.value(5).toInt();
        shape.proof = enumAt(row, 6, Proof::None);
        shape.cold = row.value(7).toInt() != 0;
        shape.fields = row.value(8).toUInt();
        shape.servedModel = row.value(9).toString();
        shape.servedBy = row.value(10).toString();
        m_shapes.insert(row.value(0).toLongLong(), shape);
    }
    row.finish();
}

} // namespace Belay

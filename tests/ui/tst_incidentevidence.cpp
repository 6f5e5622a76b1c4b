// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/history/sqlitehistory.h"
#include "tests/support/fakeclock.h"
#include "ui/models/incidentevidence.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace Belay;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const TargetId Large = TargetId::fromString(u"acme/large"_s);
const TargetId Acme = TargetId::fromString(u"acme"_s);
/// On a whole five minutes.
const WallTime Opened {std::chrono::hours {500'000}};

struct Sums {
    int good = 0;
    int failed = 0;
    bool operator==(const Sums &) const = default;
};

Sums sumOf(const std::vector<StripColumn> &columns, TimeRange range)
{
    Sums sums;
    for (const StripColumn &column : columns) {
        if (column.start < range.from || column.start >= range.to)
            continue;
        sums.good += column.good;
        sums.failed += column.failed;
    }
    return sums;
}

} // namespace

/// What the strip of an incident shows is what its sentence counts.
class tst_IncidentEvidence final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_clock.setWall(Opened + 22min);
        auto history = SqliteHistory::open(m_folder->filePath(u"history.sqlite"_s), {.clock = m_clock});
        QVERIFY(history);
        m_history = std::move(*history);
        m_incident = {};
        m_incident.id = {1, 1};
        m_incident.provider = Acme.provider;
        m_incident.targets = {Large};
        m_incident.owner = Owner::Provider;
        m_incident.openedAt = Opened;
    }
    void cleanup() { m_history.reset(); }

    void goodChecksBesideADeadModelAreNotItsChecks()
    {
        record(Large, ProbeKind::Completion, Outcome::Overloaded, 5min);
        record(Acme, ProbeKind::Reach, Outcome::Ok, 1min);
        record(Acme, ProbeKind::Auth, Outcome::Ok, 5min);
        QCOMPARE(sumOf(evidence().checks, {Opened, m_clock.wall()}), (Sums {0, 5}));
    }

    void aProviderThatIsDownIsSeenInItsOwnChecks()
    {
        record(Acme, ProbeKind::Reach, Outcome::Connect, 1min);
        QCOMPARE(sumOf(evidence().checks, {Opened, m_clock.wall()}), (Sums {0, 22}));
    }

    void aRefusedKeyIsSeenInTheChecksOfKeys()
    {
        m_incident.state = TargetState::KeyRejected;
        record(Acme, ProbeKind::Reach, Outcome::Ok, 1min);
        record(Acme, ProbeKind::Auth, Outcome::Auth, 5min);
        QCOMPARE(sumOf(evidence().checks, {Opened, m_clock.wall()}), (Sums {0, 5}));
    }

    void failuresOfAnotherCauseAreNotItsOwn()
    {
        m_incident.cause = Cause::Outage;
        m_incident.closedAt = Opened + 2min;
        record(Large, ProbeKind::Completion, Outcome::Overloaded, 1min);
        record(Acme, ProbeKind::Auth, Outcome::Auth, 1min);
        [[maybe_unused]] const auto flushed = m_history->flush();
        const IncidentEvidence evidence
            = evidenceOf(*m_history->openQueries(), m_incident, {}, m_clock.wall());
        QCOMPARE(evidence.failures.size(), size_t {3}); // in the minutes 0, 1 and 2
        for (const Sample &sample : evidence.failures)
            QVERIFY(sample.outcome == Outcome::Overloaded && sample.at <= *m_incident.closedAt);
    }

    void noColumnReachesBeyondNow()
    {
        record(Acme, ProbeKind::Reach, Outcome::Connect, 1min);
        const StripContent strip = evidence();
        QVERIFY(strip.to >= m_clock.wall());
        QVERIFY(strip.to <= m_clock.wall() + 1s);
        QVERIFY(strip.from <= Opened - 15min);
    }

private:
    /// From the beginning of the incident until now.
    void record(const TargetId &target, ProbeKind kind, Outcome outcome, Milliseconds every)
    {
        for (WallTime at = Opened; at < m_clock.wall(); at += every) {
            Sample sample;
            sample.at = at;
            sample.target = target;
            sample.kind = kind;
            sample.outcome = outcome;
            m_history->record(sample);
        }
    }
    StripContent evidence()
    {
        [[maybe_unused]] const auto flushed = m_history->flush();
        return evidenceOf(*m_history->openQueries(), m_incident, {}, m_clock.wall()).strip;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    FakeClock m_clock;
    std::unique_ptr<SqliteHistory> m_history;
    Incident m_incident;
};

QTEST_GUILESS_MAIN(tst_IncidentEvidence)
#include "tst_incidentevidence.moc"

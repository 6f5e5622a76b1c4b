// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/history/historyfixture.h"

#include <QtTest>

using namespace Belay;
using namespace std::chrono_literals;

class tst_Incidents final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void eachFieldComesBack();
    void writingAgainReplacesAllButTheRemark();
    void neverTwoOpenOfOneCause();
    void filter_data();
    void filter();
    void tidyingKeepsThem();

private:
    Incident incident(std::uint64_t number, Milliseconds opened, std::optional<Milliseconds> closed = {});
    std::vector<Incident> read(const IncidentFilter &filter = {});

    std::unique_ptr<HistoryFixture> m_fixture;
    std::unique_ptr<SqliteHistory> m_history;
    WallTime m_now;
};

void tst_Incidents::init()
{
    m_fixture = std::make_unique<HistoryFixture>();
    auto history = m_fixture->open();
    QVERIFY(history.has_value());
    m_history = std::move(*history);
    m_now = m_fixture->clock.wall();
}

void tst_Incidents::cleanup()
{
    m_history.reset();
    m_fixture.reset();
}

Incident tst_Incidents::incident(
    std::uint64_t number, Milliseconds opened, std::optional<Milliseconds> closed)
{
    Incident incident;
    incident.id = {number, 7};
    incident.provider = haiku().provider;
    incident.targets = {haiku()};
    incident.owner = Owner::Provider;
    incident.cause = Cause::Outage;
    incident.openedAt = incident.lastBadAt = m_now + opened;
    if (closed)
        incident.closedAt = m_now + *closed;
    return incident;
}

std::vector<Incident> tst_Incidents::read(const IncidentFilter &filter)
{
    const auto flushed = m_history->flush();
    return flushed ? m_history->openQueries()->incidents(filter) : std::vector<Incident>();
}

void tst_Incidents::eachFieldComesBack()
{
    Incident whole = incident(1, -20min, -5min);
    whole.targets.push_back(TargetId::fromString(QStringLiteral("anthropic/vendor/model é")));
    whole.owner = Owner::Upstream;
    whole.cause = Cause::Model;
    whole.state = TargetState::Limited;
    whole.outcome = Outcome::RateLimited;
    whole.lastBadAt = m_now - 6min;
    whole.peakErrorShare = 0.375;
    whole.samples = 1'234'567;
    whole.sentence = QStringLiteral("It's \"down\"; theirs.");
    whole.firstError = QStringLiteral("{\"error\":\n\"no\"}");
    whole.notice = IncidentNotice {QStringLiteral("https://status.example"), QStringLiteral("p1"),
        QStringLiteral("Elevated errors"), m_now - 11min, m_now - 10min, m_now - 1min,
        QUrl(QStringLiteral("https://status.example/incidents/p1?a=%20b"))};
    whole.lead = -9min;
    whole.note = QStringLiteral("told\nsupport");
    whole.muted = true;
    Incident bare;
    bare.id = {2, 1};
    bare.notice = IncidentNotice {{}, {}, {}, {}, m_now, {}};
    m_history->record(whole);
    m_history->record(bare);
    QCOMPARE(read(), (std::vector {whole, bare}));
    QCOMPARE(m_history->openQueries()->incident(whole.id), std::optional(whole));
    QCOMPARE(m_history->openQueries()->incident(Ulid {9, 9}), std::nullopt);
}

void tst_Incidents::writingAgainReplacesAllButTheRemark()
{
    Incident one = incident(1, -20min);
    m_history->record(one);
    QCOMPARE(read().size(), size_t {1});
    m_history->record(IncidentRemark {one.id, QStringLiteral("mine"), true});
    m_history->record(IncidentRemark {Ulid {8, 8}, QStringLiteral("of none"), true});
    QCOMPARE(read().size(), size_t {1});
    // The rules know nothing of the remark that was just made.
    one.closedAt = m_now;
    one.samples = 5;
    one.targets.push_back(TargetId::fromString(QStringLiteral("anthropic/opus")));
    m_history->record(one);
    one.note = QStringLiteral("mine");
    one.muted = true;
    QCOMPARE(read(), std::vector {one});
    m_history->record(IncidentRemark {one.id, {}, false});
    one.note.clear();
    one.muted = false;
    QCOMPARE(read(), std::vector {one});
}

void tst_Incidents::neverTwoOpenOfOneCause()
{
    Incident left = incident(1, -60min);
    left.lastBadAt = m_now - 30min;
    m_history->record(left);
    QCOMPARE(read().size(), size_t {1});
    Incident otherCause = incident(2, -10min);
    otherCause.cause = Cause::Key;
    Incident other = incident(3, -5min);
    m_history->record(otherCause);
    m_history->record(other);
    left.closedAt = left.lastBadAt;
    QCOMPARE(read(), (std::vector {other, otherCause, left}));
    QCOMPARE(read({.openOnly = true}), (std::vector {other, otherCause}));
}

void tst_Incidents::filter_data()
{
    QTest::addColumn<int>("fromMinutes");
    QTest::addColumn<int>("toMinutes");
    QTest::addColumn<QString>("provider");
    QTest::addColumn<bool>("openOnly");
    QTest::addColumn<int>("limit");
    QTest::addColumn<QList<int>>("expected"); // newest first
    QTest::newRow("all, the newest first") << -9'999 << 1 << QString() << false << 9 << QList {4, 3, 2, 1};
    QTest::newRow("no more than asked for") << -9'999 << 1 << QString() << false << 2 << QList {4, 3};
    QTest::newRow("an open one goes on") << -10 << 1 << QString() << false << 9 << QList {4, 2};
    QTest::newRow("one that ends at the start") << -50 << -45 << QString() << false << 9 << QList {2, 1};
    QTest::newRow("one that begins at the end is out") << -45 << -40 << QString() << false << 9 << QList {2};
    QTest::newRow("open ones") << -9'999 << 1 << QString() << true << 9 << QList {4, 2};
    QTest::newRow("of one provider") << -9'999 << 1 << QStringLiteral("openai") << false << 9 << QList {4};
    QTest::newRow("of a provider without any")
        << -9'999 << 1 << QStringLiteral("groq") << false << 9 << QList<int> {};
}

void tst_Incidents::filter()
{
    QFETCH(int, fromMinutes);
    QFETCH(int, toMinutes);
    QFETCH(QString, provider);
    QFETCH(bool, openOnly);
    QFETCH(int, limit);
    QFETCH(QList<int>, expected);
    m_history->record(incident(1, -80min, -50min));
    m_history->record(incident(2, -60min));
    m_history->record(incident(3, -40min, -30min));
    Incident other = incident(4, -20min);
    other.provider = ProviderId(QStringLiteral("openai"));
    m_history->record(other);
    IncidentFilter filter {.openOnly = openOnly, .limit = limit};
    filter.range
        = TimeRange {m_now + std::chrono::minutes {fromMinutes}, m_now + std::chrono::minutes {toMinutes}};
    if (!provider.isEmpty())
        filter.provider = ProviderId(provider);
    QList<int> found;
    for (const Incident &one : read(filter))
        found << static_cast<int>(one.id.high);
    QCOMPARE(found, expected);
}

void tst_Incidents::tidyingKeepsThem()
{
    m_history->record(incident(1, -20min, -5min));
    QVERIFY(m_history->flush().has_value());
    m_fixture->clock.advance(std::chrono::hours {24 * 800});
    QVERIFY(m_history->tidy().has_value());
    QCOMPARE(read().size(), size_t {1});
}

QTEST_GUILESS_MAIN(tst_Incidents)
#include "tst_incidents.moc"

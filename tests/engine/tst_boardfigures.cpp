// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/boardfigures.h"
#include "tests/support/fakeclock.h"
#include "tests/support/fakehistoryqueries.h"

#include <QSignalSpy>
#include <QtTest>

#include <mutex>

using namespace Belay;
using namespace std::chrono_literals;

namespace {

/// Notes whose figures were asked for; every answer has `answers` contents.
struct Asked {
    std::mutex mutex;
    std::vector<QStringList> questions;
    qint64 answers = 1000;
    std::vector<RecentCheck> checks;
    std::optional<Error> failure; ///< of every answer
};

class NotingQueries final : public HistoryQueries
{
public:
    explicit NotingQueries(Asked &asked)
        : m_asked(asked)
    { }
    std::vector<CardFigures> cards(const std::vector<TargetId> &targets, WallTime) override
    {
        const std::lock_guard lock(m_asked.mutex);
        m_failure = m_asked.failure;
        QStringList names;
        for (const TargetId &target : targets)
            names << target.toString();
        m_asked.questions.push_back(names);
        CardFigures figures;
        figures.firstContent.n = m_asked.answers;
        figures.recent = m_asked.checks;
        return std::vector<CardFigures>(targets.size(), figures);
    }
    std::vector<HistoryBucket> buckets(const TargetId &, SeriesKind, TimeRange, Milliseconds) override
    {
        return {};
    }
    NumbersOfPeriod numbers(const TargetId &, SeriesKind, TimeRange) override { return {}; }
    std::vector<Span> spans(const TargetId &, TimeRange) override { return {}; }
    std::vector<Span> newestSpans() override { return {}; }
    std::optional<WallTime> stateSince(const TargetId &) override { return {}; }
    std::vector<Sample> samples(const TargetId &, SeriesKind, TimeRange, int) override { return {}; }
    std::vector<Sample> failures(const TargetId &, TimeRange, int) override { return {}; }
    PhaseMedians phases(const TargetId &, SeriesKind, TimeRange, bool) override { return {}; }
    LatencyBaseline baseline(const TargetId &, WallTime) override { return {}; }
    NanoUsd spentByProbes(const TargetId &, TimeRange) override { return 0; }
    bool everAnswered(const TargetId &) override { return true; }
    std::vector<Trace> traces(const TraceFilter &, int) override { return {}; }
    std::optional<Trace> trace(const Ulid &) override { return {}; }
    std::vector<PageIncidentRecord> pageIncidents(TimeRange) override { return {}; }
    bool wasRead(const QString &, WallTime) override { return false; }
    std::vector<PageReadSpan> newestPageReads() override { return {}; }
    std::optional<Error> takeFailure() override { return std::exchange(m_failure, {}); }
    std::vector<Incident> incidents(const IncidentFilter &) override { return {}; }
    std::optional<Incident> incident(const Ulid &) override { return {}; }

private:
    Asked &m_asked;
    std::optional<Error> m_failure;
};

} // namespace

class tst_BoardFigures final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void aNewTargetIsAskedForAtOnce();
    void onlyWhatWasCheckedIsAskedAgain();
    void theFirstAnswersShowSooner();
    void withoutChecksTheDayMovesOn();
    void whatHasGoneIsForgotten();
    void figuresThatCannotBeReadLeaveTheLast();
    void olderChecksAreSlowOverTheLimit();

private:
    using Checks = std::vector<std::pair<const char *, Seconds>>; // target, when it was checked
    /// A board with these targets.
    std::shared_ptr<const StatusBoard> board(const Checks &checks) const;
    /// What is asked within `time` that was not asked before.
    std::vector<QStringList> askedWithin(Seconds time);

    Asked m_asked;
    FakeClock m_clock;
    std::unique_ptr<HistoryReader> m_reader;
    std::unique_ptr<BoardFigures> m_figures;
    size_t m_seen = 0;
};

void tst_BoardFigures::init()
{
    m_asked.questions.clear();
    m_asked.answers = 1000;
    m_asked.checks.clear();
    m_asked.failure.reset();
    m_seen = 0;
    m_reader = std::make_unique<HistoryReader>(
        [this]() -> std::unique_ptr<HistoryQueries> { return std::make_unique<NotingQueries>(m_asked); });
    m_figures = std::make_unique<BoardFigures>(*m_reader, m_clock);
}

void tst_BoardFigures::cleanup()
{
    m_figures.reset();
    m_reader.reset();
}

std::shared_ptr<const StatusBoard> tst_BoardFigures::board(const Checks &checks) const
{
    auto board = std::make_shared<StatusBoard>();
    for (const auto &[name, at] : checks) {
        TargetStatus target;
        target.id = TargetId::fromString(QString::fromLatin1(name));
        target.lastCheckAt = WallTime(at);
        board->targets.push_back(target);
    }
    return board;
}

std::vector<QStringList> tst_BoardFigures::askedWithin(Seconds time)
{
    for (Seconds passed {0}; passed < time; ++passed) {
        m_clock.advance(1s);
        // The reader answers in its order: once this one is answered, so is what was asked before.
        QObject context;
        bool answered = false;
        m_reader->ask(
            &context, [](HistoryQueries &) { return true; }, [&](const Result<bool> &) { answered = true; });
        if (!QTest::qWaitFor([&] { return answered; }, 20'000))
            return {};
    }
    const std::vector<QStringList> fresh(
        m_asked.questions.begin() + static_cast<std::ptrdiff_t>(m_seen), m_asked.questions.end());
    m_seen = m_asked.questions.size();
    return fresh;
}

void tst_BoardFigures::aNewTargetIsAskedForAtOnce()
{
    QSignalSpy completed(m_figures.get(), &BoardFigures::completed);
    m_figures->take(board({{"a/m", 0s}, {"b/m", 0s}}));
    QCOMPARE(completed.count(), 1); // the board does not wait for history
    QVERIFY(completed.wait());
    QCOMPARE(m_asked.questions.size(), size_t {1});
    m_figures->take(board({{"a/m", 0s}, {"b/m", 0s}, {"c", 0s}}));
    const std::vector<QStringList> expected {
        {QStringLiteral("a/m"), QStringLiteral("b/m")}, {QStringLiteral("c")}};
    QCOMPARE(askedWithin(1s), expected);
}

void tst_BoardFigures::onlyWhatWasCheckedIsAskedAgain()
{
    m_figures->take(board({{"a/m", 0s}, {"b/m", 0s}}));
    QCOMPARE(askedWithin(5s).size(), size_t {1});
    m_figures->take(board({{"a/m", 0s}, {"b/m", 5s}}));
    QVERIFY2(askedWithin(50s).empty(), "a day's figure does not move with each check");
    QCOMPARE(askedWithin(10s), std::vector<QStringList> {{QStringLiteral("b/m")}});
    QVERIFY(askedWithin(60s).empty());
}

void tst_BoardFigures::theFirstAnswersShowSooner()
{
    m_asked.answers = 2;
    m_figures->take(board({{"a/m", 0s}}));
    QCOMPARE(askedWithin(2s).size(), size_t {1});
    m_figures->take(board({{"a/m", 2s}}));
    QVERIFY(askedWithin(7s).empty());
    QCOMPARE(askedWithin(2s).size(), size_t {1});
}

void tst_BoardFigures::withoutChecksTheDayMovesOn()
{
    m_figures->take(board({{"a/m", 0s}}));
    QCOMPARE(askedWithin(1s).size(), size_t {1});
    QVERIFY(askedWithin(290s).empty());
    QCOMPARE(askedWithin(15s).size(), size_t {1});
}

void tst_BoardFigures::whatHasGoneIsForgotten()
{
    m_figures->take(board({{"a/m", 0s}, {"b/m", 0s}}));
    QCOMPARE(askedWithin(1s).size(), size_t {1});
    m_figures->take(board({{"a/m", 1s}}));
    QCOMPARE(askedWithin(70s), std::vector<QStringList> {{QStringLiteral("a/m")}});
    m_figures->take(board({{"a/m", 1s}, {"b/m", 0s}})); // back again, and new
    QCOMPARE(askedWithin(1s), std::vector<QStringList> {{QStringLiteral("b/m")}});
}

void tst_BoardFigures::figuresThatCannotBeReadLeaveTheLast()
{
    std::vector<Error> told;
    m_reader->setFailed([&](const Error &error) { told.push_back(error); });
    std::shared_ptr<const StatusBoard> shown;
    connect(m_figures.get(), &BoardFigures::completed, this, [&](const auto &one) { shown = one; });
    m_figures->take(board({{"a/m", 0s}}));
    QCOMPARE(askedWithin(1s).size(), size_t {1});
    QCOMPARE(shown->targets.front().firstContent.n, 1000);
    {
        const std::lock_guard lock(m_asked.mutex);
        m_asked.failure = Error {ErrorKind::Protocol, QStringLiteral("damaged"), {}};
        m_asked.answers = 2000;
    }
    m_figures->take(board({{"a/m", 30s}}));
    QVERIFY(!askedWithin(120s).empty());
    QVERIFY(!told.empty());
    QCOMPARE(told.front().detail, QStringLiteral("damaged"));
    QCOMPARE(shown->targets.front().firstContent.n, 1000);
}

void tst_BoardFigures::olderChecksAreSlowOverTheLimit()
{
    const auto check = [](Seconds at, Milliseconds latency, bool isCompletion) {
        return RecentCheck {WallTime(at), TargetState::Up, Outcome::Ok, latency, isCompletion};
    };
    m_asked.checks = {check(1s, 900ms, true), check(2s, 901ms, true), check(3s, 5s, false)};
    m_asked.checks.push_back({WallTime(4s), TargetState::Down, Outcome::Cut, Milliseconds(5s), true});
    std::shared_ptr<const StatusBoard> shown;
    connect(m_figures.get(), &BoardFigures::completed, this, [&](const auto &one) { shown = one; });
    const auto statesWith = [&](std::optional<Microseconds> limit) {
        const auto made = std::make_shared<StatusBoard>(*board({{"a/m", 5s}}));
        made->targets.front().slowLimit = limit;
        made->targets.front().recent = {check(5s, 5s, true)}; // judged when it was made
        m_figures->take(made);
        askedWithin(1s);
        QStringList states;
        for (const RecentCheck &one : shown->targets.front().recent)
            states << toString(one.state);
        return states.join(u' ');
    };
    QCOMPARE(statesWith(900ms), QStringLiteral("up slow up down up"));
    QCOMPARE(statesWith({}), QStringLiteral("up up up down up"));
}

QTEST_GUILESS_MAIN(tst_BoardFigures)
#include "tst_boardfigures.moc"

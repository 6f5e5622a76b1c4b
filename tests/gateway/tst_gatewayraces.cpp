// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gateway/gatewayfixture.h"

using namespace Belay;

namespace {

constexpr auto LongAgo = R"("delay":"20s")";

/// A race of all targets in one step, with prices, and with limits that no test meets.
class RaceFixture : public GatewayFixture
{
public:
    bool begin(std::optional<Milliseconds> after, int targets = 2)
    {
        std::vector<Dialect> dialects {Dialect::OpenAi, Dialect::Anthropic, Dialect::Gemini};
        dialects.resize(static_cast<size_t>(targets));
        if (!start(dialects))
            return false;
        std::vector<StepConfig> &steps = chain.config.chains.front().steps;
        while (steps.size() > 1) {
            steps.front().targets.insert(steps.front().targets.begin() + 1, steps.back().targets.front());
            steps.pop_back();
        }
        steps.front().race = RaceConfig {after};
        steps.front().timeouts
            = {Milliseconds {5'000}, Milliseconds {30'000}, Milliseconds {30'000}, Milliseconds {30'000}};
        for (int i = 0; i < targets; ++i)
            chain.config.prices[chain.target(static_cast<size_t>(i))] = Price {1'000'000'000, 4'000'000'000};
        chain.config.budgets = {1, 1, 100};
        apply();
        return true;
    }
    QByteArray name(size_t target) const { return chain.target(target).toString().toUtf8(); }
    bool wasCancelled(size_t target) const
    {
        for (const JournalEntry &entry : chain.simulator.journal().entries()) {
            if (entry.target == chain.target(target))
                return entry.cancelled;
        }
        return false;
    }
    const Sample &sampleOf(size_t target) const
    {
        static const Sample none;
        for (const Sample &sample : samples) {
            if (sample.target == chain.target(target))
                return sample;
        }
        return none;
    }
    const TraceAttempt &attemptAt(size_t target) const
    {
        static const TraceAttempt none;
        for (const TraceAttempt &attempt : traces.back().attempts) {
            if (attempt.target == chain.target(target))
                return attempt;
        }
        return none;
    }
};

} // namespace

/// Races of contract 2 to 4 through the real gateway: who wins, who is cancelled, and what it cost.
class tst_GatewayRaces final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theFirstContentWins_data();
    void theFirstContentWins();
    void aFakeAnswerDoesNotWin();
    void allMayFail();
    void aHedgeStartsAfterItsDelay_data();
    void aHedgeStartsAfterItsDelay();
    void aFastAnswerNeedsNoHedge();
    void aFailureStartsTheOtherAtOnce();
    void budgetsHoldHedgesBack_data();
    void budgetsHoldHedgesBack();
    void theDelayIsTheTargetsOwnP95();
    void whoLeavesCancelsAllRacers();
    void aBreakAfterContentIsNobodyElsesTurn();
};

void tst_GatewayRaces::theFirstContentWins_data()
{
    QTest::addColumn<bool>("stream");
    QTest::addColumn<int>("targets");
    QTest::addColumn<int>("winner");
    for (const bool stream : {false, true}) {
        for (const int targets : {2, 3}) {
            for (int winner = 0; winner < targets; ++winner)
                QTest::addRow("%s, %d of %d", stream ? "stream" : "whole", winner, targets)
                    << stream << targets << winner;
        }
    }
}

void tst_GatewayRaces::theFirstContentWins()
{
    QFETCH(bool, stream);
    QFETCH(int, targets);
    QFETCH(int, winner);
    RaceFixture fixture;
    QVERIFY(fixture.begin(Milliseconds {0}, targets));
    for (int i = 0; i < targets; ++i) {
        if (i != winner)
            QVERIFY(fixture.chain.setWeather(static_cast<size_t>(i), WeatherKind::SlowFirst, LongAgo));
    }
    const auto call = fixture.chat(stream);
    QVERIFY(call->wait());
    QCOMPARE(call->head.status, 200);
    QVERIFY(call->body.contains("belay is the rope") || stream);
    QCOMPARE(call->body.contains("data: [DONE]"), stream);
    QCOMPARE(call->header("x-belay-target"), fixture.name(static_cast<size_t>(winner)));
    QCOMPARE(call->header("x-belay-attempts"), QByteArray::number(targets));
    QCOMPARE(fixture.traces.size(), size_t {1});
    const Trace &trace = fixture.traces.front();
    QVERIFY(trace.ended == TraceEnd::Ok);
    QVERIFY(trace.target == fixture.chain.target(static_cast<size_t>(winner)));
    QCOMPARE(trace.attempts.size(), static_cast<size_t>(targets));
    NanoUsd lost = 0;
    for (int i = 0; i < targets; ++i) {
        const auto target = static_cast<size_t>(i);
        const TraceAttempt &attempt = fixture.attemptAt(target);
        const Sample &sample = fixture.sampleOf(target);
        QCOMPARE(nameOf(sample.outcome), nameOf(attempt.outcome));
        if (i == winner) {
            QVERIFY(attempt.outcome == Outcome::Ok);
            QVERIFY(attempt.note == AttemptNote::Race);
            QVERIFY(sample.usd == trace.usd);
            QVERIFY(!fixture.wasCancelled(target));
            continue;
        }
        QVERIFY(attempt.outcome == Outcome::Cancelled);
        QVERIFY(attempt.note == AttemptNote::LostRace);
        QTRY_VERIFY(fixture.wasCancelled(target)); // the provider saw the connection go
        QVERIFY(sample.usd > NanoUsd {0});
        lost += *sample.usd;
    }
    QVERIFY(trace.losersUsd == lost);
}

void tst_GatewayRaces::aFakeAnswerDoesNotWin()
{
    RaceFixture fixture;
    QVERIFY(fixture.begin(Milliseconds {0}));
    QVERIFY(fixture.chain.setWeather(0, WeatherKind::Fake200));
    QVERIFY(fixture.chain.setWeather(1, WeatherKind::SlowFirst, R"("delay":"300ms")"));
    const auto call = fixture.chat(true);
    QVERIFY(call->wait());
    QCOMPARE(call->header("x-belay-target"), fixture.name(1));
    QVERIFY(call->body.endsWith("data: [DONE]\n\n"));
    QVERIFY(fixture.attemptAt(0).outcome != Outcome::Ok);
    QVERIFY(fixture.attemptAt(0).outcome != Outcome::Cancelled);
    QVERIFY(fixture.attemptAt(0).note == AttemptNote::Race);
}

void tst_GatewayRaces::allMayFail()
{
    RaceFixture fixture;
    QVERIFY(fixture.begin(Milliseconds {0}, 3));
    for (size_t target = 0; target < 3; ++target)
        QVERIFY(fixture.chain.setWeather(target, WeatherKind::Status, R"("status":503)"));
    const auto call = fixture.chat(true);
    QVERIFY(call->wait());
    QCOMPARE(call->head.status, 503);
    QCOMPARE(call->header("x-belay-attempts"), QByteArray("3"));
    const Json attempts = call->json()["error"]["belay"]["attempts"];
    QCOMPARE(attempts.size(), size_t {3});
    for (const Json &attempt : attempts)
        QCOMPARE(attempt.value("note", std::string()), std::string("race"));
}

void tst_GatewayRaces::aHedgeStartsAfterItsDelay_data()
{
    QTest::addColumn<bool>("stream");
    QTest::newRow("stream") << true;
    QTest::newRow("whole") << false;
}

void tst_GatewayRaces::aHedgeStartsAfterItsDelay()
{
    QFETCH(bool, stream);
    RaceFixture fixture;
    QVERIFY(fixture.begin(Milliseconds {200}));
    QVERIFY(fixture.chain.setWeather(0, WeatherKind::SlowFirst, LongAgo));
    const auto call = fixture.chat(stream);
    QVERIFY(call->wait());
    QCOMPARE(call->header("x-belay-target"), fixture.name(1));
    const TraceAttempt &first = fixture.attemptAt(0);
    const TraceAttempt &second = fixture.attemptAt(1);
    QVERIFY(first.outcome == Outcome::Cancelled && first.note == AttemptNote::LostRace);
    QVERIFY(second.outcome == Outcome::Ok && second.note == AttemptNote::Hedge);
    QVERIFY(second.start - first.start >= Milliseconds {200});
    QVERIFY(second.wait >= Milliseconds {200});
    QTRY_VERIFY(fixture.wasCancelled(0));
    QVERIFY(fixture.traces.back().losersUsd > NanoUsd {0});
}

void tst_GatewayRaces::aFastAnswerNeedsNoHedge()
{
    RaceFixture fixture;
    QVERIFY(fixture.begin(Milliseconds {10'000}));
    const auto call = fixture.chat(true);
    QVERIFY(call->wait());
    QCOMPARE(call->header("x-belay-target"), fixture.name(0));
    QCOMPARE(fixture.chain.asked(1), 0);
    QVERIFY(!fixture.traces.back().losersUsd);
    QVERIFY(!fixture.attemptAt(0).note);
}

void tst_GatewayRaces::aFailureStartsTheOtherAtOnce()
{
    RaceFixture fixture;
    QVERIFY(fixture.begin(Milliseconds {20'000}));
    QVERIFY(fixture.chain.setWeather(0, WeatherKind::Status, R"("status":500)"));
    const auto call = fixture.chat(true);
    QVERIFY(call->wait());
    QCOMPARE(call->header("x-belay-target"), fixture.name(1));
    QVERIFY(fixture.traces.back().total < Milliseconds {10'000});
}

void tst_GatewayRaces::budgetsHoldHedgesBack_data()
{
    QTest::addColumn<double>("share");
    QTest::addColumn<double>("usdPerDay");
    QTest::newRow("their share of the hour's requests") << 0.05 << 100.0;
    QTest::newRow("the day's money") << 1.0 << 0.0;
}

void tst_GatewayRaces::budgetsHoldHedgesBack()
{
    QFETCH(double, share);
    QFETCH(double, usdPerDay);
    RaceFixture fixture;
    QVERIFY(fixture.begin(Milliseconds {50}));
    fixture.chain.config.budgets = {1, share, usdPerDay};
    fixture.apply();
    QVERIFY(fixture.chain.setWeather(0, WeatherKind::SlowFirst, R"("delay":"500ms")"));
    const auto call = fixture.chat(true);
    QVERIFY(call->wait());
    QCOMPARE(call->header("x-belay-target"), fixture.name(0));
    QCOMPARE(fixture.chain.asked(1), 0);
    QCOMPARE(fixture.traces.back().attempts.size(), size_t {1});
}

void tst_GatewayRaces::theDelayIsTheTargetsOwnP95()
{
    RaceFixture fixture;
    QVERIFY(fixture.begin({}));
    constexpr int Enough = 20; // with fewer it is 3 s
    for (int i = 0; i < Enough; ++i) {
        const auto call = fixture.chat(true);
        QVERIFY(call->wait());
        QCOMPARE(call->header("x-belay-target"), fixture.name(0));
    }
    QVERIFY(fixture.chain.setWeather(0, WeatherKind::SlowFirst, LongAgo));
    const auto call = fixture.chat(true);
    QVERIFY(call->wait());
    QCOMPARE(call->header("x-belay-target"), fixture.name(1));
    QVERIFY(fixture.attemptAt(1).note == AttemptNote::Hedge);
    QVERIFY(fixture.attemptAt(1).wait < Milliseconds {3'000});
}

void tst_GatewayRaces::whoLeavesCancelsAllRacers()
{
    RaceFixture fixture;
    QVERIFY(fixture.begin(Milliseconds {0}, 3));
    for (size_t target = 0; target < 3; ++target)
        QVERIFY(fixture.chain.setWeather(target, WeatherKind::Hang));
    const auto call = fixture.chat(true);
    const auto asked
        = [&] { return fixture.chain.asked(0) + fixture.chain.asked(1) + fixture.chain.asked(2); };
    QTRY_COMPARE(asked(), 3);
    call->hangUp();
    for (size_t target = 0; target < 3; ++target)
        QTRY_VERIFY(fixture.wasCancelled(target));
    QTRY_COMPARE(fixture.traces.size(), size_t {1});
    QVERIFY(fixture.traces.back().ended == TraceEnd::ClientGone);
    for (const TraceAttempt &attempt : fixture.traces.back().attempts)
        QVERIFY(attempt.outcome == Outcome::Cancelled);
}

/// The losers are gone by then, and the client has part of another's words.
void tst_GatewayRaces::aBreakAfterContentIsNobodyElsesTurn()
{
    RaceFixture fixture;
    QVERIFY(fixture.begin(Milliseconds {0}));
    QVERIFY(fixture.chain.setWeather(0, WeatherKind::Cut, R"("afterEvents":4)"));
    QVERIFY(fixture.chain.setWeather(1, WeatherKind::SlowFirst, R"("delay":"2s")"));
    const auto call = fixture.chat(true);
    QVERIFY(call->wait());
    QVERIFY2(call->body.contains("upstream_interrupted"), call->body.constData());
    QVERIFY(!call->body.contains("[DONE]"));
    QVERIFY(fixture.traces.back().ended == TraceEnd::Cut);
    QTRY_VERIFY(fixture.wasCancelled(1));
    QCOMPARE(fixture.chain.asked(1), 1);
}

QTEST_GUILESS_MAIN(tst_GatewayRaces)
#include "tst_gatewayraces.moc"

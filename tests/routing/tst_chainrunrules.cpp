// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "routingworld.h"

#include <QtTest>

using namespace Belay;
using namespace std::chrono_literals;

namespace {

const char *const Two = "{'id':'x','steps':[{'targets':[{'provider':'a','model':'m'}]},"
                        "{'targets':[{'provider':'b','model':'m'}]}]}";
const char *const One = "{'id':'x','steps':[{'targets':[{'provider':'a','model':'m'}]}]}";

TargetId targetOf(const char *text)
{
    return TargetId::fromString(QString::fromLatin1(text));
}

/// A board, its chain and a world: what each of these tests begins with.
struct Stage {
    explicit Stage(const QString &chain, const QString &rest = {}, PlainFacts given = {})
        : facts(std::move(given))
        , config(configWithChains(chain, rest))
        , world(board, random)
    {
        board.apply(config, facts, at(0ms));
    }
    int add(RoutingWorld::Script script, SteadyTime begins, RouteRequest request = {})
    {
        request.stream = true;
        return world.add(
            board.plan(config->chains.front(), facts, begins), request, std::move(script), begins);
    }
    QString played(RoutingWorld::Script script, SteadyTime begins, RouteRequest request = {})
    {
        const int run = add(std::move(script), begins, request);
        world.finish(run);
        return traceLines(world.summary(run)).join(u'\n');
    }

    PlainFacts facts;
    std::shared_ptr<const Config> config;
    MiddleRandom random;
    TargetBoard board;
    RoutingWorld world;
};

RoutingWorld::Script always(const char *text)
{
    return [behaviour = behaviourFromText(QString::fromLatin1(text))](
               const StartAttempt &) { return behaviour; };
}

/// `a` as the first text says, everybody else as the second.
RoutingWorld::Script byProvider(const char *a, const char *others)
{
    return [first = behaviourFromText(QString::fromLatin1(a)),
               second = behaviourFromText(QString::fromLatin1(others))](const StartAttempt &start) {
        return start.target.provider.value == QStringLiteral("a") ? first : second;
    };
}

} // namespace

class tst_ChainRunRules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void halfOpenHasOneTestUnderSixtyFourCallers();
    void callersWaitForTheTestWhereThereIsNobodyElse();
    void openTargetIsSkippedAndClosesAgain();
    void allBlockedTriesTheSoonestOnce();
    void aModelIsUnknownOnlyIfAllWereAsked();
    void statedWaitsAreNotForced();
    void waitOfAnotherRequestIsWaitedFor();
    void poolKeepsAConversation();
    void hedgeWaitsForTheOwnP95();
    void hedgesStopAtTheirBudget();
    void embeddingsKeepTheirModel();
    void pinnedRequestsStay();
    void contextLengthWantsALargerWindow();
    void proxyWantsADirectRoute();
    void clientGoneCancelsAndCountsNothing();
    void ownNetworkCountsNothing();
    void nothingIsHeardOfAnEndedAttempt();
};

void tst_ChainRunRules::halfOpenHasOneTestUnderSixtyFourCallers()
{
    for (const Milliseconds apart : {0ms, 7ms, 90ms}) {
        Stage stage(QString::fromLatin1(Two));
        stage.board.setHealth(targetOf("a/m"), TargetState::Down, at(0ms));
        int running = 0;
        int most = 0;
        std::vector<int> runs;
        for (int i = 0; i < 64; ++i)
            runs.push_back(
                stage.add(byProvider("content@1s ok@1s", "content@50ms ok@50ms"), at(30s + apart * i)));
        stage.world.watch = [&] {
            running = 0;
            for (const int run : runs) {
                for (const RunAttempt &attempt : stage.world.summary(run).attempts)
                    running += attempt.note == AttemptNote::HalfOpen && !attempt.endedAt;
            }
            most = std::max(most, running);
        };
        stage.world.playUntil(at(30s + 900ms));
        QCOMPARE(most, 1);
        stage.world.play();
        QCOMPARE(most, 1);
        int tests = 0;
        for (const int run : runs) {
            const RunSummary &summary = stage.world.summary(run);
            QVERIFY(summary.ended == RunSummary::Ended::Answered);
            tests += summary.attempts.front().note == AttemptNote::HalfOpen;
            QCOMPARE(summary.attempts.size(), std::size_t {1}); // the others go to b at once
        }
        QVERIFY2(tests >= 1 && tests <= 2, QByteArray::number(tests).constData());
        QCOMPARE(stage.world.broken(), QStringList());
    }
}

void tst_ChainRunRules::callersWaitForTheTestWhereThereIsNobodyElse()
{
    Stage stage(QString::fromLatin1(One));
    stage.board.setHealth(targetOf("a/m"), TargetState::Down, at(0ms));
    std::vector<int> runs;
    for (int i = 0; i < 64; ++i)
        runs.push_back(stage.add(always("content@500ms ok@1s"), at(40s + Milliseconds(i))));
    stage.world.playUntil(at(40s + 900ms));
    QCOMPARE(stage.world.mostRunning(), 1);
    stage.world.play();
    for (const int run : runs) {
        const RunSummary &summary = stage.world.summary(run);
        QVERIFY(summary.ended == RunSummary::Ended::Answered);
        QCOMPARE(summary.attempts.size(), std::size_t {1});
        QVERIFY(*summary.endedAt < at(46s)); // two tests, then all of them
    }
    QCOMPARE(stage.world.broken(), QStringList());
}

void tst_ChainRunRules::openTargetIsSkippedAndClosesAgain()
{
    Stage stage(QString::fromLatin1(Two));
    const auto failing = byProvider("model-not-found@10ms", "content@50ms ok@50ms");
    for (int i = 0; i < 5; ++i)
        stage.played(failing, at(Seconds(i)));
    QCOMPARE(stage.played(failing, at(6s)), QStringLiteral("b/m 0+50 ok fallback"));
    const auto healed = byProvider("content@50ms ok@50ms", "hang");
    QCOMPARE(stage.played(healed, at(35s)), QStringLiteral("a/m 0+50 ok half-open"));
    QCOMPARE(stage.played(healed, at(36s)), QStringLiteral("a/m 0+50 ok half-open"));
    QCOMPARE(stage.played(healed, at(37s)), QStringLiteral("a/m 0+50 ok"));
}

void tst_ChainRunRules::allBlockedTriesTheSoonestOnce()
{
    Stage stage(QString::fromLatin1(Two));
    stage.board.setHealth(targetOf("b/m"), TargetState::Down, at(0ms));
    stage.board.setHealth(targetOf("a/m"), TargetState::Down, at(1s));
    const int lucky = stage.add(always("content@50ms ok@50ms"), at(2s));
    stage.world.finish(lucky);
    QCOMPARE(traceLines(stage.world.summary(lucky)).join(u'\n'), QStringLiteral("b/m 0+50 ok all-blocked"));
    const int unlucky = stage.add(always("server-error@50ms"), at(3s));
    stage.world.finish(unlucky);
    const RunSummary &summary = stage.world.summary(unlucky);
    QCOMPARE(traceLines(summary).join(u'\n'), QStringLiteral("b/m 0+50 server-error all-blocked"));
    QVERIFY(summary.reason == GiveUpReason::AllFailed);
    QCOMPARE(summary.skipped.size(), std::size_t {1});
    QVERIFY(summary.skipped.front() == (SkippedTarget {targetOf("a/m"), 0, SkippedTarget::Why::Blocked}));
}

void tst_ChainRunRules::aModelIsUnknownOnlyIfAllWereAsked()
{
    Stage stage(QString::fromLatin1(Two));
    const int asked = stage.add(always("model-not-found@10ms"), at(0ms));
    stage.world.finish(asked);
    QVERIFY(stage.world.summary(asked).reason == GiveUpReason::ModelNotFound);
    stage.board.setHealth(targetOf("b/m"), TargetState::Down, at(1s));
    const int halfAsked = stage.add(byProvider("model-not-found@10ms", "server-error@10ms"), at(2s));
    stage.world.finish(halfAsked);
    const RunSummary &summary = stage.world.summary(halfAsked);
    // b is blocked and, as the last resort, called all the same.
    QVERIFY(summary.reason == GiveUpReason::AllFailed);
    stage.board.setHealth(targetOf("b/m"), TargetState::Up, at(3s));
    stage.played(byProvider("model-not-found@10ms", "rate-limited@10ms;after=300s"), at(200s));
    const int waiting = stage.add(always("model-not-found@10ms"), at(210s));
    stage.world.finish(waiting);
    QVERIFY(stage.world.summary(waiting).skipped.front().why == SkippedTarget::Why::Waiting);
    QVERIFY(stage.world.summary(waiting).reason == GiveUpReason::AllFailed);
}

void tst_ChainRunRules::statedWaitsAreNotForced()
{
    Stage stage(QString::fromLatin1(One));
    stage.played(always("rate-limited@10ms;after=300s"), at(0ms));
    const int run = stage.add(always("ok@10ms"), at(60s));
    stage.world.finish(run);
    const RunSummary &summary = stage.world.summary(run);
    QCOMPARE(summary.attempts.size(), std::size_t {0});
    QVERIFY(summary.reason == GiveUpReason::RateLimited);
    QVERIFY(summary.retryAfter == 240s + 10ms);
    QVERIFY(summary.skipped.front().why == SkippedTarget::Why::Waiting);
}

void tst_ChainRunRules::waitOfAnotherRequestIsWaitedFor()
{
    Stage stage(QString::fromLatin1(One));
    stage.add(always("rate-limited@10ms;after=20s"), at(0ms));
    const int run = stage.add(always("content@1s ok@1s"), at(5s));
    stage.world.finish(run);
    QCOMPARE(
        traceLines(stage.world.summary(run)).join(u'\n'), QStringLiteral("a/m 15135+1000 ok waited 15135"));
}

void tst_ChainRunRules::poolKeepsAConversation()
{
    Stage stage(QStringLiteral("{'id':'x','steps':[{'pool':{},'targets':[{'provider':'a','model':'m'},"
                               "{'provider':'b','model':'m','weight':2},{'provider':'c','model':'m'}]}]}"));
    std::map<QString, int> chosen;
    const auto fine = always("content@1ms ok@1ms");
    for (std::uint64_t conversation = 1; conversation <= 400; ++conversation) {
        RouteRequest request;
        request.conversation = conversation;
        const QString first = stage.played(fine, at(Seconds(conversation)), request);
        QCOMPARE(stage.played(fine, at(Seconds(conversation) + 10ms), request), first);
        ++chosen[first.left(1)];
    }
    QVERIFY2(chosen[QStringLiteral("b")] > 150 && chosen[QStringLiteral("b")] < 250
            && chosen[QStringLiteral("a")] > 60 && chosen[QStringLiteral("c")] > 60,
        qPrintable(QString::number(chosen[QStringLiteral("b")])));

    RouteRequest request;
    request.conversation = 3;
    const QString own = stage.played(fine, at(500s), request).left(3);
    stage.board.setHealth(targetOf(own.toLatin1().constData()), TargetState::Down, at(500s));
    const QString moved = stage.played(fine, at(501s), request);
    QVERIFY(!moved.startsWith(own) && moved.endsWith(QStringLiteral("fallback")));
    stage.board.setHealth(targetOf(own.toLatin1().constData()), TargetState::Up, at(502s));
    QVERIFY(stage.played(fine, at(503s), request).startsWith(own));
}

void tst_ChainRunRules::hedgeWaitsForTheOwnP95()
{
    Stage stage(QStringLiteral("{'id':'x','steps':[{'race':{'after':'p95'},'targets':["
                               "{'provider':'a','model':'m'},{'provider':'b','model':'m'}]}]}"),
        QStringLiteral(",'budgets':{'hedgeShare':1}"));
    for (int i = 1; i <= 40; ++i)
        stage.played(
            byProvider(i % 10 ? "content@200ms ok@200ms" : "content@800ms ok@800ms", "hang"), at(Seconds(i)));
    QCOMPARE(stage.played(byProvider("content@9s ok@9s", "content@100ms ok@500ms"), at(60s)),
        QStringLiteral("a/m 0+900 cancelled lost-race\nb/m 800+500 ok hedge waited 800"));
}

void tst_ChainRunRules::hedgesStopAtTheirBudget()
{
    PlainFacts facts;
    facts.models[QStringLiteral("m")].price = Price {0, 1'000'000'000'000};
    Stage stage(QStringLiteral("{'id':'x','steps':[{'race':{'after':'1s'},'targets':["
                               "{'provider':'a','model':'m'},{'provider':'b','model':'m'}]}]}"),
        QStringLiteral(",'budgets':{'hedgeShare':1}"), facts);
    RouteRequest request;
    request.tokensOut = 400; // 0.40 USD
    const auto slow = byProvider("content@3s ok@3s", "hang");
    QVERIFY(stage.played(slow, at(0s), request).contains(QStringLiteral("lost-race")));
    QCOMPARE(stage.played(slow, at(10s), request), QStringLiteral("a/m 0+3000 ok"));
    // What it really cost makes room again.
    SeededRandom random(1);
    request.arrived = at(30h);
    request.stream = true;
    ChainRun run(
        stage.board, stage.board.plan(stage.config->chains.front(), stage.facts, at(30h)), request, random);
    run.begin(at(30h));
    run.woke(at(30h + 1s));
    QCOMPARE(run.summary().attempts.size(), std::size_t {2});
    QCOMPARE(stage.board.hedges().spentToday(at(30h + 1s)), NanoUsd {400'000'000});
    run.attemptCost(1, 10'000'000, at(30h + 2s));
    run.attemptCost(7, 10'000'000, at(30h + 2s));
    QCOMPARE(stage.board.hedges().spentToday(at(30h + 2s)), NanoUsd {10'000'000});
    QCOMPARE(run.summary().attempts[1].usd, NanoUsd {10'000'000});
}

void tst_ChainRunRules::embeddingsKeepTheirModel()
{
    Stage stage(QStringLiteral("{'id':'x','steps':[{'targets':[{'provider':'a','model':'embed-3'}]},"
                               "{'targets':[{'provider':'b','model':'other-embed'}]},"
                               "{'targets':[{'provider':'c','model':'vendor/embed-3'}]}]}"));
    RouteRequest request;
    request.kind = RouteRequest::Kind::Embeddings;
    const int run = stage.add(byProvider("tls@10ms", "ok@10ms"), at(0ms), request);
    stage.world.play();
    QCOMPARE(traceLines(stage.world.summary(run)).join(u'\n'),
        QStringLiteral("a/embed-3 0+10 tls\nc/vendor/embed-3 10+10 ok fallback"));
    QVERIFY(stage.world.summary(run).skipped.front().why == SkippedTarget::Why::OtherModel);
}

void tst_ChainRunRules::pinnedRequestsStay()
{
    PlainFacts facts;
    facts.models[QStringLiteral("native")].nativeResponses = true;
    const QString chain = QStringLiteral("{'id':'x','steps':[{'targets':[{'provider':'a','model':'m'}]},"
                                         "{'targets':[{'provider':'keys','model':'native'}]},"
                                         "{'targets':[{'provider':'c','model':'native'}]}]}");
    RouteRequest request;
    request.kind = RouteRequest::Kind::Pinned;
    request.pinnedBy = QStringLiteral("previous_response_id");
    Stage stage(chain, {}, facts);
    QCOMPARE(stage.played(always("auth@10ms"), at(0ms), request), QStringLiteral("keys/native:k1 0+10 auth"));
    Stage blip(chain, {}, facts);
    QCOMPARE(blip.played(always("tls@10ms"), at(0ms), request), QStringLiteral("keys/native:k1 0+10 tls"));

    Stage nowhere(QString::fromLatin1(Two));
    const int run = nowhere.add(always("ok@1ms"), at(0ms), request);
    nowhere.world.play();
    QVERIFY(nowhere.world.summary(run).reason == GiveUpReason::Unsupported);
    QCOMPARE(nowhere.world.summary(run).needed, request.pinnedBy);
    QCOMPARE(nowhere.world.starts(run), 0);
}

void tst_ChainRunRules::contextLengthWantsALargerWindow()
{
    PlainFacts facts;
    facts.models[QStringLiteral("small")].contextTokens = 8'000;
    facts.models[QStringLiteral("tiny")].contextTokens = 4'000;
    facts.models[QStringLiteral("large")].contextTokens = 200'000;
    const QString steps = QStringLiteral("{'id':'x','steps':[{'targets':[{'provider':'a','model':'small'}]},"
                                         "{'targets':[{'provider':'b','model':'tiny'}]}%1]}");
    Stage stage(steps.arg(QStringLiteral(",{'targets':[{'provider':'c','model':'large'}]}")), {}, facts);
    QCOMPARE(stage.played(byProvider("context-length@10ms", "content@1s ok@1s"), at(0ms)),
        QStringLiteral("a/small 0+10 context-length\nc/large 10+1000 ok fallback"));
    Stage without(steps.arg(QString()), {}, facts);
    const int run = without.add(byProvider("context-length@10ms", "content@1s ok@1s"), at(0ms));
    without.world.play();
    QVERIFY(without.world.summary(run).reason == GiveUpReason::EndedByOutcome);
    QCOMPARE(*without.world.summary(run).decisive, 0);
}

void tst_ChainRunRules::proxyWantsADirectRoute()
{
    PlainFacts facts;
    facts.models[QStringLiteral("near")].directRoute = true;
    Stage stage(QStringLiteral("{'id':'x','steps':[{'targets':[{'provider':'a','model':'m'}]},"
                               "{'targets':[{'provider':'b','model':'m'}]},"
                               "{'targets':[{'provider':'c','model':'near'}]}]}"),
        {}, facts);
    QCOMPARE(stage.played(byProvider("proxy@10ms", "content@1s ok@1s"), at(0ms)),
        QStringLiteral("a/m 0+10 proxy\nc/near 10+1000 ok fallback"));
}

void tst_ChainRunRules::clientGoneCancelsAndCountsNothing()
{
    Stage stage(QString::fromLatin1(One));
    for (int i = 0; i < 20; ++i) {
        const int run = stage.add(always(i % 2 ? "hang" : "content@1s"), at(Seconds(i)));
        stage.world.goneAt(run, at(Seconds(i) + 2s));
        stage.world.play();
        QVERIFY(stage.world.summary(run).ended == RunSummary::Ended::ClientGone);
        QCOMPARE(toString(stage.world.summary(run).attempts.front().outcome), QStringLiteral("cancelled"));
    }
    for (const BreakerView &view : stage.board.snapshot(at(30s)))
        QVERIFY(view.state == CircuitBreaker::State::Closed);
    QCOMPARE(stage.world.broken(), QStringList());
}

void tst_ChainRunRules::ownNetworkCountsNothing()
{
    Stage stage(QString::fromLatin1(Two));
    const auto offline = [](const StartAttempt &) {
        Behaviour behaviour = behaviourFromText(QStringLiteral("dns@10ms"));
        behaviour.end.counts = false;
        return behaviour;
    };
    for (int i = 0; i < 10; ++i)
        stage.played(offline, at(Seconds(10 * i)));
    for (const BreakerView &view : stage.board.snapshot(at(100s)))
        QVERIFY(view.state == CircuitBreaker::State::Closed);
}

void tst_ChainRunRules::nothingIsHeardOfAnEndedAttempt()
{
    Stage stage(QString::fromLatin1(Two));
    SeededRandom random(1);
    RouteRequest request;
    request.stream = true;
    request.arrived = at(0ms);
    ChainRun run(
        stage.board, stage.board.plan(stage.config->chains.front(), stage.facts, at(0ms)), request, random);
    run.attemptContent(0, at(0ms)); // before the beginning there is nobody
    run.woke(at(0ms));
    run.begin(at(0ms));
    run.begin(at(0ms));
    run.attemptFinished(0, {Outcome::Tls, 0, {}, true}, at(1ms));
    run.attemptContent(0, at(2ms));
    run.attemptFinished(0, {Outcome::Ok, 200, {}, true}, at(2ms));
    run.attemptFinished(9, {Outcome::Ok, 200, {}, true}, at(2ms));
    QVERIFY(!run.isCommitted());
    QCOMPARE(run.summary().attempts.size(), std::size_t {2});
    run.attemptContent(1, at(3ms));
    run.attemptContent(1, at(4ms));
    run.attemptFinished(1, {Outcome::Cut, 200, {}, true}, at(5ms));
    QVERIFY(run.summary().ended == RunSummary::Ended::Cut);
    run.attemptFinished(1, {Outcome::Ok, 200, {}, true}, at(6ms));
    run.clientGone(at(7ms));
    run.woke(at(90s));
    int commits = 0;
    int starts = 0;
    while (const std::optional<RunCommand> command = run.takeCommand()) {
        commits += std::holds_alternative<Commit>(*command);
        starts += std::holds_alternative<StartAttempt>(*command);
        QVERIFY(!std::holds_alternative<GiveUp>(*command));
    }
    QCOMPARE(commits, 1);
    QCOMPARE(starts, 2);
    QVERIFY(run.summary().ended == RunSummary::Ended::Cut);
}

QTEST_GUILESS_MAIN(tst_ChainRunRules)
#include "tst_chainrunrules.moc"

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gateway/gatewayfixture.h"
#include "tests/support/scriptedserver.h"

#include <set>

using namespace Belay;

namespace {

/// One step with a pool of three targets.
class PoolFixture : public GatewayFixture
{
public:
    bool begin()
    {
        if (!start())
            return false;
        std::vector<StepConfig> &steps = chain.config.chains.front().steps;
        while (steps.size() > 1) {
            steps.front().targets.push_back(steps.back().targets.front());
            steps.pop_back();
        }
        steps.front().pool = true;
        apply();
        return true;
    }
    /// Who serves a conversation; empty when it was no 200.
    QByteArray askedOf(const QByteArray &first, const QByteArray &later = {})
    {
        QByteArray messages = R"({"role":"user","content":")" + first + R"("})";
        if (!later.isEmpty())
            messages
                += R"(,{"role":"assistant","content":"Go on."},{"role":"user","content":")" + later + R"("})";
        const auto call = send("/chat/completions", R"({"model":"main","messages":[)" + messages + "]}");
        return call->wait() && call->head.status == 200 ? call->header("x-belay-target") : QByteArray();
    }
    size_t indexOf(const QByteArray &name) const
    {
        for (size_t i = 0; i < 3; ++i) {
            if (chain.target(i).toString().toUtf8() == name)
                return i;
        }
        return 3;
    }
};

QByteArray chatAnswer()
{
    return R"({"id":"c","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":)"
           R"({"role":"assistant","content":"Hi."},"finish_reason":"stop"}],)"
           R"("usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}})";
}

} // namespace

/// Pools and keys through the real gateway: who is asked, and when somebody else is.
class tst_GatewayPools final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aConversationStaysWhereItIs();
    void conversationsAreSpread();
    void itMovesWhileItsChoiceWaits();
    void itMovesWhileItsChoiceIsOpen();
    void oneFailureDoesNotMoveIt();
    void aRefusedKeyGivesWayToTheNext();
    void aLimitedKeyRestsWhileTheOtherServes();
};

void tst_GatewayPools::aConversationStaysWhereItIs()
{
    PoolFixture fixture;
    QVERIFY(fixture.begin());
    for (const char *first : {"one", "two", "three", "four"}) {
        const QByteArray home = fixture.askedOf(first);
        QVERIFY(!home.isEmpty());
        QCOMPARE(fixture.askedOf(first), home);
        QCOMPARE(fixture.askedOf(first, "And then?"), home);
        QCOMPARE(fixture.askedOf(first, "Something else."), home);
    }
    for (const Trace &trace : fixture.traces)
        QCOMPARE(trace.attempts.size(), size_t {1});
}

void tst_GatewayPools::conversationsAreSpread()
{
    PoolFixture fixture;
    QVERIFY(fixture.begin());
    std::set<QByteArray> homes;
    for (int i = 0; i < 60 && homes.size() < 3; ++i)
        homes.insert(fixture.askedOf("question " + QByteArray::number(i)));
    QCOMPARE(homes.size(), size_t {3});
    QVERIFY(!homes.contains(QByteArray()));
}

void tst_GatewayPools::itMovesWhileItsChoiceWaits()
{
    PoolFixture fixture;
    QVERIFY(fixture.begin());
    const QByteArray home = fixture.askedOf("hello");
    const size_t index = fixture.indexOf(home);
    QVERIFY(fixture.chain.setWeather(index, WeatherKind::Storm429, R"("retryAfter":"5s")"));
    const QByteArray other = fixture.askedOf("hello");
    QVERIFY(!other.isEmpty() && other != home);
    QVERIFY(fixture.traces.back().attempts.front().outcome == Outcome::RateLimited);
    QVERIFY(fixture.traces.back().attempts.back().note == AttemptNote::Fallback);
    fixture.chain.clearWeather();
    // It is not asked while it waits, and the second choice is one and the same.
    const int before = fixture.chain.asked(index);
    QCOMPARE(fixture.askedOf("hello"), other);
    QCOMPARE(fixture.chain.asked(index), before);
    QTRY_COMPARE_WITH_TIMEOUT(fixture.askedOf("hello"), home, 20'000);
}

void tst_GatewayPools::itMovesWhileItsChoiceIsOpen()
{
    PoolFixture fixture;
    QVERIFY(fixture.begin());
    fixture.chain.config.breaker.consecutiveFailures = 2;
    fixture.chain.config.breaker.cooldown = Milliseconds {4'000};
    fixture.apply();
    const QByteArray home = fixture.askedOf("hello");
    const size_t index = fixture.indexOf(home);
    QVERIFY(fixture.chain.setWeather(index, WeatherKind::Status, R"("status":503)"));
    // Each of its two keys is blocked by failures of its own; then it is not asked any more.
    bool isAsked = true;
    for (int i = 0; i < 8 && isAsked; ++i) {
        const int before = fixture.chain.asked(index);
        const QByteArray other = fixture.askedOf("hello");
        QVERIFY(!other.isEmpty() && other != home);
        isAsked = fixture.chain.asked(index) != before;
    }
    QVERIFY(!isAsked);
    fixture.chain.clearWeather();
    QTRY_COMPARE_WITH_TIMEOUT(fixture.askedOf("hello"), home, 15'000);
    const auto tested
        = [](const Trace &trace) { return trace.attempts.front().note == AttemptNote::HalfOpen; };
    QVERIFY(std::ranges::any_of(fixture.traces, tested));
}

void tst_GatewayPools::oneFailureDoesNotMoveIt()
{
    PoolFixture fixture;
    QVERIFY(fixture.begin());
    const QByteArray home = fixture.askedOf("hello");
    const size_t index = fixture.indexOf(home);
    QVERIFY(fixture.chain.setWeather(index, WeatherKind::Status, R"("status":503)"));
    QVERIFY(fixture.askedOf("hello") != home);
    fixture.chain.clearWeather();
    QCOMPARE(fixture.askedOf("hello"), home);
}

void tst_GatewayPools::aRefusedKeyGivesWayToTheNext()
{
    GatewayFixture fixture;
    QVERIFY(fixture.start({Dialect::OpenAi}));
    KeyRing::Entries entries = fixture.keys()->entries();
    entries[{fixture.chain.target(0).provider, KeyId {QStringLiteral("main")}}].value
        = Secret {"sk-sim-revoked-0123456789abcdef"};
    fixture.gateway.apply(fixture.chain.shared(), std::make_shared<const KeyRing>(std::move(entries)));
    // Which of the two is first is by chance: until the refused one was.
    bool wasFirst = false;
    for (int i = 0; i < 40 && !wasFirst; ++i) {
        const auto call = fixture.chat(true);
        QVERIFY(call->wait());
        QCOMPARE(call->head.status, 200);
        const Trace &trace = fixture.traces.back();
        wasFirst = trace.attempts.size() == 2;
        if (!wasFirst)
            continue;
        QVERIFY(trace.attempts[0].outcome == Outcome::Auth);
        QCOMPARE(trace.attempts[0].key.value, QStringLiteral("main"));
        QVERIFY(trace.attempts[1].outcome == Outcome::Ok);
        QCOMPARE(trace.attempts[1].key.value, QStringLiteral("spare"));
        QVERIFY(trace.attempts[1].note == AttemptNote::NextKey);
        QCOMPARE(call->header("x-belay-attempts"), QByteArray("2"));
    }
    QVERIFY(wasFirst);
    // From now on it is out, until a check says otherwise.
    for (int i = 0; i < 20; ++i) {
        const auto call = fixture.chat(false);
        QVERIFY(call->wait());
        QCOMPARE(call->head.status, 200);
        QCOMPARE(fixture.traces.back().attempts.size(), size_t {1});
        QCOMPARE(fixture.chain.simulator.journal().entries().back().key, QStringLiteral("spare"));
    }
}

void tst_GatewayPools::aLimitedKeyRestsWhileTheOtherServes()
{
    QByteArrayList used;
    bool isLimited = true;
    ScriptedServer provider([&](ScriptedRequest &request) {
        used << request.header("authorization");
        if (isLimited && used.last().contains("-main-")) {
            const QByteArray body = R"({"error":{"message":"Rate limit reached","type":"requests",)"
                                    R"("code":"rate_limit_exceeded"}})";
            request.send(
                "HTTP/1.1 429 Too Many Requests\r\ncontent-type: application/json\r\nretry-after: 6\r\n"
                "content-length: "
                + QByteArray::number(body.size()) + "\r\n\r\n" + body);
            return;
        }
        request.answer(chatAnswer(), "content-type: application/json\r\n");
    });
    GatewayFixture fixture;
    QVERIFY(fixture.start({Dialect::OpenAi}));
    fixture.chain.config.providers.front().baseUrl = provider.url(QStringLiteral("/v1"));
    fixture.apply();
    const auto ask = [&] {
        const auto call = fixture.chat(false);
        return call->wait() ? call->head.status : 0;
    };
    bool wasLimited = false;
    for (int i = 0; i < 40 && !wasLimited; ++i) {
        QCOMPARE(ask(), 200);
        wasLimited = fixture.traces.back().attempts.size() == 2;
    }
    QVERIFY(wasLimited);
    const Trace met = fixture.traces.back();
    QVERIFY(met.attempts[0].outcome == Outcome::RateLimited);
    QVERIFY(met.attempts[1].outcome == Outcome::Ok && met.attempts[1].note == AttemptNote::NextKey);
    QVERIFY(met.attempts[1].wait < Milliseconds {1'000}); // a free key is not waited for
    isLimited = false;
    used.clear();
    for (int i = 0; i < 10; ++i)
        QCOMPARE(ask(), 200);
    QCOMPARE(used.size(), 10);
    for (const QByteArray &key : used)
        QVERIFY(key.contains("-spare-"));
    // When its time has come it is used again.
    const auto isBack = [&] {
        used.clear();
        return ask() == 200 && used.last().contains("-main-");
    };
    QVERIFY(QTest::qWaitFor(isBack, 20'000));
}

QTEST_GUILESS_MAIN(tst_GatewayPools)
#include "tst_gatewaypools.moc"

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "routingworld.h"

#include <QtTest>

using namespace Belay;
using namespace std::chrono_literals;

namespace {

const char *const Chain = "{'id':'x','steps':[{'targets':[{'provider':'a','model':'m'}]},"
                          "{'targets':[{'provider':'keys','model':'n'}]}]}";

Sample sampleOf(const char *target, const char *key, ProbeKind kind, Outcome outcome)
{
    Sample sample;
    sample.target = TargetId::fromString(QString::fromLatin1(target));
    sample.key = KeyId(QString::fromLatin1(key));
    sample.kind = kind;
    sample.outcome = outcome;
    return sample;
}

/// `scope target key state` of all that is not closed.
QStringList blocked(const TargetBoard &board, SteadyTime now)
{
    QStringList lines;
    for (const BreakerView &view : board.snapshot(now)) {
        if (view.state == CircuitBreaker::State::Closed)
            continue;
        const QString who = view.key.isEmpty() ? view.target.toString()
                                               : QString(view.target.toString() + u':' + view.key.value);
        lines.append(
            toString(view.scope) + u' ' + who + u' ' + toString(view.state) + u' ' + toString(view.reason));
    }
    return lines;
}

} // namespace

class tst_TargetBoard : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void reachProbesFeedOnlyFailures();
    void authProbesBlockAndFreeTheirKey();
    void completionProbesFeedKeyAndModel();
    void trafficAndDrillsAreNotHeardTwice();
    void monitorStatesAreRoutes();
    void unwatchedTargetsFollowTheirProvider();
    void swapKeepsWhatDidNotChange();
    void swapForgetsWhatChanged_data();
    void swapForgetsWhatChanged();
    void requestEndsOnThePlanItBeganWith();
    void namedTargetsAreRememberedAndBounded();
    void hiddenReasoningGetsItsTime();

private:
    PlainFacts m_facts;
    std::unique_ptr<TargetBoard> m_board;
    std::shared_ptr<const Config> m_config;
};

void tst_TargetBoard::init()
{
    m_facts = {};
    m_config = configWithChains(QString::fromLatin1(Chain));
    m_board = std::make_unique<TargetBoard>();
    m_board->apply(m_config, m_facts, at(0ms));
}

void tst_TargetBoard::reachProbesFeedOnlyFailures()
{
    for (int i = 0; i < 5; ++i)
        m_board->observe(sampleOf("a", "", ProbeKind::Reach, Outcome::Connect), at(0ms));
    QCOMPARE(blocked(*m_board, at(1s)), QStringList(QStringLiteral("endpoint a open connect")));
    for (int i = 0; i < 9; ++i)
        m_board->observe(sampleOf("a", "", ProbeKind::Reach, Outcome::Ok), at(2s));
    QCOMPARE(blocked(*m_board, at(2s)).size(), 1); // a reach success closes nothing
    for (int i = 0; i < 9; ++i)
        m_board->observe(sampleOf("keys", "", ProbeKind::Reach, Outcome::Auth), at(2s));
    QCOMPARE(blocked(*m_board, at(2s)).size(), 1);
    m_board->observe(sampleOf("nobody", "", ProbeKind::Reach, Outcome::Connect), at(2s));
}

void tst_TargetBoard::authProbesBlockAndFreeTheirKey()
{
    m_board->observe(sampleOf("keys", "k2", ProbeKind::Auth, Outcome::Auth), at(0ms));
    QCOMPARE(blocked(*m_board, at(24h)), QStringList(QStringLiteral("key keys:k2 open auth")));
    m_board->observe(sampleOf("keys", "k2", ProbeKind::Auth, Outcome::Connect), at(24h));
    m_board->observe(sampleOf("keys", "k1", ProbeKind::Auth, Outcome::Ok), at(24h));
    QCOMPARE(blocked(*m_board, at(24h)).size(), 1);
    m_board->observe(sampleOf("keys", "k2", ProbeKind::Auth, Outcome::Ok), at(24h));
    QCOMPARE(blocked(*m_board, at(24h)), QStringList());
}

void tst_TargetBoard::completionProbesFeedKeyAndModel()
{
    for (int i = 0; i < 5; ++i)
        m_board->observe(sampleOf("keys/n", "k1", ProbeKind::Completion, Outcome::ServerError), at(0ms));
    QCOMPARE(blocked(*m_board, at(1s)), QStringList(QStringLiteral("key-model keys/n:k1 open server-error")));
    m_board->observe(sampleOf("keys/n", "k1", ProbeKind::Completion, Outcome::Ok), at(1s));
    m_board->observe(sampleOf("keys/n", "k1", ProbeKind::Completion, Outcome::Ok), at(2s));
    QCOMPARE(blocked(*m_board, at(2s)), QStringList());

    Sample limited = sampleOf("keys/n", "k1", ProbeKind::Completion, Outcome::RateLimited);
    limited.evidence = Evidence {{}, {}, {}, 20s};
    m_board->observe(limited, at(3s));
    QCOMPARE(
        blocked(*m_board, at(22s)), QStringList(QStringLiteral("key-model keys/n:k1 open rate-limited")));
    QCOMPARE(blocked(*m_board, at(23s)), QStringList());
    for (int i = 0; i < 9; ++i)
        m_board->observe(sampleOf("keys/n", "k1", ProbeKind::Completion, Outcome::Connect), at(30s));
    QCOMPARE(blocked(*m_board, at(30s)), QStringList()); // the way there is judged by reach
}

void tst_TargetBoard::trafficAndDrillsAreNotHeardTwice()
{
    for (const SampleSource source : {SampleSource::Traffic, SampleSource::Drill}) {
        Sample sample = sampleOf("keys/n", "k1", ProbeKind::Completion, Outcome::ServerError);
        sample.source = source;
        for (int i = 0; i < 9; ++i)
            m_board->observe(sample, at(0ms));
    }
    QCOMPARE(blocked(*m_board, at(0ms)), QStringList());
}

void tst_TargetBoard::monitorStatesAreRoutes()
{
    const TargetId target = TargetId::fromString(QStringLiteral("a/m"));
    m_board->setHealth(target, TargetState::Down, at(0ms));
    QCOMPARE(blocked(*m_board, at(1s)).size(), 1);
    QVERIFY(blocked(*m_board, at(1s)).front().startsWith(QStringLiteral("route a/m open")));
    m_board->setHealth(target, TargetState::Down, at(29s)); // said again, it is not news
    QVERIFY(blocked(*m_board, at(30s)).front().startsWith(QStringLiteral("route a/m half-open")));
    m_board->setHealth(target, TargetState::KeyRejected, at(31s));
    QCOMPARE(blocked(*m_board, at(31s)).size(), 1);
    for (const TargetState state : {TargetState::Up, TargetState::Slow, TargetState::Limited,
             TargetState::NoData, TargetState::Paused, TargetState::Checking}) {
        m_board->setHealth(target, TargetState::Down, at(32s));
        m_board->setHealth(target, state, at(33s));
        QCOMPARE(blocked(*m_board, at(33s)), QStringList());
    }
}

void tst_TargetBoard::unwatchedTargetsFollowTheirProvider()
{
    StatusBoard status;
    status.providers.push_back({ProviderId(QStringLiteral("a")), {}, TargetState::Down, {}, {}});
    status.providers.push_back({ProviderId(QStringLiteral("keys")), {}, TargetState::Down, {}, {}});
    TargetStatus watched;
    watched.id = TargetId::fromString(QStringLiteral("keys/n"));
    watched.verdict.state = TargetState::Up;
    status.targets.push_back(watched);
    m_board->applyHealth(status, at(0ms));
    QCOMPARE(blocked(*m_board, at(0ms)).size(), 1);
    QVERIFY(blocked(*m_board, at(0ms)).front().startsWith(QStringLiteral("route a/m")));
    // One that a client names later is known to be down as well.
    ChainConfig named;
    named.steps.push_back(
        {{{TargetId::fromString(QStringLiteral("a/other")), 1, {}}}, {}, {}, {}, {}, {}, true});
    m_board->plan(named, m_facts, at(1s));
    QCOMPARE(blocked(*m_board, at(1s)).size(), 2);
}

void tst_TargetBoard::swapKeepsWhatDidNotChange()
{
    for (int i = 0; i < 5; ++i) {
        m_board->observe(sampleOf("a", "", ProbeKind::Reach, Outcome::Connect), at(0ms));
        m_board->observe(sampleOf("keys/n", "k1", ProbeKind::Completion, Outcome::ServerError), at(0ms));
    }
    m_board->observe(sampleOf("keys", "k2", ProbeKind::Auth, Outcome::Auth), at(0ms));
    m_board->setHealth(TargetId::fromString(QStringLiteral("a/m")), TargetState::Down, at(0ms));
    const QStringList before = blocked(*m_board, at(1s));
    QCOMPARE(before.size(), 4);
    Config changed = *m_config;
    changed.providers[0].name = QStringLiteral("Other name");
    changed.providers[4].keys[0].weight = 7;
    changed.chains.front().steps.front().retry.numRetries = 0;
    changed.breaker.cooldown = 10s;
    m_board->apply(std::make_shared<const Config>(changed), m_facts, at(1s));
    QCOMPARE(blocked(*m_board, at(1s)), before);
}

void tst_TargetBoard::swapForgetsWhatChanged_data()
{
    QTest::addColumn<QString>("change");
    QTest::addColumn<int>("left");
    QTest::newRow("another base URL forgets the provider") << QStringLiteral("url") << 0;
    QTest::newRow("another value of a key forgets the key") << QStringLiteral("value") << 1;
    QTest::newRow("another source of a key forgets the key") << QStringLiteral("source") << 1;
    QTest::newRow("a key that is gone is gone") << QStringLiteral("gone") << 1;
    QTest::newRow("a model that no chain names is gone") << QStringLiteral("model") << 2;
}

void tst_TargetBoard::swapForgetsWhatChanged()
{
    QFETCH(QString, change);
    QFETCH(int, left);
    for (int i = 0; i < 5; ++i) {
        m_board->observe(sampleOf("keys", "", ProbeKind::Reach, Outcome::Connect), at(0ms));
        m_board->observe(sampleOf("keys/n", "k1", ProbeKind::Completion, Outcome::ServerError), at(0ms));
    }
    m_board->observe(sampleOf("keys", "k1", ProbeKind::Auth, Outcome::Auth), at(0ms));
    QCOMPARE(blocked(*m_board, at(0ms)).size(), 3);
    Config changed = *m_config;
    ProviderConfig &provider = changed.providers[4];
    if (change == QStringLiteral("url"))
        provider.baseUrl = QUrl(QStringLiteral("http://other.test/v1"));
    else if (change == QStringLiteral("value"))
        m_facts.stamps[QStringLiteral("k1")] = 99;
    else if (change == QStringLiteral("source"))
        provider.keys[0].source.name = QStringLiteral("OTHER");
    else if (change == QStringLiteral("gone"))
        provider.keys.erase(provider.keys.begin());
    else
        changed.chains.front().steps.pop_back();
    m_board->apply(std::make_shared<const Config>(changed), m_facts, at(1s));
    QCOMPARE(blocked(*m_board, at(1s)).size(), left);
}

void tst_TargetBoard::requestEndsOnThePlanItBeganWith()
{
    MiddleRandom random;
    RoutingWorld world(*m_board, random);
    RouteRequest request;
    request.stream = true;
    const auto script = [](const StartAttempt &start) {
        return start.target.provider.value == QStringLiteral("a")
            ? behaviourFromText(QStringLiteral("tls@10s"))
            : behaviourFromText(QStringLiteral("ok@1s"));
    };
    const int run
        = world.add(m_board->plan(m_config->chains.front(), m_facts, at(0ms)), request, script, at(0ms));
    world.playUntil(at(5s));
    m_board->apply(std::make_shared<const Config>(), m_facts, at(5s)); // all of it is gone
    QCOMPARE(m_board->snapshot(at(5s)).size(), std::size_t {0});
    world.play();
    QVERIFY(world.summary(run).ended == RunSummary::Ended::Answered);
    QCOMPARE(world.summary(run).attempts.size(), std::size_t {2});
    QCOMPARE(m_board->retries().active(), 0);
}

void tst_TargetBoard::namedTargetsAreRememberedAndBounded()
{
    ChainConfig named;
    named.steps.push_back(
        {{{TargetId::fromString(QStringLiteral("a/first")), 1, {}}}, {}, {}, {}, {}, {}, true});
    const ChainPlanPtr first = m_board->plan(named, m_facts, at(0ms));
    QVERIFY(m_board->plan(named, m_facts, at(1s)) == first);
    const std::size_t before = m_board->snapshot(at(0ms)).size();
    for (int i = 0; i < 1'000; ++i) {
        named.steps.front().targets.front().target.model = QStringLiteral("made-up-%1").arg(i);
        m_board->plan(named, m_facts, at(2s));
    }
    QVERIFY(m_board->snapshot(at(3s)).size() <= before + std::size_t {2 * 256});
    QCOMPARE(m_board->plan(m_config->chains.front(), m_facts, at(3s))->targetCount, 2);
}

void tst_TargetBoard::hiddenReasoningGetsItsTime()
{
    m_facts.models[QStringLiteral("m")].hidesReasoning = true;
    m_board->apply(m_config, m_facts, at(0ms));
    const ChainPlanPtr plan = m_board->plan(m_config->chains.front(), m_facts, at(0ms));
    QVERIFY(plan->deadline == 140s);
    QVERIFY(plan->steps[0].targets[0].firstContent == 120s);
    QVERIFY(plan->steps[1].targets[0].firstContent == 20s);
    ChainConfig own = m_config->chains.front();
    own.deadline = 30s;
    own.steps[0].timeouts.firstContent = 9s;
    const ChainPlanPtr set = m_board->plan(own, m_facts, at(0ms));
    QVERIFY(set->deadline == 30s);
    QVERIFY(set->steps[0].targets[0].firstContent == 9s);
}

QTEST_GUILESS_MAIN(tst_TargetBoard)
#include "tst_targetboard.moc"

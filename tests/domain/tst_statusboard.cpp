// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/statusboard.h"

#include <QtTest>

using namespace Belay;
using namespace std::chrono_literals;

namespace {

constexpr WallTime Noon {Milliseconds {1'790'000'000'000}};

/// `anthropic/haiku down provider outage` and so on: a row of the dashboard, six minutes in its state.
TargetStatus row(const char *id, TargetState state, Owner owner = Owner::None, Cause cause = Cause::None)
{
    TargetStatus target;
    target.id = TargetId::fromString(QString::fromLatin1(id));
    target.providerName = target.id.provider.value;
    target.providerName[0] = target.providerName[0].toUpper();
    target.verdict.state = state;
    target.verdict.owner = owner;
    target.verdict.cause = cause;
    target.verdict.reason = QStringLiteral("No key.");
    target.since = Noon - 6min;
    return target;
}

} // namespace

class tst_StatusBoard final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void overall_data();
    void overall();
    void aVanishedModelHasAnother();
    void theWorstComesFirst();
    void spokenDurations_data();
    void spokenDurations();
};

void tst_StatusBoard::overall_data()
{
    using State = TargetState;
    QTest::addColumn<std::vector<TargetStatus>>("targets");
    QTest::addColumn<NetworkState>("network");
    QTest::addColumn<QString>("expectedState");
    QTest::addColumn<int>("expectedUp");
    QTest::addColumn<int>("expectedProviders");
    QTest::addColumn<QString>("expectedInSentence");
    const auto add = [](const char *name, std::vector<TargetStatus> targets, const char *state, int up,
                         int providers, const char *words, NetworkState network = NetworkState::Online) {
        QTest::addRow("%s", name) << std::move(targets) << network << QString::fromLatin1(state) << up
                                  << providers << QString::fromUtf8(words);
    };
    add("nobody is watched", {}, "unknown", 0, 0, "No provider");
    add("nothing is known yet", {row("groq", State::Checking)}, "unknown", 0, 1,
        "Checking: nothing is known yet.");
    add("all up", {row("groq", State::Up), row("openai/a", State::Up)}, "up", 2, 2, "All 2 providers serve");
    add("one provider, up", {row("groq", State::Up)}, "up", 1, 1, "Groq serves you.");
    add("one of two down",
        {row("groq", State::Up), row("openai", State::Down, Owner::Provider, Cause::Outage)}, "down", 1, 2,
        "1 of 2 providers serve you. Openai is down: theirs, for 6 min.");
    add("one model of a provider down leaves it serving",
        {row("openai/a", State::Up), row("openai/b", State::Down, Owner::Provider, Cause::Model)}, "down", 1,
        1, "this model only");
    add("slow is degraded",
        {row("groq", State::Up), row("openai", State::Slow, Owner::Provider, Cause::Slow)}, "degraded", 2, 2,
        "2 of 2 providers serve you.");
    add("limited still serves", {row("groq", State::Limited, Owner::You, Cause::RateLimit)}, "degraded", 1, 1,
        "your rate limit");
    add("without credit nobody serves", {row("groq", State::Limited, Owner::You, Cause::Quota)}, "degraded",
        0, 1, "Your provider does not serve you. Groq limits you: your credit");
    add("nothing is known, and nothing is being asked", {row("groq", State::NoData)}, "unknown", 0, 1,
        "Nothing is known of Groq now. No key.");
    add("nothing is known of several", {row("groq", State::NoData), row("openai", State::NoData)}, "unknown",
        0, 2, "Nothing is known of any of your providers now. No key.");
    add("a rejected key counts as down", {row("groq", State::KeyRejected, Owner::You, Cause::Key)}, "down", 0,
        1, "your key");
    add("a slow one alone still serves", {row("groq", State::Slow, Owner::Provider, Cause::Slow)}, "degraded",
        1, 1, "Your provider serves you. Groq is slow");
    add("a rejected key alone", {row("groq", State::KeyRejected, Owner::You, Cause::Key)}, "down", 0, 1,
        "Your provider does not serve you. Groq");
    add("none of two", {row("groq", State::Down), row("openai", State::KeyRejected)}, "down", 0, 2,
        "None of your 2 providers serves you. Groq is down");
    add("none of two, and one that nobody knows", {row("groq", State::Down), row("openai", State::NoData)},
        "down", 0, 2, "None of your 2 providers is known to serve you. Groq is down");
    add("none of two, and one that is being confirmed",
        {row("groq", State::Down), row("openai", State::Checking)}, "down", 0, 2,
        "None of your 2 providers is known to serve you.");
    add("paused rows are not counted", {row("groq", State::Up), row("openai", State::Paused)}, "up", 1, 1,
        "Groq serves you.");
    add("all paused", {row("groq", State::Paused)}, "up", 0, 0, "All providers are paused.");
    add("more troubles than can be named",
        {row("a", State::Down), row("b", State::Down), row("c", State::Slow), row("d", State::Limited)},
        "down", 2, 4, "2 more need a look.");
    add("one trouble more than can be named",
        {row("a", State::Down), row("b", State::Down), row("c", State::Slow)}, "down", 1, 3,
        "One more needs a look.");
    add("the own network is offline", {row("groq", State::NoData)}, "unknown", 0, 1, "offline",
        NetworkState::Offline);
    add("the own network is offline and a local server down",
        {row("ollama", State::Down), row("groq", State::NoData)}, "down", 0, 2, "offline",
        NetworkState::Offline);
    add("the own network wants a login", {row("groq", State::NoData)}, "unknown", 0, 1, "log in",
        NetworkState::Captive);
    add("one up and one without data", {row("groq", State::Up), row("openai", State::NoData)}, "unknown", 1,
        2, "1 of 2 providers serve you.");
}

void tst_StatusBoard::overall()
{
    QFETCH(std::vector<TargetStatus>, targets);
    QFETCH(NetworkState, network);
    QFETCH(QString, expectedState);
    QFETCH(int, expectedUp);
    QFETCH(int, expectedProviders);
    QFETCH(QString, expectedInSentence);
    const Overall overall = overallOf(targets, {network, {}}, Noon);
    QCOMPARE(Belay::toString(overall.state), expectedState);
    QCOMPARE(overall.providersUp, expectedUp);
    QCOMPARE(overall.providers, expectedProviders);
    QVERIFY2(overall.sentence.contains(expectedInSentence), qPrintable(overall.sentence));
}

void tst_StatusBoard::aVanishedModelHasAnother()
{
    TargetStatus status = row("openai/old", TargetState::Down);
    status.offeredModels = {QStringLiteral("new"), QStringLiteral("newer")};
    QCOMPARE(modelInstead(status), QString()); // down for another reason
    status.verdict.outcome = Outcome::ModelNotFound;
    QCOMPARE(modelInstead(status), QStringLiteral("new"));
    status.offeredModels.clear();
    QCOMPARE(modelInstead(status), QString());
}

void tst_StatusBoard::theWorstComesFirst()
{
    const std::vector<TargetState> order {TargetState::Down, TargetState::KeyRejected, TargetState::Limited,
        TargetState::Slow, TargetState::NoData, TargetState::Checking, TargetState::Up, TargetState::Paused};
    for (size_t i = 0; i < order.size(); ++i)
        QCOMPARE(severityRank(order[i]), static_cast<int>(i));
}

void tst_StatusBoard::spokenDurations_data()
{
    QTest::addColumn<qint64>("seconds");
    QTest::addColumn<QString>("expected");
    QTest::addRow("not a second") << qint64 {0} << QStringLiteral("0 s");
    QTest::addRow("a clock that went back") << qint64 {-9} << QStringLiteral("0 s");
    QTest::addRow("seconds") << qint64 {59} << QStringLiteral("59 s");
    QTest::addRow("minutes") << qint64 {6 * 60 + 59} << QStringLiteral("6 min");
    QTest::addRow("a round hour") << qint64 {3'600} << QStringLiteral("1 h");
    QTest::addRow("hours") << qint64 {2 * 3'600 + 5 * 60} << QStringLiteral("2 h 5 min");
    QTest::addRow("days") << qint64 {75 * 3'600} << QStringLiteral("3 d 3 h");
    QTest::addRow("over a week") << qint64 {200 * 3'600} << QStringLiteral("8 d");
}

void tst_StatusBoard::spokenDurations()
{
    QFETCH(qint64, seconds);
    QFETCH(QString, expected);
    QCOMPARE(spokenDuration(Seconds {seconds}), expected);
}

QTEST_GUILESS_MAIN(tst_StatusBoard)
#include "tst_statusboard.moc"

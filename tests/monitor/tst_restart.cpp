// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/monitor/monitorbench.h"

#include <QtTest>

using namespace Belay;
using namespace std::chrono_literals;

namespace {

const TargetId Target = TargetId::fromString(QStringLiteral("a/gpt-4.1-nano"));

/// The outcomes of one series before the restart: oldest first, `every` apart, the newest `age` old.
struct Past {
    ProbeKind kind = ProbeKind::Completion;
    QList<Outcome> outcomes;
    Milliseconds every {60'000};
    Milliseconds age {20'000};
};

std::vector<Sample> samplesOf(const Past &past, WallTime now)
{
    std::vector<Sample> samples;
    for (qsizetype i = 0; i < past.outcomes.size(); ++i) {
        Sample sample;
        sample.at = now - past.age - (past.outcomes.size() - 1 - i) * past.every;
        sample.target = past.kind == ProbeKind::Completion ? Target : TargetId {Target.provider, {}};
        sample.key = MonitorBench::provider(QStringLiteral("a")).keys.front().id;
        sample.kind = past.kind;
        sample.outcome = past.outcomes[i];
        sample.timings.firstContent = Milliseconds {300};
        samples.push_back(sample);
    }
    return samples;
}

} // namespace

class tst_Restart final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void stateRightAfterTheStart_data();
    void stateRightAfterTheStart();
    void aStateIsOlderThanItsNewestSpan();
    void aNewConfigDoesNotReplayThePast();
    void aModelThatWasFoundIsRemembered();
    void anAcceptedKeyIsRemembered();
    void theLeadOfAnIncidentThatWasOpen_data();
    void theLeadOfAnIncidentThatWasOpen();
};

void tst_Restart::stateRightAfterTheStart_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<QList<int>>("outcomes");
    QTest::addColumn<int>("ageSeconds");
    QTest::addColumn<bool>("spanSaysDown");
    QTest::addColumn<QString>("expectedState");
    const auto row = [](const char *name, ProbeKind kind, const QList<Outcome> &outcomes, int age,
                         bool spanSaysDown, const char *expected) {
        QList<int> numbers;
        for (const Outcome outcome : outcomes)
            numbers << static_cast<int>(outcome);
        QTest::newRow(name) << static_cast<int>(kind) << numbers << age << spanSaysDown
                            << QString::fromLatin1(expected);
    };
    using enum Outcome;
    row("two failures of the model are down again", ProbeKind::Completion, {Ok, Overloaded, Overloaded}, 20,
        true, "down");
    row("good answers are up again", ProbeKind::Completion, {Ok, Ok}, 20, false, "up");
    row("one failure alone is no state", ProbeKind::Completion, {Ok, Ok, Overloaded}, 20, false, "up");
    row("a limit that was confirmed holds on", ProbeKind::Completion, {RateLimited, RateLimited}, 20, false,
        "limited");
    row("a rejected key is rejected still", ProbeKind::Auth, {Auth, Auth}, 20, false, "key-rejected");
    row("what no longer vouches is checked anew", ProbeKind::Completion, {Overloaded, Overloaded}, 3600,
        false, "checking");
    row("a transport failure that nobody cleared blames nobody", ProbeKind::Completion, {Connect, Connect},
        20, false, "checking");
    row("a transport failure that led to down was cleared", ProbeKind::Completion, {Connect, Connect}, 20,
        true, "down");
    row("nothing is known of nothing", ProbeKind::Completion, {}, 20, false, "checking");
}

void tst_Restart::stateRightAfterTheStart()
{
    QFETCH(int, kind);
    QFETCH(QList<int>, outcomes);
    QFETCH(int, ageSeconds);
    QFETCH(bool, spanSaysDown);
    QFETCH(QString, expectedState);
    MonitorBench bench;
    bench.answer(QStringLiteral("a.example"), FakeAnswer::hanging(), FakeAnswer::hanging());
    bench.answer(QStringLiteral("b.example"), FakeAnswer::hanging(), FakeAnswer::hanging());
    const WallTime now = bench.clock.wall();
    Past past {static_cast<ProbeKind>(kind), {}, 60s, std::chrono::seconds {ageSeconds}};
    for (const int outcome : outcomes)
        past.outcomes << static_cast<Outcome>(outcome);
    MonitorMemory memory;
    memory.recentSamples = samplesOf(past, now);
    memory.everAnswered = {Target};
    if (spanSaysDown) {
        memory.newestSpans = {{Target, now - 10min, now - 20s, TargetState::Down, Owner::Provider,
            Cause::Outage, Outcome::Overloaded}};
    }
    bench.monitor->remember(memory);
    Config config = bench.config;
    config.providers = {MonitorBench::provider(QStringLiteral("a"))};
    bench.apply(config);
    bench.run(400ms); // a board is out, no answer is
    QCOMPARE(bench.state(Target.toString()), expectedState);
}

void tst_Restart::aStateIsOlderThanItsNewestSpan()
{
    MonitorBench bench;
    bench.answer(QStringLiteral("a.example"), FakeAnswer::json("{}", 503), FakeAnswer::json("{}", 503));
    const WallTime now = bench.clock.wall();
    MonitorMemory memory;
    memory.newestSpans = {
        {Target, now - 4min, now - 20s, TargetState::Down, Owner::Provider, Cause::Outage, Outcome::Reset}};
    memory.stateSince = {{Target, now - 30min}};
    bench.monitor->remember(memory);
    Config config = bench.config;
    config.providers = {MonitorBench::provider(QStringLiteral("a"))};
    bench.apply(config);
    bench.run(60s);
    QCOMPARE(bench.state(Target.toString()), QStringLiteral("down"));
    QCOMPARE(bench.row(Target.toString())->since, now - 30min);
    QVERIFY(bench.history.spans(Target).front().from >= now); // the time off is not claimed
}

void tst_Restart::aNewConfigDoesNotReplayThePast()
{
    MonitorBench bench;
    bench.answer(QStringLiteral("a.example"), FakeAnswer::hanging(), FakeAnswer::hanging());
    bench.answer(QStringLiteral("b.example"), FakeAnswer::hanging(), FakeAnswer::hanging());
    const WallTime now = bench.clock.wall();
    MonitorMemory memory;
    memory.recentSamples = samplesOf({ProbeKind::Auth, {Outcome::Auth, Outcome::Auth}}, now);
    bench.monitor->remember(memory);
    Config config = bench.config;
    config.providers = {MonitorBench::provider(QStringLiteral("a"))};
    bench.apply(config);
    bench.run(400ms); // a board is out, no answer is
    QCOMPARE(bench.state(Target.toString()), QStringLiteral("key-rejected"));
    // Another address is another provider: what the old one said of the key does not bind it.
    config.providers.front().baseUrl = QUrl(QStringLiteral("https://b.example/v1"));
    bench.apply(config);
    bench.run(400ms); // a board is out, no answer is
    QCOMPARE(bench.state(Target.toString()), QStringLiteral("checking"));
}

void tst_Restart::aModelThatWasFoundIsRemembered()
{
    MonitorBench bench;
    const TargetId found {ProviderId {QStringLiteral("a")}, QStringLiteral("gpt-5-nano")};
    bench.answer(QStringLiteral("a.example"), MonitorBench::goodCheck(), FakeAnswer::hanging());
    MonitorMemory memory;
    memory.recentSamples
        = samplesOf({ProbeKind::Completion, {Outcome::Overloaded, Outcome::Overloaded}}, bench.clock.wall());
    for (Sample &sample : memory.recentSamples)
        sample.target = found;
    memory.everAnswered = {found};
    bench.monitor->remember(memory);
    Config config = bench.config;
    config.providers = {MonitorBench::provider(QStringLiteral("a"))};
    config.providers.front().kind = ProviderKindId::Vllm;
    config.providers.front().monitor.models.clear();
    bench.apply(config);
    bench.run(10s); // the list of models is there, no completion has ended
    QCOMPARE(bench.state(found.toString()), QStringLiteral("down"));
}

void tst_Restart::anAcceptedKeyIsRemembered()
{
    MonitorBench bench;
    bench.answer(QStringLiteral("a.example"), MonitorBench::badKey(), MonitorBench::badKey());
    Config config = bench.config;
    config.providers = {MonitorBench::provider(QStringLiteral("a"))};
    MonitorMemory memory;
    memory.acceptedKeys = {{config.providers.front().id, config.providers.front().keys.front().id}};
    bench.monitor->remember(memory);
    bench.apply(config);
    bench.run(2min);
    const Verdict &verdict = bench.row(Target.toString())->verdict;
    QCOMPARE(toString(verdict.state), QStringLiteral("key-rejected"));
    QVERIFY(std::ranges::any_of(verdict.evidence,
        [](const Clue &clue) { return clue.text.startsWith(QStringLiteral("The key worked before")); }));
}

void tst_Restart::theLeadOfAnIncidentThatWasOpen_data()
{
    QTest::addColumn<bool>("readInTheNewestRow"); // of readings, before the program ended
    QTest::addColumn<bool>("readInAnEarlierRow"); // before a gap
    QTest::addColumn<bool>("hasLead");
    QTest::addRow("the page was read until the end") << true << false << true;
    QTest::addRow("it was read then, and not for a while after") << false << true << true;
    QTest::addRow("nobody read it when the incident began") << false << false << false;
}

void tst_Restart::theLeadOfAnIncidentThatWasOpen()
{
    QFETCH(const bool, readInTheNewestRow);
    QFETCH(const bool, readInAnEarlierRow);
    QFETCH(const bool, hasLead);
    const QString page = QStringLiteral("https://status.claude.com");
    MonitorBench bench;
    Incident incident;
    incident.id = {1ULL << 16U, 1};
    incident.provider = ProviderId {QStringLiteral("anthropic")};
    incident.targets = {{incident.provider, QStringLiteral("claude-haiku-4-5")}};
    incident.owner = Owner::Provider;
    incident.cause = Cause::Outage;
    incident.state = TargetState::Down;
    incident.openedAt = bench.clock.wall() - 40min;
    const WallTime opened = incident.openedAt;
    MonitorMemory memory;
    memory.incidents = {incident};
    memory.pages.newestReads = {readInTheNewestRow ? PageReadSpan {page, opened - 1h, opened + 1min}
                                                   : PageReadSpan {page, opened + 20min, opened + 25min}};
    if (readInAnEarlierRow)
        memory.pages.readsAtIncidents = {{page, opened, opened}};
    bench.monitor->remember(memory);
    const FakeAnswer dead = FakeAnswer::json(R"({"error":{"message":"busy"}})", 503);
    bench.answer(QStringLiteral("api.anthropic.com"), dead, dead);
    const FakeAnswer told = FakeAnswer::json(
        R"({"page":{},"status":{"indicator":"none"},"components":[{"id":"k8w3r06qmzrp","name":"Claude API","status":"major_outage"}],)"
        R"("incidents":[{"id":"i1","name":"API errors","status":"investigating","impact":"major","created_at":")"
        + toIsoString(opened + 9min).toLatin1() + R"(","components":[{"id":"k8w3r06qmzrp"}]}]})");
    bench.answer(QStringLiteral("status.claude.com"), told, told);
    Config config = bench.config;
    config.providers = {MonitorBench::provider(incident.provider.value)};
    config.providers.front().kind = ProviderKindId::Anthropic;
    config.providers.front().baseUrl = QUrl();
    config.providers.front().monitor.models = {incident.targets.front().model};
    config.providers.front().monitor.statusPage.clear();
    bench.apply(config);
    bench.run(2min);
    const Incident &now = bench.history.incidents.at(incident.id);
    QVERIFY(now.notice.has_value());
    QCOMPARE(now.lead.has_value(), hasLead);
    QVERIFY(!hasLead || *now.lead == 9min);
}

QTEST_GUILESS_MAIN(tst_Restart)
#include "tst_restart.moc"

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/incidentjson.h"
#include "core/domain/resultjson.h"
#include "core/history/sqlitehistory.h"
#include "tests/app/roundsscene.h"

#include <algorithm>
#include <array>

using namespace Belay;
using namespace Qt::StringLiterals;

namespace {

SimulatedProvider played(
    const char *id, ProviderKindId kind = ProviderKindId::OpenAi, Dialect dialect = Dialect::OpenAi)
{
    return EngineFixture::provider(
        QString::fromLatin1(id), kind, QByteArray("key-of-the-rounds-") + id, dialect);
}

SimulatedProvider withTwoModels(const char *id)
{
    SimulatedProvider provider = played(id);
    provider.models = {u"m"_s, u"n"_s};
    return provider;
}

Expectation isUp(const char *target)
{
    return {"somebody who is well", target};
}

Expectation isDown(
    const char *trouble, const char *target, Outcome outcome, const char *says, const char *advises)
{
    return {trouble, target, TargetState::Down, Owner::Provider, Cause::Outage, outcome, says, advises};
}

Expectation isDry(const char *trouble, const char *target)
{
    return {
        trouble, target, TargetState::Limited, Owner::You, Cause::Quota, Outcome::Quota, "credit", "credit"};
}

/// Nothing is said of the provider: it is the person's own way there.
Expectation isYourWay(const char *trouble, const char *target, Cause cause, Outcome outcome, const char *says,
    const char *advises)
{
    return {trouble, target, TargetState::NoData, Owner::You, cause, outcome, says, advises};
}

const QByteArray Troubles = R"({"targets":{
    "busy":[{"weather":"status","status":503}],
    "lost/m":[{"weather":"no-model"}],
    "keyed":[{"weather":"bad-key"}],
    "dry-openai/m":[{"weather":"quota"}], "dry-anthropic/m":[{"weather":"quota"}], "dry-gemini/m":[{"weather":"quota"}],
    "dry-openrouter/m":[{"weather":"quota"}], "dry-deepseek/m":[{"weather":"quota"}], "dry-groq/m":[{"weather":"quota"}],
    "dry-perplexity/m":[{"weather":"status","status":401,
        "body":{"error":{"message":"Insufficient credits","type":"insufficient_credits","code":401}}}],
    "stormy/m":[{"weather":"storm-429","retryAfter":"20s"}],
    "green/m":[{"weather":"status","status":500}]}})";

RoundsScene::Script troublesOfProviders(bool withResolver)
{
    using Kind = ProviderKindId;
    RoundsScene::Script script {.name = "troubles of providers",
        .played = {played("fine"), played("busy"), withTwoModels("lost"), played("keyed"),
            played("dry-openai"), played("dry-anthropic", Kind::Anthropic, Dialect::Anthropic),
            played("dry-gemini", Kind::Gemini, Dialect::Gemini), played("dry-openrouter", Kind::OpenRouter),
            played("dry-deepseek", Kind::DeepSeek), played("dry-groq", Kind::Groq),
            played("dry-perplexity", Kind::Perplexity), played("stormy"), played("green")},
        .weather = Troubles,
        .findings = {isUp("fine/m"),
            isDown("503 of a whole provider", "busy/m", Outcome::Overloaded, "overloaded", "provider"),
            {"one model that is gone", "lost/m", TargetState::Down, Owner::Provider, Cause::Model,
                Outcome::ModelNotFound, "no longer knows m", "Probe n instead."},
            isUp("lost/n"),
            {"a key that was revoked", "keyed/m", TargetState::KeyRejected, Owner::You, Cause::Key,
                Outcome::Auth, "key", "key"},
            isDry("no credit, as OpenAI says it", "dry-openai/m"),
            isDry("no credit, as Anthropic says it", "dry-anthropic/m"),
            isDry("a quota of a day, as Gemini says it", "dry-gemini/m"),
            isDry("no credit, as OpenRouter says it", "dry-openrouter/m"),
            isDry("no credit, as DeepSeek says it", "dry-deepseek/m"),
            isDry("a spend limit, as Groq says it", "dry-groq/m"),
            isDry("no credit, as Perplexity says it", "dry-perplexity/m"),
            {"a storm of 429 under a green page", "stormy/m", TargetState::Limited, Owner::You,
                Cause::RateLimit, Outcome::RateLimited, "limit", "20 s"},
            isDown("an outage under a green page", "green/m", Outcome::ServerError,
                "their status page does not say so yet", ""),
            isDown("a certificate that has run out", "expired/m", Outcome::Tls, "has run out",
                "Do not send a key")}};
    if (withResolver)
        script.findings.push_back(isDown("one name that cannot be found", "nameless/m", Outcome::Dns,
            "cannot be found, while others on the internet answer", "base URL"));
    script.arrange = [withResolver](RoundsScene &scene) {
        auto &providers = scene.fixture().config.providers;
        std::ranges::find(providers, ProviderId {u"lost"_s}, &ProviderConfig::id)->monitor.models
            = {u"m"_s, u"n"_s};
        scene.addExpired(u"expired"_s);
        if (withResolver)
            scene.add(u"nameless"_s, QUrl(u"https://gone.example/v1"_s));
    };
    return script;
}

/// Of its own, because a round lasts as long as it hangs.
RoundsScene::Script silence()
{
    return {.name = "silence",
        .played = {played("talker"), played("hung"), played("mute")},
        .weather = R"({"targets":{"hung/m":[{"weather":"pings-only"}],"mute":[{"weather":"hang"}]}})",
        .findings = {isUp("talker/m"),
            isDown("a stream that hangs", "hung/m", Outcome::TimeoutContent,
                "took the request but sent no content in time", "the model hangs"),
            isDown("a provider that never answers", "mute/m", Outcome::TimeoutTotal,
                "gave no whole answer in time", "theirs")}};
}

RoundsScene::Script ownNetworkPulled()
{
    const char *const says = "Your own network is offline";
    return {.name = "the own network is pulled",
        .played = {played("one"), played("two")},
        .weather = R"({"network":"offline"})",
        .findings = {isYourWay("the own network is pulled", "one/m", Cause::Network, Outcome::Connect, says,
                         "connection"),
            isYourWay(
                "and for the other one", "two/m", Cause::Network, Outcome::Connect, says, "connection")},
        .network = NetworkState::Offline};
}

RoundsScene::Script captivePortal()
{
    return {.name = "a network that wants a log-in",
        .played = {played("first"), played("second")},
        .weather = R"({"network":"captive"})",
        .findings = {isYourWay("a captive portal", "first/m", Cause::Network, Outcome::NotAnAnswer,
                         "asks you to log in", "browser"),
            isYourWay("and for the other one", "second/m", Cause::Network, Outcome::NotAnAnswer,
                "asks you to log in", "browser")},
        .network = NetworkState::Captive};
}

RoundsScene::Script skewedClock()
{
    using std::chrono::hours;
    return {.name = "the clock of this machine is wrong",
        .arrange =
            [](RoundsScene &scene) {
                scene.useAnchorOfAnotherTime(-hours {24 * 400});
                scene.addExpired(u"early"_s);
                scene.addExpired(u"late"_s);
            },
        .findings = {isYourWay("a clock that is wrong", "early/m", Cause::Clock, Outcome::Tls,
                         "the clock is wrong by 400 d", "Set date and time"),
            isYourWay("and for the other one", "late/m", Cause::Clock, Outcome::Tls, "the clock is wrong",
                "Set date and time")}};
}

/// What every place has to say alike.
Document core(const Document &row)
{
    Document fields;
    for (const char *name : {"id", "state", "owner", "cause", "confidence", "outcome", "reason", "advice"})
        fields[name] = row.value(name, Document());
    return fields;
}

Document rowOf(const Document &status, const std::string &target)
{
    if (status.is_object()) {
        for (const Document &row : status.value("targets", Document::array())) {
            if (row.value("id", "") == target)
                return row;
        }
    }
    return Document::object();
}

} // namespace

/// Contract 3 end to end: whose side a trouble is on is known after two rounds of probes, everywhere alike.
class tst_VerdictRounds final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void isKnownAfterTwoRounds_data();
    void isKnownAfterTwoRounds();
    void isToldAlikeEverywhere_data();
    void isToldAlikeEverywhere();
    void isExplainedAlike_data();
    void isExplainedAlike();
    void theRecord_data();
    void theRecord();
    void aRealNetworkIsPulled();
    void cleanupTestCase();

private:
    template <typename Predicate>
    bool waitForAll(Predicate holds, int limit = 60'000)
    {
        return QTest::qWaitFor(
            [&] { return std::ranges::all_of(m_scenes, [&](auto &scene) { return holds(*scene); }); }, limit);
    }
    void addRows();
    RoundsScene &scene(int number) { return *m_scenes[static_cast<size_t>(number)]; }

    Certificates m_certificates;
    std::vector<std::unique_ptr<RoundsScene>> m_scenes; // beside each other: most of their time is waiting
};

void tst_VerdictRounds::initTestCase()
{
    QVERIFY2(m_certificates.isReady(), "the openssl program is needed");
    QVERIFY(m_certificates.issue({.name = u"expired"_s, .expired = true}));
    qputenv("BELAY_GATEWAY_TOKEN", ClientToken);
    for (RoundsScene::Script &script :
        std::vector<RoundsScene::Script> {troublesOfProviders(qEnvironmentVariableIsSet("LD_PRELOAD")),
            silence(), ownNetworkPulled(), captivePortal(), skewedClock()})
        m_scenes.push_back(std::make_unique<RoundsScene>(std::move(script), m_certificates));
    for (const auto &scene : m_scenes)
        QVERIFY2(scene->open(), scene->script().name);
    QVERIFY(waitForAll([](RoundsScene &scene) { return scene.isWatching(); }));
    for (const auto &scene : m_scenes)
        scene->check();
    QVERIFY(waitForAll([](const RoundsScene &scene) { return scene.isChecked(); }));
    QVERIFY(waitForAll([](RoundsScene &scene) { return scene.isRemembered(); }));
    for (const auto &scene : m_scenes)
        QVERIFY2(scene->turn(), scene->script().name);
}

void tst_VerdictRounds::addRows()
{
    QTest::addColumn<int>("number");
    QTest::addColumn<int>("finding");
    for (size_t number = 0; number < m_scenes.size(); ++number) {
        const auto &findings = m_scenes[number]->script().findings;
        for (size_t i = 0; i < findings.size(); ++i)
            QTest::addRow("%s (%s)", findings[i].trouble, findings[i].target)
                << static_cast<int>(number) << static_cast<int>(i);
    }
}

void tst_VerdictRounds::isKnownAfterTwoRounds_data()
{
    addRows();
}

void tst_VerdictRounds::isKnownAfterTwoRounds()
{
    QFETCH(const int, number);
    QFETCH(const int, finding);
    RoundsScene &at = scene(number);
    QTRY_VERIFY_WITH_TIMEOUT(at.isChecked(), 100'000);
    const Expectation &expected = at.script().findings[static_cast<size_t>(finding)];
    const TargetStatus *row = at.row(QString::fromLatin1(expected.target));
    QVERIFY(row);
    const Verdict &verdict = row->verdict;
    if (qEnvironmentVariableIsSet("BELAY_READ_ALOUD"))
        qInfo().noquote() << verdict.reason << verdict.advice;
    const QByteArray seen
        = (toString(verdict.state) + u' ' + toString(verdict.owner) + u' ' + toString(verdict.cause) + u' '
            + toString(verdict.outcome) + u": " + verdict.reason + u' ' + verdict.advice)
              .toUtf8();
    QVERIFY2(verdict.state == expected.state, seen.constData());
    QVERIFY2(verdict.owner == expected.owner && verdict.cause == expected.cause, seen.constData());
    // What is under way when a network goes is reset, what comes after does not connect.
    const bool isPulled = isDown(at.script().network) && isTransportFailure(verdict.outcome);
    QVERIFY2(verdict.outcome == expected.outcome || isPulled, seen.constData());
    QVERIFY2(verdict.reason.contains(QString::fromLatin1(expected.says)), seen.constData());
    QVERIFY2(verdict.advice.contains(QString::fromLatin1(expected.advises)), seen.constData());
    QVERIFY(at.roundsOf(row->id.provider.value) <= 2);
    QCOMPARE(toString(at.engine().status().board()->network.state), toString(at.script().network));
}

void tst_VerdictRounds::isToldAlikeEverywhere_data()
{
    addRows();
}

/// The board that the window shows, the gateway's status, a check of another process, and a watch.
void tst_VerdictRounds::isToldAlikeEverywhere()
{
    QFETCH(const int, number);
    QFETCH(const int, finding);
    RoundsScene &at = scene(number);
    const std::string target = at.script().findings[static_cast<size_t>(finding)].target;
    QTRY_VERIFY_WITH_TIMEOUT(at.hasLooked(), 100'000);
    const TargetStatus *row = at.row(QString::fromStdString(target));
    QVERIFY(row);
    const Document board = core(Document::parse(toLine(toJson(*row)).toStdString()));
    Document status;
    QTRY_VERIFY((status = core(rowOf(
                     Document::parse(at.told(u"/belay/v1/status"_s).toStdString(), nullptr, false), target)))
        == board);
    Document checked = core(rowOf(at.checked(), target));
    if (isDown(at.script().network)) // each met it with another request
        checked["outcome"] = board["outcome"];
    QVERIFY2(checked == board, (checked.dump() + "\n" + board.dump()).c_str());
    const bool isDark
        = isDown(at.script().network) || board["cause"] == "clock"; // then nothing is known, nor kept
    if (isDark || board["state"] == "up")
        return;
    // A watch tells what it has seen so far: of a stream that hangs, that the key is taken, for a while.
    Document watched;
    const auto isAlike = [&] {
        watched = at.watched(QString::fromStdString(target));
        const auto agrees = [&](const char *field) { return watched[field] == board[field]; };
        return watched.is_object()
            && std::ranges::all_of(std::array {"state", "owner", "cause", "outcome"}, agrees);
    };
    QVERIFY2(QTest::qWaitFor(isAlike, 30'000), (watched.dump() + "\n" + board.dump()).c_str());
}

void tst_VerdictRounds::isExplainedAlike_data()
{
    addRows();
}

/// What came back, pasted by somebody: `explain` blames nobody else for it.
void tst_VerdictRounds::isExplainedAlike()
{
    QFETCH(const int, number);
    QFETCH(const int, finding);
    RoundsScene &at = scene(number);
    const QString target = QString::fromLatin1(at.script().findings[static_cast<size_t>(finding)].target);
    const TargetStatus *row = at.row(target);
    QVERIFY(row);
    const Home home = at.fixture().home();
    const auto history = SqliteHistory::openBeside(home.historyPath());
    QVERIFY(history);
    const WallTime now = SystemClock().wall();
    const std::vector<Sample> failures
        = (*history)->failures(row->id, {now - std::chrono::hours {1}, now + std::chrono::seconds {1}}, 1);
    // Of a limit of Gemini's, a part of its body that no sample keeps tells which; nobody's model is one
    // letter.
    const bool isCut = target == u"dry-gemini/m" || row->verdict.cause == Cause::Model;
    if (isCut || failures.empty() || !failures.front().evidence || failures.front().status < 400
        || row->verdict.owner == Owner::Unknown || row->verdict.state == TargetState::Up)
        return; // nothing came back that could be pasted
    const Sample &sample = failures.front();
    const ProviderConfig *provider = at.engine().config().config()->provider(row->id.provider);
    QVERIFY(provider);
    const Evidence &evidence = *sample.evidence;
    const Document body {{"error",
        {{"message", evidence.text.toStdString()}, {"type", evidence.providerCode.toStdString()},
            {"code", evidence.providerCode.toStdString()}}}};
    const QByteArray pasted = "POST " + provider->baseUrl.toEncoded() + "/chat/completions\n\nHTTP/1.1 "
        + QByteArray::number(sample.status) + " Error\ncontent-type: application/json\n\n"
        + QByteArray::fromStdString(body.dump()) + '\n';
    // Before the program runs: the row is gone once another board is published.
    const Document board = core(Document::parse(toLine(toJson(*row)).toStdString()));
    const Runner runner(home.dataDir);
    const Document told = runner.run({u"explain"_s, u"-"_s, u"--json"_s}, pasted).json();
    for (const char *field : {"owner", "cause", "outcome"})
        QVERIFY2(
            told[field] == board[field], (pasted.toStdString() + told.dump() + "\n" + board.dump()).c_str());
}

void tst_VerdictRounds::theRecord_data()
{
    QTest::addColumn<int>("number");
    for (size_t number = 0; number < m_scenes.size(); ++number)
        QTest::addRow("%s", m_scenes[number]->script().name) << static_cast<int>(number);
}

/// What is the person's own way makes no outage; each outage of a provider is one incident, told alike.
void tst_VerdictRounds::theRecord()
{
    QFETCH(const int, number);
    RoundsScene &at = scene(number);
    QCOMPARE(at.networkLosses(), isDown(at.script().network) ? 1 : 0);
    Document expected = Document::object();
    for (const Incident &incident : at.engine().status().board()->incidents)
        expected[incident.id.toString().toStdString()]
            = Document::parse(toLine(toJson(incident)).toStdString());
    std::set<std::string> troubled;
    for (const Expectation &finding : at.script().findings) {
        const bool opens = finding.state == TargetState::Down || finding.state == TargetState::KeyRejected
            || finding.cause == Cause::Quota;
        if (opens)
            troubled.insert(
                TargetId::fromString(QString::fromLatin1(finding.target)).provider.value.toStdString());
    }
    QCOMPARE(expected.size(), troubled.size());
    const Runner runner(at.fixture().home().dataDir);
    Document kept;
    QTRY_VERIFY([&] {
        kept = Document::object();
        const Document listed = runner.run({u"incidents"_s, u"--json"_s}).json();
        for (const Document &incident : listed["incidents"])
            kept[incident["id"].get<std::string>()] = incident;
        return kept.size() == expected.size();
    }());
    QByteArray feed;
    QTRY_VERIFY(!(feed = at.told(u"/belay/v1/incidents.atom"_s)).isEmpty());
    QCOMPARE(feed.count("<entry>"), static_cast<qsizetype>(expected.size()));
    for (const auto &[id, incident] : expected.items()) {
        for (const char *field :
            {"provider", "targets", "owner", "cause", "state", "outcome", "openedAt", "sentence"})
            QVERIFY2(kept[id][field] == incident[field], (kept[id].dump() + "\n" + incident.dump()).c_str());
        QVERIFY2(feed.contains(QByteArray("urn:belay:incident:" + QByteArray::fromStdString(id))),
            feed.constData());
        const QString sentence = QString::fromStdString(incident["sentence"]).toHtmlEscaped();
        QVERIFY2(feed.contains(sentence.toUtf8())
                || feed.contains(QByteArray::fromStdString(incident["sentence"])),
            feed.constData());
    }
}

/// In a network namespace there is nothing at all: no loopback, no name server, no route.
void tst_VerdictRounds::aRealNetworkIsPulled()
{
    QProcess probe;
    probe.start(u"unshare"_s, {u"--map-root-user"_s, u"--net"_s, u"true"_s});
    if (!probe.waitForFinished() || probe.exitStatus() != QProcess::NormalExit || probe.exitCode() != 0)
        QSKIP("this system gives no network namespaces");
    const Runner runner;
    qputenv("ROUNDS_KEY_REAL", "sk-proj-of-nobody-000000000000");
    runner.writeConfig(R"({"version":1,"providers":[
        {"id":"openai","kind":"openai","keys":[{"id":"main","from":"env:ROUNDS_KEY_REAL"}]},
        {"id":"mistral","kind":"mistral","keys":[{"id":"main","from":"env:ROUNDS_KEY_REAL"}]}]})");
    QProcess program;
    program.start(u"unshare"_s,
        {u"--map-root-user"_s, u"--net"_s, QStringLiteral(BELAYCTL), u"--home"_s, runner.home(), u"check"_s,
            u"--completion"_s, u"--json"_s});
    QVERIFY(QTest::qWaitFor([&] { return program.state() == QProcess::NotRunning; }, 60'000));
    QCOMPARE(program.exitCode(), 3);
    const Document status = Document::parse(program.readAllStandardOutput().toStdString(), nullptr, false);
    QCOMPARE(status["network"]["state"], "offline");
    QCOMPARE(status["targets"].size(), size_t {2});
    for (const Document &target : status["targets"]) {
        QVERIFY2(target["state"] == "no-data" && target["owner"] == "you" && target["cause"] == "network",
            target.dump().c_str());
        QVERIFY(target["reason"].get<std::string>().find("Your own network is offline") == 0);
    }
}

void tst_VerdictRounds::cleanupTestCase()
{
    const QString pictures = qEnvironmentVariable("BELAY_PICTURES");
    for (const auto &scene : m_scenes) {
        if (!pictures.isEmpty())
            QVERIFY2(scene->draw(pictures), scene->script().name);
    }
    m_scenes.clear();
}

QTEST_GUILESS_MAIN(tst_VerdictRounds)
#include "tst_verdictrounds.moc"

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/trials.h"

#include "core/providers/json.h"
#include "tests/engine/enginefixture.h"
#include "tests/support/scriptedserver.h"

#include <QTcpServer>
#include <QtTest>

using namespace Belay;

namespace {

constexpr auto GoodKey = "sk-proj-trial-0123456789";
constexpr int Patience = 20'000;

/// Reach, auth, model and stream with their outcomes, as one line that reads well.
QString stepsOf(const TrialResult &result)
{
    QStringList steps;
    for (const TrialStep &step : result.steps)
        steps << toString(step.rung) + u' ' + toString(step.outcome);
    return steps.join(QStringLiteral(", "));
}

} // namespace

/// The live test of "Add provider", against real servers.
class tst_Trials final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void rungs_data();
    void rungs();
    void nothingIsSentForMoneyUnasked();
    void thePriceIsNamedBefore();
    void whatIsNamedIsNeverLess_data();
    void whatIsNamedIsNeverLess();
    void aLocalServerThatIsNotThere();
    void aBaseUrlWithoutItsPath();
    void whoseSideAnUnreachableProviderIsOn_data();
    void whoseSideAnUnreachableProviderIsOn();
    void itMayGoWhileTheAnchorsAreAsked();
    void whoDestroysItHearsNothingMore();
    void itMayBeDestroyedByWhatItTells();
    void itOutlivesItsService();
    void localServersAreFoundOnTheirPorts();

private:
    std::unique_ptr<ProviderTrial> start(
        const QByteArray &key, const QString &model, PaidTrial paid, TrialService::Progress progress = {});
    bool run(const QByteArray &key, const QString &model, PaidTrial paid);
    int completions() const;
    std::unique_ptr<Trials> newTrials();
    static QUrl deadUrl();

    EngineFixture m_fixture;
    std::unique_ptr<Trials> m_trials;
    ProviderConfig m_draft;
    NetworkConfig m_network;
    std::vector<TrialResult> m_told;
};

void tst_Trials::initTestCase()
{
    auto played = EngineFixture::provider(QStringLiteral("openai"), ProviderKindId::OpenAi, GoodKey);
    played.models = {QStringLiteral("gpt-4.1-nano"), QStringLiteral("of-no-known-price")};
    QVERIFY(m_fixture.play({played}).has_value());
    m_draft = m_fixture.config.providers.front();
    m_network = m_fixture.config.network;
    m_trials = newTrials();
}

std::unique_ptr<Trials> tst_Trials::newTrials()
{
    return std::make_unique<Trials>(m_fixture.clock, Catalogue::builtIn(), [this] { return m_network; });
}

std::unique_ptr<ProviderTrial> tst_Trials::start(
    const QByteArray &key, const QString &model, PaidTrial paid, TrialService::Progress progress)
{
    m_told.clear();
    if (!progress)
        progress = [this](const TrialResult &result) { m_told.push_back(result); };
    return m_trials->start(m_draft, Secret {key}, model, paid, std::move(progress));
}

bool tst_Trials::run(const QByteArray &key, const QString &model, PaidTrial paid)
{
    const auto trial = start(key, model, paid);
    return QTest::qWaitFor([this] { return !m_told.empty() && m_told.back().finished; }, Patience);
}

int tst_Trials::completions() const
{
    int count = 0;
    for (const JournalEntry &entry : m_fixture.simulator.journal().entries())
        count += entry.method == "POST" ? 1 : 0;
    return count;
}

void tst_Trials::rungs_data()
{
    QTest::addColumn<QByteArray>("weather");
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QString>("model");
    QTest::addColumn<QString>("expectedSteps");
    QTest::addColumn<QString>("expectedProof");
    QTest::addColumn<QString>("expectedSide");
    const auto row = [](const char *name, const char *weather, const char *key, const char *model,
                         const char *steps, const char *proof, const char *side) {
        QTest::addRow("%s", name) << QByteArray(weather) << QByteArray(key) << QString::fromLatin1(model)
                                  << QString::fromLatin1(steps) << QString::fromLatin1(proof)
                                  << QString::fromLatin1(side);
    };
    const char *nano = "gpt-4.1-nano";
    row("all is well", R"({"weather":"clear"})", GoodKey, nano, "reach ok, auth ok, model ok, stream ok",
        "stream", "none none");
    row("a wrong key", R"({"weather":"clear"})", "sk-proj-wrong-9876543210", nano, "reach ok, auth auth",
        "reach", "you key");
    row("no key at all", R"({"weather":"clear"})", "", nano, "reach ok, auth skipped", "reach", "you key");
    row("an unknown model", R"({"weather":"clear"})", GoodKey, "gpt-nonsense",
        "reach ok, auth ok, model model-not-found", "auth", "you configuration");
    row("no model chosen", R"({"weather":"clear"})", GoodKey, "", "reach ok, auth ok", "auth", "none none");
    row("a log-in page", R"({"weather":"html-200"})", GoodKey, nano, "reach not-an-answer, auth skipped",
        "none", "provider outage");
    row("a provider that is down", R"({"weather":"status","status":503})", GoodKey, nano,
        "reach overloaded, auth skipped", "none", "provider outage");
    row("an account without credit", R"({"weather":"quota"})", GoodKey, nano, "reach ok, auth quota", "reach",
        "you quota");
    row("a stream that breaks off", R"({"weather":"cut","afterEvents":2})", GoodKey, nano,
        "reach ok, auth ok, model cut", "auth", "provider outage");
    row("a connection that is dropped", R"({"weather":"reset"})", GoodKey, nano, "reach reset, auth skipped",
        "none", "provider outage");
}

void tst_Trials::rungs()
{
    QFETCH(QByteArray, weather);
    QFETCH(QByteArray, key);
    QFETCH(QString, model);
    QVERIFY(m_fixture.setWeather(
        R"({"targets":{"openai":[{"at":"0s",)" + weather.mid(1, weather.size() - 2) + "}]}}"));
    QVERIFY(run(key, model, PaidTrial::Yes));
    const TrialResult &result = m_told.back();
    QTEST(stepsOf(result), "expectedSteps");
    QTEST(toString(result.proof), "expectedProof");
    QTEST(QString(toString(result.verdict.owner) + u' ' + toString(result.verdict.cause)), "expectedSide");
    QVERIFY(!result.verdict.reason.isEmpty() && !result.verdict.advice.isEmpty());
    for (const TrialStep &step : result.steps)
        QVERIFY(!step.reason.isEmpty());
    const bool paid = stepsOf(result).contains(QStringLiteral("model"));
    QCOMPARE(result.paidRequests, paid ? 1 : 0);
    QVERIFY(result.cost.has_value());
    QCOMPARE(*result.cost > 0,
        stepsOf(result).contains(QStringLiteral("stream"))
            || stepsOf(result).endsWith(QStringLiteral("cut")));
    for (size_t i = 0; i + 1 < m_told.size(); ++i)
        QVERIFY(!m_told[i].finished);
    if (model == u"gpt-nonsense")
        QVERIFY(result.verdict.advice.contains(QStringLiteral("gpt-4.1-nano")));
    if (result.proof >= Proof::Auth)
        QCOMPARE(result.models.size(), size_t {2});
}

void tst_Trials::nothingIsSentForMoneyUnasked()
{
    QVERIFY(m_fixture.setWeather(R"({"targets":{}})"));
    m_fixture.simulator.clearJournal();
    QVERIFY(run(GoodKey, QStringLiteral("gpt-4.1-nano"), PaidTrial::No));
    QCOMPARE(stepsOf(m_told.back()), QStringLiteral("reach ok, auth ok"));
    QCOMPARE(m_told.back().paidRequests, 0);
    QCOMPARE(m_told.back().cost, std::optional<NanoUsd>(0));
    QCOMPARE(completions(), 0);
}

void tst_Trials::thePriceIsNamedBefore()
{
    const auto named = m_trials->costOfProbe(m_draft, QStringLiteral("gpt-4.1-nano"));
    QVERIFY(named.has_value() && *named > 0);
    QVERIFY(run(GoodKey, QStringLiteral("gpt-4.1-nano"), PaidTrial::Yes));
    QVERIFY(m_told.back().cost.has_value());
    QVERIFY(!m_trials->costOfProbe(m_draft, QStringLiteral("of-no-known-price")).has_value());
    QVERIFY(run(GoodKey, QStringLiteral("of-no-known-price"), PaidTrial::Yes));
    QCOMPARE(toString(m_told.back().proof), QStringLiteral("stream"));
    QVERIFY(!m_told.back().cost.has_value()); // unknown, not nothing
}

/// Every family of the catalogue that has a price, as a model of its kind.
void tst_Trials::whatIsNamedIsNeverLess_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("model");
    QFile file(QStringLiteral(":/belay/providers.json"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto catalogue = parseJson(file.readAll());
    QVERIFY(catalogue.has_value());
    for (const Json &kind : *member(*catalogue, "kinds")) {
        for (const Json &family : *member(kind, "models")) {
            const QString id = textOf(member(kind, "id"));
            const QString pattern = textOf(member(family, "pattern"));
            if (member(family, "price"))
                QTest::addRow("%s %s", qPrintable(id), qPrintable(pattern))
                    << id << QString(pattern).replace(u'*', QStringLiteral("x"));
        }
    }
}

void tst_Trials::whatIsNamedIsNeverLess()
{
    QFETCH(QString, kind);
    QFETCH(QString, model);
    const ProviderKindId id = *enumFromString<ProviderKindId>(kind);
    const Catalogue &catalogue = Catalogue::builtIn();
    EngineFixture fixture;
    auto played = EngineFixture::provider(kind, id, GoodKey, catalogue.kind(id).dialect);
    played.models = {model};
    QVERIFY(fixture.play({played}).has_value());
    const ProviderConfig draft = fixture.config.providers.front();
    Trials trials(fixture.clock, catalogue, [&] { return fixture.config.network; });
    TrialResult result;
    const auto trial = trials.start(draft, Secret {QByteArray(GoodKey)}, model, PaidTrial::Yes,
        [&](const TrialResult &told) { result = told; });
    QTRY_VERIFY_WITH_TIMEOUT(result.finished, Patience);
    QCOMPARE(toString(result.proof), QStringLiteral("stream"));
    const auto named = trials.costOfProbe(draft, model);
    QVERIFY(named && result.cost);
    QVERIFY2(*named >= *result.cost, qPrintable(QStringLiteral("%1 < %2").arg(*named).arg(*result.cost)));
    QCOMPARE(*named > 0, catalogue.price(id, model, {}) != Price {});
}

void tst_Trials::aLocalServerThatIsNotThere()
{
    m_network.local = NetworkConfig::Local::Direct;
    ProviderConfig draft;
    draft.id = ProviderId {QStringLiteral("ollama")};
    draft.kind = ProviderKindId::Ollama;
    draft.name = QStringLiteral("Ollama");
    draft.proxy = QStringLiteral("none");
    draft.baseUrl = deadUrl();
    m_told.clear();
    const auto trial = m_trials->start(draft, {}, QStringLiteral("llama3.2"), PaidTrial::Yes,
        [this](const TrialResult &result) { m_told.push_back(result); });
    QTRY_VERIFY(!m_told.empty() && m_told.back().finished);
    const Verdict &verdict = m_told.back().verdict;
    QVERIFY2(verdict.reason.startsWith(QStringLiteral("Nothing answers at 127.0.0.1:")),
        qPrintable(verdict.reason));
    QVERIFY2(verdict.advice.startsWith(QStringLiteral("Start Ollama")), qPrintable(verdict.advice));
    m_network.local = NetworkConfig::Local::Internet;
}

void tst_Trials::aBaseUrlWithoutItsPath()
{
    const ScriptedServer server([](ScriptedRequest &request) {
        if (request.head.startsWith("GET /v1/"))
            request.answer(R"({"object":"list","data":[{"id":"m","object":"model"}]})");
        else
            request.send(
                "HTTP/1.1 404 Not Found\r\ncontent-type: text/plain\r\ncontent-length: 3\r\n\r\nno\n");
    });
    const auto restore = qScopeGuard([this, draft = m_draft] { m_draft = draft; });
    m_draft.kind = ProviderKindId::OpenAiCompatible;
    const QString whole = server.url(QStringLiteral("/v1")).toString();
    for (const QString &path : {QString(), QStringLiteral("/")}) {
        m_draft.baseUrl = server.url(path);
        QVERIFY(run(GoodKey, {}, PaidTrial::No));
        QVERIFY2(m_told.back().verdict.advice.endsWith(u' ' + whole + u'.'),
            qPrintable(m_told.back().verdict.advice));
    }
    m_draft.baseUrl = QUrl(whole);
    QVERIFY(run(GoodKey, {}, PaidTrial::No));
    QVERIFY2(!m_told.back().verdict.advice.contains(whole), qPrintable(m_told.back().verdict.advice));
}

QUrl tst_Trials::deadUrl()
{
    QTcpServer free;
    return free.listen(QHostAddress::LocalHost)
        ? QUrl {QStringLiteral("http://127.0.0.1:%1/v1").arg(free.serverPort())}
        : QUrl {};
}

void tst_Trials::whoseSideAnUnreachableProviderIsOn_data()
{
    QTest::addColumn<QByteArray>("weather");
    QTest::addColumn<bool>("anchors");
    QTest::addColumn<QString>("expectedSide");
    QTest::addColumn<QString>("expectedWords");
    const QByteArray reset = R"({"targets":{"openai":[{"at":"0s","weather":"reset"}]}})";
    QTest::addRow("others answer: theirs") << reset << true << "provider outage"
                                           << "closed the connection before it answered, while others";
    QTest::addRow("nobody answers: yours") << QByteArray(R"({"network":"offline"})") << true << "you network"
                                           << "Your own network is offline";
    QTest::addRow("nobody may be asked") << reset << false << "unknown none"
                                         << "nobody else was there to tell whose side";
    QTest::addRow("a model that drops the connection")
        << QByteArray(R"({"targets":{"openai/gpt-4.1-nano":[{"at":"0s","weather":"reset"}]}})") << true
        << "provider outage"
        << "while others";
    QTest::addRow("a model, and nobody may be asked")
        << QByteArray(R"({"targets":{"openai/gpt-4.1-nano":[{"at":"0s","weather":"reset"}]}})") << false
        << "unknown none"
        << "nobody else was there";
}

void tst_Trials::whoseSideAnUnreachableProviderIsOn()
{
    QFETCH(QByteArray, weather);
    QFETCH(bool, anchors);
    QFETCH(QString, expectedWords);
    const std::vector<QUrl> all = m_network.anchors;
    const auto restore = qScopeGuard([&] { m_network.anchors = all; });
    if (!anchors)
        m_network.anchors.clear();
    QVERIFY(m_fixture.setWeather(weather));
    QVERIFY(run(GoodKey, QStringLiteral("gpt-4.1-nano"), PaidTrial::Yes));
    const Verdict &verdict = m_told.back().verdict;
    QTEST(QString(toString(verdict.owner) + u' ' + toString(verdict.cause)), "expectedSide");
    QVERIFY2(verdict.reason.contains(expectedWords), qPrintable(verdict.reason));
    QVERIFY(std::ranges::any_of(
        m_told.back().steps, [&](const TrialStep &step) { return step.reason == verdict.reason; }));
    QVERIFY(m_fixture.setWeather(R"({"targets":{}})"));
}

void tst_Trials::itMayGoWhileTheAnchorsAreAsked()
{
    QTcpServer silent;
    QVERIFY(silent.listen(QHostAddress::LocalHost));
    const std::vector<QUrl> all = m_network.anchors;
    m_network.anchors = {QUrl {QStringLiteral("http://127.0.0.1:%1/").arg(silent.serverPort())}};
    const QUrl alive = std::exchange(m_draft.baseUrl, deadUrl());
    auto trial = start(GoodKey, QStringLiteral("gpt-4.1-nano"), PaidTrial::Yes);
    QTRY_VERIFY(silent.hasPendingConnections());
    trial.reset();
    QVERIFY(m_told.empty());
    // And by what it tells when they have answered.
    m_network.anchors = all;
    int calls = 0;
    trial = start(GoodKey, QStringLiteral("gpt-4.1-nano"), PaidTrial::Yes, [&](const TrialResult &) {
        ++calls;
        trial.reset();
    });
    QTRY_COMPARE(calls, 1);
    m_draft.baseUrl = alive;
}

void tst_Trials::whoDestroysItHearsNothingMore()
{
    QVERIFY(m_fixture.setWeather(R"({"targets":{"openai":[{"at":"0s","weather":"hang"}]}})"));
    m_fixture.simulator.clearJournal();
    auto trial = start(GoodKey, QStringLiteral("gpt-4.1-nano"), PaidTrial::Yes);
    QTRY_COMPARE(m_fixture.simulator.journal().entries().size(), size_t {1});
    trial.reset();
    QTRY_VERIFY(m_fixture.simulator.journal().entries().front().cancelled);
    QVERIFY(m_told.empty());
    // In the completion as well.
    QVERIFY(m_fixture.setWeather(
        R"({"targets":{"openai/gpt-4.1-nano":[{"at":"0s","weather":"slow-first","delay":"20s"}]}})"));
    trial = start(GoodKey, QStringLiteral("gpt-4.1-nano"), PaidTrial::Yes);
    QTRY_COMPARE(completions(), 1);
    const size_t told = m_told.size();
    trial.reset();
    QTRY_VERIFY(m_fixture.simulator.journal().entries().back().cancelled);
    QCOMPARE(m_told.size(), told);
}

void tst_Trials::itMayBeDestroyedByWhatItTells()
{
    QVERIFY(m_fixture.setWeather(R"({"targets":{}})"));
    std::unique_ptr<ProviderTrial> trial;
    int calls = 0;
    trial = start(GoodKey, QStringLiteral("gpt-4.1-nano"), PaidTrial::Yes, [&](const TrialResult &) {
        ++calls;
        trial.reset();
    });
    QTRY_COMPARE(calls, 1);
    m_fixture.simulator.clearJournal();
    QVERIFY(run(GoodKey, QStringLiteral("gpt-4.1-nano"), PaidTrial::Yes)); // a whole trial later
    QCOMPARE(calls, 1);
    QCOMPARE(completions(), 1); // of that one alone
}

void tst_Trials::itOutlivesItsService()
{
    QVERIFY(m_fixture.setWeather(R"({"targets":{"openai":[{"at":"0s","weather":"hang"}]}})"));
    m_fixture.simulator.clearJournal();
    auto trial = start(GoodKey, QStringLiteral("gpt-4.1-nano"), PaidTrial::Yes);
    QObject context;
    bool found = false;
    m_trials->findLocalServers(&context, [&](const auto &) { found = true; });
    QTRY_COMPARE(m_fixture.simulator.journal().entries().size(), size_t {1});
    m_trials.reset();
    trial.reset();
    m_trials = newTrials();
    QVERIFY(m_told.empty());
}

void tst_Trials::localServersAreFoundOnTheirPorts()
{
    // Whoever runs one on this machine is found; the answer comes once, and with models.
    QObject context;
    int calls = 0;
    m_trials->findLocalServers(&context, [&](const std::vector<TrialService::LocalServer> &servers) {
        ++calls;
        for (const auto &server : servers)
            QVERIFY(server.baseUrl.host() == u"127.0.0.1");
    });
    QTRY_COMPARE_WITH_TIMEOUT(calls, 1, Patience);
}

QTEST_GUILESS_MAIN(tst_Trials)
#include "tst_trials.moc"

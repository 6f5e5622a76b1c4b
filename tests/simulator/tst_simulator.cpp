// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/simulator/simulatorfixture.h"

#include <QtTest>

using namespace Belay;
using namespace std::chrono_literals;

namespace {

constexpr std::array Dialects {Dialect::OpenAi, Dialect::Anthropic, Dialect::Gemini};

} // namespace

class tst_Simulator final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void listsModels();
    void refusesWrongKeysAndModels();
    void refusesWhatItCannotRead();
    void answersFreeChecks_data();
    void answersFreeChecks();
    void pacesStreamsByTheClock();
    void stopsAtTheTokenLimit();
    void notesCancelledStreams();
    void journalNamesKeysOnly();
    void changesWithTheTimeline();
    void goesOfflineAndComesBackOnItsPorts();
    void refusesAPortInUse();
    void journalKeepsTheNewest();

private:
    std::unique_ptr<SimulatorFixture> m_fixture;
};

void tst_Simulator::init()
{
    m_fixture = std::make_unique<SimulatorFixture>();
}

void tst_Simulator::listsModels()
{
    QVERIFY(m_fixture->start());
    for (const Dialect dialect : Dialects) {
        const auto client = m_fixture->listModels(dialect);
        QVERIFY(m_fixture->untilClosed(client));
        QCOMPARE(client->status(), 200);
        QVERIFY(client->body().contains(dialect == Dialect::Gemini ? "\"models/large\"" : "\"large\""));
    }
}

void tst_Simulator::refusesWrongKeysAndModels()
{
    QVERIFY(m_fixture->start());
    const std::array<int, 3> badKey {401, 401, 400};
    const std::array<int, 3> noKey {401, 401, 403};
    for (size_t i = 0; i < Dialects.size(); ++i) {
        auto client = m_fixture->complete(Dialects[i], false, QStringLiteral("small"), "someone-elses");
        QVERIFY(m_fixture->untilClosed(client));
        QCOMPARE(client->status(), badKey[i]);
        client = m_fixture->listModels(Dialects[i], QByteArray());
        QVERIFY(m_fixture->untilClosed(client));
        QCOMPARE(client->status(), noKey[i]);
        client = m_fixture->complete(Dialects[i], true, QStringLiteral("unknown"));
        QVERIFY(m_fixture->untilClosed(client));
        QCOMPARE(client->status(), 404);
        QVERIFY(client->body().contains("unknown"));
    }
}

void tst_Simulator::refusesWhatItCannotRead()
{
    QVERIFY(m_fixture->start());
    const QUrl url = m_fixture->url(Dialect::OpenAi, QStringLiteral("/chat/completions"));
    for (const QByteArray &body : {QByteArray("{"), QByteArray("[]"), QByteArray(R"({"model":"small"})")}) {
        const auto client
            = std::make_unique<RawClient>(url, "POST", SimulatorFixture::auth(Dialect::OpenAi), body);
        QVERIFY(m_fixture->untilClosed(client));
        QCOMPARE(client->status(), 400);
    }
    const auto elsewhere
        = std::make_unique<RawClient>(m_fixture->url(Dialect::OpenAi, QStringLiteral("/elsewhere")), "GET",
            SimulatorFixture::auth(Dialect::OpenAi));
    QVERIFY(m_fixture->untilClosed(elsewhere));
    QCOMPARE(elsewhere->status(), 404);
}

void tst_Simulator::answersFreeChecks_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QString>("path"); // from the host's root
    QTest::addColumn<QByteArray>("expected");
    QTest::addColumn<int>("expectedWithoutKey");
    const auto row = [](const char *kind, const char *method, const char *path, const char *expected,
                         int without) {
        QTest::addRow("%s %s", kind, path) << QString::fromLatin1(kind) << QByteArray(method)
                                           << QString::fromLatin1(path) << QByteArray(expected) << without;
    };
    row("openrouter", "GET", "/api/v1/key", "limit_remaining", 401);
    row("openrouter", "GET", "/api/v1/models", "small", 200);
    row("deepseek", "GET", "/user/balance", "is_available", 401);
    row("deepseek", "GET", "/models", "small", 401);
    row("xai", "GET", "/v1/api-key", "api_key_blocked", 401);
    row("cohere", "POST", "/v1/check-api-key", "valid", 401);
    row("perplexity", "GET", "/async/chat/completions", "requests", 401);
    row("ollama", "GET", "/api/version", "version", 200);
    row("ollama", "GET", "/api/tags", "small", 200);
    row("vllm", "GET", "/health", "ok", 200);
    row("llamacpp", "GET", "/health", "ok", 200);
    row("groq", "GET", "/openai/v1/models/small", "small", 401);
    row("together", "GET", "/v1/models", "[{\"id\":\"small\"", 401);
}

void tst_Simulator::answersFreeChecks()
{
    QFETCH(QString, kind);
    QFETCH(QByteArray, method);
    QFETCH(QString, path);
    QFETCH(QByteArray, expected);
    SimulatedProvider provider;
    provider.id = ProviderId {kind};
    provider.kind = *enumFromString<ProviderKindId>(kind);
    provider.models = QStringList {QStringLiteral("small")};
    provider.keys = {{KeyId {QStringLiteral("main")}, Secret {"good"}}};
    provider.latency = provider.jitter = 0ms;
    QVERIFY(m_fixture->simulator.start({provider}));
    QUrl url = m_fixture->simulator.baseUrl(provider.id);
    url.setPath(path);
    auto client = std::make_unique<RawClient>(url, method, "Authorization: Bearer good\r\n");
    QVERIFY(m_fixture->untilClosed(client));
    QCOMPARE(client->status(), 200);
    QVERIFY2(client->body().contains(expected), client->got.constData());
    client = std::make_unique<RawClient>(url, method, QByteArray());
    QVERIFY(m_fixture->untilClosed(client));
    QTEST(client->status(), "expectedWithoutKey");
}

void tst_Simulator::pacesStreamsByTheClock()
{
    QVERIFY(m_fixture->start(300ms, 100ms));
    const auto client = m_fixture->complete(Dialect::OpenAi, true);
    QVERIFY(m_fixture->until([&] { return m_fixture->simulator.journal().entries().size() == 1; }));
    m_fixture->clock.advance(299ms);
    QVERIFY(client->got.isEmpty());
    m_fixture->clock.advance(1ms);
    QVERIFY(m_fixture->until([&] { return client->body().count("data: ") == 1; }));
    m_fixture->clock.advance(300ms);
    QVERIFY(m_fixture->until([&] { return client->body().count("data: ") == 4; }));
    m_fixture->clock.advance(1s);
    QVERIFY(m_fixture->untilClosed(client));
    QCOMPARE(client->body().count("data: "), 14); // twelve words, the finish, the marker
}

void tst_Simulator::stopsAtTheTokenLimit()
{
    QVERIFY(m_fixture->start());
    const auto client = std::make_unique<RawClient>(
        m_fixture->url(Dialect::OpenAi, QStringLiteral("/chat/completions")), "POST",
        SimulatorFixture::auth(Dialect::OpenAi),
        R"({"model":"small","max_tokens":2,"stream":true,"stream_options":{"include_usage":true},"messages":[]})");
    QVERIFY(m_fixture->untilClosed(client));
    QVERIFY(client->body().contains("\"finish_reason\":\"length\""));
    QVERIFY(client->body().contains("\"completion_tokens\":2"));
    QVERIFY(!client->body().contains(" is"));
}

void tst_Simulator::notesCancelledStreams()
{
    QVERIFY(m_fixture->start(0ms, 1s));
    auto client = m_fixture->complete(Dialect::Anthropic, true);
    QVERIFY(m_fixture->until([&] { return !client->body().isEmpty(); }));
    client.reset();
    const auto &entries = m_fixture->simulator.journal().entries();
    QVERIFY(m_fixture->until([&] { return entries.front().cancelled; }));
    QVERIFY(!entries.front().finished);
    QCOMPARE(entries.front().status, 200);
    QVERIFY(entries.front().sentBytes > 0);
    const auto other = m_fixture->complete(Dialect::Anthropic, true);
    QVERIFY(m_fixture->until([&] { return !other->body().isEmpty(); }));
    m_fixture->simulator.stop();
    QVERIFY(entries.back().cancelled);
}

void tst_Simulator::journalNamesKeysOnly()
{
    QVERIFY(m_fixture->start());
    m_fixture->simulator.setKeepsDetails(true);
    for (const Dialect dialect : Dialects)
        QVERIFY(m_fixture->untilClosed(m_fixture->complete(dialect, false)));
    const QUrl url
        = m_fixture->url(Dialect::Gemini, QStringLiteral("/models?pageSize=1&key=canary-key-0123456789"));
    const auto inTheUrl = std::make_unique<RawClient>(url, "GET", QByteArray());
    QVERIFY(m_fixture->untilClosed(inTheUrl));
    QCOMPARE(inTheUrl->status(), 200);
    const Journal &journal = m_fixture->simulator.journal();
    QVERIFY(!journal.toJson().contains("canary"));
    QVERIFY(
        journal.toJson().contains(R"("target":"openai/small","key":"main","path":"/v1/chat/completions")"));
    QCOMPARE(journal.entries().back().path, QStringLiteral("/v1beta/models?pageSize=1"));
    QCOMPARE(journal.count(TargetId::fromString(QStringLiteral("gemini/small"))), 1);
    for (const JournalEntry &entry : journal.entries()) {
        QCOMPARE(entry.bytes, entry.body.size());
        for (const auto &[name, value] : entry.headers)
            QVERIFY(!value.contains("canary"));
    }
    QVERIFY(m_fixture->untilClosed(m_fixture->listModels(Dialect::OpenAi, "someone-elses")));
    QCOMPARE(journal.entries().back().key, QStringLiteral("?"));
    m_fixture->simulator.clearJournal();
    QVERIFY(journal.entries().empty());
}

void tst_Simulator::changesWithTheTimeline()
{
    QVERIFY(m_fixture->start());
    m_fixture->setWeather(
        R"({"targets":{"openai/small":[{"at":"10s","weather":"hang"},{"at":"20s","weather":"clear"}]}})");
    auto client = m_fixture->complete(Dialect::OpenAi, false);
    QVERIFY(m_fixture->untilClosed(client));
    QCOMPARE(client->status(), 200);
    m_fixture->clock.advance(10s);
    const auto hanging = m_fixture->complete(Dialect::OpenAi, false);
    QVERIFY(m_fixture->until([&] { return m_fixture->simulator.journal().entries().size() == 2; }));
    m_fixture->clock.advance(10s);
    client = m_fixture->complete(Dialect::OpenAi, false);
    QVERIFY(m_fixture->untilClosed(client));
    QCOMPARE(client->status(), 200);
    QVERIFY(hanging->got.isEmpty());
}

void tst_Simulator::goesOfflineAndComesBackOnItsPorts()
{
    QVERIFY(m_fixture->start());
    const QUrl url = m_fixture->url(Dialect::OpenAi, {});
    const QUrl anchor = m_fixture->simulator.anchorUrl();
    auto client = std::make_unique<RawClient>(anchor, "GET", QByteArray());
    QVERIFY(m_fixture->untilClosed(client));
    QCOMPARE(client->status(), 204);

    m_fixture->setWeather(R"({"targets":{"openai/small":[{"weather":"hang"}]}})");
    const auto hanging = m_fixture->complete(Dialect::OpenAi, false);
    QVERIFY(m_fixture->until([&] { return m_fixture->simulator.journal().entries().size() == 1; }));
    m_fixture->setWeather(R"({"network":"offline"})");
    QVERIFY(m_fixture->untilClosed(hanging));
    for (const QUrl &address : {url, anchor}) {
        client = std::make_unique<RawClient>(address, "GET", QByteArray());
        QVERIFY(m_fixture->untilClosed(client));
        QCOMPARE(client->error(), QAbstractSocket::ConnectionRefusedError);
    }
    m_fixture->setWeather("{}");
    QCOMPARE(m_fixture->url(Dialect::OpenAi, {}), url);
    client = m_fixture->listModels(Dialect::OpenAi);
    QVERIFY(m_fixture->untilClosed(client));
    QCOMPARE(client->status(), 200);
}

void tst_Simulator::refusesAPortInUse()
{
    QVERIFY(m_fixture->start());
    SimulatedProvider provider;
    provider.id = ProviderId {QStringLiteral("second")};
    provider.port = static_cast<quint16>(m_fixture->url(Dialect::OpenAi, {}).port());
    Simulator other {m_fixture->clock, m_fixture->random};
    const auto result = other.start({provider});
    QVERIFY(!result);
    QCOMPARE(result.error().kind, ErrorKind::Unavailable);
    QVERIFY(other.anchorUrl().isEmpty());
}

void tst_Simulator::journalKeepsTheNewest()
{
    Journal journal;
    const Journal::Number first = journal.add({});
    Journal::Number last = first;
    for (int i = 0; i < 100'000; ++i)
        last = journal.add({});
    QCOMPARE(journal.entries().size(), size_t {100'000});
    bool isCalled = false;
    journal.change(first, [&](JournalEntry &) { isCalled = true; });
    QVERIFY(!isCalled);
    journal.change(last, [](JournalEntry &entry) { entry.cancelled = true; });
    QVERIFY(journal.entries().back().cancelled);
}

QTEST_GUILESS_MAIN(tst_Simulator)
#include "tst_simulator.moc"

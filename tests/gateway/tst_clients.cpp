// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/resultjson.h"
#include "tests/gateway/gatewayfixture.h"

#include <QDir>
#include <QFileInfo>
#include <QProcess>
#include <QStandardPaths>

using namespace Belay;

namespace {

QString scripts()
{
    return QStringLiteral(BELAY_CLIENTS_DIR);
}

/// Weather of all targets, and what it needs.
struct Afternoon {
    WeatherKind kind = WeatherKind::Clear;
    QByteArray more {};
    Milliseconds limit {30'000}; ///< of a provider's answer
};

const std::map<QByteArray, Afternoon> &afternoons()
{
    using enum WeatherKind;
    static const std::map<QByteArray, Afternoon> list {{"abort", {SlowStream, R"("perEvent":"1s")"}},
        {"abort before an answer", {Hang, {}}}, {"timeout", {Hang, {}}},
        {"upstream timeout", {Hang, {}, Milliseconds {300}}}, {"rate limit", {Storm429, {}}},
        {"exhausted", {Status, R"("status":503)"}}, {"broken stream", {Cut, R"("afterEvents":4)"}}};
    return list;
}

/// The published client libraries, in a process of their own, before the gateway and its providers.
class ClientsFixture : public GatewayFixture
{
public:
    bool begin(const Afternoon &afternoon)
    {
        for (const Dialect dialect : {Dialect::OpenAi, Dialect::Anthropic, Dialect::Gemini})
            chain.add(dialect);
        // Of what nobody knows, tools are not expected.
        chain.provider(2).models = {QStringLiteral("gemini-2.5-flash")};
        if (!start())
            return false;
        for (StepConfig &step : chain.config.chains.front().steps) {
            step.timeouts = {Milliseconds {10'000}, afternoon.limit, Milliseconds {20'000}, afternoon.limit};
        }
        apply();
        chain.simulator.setKeepsDetails(true);
        for (size_t i = 0; i < 3 && afternoon.kind != WeatherKind::Clear; ++i) {
            if (!chain.setWeather(i, afternoon.kind, afternoon.more))
                return false;
        }
        return true;
    }

    QByteArray facts() const
    {
        const auto provider = [this](size_t index, const char *path) {
            const QUrl base = chain.simulator.baseUrl(chain.target(index).provider);
            const KeyRingPtr ring = chain.keys();
            const auto &key
                = ring->entries().at({chain.target(index).provider, KeyId {QStringLiteral("main")}});
            return Json {{"url", toUtf8(base.toString()) + path}, {"key", key.value.reveal().toStdString()},
                {"model", toUtf8(chain.target(index).model)}};
        };
        QString origin = gateway.address();
        origin.chop(3); // `/v1`
        const auto model = [this](size_t index) { return toUtf8(chain.target(index).toString()); };
        return toBytes({{"openai", provider(0, "")}, {"anthropic", provider(1, "")},
            {"gateway",
                {{"origin", toUtf8(origin)}, {"token", ClientToken},
                    {"models",
                        {{"chain", "main"}, {"openai", model(0)}, {"anthropic", model(1)},
                            {"gemini", model(2)}}}}}});
    }

    bool run(const QString &client, const QString &name)
    {
        QProcessEnvironment environment;
        environment.insert(QStringLiteral("PATH"), qEnvironmentVariable("PATH"));
        environment.insert(QStringLiteral("BELAY_CLIENTS"), QString::fromUtf8(facts()));
        QProcess node;
        node.setProcessEnvironment(environment);
        node.setWorkingDirectory(scripts());
        node.start(QStringLiteral("node"), {QStringLiteral("run.mjs"), client, name});
        // It is told of each request that a provider has, so that it need not guess when to leave.
        size_t told = 0;
        const auto hasEnded = [&] {
            for (; told < journal().size(); ++told)
                node.write("\n");
            return node.state() == QProcess::NotRunning;
        };
        const bool ended = QTest::qWaitFor(hasEnded, 60'000);
        said = node.readAllStandardOutput();
        complaint = node.readAllStandardError();
        return ended && node.exitStatus() == QProcess::NormalExit && node.exitCode() == 0;
    }

    const std::deque<JournalEntry> &journal() const { return chain.simulator.journal().entries(); }

    QByteArray said;
    QByteArray complaint;
};

} // namespace

/// What programs in the field use: direct and through the gateway, with equal results.
class tst_Clients : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void getsWhatItWouldGetDirectly_data();
    void getsWhatItWouldGetDirectly();
    void itsAbortReachesTheProvider_data();
    void itsAbortReachesTheProvider();
    void isToldOfFailures_data();
    void isToldOfFailures();
    void itsHeadersReachTheProvider();
};

void tst_Clients::initTestCase()
{
    if (QStandardPaths::findExecutable(QStringLiteral("node")).isEmpty())
        QSKIP("node is not installed");
    QProcess node;
    node.start(QStringLiteral("node"), {QStringLiteral("--version")});
    QVERIFY(node.waitForFinished());
    constexpr int OldestNode = 18; // Debian's own
    const QByteArray version = node.readAllStandardOutput().trimmed();
    if (version.mid(1, version.indexOf('.') - 1).toInt() < OldestNode)
        QSKIP(qPrintable(
            QStringLiteral("node is %1, the client libraries want 18").arg(QString::fromLatin1(version))));
    if (!QFileInfo::exists(scripts() + QStringLiteral("/node_modules/openai/package.json")))
        QSKIP("the client libraries are not installed: npm ci --ignore-scripts in tests/clients");
}

void tst_Clients::getsWhatItWouldGetDirectly_data()
{
    QTest::addColumn<QString>("client");
    QTest::addColumn<QString>("name");
    const auto add = [](const char *client, std::initializer_list<const char *> names) {
        for (const char *name : names)
            QTest::addRow("%s: %s", client, name) << QString::fromLatin1(client) << QString::fromLatin1(name);
    };
    add("openai",
        {"chat", "chat in full", "chat on a chain", "chat on Anthropic", "chat on Gemini", "stream",
            "stream on a chain", "stream on Anthropic", "stream on Gemini", "stream helper",
            "stream without usage", "tools", "tools on Anthropic", "tools on Gemini", "tools stream",
            "tools stream on Anthropic", "tools stream on Gemini", "JSON schema", "JSON schema on Anthropic",
            "JSON schema on Gemini", "what is heard", "what is heard on Anthropic", "what is heard on Gemini",
            "embeddings", "responses", "completions", "wrong token", "unknown model", "bad request",
            "models"});
    add("anthropic",
        {"messages", "messages in full", "messages on a chain", "messages on OpenAI", "messages on Gemini",
            "stream", "stream on OpenAI", "stream on Gemini", "tools", "tools on OpenAI", "tools stream",
            "tools stream on OpenAI", "JSON schema", "JSON schema on OpenAI", "count tokens", "beta",
            "wrong token", "unknown model", "bad request", "models"});
    add("fetch", {"plain", "Claude Code"});
}

void tst_Clients::getsWhatItWouldGetDirectly()
{
    QFETCH(QString, client);
    QFETCH(QString, name);
    ClientsFixture fixture;
    QVERIFY(fixture.begin({}));
    QVERIFY2(fixture.run(client, name), fixture.complaint.constData());
    QVERIFY(!fixture.said.isEmpty());
}

void tst_Clients::itsAbortReachesTheProvider_data()
{
    QTest::addColumn<QString>("client");
    QTest::addColumn<QString>("name");
    for (const char *client : {"openai", "anthropic"}) {
        for (const char *name : {"abort", "timeout"})
            QTest::addRow("%s: %s", client, name) << QString::fromLatin1(client) << QString::fromLatin1(name);
    }
    QTest::addRow("openai: abort before an answer")
        << QStringLiteral("openai") << QStringLiteral("abort before an answer");
}

void tst_Clients::itsAbortReachesTheProvider()
{
    QFETCH(QString, client);
    QFETCH(QString, name);
    ClientsFixture fixture;
    QVERIFY(fixture.begin(afternoons().at(name.toLatin1())));
    QVERIFY2(fixture.run(client, name), fixture.complaint.constData());
    QCOMPARE(fixture.journal().size(), size_t {2});
    QTRY_VERIFY(fixture.journal().front().cancelled);
    QTRY_VERIFY(fixture.journal().back().cancelled);
    QTRY_COMPARE(fixture.traces.size(), size_t {1});
    QVERIFY(fixture.traces.front().ended == TraceEnd::ClientGone);
}

void tst_Clients::isToldOfFailures_data()
{
    QTest::addColumn<QString>("client");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("said");
    const auto row = [](const char *client, const char *name, const QByteArray &said) {
        QTest::addRow("%s: %s", client, name)
            << QString::fromLatin1(client) << QString::fromLatin1(name) << said;
    };
    row("openai", "rate limit", "429");
    row("openai", "exhausted", "503");
    row("openai", "upstream timeout", R"([504,"upstream_timeout"])");
    row("openai", "broken stream", R"("upstream_interrupted")");
    row("anthropic", "rate limit", "429");
    row("anthropic", "exhausted", "503");
    row("anthropic", "broken stream", R"("api_error")");
}

void tst_Clients::isToldOfFailures()
{
    QFETCH(QString, client);
    QFETCH(QString, name);
    QFETCH(QByteArray, said);
    ClientsFixture fixture;
    QVERIFY(fixture.begin(afternoons().at(name.toLatin1())));
    QVERIFY2(fixture.run(client, name), fixture.complaint.constData());
    QCOMPARE(fixture.said, said);
}

void tst_Clients::itsHeadersReachTheProvider()
{
    ClientsFixture fixture;
    QVERIFY(fixture.begin({}));
    QVERIFY2(
        fixture.run(QStringLiteral("fetch"), QStringLiteral("Claude Code")), fixture.complaint.constData());
    QCOMPARE(fixture.journal().size(), size_t {4});
    for (const JournalEntry &entry : fixture.journal()) {
        QVERIFY(entry.path.endsWith(u"?beta=true"));
        QCOMPARE(headerValue(entry.headers, "anthropic-beta"),
            QByteArray("claude-code-20250219,interleaved-thinking-2025-05-14"));
        QCOMPARE(entry.key, QStringLiteral("main"));
    }
}

QTEST_GUILESS_MAIN(tst_Clients)
#include "tst_clients.moc"

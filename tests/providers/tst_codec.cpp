// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/codec.h"

#include <QTest>

using namespace Belay;

class tst_Codec : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void asksForACompletion_data();
    void asksForACompletion();
    void sendsWhatAKindAlwaysSends();
    void findsTheEndpoint_data();
    void findsTheEndpoint();
    void carriesTheKey_data();
    void carriesTheKey();
    void checksForFree_data();
    void checksForFree();
    void readsListsOfModels_data();
    void readsListsOfModels();
};

static const ProviderKind &kindNamed(const QString &name)
{
    return Catalogue::builtIn().kind(*enumFromString<ProviderKindId>(name));
}

static QUrl baseOf(const ProviderKind &kind)
{
    return kind.baseUrl.isEmpty() ? QUrl(QStringLiteral("https://mine.openai.azure.com/openai/v1"))
                                  : kind.baseUrl;
}

void tst_Codec::asksForACompletion_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("model");
    QTest::addColumn<bool>("stream");
    QTest::addColumn<QString>("expectedUrl");
    QTest::addColumn<QByteArray>("expectedBody");
    const auto row = [](const char *name, const char *kind, const char *model, bool stream, const char *url,
                         const char *body) {
        QTest::newRow(name) << QString::fromLatin1(kind) << QString::fromLatin1(model) << stream
                            << QString::fromLatin1(url) << QByteArray(body);
    };
    row("OpenAI wants the new name and little reasoning", "openai", "gpt-5-nano", true,
        "https://api.openai.com/v1/chat/completions",
        R"({"model":"gpt-5-nano","messages":[{"role":"user","content":"Hi"}],"max_completion_tokens":16,"stream":true,"stream_options":{"include_usage":true},"reasoning_effort":"minimal"})");
    row("a whole answer has no stream options", "openai", "gpt-4.1-nano", false,
        "https://api.openai.com/v1/chat/completions",
        R"({"model":"gpt-4.1-nano","messages":[{"role":"user","content":"Hi"}],"max_completion_tokens":1,"stream":false})");
    row("Mistral refuses stream options", "mistral", "ministral-3b-latest", true,
        "https://api.mistral.ai/v1/chat/completions",
        R"({"model":"ministral-3b-latest","messages":[{"role":"user","content":"Hi"}],"max_tokens":1,"stream":true})");
    row("DeepSeek is told not to think", "deepseek", "deepseek-v4-flash", true,
        "https://api.deepseek.com/chat/completions",
        R"({"model":"deepseek-v4-flash","messages":[{"role":"user","content":"Hi"}],"max_tokens":1,"stream":true,"stream_options":{"include_usage":true},"thinking":{"type":"disabled"}})");
    row("an unknown server gets nothing special", "openai-compatible", "m", true,
        "https://mine.openai.azure.com/openai/v1/chat/completions",
        R"({"model":"m","messages":[{"role":"user","content":"Hi"}],"max_tokens":16,"stream":true})");
    row("Anthropic", "anthropic", "claude-haiku-5-5", true, "https://api.anthropic.com/v1/messages",
        R"({"model":"claude-haiku-5-5","max_tokens":1,"messages":[{"role":"user","content":"Hi"}],"stream":true})");
    row("Gemini streams events and keeps its limit beside the budget", "gemini", "gemini-2.5-flash-lite",
        true,
        "https://generativelanguage.googleapis.com/v1beta/models/"
        "gemini-2.5-flash-lite:streamGenerateContent?alt=sse",
        R"({"contents":[{"role":"user","parts":[{"text":"Hi"}]}],"generationConfig":{"maxOutputTokens":1,"thinkingConfig":{"thinkingBudget":0}}})");
    row("Gemini whole", "gemini", "gemini-9", false,
        "https://generativelanguage.googleapis.com/v1beta/models/gemini-9:generateContent",
        R"({"contents":[{"role":"user","parts":[{"text":"Hi"}]}],"generationConfig":{"maxOutputTokens":1}})");
    row("a tuned Gemini has its own collection", "gemini", "tunedModels/mine", false,
        "https://generativelanguage.googleapis.com/v1beta/tunedModels/mine:generateContent",
        R"({"contents":[{"role":"user","parts":[{"text":"Hi"}]}],"generationConfig":{"maxOutputTokens":1}})");
    row("a model's name cannot leave its place", "gemini", "../a/b?c#d", false,
        "https://generativelanguage.googleapis.com/v1beta/models/..%2Fa%2Fb%3Fc%23d:generateContent",
        R"({"contents":[{"role":"user","parts":[{"text":"Hi"}]}],"generationConfig":{"maxOutputTokens":1}})");
}

void tst_Codec::asksForACompletion()
{
    QFETCH(QString, kind);
    QFETCH(QString, model);
    QFETCH(bool, stream);
    QFETCH(QString, expectedUrl);
    QFETCH(QByteArray, expectedBody);
    const ProviderKind &provider = kindNamed(kind);
    const CompletionRequest request {model, QStringLiteral("Hi"),
        Catalogue::builtIn().model(provider.id, model).recipe,
        stream ? AnswerForm::Stream : AnswerForm::Whole};
    const HttpRequest sent = codecFor(provider.dialect).completion(provider, baseOf(provider), request);
    QCOMPARE(sent.method, QByteArray("POST"));
    QCOMPARE(sent.url.toString(QUrl::FullyEncoded), expectedUrl);
    QCOMPARE(sent.body, expectedBody);
    QCOMPARE(headerValue(sent.headers, "content-type"), QByteArray("application/json"));
    QCOMPARE(
        headerValue(sent.headers, "accept"), QByteArray(stream ? "text/event-stream" : "application/json"));
    QVERIFY(!sent.auth);
}

void tst_Codec::sendsWhatAKindAlwaysSends()
{
    const ProviderKind &kind = kindNamed(QStringLiteral("anthropic"));
    const HttpRequest sent = codecFor(kind.dialect).completion(kind, kind.baseUrl, {});
    QCOMPARE(headerValue(sent.headers, "anthropic-version"), QByteArray("2023-06-01"));
}

void tst_Codec::findsTheEndpoint_data()
{
    QTest::addColumn<QString>("base");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const char *base, const char *path, const char *expected) {
        QTest::newRow(name) << QString::fromLatin1(base) << QString::fromLatin1(path)
                            << QString::fromLatin1(expected);
    };
    row("below the base", "https://h/v1", "models", "https://h/v1/models");
    row("a slash at the end changes nothing", "https://h/v1//", "models", "https://h/v1/models");
    row("no path at all", "https://h", "models", "https://h/models");
    row("from the root", "http://h:8000/v1", "/health", "http://h:8000/health");
    row("with a query", "https://h/v1beta", "models?pageSize=1", "https://h/v1beta/models?pageSize=1");
    row("Azure's classic form keeps its version", "https://r/openai/deployments/d?api-version=2024-10-21",
        "chat/completions", "https://r/openai/deployments/d/chat/completions?api-version=2024-10-21");
    row("two queries", "https://h/a?x=1", "b?y=2", "https://h/a/b?x=1&y=2");
    row("what is escaped stays escaped", "https://h/a%2Fb", "c", "https://h/a%2Fb/c");
    row("a path cannot change the host", "https://h/a", "//evil.example/x", "https://h//evil.example/x");
    row("a fragment goes", "https://h/a#f", "b", "https://h/a/b");
}

void tst_Codec::findsTheEndpoint()
{
    QFETCH(QString, base);
    QFETCH(QString, path);
    QFETCH(QString, expected);
    QCOMPARE(endpoint(QUrl(base), path).toString(QUrl::FullyEncoded), expected);
}

void tst_Codec::carriesTheKey_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QByteArray>("expectedName");
    QTest::addColumn<QByteArray>("expectedPrefix");
    QTest::newRow("most") << QStringLiteral("openai") << QByteArray("Authorization") << QByteArray("Bearer ");
    QTest::newRow("Anthropic") << QStringLiteral("anthropic") << QByteArray("x-api-key") << QByteArray();
    QTest::newRow("Gemini, never in the address")
        << QStringLiteral("gemini") << QByteArray("x-goog-api-key") << QByteArray();
    QTest::newRow("Azure") << QStringLiteral("azure-openai") << QByteArray("api-key") << QByteArray();
}

void tst_Codec::carriesTheKey()
{
    QFETCH(QString, kind);
    QFETCH(QByteArray, expectedName);
    QFETCH(QByteArray, expectedPrefix);
    const std::optional<AuthHeader> header = authHeader(kindNamed(kind), Secret("k-123"));
    QVERIFY(header);
    QCOMPARE(header->name, expectedName);
    QCOMPARE(header->prefix, expectedPrefix);
    QVERIFY(header->secret.equals(Secret("k-123")));
    QVERIFY(!authHeader(kindNamed(kind), Secret()));
}

void tst_Codec::checksForFree_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<bool>("reach");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *kind, bool reach, const char *expected) {
        QTest::addRow("%s %s", kind, reach ? "without key" : "with key")
            << QString::fromLatin1(kind) << reach << QString::fromLatin1(expected);
    };
    row("openai", false, "GET https://api.openai.com/v1/models key");
    row("anthropic", false, "GET https://api.anthropic.com/v1/models?limit=1 key");
    row("gemini", false, "GET https://generativelanguage.googleapis.com/v1beta/models?pageSize=1 key");
    row("deepseek", false, "GET https://api.deepseek.com/user/balance key");
    row("xai", false, "GET https://api.x.ai/v1/api-key key");
    row("openrouter", false, "GET https://openrouter.ai/api/v1/key key");
    row("cohere", false, "POST https://api.cohere.ai/v1/check-api-key key");
    row("ollama", false, "GET http://127.0.0.1:11434/v1/models key");
    row("ollama", true, "GET http://127.0.0.1:11434/api/version");
    row("vllm", true, "GET http://127.0.0.1:8000/health");
    row("llamacpp", true, "GET http://127.0.0.1:8080/health");
}

void tst_Codec::checksForFree()
{
    QFETCH(QString, kind);
    QFETCH(bool, reach);
    QFETCH(QString, expected);
    const ProviderKind &provider = kindNamed(kind);
    const FreeCheck check = reach ? provider.reachCheck.value() : provider.keyCheck;
    const HttpRequest request = freeCheckRequest(provider, provider.baseUrl, check, Secret("k-123"));
    const QString sent = QString::fromLatin1(request.method) + u' ' + request.url.toString(QUrl::FullyEncoded)
        + (request.auth ? QStringLiteral(" key") : QString());
    QCOMPARE(sent, expected);
    QVERIFY(!request.url.toString().contains(u"k-123"));
    QVERIFY(!freeCheckRequest(provider, provider.baseUrl, check, Secret()).auth);
}

void tst_Codec::readsListsOfModels_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("expected"); // "-" for an error
    const auto row = [](const char *name, const char *kind, const char *body, const char *expected) {
        QTest::newRow(name) << QString::fromLatin1(kind) << QByteArray(body) << QString::fromLatin1(expected);
    };
    row("OpenAI", "openai", R"({"object":"list","data":[{"id":"gpt-5-nano","object":"model"},{"id":"o3"}]})",
        "gpt-5-nano o3");
    row("Anthropic", "anthropic", R"({"data":[{"type":"model","id":"claude-haiku-5-5"}],"has_more":false})",
        "claude-haiku-5-5");
    row("Gemini: without the prefix, only what generates", "gemini",
        R"({"models":[{"name":"models/gemini-3","supportedGenerationMethods":["generateContent","countTokens"]},{"name":"models/embed","supportedGenerationMethods":["embedContent"]}]})",
        "gemini-3");
    row("Together: a bare array, only chat", "together",
        R"([{"id":"a/b","type":"chat"},{"id":"c","type":"image"},{"id":"d"}])", "a/b d");
    row("Mistral: one entry of a model and its aliases, the one that the catalogue knows", "mistral",
        R"({"data":[{"id":"ministral-3b-2512","aliases":["ministral-3b-latest"]},{"id":"ministral-3b-latest","aliases":["ministral-3b-2512"]},{"id":"embed","capabilities":{"completion_chat":false}}]})",
        "ministral-3b-latest");
    row("Mistral: else the latest", "mistral",
        R"({"data":[{"id":"x-2512","aliases":["x-latest","x"]},{"id":"x","aliases":["x-2512"]},{"id":"x-latest","aliases":["x"]}]})",
        "x-latest");
    row("Cohere's own list", "cohere",
        R"({"models":[{"name":"command-r7b","endpoints":["chat"]},{"name":"embed","endpoints":["embed"]},{"name":"old","endpoints":["chat"],"is_deprecated":true}]})",
        "command-r7b");
    row("Ollama", "ollama", R"({"object":"list","data":[{"id":"llama3.2:latest","owned_by":"library"}]})",
        "llama3.2:latest");
    row("Ollama's own list", "ollama", R"({"models":[{"name":"llama3.2:latest","model":"llama3.2:latest"}]})",
        "llama3.2:latest");
    row("Groq: not what it has switched off", "groq",
        R"({"data":[{"id":"a","active":true},{"id":"b","active":false}]})", "a");
    row("doubles are told once", "openai", R"({"data":[{"id":"a"},{"id":"a"}]})", "a");
    row("entries without a name are left out", "openai", R"({"data":[{"id":""},{"id":7},null,"x",{}]})", "");
    row("an empty list is a list", "openai", R"({"data":[]})", "");
    row("an error is no list", "openai", R"({"error":{"message":"no"}})", "-");
    row("HTML is no list", "openai", "<html>", "-");
    row("half a list is no list", "openai", R"({"data":[{"id":"a"},)", "-");
    row("nothing is no list", "openai", "", "-");
}

void tst_Codec::readsListsOfModels()
{
    QFETCH(QString, kind);
    QFETCH(QByteArray, body);
    QFETCH(QString, expected);
    const ProviderKind &provider = kindNamed(kind);
    const Result<std::vector<QString>> models = codecFor(provider.dialect).readModels(provider, body);
    QStringList names {QStringLiteral("-")};
    if (models)
        names = QStringList((*models).begin(), (*models).end());
    QCOMPARE(names.join(u' '), expected);
    if (!models)
        QCOMPARE(models.error().kind, ErrorKind::Protocol);
}

QTEST_GUILESS_MAIN(tst_Codec)
#include "tst_codec.moc"

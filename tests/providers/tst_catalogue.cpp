// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/catalogue.h"

#include <QFile>
#include <QTest>

using namespace Belay;

class tst_Catalogue : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void carriesAKind_data();
    void carriesAKind();
    void probesNothingWhosePriceIsUnknownButWhereItSaysSo();
    void findsTheModel_data();
    void findsTheModel();
    void knowsTheKindOfAKey_data();
    void knowsTheKindOfAKey();
    void knowsWhoseCancelledStreamsAreBilled();
    void tellsEachErrorWithItsPointer_data();
    void tellsEachErrorWithItsPointer();
    void tellsAllErrorsAtOnce();
};

static QByteArray builtInText()
{
    Catalogue::builtIn();
    QFile file(QStringLiteral(":/belay/providers.json"));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void tst_Catalogue::carriesAKind_data()
{
    QTest::addColumn<int>("id");
    for (size_t i = 0; i < enumCount<ProviderKindId>(); ++i) {
        const std::string_view name = nameOf(static_cast<ProviderKindId>(i));
        QTest::newRow(name.data()) << static_cast<int>(i);
    }
}

void tst_Catalogue::carriesAKind()
{
    QFETCH(int, id);
    const auto kindId = static_cast<ProviderKindId>(id);
    const ProviderKind &kind = Catalogue::builtIn().kind(kindId);
    QCOMPARE(toString(kind.id), toString(kindId));
    QVERIFY(!kind.name.isEmpty());
    QVERIFY(!kind.chatPath.isEmpty());
    const bool local = !kind.localPorts.empty();
    const bool entered = kindId == ProviderKindId::AzureOpenAi || kindId == ProviderKindId::OpenAiCompatible;
    QCOMPARE(kind.baseUrl.isEmpty(), entered);
    QCOMPARE(kind.keyOptional, local || kindId == ProviderKindId::OpenAiCompatible);
    QCOMPARE(!kind.statusPage.isEmpty(), !local && kindId != ProviderKindId::OpenAiCompatible);
    if (local) {
        const Price free;
        QCOMPARE(*Catalogue::builtIn().model(kindId, QStringLiteral("whatever")).price, free);
        QCOMPARE(kind.baseUrl.port(), kind.localPorts.front());
    } else if (!entered) {
        QVERIFY(!kind.cheapModels.empty());
        QVERIFY(!kind.keysPage.isEmpty());
        QVERIFY(!kind.environment.empty());
    }
}

// Perplexity takes a fee for each request besides the tokens, which a Price cannot say.
void tst_Catalogue::probesNothingWhosePriceIsUnknownButWhereItSaysSo()
{
    for (const ProviderKind &kind : Catalogue::builtIn().kinds()) {
        for (const QString &model : kind.cheapModels) {
            const ModelInfo info = Catalogue::builtIn().model(kind.id, model);
            QVERIFY2(info.pattern != u"*", qPrintable(model));
            QCOMPARE(info.price.has_value(), kind.id != ProviderKindId::Perplexity);
            QCOMPARE(info.priceDate.isEmpty(), !info.price.has_value());
        }
    }
}

void tst_Catalogue::findsTheModel_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("model");
    QTest::addColumn<QString>("expectedPattern");
    using enum ProviderKindId;
    const auto row = [](const char *name, ProviderKindId kind, const char *model, const char *pattern) {
        QTest::newRow(name) << static_cast<int>(kind) << QString::fromLatin1(model)
                            << QString::fromLatin1(pattern);
    };
    row("a dated name belongs to its family", OpenAi, "gpt-5-nano-2025-08-07", "gpt-5-nano*");
    row("the longest pattern wins", OpenAi, "gpt-4o-mini", "gpt-4o-mini*");
    row("a pattern without star fits itself alone", OpenAi, "gpt-5", "gpt-5");
    row("a newer member of a family falls back on it", OpenAi, "gpt-5.9-pro", "gpt-5*");
    row("nobody described it", OpenAi, "davinci", "*");
    row("another kind has its own list", Groq, "gpt-5-nano", "*");
    row("a model with a slash", OpenRouter, "openai/gpt-5-nano", "openai/gpt-5-nano");
    row("no name at all", Anthropic, "", "*");
}

void tst_Catalogue::findsTheModel()
{
    QFETCH(int, kind);
    QFETCH(QString, model);
    QFETCH(QString, expectedPattern);
    QCOMPARE(Catalogue::builtIn().model(static_cast<ProviderKindId>(kind), model).pattern, expectedPattern);
}

void tst_Catalogue::knowsTheKindOfAKey_data()
{
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const char *key, const char *expected) {
        QTest::newRow(name) << QByteArray(key) << QString::fromLatin1(expected);
    };
    row("a project key of OpenAI", "sk-proj-abc", "openai");
    row("Anthropic begins like OpenAI and goes on", "sk-ant-api03-abc", "anthropic");
    row("OpenRouter too", "sk-or-v1-abc", "openrouter");
    row("a bare sk- is OpenAI's and DeepSeek's", "sk-0123456789", "");
    row("Groq", "gsk_abc", "groq");
    row("Gemini, the old form", "AIzaSyabc", "gemini");
    row("Gemini, the new form", "AQ.abc", "gemini");
    row("xAI", "xai-abc", "xai");
    row("Cerebras", "csk-abc", "cerebras");
    row("Perplexity", "pplx-abc", "perplexity");
    row("Fireworks", "fw_abc", "fireworks");
    row("Together", "tgp_v1_abc", "together");
    row("no prefix that anyone uses", "0123456789abcdef", "");
    row("a prefix is not looked for inside", "x-sk-ant-abc", "");
    row("prefixes mind the case", "SK-ANT-abc", "");
    row("nothing", "", "");
}

void tst_Catalogue::knowsTheKindOfAKey()
{
    QFETCH(QByteArray, key);
    QFETCH(QString, expected);
    const std::optional<ProviderKindId> kind = Catalogue::builtIn().kindOfKey(key);
    QCOMPARE(kind ? toString(*kind) : QString(), expected);
}

void tst_Catalogue::knowsWhoseCancelledStreamsAreBilled()
{
    using enum ProviderKindId;
    const Catalogue &catalogue = Catalogue::builtIn();
    for (const ProviderKindId id :
        {OpenAi, Anthropic, AzureOpenAi, Fireworks, Together, Cohere, XAi, DeepSeek})
        QCOMPARE(catalogue.kind(id).cancelStopsBilling, std::optional(true));
    for (const ProviderKindId id : {Groq, Gemini, Mistral, Perplexity})
        QCOMPARE(catalogue.kind(id).cancelStopsBilling, std::optional(false));
    for (const ProviderKindId id : {Cerebras, OpenRouter, OpenAiCompatible})
        QCOMPARE(catalogue.kind(id).cancelStopsBilling, std::optional<bool>());
}

void tst_Catalogue::tellsEachErrorWithItsPointer_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const char *before, const char *after, const char *expected) {
        QTest::newRow(name) << QByteArray(before) << QByteArray(after) << QString::fromLatin1(expected);
    };
    row("not JSON", "{\n  \"version\": 1,", "{ version", ": not JSON");
    row("another version", "\"version\": 1", "\"version\": 2",
        "/version: expected a whole number from 1 to 1");
    row("a field nobody knows", "\"version\": 1,", "\"version\": 1, \"x\": 0,", "/x: is not known here");
    row("a field nobody knows in a kind", "\"name\": \"OpenAI\"", "\"name\": \"OpenAI\", \"nmae\": 1",
        "/kinds/0/nmae: is not known here");
    row("a missing field", "\"name\": \"OpenAI\", ", "", "/kinds/0/name: is missing");
    row("a kind outside the set", "\"id\": \"groq\"", "\"id\": \"grok\"",
        "/kinds/3/id: \"grok\" is outside the set");
    row("a kind twice, another missing", "\"id\": \"groq\"", "\"id\": \"xai\"",
        "/kinds/3: expected the kind groq");
    row("an auth style outside the set", "\"auth\": \"x-goog-api-key\"", "\"auth\": \"query\"",
        "/kinds/2/auth: \"query\" is outside the set");
    row("a number for a string", "\"name\": \"Groq\"", "\"name\": 7", "/kinds/3/name: expected a string");
    row("no https", "\"https://api.groq.com", "\"http://api.groq.com",
        "/kinds/3/baseUrl: only a local kind may do without https");
    row("no address at all", "\"https://api.groq.com/openai/v1\"", "\"api.groq.com\"",
        "/kinds/3/baseUrl: expected a web address without a user in it");
    row("an address with a password", "\"https://api.groq.com/", "\"https://u:p@api.groq.com/",
        "/kinds/3/baseUrl: expected a web address without a user in it");
    row("a feed of a form that nobody reads", "\"kind\": \"flashduty\"", "\"kind\": \"morse\"",
        "/kinds/6/statusFeeds/0/kind: \"morse\" is outside the set");
    row("a negative price", "\"input\": 0.35", "\"input\": -0.35",
        "/kinds/4/models/0/price/input: expected an amount of money, not negative");
    row("a price without date", "\"input\": 0.35, \"output\": 0.75, \"date\": \"2026-07-02\"",
        "\"input\": 0.35, \"output\": 0.75", "/kinds/4/models/0/price/date: is missing");
    row("a date of another country", "\"output\": 0.75, \"date\": \"2026-07-02\"",
        "\"output\": 0.75, \"date\": \"02.07.2026\"",
        "/kinds/4/models/0/price/date: expected a date like 2026-09-30");
    row("a day that never was", "\"output\": 0.75, \"date\": \"2026-07-02\"",
        "\"output\": 0.75, \"date\": \"2026-02-30\"",
        "/kinds/4/models/0/price/date: expected a date like 2026-09-30");
    row("a pattern twice", "\"pattern\": \"mistral-small*\"", "\"pattern\": \"ministral-8b*\"",
        "/kinds/5/models/2/pattern: \"ministral-8b*\" is there twice");
    row("a star in the middle", "\"pattern\": \"mistral-small*\"", "\"pattern\": \"mistral*small\"",
        "/kinds/5/models/2/pattern: a * stands at the end");
    row("no last resort", "\"pattern\": \"*\", \"tokenField\": \"maxOutputTokens\"",
        "\"pattern\": \"g*\", \"tokenField\": \"maxOutputTokens\"", "/kinds/2/models: lacks the pattern *");
    row("no tokens",
        "\"pattern\": \"zai-glm-4.7\", \"tokenField\": \"max_completion_tokens\", \"leastTokens\": 1",
        "\"pattern\": \"zai-glm-4.7\", \"tokenField\": \"max_completion_tokens\", \"leastTokens\": 0",
        "/kinds/4/models/1/leastTokens: expected a whole number from 1 to 256");
    row("a capability outside the set", "\"capabilities\": [\"tools\", \"images\"]",
        "\"capabilities\": [\"tools\", \"smell\"]",
        "/kinds/1/models/5/capabilities: \"smell\" is outside the set");
    row("a prefix twice", "[\"AIza\", \"AQ.\"]", "[\"AIza\", \"AIza\"]",
        "/kinds/2/keyPrefixes/1: \"AIza\" is there twice");
    row("a prefix that is empty", "[\"AIza\", \"AQ.\"]", "[\"AIza\", \"\"]",
        "/kinds/2/keyPrefixes/1: expected a string that is not empty");
    row("an object for an array", "[\"AIza\", \"AQ.\"]", "{}", "/kinds/2/keyPrefixes: expected an array");
    row("a port that cannot be", "[11434]", "[114340]",
        "/kinds/14/localPorts/0: expected a whole number from 1 to 65535");
    row("a check by another method", "\"method\": \"POST\"", "\"method\": \"DELETE\"",
        "/kinds/12/keyCheck/method: expected GET or POST");
    row("yes is no boolean", "\"keyOptional\": true", "\"keyOptional\": \"yes\"",
        "/kinds/14/keyOptional: expected true or false");
    row("nor where null is allowed", "\"cancelStopsBilling\": null", "\"cancelStopsBilling\": 0",
        "/kinds/4/cancelStopsBilling: expected true, false or null");
    row("neither list nor names",
        "\"staticModels\": [\"sonar\", \"sonar-pro\", \"sonar-reasoning-pro\", \"sonar-deep-research\"],", "",
        "/kinds/11/modelsPath: without a list staticModels are needed");
}

void tst_Catalogue::tellsEachErrorWithItsPointer()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    QFETCH(QString, expected);
    QByteArray text = builtInText();
    const qsizetype at = text.indexOf(before);
    QVERIFY(at >= 0);
    text.replace(at, before.size(), after);
    const Result<Catalogue> result = Catalogue::parse(text);
    QVERIFY(!result);
    QCOMPARE(result.error().kind, ErrorKind::Config);
    QStringList details;
    for (const Error &cause : result.error().causes)
        details += cause.detail;
    QVERIFY2(details.contains(expected), qPrintable(details.join(u'\n')));
}

void tst_Catalogue::tellsAllErrorsAtOnce()
{
    QByteArray text = builtInText();
    text.replace("\"tokenField\": \"max_tokens\"", "\"tokenField\": \"tokens\"");
    const Result<Catalogue> result = Catalogue::parse(text);
    QVERIFY(!result);
    QVERIFY(result.error().causes.size() > 10);
    QCOMPARE(result.error().detail.count(u'\n') + 1, static_cast<qsizetype>(result.error().causes.size()));
}

QTEST_GUILESS_MAIN(tst_Catalogue)
#include "tst_catalogue.moc"

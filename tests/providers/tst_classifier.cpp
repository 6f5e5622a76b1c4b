// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/classifier.h"

#include "faultrows.h"

#include <QTest>

using namespace Belay;

class tst_Classifier : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void classesWhatAProviderSays_data() { addFaultRows(); }
    void classesWhatAProviderSays();
    void survivesACutAtEveryByte_data() { addFaultRows(); }
    void survivesACutAtEveryByte();
    void classesAStatusAlone_data();
    void classesAStatusAlone();
    void asksForWhomItWas_data();
    void asksForWhomItWas();
    void keepsWhatIsSaidShortAndClean_data();
    void keepsWhatIsSaidShortAndClean();
};

static ProviderKindId kindOf(const QString &name)
{
    return *enumFromString<ProviderKindId>(name);
}

static Ending endingWith(const QString &kind, int status, const QByteArray &body)
{
    Ending ending;
    ending.kind = kindOf(kind);
    ending.purpose = RequestPurpose::Traffic;
    ending.head.status = status;
    ending.body = body;
    ending.readable = true;
    return ending;
}

void tst_Classifier::classesWhatAProviderSays()
{
    QFETCH(QString, kind);
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(QString, expected);
    QFETCH(QString, expectedCode);
    const Classification result = classify(endingWith(kind, status, body));
    QCOMPARE(toString(result.outcome), expected);
    QCOMPARE(result.providerCode, expectedCode);
}

// A cut body may be classed by its status; nothing is ever good because of a cut.
void tst_Classifier::survivesACutAtEveryByte()
{
    QFETCH(QString, kind);
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    const Outcome byStatus = classify(endingWith(kind, status, {})).outcome;
    for (qsizetype length = 0; length < body.size(); ++length) {
        const Classification cut = classify(endingWith(kind, status, body.left(length)));
        QCOMPARE(toString(cut.outcome), toString(byStatus));
        QVERIFY(cut.outcome != Outcome::Ok);
    }
}

void tst_Classifier::classesAStatusAlone_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("statuses");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const char *kind, const char *statuses, const char *expected) {
        QTest::newRow(name) << QString::fromLatin1(kind) << QString::fromLatin1(statuses)
                            << QString::fromLatin1(expected);
    };
    row("the key is refused", "openai", "401", "auth");
    row("Cohere's own status for a bad key", "cohere", "498", "auth");
    row("it is forbidden", "openai", "403 451", "forbidden");
    row("it must be paid", "groq", "402", "quota");
    row("Fireworks suspends an account", "fireworks", "412", "quota");
    row("slower", "openai", "429", "rate-limited");
    row("too much to do", "groq", "498 502 503 520 521 522 523 524 529", "overloaded");
    row("broken", "openai", "500 501 504 505 507 525 530 599", "server-error");
    row("nobody knows it", "openai", "404 410", "model-not-found");
    row("too large", "anthropic", "413", "too-large");
    row("the request is wrong", "openai", "400 405 406 409 412 415 418 422 424 425 431", "bad-request");
    row("the proxy wants a password", "openai", "407", "proxy");
    row("given up on before an answer", "openai", "408 499", "reset");
    row("a redirect is not followed", "openai", "300 301 302 303 304 307 308", "not-an-answer");
    row("no status of an answer", "openai", "100 101 199 600 999", "not-an-answer");
}

void tst_Classifier::classesAStatusAlone()
{
    QFETCH(QString, kind);
    QFETCH(QString, statuses);
    QFETCH(QString, expected);
    for (const QString &status : statuses.split(u' ')) {
        for (const char *body :
            {"", "<html><body>Error 429 invalid_api_key insufficient_quota</body></html>", "{", "\xff\x00"}) {
            Ending ending = endingWith(kind, status.toInt(), body);
            ending.readable = false;
            QCOMPARE(toString(classify(ending).outcome) + u' ' + status, expected + u' ' + status);
        }
    }
}

void tst_Classifier::asksForWhomItWas_data()
{
    QTest::addColumn<int>("purpose");
    QTest::addColumn<QString>("kind");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, RequestPurpose purpose, const char *kind, int status,
                         const char *body, const char *expected) {
        QTest::newRow(name) << static_cast<int>(purpose) << QString::fromLatin1(kind) << status
                            << QByteArray(body) << QString::fromLatin1(expected);
    };
    using enum RequestPurpose;
    row("a client's bad request is the client's", Traffic, "openai", 400, "{}", "bad-request");
    row("a bad request of a probe does not fit", CompletionProbe, "openai", 400, "{}", "misfit");
    row("an unknown parameter does not fit", CompletionProbe, "openai", 400,
        R"({"error":{"message":"Unsupported parameter: 'max_tokens'","type":"invalid_request_error","code":"unsupported_parameter"}})",
        "misfit");
    row("a free check that is not there does not fit", AuthProbe, "openai-compatible", 404, "{}", "misfit");
    row("nor one by another method", AuthProbe, "perplexity", 405, "", "misfit");
    row("a model of a probe that is not there", CompletionProbe, "openai", 404, "{}", "model-not-found");
    row("who asks for a key is reached", ReachProbe, "openai", 401, "{}", "ok");
    row("who refuses to unknown callers is reached", ReachProbe, "gemini", 403,
        R"({"error":{"code":403,"status":"PERMISSION_DENIED"}})", "ok");
    row("who limits is reached", ReachProbe, "groq", 429, "{}", "ok");
    row("Perplexity refuses with a page", ReachProbe, "perplexity", 401, "<html>", "ok");
    row("a page of a filter is nobody reached", ReachProbe, "openai", 403, "<html>blocked", "forbidden");
    row("who is down is not reached", ReachProbe, "llamacpp", 503,
        R"({"error":{"code":503,"message":"Loading model","type":"unavailable_error"}})", "overloaded");
    row("health without a word", ReachProbe, "vllm", 200, "", "ok");
    row("health with a word", ReachProbe, "llamacpp", 200, R"({"status":"ok"})", "ok");
    row("a log-in page for health", ReachProbe, "ollama", 200, "<!DOCTYPE html><p>Welcome", "not-an-answer");
    row("a log-in page for a key check", AuthProbe, "openai", 200, "\n <html>", "not-an-answer");
    row("text for a key check", AuthProbe, "openai", 200, "Success", "not-an-answer");
    row("nothing for a key check", AuthProbe, "openai", 200, "", "not-an-answer");
    row("half a list", AuthProbe, "openai", 200, R"({"data":[)", "not-an-answer");
    row("a list", AuthProbe, "openai", 200, R"({"object":"list","data":[]})", "ok");
    row("a bare list", AuthProbe, "together", 200, "[]", "ok");
    row("an error in a 200", AuthProbe, "lmstudio", 200, R"({"error":"Unexpected endpoint or method."})",
        "not-an-answer");
    row("DeepSeek has credit", AuthProbe, "deepseek", 200, R"({"is_available":true,"balance_infos":[]})",
        "ok");
    row("DeepSeek has none", AuthProbe, "deepseek", 200, R"({"is_available":false,"balance_infos":[]})",
        "quota");
    row("xAI's key is good", AuthProbe, "xai", 200,
        R"({"team_blocked":false,"api_key_blocked":false,"api_key_disabled":false})", "ok");
    row("xAI's key is blocked", AuthProbe, "xai", 200,
        R"({"team_blocked":false,"api_key_blocked":true,"api_key_disabled":false})", "auth");
    row("xAI's key is switched off", AuthProbe, "xai", 200, R"({"api_key_disabled":true})", "auth");
    row("xAI's team is blocked", AuthProbe, "xai", 200, R"({"team_blocked":true,"api_key_blocked":false})",
        "forbidden");
    row("OpenRouter has no limit", AuthProbe, "openrouter", 200,
        R"({"data":{"limit":null,"limit_remaining":null}})", "ok");
    row("OpenRouter has something left", AuthProbe, "openrouter", 200, R"({"data":{"limit_remaining":0.01}})",
        "ok");
    row("OpenRouter has nothing left", AuthProbe, "openrouter", 200,
        R"({"data":{"limit":5,"limit_remaining":0}})", "quota");
    row("Cohere knows the key", AuthProbe, "cohere", 200, R"({"valid":true})", "ok");
    row("Cohere does not", AuthProbe, "cohere", 200, R"({"valid":false})", "auth");
    row("another kind's word means nothing", AuthProbe, "openai", 200,
        R"({"valid":false,"is_available":false})", "ok");
}

void tst_Classifier::asksForWhomItWas()
{
    QFETCH(int, purpose);
    QFETCH(QString, kind);
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(QString, expected);
    Ending ending = endingWith(kind, status, body);
    ending.readable = false;
    ending.purpose = static_cast<RequestPurpose>(purpose);
    QCOMPARE(toString(classify(ending).outcome), expected);
}

void tst_Classifier::keepsWhatIsSaidShortAndClean_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("expected");
    QTest::newRow("a key in it is covered")
        << QByteArray(R"({"error":{"message":"Incorrect API key provided: sk-proj-abcdefghijkl. See"}})")
        << QStringLiteral("Incorrect API key provided: •••. See");
    QTest::newRow("lines and controls become blanks")
        << QByteArray("{\"error\":{\"message\":\"a\\n\\n\\u001b[31mb\\u0000c\"}}")
        << QStringLiteral("a [31mb c");
    QTest::newRow("a message that is an object (Mistral)")
        << QByteArray(R"({"object":"error","message":{"detail":[{"msg":"x"}]}})")
        << QStringLiteral(R"({"detail":[{"msg":"x"}]})");
    QTest::newRow("a detail (FastAPI)")
        << QByteArray(R"({"detail":"Unauthorized"})") << QStringLiteral("Unauthorized");
    QTest::newRow("a fault (Fireworks)")
        << QByteArray(R"({"fault":{"faultstring":"x","detail":{"errorcode":"y"}}})") << QStringLiteral("x");
    QTest::newRow("no JSON") << QByteArray("<html>no</html>") << QStringLiteral("<html>no</html>");
    QTest::newRow("a long one is cut, not inside of a character")
        << QByteArray("{\"error\":{\"message\":\"a" + QByteArray("ü").repeated(2000) + "\"}}")
        << QString(QStringLiteral("a") + QStringLiteral("ü").repeated(511));
}

void tst_Classifier::keepsWhatIsSaidShortAndClean()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, expected);
    QCOMPARE(classify(endingWith(QStringLiteral("openai"), 400, body)).message, expected);
}

QTEST_GUILESS_MAIN(tst_Classifier)
#include "tst_classifier.moc"

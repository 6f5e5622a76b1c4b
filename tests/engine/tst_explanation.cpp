// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/explanation.h"
#include "core/history/sqlitehistory.h"
#include "core/monitor/diagnosis.h"
#include "tests/support/fakeclock.h"

#include <QTemporaryDir>
#include <QTest>

#include <nlohmann/json.hpp>

using namespace Belay;
using namespace Qt::StringLiterals;

class tst_Explanation final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void saysWhoseSideItIs_data();
    void saysWhoseSideItIs();
    void saysWhatToDo_data();
    void saysWhatToDo();
    void namesAnchorsOnlyWhereNoneIsConfigured();
    void weighsWhatWasMeasured_data();
    void weighsWhatWasMeasured();
    void tellsWhatTheGatewayTried();
    void findsTheProvider_data();
    void findsTheProvider();
    void takesTheNearestSample();
    void knowsWhetherBelaysKeyWorked();
    void clearsTheNetworkByWhatAnsweredLater();
    void writesTheFieldsOfTheContract();
};

// Sun, 29 Nov 2026 12:00:00 GMT
constexpr WallTime Now {Milliseconds {1'795'953'600'000}};

static Config madeConfig()
{
    Config config;
    const auto add = [&](const QString &id, ProviderKindId kind, const QString &url = {}) {
        ProviderConfig provider;
        provider.id = ProviderId {id};
        provider.kind = kind;
        provider.name = id.toUpper();
        provider.baseUrl = QUrl(url);
        config.providers.push_back(provider);
    };
    add(u"work"_s, ProviderKindId::OpenAi);
    add(u"claude"_s, ProviderKindId::Anthropic);
    add(u"own"_s, ProviderKindId::OpenAiCompatible, u"https://llm.corp.example:8443/v1"_s);
    return config;
}

static Explanation explained(const QByteArray &text, const MeasuredAround &around = {})
{
    return explainError(readErrorText(text, Now), madeConfig(), around, NetworkState::Unknown, Now);
}

static QString sideOf(const Verdict &verdict)
{
    return QString(toString(verdict.owner) + u'/' + toString(verdict.cause));
}

static Sample sampleOf(const QString &target, WallTime at, Outcome outcome, ProbeKind kind = ProbeKind::Reach)
{
    Sample sample;
    sample.at = at;
    sample.target = TargetId::fromString(target);
    sample.kind = kind;
    sample.outcome = outcome;
    sample.status = outcome == Outcome::Ok ? 200 : 0;
    return sample;
}

void tst_Explanation::saysWhoseSideItIs_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("outcome");
    QTest::addColumn<QString>("side");
    const auto row = [](const char *name, const char *outcome, const char *side, const QByteArray &text) {
        QTest::newRow(name) << text << QString::fromLatin1(outcome) << QString::fromLatin1(side);
    };
    row("nothing that says anything", "skipped", "unknown/none", "hello");
    row("an overloaded provider", "overloaded", "provider/outage",
        "HTTP/2 "
        "529\n\n{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}");
    row("an upstream behind a gateway", "overloaded", "upstream/outage",
        "HTTP/2 502\n\n{\"error\":{\"code\":502,\"message\":\"Provider returned "
        "error\",\"metadata\":{\"provider_name\":"
        "\"DeepInfra\"}}}");
    row("a refused key", "auth", "you/key", "HTTP/2 401\n\n{\"error\":{\"code\":\"invalid_api_key\"}}");
    row("no credit", "quota", "you/quota", "HTTP/2 429\n\n{\"error\":{\"code\":\"insufficient_quota\"}}");
    row("a limit", "rate-limited", "you/rate-limit",
        "HTTP/2 429\n\n{\"error\":{\"code\":\"rate_limit_exceeded\"}}");
    row("a request that is wrong", "bad-request", "you/request",
        "HTTP/2 422\n\n{\"error\":{\"message\":\"no\"}}");
    row("a model that never answered here", "model-not-found", "you/configuration",
        "HTTP/2 404\n\n{\"error\":{\"code\":\"model_not_found\"}}");
    row("a name that nobody cleared", "dns", "unknown/none",
        "curl: (6) Could not resolve host: api.openai.com");
    row("a proxy", "proxy", "you/proxy", "curl: (56) CONNECT tunnel failed, response 407");
    row("a server of one's own", "connect", "provider/outage",
        "curl: (7) Failed to connect to 127.0.0.1 port 11434: Connection refused http://127.0.0.1:11434/v1");
    row("no key at all", "skipped", "you/key",
        "OpenAIError: Missing credentials. Please pass an `apiKey`, or set the `OPENAI_API_KEY` environment "
        "variable.");
    row("a wrong command", "skipped", "you/configuration",
        "curl: (3) URL using bad/illegal format or missing URL");
    row("an abort", "cancelled", "none/none", "APIUserAbortError: Request was aborted.");
    row("the gateway's token", "auth", "you/key",
        "{\"error\":{\"message\":\"The API key must be the gateway's "
        "token\",\"type\":\"invalid_request_error\",\"param\":null,"
        "\"code\":\"invalid_api_key\",\"belay\":{\"requestId\":\"01J\",\"chain\":null,\"attempts\":[]}}}");
    row("the gateway is busy", "overloaded", "belay/gateway",
        "HTTP/1.1 503 Service Unavailable\nx-belay-request-id: "
        "01J\n\n{\"error\":{\"message\":\"busy\",\"code\":\"too_busy\","
        "\"belay\":{\"requestId\":\"01J\",\"attempts\":[]}}}");
    row("the gateway does not take the request", "bad-request", "you/request",
        "HTTP/1.1 400 Bad Request\nx-belay-request-id: "
        "01J\n\n{\"error\":{\"message\":\"x\",\"code\":\"invalid_json\",\"belay\":{"
        "\"requestId\":\"01J\",\"attempts\":[]}}}");
    row("a good answer", "ok", "none/none",
        "HTTP/2 200\ncontent-type: "
        "application/json\n\n{\"id\":\"c\",\"object\":\"chat.completion\",\"choices\":[{\"index\":0,"
        "\"message\":{\"role\":\"assistant\",\"content\":\"Hi\"},\"finish_reason\":\"stop\"}]}");
}

void tst_Explanation::saysWhoseSideItIs()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, outcome);
    QFETCH(QString, side);
    const Explanation explanation = explained(text);
    QCOMPARE(toString(explanation.verdict.outcome), outcome);
    QCOMPARE(sideOf(explanation.verdict), side);
    QVERIFY(explanation.verdict.reason.endsWith(u'.'));
    QVERIFY(explanation.verdict.advice.endsWith(u'.'));
    QVERIFY(!explanation.measured);
}

/// Nothing is on its way for a text: what it tells is told at once, and read as a sentence whoever it was.
void tst_Explanation::saysWhatToDo_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *name, const QByteArray &text, const QString &says) {
        QTest::newRow(name) << text << says;
    };
    row("a parameter that is not supported",
        "HTTP/2 400\n\n{\"error\":{\"type\":\"invalid_request_error\",\"code\":\"unsupported_parameter\"}}",
        u"The provider does not accept the request as it was written (HTTP 400, unsupported_parameter). "
        "Correct the request"_s);
    row("a request that Anthropic does not take",
        "HTTP/2 400\nrequest-id: "
        "req_011Cq\n\n{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\","
        "\"message\":\"max_tokens: required\"}}",
        u"Correct the request"_s);
    row("an unknown model", "HTTP/2 404\n\n{\"error\":{\"code\":\"model_not_found\"}}",
        u"Check the spelling of the model. Ask for a model that its list of models names."_s);
    row("a body that is too large", "HTTP/2 413\n\nno", u"Send less at once"_s);
    row("a request that is too long", "HTTP/2 400\n\n{\"error\":{\"code\":\"context_length_exceeded\"}}",
        u"Shorten the input"_s);
    row("a filter of content", "HTTP/2 400\n\n{\"error\":{\"code\":\"content_filter\"}}",
        u"Word the request otherwise"_s);
    row("a proxy", "curl: (56) CONNECT tunnel failed, response 407",
        u"Check the proxy's address and login"_s);
    row("a refused key of nobody known", "HTTP/2 401\n\n{\"error\":{\"code\":\"invalid_api_key\"}}",
        u"The provider refuses your key (HTTP 401, invalid_api_key). Replace the key: make a new one in your "
        "account with the provider."_s);
    row("a refused key at a host",
        "POST https://llm.example.org/v1/chat/completions\nHTTP/2 "
        "401\n\n{\"error\":{\"code\":\"invalid_api_key\"}}",
        u"in your account with llm.example.org and check that it was made for llm.example.org."_s);
    row("a refused key of a known kind",
        "HTTP/2 401\nopenai-version: 1\n\n{\"error\":{\"code\":\"invalid_api_key\"}}",
        u"make a new one in your WORK account and check that it was made for api.openai.com."_s);
    row("no credit", "HTTP/2 429\n\n{\"error\":{\"code\":\"insufficient_quota\"}}",
        u"Your account with the provider is out of credit"_s);
    row("a page of nobody known", "<html><h1>Log in</h1></html>", u"Open any page in a browser"_s);
    row("a server that does not run",
        "curl: (7) Failed to connect to 127.0.0.1 port 18099 after 0 ms: Connection refused",
        u"Nothing answers at 127.0.0.1:18099. Start the server there"_s);
    row("a certificate that nobody signed", "curl: (60) SSL certificate problem: self signed certificate",
        u"The certificate of the provider is self-signed"_s);
    row("a certificate of an unknown issuer",
        "curl: (60) SSL certificate problem: unable to get local issuer certificate",
        u"from an issuer that your program does not know"_s);
    row("a certificate that has run out", "curl: (60) SSL certificate problem: certificate has expired",
        u"it has run out, or the clock of this machine is wrong. Check date and time of this machine first"_s);
    row("a certificate of another name",
        "curl: (60) SSL: no alternative certificate subject name matches target host name 'llm.example.org'",
        u"is made for another name"_s);
    row("no answer in time",
        "curl: (28) Operation timed out after 30001 milliseconds with 512 bytes received",
        u"The provider gave no whole answer in time"_s);
    row("no content in time", "curl: (28) Operation timed out after 30001 milliseconds with 0 bytes received",
        u"time limit of your program"_s);
}

void tst_Explanation::saysWhatToDo()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, says);
    const Verdict verdict = explained(text).verdict;
    const QString told = verdict.reason + u' ' + verdict.advice;
    QVERIFY2(told.contains(says), qPrintable(told));
    for (const auto &wrong :
        {u"being confirmed"_s, u"Wait a moment"_s, u"your the"_s, u"anchors"_s, u" The provider"_s})
        QVERIFY2(!told.contains(wrong), qPrintable(told));
}

void tst_Explanation::namesAnchorsOnlyWhereNoneIsConfigured()
{
    DiagnosisEvidence evidence;
    evidence.provider = u"OpenAI"_s;
    evidence.state = TargetState::NoData;
    evidence.outcome = Outcome::Connect;
    QVERIFY(!diagnose(evidence).advice.contains(u"anchors"));
    evidence.noAnchors = true;
    QVERIFY(diagnose(evidence).advice.contains(u"anchors"));
}

void tst_Explanation::weighsWhatWasMeasured_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("measured");
    QTest::addColumn<bool>("someone");
    QTest::addColumn<bool>("nobody");
    QTest::addColumn<QString>("side");
    QTest::addColumn<QString>("says");
    const QByteArray name = "2026-11-29T11:30:00Z curl: (6) Could not resolve host: api.openai.com";
    QTest::newRow("someone else answered")
        << name << u"dns"_s << true << false << u"provider/outage"_s << u"12 s before it, met the same"_s;
    QTest::newRow("nobody answered") << name << u"dns"_s << false << true << u"you/network"_s << u"offline"_s;
    QTest::newRow("nobody was asked")
        << name << QString() << false << false << u"unknown/none"_s << u"Nobody else is known"_s;
    QTest::newRow("Belay gets through")
        << name << u"ok"_s << true << false << u"provider/outage"_s << u"look at the proxy"_s;
    QTest::newRow("Belay's key works") << QByteArray("2026-11-29T11:30:00Z openai.AuthenticationError: Error "
                                                     "code: 401 - {'error': {'code': 'invalid_api_key'}}")
                                       << u"ok"_s << false << false << u"you/key"_s << u"uses another one"_s;
    QTest::newRow("nobody is named") << QByteArray(
        "HTTP/1.1 502 Bad Gateway\nServer: nginx\n\n<html><h1>502 Bad Gateway</h1></html>")
                                     << QString() << false << false << u"provider/outage"_s
                                     << u"Nothing here names who answered"_s;
}

void tst_Explanation::weighsWhatWasMeasured()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, measured);
    MeasuredAround around;
    const WallTime happened {Now - std::chrono::minutes {30}};
    if (!measured.isEmpty())
        around.nearest = sampleOf(
            u"work"_s, happened - Seconds {12}, *enumFromString<Outcome>(measured), ProbeKind::Auth);
    QFETCH(bool, someone);
    QFETCH(bool, nobody);
    around.someoneAnswered = someone;
    around.nobodyAnswered = nobody;
    around.keyWorked = text.contains("401");
    const Explanation explanation = explained(text, around);
    QTEST(sideOf(explanation.verdict), "side");
    QFETCH(QString, says);
    const QString told = explanation.verdict.reason + u' ' + explanation.verdict.advice;
    QVERIFY2(told.contains(says), qPrintable(told));
}

void tst_Explanation::tellsWhatTheGatewayTried()
{
    const Explanation explanation = explained(
        "HTTP/1.1 503 Service Unavailable\nx-belay-request-id: 01J\nx-belay-target: none\n\n"
        R"({"error":{"message":"Every provider failed","type":"server_error","param":null,"code":"all_providers_failed","belay":{"requestId":"01J","chain":"coding","attempts":[{"target":"claude/claude-haiku-4-5","key":"main","outcome":"overloaded","status":529,"ms":812,"note":null},{"target":"work/gpt-5-nano","key":"main","outcome":"auth","status":401,"ms":95,"note":"fallback"}]}}})");
    QCOMPARE(sideOf(explanation.verdict), u"provider/outage"_s);
    QCOMPARE(explanation.provider, u"claude"_s);
    const QString &reason = explanation.verdict.reason;
    QVERIFY2(reason.contains(u"claude/claude-haiku-4-5 overloaded (HTTP 529, 812 ms)"), qPrintable(reason));
    QVERIFY2(reason.contains(u"work/gpt-5-nano auth (HTTP 401, 95 ms)"), qPrintable(reason));
    QCOMPARE(explanation.reading.requestId, u"01J"_s);
}

void tst_Explanation::findsTheProvider_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("provider");
    QTest::newRow("by its kind") << QByteArray("HTTP/2 500\nopenai-version: 1\n\nno") << u"work"_s;
    QTest::newRow("by its address") << QByteArray(
        "POST https://llm.corp.example:8443/v1/chat/completions\nHTTP/2 500\n\nno")
                                    << u"own"_s;
    QTest::newRow("a kind that is not configured")
        << QByteArray("https://api.groq.com/openai/v1/models\nHTTP/2 500\n\nno") << u"groq"_s;
    QTest::newRow("nobody can tell") << QByteArray("HTTP/2 500\n\nno") << QString();
    QTest::newRow("by the gateway's word") << QByteArray(
        "HTTP/1.1 400\nx-belay-request-id: 1\nx-belay-target: claude/claude-haiku-4-5\n\n{\"error\":\"x\"}")
                                           << u"claude"_s;
}

void tst_Explanation::findsTheProvider()
{
    QFETCH(QByteArray, text);
    QTEST(explained(text).provider, "provider");
}

void tst_Explanation::takesTheNearestSample()
{
    const QTemporaryDir folder;
    FakeClock clock;
    clock.setWall(Now);
    auto history = SqliteHistory::open(folder.filePath(u"history.sqlite"_s), {.clock = clock});
    QVERIFY(history);
    const WallTime happened {Now - std::chrono::minutes {30}};
    for (const int seconds : {-600, -70, 20, 300})
        (*history)->record(sampleOf(u"work"_s, happened + Seconds {seconds}, Outcome::Ok));
    (*history)->record(sampleOf(u"claude"_s, happened + Seconds {1}, Outcome::Ok));
    (*history)->record(
        sampleOf(u"work/gpt-5-nano"_s, happened + Seconds {9}, Outcome::Overloaded, ProbeKind::Completion));
    QVERIFY((*history)->flush());
    const auto queries = (*history)->openQueries();
    const auto nearest = [&](const QByteArray &text) {
        return measuredAround(*queries, madeConfig(), readErrorText(text, Now), Now).nearest;
    };
    const auto past
        = nearest("2026-11-29T11:30:00Z Error code: 503 - {'error': 'x'} https://api.openai.com/v1/x");
    QVERIFY(past && past->at == happened + Seconds {9});
    const auto now = nearest("Error code: 503 - {'error': 'x'} https://api.openai.com/v1/x");
    QVERIFY(now && now->at == happened + Seconds {300});
    QVERIFY(!nearest("2026-11-29T08:30:00Z Error code: 503 - {'error': 'x'} https://api.openai.com/v1/x"));
    QVERIFY(
        !nearest("2026-11-29T11:30:00Z Error code: 503 - {'error': 'x'} https://api.groq.com/openai/v1/x"));
}

void tst_Explanation::knowsWhetherBelaysKeyWorked()
{
    const QTemporaryDir folder;
    FakeClock clock;
    clock.setWall(Now);
    auto history = SqliteHistory::open(folder.filePath(u"history.sqlite"_s), {.clock = clock});
    QVERIFY(history);
    const auto around = [&](const QByteArray &text) {
        [[maybe_unused]] const auto flushed = (*history)->flush();
        return measuredAround(*(*history)->openQueries(), madeConfig(), readErrorText(text, Now), Now);
    };
    const QByteArray refused
        = "openai.AuthenticationError: Error code: 401 - {'error': {'code': 'invalid_api_key'}}";
    (*history)->record(sampleOf(u"work"_s, Now - Seconds {5}, Outcome::Ok)); // carries no key
    (*history)->record(sampleOf(u"work"_s, Now - std::chrono::minutes {11}, Outcome::Ok, ProbeKind::Auth));
    QVERIFY(!around(refused).keyWorked);
    (*history)->record(sampleOf(u"work"_s, Now - std::chrono::minutes {9}, Outcome::Ok, ProbeKind::Auth));
    QVERIFY(around(refused).keyWorked);
    QVERIFY(around(refused).nearest->kind == ProbeKind::Reach);
    (*history)->record(sampleOf(u"work"_s, Now - std::chrono::minutes {2}, Outcome::Auth, ProbeKind::Auth));
    QVERIFY(!around(refused).keyWorked); // it was, and is refused now
    QVERIFY(!around("Error code: 503 - {'error': 'x'} https://api.openai.com/v1/x").keyWorked);
}

void tst_Explanation::clearsTheNetworkByWhatAnsweredLater()
{
    const QTemporaryDir folder;
    FakeClock clock;
    clock.setWall(Now);
    auto history = SqliteHistory::open(folder.filePath(u"history.sqlite"_s), {.clock = clock});
    QVERIFY(history);
    const ErrorReading reading
        = readErrorText("2026-11-29T11:30:00Z curl: (6) Could not resolve host: api.openai.com", Now);
    const WallTime happened {Now - std::chrono::minutes {30}};
    const auto around = [&] {
        [[maybe_unused]] const auto flushed = (*history)->flush();
        return measuredAround(*(*history)->openQueries(), madeConfig(), reading, Now);
    };
    (*history)->record(sampleOf(u"claude"_s, happened - Seconds {1}, Outcome::Ok));
    QVERIFY(!around().someoneAnswered); // before it began
    (*history)->record(sampleOf(u"claude"_s, happened + Seconds {5}, Outcome::Dns));
    QVERIFY(!around().nobodyAnswered); // one host alone proves nothing
    (*history)->record(sampleOf(u"own"_s, happened + Seconds {6}, Outcome::TimeoutConnect));
    QVERIFY(around().nobodyAnswered);
    (*history)->record(sampleOf(u"own"_s, happened + Seconds {30}, Outcome::Ok));
    QVERIFY(around().someoneAnswered && !around().nobodyAnswered);
}

void tst_Explanation::writesTheFieldsOfTheContract()
{
    MeasuredAround around;
    around.nearest = sampleOf(u"work"_s, Now, Outcome::Ok);
    const auto json = toJson(explained("HTTP/2 500\nopenai-version: 1\n\nno", around));
    QStringList names;
    for (const auto &[name, value] : json.items())
        names << QString::fromStdString(name);
    QCOMPARE(names.join(u' '), u"outcome owner cause provider measured reason advice"_s);
    QVERIFY(json["measured"]["outcome"] == "ok");
    const auto nothing = toJson(explained("hello"));
    QVERIFY(nothing["provider"].is_null() && nothing["measured"].is_null() && nothing["cause"].is_null());
    QVERIFY(nothing["owner"] == "unknown");
}

QTEST_GUILESS_MAIN(tst_Explanation)
#include "tst_explanation.moc"

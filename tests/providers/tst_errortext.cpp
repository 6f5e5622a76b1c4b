// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/errortext.h"

#include "errortextrows.h"

#include <QTest>

using namespace Belay;

class tst_ErrorText : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsAnswers_data();
    void readsAnswers() { readsIt(); }
    void readsLibraries_data();
    void readsLibraries() { readsIt(); }
    void readsTransports_data();
    void readsTransports() { readsIt(); }
    void readsCurl_data();
    void readsCurl() { readsIt(); }
    void recognisesNothingInOtherTexts_data();
    void recognisesNothingInOtherTexts();
    void findsWhereAndWhen();
    void findsTheRequestAndTheModel_data();
    void findsTheRequestAndTheModel();
    void keepsTheHeadersOfAnAnswer();
    void leavesOutTheMeterOfCurl_data();
    void leavesOutTheMeterOfCurl();
    void knowsWhyACertificateWasRefused_data();
    void knowsWhyACertificateWasRefused();
    void showsNoControls();
    void takesTheKindOfAnOwnAddress();
    void countsDifferentErrors();

private:
    static void addColumns();
    static void readsIt();
};

// Sun, 29 Nov 2026 12:00:00 GMT
constexpr WallTime Now {Milliseconds {1'795'953'600'000}};

void addErrorTextRow(
    const char *name, const QByteArray &text, const char *expected, const char *kind, int status)
{
    QTest::newRow(name) << text << QString::fromLatin1(expected) << QString::fromLatin1(kind) << status;
}

void tst_ErrorText::addColumns()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("expected");
    QTest::addColumn<QString>("kind");
    QTest::addColumn<int>("status");
}

void tst_ErrorText::readsAnswers_data()
{
    addColumns();
    addProviderTexts();
}

void tst_ErrorText::readsLibraries_data()
{
    addColumns();
    addLibraryTexts();
}

void tst_ErrorText::readsTransports_data()
{
    addColumns();
    addTransportTexts();
}

void tst_ErrorText::readsCurl_data()
{
    addColumns();
    addCurlTexts();
}

void tst_ErrorText::readsIt()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, expected);
    QFETCH(QString, kind);
    QFETCH(int, status);
    const ErrorReading reading = readErrorText(text, Now);
    QVERIFY(reading.recognised);
    QCOMPARE(toString(reading.what.outcome), expected);
    QCOMPARE(reading.kind ? toString(*reading.kind) : QString(), kind);
    if (status != 0)
        QCOMPARE(reading.status, status);
    // The same text from a terminal of Windows, and behind a page of other things.
    const QByteArray windows = QByteArray(text).replace("\r\n", "\n").replace('\n', "\r\n");
    const QByteArray behind
        = "$ make run\nstarting up\nlistening on port 3000\n\n" + text + "\n\ndone in 3 s\n";
    for (const QByteArray &other : {windows, behind}) {
        const ErrorReading again = readErrorText(other, Now);
        QCOMPARE(toString(again.what.outcome), expected);
        QVERIFY(again.kind == reading.kind);
    }
}

void tst_ErrorText::recognisesNothingInOtherTexts_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("blanks") << QByteArray(" \r\n\t\n");
    QTest::newRow("prose") << QByteArray("The quick brown fox jumps over the lazy dog.");
    QTest::newRow("a log without an error")
        << QByteArray("{\"level\":\"info\",\"message\":\"listening\",\"code\":0}\n{\"level\":\"info\","
                      "\"message\":\"ready\"}\n");
    QTest::newRow("a request") << QByteArray("curl https://api.openai.com/v1/chat/completions -d "
                                             "'{\"model\":\"gpt-5\",\"messages\":[{\"role\":\"user\","
                                             "\"content\":\"Hi\"}]}'");
    QTest::newRow("numbers") << QByteArray("429 500 503\n4290 miles at 5.03 s");
    QTest::newRow("a picture") << QByteArray("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16);
}

void tst_ErrorText::recognisesNothingInOtherTexts()
{
    QFETCH(QByteArray, text);
    const ErrorReading reading = readErrorText(text, Now);
    QVERIFY(!reading.recognised);
    QVERIFY(reading.what.outcome == Outcome::Skipped);
    QCOMPARE(reading.errors, 0);
}

void tst_ErrorText::findsWhereAndWhen()
{
    const ErrorReading answer
        = readErrorText("> POST /v1/chat/completions HTTP/2\n> Host: llm.corp.example:8443\n>\n< HTTP/2 "
                        "503\n< date: Sun, 29 Nov 2026 "
                        "10:22:33 GMT\n<\n{\"error\":\"busy\"}",
            Now);
    QCOMPARE(answer.host, QStringLiteral("llm.corp.example:8443"));
    QVERIFY(answer.at.has_value());
    QCOMPARE(toIsoString(*answer.at), QStringLiteral("2026-11-29T10:22:33.000Z"));
    const ErrorReading log = readErrorText("2026-11-29T09:00:00Z started\n2026-11-29T09:15:30.250+01:00 "
                                           "ERROR Error code: 503 - {'error': 'busy'} "
                                           "https://llm.corp.example/v1/chat/completions",
        Now);
    QCOMPARE(log.host, QStringLiteral("llm.corp.example"));
    QVERIFY(log.at.has_value());
    QCOMPARE(toIsoString(*log.at), QStringLiteral("2026-11-29T08:15:30.250Z"));
    const ErrorReading future = readErrorText("HTTP/2 503\ndate: Sun, 29 Nov 2037 10:22:33 GMT\n\nbusy", Now);
    QVERIFY(!future.at);
}

void tst_ErrorText::findsTheRequestAndTheModel_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("requestId");
    QTest::addColumn<QString>("model");
    QTest::newRow("in a header") << QByteArray(
        "HTTP/2 500\nx-request-id: req_abc123\n\nThe model `gpt-5-nano` failed")
                                 << QStringLiteral("req_abc123") << QStringLiteral("gpt-5-nano");
    QTest::newRow("in the body") << QByteArray(
        R"({"type":"error","error":{"type":"not_found_error","message":"model: claude-haiku-9"},"request_id":"req_011Cq"})")
                                 << QStringLiteral("req_011Cq") << QStringLiteral("claude-haiku-9");
    QTest::newRow("in the address of Gemini") << QByteArray(
        "https://generativelanguage.googleapis.com/v1beta/models/gemini-2.5-flash:generateContent\nHTTP/2 "
        "503\n\n{}") << QString() << QStringLiteral("gemini-2.5-flash");
    QTest::newRow("in the address of Azure")
        << QByteArray("https://x.openai.azure.com/openai/deployments/my-gpt-4o/chat/completions\nHTTP/2 "
                      "503\napim-request-id: 7f-1\n\n{}")
        << QStringLiteral("7f-1") << QStringLiteral("my-gpt-4o");
    QTest::newRow("in the request") << QByteArray("curl -i https://api.openai.com/v1/chat/completions -d "
                                                  "'{\"model\":\"gpt-5-mini\"}'\nHTTP/2 503\n\n{}")
                                    << QString() << QStringLiteral("gpt-5-mini");
}

void tst_ErrorText::findsTheRequestAndTheModel()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, requestId);
    QFETCH(QString, model);
    const ErrorReading reading = readErrorText(text, Now);
    QCOMPARE(reading.requestId, requestId);
    QCOMPARE(reading.model, model);
}

void tst_ErrorText::keepsTheHeadersOfAnAnswer()
{
    const ErrorReading reading = readErrorText(
        "HTTP/2 429\nRetry-After: 12\nX-RateLimit-Remaining-Requests: 0\nset-cookie: __cf_bm=secretsecret\n\n"
        "{\"error\":{\"message\":\"slow down\",\"code\":\"rate_limit_exceeded\"}}",
        Now);
    QCOMPARE(headerValue(reading.headers, "x-ratelimit-remaining-requests"), QByteArray("0"));
    QCOMPARE(headerValue(reading.headers, "set-cookie"), QByteArray("•••"));
    QCOMPARE(reading.what.retryAfter.value_or(Milliseconds {0}), Milliseconds {12'000});
    QCOMPARE(reading.what.providerCode, QStringLiteral("rate_limit_exceeded"));
    QCOMPARE(reading.what.message, QStringLiteral("slow down"));
}

/// Of `curl -v` with its output in a file or a pipe, stderr and stdout in one.
void tst_ErrorText::leavesOutTheMeterOfCurl_data()
{
    QTest::addColumn<QByteArray>("end");
    const QByteArray body = R"({"error":{"message":"no such thing","code":"unsupported_parameter"}})";
    const QByteArray row = "100   104  100   104    0     0  48666      0 --:--:-- --:--:-- --:--:--  101k";
    QTest::newRow("the body last") << QByteArray(
        "{ [104 bytes data]\n\r" + row + "\n* Closing connection 0\n" + body);
    QTest::newRow("the body last, and kept open") << QByteArray(
        "{ [104 bytes data]\n\r" + row + "\n* Connection #0 to host 127.0.0.1 left intact\n" + body + '\n');
    QTest::newRow("the meter behind the body")
        << QByteArray("{ [104 bytes data]\n" + body + "\r" + row + "\n* Closing connection 0\n");
    QTest::newRow("the meter behind the body, copied from a terminal")
        << QByteArray("{ [104 bytes data]\n" + body + row + "\n* Closing connection 0\n");
    QTest::newRow("a slow one") << QByteArray(
        "{ [104 bytes data]\n 50   104   50    52    0     0     10      0  0:00:10  0:00:05  0:00:05    "
        "10\n"
        + body + "\n* Closing connection 0\n");
}

void tst_ErrorText::leavesOutTheMeterOfCurl()
{
    QFETCH(QByteArray, end);
    const QByteArray text
        = "  % Total    % Received % Xferd  Average Speed   Time    Time     Time  Current\n"
          "                                 Dload  Upload   Total   Spent    Left  Speed\n"
          "\r  0     0    0     0    0     0      0      0 --:--:-- --:--:-- --:--:--     0*   Trying "
          "127.0.0.1:40403...\n* Connected to 127.0.0.1 (127.0.0.1) port 40403 (#0)\n> GET /v1/models "
          "HTTP/1.1\n"
          "> Host: 127.0.0.1:40403\n> \n* HTTP 1.0, assume close after body\n< HTTP/1.0 400 Bad Request\n"
          "\r  0     0    0     0    0     0      0      0 --:--:-- --:--:-- --:--:--     0\n"
          "< content-type: application/json\n< \n"
        + end;
    const ErrorReading reading = readErrorText(text, Now);
    QCOMPARE(reading.status, 400);
    QCOMPARE(reading.what.providerCode, QStringLiteral("unsupported_parameter"));
    QCOMPARE(reading.what.message, QStringLiteral("no such thing"));
    QCOMPARE(reading.host, QStringLiteral("127.0.0.1:40403"));
    QCOMPARE(reading.errors, 1);
    QCOMPARE(headerValue(reading.headers, "content-type"), QByteArray("application/json"));
}

void tst_ErrorText::knowsWhyACertificateWasRefused_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<CertificateFault>("fault");
    const auto row = [](const QByteArray &text, CertificateFault fault) {
        QTest::newRow(text.constData()) << text << fault;
    };
    row("curl: (60) SSL certificate problem: certificate has expired", CertificateFault::Date);
    row("Error: certificate has expired { code: 'CERT_HAS_EXPIRED' }", CertificateFault::Date);
    row("curl: (60) SSL certificate problem: self-signed certificate", CertificateFault::SelfSigned);
    row("ssl.SSLCertVerificationError: certificate verify failed: self signed certificate in certificate "
        "chain",
        CertificateFault::SelfSigned);
    row("curl: (60) SSL certificate problem: unable to get local issuer certificate",
        CertificateFault::Issuer);
    row("tls: failed to verify certificate: x509: certificate signed by unknown authority",
        CertificateFault::Issuer);
    row("curl: (60) SSL: no alternative certificate subject name matches target host name 'llm.example.org'",
        CertificateFault::Name);
    row("curl: (35) error:0A000152:SSL routines::unsafe legacy renegotiation disabled",
        CertificateFault::Unknown);
    row("curl: (6) Could not resolve host: llm.example.org", CertificateFault::Unknown);
}

void tst_ErrorText::knowsWhyACertificateWasRefused()
{
    QFETCH(QByteArray, text);
    QTEST(readErrorText(text, Now).certificate, "fault");
}

void tst_ErrorText::showsNoControls()
{
    const ErrorReading reading = readErrorText(
        "HTTP/2 503\nx-request-id: req_abc\n\n{\"error\":{\"message\":\"a\\u202eb\\u001b[31mc\\u0007\","
        "\"code\":\"d\xe2\x80\xae\\u001b[2Je\"}}",
        Now);
    QCOMPARE(reading.what.message, QStringLiteral("ab [31mc"));
    QCOMPARE(reading.what.providerCode, QStringLiteral("d [2Je"));
}

/// A word may mean another thing with another provider, and a private address tells of none.
void tst_ErrorText::takesTheKindOfAnOwnAddress()
{
    const QByteArray text
        = "POST http://llm.corp.example:8443/chat/completions\n\nHTTP/1.1 401 Unauthorized\n\n"
          "{\"error\":{\"message\":\"Insufficient credits\",\"type\":\"insufficient_credits\",\"code\":401}}";
    const ErrorReading alone = readErrorText(text, Now);
    QVERIFY(alone.kind != ProviderKindId::Perplexity);
    QVERIFY(alone.what.outcome == Outcome::Auth);
    const HostKinds own {{QStringLiteral("llm.corp.example:8443"), ProviderKindId::Perplexity}};
    const ErrorReading known = readErrorText(text, Now, own);
    QVERIFY(known.kind == ProviderKindId::Perplexity);
    QVERIFY(known.what.outcome == Outcome::Quota);
}

void tst_ErrorText::countsDifferentErrors()
{
    const QByteArray limited
        = "Error code: 429 - {'error': {'message': 'slow', 'code': 'rate_limit_exceeded'}}\n";
    const QByteArray refused = "curl: (7) Failed to connect to api.x.ai port 443: Connection refused\n";
    QCOMPARE(readErrorText(QByteArray(limited + limited), Now).errors, 1);
    QCOMPARE(readErrorText(QByteArray(limited + refused), Now).errors, 2);
    QVERIFY(readErrorText(QByteArray(limited + refused), Now).what.outcome == Outcome::Connect);
    QVERIFY(readErrorText(QByteArray(refused + limited), Now).what.outcome == Outcome::RateLimited);
}

QTEST_GUILESS_MAIN(tst_ErrorText)
#include "tst_errortext.moc"

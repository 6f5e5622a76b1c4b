// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/classifier.h"

#include <QTest>

using namespace Belay;

class tst_ClassifierEnds : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void classesWhatTheTransportSays_data();
    void classesWhatTheTransportSays();
    void classesAnAnswer_data();
    void classesAnAnswer();
};

enum Seen { Nothing = 0, Readable = 1, Answered = 2, Complete = 4 };

static Ending endingWith(int status, int seen)
{
    Ending ending;
    ending.kind = ProviderKindId::OpenAi;
    ending.head.status = status;
    ending.readable = (seen & Readable) != 0;
    ending.answered = (seen & Answered) != 0;
    ending.complete = (seen & Complete) != 0;
    return ending;
}

void tst_ClassifierEnds::classesWhatTheTransportSays_data()
{
    QTest::addColumn<int>("failure");
    QTest::addColumn<int>("status");
    QTest::addColumn<int>("seen");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, HttpFailureKind failure, int status, int seen, const char *expected,
                         const char *body = "") {
        QTest::newRow(name) << static_cast<int>(failure) << status << seen << QByteArray(body)
                            << QString::fromLatin1(expected);
    };
    using enum HttpFailureKind;
    row("no such name", Dns, 0, Nothing, "dns");
    row("nobody listens", Connect, 0, Nothing, "connect");
    row("closed before an answer", Reset, 0, Nothing, "reset");
    row("closed inside of an answer", Reset, 200, Readable, "cut");
    row("closed after content", Reset, 200, Readable | Answered, "cut");
    row("closed after the end", Reset, 200, Readable | Answered | Complete, "ok");
    row("closed inside of an error", Reset, 503, Nothing, "overloaded");
    row("a certificate", Tls, 0, Nothing, "tls");
    row("the proxy", Proxy, 0, Nothing, "proxy");
    row("the proxy, with its status", Proxy, 502, Nothing, "proxy");
    row("no connection in time", TimeoutConnect, 0, Nothing, "timeout-connect");
    row("no content in time", TimeoutContent, 200, Nothing, "timeout-content");
    row("silence in the middle", TimeoutIdle, 200, Readable | Answered, "timeout-idle");
    row("silence inside of an error", TimeoutIdle, 429, Nothing, "rate-limited");
    row("no end in time", TimeoutTotal, 200, Readable | Answered, "timeout-total");
    row("no end in time, though it was there", TimeoutTotal, 200, Readable | Answered | Complete, "ok");
    row("a flood", TooLarge, 200, Nothing, "not-an-answer");
    row("packed though nobody asked for it", Encoded, 200, Nothing, "not-an-answer");
    row("no HTTP", Malformed, 0, Nothing, "not-an-answer");
    row("an error before the break", Reset, 200, Readable, "overloaded",
        R"({"type":"error","error":{"type":"overloaded_error"}})");
}

void tst_ClassifierEnds::classesWhatTheTransportSays()
{
    QFETCH(int, failure);
    QFETCH(int, status);
    QFETCH(int, seen);
    QFETCH(QByteArray, body);
    QFETCH(QString, expected);
    Ending ending = endingWith(status, seen);
    ending.failure = HttpFailure {static_cast<HttpFailureKind>(failure), QStringLiteral("why")};
    ending.body = body;
    const Classification result = classify(ending);
    QCOMPARE(toString(result.outcome), expected);
    if (body.isEmpty())
        QCOMPARE(result.message, result.outcome == Outcome::Ok ? QString() : QStringLiteral("why"));
    QVERIFY(!result.retryAfter);
}

void tst_ClassifierEnds::classesAnAnswer_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<int>("seen");
    QTest::addColumn<QByteArray>("contentType");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, int status, int seen, const char *type, const char *body,
                         const char *expected) {
        QTest::newRow(name) << status << seen << QByteArray(type) << QByteArray(body)
                            << QString::fromLatin1(expected);
    };
    row("an answer", 200, Readable | Answered | Complete, "text/event-stream", "", "ok");
    row("another good status", 201, Readable | Answered | Complete, "application/json", "", "ok");
    row("complete, but nothing in it", 200, Readable | Complete, "application/json", "", "empty");
    row("content without its end", 200, Readable | Answered, "text/event-stream", "", "cut");
    row("a stream that began", 200, Readable, "text/event-stream", "", "cut");
    row("pings and nothing else", 200, Nothing, "Text/Event-Stream; charset=utf-8", "", "cut");
    row("pings, with their text", 200, Nothing, "text/event-stream", "\n: ping\n\n: ping\n\n", "cut");
    row("HTML", 200, Nothing, "text/html", "<html>", "not-an-answer");
    row("garbage in events", 200, Nothing, "text/event-stream", "garbage", "not-an-answer");
    row("nothing at all", 200, Nothing, "", "", "not-an-answer");
    row("no head", 0, Nothing, "", "", "not-an-answer");
    row("a redirect, whatever it carries", 302, Readable | Answered | Complete, "application/json", "",
        "not-an-answer");
}

void tst_ClassifierEnds::classesAnAnswer()
{
    QFETCH(int, status);
    QFETCH(int, seen);
    QFETCH(QByteArray, contentType);
    QFETCH(QByteArray, body);
    QFETCH(QString, expected);
    Ending ending = endingWith(status, seen);
    ending.head.headers.emplace_back("Content-Type", contentType);
    ending.body = body;
    QCOMPARE(toString(classify(ending).outcome), expected);
}

QTEST_GUILESS_MAIN(tst_ClassifierEnds)
#include "tst_classifierends.moc"

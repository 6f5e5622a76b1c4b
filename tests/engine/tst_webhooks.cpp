// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/webhooksender.h"
#include "core/http/curlclient.h"
#include "tests/support/scriptedserver.h"

#include <QProcess>
#include <QSignalSpy>
#include <QtTest>

#include <nlohmann/json.hpp>

using namespace Belay;

/// Webhooks on real sockets, looked at with a program that is not ours.
class tst_Webhooks final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void arrivesSigned();
    void slackIsNotSigned();
    void aRedirectIsNotFollowed();
    void nobodyListens();
    void anEndlessAnswerIsCut();

private:
    struct Desk {
        explicit Desk(const QUrl &url, const QString &form = QStringLiteral("generic"))
            : sender(
                {http, clock, random, [url, form](const WebhookConfig &, const WebhookSender::Found &found) {
                     found(WebhookAddress {url, form == u"generic" ? Secret("blt_of-the-test") : Secret()});
                 }})
        {
            WebhookConfig webhook;
            webhook.id = QStringLiteral("w");
            webhook.form = form;
            webhook.url = QStringLiteral("keychain");
            sender.apply({webhook});
        }
        WebhookStatus status() const { return *sender.status(QStringLiteral("w")); }

        SystemClock clock;
        CurlClient http;
        SeededRandom random {1};
        WebhookSender sender;
    };
    static WebhookNews news()
    {
        WebhookNews made;
        made.event = NotificationEvent::KeyRejected;
        made.at = WallTime {std::chrono::milliseconds {1'790'000'000'000}};
        made.sentence = QStringLiteral("Günther’s key “main” is refused.");
        return made;
    }
};

void tst_Webhooks::arrivesSigned()
{
    ScriptedServer server([](ScriptedRequest &request) { request.answer("thanks"); });
    Desk desk(server.url(QStringLiteral("/in")));
    desk.sender.send(news());
    QTRY_COMPARE(desk.status().state, WebhookStatus::State::Delivered);
    QCOMPARE(server.requests().size(), size_t {1});
    const ScriptedRequest &request = *server.requests().front();
    QVERIFY(request.head.startsWith("POST /in "));
    QCOMPARE(request.header("content-type"), QByteArray("application/json"));
    const auto json = nlohmann::json::parse(request.body.toStdString());
    QCOMPARE(QString::fromStdString(json["event"].get<std::string>()), QStringLiteral("key.rejected"));
    QCOMPARE(
        QString::fromStdString(json["at"].get<std::string>()), QStringLiteral("2026-09-21T14:13:20.000Z"));
    QVERIFY(json["incident"].is_null() && json["incidents"].empty());
    QCOMPARE(QString::fromStdString(json["sentence"].get<std::string>()), news().sentence);

    const QByteArrayList parts = request.header("x-belay-signature").split(',');
    QCOMPARE(parts.size(), 2);
    QVERIFY(parts[0].startsWith("t=") && parts[1].startsWith("v1="));
    const qint64 age = QDateTime::currentSecsSinceEpoch() - parts[0].mid(2).toLongLong();
    QVERIFY(age >= 0 && age < 120);
    QProcess openssl;
    openssl.start(QStringLiteral("openssl"),
        {QStringLiteral("dgst"), QStringLiteral("-sha256"), QStringLiteral("-hmac"),
            QStringLiteral("blt_of-the-test")});
    QVERIFY(openssl.waitForStarted());
    openssl.write(parts[0].mid(2) + '.' + request.body);
    openssl.closeWriteChannel();
    QVERIFY(openssl.waitForFinished());
    const QByteArray expected = openssl.readAllStandardOutput().trimmed().split(' ').last();
    QCOMPARE(expected.size(), 64);
    QCOMPARE(parts[1].mid(3), expected);
}

void tst_Webhooks::slackIsNotSigned()
{
    ScriptedServer server([](ScriptedRequest &request) { request.answer("ok"); });
    Desk desk(server.url(), QStringLiteral("slack"));
    desk.sender.send(news());
    QTRY_COMPARE(desk.status().state, WebhookStatus::State::Delivered);
    const ScriptedRequest &request = *server.requests().front();
    QVERIFY(request.header("x-belay-signature").isEmpty());
    QCOMPARE(QString::fromUtf8(request.body), QString(u"{\"text\":\"" + news().sentence + u"\"}"));
}

void tst_Webhooks::aRedirectIsNotFollowed()
{
    ScriptedServer other([](ScriptedRequest &request) { request.answer("mine"); });
    ScriptedServer server([&](ScriptedRequest &request) {
        request.send("HTTP/1.1 307 Temporary Redirect\r\ncontent-length: 0\r\nlocation: "
            + other.url().toEncoded() + "\r\n\r\n");
    });
    Desk desk(server.url());
    std::optional<Result<QString>> result;
    desk.sender.test(QStringLiteral("w"), [&](const Result<QString> &ended) { result = ended; });
    QTRY_VERIFY(result);
    QVERIFY(!*result);
    QCOMPARE(result->error().detail, QStringLiteral("it answered 307"));
    QCOMPARE(other.connections(), 0);
}

void tst_Webhooks::nobodyListens()
{
    QUrl url;
    {
        const ScriptedServer server([](ScriptedRequest &) {});
        url = server.url(QStringLiteral("/services/T0/B0/secret-part"));
    }
    Desk desk(url);
    QSignalSpy changed(&desk.sender, &WebhookSender::statusChanged);
    desk.sender.send(news());
    QTRY_VERIFY(!desk.status().detail.isEmpty());
    QCOMPARE(desk.status().state, WebhookStatus::State::Trying);
    QVERIFY2(!desk.status().detail.contains(u"secret-part"), qPrintable(desk.status().detail));
}

void tst_Webhooks::anEndlessAnswerIsCut()
{
    ScriptedServer server([](ScriptedRequest &request) {
        request.send("HTTP/1.1 200 OK\r\ncontent-length: 100000000\r\n\r\n");
        request.flood(100'000'000);
    });
    Desk desk(server.url());
    desk.sender.send(news());
    QTRY_COMPARE(desk.status().state, WebhookStatus::State::Delivered);
}

QTEST_GUILESS_MAIN(tst_Webhooks)
#include "tst_webhooks.moc"

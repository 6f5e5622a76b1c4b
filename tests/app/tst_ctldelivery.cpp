// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/runner.h"
#include "tests/support/scriptedserver.h"

#include <QMessageAuthenticationCode>

#include <csignal>

using namespace Belay;
using namespace Qt::StringLiterals;

namespace {

constexpr int Patience = 150'000; // the first gap between two tries is a minute

QByteArray signatureOf(const ScriptedRequest &request, const QByteArray &secret)
{
    const QByteArray sent = request.header("x-belay-signature");
    const QByteArray time = sent.mid(2, sent.indexOf(',') - 2);
    return "t=" + time + ",v1="
        + QMessageAuthenticationCode::hash(time + '.' + request.body, secret, QCryptographicHash::Sha256)
              .toHex();
}

} // namespace

/// A webhook under `belayctl serve`, with a receiver that is not well at first.
class tst_CtlDelivery final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aReceiverThatFailsIsTriedAgain();
};

void tst_CtlDelivery::aReceiverThatFailsIsTriedAgain()
{
    qputenv("DELIVERY_KEY", "value-of-no-use");
    qputenv("DELIVERY_SECRET", "what-signs-it");
    const ScriptedServer provider([](ScriptedRequest &request) {
        const QByteArray body = R"({"error":{"code":"invalid_api_key","message":"Incorrect key"}})";
        request.send("HTTP/1.1 401 Unauthorized\r\ncontent-type: application/json\r\ncontent-length: "
            + QByteArray::number(body.size()) + "\r\n\r\n" + body);
    });
    int asked = 0;
    const ScriptedServer receiver([&asked](ScriptedRequest &request) {
        if (++asked == 1)
            request.send("HTTP/1.1 500 Internal Server Error\r\ncontent-length: 0\r\n\r\n");
        else
            request.answer("thanks");
    });
    const Runner runner;
    runner.writeConfig(
        R"({"version":1,"network":{"anchors":[]},"providers":[{"id":"srv","name":"Srv","kind":"openai-compatible","baseUrl":")"
        + provider.url(u"/v1"_s).toEncoded()
        + R"(","keys":[{"id":"main","from":"env:DELIVERY_KEY"}],"monitor":{"every":"10s","models":["m"]}}],)"
          R"("notifications":{"webhooks":[{"id":"w","form":"generic","secret":"env:DELIVERY_SECRET","url":")"
        + receiver.url(u"/in"_s).toEncoded() + R"("}]}})");
    QProcess serve;
    runner.start(serve, {u"serve"_s, u"--no-gateway"_s, u"--json"_s});
    QTRY_VERIFY_WITH_TIMEOUT(asked >= 1 || serve.state() == QProcess::NotRunning, Patience);
    QVERIFY2(serve.state() == QProcess::Running, serve.readAllStandardError().constData());
    const auto listed = [&] {
        return runner.run({u"webhooks"_s, u"list"_s, u"--json"_s}).json()["webhooks"][0];
    };
    QTRY_VERIFY(listed()["trying"]["tries"] == 1); // at once, not after the last try
    QVERIFY(listed()["delivered"].is_null());
    QTRY_VERIFY_WITH_TIMEOUT(asked >= 2, Patience);
    QTRY_VERIFY(listed()["delivered"] == true);
    QVERIFY(listed()["trying"].is_null());
    QCOMPARE(asked, 2);
    QCOMPARE(receiver.requests()[0]->body, receiver.requests()[1]->body); // the same news, not another one
    const QByteArray secret = runner.run({u"webhooks"_s, u"secret"_s, u"w"_s}).out.trimmed();
    for (const auto &request : receiver.requests())
        QCOMPARE(request->header("x-belay-signature"), signatureOf(*request, secret));
    const Json news = Json::parse(receiver.requests()[1]->body.toStdString());
    QCOMPARE(news["event"], "key.rejected");
    QCOMPARE(news["incident"]["owner"], "you");
    QCOMPARE(news["incident"]["cause"], "key");
    ::kill(static_cast<pid_t>(serve.processId()), SIGTERM);
    QTRY_VERIFY_WITH_TIMEOUT(serve.state() == QProcess::NotRunning, Patience);
    QCOMPARE(serve.exitCode(), 0);
}

QTEST_GUILESS_MAIN(tst_CtlDelivery)
#include "tst_ctldelivery.moc"

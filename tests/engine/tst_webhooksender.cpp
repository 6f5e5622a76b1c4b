// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/webhookform.h"
#include "core/engine/webhooksender.h"
#include "tests/support/fakehttpclient.h"

#include <QSignalSpy>
#include <QtTest>

#include <nlohmann/json.hpp>

using namespace Belay;
using namespace std::chrono_literals;

/// Tries of webhooks on virtual time.
class tst_WebhookSender final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void deliversOnce();
    void fiveTriesInAnHour();
    void theNextTryIsKnown();
    void retryAfterIsHeeded_data();
    void retryAfterIsHeeded();
    void anyOtherAnswerIsNone_data();
    void anyOtherAnswerIsNone();
    void theNextWaitsForTheOneBefore();
    void tooMuchWaiting();
    void onlyWhatIsWanted();
    void aWebhookThatGoesTakesItsNewsAlong();
    void anAddressThatCannotBeRead();
    void aTestIsOneTry();
    void forms_data();
    void forms();

private:
    WebhookConfig hook(const QString &form = QStringLiteral("generic")) const
    {
        WebhookConfig webhook;
        webhook.id = QStringLiteral("w");
        webhook.form = form;
        webhook.url = QStringLiteral("https://hook.example/in");
        return webhook;
    }
    WebhookNews news(NotificationEvent event = NotificationEvent::IncidentOpened) const
    {
        WebhookNews made;
        made.event = event;
        made.at = m_clock->wall();
        made.incidents.resize(1);
        made.incidents.front().provider = ProviderId {QStringLiteral("p")};
        made.incidents.front().note = QStringLiteral("my own words");
        made.sentence = QStringLiteral("P is down. <b>&");
        return made;
    }
    std::vector<qint64> seconds() const
    {
        std::vector<qint64> times;
        for (const FakeHttpClient::Seen &seen : m_http->seen())
            times.push_back(std::chrono::duration_cast<Seconds>(seen.at - m_http->seen().front().at).count());
        return times;
    }

    std::unique_ptr<FakeClock> m_clock;
    std::unique_ptr<FakeHttpClient> m_http;
    std::unique_ptr<SeededRandom> m_random;
    std::unique_ptr<WebhookSender> m_sender;
    Result<WebhookAddress> m_address = WebhookAddress {};
};

void tst_WebhookSender::init()
{
    m_sender.reset();
    m_http.reset();
    m_clock = std::make_unique<FakeClock>();
    m_http = std::make_unique<FakeHttpClient>(*m_clock);
    m_random = std::make_unique<SeededRandom>(7);
    m_address = WebhookAddress {QUrl(QStringLiteral("https://hook.example/in")), Secret("top secret")};
    m_http->setScript([](const HttpRequest &) { return FakeAnswer::json("ok"); });
    m_sender = std::make_unique<WebhookSender>(WebhookSender::Parts {*m_http, *m_clock, *m_random,
        [this](const WebhookConfig &, const WebhookSender::Found &found) { found(m_address); }});
    m_sender->apply({hook()});
}

void tst_WebhookSender::deliversOnce()
{
    m_sender->send(news());
    m_clock->advance(2h);
    QCOMPARE(m_http->seen().size(), size_t {1});
    const FakeHttpClient::Seen &seen = m_http->seen().front();
    QCOMPARE(seen.method, QByteArray("POST"));
    QVERIFY(seen.limits.total && seen.limits.connect);
    QCOMPARE(m_sender->status(QStringLiteral("w"))->state, WebhookStatus::State::Delivered);
    QCOMPARE(m_sender->status(QStringLiteral("w"))->detail, QStringLiteral("200"));
}

void tst_WebhookSender::fiveTriesInAnHour()
{
    m_http->setScript([](const HttpRequest &) { return FakeAnswer::json("no", 500); });
    const QSignalSpy failed(m_sender.get(), &WebhookSender::failed);
    m_sender->send(news());
    m_clock->advance(1h - 30s);
    QVERIFY(failed.isEmpty());
    QCOMPARE(m_sender->status(QStringLiteral("w"))->state, WebhookStatus::State::Trying);
    m_clock->advance(24h);
    const std::vector<qint64> times = seconds();
    QCOMPARE(times.size(), size_t {5});
    const std::array<qint64, 4> gaps {60, 240, 900, 2400};
    bool isJittered = false;
    for (size_t i = 0; i < gaps.size(); ++i) {
        const qint64 gap = times[i + 1] - times[i];
        QVERIFY2(
            gap >= gaps[i] * 9 / 10 - 1 && gap <= gaps[i] * 11 / 10 + 1, qPrintable(QString::number(gap)));
        isJittered = isJittered || gap != gaps[i];
    }
    QVERIFY(isJittered);
    QVERIFY(times.back() <= 3601);
    QCOMPARE(failed.size(), 1);
    QCOMPARE(failed.front().at(1).toString(), QStringLiteral("it answered 500"));
    QCOMPARE(m_sender->status(QStringLiteral("w"))->state, WebhookStatus::State::Failed);
}

void tst_WebhookSender::theNextTryIsKnown()
{
    m_http->setScript([](const HttpRequest &) { return FakeAnswer::json("no", 500); });
    const auto status = [this] { return *m_sender->status(QStringLiteral("w")); };
    QVERIFY(!status().nextAt);
    m_sender->send(news());
    m_clock->advance(10s);
    QCOMPARE(status().tries, 1);
    QCOMPARE(status().detail, QStringLiteral("it answered 500"));
    QVERIFY(status().nextAt);
    const WallTime second = *status().nextAt;
    m_clock->advance(second - m_clock->wall() - 1ms);
    QCOMPARE(m_http->seen().size(), size_t {1});
    m_clock->advance(10s);
    QCOMPARE(m_http->seen().size(), size_t {2}); // when it was said
    QVERIFY(status().tries == 2 && *status().nextAt > second);
    m_clock->advance(2h);
    QVERIFY(!status().nextAt);
}

void tst_WebhookSender::retryAfterIsHeeded_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<int>("least"); // seconds to the second try
    QTest::addColumn<int>("most");
    QTest::addRow("seconds, longer than ours") << QByteArray("600") << 600 << 601;
    QTest::addRow("seconds, shorter than ours") << QByteArray("5") << 54 << 67;
    QTest::addRow("more than the hour: at its end") << QByteArray("86400") << 3600 << 3600;
    QTest::addRow("a date") << QByteArray("@300") << 299 << 301;
    QTest::addRow("a date that has passed") << QByteArray("@-300") << 54 << 67;
    QTest::addRow("garbage") << QByteArray("soon") << 54 << 67;
    QTest::addRow("a negative number") << QByteArray("-600") << 54 << 67;
}

void tst_WebhookSender::retryAfterIsHeeded()
{
    QFETCH(QByteArray, value);
    QFETCH(int, least);
    QFETCH(int, most);
    if (value.startsWith('@')) {
        const qint64 at = m_clock->wall().time_since_epoch().count() + 1000LL * value.mid(1).toInt();
        value = QLocale::c()
                    .toString(QDateTime::fromMSecsSinceEpoch(at, Qt::UTC), u"ddd, dd MMM yyyy HH:mm:ss 'GMT'")
                    .toLatin1();
    }
    m_http->setScript([&](const HttpRequest &) {
        FakeAnswer answer = FakeAnswer::json("slow down", 429);
        answer.headers.emplace_back("Retry-After", value);
        return answer;
    });
    m_sender->send(news());
    m_clock->advance(2h);
    QVERIFY(m_http->seen().size() >= 2);
    QVERIFY2(
        seconds().at(1) >= least && seconds().at(1) <= most, qPrintable(QString::number(seconds().at(1))));
    QVERIFY(seconds().back() <= 3601);
}

void tst_WebhookSender::anyOtherAnswerIsNone_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<bool>("delivered");
    QTest::addRow("201") << 201 << true;
    QTest::addRow("204") << 204 << true;
    QTest::addRow("a redirect is not followed") << 302 << false;
    QTest::addRow("gone") << 410 << false;
    QTest::addRow("an error") << 500 << false;
}

void tst_WebhookSender::anyOtherAnswerIsNone()
{
    QFETCH(int, status);
    QFETCH(bool, delivered);
    std::set<QString> hosts;
    m_http->setScript([&](const HttpRequest &request) {
        hosts.insert(request.url.host());
        FakeAnswer answer = FakeAnswer::json("", status);
        answer.headers.emplace_back("location", "https://elsewhere.example/");
        return answer;
    });
    m_sender->send(news());
    m_clock->advance(2h);
    QCOMPARE(m_http->seen().size(), size_t {delivered ? 1U : 5U});
    QCOMPARE(hosts, std::set<QString> {QStringLiteral("hook.example")});
}

void tst_WebhookSender::theNextWaitsForTheOneBefore()
{
    int left = 2;
    m_http->setScript([&](const HttpRequest &) { return FakeAnswer::json("", left-- > 0 ? 503 : 200); });
    m_sender->send(news(NotificationEvent::IncidentOpened));
    m_sender->send(news(NotificationEvent::IncidentClosed));
    QCOMPARE(m_sender->status(QStringLiteral("w"))->waiting, 1);
    m_clock->advance(1h);
    QByteArrayList events;
    for (const FakeHttpClient::Seen &seen : m_http->seen())
        events << QByteArray::fromStdString(
            nlohmann::json::parse(seen.body.toStdString())["event"].get<std::string>());
    QCOMPARE(
        events, QByteArrayList({"incident.opened", "incident.opened", "incident.opened", "incident.closed"}));
}

void tst_WebhookSender::tooMuchWaiting()
{
    m_http->setScript([](const HttpRequest &) { return FakeAnswer::hanging(); });
    const QSignalSpy failed(m_sender.get(), &WebhookSender::failed);
    for (size_t i = 0; i < WebhookSender::MostWaiting + 3; ++i)
        m_sender->send(news());
    QCOMPARE(failed.size(), 2); // one is under way
    QCOMPARE(m_sender->status(QStringLiteral("w"))->waiting, static_cast<int>(WebhookSender::MostWaiting));
}

void tst_WebhookSender::onlyWhatIsWanted()
{
    WebhookConfig keys = hook();
    keys.events = {QStringLiteral("key.rejected")};
    m_sender->apply({keys});
    m_sender->send(news(NotificationEvent::IncidentOpened));
    m_clock->advance(1min);
    QVERIFY(m_http->seen().empty());
    m_sender->send(news(NotificationEvent::KeyRejected));
    m_clock->advance(1min);
    QCOMPARE(m_http->seen().size(), size_t {1});
}

void tst_WebhookSender::aWebhookThatGoesTakesItsNewsAlong()
{
    m_http->setScript([](const HttpRequest &) { return FakeAnswer::hanging(); });
    m_sender->send(news());
    m_clock->advance(1s);
    QCOMPARE(m_http->running(), 1);
    m_sender->apply({hook()}); // nothing changed
    QCOMPARE(m_http->running(), 1);
    m_sender->apply({});
    QCOMPARE(m_http->running(), 0);
    m_clock->advance(2h);
    QCOMPARE(m_http->seen().size(), size_t {1});
    QVERIFY(!m_sender->status(QStringLiteral("w")));
}

void tst_WebhookSender::anAddressThatCannotBeRead()
{
    m_address = Unexpected {Error {ErrorKind::Permission, QStringLiteral("the keychain is locked"), {}}};
    const QSignalSpy failed(m_sender.get(), &WebhookSender::failed);
    m_sender->send(news());
    m_clock->advance(30min);
    QVERIFY(m_http->seen().empty() && failed.isEmpty());
    m_address = WebhookAddress {QUrl(QStringLiteral("https://hook.example/in")), Secret("s")};
    m_clock->advance(40min); // somebody unlocked it
    QCOMPARE(m_http->seen().size(), size_t {1});
    QCOMPARE(m_sender->status(QStringLiteral("w"))->state, WebhookStatus::State::Delivered);
}

void tst_WebhookSender::aTestIsOneTry()
{
    m_http->setScript([](const HttpRequest &) { return FakeAnswer::json("", 404); });
    std::optional<Result<QString>> result;
    m_sender->test(QStringLiteral("w"), [&](const Result<QString> &ended) { result = ended; });
    m_clock->advance(2h);
    QVERIFY(result && !*result);
    QCOMPARE(result->error().detail, QStringLiteral("it answered 404"));
    QCOMPARE(m_http->seen().size(), size_t {1});
    QVERIFY(m_http->seen().front().body.contains(R"("event":"test")"));
    m_sender->test(QStringLiteral("none"), [&](const Result<QString> &ended) { result = ended; });
    QCOMPARE(result->error().kind, ErrorKind::Config);
}

void tst_WebhookSender::forms_data()
{
    QTest::addColumn<QString>("form");
    QTest::addColumn<QByteArray>("begin");
    QTest::addRow("generic")
        << "generic"
        << QByteArray(R"({"event":"incident.opened","at":"2026-09-21T14:13:20.000Z","incident":{"id":")");
    QTest::addRow("slack, whose markup is nobody's")
        << "slack" << QByteArray(R"({"text":"P is down. &lt;b&gt;&amp;"})");
}

void tst_WebhookSender::forms()
{
    QFETCH(QString, form);
    QFETCH(QByteArray, begin);
    const QByteArray body = webhookBody(hook(form), news());
    QVERIFY2(body.startsWith(begin), body.constData());
    QVERIFY(nlohmann::json::accept(body.toStdString()));
    QVERIFY(!body.contains("my own words"));
    // openssl dgst -sha256 -hmac secret over "1790000000.{}"
    QCOMPARE(webhookSignature(Secret("secret"), "{}", m_clock->wall()),
        QByteArray("t=1790000000,v1=d0cadd434460d4af55e7ab90d79c1802591d7001a77c9e06471d0e3ec8cc85ae"));
}

QTEST_GUILESS_MAIN(tst_WebhookSender)
#include "tst_webhooksender.moc"

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/monitor/twoproviders.h"

#include <QtTest>

using namespace Belay;
using namespace std::chrono_literals;

class tst_MonitorNetwork final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void ownNetworkGoes();
    void everyAnchorIsBlocked();
    void historyTellsOfTheOwnNetwork_data();
    void historyTellsOfTheOwnNetwork();
    void anEndInTheMiddleTakesNoVerdictBack();
    void oneProviderAloneIsDown();
    void noAnchorsAtAll();
    void captive();
    void aPageOverPlainHttp_data();
    void aPageOverPlainHttp();
    void sharedIssuer();
    void wrongClock_data();
    void wrongClock();
    void demoJudgesLoopbackAsInternet();
};

void tst_MonitorNetwork::ownNetworkGoes()
{
    MonitorBench bench;
    startTwo(bench);
    const FakeAnswer gone = FakeAnswer::failing(HttpFailureKind::Dns);
    for (const QString &host : {HostA, HostB, Anchor})
        fail(bench, host, gone);
    bench.counted.clear();
    const size_t before = bench.history.samples.size();
    bench.run(10min);
    QCOMPARE(bench.networks, (std::vector<NetworkState> {NetworkState::Online, NetworkState::Offline}));
    // History keeps what was met; nobody may hold it against a provider.
    QVERIFY(bench.history.samples.size() > before);
    QVERIFY(bench.counted.empty());
    for (const QString &target : {TargetA, TargetB}) {
        QCOMPARE(bench.state(target), QStringLiteral("no-data"));
        QCOMPARE(toString(bench.row(target)->verdict.cause), QStringLiteral("network"));
    }
    QCOMPARE(toString(bench.board->overall.state), QStringLiteral("unknown"));
    const WallTime end = bench.clock.wall();
    for (const Span &span : bench.history.spans(TargetId::fromString(TargetA)))
        QVERIFY(span.to <= end - 8min && span.state == TargetState::Up); // not known, and never down
    for (const QString &host : {HostA, HostB, Anchor})
        bench.answerAll(host);
    bench.run(75s);
    QCOMPARE(bench.state(TargetA), QStringLiteral("up"));
    QCOMPARE(bench.state(TargetB), QStringLiteral("up"));
    QCOMPARE(bench.networks.size(), size_t {3});
}

void tst_MonitorNetwork::everyAnchorIsBlocked()
{
    MonitorBench bench;
    startTwo(bench);
    fail(bench, Anchor, FakeAnswer::failing(HttpFailureKind::Connect));
    fail(bench, HostA, FakeAnswer::failing(HttpFailureKind::Connect));
    bench.run(95s);
    const auto isConnect = [](const Sample &sample) { return sample.outcome == Outcome::Connect; };
    QVERIFY(std::ranges::any_of(bench.counted, isConnect));
    // The other provider's answer clears the network.
    QCOMPARE(bench.state(TargetA), QStringLiteral("down"));
    QCOMPARE(bench.state(TargetB), QStringLiteral("up"));
    QCOMPARE(bench.networks, (std::vector<NetworkState> {NetworkState::Online}));
}

void tst_MonitorNetwork::historyTellsOfTheOwnNetwork_data()
{
    QTest::addColumn<bool>("captive");
    QTest::addRow("offline") << false;
    QTest::addRow("captive") << true;
}

void tst_MonitorNetwork::historyTellsOfTheOwnNetwork()
{
    QFETCH(const bool, captive);
    MonitorBench bench;
    startTwo(bench);
    for (const QString &host : {HostA, HostB, Anchor})
        fail(bench, host, FakeAnswer::failing(captive ? HttpFailureKind::Tls : HttpFailureKind::Dns));
    bench.run(10min);
    bench.monitor->stop();
    const std::vector<Span> spans = bench.history.spans(ownNetworkSubject());
    QCOMPARE(spans.size(), size_t {2});
    const Span was {ownNetworkSubject(), spans[0].from, spans[0].to, TargetState::Up};
    QCOMPARE(spans[0], was);
    const Span is {ownNetworkSubject(), *bench.board->network.since, bench.clock.wall(), TargetState::Down,
        Owner::You, Cause::Network, captive ? Outcome::NotAnAnswer : Outcome::Connect};
    QCOMPARE(spans[1], is);
    QVERIFY(spans[0].to == is.from);
}

/// What nobody was left to clear is no evidence, and the verdict in history stays what it was.
void tst_MonitorNetwork::anEndInTheMiddleTakesNoVerdictBack()
{
    MonitorBench bench;
    startTwo(bench);
    fail(bench, HostA, FakeAnswer::failing(HttpFailureKind::Reset));
    bench.run(2min);
    QCOMPARE(bench.state(TargetA), QStringLiteral("down"));
    for (const QString &host : {HostB, Anchor})
        fail(bench, host, FakeAnswer::hanging());
    const qsizetype asked = bench.requests(Anchor, "GET");
    for (int step = 0; step < 300 && bench.requests(Anchor, "GET") == asked; ++step)
        bench.run(1s);
    QVERIFY(bench.requests(Anchor, "GET") > asked); // one failure waits for somebody's word
    bench.monitor->stop();
    const Span last = bench.history.spans(TargetId::fromString(TargetA)).back();
    QCOMPARE(toString(last.state), QStringLiteral("down"));
    QCOMPARE(toString(last.owner), QStringLiteral("provider"));
    QCOMPARE(toString(last.cause), QStringLiteral("outage"));
}

void tst_MonitorNetwork::oneProviderAloneIsDown()
{
    MonitorBench bench;
    startTwo(bench);
    fail(bench, HostA, FakeAnswer::hanging());
    bench.run(95s);
    QCOMPARE(bench.state(TargetA), QStringLiteral("down"));
    QCOMPARE(bench.state(TargetB), QStringLiteral("up"));
    QVERIFY(bench.requests(Anchor, "GET") > 0);
    for (const FakeHttpClient::Seen &seen : bench.http.seen()) {
        if (seen.url.host() == Anchor)
            QCOMPARE(seen.proxy, QStringLiteral("system")); // the way that the provider goes
    }
}

void tst_MonitorNetwork::noAnchorsAtAll()
{
    MonitorBench bench;
    bench.config.network.anchors.clear();
    bench.answerAll(HostA);
    Config config = bench.config;
    config.providers = {MonitorBench::provider(QStringLiteral("a"))};
    bench.apply(config);
    bench.run(5min);
    fail(bench, HostA, FakeAnswer::failing(HttpFailureKind::Connect));
    bench.run(15min);
    QCOMPARE(bench.state(TargetA), QStringLiteral("no-data")); // nobody is there to tell whose side it is
    QVERIFY(bench.row(TargetA)->verdict.advice.contains(QStringLiteral("anchor")));
    // A status of its own needs nobody.
    fail(bench, HostA, FakeAnswer::json("{}", 503));
    bench.run(95s);
    QCOMPARE(bench.state(TargetA), QStringLiteral("down"));
}

void tst_MonitorNetwork::captive()
{
    MonitorBench bench;
    startTwo(bench);
    const FakeAnswer page = FakeAnswer::failing(HttpFailureKind::Tls);
    for (const QString &host : {HostA, HostB, Anchor})
        fail(bench, host, page);
    bench.run(3min);
    QCOMPARE(toString(bench.board->network.state), QStringLiteral("captive"));
    QCOMPARE(bench.state(TargetA), QStringLiteral("no-data"));
    QVERIFY(bench.row(TargetA)->verdict.advice.contains(QStringLiteral("log in")));
}

void tst_MonitorNetwork::aPageOverPlainHttp_data()
{
    QTest::addColumn<FakeAnswer>("page");
    QTest::addColumn<bool>("isEverywhere");
    QTest::addColumn<QString>("expected");
    const FakeAnswer html = FakeAnswer::json("<!doctype html><html>Sign in</html>");
    const FakeAnswer login = FakeAnswer::json("", 511);
    QTest::addRow("everybody sends it: the network's own")
        << html << true << QStringLiteral("captive no-data you");
    QTest::addRow("the anchor is well: theirs") << html << false << QStringLiteral("online down provider");
    QTest::addRow("everybody says 511: the network's own")
        << login << true << QStringLiteral("captive no-data you");
}

/// Nothing says whose page it is, so others are asked.
void tst_MonitorNetwork::aPageOverPlainHttp()
{
    QFETCH(const FakeAnswer, page);
    QFETCH(const bool, isEverywhere);
    QFETCH(const QString, expected);
    MonitorBench bench;
    bench.answerAll(HostA);
    Config config = bench.config;
    for (QUrl &anchor : config.network.anchors)
        anchor.setScheme(QStringLiteral("http"));
    config.providers = {MonitorBench::provider(QStringLiteral("a"))};
    config.providers.front().baseUrl.setScheme(QStringLiteral("http"));
    bench.apply(config);
    bench.run(10min);
    QCOMPARE(bench.state(TargetA), QStringLiteral("up"));
    fail(bench, HostA, page);
    if (isEverywhere) {
        FakeAnswer there = page;
        there.headers = {{"content-type", "text/html"}};
        fail(bench, Anchor, there);
    }
    bench.run(3min);
    const Verdict &verdict = bench.row(TargetA)->verdict;
    QCOMPARE(toString(bench.board->network.state) + u' ' + toString(verdict.state) + u' '
            + toString(verdict.owner),
        expected);
    QVERIFY(bench.requests(Anchor, "GET") > 0);
}

void tst_MonitorNetwork::sharedIssuer()
{
    MonitorBench bench;
    startTwo(bench);
    FakeAnswer middle = FakeAnswer::failing(HttpFailureKind::Tls);
    middle.tlsIssuer = QStringLiteral("CN=Corporate Gateway");
    fail(bench, HostA, middle);
    fail(bench, HostB, middle);
    bench.run(12min); // the anchor answers: it is exempt from inspection
    QCOMPARE(bench.state(TargetA), QStringLiteral("no-data"));
    QCOMPARE(toString(bench.row(TargetA)->verdict.cause), QStringLiteral("proxy"));
    QCOMPARE(toString(bench.row(TargetA)->verdict.owner), QStringLiteral("you"));
}

void tst_MonitorNetwork::wrongClock_data()
{
    QTest::addColumn<QByteArray>("anchorSays"); // empty: it refuses by its date too
    QTest::addColumn<QString>("expected");
    QTest::addRow("an anchor tells another time")
        << QByteArray("Sun, 20 Sep 2026 14:00:00 GMT") << "no-data you clock";
    QTest::addRow("an anchor is refused by its date too") << QByteArray() << "no-data you clock";
    QTest::addRow("an anchor tells the same time") << QByteArray("now") << "down provider outage";
}

void tst_MonitorNetwork::wrongClock()
{
    QFETCH(QByteArray, anchorSays);
    QFETCH(QString, expected);
    MonitorBench bench;
    startTwo(bench);
    FakeAnswer refused = FakeAnswer::failing(HttpFailureKind::Tls);
    refused.failureDetail = QStringLiteral("SSL certificate problem: certificate is not yet valid");
    // One issuer for all is no proxy where the clock is wrong.
    refused.tlsIssuer = QStringLiteral("CN=The one who signs for all");
    FakeAnswer anchor = refused;
    FakeAnswer refusedToo = refused;
    if (anchorSays == "now")
        refusedToo.tlsIssuer = QStringLiteral("CN=Another");
    if (!anchorSays.isEmpty()) {
        anchor = MonitorBench::goodCheck();
        const QDateTime now
            = QDateTime::fromMSecsSinceEpoch((bench.clock.wall() + 1min).time_since_epoch().count(), Qt::UTC);
        anchor.headers = {{"Date",
            anchorSays == "now" ? QByteArray(
                QLocale::c().toString(now, QStringLiteral("ddd, dd MMM yyyy HH:mm:ss")).toLatin1() + " GMT")
                                : anchorSays}};
    }
    bench.answer(HostA, refused, refused);
    bench.answer(HostB, refusedToo, refusedToo);
    bench.answer(Anchor, anchor, anchor);
    // What is the machine's own fault leaves a state as it is until its cover ends.
    bench.run(anchorSays == "now" ? 4min : 12min);
    const TargetStatus *row = bench.row(TargetA);
    QCOMPARE(QString(toString(row->verdict.state) + u' ' + toString(row->verdict.owner) + u' '
                 + toString(row->verdict.cause)),
        expected);
    QVERIFY(bench.board->network.state != NetworkState::Captive
        && bench.board->network.state != NetworkState::Offline);
    if (expected.endsWith(u"clock"))
        QVERIFY2(row->verdict.advice.contains(QStringLiteral("Set date and time")),
            qPrintable(row->verdict.advice));
    // The clock is set, and all is well.
    bench.answerAll(HostA);
    bench.answerAll(HostB);
    bench.answerAll(Anchor);
    bench.run(10min);
    QCOMPARE(bench.state(TargetA), QStringLiteral("up"));
}

void tst_MonitorNetwork::demoJudgesLoopbackAsInternet()
{
    for (const NetworkConfig::Local local : {NetworkConfig::Local::Direct, NetworkConfig::Local::Internet}) {
        MonitorBench bench;
        Config config = bench.config;
        config.network.local = local;
        config.providers = {MonitorBench::provider(QStringLiteral("a"))};
        config.providers.front().baseUrl = QUrl(QStringLiteral("http://127.0.0.1:9/v1"));
        fail(bench, QStringLiteral("127.0.0.1"), FakeAnswer::failing(HttpFailureKind::Connect));
        fail(bench, Anchor, FakeAnswer::failing(HttpFailureKind::Connect));
        bench.apply(config);
        bench.run(5min);
        const bool direct = local == NetworkConfig::Local::Direct;
        QCOMPARE(bench.state(TargetA), direct ? QStringLiteral("down") : QStringLiteral("no-data"));
    }
}

QTEST_GUILESS_MAIN(tst_MonitorNetwork)
#include "tst_monitornetwork.moc"

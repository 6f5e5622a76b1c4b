// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/gatewayhost.h"
#include "tests/gateway/clientcall.h"

#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>

using namespace Belay;
using namespace Qt::StringLiterals;

namespace {

constexpr int Patience = 10'000;
using State = GatewayStatus::State;

class KeptTraffic final : public HistoryStore
{
public:
    void record(const Sample &) override { ++samples; }
    void record(const Span &) override { }
    void record(Trace) override { ++traces; }
    void record(const PageIncidentRecord &) override { }
    void record(const PageReadSpan &) override { }
    void record(const Incident &) override { }
    void record(const IncidentRemark &) override { }
    std::atomic<int> samples = 0;
    std::atomic<int> traces = 0;
};

/// A host over simulated providers, as the engine uses it.
struct HostFixture {
    HostFixture() { ready = chain.start({Dialect::OpenAi, Dialect::Anthropic}); }
    void apply() { host.apply(chain.shared(), keysWithToken(chain)); }
    bool waitFor(State state)
    {
        return QTest::qWaitFor([&] { return host.status().state == state; }, Patience);
    }
    std::unique_ptr<ClientCall> chat()
    {
        return std::make_unique<ClientCall>(http, chatRequest(host.status().view.address, "main"));
    }
    std::unique_ptr<ClientCall> metrics()
    {
        const QUrl root = QUrl(host.status().view.address).resolved(QUrl(u"/"_s));
        return std::make_unique<ClientCall>(http, clientRequest(root.toString(), u"metrics"_s));
    }
    /// Whether anybody answers where the gateway was.
    static bool answers(const QString &address)
    {
        QTcpSocket socket;
        const QUrl url(address);
        socket.connectToHost(url.host(), quint16(url.port()));
        const bool tried = QTest::qWaitFor(
            [&] {
                return socket.state() == QAbstractSocket::ConnectedState
                    || socket.state() == QAbstractSocket::UnconnectedState;
            },
            Patience);
        return tried && socket.state() == QAbstractSocket::ConnectedState;
    }

    SystemClock clock;
    SeededRandom random {5};
    CurlClient http;
    KeptTraffic history;
    SimulatedChain chain {clock, random};
    Result<void> ready;
    GatewayHost host {{clock, Catalogue::builtIn(), history, [] { return 17; }}};
};

} // namespace

class tst_GatewayHost final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void itFollowsTheConfig();
    void aStreamOutlivesTheSwitch();
    void aMoveToATakenPortIsTold();
    void anAddressThatIsNotOursIsTold();
    void servesWhateverTheConfigSays();
    void aPortInUseIsTold();
    void anOldReportIsNotHeard();
    void trafficIsKeptAndPassedOn();
    void drainEndsOnce();
    void stopEndsWhatIsUnderWay();
    void tokensComeFromTheRingOrTheirSource();
};

void tst_GatewayHost::itFollowsTheConfig()
{
    HostFixture fixture;
    QVERIFY(fixture.ready);
    fixture.chain.config.gateway.enabled = false;
    fixture.apply();
    QCOMPARE(int(fixture.host.status().state), int(State::Off));
    fixture.chain.config.gateway.enabled = true;
    fixture.apply();
    QVERIFY(fixture.waitFor(State::Listening));
    const QString address = fixture.host.status().view.address;
    QVERIFY(HostFixture::answers(address));

    // A new chain is swapped under way: the address stays.
    fixture.chain.config.chains.front().aliases = {u"other"_s};
    fixture.apply();
    QCOMPARE(int(fixture.host.status().state), int(State::Listening));
    QCOMPARE(fixture.host.status().view.address, address);

    fixture.chain.config.gateway.enabled = false;
    fixture.apply();
    QVERIFY(fixture.waitFor(State::Off));
    QVERIFY(fixture.host.status().view.address.isEmpty());
    QVERIFY(QTest::qWaitFor([&] { return !HostFixture::answers(address); }, Patience));
}

/// The switch, off and on again while a client still reads.
void tst_GatewayHost::aStreamOutlivesTheSwitch()
{
    HostFixture fixture;
    fixture.apply();
    QVERIFY(fixture.waitFor(State::Listening));
    QVERIFY(fixture.chain.setWeather(0, WeatherKind::SlowStream, R"("perEvent":"100ms")"));
    ClientCall stream(fixture.http, chatRequest(fixture.host.status().view.address, "main", true));
    QVERIFY(stream.waitForBody());
    fixture.chain.config.gateway.enabled = false;
    fixture.apply();
    QCOMPARE(int(fixture.host.status().state), int(State::Draining));
    fixture.chain.config.gateway.enabled = true;
    fixture.apply();
    QVERIFY(fixture.waitFor(State::Listening));
    QVERIFY(!stream.ended);
    fixture.chain.config.gateway.enabled = false;
    fixture.apply();
    QCOMPARE(int(fixture.host.status().state), int(State::Draining));
    QVERIFY(stream.wait());
    QVERIFY(!stream.failure);
    QVERIFY(stream.body.endsWith("data: [DONE]\n\n"));
    QVERIFY(fixture.waitFor(State::Off));
}

void tst_GatewayHost::aMoveToATakenPortIsTold()
{
    QTcpServer owner;
    QVERIFY(owner.listen(QHostAddress::LocalHost));
    HostFixture fixture;
    fixture.apply();
    QVERIFY(fixture.waitFor(State::Listening));
    const QString before = fixture.host.status().view.address;
    fixture.chain.config.gateway.port = owner.serverPort();
    fixture.apply();
    const auto isTold = [&] { return !fixture.host.status().problem.isEmpty(); };
    QVERIFY(QTest::qWaitFor(isTold, Patience));
    const GatewayStatus &status = fixture.host.status();
    QCOMPARE(int(status.state), int(State::Listening));
    QCOMPARE(status.view.address, before);
    QVERIFY(status.problem.contains(QString::number(owner.serverPort())));
    QVERIFY(status.problem.endsWith(QString(u"The gateway stays at "_s + before + u'.')));
    QVERIFY(status.freePort != 0);
    const auto call = fixture.chat();
    QVERIFY(call->wait());
    QCOMPARE(call->head.status, 200);
    // Whoever applies again once it is free gets it.
    const quint16 port = owner.serverPort();
    owner.close();
    fixture.apply();
    QVERIFY(QTest::qWaitFor([&] { return fixture.host.status().problem.isEmpty(); }, Patience));
    QCOMPARE(QUrl(fixture.host.status().view.address).port(), int(port));
}

void tst_GatewayHost::anAddressThatIsNotOursIsTold()
{
    HostFixture fixture;
    fixture.chain.config.gateway.listen = u"192.0.2.1"_s;
    fixture.chain.config.gateway.port = 4'217;
    fixture.apply();
    QVERIFY(fixture.waitFor(State::Failed));
    QVERIFY(fixture.host.status().problem.contains(u"cannot be listened to"));
    QVERIFY(!fixture.host.status().problem.contains(u"in use"));
}

void tst_GatewayHost::servesWhateverTheConfigSays()
{
    HostFixture fixture;
    fixture.chain.config.gateway.enabled = false;
    fixture.host.serve(quint16 {0});
    fixture.apply();
    QVERIFY(fixture.waitFor(State::Listening));
    QVERIFY(HostFixture::answers(fixture.host.status().view.address));
}

void tst_GatewayHost::aPortInUseIsTold()
{
    QTcpServer owner;
    QVERIFY(owner.listen(QHostAddress::LocalHost));
    HostFixture fixture;
    fixture.chain.config.gateway.port = owner.serverPort();
    fixture.apply();
    QVERIFY(fixture.waitFor(State::Failed));
    QVERIFY(fixture.host.status().problem.contains(QString::number(owner.serverPort())));
    QVERIFY(fixture.host.status().problem.contains(u"tst_gatewayhost"_s));
    // The owner goes; whoever applies again, as the window's button does, gets the port.
    const quint16 port = owner.serverPort();
    owner.close();
    fixture.apply();
    QVERIFY(fixture.waitFor(State::Listening));
    QCOMPARE(QUrl(fixture.host.status().view.address).port(), int(port));
    QVERIFY(fixture.host.status().problem.isEmpty());
}

void tst_GatewayHost::anOldReportIsNotHeard()
{
    QTcpServer first;
    QTcpServer second;
    QVERIFY(first.listen(QHostAddress::LocalHost) && second.listen(QHostAddress::LocalHost));
    HostFixture fixture;
    QStringList problems;
    connect(&fixture.host, &GatewayControl::statusChanged, this,
        [&] { problems << fixture.host.status().problem; });
    fixture.chain.config.gateway.port = first.serverPort();
    fixture.apply();
    fixture.chain.config.gateway.port = 0;
    fixture.apply();
    QVERIFY(fixture.waitFor(State::Listening));
    // Owners are looked up one after the other: when the second is known, the first was long before.
    fixture.chain.config.gateway.port = second.serverPort();
    fixture.apply();
    const auto isTold = [&] { return problems.last().contains(QString::number(second.serverPort())); };
    QVERIFY(QTest::qWaitFor(isTold, Patience));
    for (const QString &problem : std::as_const(problems))
        QVERIFY2(!problem.contains(QString::number(first.serverPort())), qPrintable(problem));
}

void tst_GatewayHost::trafficIsKeptAndPassedOn()
{
    HostFixture fixture;
    QSignalSpy samples(&fixture.host, &GatewayHost::sampleTaken);
    QSignalSpy traces(&fixture.host, &GatewayControl::traceEnded);
    fixture.apply();
    QVERIFY(fixture.waitFor(State::Listening));
    constexpr int Requests = 5;
    for (int i = 0; i < Requests; ++i) {
        const auto call = fixture.chat();
        QVERIFY(call->wait());
        QCOMPARE(call->head.status, 200);
    }
    QVERIFY(QTest::qWaitFor([&] { return traces.count() == Requests; }, Patience));
    QCOMPARE(fixture.history.samples.load(), Requests);
    QCOMPARE(fixture.history.traces.load(), Requests);
    const auto metrics = fixture.metrics();
    QVERIFY(metrics->wait());
    QVERIFY2(metrics->body.contains("\nbelay_history_queue 17\n"), metrics->body.constData());
    // All is in history; the monitor gets one success a second.
    QVERIFY(samples.count() >= 1 && samples.count() < Requests);
    QCOMPARE(samples.first().first().value<Sample>().target, fixture.chain.target(0));
}

void tst_GatewayHost::drainEndsOnce()
{
    HostFixture fixture;
    fixture.apply();
    QVERIFY(fixture.waitFor(State::Listening));
    QVERIFY(fixture.chain.setWeather(0, WeatherKind::Hang));
    const auto hanging = fixture.chat();
    QVERIFY(QTest::qWaitFor([&] { return fixture.chain.asked(0) == 1; }, Patience));
    int drained = 0;
    fixture.host.drain(Milliseconds {300}, [&] { ++drained; });
    QCOMPARE(int(fixture.host.status().state), int(State::Draining));
    QVERIFY(QTest::qWaitFor([&] { return drained > 0; }, Patience));
    QVERIFY(hanging->wait());
    fixture.host.stop();
    QCoreApplication::processEvents();
    QCOMPARE(drained, 1);
}

void tst_GatewayHost::stopEndsWhatIsUnderWay()
{
    HostFixture fixture;
    fixture.apply();
    QVERIFY(fixture.waitFor(State::Listening));
    QVERIFY(fixture.chain.setWeather(0, WeatherKind::Hang));
    const auto hanging = fixture.chat();
    QVERIFY(QTest::qWaitFor([&] { return fixture.chain.asked(0) == 1; }, Patience));
    fixture.host.stop();
    QVERIFY(hanging->wait());
    QVERIFY(hanging->head.status != 200);
    // The trace of what was broken off is with history before stop() returns.
    QCOMPARE(fixture.history.traces.load(), 1);
    fixture.host.stop();
}

void tst_GatewayHost::tokensComeFromTheRingOrTheirSource()
{
    HostFixture fixture;
    QStringList asked;
    fixture.host.setTokenSource([&](const QString &id, const GatewayControl::TokenReady &ready) {
        asked << id;
        ready(Secret {"blt_made"});
    });
    fixture.apply();
    Secret got;
    fixture.host.obtainToken(u"default"_s, [&](const Result<Secret> &token) { got = token.value(); });
    QCOMPARE(got.reveal(), QByteArray(ClientToken));
    QVERIFY(asked.isEmpty());
    fixture.host.obtainToken(u"other"_s, [&](const Result<Secret> &token) { got = token.value(); });
    QCOMPARE(got.reveal(), QByteArray("blt_made"));
    QCOMPARE(asked, QStringList {u"other"_s});
}

QTEST_GUILESS_MAIN(tst_GatewayHost)
#include "tst_gatewayhost.moc"

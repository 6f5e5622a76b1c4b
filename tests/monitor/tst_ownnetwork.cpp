// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/ownnetwork.h"

#include "core/http/localhost.h"
#include "core/monitor/sleepwatch.h"

#include <QtTest>

using namespace Belay;
using namespace std::chrono_literals;

class tst_OwnNetwork final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void someoneElseAnswered();
    void states();
    void sharedIssuer();
    void wrongClock();
    void local_data();
    void local();
    void sleep();
};

namespace {

const SteadyTime Start {1h};
const WallTime Wall {Milliseconds {1'790'000'000'000}};
const QString A = QStringLiteral("api.a.example:443");
const QString B = QStringLiteral("api.b.example:443");

} // namespace

void tst_OwnNetwork::someoneElseAnswered()
{
    OwnNetwork network;
    QCOMPARE(network.rule(A, Start), OwnNetwork::Ruling::Ask);
    network.answered(B, Start - 1s, Wall); // before the failing request began
    QCOMPARE(network.rule(A, Start), OwnNetwork::Ruling::Ask);
    network.answered(A, Start + 1s, Wall); // the same host is nobody else
    QCOMPARE(network.rule(A, Start), OwnNetwork::Ruling::Ask);
    network.answered(B, Start + 2s, Wall);
    QCOMPARE(network.rule(A, Start), OwnNetwork::Ruling::Counts);
    network.answered(A, Start + 3s, Wall); // the other one's answer is not forgotten
    QCOMPARE(network.rule(A, Start), OwnNetwork::Ruling::Counts);
    QCOMPARE(network.rule(A, Start + 3s), OwnNetwork::Ruling::Ask);
    network.forget();
    QCOMPARE(network.rule(A, Start), OwnNetwork::Ruling::Ask);
}

void tst_OwnNetwork::states()
{
    OwnNetwork network;
    QCOMPARE(toString(network.status().state), toString(NetworkState::Unknown));
    network.nobodyAnswered(false, Wall);
    QCOMPARE(network.status(), (NetworkStatus {NetworkState::Offline, Wall}));
    network.nobodyAnswered(false, Wall + 5s); // one note
    QCOMPARE(network.status(), (NetworkStatus {NetworkState::Offline, Wall}));
    network.answered(A, Start, Wall + 10s); // one answer from anyone clears
    QCOMPARE(network.status(), (NetworkStatus {NetworkState::Online, Wall + 10s}));
    network.nobodyAnswered(true, Wall + 20s);
    QCOMPARE(toString(network.status().state), toString(NetworkState::Captive));
    network.setSystemState(NetworkState::Online, Wall + 30s); // only an answer makes it so
    QCOMPARE(toString(network.status().state), toString(NetworkState::Unknown));
    network.setSystemState(NetworkState::Offline, Wall + 40s);
    QVERIFY(network.isDown());
    network.answered(B, Start, Wall + 50s);
    QVERIFY(!network.isDown());
}

void tst_OwnNetwork::sharedIssuer()
{
    OwnNetwork network;
    const QString middle = QStringLiteral("CN=Corporate Gateway");
    network.issuerSeen(A, middle);
    QVERIFY(!network.isIssuerShared(A, middle));
    QVERIFY(network.isIssuerShared(B, middle));
    network.issuerSeen(B, middle);
    QVERIFY(network.isIssuerShared(A, middle));
    QVERIFY(!network.isIssuerShared(A, QStringLiteral("CN=Another")));
    network.answered(B, Start, Wall); // a good handshake
    QVERIFY(!network.isIssuerShared(A, middle));
}

void tst_OwnNetwork::wrongClock()
{
    OwnNetwork network;
    const auto isWrong
        = [&](const QString &host) { return network.clockWord(host, Start) == ClockWord::Wrong; };
    network.refusedByDate(A);
    QVERIFY(network.clockWord(A, Start) == ClockWord::Unknown); // it may be theirs
    network.refusedByDate(B);
    QVERIFY(isWrong(A) && isWrong(B));
    QVERIFY(!network.clockSkew()); // by how much, nobody told
    network.timeTold(A, Wall, Wall, Start - 1s); // of before the request, and its own
    QVERIFY(isWrong(A) && isWrong(B));
    network.timeTold(B, Wall + 5min, Wall, Start); // two bad certificates after all
    QVERIFY(network.clockWord(A, Start) == ClockWord::Right);
    QVERIFY(!network.clockSkew());
    network.timeTold(B, Wall - 5min - 1s, Wall, Start);
    QVERIFY(isWrong(A));
    QVERIFY(network.clockSkew() == 5min + 1s);
    network.forget();
    QVERIFY(network.clockWord(A, Start) == ClockWord::Unknown);
    network.refusedByDate(B);
    network.answered(B, Start, Wall); // by a certificate that is valid today
    QVERIFY(network.clockWord(A, Start) == ClockWord::Right);
    QVERIFY(network.clockWord(A, Start + 1s) == ClockWord::Unknown);
}

void tst_OwnNetwork::local_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<bool>("expected");
    for (const char *url : {"http://localhost:11434", "http://127.0.0.1:8080/v1", "http://127.8.9.1",
             "http://[::1]:1", "http://10.1.2.3", "http://172.16.0.1", "http://172.31.255.255",
             "http://192.168.1.5:1234", "http://169.254.1.1", "http://[fe80::1]", "http://[fd00::2]",
             "http://box.local", "http://x.localhost", "http://gpu.home.arpa"})
        QTest::addRow("%s", url) << QString::fromLatin1(url) << true;
    for (const char *url : {"https://api.openai.com/v1", "http://172.32.0.1", "http://11.0.0.1",
             "http://8.8.8.8", "http://192.169.0.1", "https://[2606:4700::1111]",
             "https://mylocalhost.example", "https://localhost.example"})
        QTest::addRow("%s", url) << QString::fromLatin1(url) << false;
}

void tst_OwnNetwork::local()
{
    QFETCH(QString, url);
    QTEST(isLocalHost(QUrl(url)), "expected");
}

void tst_OwnNetwork::sleep()
{
    SleepWatch watch;
    QVERIFY(!watch.tick(Wall, Start));
    QVERIFY(!watch.tick(Wall + 10s, Start + 10s));
    QVERIFY(!watch.tick(Wall + 50s, Start + 20s)); // 30 s ahead is not over 30 s
    const auto gap = watch.tick(Wall + 90s + 1ms, Start + 30s);
    QCOMPARE(gap, (SleepWatch::Gap {Wall + 50s, Wall + 90s + 1ms}));
    QVERIFY(!watch.tick(Wall + 100s, Start + 40s)); // told once
    QVERIFY(!watch.tick(Wall - 1h, Start + 50s)); // a clock that is set back is no sleep
}

QTEST_GUILESS_MAIN(tst_OwnNetwork)
#include "tst_ownnetwork.moc"

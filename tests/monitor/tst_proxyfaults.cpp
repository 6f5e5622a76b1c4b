// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/curlclient.h"
#include "tests/monitor/monitorbench.h"
#include "tests/support/scriptedserver.h"

#include <QNetworkProxy>
#include <QSemaphore>
#include <QtTest>

using namespace Belay;
using namespace Qt::StringLiterals;

namespace {

const QByteArray LoginWanted
    = "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=x\r\n"
      "Content-Length: 0\r\n\r\n";
const QByteArray Forbidden = "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n";

/// A monitor on real sockets, whose system may take for ever to say which proxy to use.
class World final : public QObject
{
public:
    World()
        : http([ends = scriptEnds](const QNetworkProxyQuery &) {
            ends->acquire();
            return QList<QNetworkProxy>();
        })
        , monitor({http, clock, random, Catalogue::builtIn(), history})
    {
        for (const char *name :
            {"http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"})
            qunsetenv(name);
        connect(&monitor, &Monitor::boardChanged, this,
            [this](const std::shared_ptr<const StatusBoard> &now) { board = now; });
        connect(&monitor, &Monitor::checkFinished, this, [this] { ++ended; });
    }
    ~World() override
    {
        monitor.stop();
        scriptEnds->release(1'000);
    }
    bool check(const QString &proxy)
    {
        Config config;
        config.providers = {MonitorBench::provider(u"a"_s)};
        config.providers.front().proxy = proxy;
        config.network.anchors = {QUrl(u"https://anchor.example/"_s)};
        KeyRing::Entries keys;
        const KeyConfig &key = config.providers.front().keys.front();
        keys[{config.providers.front().id, key.id}]
            = {KeyStorage::SessionOnly, Secret("sk-proj-0123456789"), {}};
        monitor.apply(std::make_shared<const Config>(config), std::make_shared<const KeyRing>(keys));
        monitor.checkNow({}, Monitor::Paid::Yes);
        return QTest::qWaitFor([this] { return ended > 0; }, 60'000);
    }

    std::shared_ptr<QSemaphore> scriptEnds = std::make_shared<QSemaphore>(); // outlives the asking thread
    SystemClock clock;
    SeededRandom random {3};
    KeptHistory history;
    CurlClient http;
    Monitor monitor;
    std::shared_ptr<const StatusBoard> board;
    int ended = 0;
};

} // namespace

/// A proxy that does not let through is nobody's fault but the own way's, and its own sentence says how.
class tst_ProxyFaults final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void isYoursAndSaysHow_data();
    void isYoursAndSaysHow();
};

void tst_ProxyFaults::isYoursAndSaysHow_data()
{
    QTest::addColumn<QByteArray>("answer"); // to CONNECT
    QTest::addColumn<QString>("proxy"); // empty: the server that gives the answer
    QTest::addColumn<QString>("says");
    QTest::addColumn<QString>("advises");
    QTest::addRow("407: it wants a login") << LoginWanted << QString() << u"wants a login"_s << u"login"_s;
    QTest::addRow("CONNECT refused") << Forbidden << QString() << u"did not let the request through"_s
                                     << u"address and login"_s;
    QTest::addRow("nobody listens there") << QByteArray() << u"http://127.0.0.1:1"_s
                                          << u"did not let the request through"_s << u"address and login"_s;
    QTest::addRow("a PAC script that never ends")
        << QByteArray() << u"system"_s << u"proxy settings gave no way"_s << u"(PAC)"_s;
    QTest::addRow("an address that is none")
        << QByteArray() << u"ftp://127.0.0.1:1"_s << u"proxy settings gave no way"_s << u"(PAC)"_s;
}

void tst_ProxyFaults::isYoursAndSaysHow()
{
    QFETCH(const QByteArray, answer);
    QFETCH(const QString, proxy);
    QFETCH(const QString, says);
    QFETCH(const QString, advises);
    const ScriptedServer server([&](ScriptedRequest &request) { request.send(answer); });
    World world;
    QVERIFY(world.check(proxy.isEmpty() ? QStringLiteral("http://127.0.0.1:%1").arg(server.port()) : proxy));
    QCOMPARE(world.board->targets.size(), size_t {1});
    const Verdict &verdict = world.board->targets.front().verdict;
    QCOMPARE(toString(verdict.state), u"no-data"_s);
    QCOMPARE(toString(verdict.owner) + u'/' + toString(verdict.cause), u"you/proxy"_s);
    QCOMPARE(toString(verdict.outcome), u"proxy"_s);
    QVERIFY2(verdict.reason.contains(says), qPrintable(verdict.reason));
    QVERIFY2(verdict.advice.contains(advises), qPrintable(verdict.advice));
    QVERIFY(world.board->incidents.empty() && world.history.incidents.empty());
    QVERIFY(!isDown(world.board->network.state)); // the machine is in its network: somebody answers there
    for (const auto &request : server.requests()) {
        QVERIFY(request->head.startsWith("CONNECT "));
        QVERIFY(!request->head.contains("sk-proj")); // the key is for the provider alone
    }
}

QTEST_GUILESS_MAIN(tst_ProxyFaults)
#include "tst_proxyfaults.moc"

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/configwriter.h"
#include "tests/app/runner.h"
#include "tests/gateway/clientcall.h"

#include <QTcpServer>

#include <csignal>

using namespace Belay;
using namespace Qt::StringLiterals;

namespace {

constexpr int Patience = 20'000;

/// `belayctl serve` over simulated providers, and its client.
class Served final
{
public:
    ~Served()
    {
        if (process.state() == QProcess::NotRunning)
            return;
        process.kill();
        process.waitForFinished();
    }
    /// Keys come from the environment: there is no keychain here.
    bool prepare()
    {
        if (!chain.start({Dialect::OpenAi, Dialect::Anthropic}))
            return false;
        qputenv("BELAY_GATEWAY_TOKEN", ClientToken);
        for (ProviderConfig &provider : chain.config.providers) {
            provider.monitor.enabled = false;
            for (KeyConfig &key : provider.keys) {
                const QByteArray name = "SERVE_" + provider.id.value.toLatin1().replace('-', '_').toUpper()
                    + '_' + key.id.value.toLatin1().toUpper();
                qputenv(name.constData(), chain.keys()->entry(provider.id, key.id)->value.reveal());
                key.source = {KeySource::From::Environment, QString::fromLatin1(name)};
            }
        }
        chain.config.gateway.tokens = {{u"default"_s, {}}};
        chain.config.gateway.enabled = false; // serve() serves all the same
        writeConfig();
        return true;
    }
    void writeConfig() { runner.writeConfig(Belay::writeConfig(chain.config)); }
    void start(const QStringList &more)
    {
        QObject::connect(&process, &QProcess::readyReadStandardOutput, &process,
            [this] { out += process.readAllStandardOutput(); });
        QObject::connect(&process, &QProcess::readyReadStandardError, &process,
            [this] { err += process.readAllStandardError(); });
        runner.start(process, QStringList {u"serve"_s, u"--json"_s} + more);
    }
    /// Waits for the first line and keeps the address that it tells.
    bool isReady()
    {
        if (!QTest::qWaitFor([this] { return out.contains('\n') || hasEnded(); }, Patience))
            return false;
        const auto line = nlohmann::json::parse(out.left(out.indexOf('\n')).toStdString(), nullptr, false);
        if (!line.is_object() || line.value("event", "") != "ready" || line["pid"] != process.processId())
            return false;
        address = line["gateway"].is_string() ? QString::fromStdString(line["gateway"]) : QString();
        return true;
    }
    bool serve(const QStringList &more = {u"--port"_s, u"0"_s})
    {
        start(more);
        return isReady();
    }
    bool hasEnded() const { return process.state() == QProcess::NotRunning; }
    bool waitForEnd()
    {
        return QTest::qWaitFor([this] { return hasEnded(); }, Patience);
    }
    bool waitForNote(const QByteArray &text)
    {
        return QTest::qWaitFor([&] { return err.contains(text); }, Patience);
    }
    void signal(int number) const { ::kill(static_cast<pid_t>(process.processId()), number); }

    std::unique_ptr<ClientCall> chat(const QByteArray &model, bool stream = false)
    {
        return std::make_unique<ClientCall>(http, chatRequest(address, model, stream));
    }
    /// The status of one request, to its end; 0: no answer at all.
    int statusOf(const QByteArray &model)
    {
        const auto call = chat(model);
        return call->wait() ? call->head.status : 0;
    }

    SystemClock clock;
    SeededRandom random {11};
    CurlClient http;
    SimulatedChain chain {clock, random};
    Runner runner;
    QProcess process;
    QByteArray out;
    QByteArray err;
    QString address;
};

/// What a client reads of a stream that the gateway itself broke off.
bool isToldOfTheEnd(const QByteArray &body)
{
    return body.contains(R"("code":"shutting_down")") && body.contains(R"("outcome":"cancelled")")
        && body.contains("on the gateway's side") && !body.contains("[DONE]");
}

} // namespace

class tst_CtlServe final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void itServesWhateverTheConfigSays();
    void drainLetsAStreamEnd();
    void aSecondSignalEndsAtOnce();
    void theDrainHasAnEnd();
    void hangUpReloads();
    void aChangedFileReloads();
    void aBadFileKeepsTheOldOne();
    void aWeakChainIsSaidOnce();
    void aPortInUseNamesItsOwner();
    void aMoveToATakenPortKeepsTheOldOne();
    void aMoveIsTold();
    void onlyWatch();
    void aHomeInUse();
    void aDamagedHistoryIsKeptAside();
    void aTokenOfTheSessionLetsNobodyIn();
    void aTokenThatCannotBeKeptIsSaid();
    void aKeyOfTheSessionIsNamed();
    void usage();
};

void tst_CtlServe::itServesWhateverTheConfigSays()
{
    Served served;
    QVERIFY(served.prepare());
    QVERIFY(served.serve());
    QVERIFY(served.address.startsWith(u"http://127.0.0.1:"_s));
    const auto call = served.chat("main");
    QVERIFY(call->wait());
    QCOMPARE(call->head.status, 200);
    QCOMPARE(call->header("x-belay-target"), served.chain.target(0).toString().toUtf8());
    served.signal(SIGTERM);
    QVERIFY(served.waitForEnd());
    QCOMPARE(served.process.exitCode(), 0);
    // What it recorded is there for the next command.
    const Ended requests = served.runner.run({u"requests"_s, u"--json"_s});
    QCOMPARE(requests.json()["requests"].size(), size_t {1});
    QCOMPARE(requests.json()["requests"][0]["ended"], "ok");
    QVERIFY(served.out.contains(R"("source":"traffic")"));
    QVERIFY(!served.out.contains(ClientToken) && !served.err.contains(ClientToken));
}

void tst_CtlServe::drainLetsAStreamEnd()
{
    Served served;
    QVERIFY(served.prepare());
    QVERIFY(served.serve());
    QVERIFY(served.chain.setWeather(0, WeatherKind::SlowStream, R"("perEvent":"100ms")"));
    const auto stream = served.chat("main", true);
    QVERIFY(stream->waitForBody());
    served.signal(SIGTERM);
    const auto isRefused = [&] { return served.statusOf("main") != 200; };
    QVERIFY(QTest::qWaitFor(isRefused, Patience));
    QVERIFY(stream->wait(Patience));
    QVERIFY(!stream->failure);
    QVERIFY(stream->body.endsWith("data: [DONE]\n\n"));
    QVERIFY(served.waitForEnd());
    QCOMPARE(served.process.exitCode(), 0);
}

void tst_CtlServe::aSecondSignalEndsAtOnce()
{
    Served served;
    QVERIFY(served.prepare());
    QVERIFY(served.serve());
    QVERIFY(served.chain.setWeather(0, WeatherKind::SlowStream, R"("perEvent":"20s")"));
    const auto stream = served.chat("main", true);
    QVERIFY(stream->waitForBody());
    served.signal(SIGTERM);
    QVERIFY(QTest::qWaitFor([&] { return served.statusOf("main") != 200; }, Patience));
    QVERIFY(!served.hasEnded());
    served.signal(SIGTERM);
    QVERIFY(served.waitForEnd());
    QCOMPARE(served.process.exitCode(), 0);
    QVERIFY(stream->wait());
    QVERIFY2(isToldOfTheEnd(stream->body), stream->body.right(900).constData());
}

void tst_CtlServe::theDrainHasAnEnd()
{
    Served served;
    QVERIFY(served.prepare());
    QVERIFY(served.serve({u"--port"_s, u"0"_s, u"--drain"_s, u"1s"_s}));
    QVERIFY(served.chain.setWeather(0, WeatherKind::SlowStream, R"("perEvent":"20s")"));
    const auto stream = served.chat("main", true);
    QVERIFY(stream->waitForBody());
    const SteadyTime begin = served.clock.steady();
    served.signal(SIGTERM);
    QVERIFY(served.waitForEnd());
    QVERIFY(served.clock.steady() - begin >= Seconds {1});
    QVERIFY(served.clock.steady() - begin < Seconds {15});
    QCOMPARE(served.process.exitCode(), 0);
    QVERIFY(stream->wait());
    QVERIFY2(isToldOfTheEnd(stream->body), stream->body.right(900).constData());
}

void tst_CtlServe::hangUpReloads()
{
    Served served;
    QVERIFY(served.prepare());
    QVERIFY(served.serve());
    QCOMPARE(served.statusOf("renamed"), 404);
    served.chain.config.chains.front().aliases = {u"renamed"_s};
    served.writeConfig();
    served.signal(SIGHUP);
    QVERIFY(QTest::qWaitFor([&] { return served.statusOf("renamed") == 200; }, Patience));
}

void tst_CtlServe::aChangedFileReloads()
{
    Served served;
    QVERIFY(served.prepare());
    QVERIFY(served.serve());
    // As editors do: another file, moved over the old one; and the one after that is noticed too.
    for (const QString &alias : {u"first"_s, u"second"_s}) {
        QCOMPARE(served.statusOf(alias.toLatin1()), 404);
        served.chain.config.chains.front().aliases = {alias};
        const QString next = served.runner.write(u"next.json"_s, writeConfig(served.chain.config));
        QCOMPARE(
            std::rename(qPrintable(next), qPrintable(QString(served.runner.home() + u"/config.json"_s))), 0);
        QVERIFY(QTest::qWaitFor([&] { return served.statusOf(alias.toLatin1()) == 200; }, Patience));
    }
}

void tst_CtlServe::aBadFileKeepsTheOldOne()
{
    Served served;
    QVERIFY(served.prepare());
    QVERIFY(served.serve());
    QByteArray bad = writeConfig(served.chain.config);
    bad.replace("\"main\"", "7");
    served.runner.writeConfig(bad);
    served.signal(SIGHUP);
    QVERIFY(served.waitForNote("the one before stays in force"));
    QVERIFY(served.waitForNote("/chains/0/id"));
    QCOMPARE(served.statusOf("main"), 200);
    QVERIFY(!served.hasEnded());
}

void tst_CtlServe::aWeakChainIsSaidOnce()
{
    Served served;
    QVERIFY(served.prepare());
    served.chain.config.chains.front().steps.resize(1);
    served.writeConfig();
    QVERIFY(served.serve());
    QVERIFY(served.waitForNote("(no-fallback)"));
    served.chain.config.chains.front().aliases = {u"renamed"_s};
    served.writeConfig();
    served.signal(SIGHUP);
    QVERIFY(QTest::qWaitFor([&] { return served.statusOf("renamed") == 200; }, Patience));
    QCOMPARE(served.err.count("(no-fallback)"), 1);
}

void tst_CtlServe::aPortInUseNamesItsOwner()
{
    QTcpServer owner;
    QVERIFY(owner.listen(QHostAddress::LocalHost));
    Served served;
    QVERIFY(served.prepare());
    served.start({u"--port"_s, QString::number(owner.serverPort())});
    QVERIFY(served.waitForEnd());
    QCOMPARE(served.process.exitCode(), 69);
    QVERIFY(served.out.isEmpty());
    QVERIFY(served.err.contains(QByteArray::number(owner.serverPort())));
    QVERIFY(served.err.contains("tst_ctlserve"));
    QVERIFY(served.err.contains(QByteArray::number(QCoreApplication::applicationPid())));
}

void tst_CtlServe::aMoveToATakenPortKeepsTheOldOne()
{
    QTcpServer owner;
    QVERIFY(owner.listen(QHostAddress::LocalHost));
    Served served;
    QVERIFY(served.prepare());
    QVERIFY(served.serve({})); // at the port of the config, which is any
    served.chain.config.gateway.port = owner.serverPort();
    served.writeConfig();
    served.signal(SIGHUP);
    QVERIFY(served.waitForNote("The gateway stays at " + served.address.toUtf8()));
    QVERIFY(served.err.contains(QByteArray::number(owner.serverPort())));
    QCOMPARE(served.statusOf("main"), 200);
    QCOMPARE(served.err.count("The gateway stays at"), 1);
}

void tst_CtlServe::aMoveIsTold()
{
    Served served;
    QVERIFY(served.prepare());
    QVERIFY(served.serve({}));
    QTcpServer free;
    QVERIFY(free.listen(QHostAddress::LocalHost));
    const quint16 port = free.serverPort();
    free.close();
    served.chain.config.gateway.port = port;
    served.writeConfig();
    QVERIFY(served.waitForNote("the gateway serves at http://127.0.0.1:" + QByteArray::number(port)));
    served.address = u"http://127.0.0.1:%1/v1"_s.arg(port);
    QCOMPARE(served.statusOf("main"), 200);
    QCOMPARE(served.err.count("the gateway serves at"), 1);
}

void tst_CtlServe::onlyWatch()
{
    Served served;
    QVERIFY(served.prepare());
    QVERIFY(served.serve({u"--no-gateway"_s}));
    QVERIFY(served.address.isEmpty());
    served.signal(SIGTERM);
    QVERIFY(served.waitForEnd());
    QCOMPARE(served.process.exitCode(), 0);
}

void tst_CtlServe::aHomeInUse()
{
    Served served;
    QVERIFY(served.prepare());
    QVERIFY(served.serve());
    const Ended second = served.runner.run({u"serve"_s, u"--port"_s, u"0"_s});
    QCOMPARE(second.code, 75);
    QVERIFY(second.err.contains(QByteArray::number(served.process.processId())));
    QCOMPARE(served.statusOf("main"), 200);
}

void tst_CtlServe::aDamagedHistoryIsKeptAside()
{
    Served served;
    QVERIFY(served.prepare());
    served.runner.write(u"history.sqlite"_s, QByteArray(20'000, '\x5a'));
    QVERIFY(served.serve());
    QVERIFY2(served.waitForNote("it is kept as"), served.err.constData());
    const QStringList kept
        = QDir(served.runner.home()).entryList({u"history.sqlite.damaged-*"_s}, QDir::Files);
    QCOMPARE(kept.size(), 1);
    QCOMPARE(QFileInfo(served.runner.home() + u'/' + kept.front()).size(), 20'000);
    QCOMPARE(served.statusOf("main"), 200);
    served.signal(SIGTERM);
    QVERIFY(served.waitForEnd());
    QCOMPARE(served.runner.run({u"requests"_s, u"--json"_s}).json()["requests"].size(), size_t {1});
}

void tst_CtlServe::aTokenOfTheSessionLetsNobodyIn()
{
    Served served;
    QVERIFY(served.prepare());
    served.chain.config.gateway.tokens = {{u"default"_s, {KeySource::From::Session, {}}}};
    served.writeConfig();
    served.start({u"--port"_s, u"0"_s});
    QVERIFY(served.waitForEnd());
    QCOMPARE(served.process.exitCode(), 78);
    QVERIFY2(served.waitForNote("/gateway/tokens/0/from"), served.err.constData());
    QVERIFY(served.err.contains("session") && served.out.isEmpty());
}

void tst_CtlServe::aTokenThatCannotBeKeptIsSaid()
{
    Served served;
    QVERIFY(served.prepare());
    qunsetenv("BELAY_GATEWAY_TOKEN");
    QVERIFY(served.serve());
    QVERIFY2(served.waitForNote("nobody can use the token default yet"), served.err.constData());
    QVERIFY(served.err.contains("set BELAY_GATEWAY_TOKEN"));
    QCOMPARE(served.statusOf("main"), 401);
}

void tst_CtlServe::aKeyOfTheSessionIsNamed()
{
    Served served;
    QVERIFY(served.prepare());
    served.chain.config.providers.back().keys.front().source = {KeySource::From::Session, {}};
    served.writeConfig();
    QVERIFY(served.serve());
    QVERIFY2(served.waitForNote("/keys/0/from: expected"), served.err.constData());
    QCOMPARE(served.statusOf("main"), 200); // the others go on
}

void tst_CtlServe::usage()
{
    const Runner runner;
    for (const QStringList &wrong : {QStringList {u"--port"_s, u"70000"_s}, {u"--port"_s, u"x"_s},
             {u"--drain"_s, u"soon"_s}, {u"--nonsense"_s}})
        QCOMPARE(runner.run(QStringList {u"serve"_s} + wrong).code, 64);
}

QTEST_GUILESS_MAIN(tst_CtlServe)
#include "tst_ctlserve.moc"

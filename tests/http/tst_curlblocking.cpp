// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/curlclient.h"
#include "tests/support/callrecorder.h"

#include <QtTest>

#include <algorithm>

using namespace Belay;
using namespace std::chrono_literals;

/// Runs with slowresolver.cpp preloaded.
class tst_CurlBlocking final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void neverHoldsTheLoop_data();
    void neverHoldsTheLoop();
    void proxyLookupNeverHoldsTheLoop_data();
    void proxyLookupNeverHoldsTheLoop();
};

namespace {

HttpRequest slowRequest()
{
    HttpRequest request;
    request.url = QUrl(QStringLiteral("http://slow.test/"));
    request.proxy = QStringLiteral("none");
    return request;
}

/// How long this thread was ready to run while others had the processors; 0 where the system does not say.
qint64 waitedForProcessorNs()
{
    QFile file(QStringLiteral("/proc/thread-self/schedstat"));
    return file.open(QIODevice::ReadOnly) ? file.readAll().split(' ').value(1).toLongLong() : 0;
}

/// The longest time in which the loop did not come round, less what was only the machine being busy.
class StallMeter final
{
public:
    StallMeter()
    {
        QObject::connect(&m_tick, &QTimer::timeout, &m_tick, [this] { look(); });
        m_tick.setTimerType(Qt::PreciseTimer);
        m_since.start();
        m_tick.start(1ms);
    }
    qint64 worstMs()
    {
        look();
        return m_worst / 1'000'000;
    }

private:
    void look()
    {
        const qint64 waited = waitedForProcessorNs();
        m_worst = std::max(m_worst, m_since.nsecsElapsed() - (waited - std::exchange(m_waited, waited)));
        m_since.restart();
    }

    QTimer m_tick;
    QElapsedTimer m_since;
    qint64 m_waited = waitedForProcessorNs();
    qint64 m_worst = 0;
};

void addEnds()
{
    QTest::addColumn<QString>("end");
    for (const char *end : {"cancel", "timeout", "quit"})
        QTest::addRow("%s", end) << QString::fromLatin1(end);
}

/// Starts `request`, ends it as asked 100 ms later, and returns the longest stall.
qint64 stallOf(const QString &end, HttpRequest request, std::unique_ptr<CurlClient> client,
    std::optional<HttpFailureKind> expected)
{
    if (end == u"timeout")
        request.limits.connect = 100ms;
    CallRecorder recorder;
    QTestEventLoop loop;
    StallMeter meter;
    std::unique_ptr<HttpCall> call = client->start(request, recorder);
    recorder.atFinish = [&] { loop.exitLoop(); };
    QTimer::singleShot(100ms, &loop, [&] {
        if (end == u"cancel")
            call.reset();
        else if (end == u"quit")
            client.reset();
        if (end != u"timeout")
            QTimer::singleShot(100ms, &loop, [&] { loop.exitLoop(); });
    });
    loop.enterLoop(10);
    if (recorder.failure ? recorder.failure->kind != expected : end == u"timeout")
        return -1;
    call.reset();
    client.reset();
    return meter.worstMs();
}

} // namespace

void tst_CurlBlocking::initTestCase()
{
    if (!qEnvironmentVariable("LD_PRELOAD").contains(u"slowresolver"))
        QSKIP("runs with its resolver preloaded");
    CurlClient client;
    CallRecorder recorder;
    QElapsedTimer elapsed;
    elapsed.start();
    const auto call = client.start(slowRequest(), recorder);
    QTRY_COMPARE_WITH_TIMEOUT(recorder.finishes, 1, 20'000);
    QCOMPARE(static_cast<int>(recorder.failure->kind), static_cast<int>(HttpFailureKind::Dns));
    QVERIFY(elapsed.elapsed() >= 2900); // the resolver is as slow as it should be
}

void tst_CurlBlocking::neverHoldsTheLoop_data()
{
    addEnds();
}

void tst_CurlBlocking::neverHoldsTheLoop()
{
    QFETCH(QString, end);
    qint64 best = 1'000'000; // of three: only what is always there is ours
    for (int i = 0; i < 3 && best >= 20; ++i) {
        const qint64 stall
            = stallOf(end, slowRequest(), std::make_unique<CurlClient>(), HttpFailureKind::TimeoutConnect);
        QVERIFY(stall >= 0);
        best = std::min(best, stall);
    }
    qInfo() << "worst stall on" << end << best << "ms";
    QVERIFY2(best < 20, QByteArray::number(best).constData());
}

void tst_CurlBlocking::proxyLookupNeverHoldsTheLoop_data()
{
    addEnds();
}

void tst_CurlBlocking::proxyLookupNeverHoldsTheLoop()
{
    QFETCH(QString, end);
    QSemaphore script; // a PAC script that hangs until the test lets it go
    qint64 best = 1'000'000;
    for (int i = 0; i < 3 && best >= 20; ++i) {
        const auto query = [&script](const QNetworkProxyQuery &) {
            script.acquire();
            return QList<QNetworkProxy> {QNetworkProxy::NoProxy};
        };
        HttpRequest request = slowRequest();
        request.proxy = QStringLiteral("system");
        const qint64 stall
            = stallOf(end, request, std::make_unique<CurlClient>(query), HttpFailureKind::Proxy);
        script.release();
        QTRY_COMPARE(script.available(), 0);
        QVERIFY(stall >= 0);
        best = std::min(best, stall);
    }
    QVERIFY2(best < 20, QByteArray::number(best).constData());
}

QTEST_GUILESS_MAIN(tst_CurlBlocking)
#include "tst_curlblocking.moc"

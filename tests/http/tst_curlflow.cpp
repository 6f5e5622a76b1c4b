// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/curlclient.h"
#include "tests/support/callrecorder.h"
#include "tests/support/loopmain.h"
#include "tests/support/memory.h"
#include "tests/support/scriptedserver.h"

#include <QtTest>

#include <algorithm>

#ifdef Q_OS_UNIX
#include <sys/resource.h>
#endif

using namespace Belay;
using namespace std::chrono_literals;

class tst_CurlFlow final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void holdsAFastSender();
    void floodLeavesMemoryFlat_data();
    void floodLeavesMemoryFlat();
    void endsAtAnyStage_data();
    void endsAtAnyStage();
    void pausesAtAnyStage_data();
    void pausesAtAnyStage();
    void startsFromCallbacks();
    void twoThousandAtOnce();
};

namespace {

constexpr qint64 Mega = 1024 * 1024;

/// Runs the loop without the naps of QTRY_COMPARE, which would make the sender of a flood slow.
bool finishes(CallRecorder &recorder)
{
    QTestEventLoop loop;
    recorder.atFinish = [&] { loop.exitLoop(); };
    if (recorder.finishes == 0)
        loop.enterLoop(30);
    recorder.atFinish = {};
    return recorder.finishes == 1;
}

HttpRequest get(const QUrl &url)
{
    HttpRequest request;
    request.url = url;
    return request;
}

QByteArray headOf(qint64 length)
{
    return "HTTP/1.1 200 OK\r\nContent-Length: " + QByteArray::number(length) + "\r\n\r\n";
}

} // namespace

void tst_CurlFlow::holdsAFastSender()
{
    constexpr qint64 Total = 200 * Mega;
    ScriptedServer server([&](ScriptedRequest &request) {
        request.send(headOf(Total));
        request.flood(Total);
    });
    CurlClient client;
    CallRecorder recorder;
    recorder.keepsBody = false;
    HttpRequest request = get(server.url());
    request.maxBody = Total;
    std::unique_ptr<HttpCall> call = client.start(request, recorder);
    recorder.atBody = [&] { call->pause(); };
    QTRY_VERIFY(recorder.bodyBytes > 0);
    const qint64 before = residentBytes();
    // The sender fills what the kernel takes and then stands still.
    const ScriptedRequest &sender = *server.requests().front();
    qint64 last = -1;
    QElapsedTimer still;
    still.start();
    QTRY_VERIFY_WITH_TIMEOUT(
        [&] {
            if (sender.flooded() != std::exchange(last, sender.flooded()))
                still.restart();
            return still.elapsed() > 500;
        }(),
        20'000);
    QVERIFY2(sender.flooded() < 32 * Mega, QByteArray::number(sender.flooded()).constData());
    QVERIFY(residentBytes() - before < 4 * Mega);
    QVERIFY(recorder.bodyBytes <= 64 * 1024);
    recorder.atBody = {};
    call->resume();
    QVERIFY(finishes(recorder));
    QVERIFY(!recorder.failure);
    QCOMPARE(recorder.bodyBytes, Total);
}

void tst_CurlFlow::floodLeavesMemoryFlat_data()
{
    QTest::addColumn<qint64>("maxBody");
    QTest::addColumn<bool>("announced");
    QTest::addRow("taken whole") << 200 * Mega << true;
    QTest::addRow("cut off at the limit") << 64 * Mega << false;
    QTest::addRow("refused by its length") << 64 * Mega << true;
}

void tst_CurlFlow::floodLeavesMemoryFlat()
{
    QFETCH(qint64, maxBody);
    QFETCH(bool, announced);
    constexpr qint64 Total = 100 * Mega;
    ScriptedServer server([&](ScriptedRequest &request) {
        request.send(announced ? headOf(Total) : QByteArray("HTTP/1.1 200 OK\r\n\r\n"));
        request.flood(Total);
    });
    CurlClient client;
    CallRecorder recorder;
    recorder.keepsBody = false;
    const qint64 before = residentBytes();
    qint64 peak = before;
    recorder.atBody = [&] { peak = std::max(peak, residentBytes()); };
    HttpRequest request = get(server.url());
    request.maxBody = maxBody;
    const auto call = client.start(request, recorder);
    QVERIFY(finishes(recorder));
    QVERIFY2(peak - before < 16 * Mega, QByteArray::number(peak - before).constData());
    QCOMPARE(recorder.failure.has_value(), maxBody < Total);
    if (recorder.failure)
        QCOMPARE(recorder.failure->kind, HttpFailureKind::TooLarge);
    else
        QCOMPARE(recorder.bodyBytes, Total);
    QVERIFY(recorder.bodyBytes <= maxBody);
}

void tst_CurlFlow::endsAtAnyStage_data()
{
    QTest::addColumn<QString>("stage");
    QTest::addColumn<bool>("endsClient"); // instead of the call
    for (const char *stage : {"start", "later", "request", "head", "body", "finish", "paused"}) {
        QTest::addRow("call, %s", stage) << QString::fromLatin1(stage) << false;
        QTest::addRow("client, %s", stage) << QString::fromLatin1(stage) << true;
    }
}

void tst_CurlFlow::endsAtAnyStage()
{
    QFETCH(QString, stage);
    QFETCH(bool, endsClient);
    auto client = std::make_unique<CurlClient>();
    std::unique_ptr<HttpCall> call;
    bool ended = false;
    const auto end = [&] {
        ended = true;
        if (endsClient)
            client.reset();
        else
            call.reset();
    };
    ScriptedServer server([&](ScriptedRequest &request) {
        if (!request.head.contains("/ends"))
            return request.answer("other");
        if (stage == u"request")
            end();
        request.answer(QByteArray(100'000, 'x'));
    });
    CallRecorder recorder;
    CallRecorder other;
    const auto at = [&](QStringView name) {
        return [&, name] {
            if (ended)
                return;
            if (stage == u"paused" && name == u"body") {
                call->pause();
                QTimer::singleShot(0, this, end);
            } else if (stage == name) {
                end();
            }
        };
    };
    recorder.atHead = at(u"head");
    recorder.atBody = at(u"body");
    recorder.atFinish = at(u"finish");
    call = client->start(get(server.url(QStringLiteral("/ends"))), recorder);
    std::unique_ptr<HttpCall> otherCall = client->start(get(server.url()), other);
    if (stage == u"start")
        end();
    else if (stage == u"later")
        QTimer::singleShot(0, this, end);
    QTRY_VERIFY(ended);
    const int heads = recorder.heads;
    const qint64 bytes = recorder.bodyBytes;
    if (!endsClient) {
        QTRY_COMPARE(other.finishes, 1); // its neighbour goes on
        QVERIFY(!other.failure);
    }
    const auto fresh = std::make_unique<CurlClient>();
    CallRecorder last;
    const auto lastCall = fresh->start(get(server.url()), last);
    QTRY_COMPARE(last.finishes, 1);
    QCOMPARE(recorder.finishes, stage == u"finish" ? 1 : 0);
    QCOMPARE(recorder.heads, heads);
    QCOMPARE(recorder.bodyBytes, bytes);
    if (call) { // it outlived its client
        call->pause();
        call->resume();
        call->contentSeen();
    }
}

void tst_CurlFlow::pausesAtAnyStage_data()
{
    QTest::addColumn<QString>("stage");
    for (const char *stage : {"start", "request", "head", "body"})
        QTest::addRow("%s", stage) << QString::fromLatin1(stage);
}

void tst_CurlFlow::pausesAtAnyStage()
{
    QFETCH(QString, stage);
    CurlClient client;
    std::unique_ptr<HttpCall> call;
    ScriptedServer server([&](ScriptedRequest &request) {
        if (!request.head.contains("/paused"))
            return request.answer("other");
        if (stage == u"request")
            call->pause();
        request.answer("hello");
        request.close();
    });
    CallRecorder recorder;
    const auto pauseAt = [&](QStringView name) {
        return [&, name] {
            if (stage == name)
                call->pause();
        };
    };
    recorder.atHead = pauseAt(u"head");
    recorder.atBody = pauseAt(u"body");
    call = client.start(get(server.url(QStringLiteral("/paused"))), recorder);
    if (stage == u"start")
        call->pause();
    QTRY_COMPARE(server.requests().size(), size_t {1});
    for (int i = 0; i < 3; ++i) { // round trips beside it: time enough for what must not come
        CallRecorder beside;
        const auto besideCall = client.start(get(server.url()), beside);
        QTRY_COMPARE(beside.finishes, 1);
    }
    QCOMPARE(recorder.heads, stage == u"head" || stage == u"body" ? 1 : 0);
    QCOMPARE(recorder.body, stage == u"body" ? QByteArray("hello") : QByteArray());
    QCOMPARE(recorder.finishes, 0);
    const int heads = recorder.heads;
    call->resume();
    QCOMPARE(recorder.heads, heads);
    QTRY_COMPARE(recorder.finishes, 1);
    QVERIFY2(!recorder.failure, recorder.failure ? qPrintable(recorder.failure->detail) : "");
    QVERIFY(recorder.isInOrder);
    QCOMPARE(recorder.body, "hello");
}

void tst_CurlFlow::startsFromCallbacks()
{
    ScriptedServer server([](ScriptedRequest &request) { request.answer("hello"); });
    CurlClient client;
    std::vector<std::unique_ptr<CallRecorder>> recorders;
    std::vector<std::unique_ptr<HttpCall>> calls;
    const std::function<void()> startNext = [&] {
        if (recorders.size() >= 20)
            return;
        recorders.push_back(std::make_unique<CallRecorder>());
        CallRecorder &recorder = *recorders.back();
        (recorders.size() % 2 == 0 ? recorder.atBody : recorder.atFinish) = startNext;
        calls.push_back(client.start(get(server.url()), recorder));
        if (recorders.size() % 5 == 0)
            client.forgetConnections();
    };
    startNext();
    QTRY_COMPARE(recorders.size(), size_t {20});
    for (const auto &recorder : recorders) {
        QTRY_COMPARE(recorder->finishes, 1);
        QVERIFY(!recorder->failure);
    }
}

void tst_CurlFlow::twoThousandAtOnce()
{
    constexpr size_t Calls = 2000;
#ifdef Q_OS_UNIX
    rlimit limit {};
    QVERIFY(getrlimit(RLIMIT_NOFILE, &limit) == 0);
    limit.rlim_cur = std::min<rlim_t>(limit.rlim_max, 16'384);
    QVERIFY(setrlimit(RLIMIT_NOFILE, &limit) == 0);
    if (limit.rlim_cur < 2 * Calls + 200)
        QSKIP("too few descriptors are allowed here");
#endif
    std::vector<ScriptedRequest *> waiting;
    ScriptedServer server([&](ScriptedRequest &request) {
        request.send(headOf(5));
        waiting.push_back(&request);
    });
    CurlClient client;
    std::vector<std::unique_ptr<CallRecorder>> recorders;
    std::vector<std::unique_ptr<HttpCall>> calls;
    for (size_t i = 0; i < Calls; ++i) {
        recorders.push_back(std::make_unique<CallRecorder>());
        calls.push_back(client.start(get(server.url()), *recorders.back()));
    }
    QTRY_COMPARE_WITH_TIMEOUT(waiting.size(), Calls, 30'000); // all are open at the same time
    for (ScriptedRequest *request : waiting)
        request->send("hello");
    for (const auto &recorder : recorders) {
        QTRY_COMPARE_WITH_TIMEOUT(recorder->finishes, 1, 30'000);
        QVERIFY(!recorder->failure);
        QCOMPARE(recorder->body, "hello");
    }
}

BELAY_LOOP_TEST_MAIN(tst_CurlFlow)
#include "tst_curlflow.moc"

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/thread.h"
#include "core/http/socketwatch.h"
#include "tests/support/loopmain.h"

#include <QSocketNotifier>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>

#include <array>
#include <atomic>

#ifndef Q_OS_WIN
#include <sys/socket.h>
#include <unistd.h>
#endif

using namespace Belay;
using namespace std::chrono_literals;

namespace {

/// Two sockets that are each other's other side.
class SocketPair final
{
public:
    SocketPair() { ::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, m_ends.data()); }
    ~SocketPair()
    {
        closeEnd(0);
        closeEnd(1);
    }
    Q_DISABLE_COPY_MOVE(SocketPair)

    int end(size_t which) const { return m_ends[which]; }
    void send(size_t from) { QCOMPARE(::send(m_ends[from], "x", 1, 0), 1); }
    void take(size_t at)
    {
        char byte = 0;
        QCOMPARE(::recv(m_ends[at], &byte, 1, 0), 1);
    }
    void closeEnd(size_t which)
    {
        if (m_ends[which] >= 0)
            ::close(std::exchange(m_ends[which], -1));
    }

private:
    std::array<int, 2> m_ends {-1, -1};
};

} // namespace

/// What Qt and a SocketWatch ask of a loop; run on Qt's own and on that of the gateway's thread.
class tst_SocketLoop : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void timersComeInTheirOrder();
    void aTimerMayEndItselfAndOthers();
    void aTimerOfNothingDoesNotStarveTheRest();
    void postedWorkIsDoneAtOnce();
    void otherThreadsAreHeard();
    void aThreadWithTheLoopEnds();
    void notifiersAreTold();
    void qtsOwnSocketsWork();
    void readinessIsToldWhileItLasts();
    void whatNobodyWantsIsNotTold();
    void whatHappensToAQuietOneIsSeen();
    void aNumberThatIsUsedAgainIsAnothers();
    void aSocketMayBeForgottenInItsOwnTurn();
};

void tst_SocketLoop::timersComeInTheirOrder()
{
    QList<int> told;
    QTimer::singleShot(30ms, this, [&] { told << 30; });
    QTimer::singleShot(10ms, this, [&] { told << 10; });
    QTimer::singleShot(20ms, this, [&] { told << 20; });
    QTRY_COMPARE(told, (QList<int> {10, 20, 30}));

    QTimer often;
    int times = 0;
    connect(&often, &QTimer::timeout, this, [&] { ++times; });
    often.start(5ms);
    QVERIFY(often.remainingTime() >= 0 && often.remainingTime() <= 5);
    QTRY_VERIFY(times >= 3);
    often.stop();
    QCOMPARE(often.remainingTime(), -1);
}

void tst_SocketLoop::aTimerMayEndItselfAndOthers()
{
    QTimer first;
    auto second = std::make_unique<QTimer>();
    bool isSecondTold = false;
    int times = 0;
    connect(&first, &QTimer::timeout, this, [&] {
        ++times;
        first.stop();
        second.reset();
    });
    connect(second.get(), &QTimer::timeout, this, [&] { isSecondTold = true; });
    first.start(5ms);
    second->start(5ms);
    bool isOver = false;
    QTimer::singleShot(30ms, this, [&] { isOver = true; });
    QTRY_VERIFY(isOver);
    QVERIFY(times == 1 && !isSecondTold);
}

void tst_SocketLoop::aTimerOfNothingDoesNotStarveTheRest()
{
    QTimer always;
    int turns = 0;
    connect(&always, &QTimer::timeout, this, [&] { ++turns; });
    always.start(0ms);
    SocketPair pair;
    bool isRead = false;
    const auto watch = SocketWatch::create(this, [&](qintptr, int) {
        pair.take(0);
        isRead = true;
    });
    watch->want(pair.end(0), SocketWatch::Readable);
    pair.send(1);
    bool isOver = false;
    QTimer::singleShot(20ms, this, [&] { isOver = true; });
    QTRY_VERIFY(isOver && isRead);
    QVERIFY(turns > 1);
    watch->forget(pair.end(0));
}

void tst_SocketLoop::postedWorkIsDoneAtOnce()
{
    int left = 1'000;
    std::function<void()> again = [&] {
        if (--left > 0)
            QMetaObject::invokeMethod(this, again, Qt::QueuedConnection);
    };
    QMetaObject::invokeMethod(this, again, Qt::QueuedConnection);
    QTRY_COMPARE(left, 0);
    const QPointer<QObject> late = new QObject;
    late->deleteLater();
    QTRY_VERIFY(!late);
}

void tst_SocketLoop::otherThreadsAreHeard()
{
    constexpr int Each = 20'000;
    std::atomic<int> heard = 0;
    WorkerThread worker(QStringLiteral("worker"), createSocketLoop());
    WorkerThread other(QStringLiteral("other"), createSocketLoop());
    // To and fro, so that each sleeps when the next word comes.
    std::function<void(int)> play = [&](int left) {
        ++heard;
        if (left > 0)
            (left % 2 == 0 ? worker : other).post([&play, left] { play(left - 1); });
    };
    worker.post([&play] { play(Each); });
    QTRY_COMPARE_WITH_TIMEOUT(heard.load(), Each + 1, 60'000);
}

void tst_SocketLoop::aThreadWithTheLoopEnds()
{
    constexpr int Often = 200;
    for (int i = 0; i < Often; ++i) {
        bool ran = false;
        WorkerThread worker(QStringLiteral("worker"), createSocketLoop());
        worker.run([&] { ran = true; });
        QVERIFY(ran);
    }
}

void tst_SocketLoop::notifiersAreTold()
{
    SocketPair pair;
    QSocketNotifier reader(pair.end(0), QSocketNotifier::Read);
    QSocketNotifier writer(pair.end(0), QSocketNotifier::Write);
    int reads = 0;
    int writes = 0;
    connect(&reader, &QSocketNotifier::activated, this, [&] {
        ++reads;
        pair.take(0);
    });
    connect(&writer, &QSocketNotifier::activated, this, [&] {
        ++writes;
        writer.setEnabled(false);
    });
    pair.send(1);
    QTRY_VERIFY(reads == 1 && writes == 1);
    pair.send(1);
    QTRY_COMPARE(reads, 2);
    QCOMPARE(writes, 1);
    reader.setEnabled(false);
    pair.send(1);
    writer.setEnabled(true);
    QTRY_COMPARE(writes, 2);
    QCOMPARE(reads, 2);
    reader.setEnabled(true);
    QTRY_COMPARE(reads, 3);
}

void tst_SocketLoop::qtsOwnSocketsWork()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    QTcpSocket client;
    client.connectToHost(QHostAddress::LocalHost, server.serverPort());
    QTRY_VERIFY(server.hasPendingConnections() && client.state() == QAbstractSocket::ConnectedState);
    const std::unique_ptr<QTcpSocket> served(server.nextPendingConnection());
    const QByteArray sent(3'000'000, 'x');
    QByteArray got;
    connect(served.get(), &QTcpSocket::readyRead, this, [&] { got += served->readAll(); });
    client.write(sent);
    QTRY_COMPARE(got.size(), sent.size());
    client.disconnectFromHost();
    QTRY_COMPARE(served->state(), QAbstractSocket::UnconnectedState);
}

void tst_SocketLoop::readinessIsToldWhileItLasts()
{
    SocketPair pair;
    int times = 0;
    const auto watch = SocketWatch::create(this, [&](qintptr socket, int readiness) {
        QCOMPARE(socket, qintptr {pair.end(0)});
        QCOMPARE(readiness, int {SocketWatch::Readable});
        if (++times == 3)
            pair.take(0);
    });
    watch->want(pair.end(0), SocketWatch::Readable);
    pair.send(1);
    QTRY_COMPARE(times, 3);
    watch->want(pair.end(0), SocketWatch::Readable | SocketWatch::Writable);
    watch->forget(pair.end(0));
    bool isOver = false;
    QTimer::singleShot(20ms, this, [&] { isOver = true; });
    QTRY_VERIFY(isOver);
    QCOMPARE(times, 3);
}

void tst_SocketLoop::whatNobodyWantsIsNotTold()
{
    SocketPair pair;
    int times = 0;
    const auto watch = SocketWatch::create(this, [&](qintptr, int) {
        ++times;
        pair.take(0);
    });
    watch->want(pair.end(0), SocketWatch::Readable);
    watch->want(pair.end(0), 0);
    pair.send(1);
    bool isOver = false;
    QTimer::singleShot(20ms, this, [&] { isOver = true; });
    QTRY_VERIFY(isOver);
    QCOMPARE(times, 0);
    watch->want(pair.end(0), SocketWatch::Readable);
    QTRY_COMPARE(times, 1);
    pair.send(1);
    QTRY_COMPARE(times, 2);
    watch->forget(pair.end(0));
}

void tst_SocketLoop::whatHappensToAQuietOneIsSeen()
{
    // Only the loop that is such a set itself knows of every socket in it.
    const bool isKnown = qEnvironmentVariableIsSet("BELAY_TEST_LOOP");
    SocketPair pair;
    const auto watch = SocketWatch::create(this, [](qintptr, int) {});
    const int socket = pair.end(0);
    QVERIFY(!watch->isQuiet(socket)); // nobody has looked
    watch->want(socket, SocketWatch::Readable);
    QVERIFY(!watch->isQuiet(socket)); // what happens is told, not kept
    watch->want(socket, 0);
    QCOMPARE(watch->isQuiet(socket), isKnown);
    pair.send(1);
    QTRY_VERIFY(!watch->isQuiet(socket));
    pair.take(0);
    watch->want(socket, SocketWatch::Readable);
    watch->want(socket, 0);
    QCOMPARE(watch->isQuiet(socket), isKnown);
    pair.closeEnd(1);
    QTRY_VERIFY(!watch->isQuiet(socket));
    watch->want(socket, SocketWatch::Readable | SocketWatch::Writable);
    watch->want(socket, 0);
    watch->forget(socket);
    QVERIFY(!watch->isQuiet(socket));
}

void tst_SocketLoop::aNumberThatIsUsedAgainIsAnothers()
{
    auto first = std::make_unique<SocketPair>();
    const int number = first->end(0);
    auto second = std::make_unique<SocketPair>();
    std::unique_ptr<SocketPair> third;
    QList<qintptr> told;
    std::unique_ptr<SocketWatch> watch;
    watch = SocketWatch::create(this, [&](qintptr socket, int) {
        told << socket;
        if (third)
            return;
        // Both are ready in this turn; whichever is told first makes way for a third.
        watch->forget(first->end(0));
        watch->forget(second->end(0));
        first.reset();
        second.reset();
        third = std::make_unique<SocketPair>();
        watch->want(third->end(0), SocketWatch::Readable);
    });
    watch->want(first->end(0), SocketWatch::Readable);
    watch->want(second->end(0), SocketWatch::Readable);
    first->send(1);
    second->send(1);
    QTRY_VERIFY(third);
    QCOMPARE(third->end(0), number);
    bool isOver = false;
    QTimer::singleShot(20ms, this, [&] { isOver = true; });
    QTRY_VERIFY(isOver);
    QCOMPARE(told.size(), 1);
    third->send(1);
    QTRY_VERIFY(told.size() > 1);
    QCOMPARE(told.last(), qintptr {number});
    watch->forget(number);
}

void tst_SocketLoop::aSocketMayBeForgottenInItsOwnTurn()
{
    SocketPair pair;
    int times = 0;
    std::unique_ptr<SocketWatch> watch;
    watch = SocketWatch::create(this, [&](qintptr socket, int) {
        ++times;
        watch->forget(socket);
        pair.closeEnd(0);
    });
    watch->want(pair.end(0), SocketWatch::Readable | SocketWatch::Writable);
    QTRY_COMPARE(times, 1);
    bool isOver = false;
    QTimer::singleShot(20ms, this, [&] { isOver = true; });
    QTRY_VERIFY(isOver);
    QCOMPARE(times, 1);
}

BELAY_LOOP_TEST_MAIN(tst_SocketLoop)
#include "tst_socketloop.moc"

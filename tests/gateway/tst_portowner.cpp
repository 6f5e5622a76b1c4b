// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/gatewaylimits.h"
#include "core/gateway/portowner.h"

#include <QTcpServer>
#include <QtTest>

using namespace Belay;

class tst_PortOwner final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void namesTheOwner();
    void tellsWithoutAnOwner();
    void anAddressOfOthersIsNotInUse();
    void answersOnTheAskersThread();
    void aLookupThatEndsIsSilent();
    void limitsShrinkToFit_data();
    void limitsShrinkToFit();
    void raisesTheSoftLimit();
};

void tst_PortOwner::namesTheOwner()
{
#ifndef Q_OS_LINUX
    QSKIP("only Linux tells");
#endif
    for (const QHostAddress &address :
        {QHostAddress(QHostAddress::LocalHost), QHostAddress(QHostAddress::LocalHostIPv6)}) {
        QTcpServer server;
        if (!server.listen(address, 0))
            continue; // a machine without IPv6
        const auto owner = findPortOwner(server.serverPort());
        QVERIFY(owner);
        QCOMPARE(owner->pid, QCoreApplication::applicationPid());
        QVERIFY2(owner->program.startsWith(QStringLiteral("tst_portowner")), qPrintable(owner->program));
        const quint16 free = nextFreePort(address, server.serverPort());
        QVERIFY(free > server.serverPort());
        QVERIFY(QTcpServer().listen(address, free));
        server.close();
        QVERIFY(!findPortOwner(server.serverPort()));
    }
}

void tst_PortOwner::tellsWithoutAnOwner()
{
    QCOMPARE((PortReport {4217, PortOwner {812, QStringLiteral("nginx")}, 4218}).sentence(),
        QStringLiteral("Port 4217 is in use by nginx (pid 812). Port 4218 is free."));
    QCOMPARE(
        (PortReport {4217, {}, 0}).sentence(), QStringLiteral("Port 4217 is in use by another program."));
    QCOMPARE(nextFreePort(QHostAddress(QHostAddress::LocalHost), 65'535), quint16 {0});
    QVERIFY(!findPortOwner(0));
}

void tst_PortOwner::anAddressOfOthersIsNotInUse()
{
    const PortReport report = portReportFor(QHostAddress(QStringLiteral("192.0.2.1")), 4217);
    QVERIFY(!report.obstacle.isEmpty());
    QCOMPARE(report.nextFree, quint16 {0});
    QVERIFY(!report.sentence().contains(QStringLiteral("in use")));
    QVERIFY(report.sentence().contains(report.obstacle));
}

void tst_PortOwner::answersOnTheAskersThread()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost, 0));
    PortOwnerLookup lookup;
    int answers = 0;
    lookup.find(QHostAddress(QHostAddress::LocalHost), server.serverPort(), [&](const PortReport &report) {
        QVERIFY(QThread::currentThread() == thread());
        QCOMPARE(report.port, server.serverPort());
        QVERIFY(report.nextFree != 0);
        ++answers;
    });
    QCOMPARE(answers, 0); // never from inside
    QTRY_COMPARE(answers, 1);
}

void tst_PortOwner::aLookupThatEndsIsSilent()
{
    int answers = 0;
    {
        PortOwnerLookup lookup;
        for (int i = 0; i < 20; ++i)
            lookup.find(QHostAddress(QHostAddress::LocalHost), 4217, [&](const PortReport &) { ++answers; });
    }
    QCoreApplication::processEvents();
    QCOMPARE(answers, 0);
}

void tst_PortOwner::limitsShrinkToFit_data()
{
    QTest::addColumn<quint64>("soft");
    QTest::addColumn<int>("connections");
    QTest::addColumn<int>("streams");
    QTest::newRow("as many as wanted") << quint64 {32'768} << 8'192 << 4'096;
    QTest::newRow("just enough") << quint64 {12'544} << 8'192 << 4'096;
    QTest::newRow("one too few") << quint64 {12'543} << 8'190 << 4'095;
    QTest::newRow("Debian's default") << quint64 {1'024} << 512 << 256;
    QTest::newRow("hardly any") << quint64 {64} << 16 << 8;
    QTest::newRow("unknown") << quint64 {0} << 8'192 << 4'096;
}

void tst_PortOwner::limitsShrinkToFit()
{
    QFETCH(quint64, soft);
    QFETCH(int, connections);
    QFETCH(int, streams);
    const GatewayLimits limits = limitsFor({soft, soft});
    QCOMPARE(limits.connections, connections);
    QCOMPARE(limits.streams, streams);
    QCOMPARE(limits.areFull(), connections == 8'192);
    QVERIFY(describe(limits, {soft, soft}).contains(QString::number(streams)));
}

void tst_PortOwner::raisesTheSoftLimit()
{
#ifndef Q_OS_UNIX
    QSKIP("there is no such limit");
#endif
    const OpenFiles before = openFiles();
    const OpenFiles after = raiseOpenFiles();
    QCOMPARE(after.soft, std::max(before.soft, std::min(before.hard, WantedOpenFiles)));
    QCOMPARE(after.hard, before.hard);
    QVERIFY(raiseOpenFiles(16) == after); // never lowered
}

QTEST_GUILESS_MAIN(tst_PortOwner)
#include "tst_portowner.moc"

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/stopwatchdog.h"

#include <QSemaphore>
#include <QtTest>

using namespace Belay;

namespace {

/// What a watchdog said, in its order.
class Reports final
{
public:
    StopWatchdog::Late taker()
    {
        return [this](const QString &part) {
            {
                const std::scoped_lock lock(m_mutex);
                m_parts << part;
            }
            m_arrived.release();
        };
    }
    bool waitForOne() { return m_arrived.tryAcquire(1, 30'000); }
    QStringList parts()
    {
        const std::scoped_lock lock(m_mutex);
        return m_parts;
    }

private:
    std::mutex m_mutex;
    QStringList m_parts;
    QSemaphore m_arrived;
};

} // namespace

class tst_StopWatchdog final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whoIsLateIsNamedOnce();
    void whoIsInTimeIsNotNamed();
};

void tst_StopWatchdog::whoIsLateIsNamedOnce()
{
    Reports reports;
    {
        StopWatchdog watchdog(Milliseconds {1}, reports.taker());
        watchdog.waitFor(QStringLiteral("monitor"));
        QVERIFY(reports.waitForOne());
        watchdog.waitFor(QStringLiteral("history"));
        QVERIFY(reports.waitForOne());
    }
    QCOMPARE(reports.parts(), QStringList({QStringLiteral("monitor"), QStringLiteral("history")}));
}

void tst_StopWatchdog::whoIsInTimeIsNotNamed()
{
    Reports reports;
    {
        StopWatchdog watchdog(std::chrono::hours {1}, reports.taker());
        watchdog.waitFor(QStringLiteral("monitor"));
        watchdog.waitFor(QStringLiteral("history"));
    }
    QCOMPARE(reports.parts(), QStringList());
}

QTEST_GUILESS_MAIN(tst_StopWatchdog)
#include "tst_stopwatchdog.moc"

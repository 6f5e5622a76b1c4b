// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakeclock.h"
#include "tests/ui/fakeservices.h"
#include "tests/ui/madeboards.h"
#include "ui/pages/dashboardpage.h"
#include "ui/widgets/appearance.h"

#include <QApplication>
#include <QDir>
#include <QSettings>
#include <QTemporaryDir>
#include <QtTest>

using namespace Belay;
using namespace Qt::StringLiterals;

/// Renders every page as it looks with no, one, twenty and two hundred targets. With BELAY_PICTURES=DIR the
/// pictures are kept there, for a person to look at.
class tst_Pictures : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_scratch.isValid());
        const QString kept = qEnvironmentVariable("BELAY_PICTURES");
        m_folder = kept.isEmpty() ? m_scratch.path() : kept;
        QVERIFY(QDir().mkpath(m_folder));
        m_clock.setWall(MadeAt);
    }

    void dashboard_data()
    {
        QTest::addColumn<int>("targets");
        QTest::addColumn<QString>("look");
        QTest::addColumn<Appearance>("appearance");
        QTest::addColumn<int>("scale");
        for (const Appearance appearance : {Appearance::Light, Appearance::Dark}) {
            for (const int targets : {0, 1, 20, 200})
                for (const QString &look : {u"cards"_s, u"table"_s})
                    for (const int scale : {1, 2})
                        addRow(targets, look, appearance, scale);
            addRow(20, u"grouped"_s, appearance, 1);
        }
    }
    void dashboard()
    {
        QFETCH(int, targets);
        QFETCH(QString, look);
        QFETCH(Appearance, appearance);
        applyAppearance(*qApp, appearance);
        StatusFeed feed;
        FakeMonitorControl monitor;
        QSettings settings(m_scratch.filePath(u"ui.ini"_s), QSettings::IniFormat);
        settings.setValue(u"dashboard/view"_s, look == u"table" ? u"table"_s : u"cards"_s);
        settings.setValue(u"dashboard/groupByProvider"_s, look == u"grouped");
        feed.publish(sharedBoard(madeBoard(targets)));
        DashboardPage page(feed, monitor, m_clock, settings);
        page.resize(1180, 720);
        keep(page);
    }

private:
    static QString nameOf(int targets, const QString &look, Appearance appearance, int scale)
    {
        return u"dashboard-%1-%2-%3-%4x"_s.arg(targets).arg(
            look, appearance == Appearance::Light ? u"light"_s : u"dark"_s, QString::number(scale));
    }
    static void addRow(int targets, const QString &look, Appearance appearance, int scale)
    {
        QTest::newRow(qPrintable(nameOf(targets, look, appearance, scale)))
            << targets << look << appearance << scale;
    }
    void keep(QWidget &page)
    {
        QFETCH(int, scale);
        page.ensurePolished();
        page.show();
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        QImage image(page.size() * scale, QImage::Format_RGB32);
        image.setDevicePixelRatio(scale);
        page.render(&image);
        QVERIFY(image.save(QDir(m_folder).filePath(QString::fromUtf8(QTest::currentDataTag()) + u".png")));
        // Nothing may be wider than its window: that is what gets cut.
        QVERIFY2(page.minimumSizeHint().width() <= 900,
            qPrintable(QString::number(page.minimumSizeHint().width())));
    }

    QTemporaryDir m_scratch;
    QString m_folder;
    FakeClock m_clock;
};

QTEST_MAIN(tst_Pictures)
#include "tst_pictures.moc"

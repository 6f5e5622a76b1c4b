// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/targetstage.h"
#include "ui/widgets/appearance.h"

#include <QApplication>
#include <QDir>
#include <QTableView>
#include <QtTest>

using namespace Belay;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Renders the target page as people meet it. With BELAY_PICTURES=DIR the pictures are kept there, for a
/// person to look at.
class tst_TargetPictures : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        const QString kept = qEnvironmentVariable("BELAY_PICTURES");
        m_folder = kept.isEmpty() ? m_scratch.path() : kept;
        QVERIFY(QDir().mkpath(m_folder));
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
    }

    void page_data()
    {
        QTest::addColumn<QString>("look");
        QTest::addColumn<Appearance>("appearance");
        QTest::addColumn<int>("scale");
        for (const QString &look : {u"day"_s, u"down"_s, u"quarter"_s, u"empty"_s, u"table"_s}) {
            for (const Appearance appearance : {Appearance::Light, Appearance::Dark}) {
                for (const int scale : {1, 2}) {
                    const QString name = u"target-%1-%2-%3x"_s.arg(look,
                        appearance == Appearance::Light ? u"light"_s : u"dark"_s, QString::number(scale));
                    QTest::newRow(qPrintable(name)) << look << appearance << scale;
                }
            }
        }
    }

    void page()
    {
        QFETCH(QString, look);
        QFETCH(Appearance, appearance);
        QFETCH(int, scale);
        applyAppearance(*qApp, appearance);
        TargetStage stage;
        const bool quarter = look == u"quarter";
        if (look != u"empty")
            stage.fillHistory(quarter ? 90 * 24h : 24h, quarter ? 360min : 5min);
        stage.settings.setValue(u"target/range"_s, quarter ? u"90d"_s : u"24h"_s);
        stage.settings.setValue(u"target/table"_s, look == u"table");
        if (look != u"empty")
            stage.publish(look == u"down" ? TargetState::Down : TargetState::Up);
        TargetPage &page = stage.open(TargetStage::model());
        page.show();
        QVERIFY(stage.settle());
        if (look == u"down")
            page.findChild<QTableView *>(u"failuresTable"_s)->selectRow(0);
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        QCoreApplication::processEvents(); // the tables' new heights reach their layouts

        QImage image(page.size() * scale, QImage::Format_RGB32);
        image.setDevicePixelRatio(scale);
        page.render(&image);
        const QString file
            = QDir(m_folder).filePath(QString::fromLatin1(QTest::currentDataTag()) + u".png"_s);
        QVERIFY(image.save(file));
        QCOMPARE(image.size(), page.size() * scale);
    }

private:
    QTemporaryDir m_scratch;
    QString m_folder;
};

QTEST_MAIN(tst_TargetPictures)
#include "tst_targetpictures.moc"

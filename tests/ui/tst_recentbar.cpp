// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/madeboards.h"
#include "ui/widgets/recentbar.h"
#include "ui/widgets/statuspalette.h"

#include <QPainter>
#include <QtTest>

using namespace Belay;

namespace {

QImage paintedBar(const std::vector<RecentCheck> &checks, const QSize &size, Qt::LayoutDirection direction)
{
    const QPalette palette = applicationPalette(Appearance::Light);
    QImage image(size, QImage::Format_RGB32);
    image.fill(palette.color(QPalette::Base));
    QPainter painter(&image);
    RecentBar(checks, image.rect(), direction).paint(painter, palette);
    return image;
}

std::vector<RecentCheck> checksOf(TargetState state, size_t count)
{
    std::vector<RecentCheck> checks(count);
    for (size_t i = 0; i < count; ++i) {
        checks[i].at = MadeAt + Seconds(60 * i);
        checks[i].state = state;
    }
    return checks;
}

/// How many rows of the middle column of the newest bar are inked.
int inkedRows(const QImage &image, int x)
{
    int rows = 0;
    for (int y = 0; y < image.height(); ++y)
        rows += image.pixelColor(x, y) != QColor(Qt::white) ? 1 : 0;
    return rows;
}

} // namespace

class tst_RecentBar : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void heightsSayTheState_data()
    {
        QTest::addColumn<TargetState>("state");
        QTest::addColumn<int>("expected");
        QTest::newRow("up fills the height") << TargetState::Up << 20;
        QTest::newRow("slow fills three quarters") << TargetState::Slow << 15;
        QTest::newRow("limited fills half") << TargetState::Limited << 10;
        QTest::newRow("down fills the height") << TargetState::Down << 20;
        QTest::newRow("a rejected key is an outline") << TargetState::KeyRejected << 2;
    }
    void heightsSayTheState()
    {
        QFETCH(TargetState, state);
        const QImage image = paintedBar(checksOf(state, 60), {600, 20}, Qt::LeftToRight);
        QTEST(inkedRows(image, 592), "expected");
    }

    void newestIsAtTheEndOfTheLine()
    {
        std::vector<RecentCheck> checks = checksOf(TargetState::Up, 60);
        checks.back().state = TargetState::Down;
        const QColor down = statusColour(TargetState::Down, Appearance::Light);
        QCOMPARE(paintedBar(checks, {300, 20}, Qt::LeftToRight).pixelColor(297, 10), down);
        QCOMPARE(paintedBar(checks, {300, 20}, Qt::RightToLeft).pixelColor(2, 10), down);
    }

    void pointFindsItsCheck()
    {
        const std::vector<RecentCheck> checks = checksOf(TargetState::Up, 60);
        const RecentBar bar(checks, QRectF(10, 0, 600, 20), Qt::LeftToRight);
        QCOMPARE(bar.checkAt({12, 5}), &checks.front());
        QCOMPARE(bar.checkAt({609, 5}), &checks.back());
        QCOMPARE(bar.checkAt({5, 5}), nullptr);
        QCOMPARE(bar.checkAt({12, 25}), nullptr);
    }

    void narrowBarShowsTheNewest()
    {
        const std::vector<RecentCheck> checks = checksOf(TargetState::Up, 60);
        const RecentBar bar(checks, QRectF(0, 0, 80, 20), Qt::LeftToRight);
        QCOMPARE(bar.firstShown(), std::optional(checks[40].at));
    }

    void fewChecksLeaveTheirRoomEmpty()
    {
        const QImage image = paintedBar(checksOf(TargetState::Up, 1), {600, 20}, Qt::LeftToRight);
        QVERIFY(inkedRows(image, 300) <= 1);
        QCOMPARE(inkedRows(image, 595), 20);
        const std::vector<RecentCheck> none;
        QCOMPARE(RecentBar(none, QRectF(0, 0, 600, 20), Qt::LeftToRight).checkAt({595, 5}), nullptr);
        QVERIFY(inkedRows(paintedBar(none, {1, 20}, Qt::LeftToRight), 0) <= 1);
    }

    void wordsCountWhatTheBarsShow()
    {
        std::vector<RecentCheck> checks = checksOf(TargetState::Up, 3);
        checks[1].state = TargetState::Down;
        checks[1].outcome = Outcome::Overloaded;
        QCOMPARE(recentSummary(checks), QStringLiteral("Recent checks: 2 up, 1 down"));
        QVERIFY(recentCheckText(checks[1]).endsWith(QStringLiteral("Down (overloaded)")));
        QCOMPARE(recentSummary({}), QStringLiteral("No checks yet"));
    }
};

QTEST_MAIN(tst_RecentBar)
#include "tst_recentbar.moc"

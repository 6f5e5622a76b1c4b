// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chartlegend.h"
#include "ui/charts/timeseriesview.h"

#include <QAbstractScrollArea>
#include <QAccessible>
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

#include <limits>

using namespace Belay;
using namespace std::chrono_literals;

namespace {

const WallTime Start {Milliseconds {1'795'305'600'000}}; // 2026-11-22T00:00:00Z

/// A column a minute: a digit is its median in units of 100 ms, a blank a gap; p95 is 200 ms above.
TimeSeries minutes(const QByteArray &picture)
{
    TimeSeries series;
    series.from = series.to = Start;
    for (const char c : picture) {
        SeriesPoint point;
        point.at = series.to;
        if (c != ' ') {
            point.n = 3;
            point.p50 = (c - '0') * 100ms;
            point.min = point.p50 - 50ms;
            point.p95 = point.p50 + 200ms;
            point.max = point.p50 + 900ms;
        }
        series.points.push_back(point);
        series.to += 1min;
    }
    return series;
}

std::unique_ptr<TimeSeriesView> viewOf(const QByteArray &picture)
{
    auto view = std::make_unique<TimeSeriesView>();
    view->setTimeZone(QTimeZone("Europe/Berlin"));
    view->setName(QStringLiteral("First content of openai/gpt"));
    view->resize(640, 300);
    view->setSeries(minutes(picture), {});
    view->show();
    return view;
}

bool isLineColour(QColor pixel, const QPalette &palette)
{
    const QColor line = chartColors(palette).line;
    return std::abs(pixel.red() - line.red()) < 24 && std::abs(pixel.green() - line.green()) < 24
        && std::abs(pixel.blue() - line.blue()) < 24;
}

/// Where the mouse goes.
QWidget *surfaceOf(const TimeSeriesView &view)
{
    return view.findChild<QAbstractScrollArea *>()->viewport();
}

/// Pixels of the line's colour in the column of the screen where `time` is.
int linePixels(TimeSeriesView &view, WallTime time)
{
    const QImage image = view.grab().toImage();
    const int x = static_cast<int>(view.positionOf(time, 0us).x());
    int found = 0;
    for (int y = 4; y < image.height() - 4; ++y)
        found += isLineColour(image.pixelColor(x, y), view.palette()) ? 1 : 0;
    return found;
}

} // namespace

class tst_TimeSeriesView : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void lineIsDrawnWhereDataIs();
    void gapHasNoLine();
    void lonePointIsVisible();
    void emptyRangeSaysSo();
    void keysMoveTheCursor();
    void cursorTellsTheOffsetAndFigures();
    void keysZoomAndReset();
    void draggingZooms();
    void wheelIsLeftToThePageWithoutFocus();
    void summaryIsTheAccessibleDescription();
    void newDataKeepsTheCursor();
    void logarithmicScaleKeepsOrder();
    void twoHundredRunsAreDrawnInTime();
    void legendNamesWhatIsDrawn();
};

void tst_TimeSeriesView::lineIsDrawnWhereDataIs()
{
    const auto view = viewOf("5555555555");
    QVERIFY(linePixels(*view, Start + 5min) > 0);
    const QImage image = view->grab().toImage();
    const QPointF place = view->positionOf(Start + 5min, 500ms);
    QVERIFY(isLineColour(image.pixelColor(place.toPoint()), view->palette()));
}

void tst_TimeSeriesView::gapHasNoLine()
{
    const auto view = viewOf("555    555");
    QVERIFY(linePixels(*view, Start + 1min) > 0);
    QCOMPARE(linePixels(*view, Start + 5min), 0);
    QVERIFY(linePixels(*view, Start + 8min) > 0);
}

void tst_TimeSeriesView::lonePointIsVisible()
{
    const auto view = viewOf("    5     ");
    QVERIFY(linePixels(*view, Start + 4min + 30s) >= 4);
    QCOMPARE(linePixels(*view, Start + 8min), 0);
}

void tst_TimeSeriesView::emptyRangeSaysSo()
{
    const auto view = viewOf("          ");
    view->setEmptyText(QStringLiteral("No data in this range"));
    const QImage with = view->grab().toImage();
    view->setEmptyText({});
    QVERIFY(with != view->grab().toImage());
    QVERIFY(view->summary().contains(QStringLiteral("no data")));
    QTest::keyClick(view.get(), Qt::Key_Right);
    QVERIFY(!view->cursorPoint());
}

void tst_TimeSeriesView::keysMoveTheCursor()
{
    const auto view = viewOf("12  345");
    const auto press = [&view](Qt::Key key) {
        QTest::keyClick(view.get(), key);
        return view->cursorPoint() ? view->cursorPoint()->p50 : 0us;
    };
    QCOMPARE(press(Qt::Key_Left), 500ms);
    QCOMPARE(press(Qt::Key_Home), 100ms);
    QCOMPARE(press(Qt::Key_Left), 100ms);
    QCOMPARE(press(Qt::Key_Right), 200ms);
    QCOMPARE(press(Qt::Key_Right), 300ms); // over the gap
    QCOMPARE(press(Qt::Key_End), 500ms);
    QCOMPARE(press(Qt::Key_Right), 500ms);
    QCOMPARE(press(Qt::Key_Escape), 0us);
}

void tst_TimeSeriesView::cursorTellsTheOffsetAndFigures()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
    const auto view = viewOf("57");
    QTest::keyClick(view.get(), Qt::Key_End);
    const QString text = view->cursorText().join(u'\n');
    for (const char *part : {"22 Nov 2026", "01:01", "UTC+01:00", "n 3 in 1 min", "p50 700 ms", "p95 900 ms",
             "min 650 ms", "max 1.6 s"})
        QVERIFY2(text.contains(QLatin1StringView(part)), qPrintable(text));
}

void tst_TimeSeriesView::keysZoomAndReset()
{
    const auto view = viewOf(QByteArray(60, '5'));
    QSignalSpy zoomed(view.get(), &TimeSeriesView::zoomRequested);
    QSignalSpy changed(view.get(), &TimeSeriesView::rangeChanged);
    QSignalSpy reset(view.get(), &TimeSeriesView::resetRequested);
    QTest::keyClick(view.get(), Qt::Key_Plus);
    const TimeRange inside = view->visibleRange();
    QCOMPARE(inside.to - inside.from, Milliseconds {40min});
    QCOMPARE(inside.from, Start + 10min);
    QTest::keyClick(view.get(), Qt::Key_Minus);
    QCOMPARE(view->visibleRange(), (TimeRange {Start, Start + 60min}));
    QTest::keyClick(view.get(), Qt::Key_Minus);
    QCOMPARE(view->visibleRange().to, Start + 60min); // nothing is known of the time after
    QCOMPARE(zoomed.size(), 3);
    QCOMPARE(changed.size(), 3);
    QTest::keyClick(view.get(), Qt::Key_Escape);
    QCOMPARE(reset.size(), 1);
    for (int i = 0; i < 20; ++i)
        QTest::keyClick(view.get(), Qt::Key_Plus);
    QCOMPARE(view->visibleRange().to - view->visibleRange().from, Milliseconds {5min});
}

void tst_TimeSeriesView::draggingZooms()
{
    const auto view = viewOf(QByteArray(60, '5'));
    QSignalSpy zoomed(view.get(), &TimeSeriesView::zoomRequested);
    auto *surface = surfaceOf(*view);
    const QPoint from = view->positionOf(Start + 20min, 300ms).toPoint();
    const QPoint to = view->positionOf(Start + 40min, 300ms).toPoint();
    QTest::mousePress(surface, Qt::LeftButton, {}, from);
    QTest::mouseMove(surface, (from + to) / 2);
    QTest::mouseMove(surface, to);
    QTest::mouseRelease(surface, Qt::LeftButton, {}, to);
    QCOMPARE(zoomed.size(), 1);
    const TimeRange range = view->visibleRange();
    QVERIFY(std::chrono::abs(range.from - (Start + 20min)) < 15s);
    QVERIFY(std::chrono::abs(range.to - (Start + 40min)) < 15s);

    QTest::mouseClick(surface, Qt::LeftButton, {}, from);
    QCOMPARE(zoomed.size(), 1);
    QSignalSpy reset(view.get(), &TimeSeriesView::resetRequested);
    QTest::mouseDClick(surface, Qt::LeftButton, {}, from);
    QCOMPARE(reset.size(), 1);
}

void tst_TimeSeriesView::wheelIsLeftToThePageWithoutFocus()
{
    const auto view = viewOf(QByteArray(60, '5'));
    auto *surface = surfaceOf(*view);
    const QPointF place = view->positionOf(Start + 30min, 300ms);
    const auto turn = [&](Qt::KeyboardModifiers modifiers) {
        QWheelEvent event(place, surface->mapToGlobal(place), {}, {0, 120}, Qt::NoButton, modifiers,
            Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(surface, &event);
        return event.isAccepted();
    };
    view->clearFocus();
    QVERIFY(!turn({}));
    QCOMPARE(view->visibleRange().from, Start);
    QVERIFY(turn(Qt::ControlModifier));
    QVERIFY(std::chrono::abs(view->visibleRange().from - (Start + 10min)) < 15s);
}

void tst_TimeSeriesView::summaryIsTheAccessibleDescription()
{
    const auto view = viewOf("13 5");
    QAccessibleInterface *face = QAccessible::queryAccessibleInterface(view.get());
    QVERIFY(face);
    QCOMPARE(face->text(QAccessible::Name), QStringLiteral("First content of openai/gpt"));
    const QString said = face->text(QAccessible::Description);
    QCOMPARE(said, view->summary());
    for (const char *part : {"Checks: 9", "100 ms", "500 ms", "700 ms", "without data: 1"})
        QVERIFY2(said.contains(QLatin1StringView(part)), qPrintable(said));
    QTest::keyClick(view.get(), Qt::Key_Home);
    QVERIFY(face->text(QAccessible::Description).contains(QStringLiteral("p50 100 ms")));
}

void tst_TimeSeriesView::newDataKeepsTheCursor()
{
    const auto view = viewOf("12345");
    QTest::keyClick(view.get(), Qt::Key_Home);
    QTest::keyClick(view.get(), Qt::Key_Right);
    view->setSeries(minutes("197777"), {});
    QVERIFY(view->cursorPoint());
    QCOMPARE(view->cursorPoint()->p50, 900ms);
    view->setSeries(minutes("1    7"), {});
    QVERIFY(!view->cursorPoint());
}

void tst_TimeSeriesView::logarithmicScaleKeepsOrder()
{
    const auto view = viewOf("1928");
    view->setScale(ValueScale::Logarithmic);
    const double low = view->positionOf(Start, 100ms).y();
    const double middle = view->positionOf(Start, 300ms).y();
    const double high = view->positionOf(Start, 900ms).y();
    QVERIFY(low > middle && middle > high);
    QVERIFY(qAbs((low - middle) - (middle - high)) < 1); // equal factors, equal distances
    QVERIFY(linePixels(*view, Start + 1min + 30s) > 0);
}

void tst_TimeSeriesView::twoHundredRunsAreDrawnInTime()
{
    QByteArray picture;
    for (int i = 0; i < 200; ++i)
        picture += "35 ";
    const auto view = viewOf(picture);
    view->grab();
    // The best of a few: what else the machine does is not the chart's.
    qint64 best = std::numeric_limits<qint64>::max();
    for (int run = 0; run < 7; ++run) {
        view->setSeries(minutes("5"), {});
        QElapsedTimer timer;
        timer.start();
        view->setSeries(minutes(picture), {});
        view->grab();
        best = std::min(best, timer.elapsed());
    }
    qInfo("200 runs: %lld ms", best);
    QVERIFY2(best < 50, qPrintable(QString::number(best)));
}

void tst_TimeSeriesView::legendNamesWhatIsDrawn()
{
    ChartLegend legend;
    QCOMPARE(legend.names().size(), 2); // the line and the band are always there
    const ChartBand down {Start, Start + 1min, Qt::darkRed, Qt::SolidPattern, QStringLiteral("Down")};
    ChartBand again = down;
    again.from = Start + 5min;
    legend.setBands({down, again, {Start, Start + 1min, Qt::gray, Qt::NoBrush, QStringLiteral("No data")}});
    QCOMPARE(legend.names().mid(2), QStringList({QStringLiteral("Down"), QStringLiteral("No data")}));
    QVERIFY(legend.accessibleName().contains(QStringLiteral("Down, No data")));
    QVERIFY(legend.heightForWidth(260) > legend.heightForWidth(2000));
    StripContent strip;
    strip.failedColour = Qt::darkRed;
    legend.setStrip(strip);
    QCOMPARE(legend.names().size(), 2); // no incident, no notice
    strip.incident = StripSpan {Start, {}};
    legend.setStrip(strip);
    QCOMPARE(legend.names().size(), 3);
    QVERIFY(legend.accessibleName().contains(QStringLiteral("failed, answered, slowly too, the incident")));
    legend.resize(legend.sizeHint());
    QCOMPARE(legend.grab().toImage().pixelColor(3, legend.height() / 2), QColor(Qt::darkRed));
}

QTEST_MAIN(tst_TimeSeriesView)
#include "tst_timeseriesview.moc"

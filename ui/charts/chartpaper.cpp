// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chartpaper.h"

#include "ui/charts/charttext.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <limits>

namespace Belay {

namespace {

constexpr double LabelGap = 6;
constexpr double LeastTickDistance = 96;
constexpr double LeastValueDistance = 34;
constexpr double BaseLineHeight = 4; ///< of a band's foot, readable where the band itself is faint

QList<QPointF> toPoints(const std::vector<PlotPoint> &points)
{
    QList<QPointF> list;
    list.reserve(static_cast<qsizetype>(points.size()));
    for (const PlotPoint &point : points)
        list.append({point.x, point.y});
    return list;
}

QColor translucent(QColor color, double alpha)
{
    color.setAlphaF(static_cast<float>(alpha));
    return color;
}

/// What the heights have to reach: the p95 of every visible column, and on a logarithmic scale the lowest
/// p50.
void chooseValues(ChartPaper &paper, const std::vector<SeriesPoint> &points)
{
    double lowest = 0;
    double highest = 0;
    for (const SeriesPoint &point : points) {
        lowest = lowest > 0 ? std::min(lowest, inMs(point.p50)) : inMs(point.p50);
        highest = std::max(highest, inMs(point.p95));
    }
    const int atMost = std::clamp(static_cast<int>(paper.plot.height() / LeastValueDistance), 2, 8);
    if (paper.scale == ValueScale::Logarithmic && lowest > 0)
        paper.values = logTicks(lowest, highest);
    else
        paper.values = valueTicks(highest > 0 ? highest : 1000.0, atMost);
    paper.low = paper.values.front();
    paper.high = paper.values.back();
}

QFontMetricsF metricsOf(const QPainter &painter)
{
    return QFontMetricsF(painter.font(), painter.device());
}

void paintBand(QPainter &painter, const ChartPaper &paper, const ChartColors &colors, const ChartBand &band)
{
    const double left = std::max(paper.plot.left(), paper.xOf(band.from));
    const double right = std::min(paper.plot.right(), paper.xOf(band.to));
    if (right <= left)
        return;
    // A short outage in a long range stays visible as a line of two pixels.
    const QRectF area(left, paper.plot.top(), std::max(2.0, right - left), paper.plot.height());
    if (band.pattern == Qt::NoBrush) {
        painter.fillRect(area, translucent(colors.faint, 0.06));
        painter.setPen(QPen(band.color, 2, Qt::DotLine));
        painter.drawLine(area.bottomLeft(), area.bottomRight());
    } else {
        painter.fillRect(area, translucent(band.color, band.pattern == Qt::SolidPattern ? 0.16 : 0.05));
        if (band.pattern != Qt::SolidPattern)
            painter.fillRect(area, QBrush(translucent(band.color, 0.45), band.pattern));
        const QRectF foot(area.left(), area.bottom() - BaseLineHeight, area.width(), BaseLineHeight);
        painter.fillRect(foot, band.color);
    }
    const QFontMetricsF metrics = metricsOf(painter);
    if (area.width() > metrics.horizontalAdvance(band.name) + 2 * LabelGap) {
        painter.setPen(colors.text);
        painter.drawText(area.adjusted(LabelGap, 2, -LabelGap, 0), Qt::AlignLeft | Qt::AlignTop, band.name);
    }
}

void paintTimes(QPainter &painter, const ChartPaper &paper, const ChartColors &colors)
{
    const QFontMetricsF metrics = metricsOf(painter);
    const std::vector<TickText> texts = tickTexts(paper.times, paper.zone, paper.locale);
    double freeFrom = 0;
    for (size_t i = 0; i < texts.size(); ++i) {
        const double x = std::round(paper.xOf(paper.times.at[i])) + 0.5;
        painter.setPen(colors.grid);
        painter.drawLine(QPointF(x, paper.plot.top()), QPointF(x, paper.plot.bottom() + LabelGap / 2));
        const double width
            = std::max(metrics.horizontalAdvance(texts[i].first), metrics.horizontalAdvance(texts[i].second));
        const double left
            = std::clamp(x - width / 2, 0.0, std::max(0.0, painter.window().width() - width - 1));
        if (left < freeFrom)
            continue;
        freeFrom = left + width + LabelGap;
        painter.setPen(colors.faint);
        const QRectF place(left, paper.plot.bottom() + LabelGap, width + 1, metrics.height());
        painter.drawText(place, Qt::AlignHCenter | Qt::AlignTop, texts[i].first);
        painter.drawText(
            place.translated(0, metrics.height()), Qt::AlignHCenter | Qt::AlignTop, texts[i].second);
    }
}

void paintValues(QPainter &painter, const ChartPaper &paper, const ChartColors &colors)
{
    const double half = metricsOf(painter).height() / 2;
    for (const double value : paper.values) {
        const double y = std::round(paper.yOf(value)) + 0.5;
        painter.setPen(colors.grid);
        painter.drawLine(QPointF(paper.plot.left(), y), QPointF(paper.plot.right(), y));
        painter.setPen(colors.faint);
        painter.drawText(QRectF(0, y - half, paper.plot.left() - LabelGap, 2 * half),
            Qt::AlignRight | Qt::AlignVCenter, axisValueText(value, paper.locale));
    }
}

} // namespace

double ChartPaper::heightOf(double ms) const
{
    return scale == ValueScale::Linear ? ms : std::log10(std::max(ms, 1e-3));
}

double ChartPaper::xOf(WallTime time) const
{
    return plot.left() + static_cast<double>((time - from).count()) / spanMs() * plot.width();
}

double ChartPaper::yOf(double ms) const
{
    const double base = heightOf(low);
    return plot.bottom() - (heightOf(ms) - base) / (heightOf(high) - base) * plot.height();
}

WallTime ChartPaper::timeAt(double x) const
{
    const double share = (x - plot.left()) / std::max(1.0, plot.width());
    return from + Milliseconds {static_cast<qint64>(std::llround(share * spanMs()))};
}

ChartPaper layOut(ChartPaper paper, QSizeF size, const QFont &font, const std::vector<SeriesPoint> &points)
{
    const QFontMetricsF metrics(font);
    const double bottom = 2 * metrics.height() + LabelGap;
    const double top = metrics.height() / 2 + 2;
    paper.plot = QRectF(0, top, size.width(), std::max(20.0, size.height() - top - bottom));
    chooseValues(paper, points);
    double labels = 0;
    for (const double value : paper.values)
        labels = std::max(labels, metrics.horizontalAdvance(axisValueText(value, paper.locale)));
    paper.plot.setLeft(std::ceil(labels + 2 * LabelGap));
    paper.plot.setRight(std::max(paper.plot.left() + 20, size.width() - 2 * LabelGap));
    const int ticks = std::max(2, static_cast<int>(paper.plot.width() / LeastTickDistance));
    paper.times = timeTicks(paper.from, paper.to, ticks, paper.zone);
    return paper;
}

ChartShape shapeOf(const TimeSeries &inSight, const ChartPaper &paper)
{
    ChartShape shape;
    const double reach = 2 * static_cast<double>(inSight.step.count());
    const double from = inMs(paper.from) - reach;
    const double to = inMs(paper.to) + reach;
    const int columns = std::max(1, static_cast<int>(paper.plot.width()));
    for (const SeriesRun &run : gapFreeRuns(inSight)) {
        std::vector<PlotPoint> low;
        std::vector<PlotPoint> high;
        const auto add = [&](WallTime time, const SeriesPoint &point) {
            low.push_back({inMs(time), paper.heightOf(inMs(point.p50))});
            high.push_back({inMs(time), paper.heightOf(inMs(point.p95))});
        };
        for (const SeriesPoint &point : run)
            add(inSight.middleOf(point), point);
        if (!shape.line.isEmpty()) // kept by replace(), dropped by append(), which would join the neighbours
            shape.line.append({low.front().x, std::numeric_limits<double>::quiet_NaN()});
        shape.line += toPoints(decimated(low, from, to, columns));
        if (run.size() == 1) {
            shape.lone += toPoints(low);
            low.clear();
            high.clear();
            add(run.front().at, run.front()); // its band is as wide as its column
            add(run.front().at + inSight.step, run.front());
        }
        shape.bands.push_back({toPoints(decimatedEdge(high, from, to, columns, Keep::Highest)),
            toPoints(decimatedEdge(low, from, to, columns, Keep::Lowest))});
    }
    return shape;
}

ChartColors chartColors(const QPalette &palette)
{
    const QColor ground = palette.color(QPalette::Base);
    const QColor text = palette.color(QPalette::Text);
    const bool dark = ground.lightnessF() < 0.5F;
    // Both lines have at least 4.5:1 on their ground, so that they hold without the band too.
    const QColor line = dark ? QColor(0x8a, 0xb4, 0xf8) : QColor(0x1f, 0x5f, 0xa8);
    return {ground, text, translucent(text, 0.72), translucent(text, 0.13), line,
        translucent(line, dark ? 0.34 : 0.24)};
}

void paintPaper(QPainter &painter, const ChartPaper &paper, const ChartColors &colors,
    const std::vector<ChartBand> &bands)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing, false);
    for (const ChartBand &band : bands)
        paintBand(painter, paper, colors, band);
    paintTimes(painter, paper, colors);
    paintValues(painter, paper, colors);
    painter.restore();
}

void paintCursor(QPainter &painter, const ChartPaper &paper, const ChartColors &colors, WallTime time,
    const SeriesPoint &point, const QStringList &text)
{
    painter.save();
    const double x = paper.xOf(time);
    painter.setPen(QPen(colors.text, 1, Qt::DashLine));
    painter.drawLine(QPointF(x, paper.plot.top()), QPointF(x, paper.plot.bottom()));
    painter.setPen(QPen(colors.ground, 1.5));
    painter.setBrush(colors.text);
    for (const Microseconds value : {point.p50, point.p95})
        painter.drawEllipse(QPointF(x, paper.yOf(inMs(value))), 4, 4);

    const QFontMetricsF metrics = metricsOf(painter);
    double width = 0;
    for (const QString &line : text)
        width = std::max(width, metrics.horizontalAdvance(line));
    QRectF box(x + 2 * LabelGap, paper.plot.top() + LabelGap, width + 2 * LabelGap,
        metrics.lineSpacing() * static_cast<double>(text.size()) + LabelGap);
    if (box.right() > paper.plot.right())
        box.moveRight(std::max(x - 2 * LabelGap, paper.plot.left() + box.width()));
    painter.setPen(colors.faint);
    painter.setBrush(colors.ground);
    painter.drawRoundedRect(box, 4, 4);
    painter.setPen(colors.text);
    painter.drawText(box.adjusted(LabelGap, LabelGap / 2, 0, 0), Qt::AlignLeft | Qt::AlignTop,
        text.join(QLatin1Char('\n')));
    painter.restore();
}

void paintEmpty(
    QPainter &painter, const ChartPaper &paper, const ChartColors &colors, const QString &sentence)
{
    painter.save();
    constexpr int Flags = static_cast<int>(Qt::AlignCenter) | Qt::TextWordWrap;
    const QRectF room = paper.plot.adjusted(2 * LabelGap, 0, -2 * LabelGap, 0);
    painter.fillRect(painter.boundingRect(room, Flags, sentence), colors.ground);
    painter.setPen(colors.faint);
    painter.drawText(room, Flags, sentence);
    painter.restore();
}

} // namespace Belay

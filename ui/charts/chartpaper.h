// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/time.h"
#include "core/domain/timeseries.h"

#include <QColor>
#include <QList>
#include <QLocale>
#include <QPalette>
#include <QPointF>
#include <QRectF>
#include <QString>

#include <vector>

class QFont;
class QPainter;

namespace Belay {

enum class ValueScale { Linear, Logarithmic };

/// A time that had a state worth seeing behind the line: down, paused, no data.
struct ChartBand {
    WallTime from;
    WallTime to;
    QColor color;
    Qt::BrushStyle pattern = Qt::SolidPattern; ///< NoBrush: hollow, a dotted base line
    QString name;
    bool operator==(const ChartBand &) const = default;
};

inline double inMs(Microseconds latency)
{
    return static_cast<double>(latency.count()) / 1000.0;
}

inline double inMs(WallTime time)
{
    return static_cast<double>(time.time_since_epoch().count());
}

/// Where times and latencies (milliseconds) lie on the screen.
struct ChartPaper {
    QRectF plot;
    WallTime from;
    WallTime to;
    double low = 0;
    double high = 1;
    ValueScale scale = ValueScale::Linear;
    std::vector<double> values; ///< of the grid
    TimeTicks times;
    QTimeZone zone;
    QLocale locale;

    /// What a latency is to the axis: itself or its logarithm.
    double heightOf(double ms) const;
    double xOf(WallTime time) const;
    double yOf(double ms) const;
    WallTime timeAt(double x) const;
    double spanMs() const { return static_cast<double>((to - from).count()); }
};

/// Lays the paper out for a widget of `size`: margins for the labels, round ticks, the heights of `points`.
ChartPaper layOut(ChartPaper paper, QSizeF size, const QFont &font, const std::vector<SeriesPoint> &points);

/// What is drawn of a series, as time (milliseconds) and height.
struct ChartShape {
    struct Band {
        QList<QPointF> upper; ///< p95
        QList<QPointF> lower; ///< p50
    };
    QList<QPointF> line; ///< p50; a NaN breaks it
    QList<QPointF> lone; ///< points without a neighbour, which no line would show
    std::vector<Band> bands; ///< one for each run without gaps
};
/// At most two points of the line and one of either edge of a band for each pixel of the paper.
ChartShape shapeOf(const TimeSeries &inSight, const ChartPaper &paper);

/// Colours of a chart for a light or dark palette.
struct ChartColors {
    QColor ground;
    QColor text;
    QColor faint; ///< labels and frames
    QColor grid;
    QColor line;
    QColor band; ///< from p50 to p95
};
ChartColors chartColors(const QPalette &palette);

void paintPaper(QPainter &painter, const ChartPaper &paper, const ChartColors &colors,
    const std::vector<ChartBand> &bands);
/// The cursor at a point with its lines of text in a box that stays on the paper.
void paintCursor(QPainter &painter, const ChartPaper &paper, const ChartColors &colors, WallTime time,
    const SeriesPoint &point, const QStringList &text);
/// A sentence in the middle, for a range without data.
void paintEmpty(
    QPainter &painter, const ChartPaper &paper, const ChartColors &colors, const QString &sentence);

} // namespace Belay

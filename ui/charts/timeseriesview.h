// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/history/historyqueries.h"
#include "ui/charts/chartpaper.h"

#include <QWidget>

#include <memory>

namespace Belay {

/// Latencies over time: the median as a line, from there to the 95th percentile as a band, gaps where nothing
/// is known. The only file that knows Qt Charts (design, decision 9).
///
/// Mouse: drag zooms, wheel zooms once the chart has the focus (or with Ctrl), double-click resets. Keys: ←
/// and → move the cursor, Home and End go to the ends, + and − zoom, Esc resets.
class TimeSeriesView final : public QWidget
{
    Q_OBJECT
public:
    explicit TimeSeriesView(QWidget *parent = nullptr);
    ~TimeSeriesView() override;
    Q_DISABLE_COPY_MOVE(TimeSeriesView)

    /// What is measured, for the summary: "First content of openai/gpt-4o-mini".
    void setName(const QString &name);
    /// Shown where the range has no data.
    void setEmptyText(const QString &sentence);
    void setTimeZone(const QTimeZone &zone);
    void setScale(ValueScale scale);
    /// Shows the whole of `series`. A cursor stays where its time is still there.
    void setSeries(TimeSeries series, std::vector<ChartBand> bands);

    TimeRange visibleRange() const;
    ValueScale scale() const;
    QString emptyText() const;
    /// One sentence with what the picture shows; also the accessible description.
    QString summary() const;
    /// The column under the cursor.
    std::optional<SeriesPoint> cursorPoint() const;
    QStringList cursorText() const;
    /// Where a latency stands, in the widget's coordinates.
    QPointF positionOf(WallTime time, Microseconds latency) const;

    QSize minimumSizeHint() const override;
    QSize sizeHint() const override;

Q_SIGNALS:
    void rangeChanged(const Belay::TimeRange &visible);
    /// The person asked for this range: whoever has finer data for it may bring it.
    void zoomRequested(const Belay::TimeRange &range);
    void resetRequested();
    void cursorMoved();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool event(QEvent *event) override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace Belay

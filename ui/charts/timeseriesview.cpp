// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/timeseriesview.h"

#include "ui/charts/chartcanvas.h"
#include "ui/charts/chartnavigation.h"
#include "ui/charts/charttext.h"

#include <QAccessible>
#include <QAreaSeries>
#include <QChart>
#include <QGraphicsScene>
#include <QKeyEvent>
#include <QLineSeries>
#include <QScatterSeries>
#include <QVBoxLayout>
#include <QValueAxis>

#include <algorithm>
#include <cmath>

namespace Belay {

namespace {

constexpr double LineWidth = 1.8;
constexpr double LoneSize = 6;
constexpr double CursorReach = 24; ///< pixels between the mouse and a point
constexpr double ZoomStep = 1.5;

/// One band of the picture; kept and used again, since making one costs more than filling it.
struct Area {
    QLineSeries *upper;
    QLineSeries *lower;
    QAreaSeries *area;
};

} // namespace

class TimeSeriesView::Private
{
public:
    explicit Private(TimeSeriesView &view);

    void refresh();
    Area addArea();
    void adopt(QAbstractSeries *part);
    void connectCanvas();
    void recolour();
    void repaint();
    void announce();
    void pointAt(double x);
    void rangeMoved();
    void zoomed(bool changed);
    void cursorMoved(bool changed);
    void setCursor(std::optional<WallTime> column) { cursorMoved(navigation.setCursor(column)); }

    TimeSeriesView &q;
    ChartCanvas *canvas = nullptr;
    QGraphicsScene scene;
    QChart *chart = nullptr;
    QValueAxis *times = nullptr;
    QValueAxis *heights = nullptr;
    QLineSeries *line = nullptr;
    QScatterSeries *lone = nullptr;
    std::vector<Area> areas;

    ChartNavigation navigation;
    std::vector<ChartBand> bands;
    ChartPaper paper;
    ChartColors colors;
    QString name;
    QString emptyText;
};

TimeSeriesView::Private::Private(TimeSeriesView &view)
    : q(view)
{
    paper.zone = QTimeZone::systemTimeZone();
    colors = chartColors(view.palette());
    chart = new QChart; // the scene takes it over
    scene.addItem(chart);
    chart->legend()->hide();
    chart->setBackgroundVisible(false);
    chart->setMargins({});
    canvas = new ChartCanvas(&view);
    canvas->setScene(&scene);
    times = new QValueAxis(chart);
    heights = new QValueAxis(chart);
    for (QValueAxis *axis : {times, heights}) {
        axis->setVisible(false); // ticks are our own: round in local time, on both scales
        chart->addAxis(axis, axis == times ? Qt::AlignBottom : Qt::AlignLeft);
    }
    line = new QLineSeries(chart);
    lone = new QScatterSeries(chart);
    lone->setMarkerSize(LoneSize);
    adopt(line);
    adopt(lone);
    recolour();
    connectCanvas();
}

void TimeSeriesView::Private::connectCanvas()
{
    QObject::connect(canvas, &ChartCanvas::pressed, &q, [this] { q.setFocus(Qt::MouseFocusReason); });
    QObject::connect(canvas, &ChartCanvas::rangeDragged, &q,
        [this](WallTime from, WallTime to) { zoomed(navigation.zoomTo(from, to)); });
    QObject::connect(canvas, &ChartCanvas::wheelTurned, &q,
        [this](double factor, WallTime around) { zoomed(navigation.zoomBy(factor, around)); });
    QObject::connect(canvas, &ChartCanvas::pointedAt, &q, [this](double x) { pointAt(x); });
    QObject::connect(canvas, &ChartCanvas::pointerLeft, &q, [this] {
        if (!q.hasFocus())
            setCursor({});
    });
    QObject::connect(canvas, &ChartCanvas::doubleClicked, &q, &TimeSeriesView::resetRequested);
}

void TimeSeriesView::Private::pointAt(double x)
{
    const SeriesPoint *point = navigation.nearest(paper.timeAt(x));
    const bool near = point && std::abs(paper.xOf(navigation.series().middleOf(*point)) - x) <= CursorReach;
    setCursor(near ? std::optional(point->at) : std::nullopt);
}

void TimeSeriesView::Private::repaint()
{
    ChartScenery scenery {
        paper, colors, bands, navigation.shown().empty() ? emptyText : QString(), {}, q.hasFocus()};
    if (const SeriesPoint *point = navigation.cursor())
        scenery.cursor = {navigation.series().middleOf(*point), *point, q.cursorText()};
    canvas->setScenery(std::move(scenery));
}

void TimeSeriesView::Private::adopt(QAbstractSeries *part)
{
    chart->addSeries(part);
    part->attachAxis(times);
    part->attachAxis(heights);
}

Area TimeSeriesView::Private::addArea()
{
    auto *upper = new QLineSeries(chart);
    auto *lower = new QLineSeries(chart);
    auto *area = new QAreaSeries(upper, lower);
    area->setPen(Qt::NoPen);
    area->setBrush(colors.band);
    adopt(area);
    return {upper, lower, area};
}

void TimeSeriesView::Private::refresh()
{
    paper.from = navigation.from();
    paper.to = navigation.to();
    paper = layOut(paper, q.size(), q.font(), navigation.shown());
    chart->resize(q.size());
    canvas->setSceneRect(QRectF(QPointF(), q.size()));
    chart->setPlotArea(paper.plot);
    times->setRange(inMs(paper.from), inMs(paper.to));
    heights->setRange(paper.heightOf(paper.low), paper.heightOf(paper.high));

    const ChartShape shape = shapeOf(navigation.inSight(), paper);
    line->replace(shape.line);
    lone->replace(shape.lone);
    while (areas.size() < shape.bands.size())
        areas.push_back(addArea());
    for (size_t i = 0; i < areas.size(); ++i) {
        const bool used = i < shape.bands.size();
        areas[i].area->setVisible(used);
        if (!used)
            continue;
        areas[i].upper->replace(shape.bands[i].upper);
        areas[i].lower->replace(shape.bands[i].lower);
    }
    repaint();
}

void TimeSeriesView::Private::recolour()
{
    colors = chartColors(q.palette());
    line->setPen(QPen(colors.line, LineWidth));
    lone->setColor(colors.line);
    lone->setBorderColor(colors.line);
    for (const Area &area : areas)
        area.area->setBrush(colors.band);
    repaint();
}

void TimeSeriesView::Private::announce()
{
    const QStringList at = q.cursorText();
    q.setAccessibleName(name);
    q.setAccessibleDescription(at.isEmpty() ? q.summary() : at.join(QStringLiteral(", ")));
    QAccessibleEvent changed(&q, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&changed);
}

void TimeSeriesView::Private::rangeMoved()
{
    refresh();
    announce();
    Q_EMIT q.rangeChanged(q.visibleRange());
}

void TimeSeriesView::Private::zoomed(bool changed)
{
    if (!changed)
        return;
    rangeMoved();
    Q_EMIT q.zoomRequested(q.visibleRange());
}

void TimeSeriesView::Private::cursorMoved(bool changed)
{
    if (!changed)
        return;
    announce();
    repaint();
    Q_EMIT q.cursorMoved();
}

TimeSeriesView::TimeSeriesView(QWidget *parent)
    : QWidget(parent)
    , d(std::make_unique<Private>(*this))
{
    setFocusPolicy(Qt::StrongFocus);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(d->canvas);
}

TimeSeriesView::~TimeSeriesView()
{
    delete d->canvas; // before its scene, which goes with d
}

void TimeSeriesView::setName(const QString &name)
{
    d->name = name;
    d->announce();
}

void TimeSeriesView::setEmptyText(const QString &sentence)
{
    d->emptyText = sentence;
    d->repaint();
}

void TimeSeriesView::setTimeZone(const QTimeZone &zone)
{
    d->paper.zone = zone;
    d->refresh();
    d->announce();
}

void TimeSeriesView::setScale(ValueScale scale)
{
    d->paper.scale = scale;
    d->refresh();
}

void TimeSeriesView::setSeries(TimeSeries series, std::vector<ChartBand> bands)
{
    const TimeRange before = visibleRange();
    d->navigation.setSeries(std::move(series));
    d->bands = std::move(bands);
    d->refresh();
    d->announce();
    if (visibleRange() != before)
        Q_EMIT rangeChanged(visibleRange());
}

TimeRange TimeSeriesView::visibleRange() const
{
    return {d->navigation.from(), d->navigation.to()};
}

ValueScale TimeSeriesView::scale() const
{
    return d->paper.scale;
}

QString TimeSeriesView::emptyText() const
{
    return d->emptyText;
}

QString TimeSeriesView::summary() const
{
    TimeSeries visible = d->navigation.series();
    visible.from = d->navigation.from();
    visible.to = d->navigation.to();
    visible.points = d->navigation.shown();
    return summarySentence(d->name, visible, d->paper.zone, d->paper.locale);
}

std::optional<SeriesPoint> TimeSeriesView::cursorPoint() const
{
    const SeriesPoint *point = d->navigation.cursor();
    return point ? std::optional(*point) : std::nullopt;
}

QStringList TimeSeriesView::cursorText() const
{
    const std::optional<SeriesPoint> point = cursorPoint();
    if (!point)
        return {};
    return cursorLines(*point, d->navigation.series().step, d->paper.zone, d->paper.locale);
}

QPointF TimeSeriesView::positionOf(WallTime time, Microseconds latency) const
{
    return {d->paper.xOf(time), d->paper.yOf(inMs(latency))};
}

QSize TimeSeriesView::minimumSizeHint() const
{
    return {240, 160};
}

QSize TimeSeriesView::sizeHint() const
{
    return {720, 260};
}

void TimeSeriesView::keyPressEvent(QKeyEvent *event)
{
    ChartNavigation &navigation = d->navigation;
    const auto columns = static_cast<int>(navigation.shown().size());
    const SeriesPoint *point = navigation.cursor();
    const WallTime around = point ? navigation.series().middleOf(*point) : navigation.middle();
    switch (event->key()) {
    case Qt::Key_Left:
        return d->cursorMoved(navigation.moveCursor(-1));
    case Qt::Key_Right:
        return d->cursorMoved(navigation.moveCursor(1));
    case Qt::Key_Home:
        return d->setCursor(columns > 0 ? std::optional(navigation.shown().front().at) : std::nullopt);
    case Qt::Key_End:
        return d->setCursor(columns > 0 ? std::optional(navigation.shown().back().at) : std::nullopt);
    case Qt::Key_Plus:
    case Qt::Key_Equal: // the plus of an English keyboard without Shift
        return d->zoomed(navigation.zoomBy(1 / ZoomStep, around));
    case Qt::Key_Minus:
        return d->zoomed(navigation.zoomBy(ZoomStep, around));
    case Qt::Key_Escape:
        d->setCursor({});
        Q_EMIT resetRequested();
        return;
    default:
        QWidget::keyPressEvent(event);
    }
}

void TimeSeriesView::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    d->refresh();
}

bool TimeSeriesView::event(QEvent *event)
{
    const bool taken = QWidget::event(event);
    switch (event->type()) {
    case QEvent::PaletteChange:
        d->recolour();
        break;
    case QEvent::FontChange:
        d->refresh();
        break;
    case QEvent::FocusIn:
    case QEvent::FocusOut:
        d->repaint(); // it paints the frame of the focus
        break;
    default:
        break;
    }
    return taken;
}

} // namespace Belay

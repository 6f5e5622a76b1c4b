// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chartlegend.h"

#include <QEvent>
#include <QPainter>

#include <algorithm>
#include <utility>

namespace Belay {

namespace {

constexpr int MarkGap = 6;
constexpr int EntryGap = 18;
constexpr int FootHeight = 3; ///< of a ground, as on the chart

} // namespace

ChartLegend::ChartLegend(QWidget *parent)
    : QWidget(parent)
{
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setBands({});
}

void ChartLegend::setBands(const std::vector<ChartBand> &bands)
{
    std::vector<Entry> entries {{Mark::Line, {}, tr("Median (p50): half of the answers were faster")},
        {Mark::Band, {}, tr("up to p95: 95 of 100 answers were faster")}};
    for (const ChartBand &band : bands) {
        if (std::ranges::find(entries, band.name, &Entry::name) == entries.end())
            entries.push_back({Mark::Ground, band, band.name});
    }
    setEntries(std::move(entries));
}

void ChartLegend::setStrip(const StripContent &strip)
{
    ChartBand failed;
    failed.color = strip.failedColour;
    std::vector<Entry> entries {
        {Mark::Failed, failed, tr("failed")}, {Mark::Good, {}, tr("answered, slowly too")}};
    if (strip.incident)
        entries.push_back({Mark::Shade, {}, tr("the incident")});
    if (strip.notice)
        entries.push_back({Mark::Notice, {}, tr("their post")});
    setEntries(std::move(entries));
}

void ChartLegend::setEntries(std::vector<Entry> entries)
{
    m_entries = std::move(entries);
    setAccessibleName(tr("Legend: %1").arg(names().join(tr(", ", "between the items of a list"))));
    updateGeometry();
    update();
}

QStringList ChartLegend::names() const
{
    QStringList names;
    for (const Entry &entry : m_entries)
        names << entry.name;
    return names;
}

int ChartLegend::markWidth() const
{
    return fontMetrics().height() * 3 / 2;
}

std::vector<QRect> ChartLegend::placesIn(int width) const
{
    std::vector<QRect> places;
    const int height = fontMetrics().height() + 2;
    QPoint at;
    for (const Entry &entry : m_entries) {
        const int needed = markWidth() + MarkGap + fontMetrics().horizontalAdvance(entry.name) + 1;
        if (at.x() > 0 && at.x() + needed > width)
            at = {0, at.y() + height};
        places.emplace_back(at, QSize(needed, height));
        at.rx() += needed + EntryGap;
    }
    return places;
}

QSize ChartLegend::sizeHint() const
{
    const QRect last = placesIn(QWIDGETSIZE_MAX).back();
    return {last.right() + 1, last.bottom() + 1};
}

QSize ChartLegend::minimumSizeHint() const
{
    return {240, fontMetrics().height() + 2};
}

int ChartLegend::heightForWidth(int width) const
{
    return placesIn(width).back().bottom() + 1;
}

void ChartLegend::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const std::vector<QRect> places = placesIn(width());
    for (size_t i = 0; i < m_entries.size(); ++i) {
        const QRect mark(places[i].left(), places[i].top() + 2, markWidth(), places[i].height() - 4);
        paintMark(painter, m_entries[i], mark);
        painter.setPen(palette().color(QPalette::WindowText));
        painter.drawText(places[i].adjusted(markWidth() + MarkGap, 0, 0, 0),
            Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, m_entries[i].name);
    }
}

void ChartLegend::paintMark(QPainter &painter, const Entry &entry, const QRect &place) const
{
    const ChartColors colors = chartColors(palette());
    painter.setBrush(Qt::NoBrush);
    switch (entry.mark) {
    case Mark::Line:
        painter.setPen(QPen(colors.line, 2));
        painter.drawLine(place.left(), place.center().y(), place.right(), place.center().y());
        break;
    case Mark::Band:
        painter.fillRect(place, colors.band);
        break;
    case Mark::Ground:
        paintGround(painter, entry, place);
        break;
    case Mark::Failed:
        painter.fillRect(place, entry.band.color);
        break;
    case Mark::Good:
        painter.setPen(colors.faint);
        painter.drawRect(place.adjusted(0, 0, -1, -1));
        break;
    case Mark::Shade:
        painter.fillRect(place, AlignedStrip::shadeOf(colors.text));
        break;
    case Mark::Notice:
        painter.fillRect(place, QBrush(colors.line, Qt::BDiagPattern));
        painter.setPen(colors.line);
        painter.drawRect(place.adjusted(0, 0, -1, -1));
        break;
    }
}

void ChartLegend::paintGround(QPainter &painter, const Entry &entry, const QRect &place) const
{
    if (entry.band.pattern == Qt::NoBrush) {
        painter.setPen(QPen(entry.band.color, 2, Qt::DotLine));
        painter.drawLine(place.bottomLeft(), place.bottomRight());
    } else {
        QColor ground = entry.band.color;
        ground.setAlphaF(0.3F);
        painter.fillRect(place, QBrush(ground, entry.band.pattern));
        painter.fillRect(QRect(place.left(), place.bottom() - FootHeight + 1, place.width(), FootHeight),
            entry.band.color);
    }
}

void ChartLegend::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        updateGeometry();
}

} // namespace Belay

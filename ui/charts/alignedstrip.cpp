// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/alignedstrip.h"

#include "ui/charts/chartpaper.h"
#include "ui/charts/charttext.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace Belay {

namespace {

constexpr double Gap = 6;

struct Sums {
    int good = 0;
    int failed = 0;
};

Sums sumsOf(const std::vector<StripColumn> &columns)
{
    Sums sums;
    for (const StripColumn &column : columns) {
        sums.good += column.good;
        sums.failed += column.failed;
    }
    return sums;
}

} // namespace

/// The places of the rows, and of the plot to the right of their names.
struct AlignedStrip::Rows {
    QRectF plot;
    QRectF checks;
    QRectF traffic;
    QRectF notice;
    double names = 0; ///< width of the names
};

AlignedStrip::AlignedStrip(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Own checks, gateway and official notice over time"));
}

void AlignedStrip::setContent(const StripContent &content)
{
    if (content == m_content)
        return;
    m_content = content;
    setAccessibleDescription(summary());
    update();
}

QString AlignedStrip::summary() const
{
    const auto told = [](const QString &name, const std::vector<StripColumn> &columns) {
        const Sums sums = sumsOf(columns);
        if (sums.good + sums.failed == 0)
            return tr("%1: nothing.", "name of a row").arg(name);
        return tr("%1: %2 of %3 failed.", "name of a row, two numbers")
            .arg(name, QLocale().toString(sums.failed), QLocale().toString(sums.good + sums.failed));
    };
    const QTimeZone zone = QTimeZone::systemTimeZone();
    QString notice = m_content.noticeText; // a sentence of its own
    if (m_content.notice) {
        const QString from = localTimeText(m_content.notice->from, zone, QLocale());
        const QString when = m_content.notice->to
            ? tr("from %1 to %2").arg(from, localTimeText(*m_content.notice->to, zone, QLocale()))
            : tr("from %1 on").arg(from);
        notice = tr("Official notice: %1.").arg(when);
    }
    return told(tr("Own checks"), m_content.checks) + u' ' + told(tr("Gateway"), m_content.traffic) + u' '
        + notice;
}

QColor AlignedStrip::shadeOf(QColor text)
{
    text.setAlphaF(0.09F);
    return text;
}

QSize AlignedStrip::sizeHint() const
{
    const int line = fontMetrics().height();
    return {640, 3 * (2 * line) + 2 * static_cast<int>(Gap) + 2 * line + 8};
}

QSize AlignedStrip::minimumSizeHint() const
{
    return {240, sizeHint().height()};
}

AlignedStrip::Rows AlignedStrip::rows() const
{
    Rows rows;
    const QFontMetricsF metrics(font());
    for (const QString &name : {tr("Own checks"), tr("Gateway"), tr("Official notice")})
        rows.names = std::max(rows.names, metrics.horizontalAdvance(name));
    const double height = 2 * metrics.height();
    rows.plot = QRectF(rows.names + 2 * Gap, 0, width() - rows.names - 3 * Gap, 3 * height + 2 * Gap);
    rows.checks = QRectF(rows.plot.left(), 0, rows.plot.width(), height);
    rows.traffic = rows.checks.translated(0, height + Gap);
    rows.notice = rows.traffic.translated(0, height + Gap);
    return rows;
}

double AlignedStrip::xOf(WallTime time, const QRectF &plot) const
{
    const auto whole = static_cast<double>((m_content.to - m_content.from).count());
    const auto part = static_cast<double>((time - m_content.from).count());
    return plot.left() + std::clamp(part / std::max(whole, 1.0), 0.0, 1.0) * plot.width();
}

void AlignedStrip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing, false);
    const Rows places = rows();
    const ChartColors colors = chartColors(palette());
    if (m_content.incident) {
        const double left = xOf(m_content.incident->from, places.plot);
        const double right = xOf(m_content.incident->to.value_or(m_content.to), places.plot);
        painter.fillRect(
            QRectF(left, 0, std::max(right - left, 1.0), places.plot.height()), shadeOf(colors.text));
    }
    paintAxis(painter, places.plot);
    const auto name = [&](const QRectF &row, const QString &text) {
        painter.setPen(colors.text);
        painter.drawText(
            QRectF(0, row.top(), places.names, row.height()), Qt::AlignRight | Qt::AlignVCenter, text);
    };
    name(places.checks, tr("Own checks"));
    name(places.traffic, tr("Gateway"));
    name(places.notice, tr("Official notice"));
    paintColumns(painter, places.checks, m_content.checks, tr("No check is kept of this time."));
    paintColumns(painter, places.traffic, m_content.traffic, tr("No request came through the gateway."));
    paintNotice(painter, places.notice);
}

void AlignedStrip::paintColumns(
    QPainter &painter, const QRectF &row, const std::vector<StripColumn> &columns, const QString &none)
{
    const ChartColors colors = chartColors(palette());
    bool any = false;
    for (const StripColumn &column : columns) {
        const int all = column.good + column.failed;
        if (all == 0)
            continue;
        any = true;
        const double left = xOf(column.start, row) + 0.5;
        const double right = std::max(xOf(column.start + m_content.step, row) - 1, left + 1);
        const double failed = row.height() * column.failed / all;
        const QRectF whole(left, row.top() + 0.5, right - left, row.height() - 1);
        painter.setPen(colors.faint);
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(whole);
        painter.fillRect(
            QRectF(left, row.bottom() - failed, right - left + 1, failed), m_content.failedColour);
    }
    if (any)
        return;
    painter.setPen(colors.faint);
    painter.drawText(row, Qt::AlignLeft | Qt::AlignVCenter, none);
}

void AlignedStrip::paintNotice(QPainter &painter, const QRectF &row)
{
    const ChartColors colors = chartColors(palette());
    if (!m_content.notice) {
        painter.setPen(colors.faint);
        painter.drawText(row, Qt::AlignLeft | Qt::AlignVCenter, m_content.noticeText);
        return;
    }
    const double left = xOf(m_content.notice->from, row);
    const double right = xOf(m_content.notice->to.value_or(m_content.to), row);
    const QRectF bar(left, row.top() + row.height() / 4, std::max(right - left, 2.0), row.height() / 2);
    painter.fillRect(bar, QBrush(colors.line, Qt::BDiagPattern));
    painter.setPen(colors.line);
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(bar);
}

void AlignedStrip::paintAxis(QPainter &painter, const QRectF &plot)
{
    if (m_content.to <= m_content.from)
        return;
    const ChartColors colors = chartColors(palette());
    const QTimeZone zone = QTimeZone::systemTimeZone();
    const QFontMetricsF metrics(font());
    const int most = std::max(2, static_cast<int>(plot.width() / (metrics.averageCharWidth() * 12)));
    const TimeTicks ticks = timeTicks(m_content.from, m_content.to, most, zone);
    const std::vector<TickText> texts = tickTexts(ticks, zone, QLocale());
    for (size_t i = 0; i < ticks.at.size(); ++i) {
        const double x = xOf(ticks.at[i], plot);
        painter.setPen(colors.grid);
        painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom() + 3));
        painter.setPen(colors.faint);
        QString text = texts[i].first;
        if (!texts[i].second.isEmpty())
            text += u'\n' + texts[i].second;
        const double half = metrics.averageCharWidth() * 6;
        QRectF place(x - half, plot.bottom() + 4, 2 * half, 2 * metrics.height());
        place.moveRight(std::min(place.right(), static_cast<double>(width())));
        painter.drawText(place, Qt::AlignHCenter | Qt::AlignTop, text);
    }
}

bool AlignedStrip::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const Rows places = rows();
    const auto columnAt = [&](const std::vector<StripColumn> &columns) -> const StripColumn * {
        for (const StripColumn &column : columns) {
            const double left = xOf(column.start, places.plot);
            const double right = xOf(column.start + m_content.step, places.plot);
            if (help->pos().x() >= left && help->pos().x() < right)
                return &column;
        }
        return nullptr;
    };
    const bool onChecks = places.checks.contains(help->pos());
    const StripColumn *column = onChecks       ? columnAt(m_content.checks)
        : places.traffic.contains(help->pos()) ? columnAt(m_content.traffic)
                                               : nullptr;
    if (!column) {
        QToolTip::hideText();
        event->ignore();
        return true;
    }
    QToolTip::showText(help->globalPos(),
        tr("%1\n%2 of %3 failed")
            .arg(localTimeText(column->start, QTimeZone::systemTimeZone(), QLocale()))
            .arg(column->failed)
            .arg(column->good + column->failed),
        this);
    return true;
}

} // namespace Belay

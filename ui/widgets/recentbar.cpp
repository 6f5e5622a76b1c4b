// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/recentbar.h"

#include "core/domain/statusboard.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/statuspalette.h"

#include <QCoreApplication>
#include <QPainter>
#include <QPainterPath>
#include <QStringList>

#include <algorithm>
#include <array>
#include <cmath>

namespace Belay {

namespace {

constexpr qreal LeastPitch = 4.0;
constexpr qreal CrossFrom = 8.0; // a cross in a narrower bar is a smudge

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Belay::RecentBar)
};

void paintCross(QPainter &painter, const QRectF &bar)
{
    const qreal arm = bar.width() * 0.28;
    const QPointF middle = bar.center();
    painter.setRenderHint(QPainter::Antialiasing, true);
    painter.setPen(QPen(Qt::white, 1.4));
    painter.drawLine(middle - QPointF(arm, arm), middle + QPointF(arm, arm));
    painter.drawLine(middle - QPointF(arm, -arm), middle + QPointF(arm, -arm));
    painter.setRenderHint(QPainter::Antialiasing, false);
}

QRectF lowerPart(const QRectF &bar, qreal share)
{
    return bar.adjusted(0, bar.height() * (1.0 - share), 0, 0);
}

} // namespace

RecentBar::RecentBar(
    const std::vector<RecentCheck> &checks, const QRectF &rect, Qt::LayoutDirection direction)
    : m_checks(checks)
    , m_rect(rect)
    , m_direction(direction)
    , m_slots(std::clamp<size_t>(
          static_cast<size_t>(std::max(1.0, rect.width() / LeastPitch)), 1, TargetStatus::RecentChecks))
    , m_first(checks.size() > m_slots ? checks.size() - m_slots : 0)
{ }

QRectF RecentBar::slot(size_t shownIndex, qreal devicePixel) const
{
    // Edges on whole device pixels: bars of equal checks must not look different.
    const size_t empty = m_slots - (m_checks.size() - m_first);
    const qreal pitch = m_rect.width() / static_cast<qreal>(m_slots);
    const auto edge
        = [&](size_t i) { return std::round(pitch * static_cast<qreal>(i) / devicePixel) * devicePixel; };
    const qreal from = edge(empty + shownIndex);
    const qreal to = edge(empty + shownIndex + 1);
    const qreal x = m_direction == Qt::RightToLeft ? m_rect.right() - to : m_rect.left() + from;
    return {x, m_rect.top(), to - from - 1.0, m_rect.height()};
}

void RecentBar::paint(QPainter &painter, const QPalette &palette) const
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing, false);
    const qreal devicePixel = 1.0 / painter.device()->devicePixelRatioF();
    // Where no check has been yet: the base line of "no data".
    if (const size_t shown = m_checks.size() - m_first; shown < m_slots) {
        QRectF empty = m_rect;
        const qreal width
            = m_rect.width() * static_cast<qreal>(m_slots - shown) / static_cast<qreal>(m_slots);
        if (m_direction == Qt::RightToLeft)
            empty.setLeft(m_rect.right() - width);
        else
            empty.setWidth(width);
        paintCheck(painter, empty, TargetState::NoData, palette);
    }
    for (size_t i = m_first; i < m_checks.size(); ++i)
        paintCheck(painter, slot(i - m_first, devicePixel), m_checks[i].state, palette);
    painter.restore();
}

void RecentBar::paintCheck(
    QPainter &painter, const QRectF &bar, TargetState state, const QPalette &palette) const
{
    const QColor colour = statusColour(state, palette);
    switch (fillOf(state)) {
    case StatusFill::Full:
        painter.fillRect(bar, colour);
        break;
    case StatusFill::ThreeQuarters: {
        const QRectF part = lowerPart(bar, 0.75);
        painter.fillRect(part, colour);
        // The notch: a bar that is merely shorter reads as a smaller value.
        painter.fillRect(
            QRectF(part.center().x() - 0.5, part.top(), 1.0, 3.0), palette.color(QPalette::Base));
        break;
    }
    case StatusFill::FullCrossed:
        painter.fillRect(bar, colour);
        if (bar.width() >= CrossFrom)
            paintCross(painter, bar);
        break;
    case StatusFill::Outline:
    case StatusFill::Ring:
        painter.setPen(QPen(colour, 1.0));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(bar.adjusted(0.5, 0.5, -0.5, -0.5));
        break;
    case StatusFill::Half: {
        const QRectF part = lowerPart(bar, 0.5);
        painter.fillRect(part, colour);
        break;
    }
    case StatusFill::Hatch:
        painter.fillRect(bar, QBrush(colour, Qt::BDiagPattern));
        break;
    case StatusFill::Gap: {
        QPen dots(colour, 1.0, Qt::CustomDashLine, Qt::FlatCap);
        dots.setDashPattern({1.0, 2.0});
        painter.setPen(dots);
        painter.drawLine(QPointF(bar.left(), bar.bottom() - 0.5), QPointF(bar.right(), bar.bottom() - 0.5));
        break;
    }
    }
}

const RecentCheck *RecentBar::checkAt(QPointF point) const
{
    if (!m_rect.contains(point))
        return nullptr;
    for (size_t i = m_first; i < m_checks.size(); ++i) {
        if (slot(i - m_first, 1.0).adjusted(0, 0, 1, 0).contains(point))
            return &m_checks[i];
    }
    return nullptr;
}

std::optional<WallTime> RecentBar::firstShown() const
{
    return m_checks.empty() ? std::nullopt : std::optional(m_checks[m_first].at);
}

QString recentCheckText(const RecentCheck &check)
{
    QString what = statusWord(check.state);
    if (check.outcome != Outcome::Ok)
        what = Words::tr("%1 (%2)", "state, what happened").arg(what, outcomeText(check.outcome));
    return check.latency ? Words::tr("%1: %2, %3", "time, state, latency")
                               .arg(dateTimeText(check.at), what, latencyText(check.latency))
                         : Words::tr("%1: %2", "time, state").arg(dateTimeText(check.at), what);
}

QString recentSummary(const std::vector<RecentCheck> &checks)
{
    if (checks.empty())
        return Words::tr("No checks yet");
    std::array<int, enumCount<TargetState>()> counts {};
    for (const RecentCheck &check : checks)
        ++counts[static_cast<size_t>(check.state)];
    QStringList parts;
    for (size_t i = 0; i < counts.size(); ++i) {
        if (counts[i] > 0)
            parts << statusCount(static_cast<TargetState>(i), counts[i]);
    }
    return Words::tr("Recent checks: %1", "a list of counts per state")
        .arg(parts.join(Words::tr(", ", "list")));
}

} // namespace Belay

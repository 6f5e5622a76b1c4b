// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/carddelegate.h"

#include "ui/models/targetlistmodel.h"
#include "ui/widgets/appearance.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/recentbar.h"
#include "ui/widgets/statuspalette.h"
#include "ui/widgets/statusshape.h"

#include <QAbstractItemView>
#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QTextLayout>
#include <QToolTip>

namespace Belay {

namespace {

constexpr int Margin = 6; // around a card
constexpr int Padding = 12; // within it
constexpr int Gap = 6;
constexpr int BarHeight = 20;
constexpr int StripeWidth = 4;
constexpr int ProseLines = 5; // of what happened and what to do together
constexpr int ReasonLines = 2; // that are left to it, however long the advice is
constexpr qreal SmallShare = 0.87;

QFont smaller(QFont font)
{
    if (font.pointSizeF() > 0)
        font.setPointSizeF(font.pointSizeF() * SmallShare);
    else
        font.setPixelSize(std::max(1, qRound(font.pixelSize() * SmallShare)));
    return font;
}

QFont bold(QFont font)
{
    font.setBold(true);
    return font;
}

/// Seconds would have every card painted anew all the time; the page's first lines have them.
QString lastCheckInMinutes(const TargetStatus &status, WallTime now)
{
    constexpr Milliseconds Minute {60'000};
    return status.lastCheckAt && now - *status.lastCheckAt < Minute
        ? CardDelegate::tr("last check under 1 min ago")
        : lastCheckText(status.lastCheckAt, now);
}

ProviderId providerOf(const QModelIndex &index)
{
    const auto status = index.data(TargetListModel::StatusRole).value<TargetStatusPtr>();
    return status ? status->id.provider : ProviderId();
}

bool isFirstOfProvider(const QModelIndex &index)
{
    return index.row() == 0 || providerOf(index.sibling(index.row() - 1, 0)) != providerOf(index);
}

/// Where each line of a text begins when it is wrapped for `width`.
std::vector<int> lineStarts(const QPainter &painter, const QString &text, int width)
{
    if (text.isEmpty())
        return {};
    QTextLayout layout(text, painter.font(), painter.device());
    QTextOption option(Qt::AlignLeading);
    option.setTextDirection(painter.layoutDirection());
    layout.setTextOption(option);
    layout.beginLayout();
    std::vector<int> starts;
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(width);
        starts.push_back(line.textStart());
    }
    layout.endLayout();
    return starts;
}

/// Draws the first `lines` of the lines that begin at `starts` into `rect`, the last one elided.
void drawWrapped(
    QPainter &painter, const QRect &rect, const QString &text, const std::vector<int> &starts, int lines)
{
    const QFontMetrics metrics = painter.fontMetrics();
    for (int line = 0; line < lines; ++line) {
        const QRect place(
            rect.left(), rect.top() + line * metrics.lineSpacing(), rect.width(), metrics.height());
        const auto at = static_cast<size_t>(line);
        const QString shown = line == lines - 1
            ? metrics.elidedText(text.mid(starts[at]), Qt::ElideRight, rect.width())
            : text.mid(starts[at], starts[at + 1] - starts[at]);
        painter.drawText(place, Qt::AlignLeading | Qt::AlignVCenter | Qt::TextSingleLine, shown.trimmed());
    }
}

} // namespace

/// Where the parts of one card are.
struct CardDelegate::Frame {
    QRect heading;
    QRect card;
    QRect title;
    QRect bars;
    QRect ends;
    QRect figures;
    QRect prose;
    QRect official;
    QFont font;
    QFont small;
    QPalette palette;
    Qt::LayoutDirection direction = Qt::LeftToRight;
};

CardDelegate::Frame CardDelegate::frameOf(const QStyleOptionViewItem &option) const
{
    const QFontMetrics metrics(option.font);
    const QFont small = smaller(option.font);
    const QFontMetrics smallMetrics(small);
    const int headingHeight = m_headings == Headings::Providers ? metrics.height() + Gap : 0;
    Frame frame;
    frame.font = option.font;
    frame.small = small;
    frame.palette = option.palette;
    frame.direction = option.direction;
    const QRect room = option.rect.adjusted(Margin, Margin, -Margin, -Margin);
    frame.heading = QRect(room.left(), room.top(), room.width(), headingHeight);
    frame.card = room.adjusted(0, headingHeight, 0, 0);
    const QRect inner = frame.card.adjusted(Padding + StripeWidth / 2, Padding, -Padding, -Padding);
    int y = inner.top();
    const auto take = [&inner, &y](int height, int gap) {
        const QRect rect(inner.left(), y, inner.width(), height);
        y += height + gap;
        return rect;
    };
    frame.title = take(metrics.height(), Gap);
    frame.bars = take(BarHeight, 2);
    frame.ends = take(smallMetrics.height(), Gap);
    frame.figures = take(smallMetrics.height() * 2 + metrics.height(), Gap);
    const int last = smallMetrics.height();
    frame.official = QRect(inner.left(), inner.bottom() - last + 1, inner.width(), last);
    frame.prose = QRect(inner.left(), y, inner.width(), frame.official.top() - y);
    return frame;
}

QSize CardDelegate::leastSize(const QFont &font) const
{
    const QFontMetrics metrics(font);
    const QFontMetrics small(smaller(font));
    const int headingHeight = m_headings == Headings::Providers ? metrics.height() + Gap : 0;
    const int height = 2 * Margin + 2 * Padding + headingHeight + metrics.height() + BarHeight + 2
        + small.height() + 2 * small.height() + metrics.height() + 3 * Gap
        + ProseLines * metrics.lineSpacing() + metrics.lineSpacing() + small.height();
    return {metrics.averageCharWidth() * 50 + 2 * (Margin + Padding), height};
}

void CardDelegate::paint(
    QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto status = index.data(TargetListModel::StatusRole).value<TargetStatusPtr>();
    if (!status)
        return;
    const Frame frame = frameOf(option);
    const QPalette &palette = frame.palette;
    painter->save();
    painter->setLayoutDirection(frame.direction);
    if (m_headings == Headings::Providers)
        paintHeading(*painter, frame, index);

    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const bool hovered = option.state.testFlag(QStyle::State_MouseOver);
    painter->setRenderHint(QPainter::Antialiasing);
    const QColor edge = selected ? palette.color(QPalette::Highlight) : frameColour(palette);
    painter->setPen(QPen(edge, selected ? 2.0 : 1.0));
    painter->setBrush(palette.color(hovered && !selected ? QPalette::AlternateBase : QPalette::Base));
    painter->drawRoundedRect(QRectF(frame.card).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    const bool leftToRight = frame.direction == Qt::LeftToRight;
    const QRect stripe(leftToRight ? frame.card.left() + 1 : frame.card.right() - StripeWidth,
        frame.card.top() + Padding, StripeWidth, frame.card.height() - 2 * Padding);
    painter->fillRect(stripe, statusColour(status->verdict.state, palette));

    paintTitle(*painter, frame, *status);
    paintChecks(*painter, frame, *status);
    paintFigures(*painter, frame, *status);
    paintProse(*painter, frame, *status);
    paintOfficial(*painter, frame, *status);
    painter->restore();
}

bool CardDelegate::differs(
    const QStyleOptionViewItem &option, const QModelIndex &index, WallTime a, WallTime b) const
{
    const auto status = index.data(TargetListModel::StatusRole).value<TargetStatusPtr>();
    if (!status)
        return false;
    const Frame frame = frameOf(option);
    const auto first = RecentBar(status->recent, frame.bars, frame.direction).firstShown();
    return forDuration(status->since, a) != forDuration(status->since, b)
        || lastCheckInMinutes(*status, a) != lastCheckInMinutes(*status, b)
        || (first && agoText(*first, a) != agoText(*first, b));
}

void CardDelegate::paintHeading(QPainter &painter, const Frame &frame, const QModelIndex &index) const
{
    if (!isFirstOfProvider(index))
        return;
    const auto status = index.data(TargetListModel::StatusRole).value<TargetStatusPtr>();
    painter.setFont(bold(frame.font));
    painter.setPen(frame.palette.color(QPalette::WindowText));
    painter.drawText(frame.heading, Qt::AlignLeading | Qt::AlignVCenter,
        tr("%1 ›", "the name of a provider, which leads to its page").arg(status->providerName));
}

bool CardDelegate::editorEvent(
    QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &option, const QModelIndex &index)
{
    const bool isRelease = event->type() == QEvent::MouseButtonRelease;
    if (isRelease && m_headings == Headings::Providers && isFirstOfProvider(index)
        && frameOf(option).heading.contains(static_cast<QMouseEvent *>(event)->pos())) {
        Q_EMIT headingClicked(providerOf(index));
        return true;
    }
    return QStyledItemDelegate::editorEvent(event, model, option, index);
}

void CardDelegate::paintTitle(QPainter &painter, const Frame &frame, const TargetStatus &status) const
{
    const QString word = statusWord(status.verdict.state);
    const QFontMetrics metrics(frame.font);
    const int shape = metrics.height() - 2;
    const int right = metrics.horizontalAdvance(word) + shape + Gap;
    QRect name = frame.title;
    QRect state = frame.title;
    name.setWidth(name.width() - right - Gap);
    state.setLeft(state.right() - right);
    const QRect nameRect = QStyle::visualRect(frame.direction, frame.title, name);
    QRect shapeRect(state.left(), state.top() + 1, shape, shape);
    QRect wordRect = state.adjusted(shape + Gap, 0, 0, 0);
    shapeRect = QStyle::visualRect(frame.direction, frame.title, shapeRect);
    wordRect = QStyle::visualRect(frame.direction, frame.title, wordRect);

    painter.setPen(frame.palette.color(QPalette::Text));
    painter.setFont(bold(frame.font));
    painter.drawText(nameRect, Qt::AlignLeading | Qt::AlignVCenter,
        painter.fontMetrics().elidedText(displayName(status), Qt::ElideMiddle, nameRect.width()));
    paintStatusShape(painter, shapeRect, status.verdict.state, frame.palette);
    painter.setFont(frame.font);
    painter.drawText(wordRect, Qt::AlignLeading | Qt::AlignVCenter, word);
}

void CardDelegate::paintChecks(QPainter &painter, const Frame &frame, const TargetStatus &status) const
{
    const RecentBar bar(status.recent, frame.bars, frame.direction);
    bar.paint(painter, frame.palette);
    painter.setFont(frame.small);
    painter.setPen(secondaryText(frame.palette));
    if (const auto first = bar.firstShown())
        painter.drawText(frame.ends, Qt::AlignLeading | Qt::AlignVCenter, agoText(*first, m_now));
    painter.drawText(frame.ends, Qt::AlignTrailing | Qt::AlignVCenter, lastCheckInMinutes(status, m_now));
}

void CardDelegate::paintFigures(QPainter &painter, const Frame &frame, const TargetStatus &status) const
{
    struct Column {
        QString label;
        QString value;
        QString note;
    };
    const Column columns[] = {
        {tr("Median", "latency"), latencyText(status.firstContent.p50), tr("first content")},
        {tr("p95", "latency"), latencyText(status.firstContent.p95), tr("first content")},
        {tr("Uptime 24 h"), shareText(status.uptime24h.uptime()), coverageText(status.uptime24h.coverage())},
        {tr("Uptime 30 d"), shareText(status.uptime30d.uptime()), coverageText(status.uptime30d.coverage())},
    };
    const int width = frame.figures.width() / static_cast<int>(std::size(columns));
    const int small = QFontMetrics(frame.small).height();
    int x = frame.figures.left();
    for (const Column &column : columns) {
        const QRect cell = QStyle::visualRect(
            frame.direction, frame.figures, QRect(x, frame.figures.top(), width, frame.figures.height()));
        painter.setFont(frame.small);
        painter.setPen(secondaryText(frame.palette));
        painter.drawText(cell, Qt::AlignLeading | Qt::AlignTop, column.label);
        painter.drawText(cell, Qt::AlignLeading | Qt::AlignBottom, column.note);
        painter.setFont(frame.font);
        painter.setPen(frame.palette.color(QPalette::Text));
        painter.drawText(
            cell.adjusted(0, small, 0, -small), Qt::AlignLeading | Qt::AlignVCenter, column.value);
        x += width;
    }
}

void CardDelegate::paintProse(QPainter &painter, const Frame &frame, const TargetStatus &status) const
{
    QString head = forDuration(status.since, m_now);
    if (const QString owner = ownerText(status.verdict.owner, status.verdict.cause); !owner.isEmpty())
        head = tr("%1, %2", "for how long, whose side").arg(head, owner);
    if (status.verdict.state == TargetState::Checking)
        head = tr("The first answer is on its way.");
    painter.setFont(bold(frame.font));
    painter.setPen(frame.palette.color(QPalette::Text));
    painter.drawText(frame.prose, Qt::AlignLeading | Qt::AlignTop | Qt::TextSingleLine,
        tr("%1 %2", "state, since when and whose side").arg(statusWord(status.verdict.state), head));
    painter.setFont(frame.font);
    const int spacing = painter.fontMetrics().lineSpacing();
    const QRect below = frame.prose.adjusted(0, spacing, 0, 0);
    const QString &reason = status.verdict.reason;
    const QString &advice = status.verdict.advice;
    const std::vector<int> ofReason = lineStarts(painter, reason, below.width());
    const std::vector<int> ofAdvice = lineStarts(painter, advice, below.width());
    const int wantedByReason = static_cast<int>(ofReason.size());
    // What to do next is what a person looks for: a long reason gives way to it.
    const int room = ProseLines - std::min(wantedByReason, ReasonLines);
    const int adviceLines = std::min(static_cast<int>(ofAdvice.size()), room);
    const int reasonLines = std::min(wantedByReason, ProseLines - adviceLines);
    painter.setPen(secondaryText(frame.palette));
    drawWrapped(painter, below, reason, ofReason, reasonLines);
    painter.setPen(frame.palette.color(QPalette::Text));
    drawWrapped(painter, below.adjusted(0, reasonLines * spacing, 0, 0), advice, ofAdvice, adviceLines);
}

void CardDelegate::paintOfficial(QPainter &painter, const Frame &frame, const TargetStatus &status) const
{
    painter.setFont(frame.small);
    painter.setPen(secondaryText(frame.palette));
    painter.drawText(frame.official, Qt::AlignLeading | Qt::AlignVCenter,
        painter.fontMetrics().elidedText(
            officialText(status, m_now), Qt::ElideRight, frame.official.width()));
}

QSize CardDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return m_size.isEmpty() ? leastSize(option.font) : m_size;
}

bool CardDelegate::helpEvent(
    QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option, const QModelIndex &index)
{
    const auto status = index.data(TargetListModel::StatusRole).value<TargetStatusPtr>();
    if (event->type() != QEvent::ToolTip || !status)
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    const Frame frame = frameOf(option);
    const RecentBar bar(status->recent, frame.bars, frame.direction);
    if (const RecentCheck *check = bar.checkAt(event->pos()))
        QToolTip::showText(event->globalPos(), recentCheckText(*check), view);
    else if (frame.bars.contains(event->pos()))
        QToolTip::showText(event->globalPos(), recentSummary(status->recent), view);
    else
        QToolTip::showText(event->globalPos(),
            QStringList {status->verdict.reason, status->verdict.advice, officialText(*status, m_now)}
                .join(u'\n')
                .trimmed(),
            view);
    return true;
}

} // namespace Belay

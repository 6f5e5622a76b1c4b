// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/explanationview.h"

#include "ui/models/explanationlines.h"
#include "ui/widgets/statusshape.h"
#include "ui/widgets/textlabel.h"

#include <QAccessible>
#include <QEvent>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>

namespace Belay {

using namespace Qt::StringLiterals;

namespace {

constexpr qreal TitleShare = 1.25; // of the font of everything else

/// The state whose shape says the same; nobody's fault is nobody's state.
TargetState shapeOf(const Explanation &explanation)
{
    return explanation.reading.recognised ? stateAlone(explanation.verdict.outcome) : TargetState::NoData;
}

} // namespace

ExplanationView::ExplanationView(QWidget *parent)
    : QScrollArea(parent)
    , m_shape(new QLabel(this))
    , m_title(makeProseLabel(u"explanationTitleLabel"_s, this))
    , m_reason(makeProseLabel(u"explanationReasonLabel"_s, this))
    , m_advice(makeProseLabel(u"explanationAdviceLabel"_s, this))
    , m_details(new QWidget(this))
    , m_lines(new QFormLayout(m_details))
{
    setObjectName(u"explanationView"_s);
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setAccessibleName(tr("Explanation"));
    m_lines->setContentsMargins(0, 8, 0, 0);
    m_lines->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    auto *head = new QHBoxLayout;
    head->addWidget(m_shape, 0, Qt::AlignTop);
    head->addWidget(m_title, 1);
    auto *ground = new QWidget(this);
    auto *column = new QVBoxLayout(ground);
    column->setContentsMargins(0, 0, 6, 0);
    column->addLayout(head);
    column->addWidget(m_reason);
    column->addWidget(m_advice);
    column->addWidget(m_details);
    column->addStretch(1);
    setWidget(ground);
    updateFonts();
    clear();
}

void ExplanationView::clear()
{
    m_details->hide();
    show(TargetState::NoData, tr("Whose side is it?"),
        tr("An HTTP answer, what curl printed or the error of a library: paste all of it. Belay reads it "
           "here and "
           "sends it nowhere; keys in it are not shown."),
        {});
}

void ExplanationView::setExplanation(const Explanation &explanation, WallTime now)
{
    while (m_lines->rowCount() > 0)
        m_lines->removeRow(0);
    const std::vector<ExplanationLine> lines = explanationLines(explanation, now);
    for (const ExplanationLine &line : lines) {
        QLabel *value = makeProseLabel({}, m_details);
        value->setText(line.value);
        value->setAccessibleName(tr("%1: %2", "name: value").arg(line.name, line.value));
        m_lines->addRow(tr("%1:", "name of a value").arg(line.name), value);
    }
    m_details->setVisible(!lines.empty());
    show(shapeOf(explanation), explanationTitle(explanation), explanation.verdict.reason,
        explanation.verdict.advice);
}

void ExplanationView::show(
    TargetState shape, const QString &title, const QString &reason, const QString &advice)
{
    m_state = shape;
    const bool isNew = m_title->text() != title || m_reason->text() != reason;
    m_title->setText(title);
    m_reason->setText(reason);
    m_advice->setText(advice);
    m_advice->setVisible(!advice.isEmpty());
    updateFonts();
    if (!isNew || !isVisible())
        return;
    setAccessibleDescription(tr("%1. %2 %3").arg(title, reason, advice));
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

void ExplanationView::updateFonts()
{
    const QFont large = titleFont(font(), TitleShare);
    m_title->setFont(large);
    const int side = QFontMetrics(large).height();
    m_shape->setPixmap(iconFor(m_state).pixmap(QSize(side, side), devicePixelRatioF()));
}

void ExplanationView::changeEvent(QEvent *event)
{
    QScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::PaletteChange)
        updateFonts();
}

} // namespace Belay

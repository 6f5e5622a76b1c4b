// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/rungview.h"

#include "ui/widgets/formats.h"
#include "ui/widgets/statuspalette.h"
#include "ui/widgets/statusshape.h"

#include <QGridLayout>
#include <QLabel>

#include <algorithm>

namespace Belay {

namespace {

constexpr std::array Rungs {Proof::Reach, Proof::Auth, Proof::Model, Proof::Stream};

size_t rowOf(Proof rung)
{
    return static_cast<size_t>(rung) - static_cast<size_t>(Proof::Reach);
}

/// Each rung proves something of its own, which the reason of a verdict does not tell apart.
QString goodText(Proof rung)
{
    switch (rung) {
    case Proof::None:
        break;
    case Proof::Reach:
        return RungView::tr("The provider answers.");
    case Proof::Auth:
        return RungView::tr("It accepts the key.");
    case Proof::Model:
        return RungView::tr("The model answers.");
    case Proof::Stream:
        return RungView::tr("The answer comes piece by piece.");
    }
    return {};
}

} // namespace

RungView::RungView(QWidget *parent)
    : QWidget(parent)
{
    const std::array titles {tr("Reach"), tr("Key"), tr("Model"), tr("Stream")};
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(10);
    grid->setVerticalSpacing(8);
    grid->setColumnStretch(2, 1);
    for (size_t i = 0; i < m_rows.size(); ++i) {
        Row &row = m_rows[i];
        row.shape = new QLabel(this);
        row.title = new QLabel(titles[i], this);
        row.text = new QLabel(this);
        row.text->setWordWrap(true);
        row.text->setTextFormat(Qt::PlainText);
        row.text->setObjectName(QStringLiteral("%1RungLabel").arg(toString(Rungs[i])));
        QFont font = row.title->font();
        font.setBold(true);
        row.title->setFont(font);
        const int line = static_cast<int>(i);
        grid->addWidget(row.shape, line, 0, Qt::AlignTop);
        grid->addWidget(row.title, line, 1, Qt::AlignTop);
        grid->addWidget(row.text, line, 2);
    }
    clear();
}

void RungView::clear()
{
    setRow(Proof::Reach, TargetState::NoData, tr("Does the provider answer at all?"));
    setRow(Proof::Auth, TargetState::NoData,
        m_keyless ? tr("No key was given. A server that needs one refuses the tiny request.")
                  : tr("Does it accept the key?"));
    setRow(Proof::Model, TargetState::NoData, tr("Does the model answer? Takes one tiny paid request."));
    setRow(Proof::Stream, TargetState::NoData,
        tr("Does the answer come piece by piece? Part of the same request."));
}

void RungView::setKeyless(bool keyless)
{
    m_keyless = keyless;
    clear();
}

void RungView::setResult(const TrialResult &result, bool running)
{
    clear();
    for (const TrialStep &step : result.steps) {
        if (step.rung == Proof::None)
            continue;
        const QString reason = ruleOf(step.outcome).health == Health::Good ? goodText(step.rung)
            : step.reason.isEmpty()                                        ? outcomeText(step.outcome)
                                                                           : step.reason;
        setRow(step.rung, stateAlone(step.outcome),
            step.took ? tr("%1 (%2)", "what was seen, how long it took").arg(reason, latencyText(step.took))
                      : reason);
    }
    if (!running)
        return;
    const Proof last = result.steps.empty() ? Proof::None : result.steps.back().rung;
    if (last < Proof::Stream)
        setRow(static_cast<Proof>(static_cast<int>(last) + 1), TargetState::Checking, tr("Asking…"));
}

void RungView::setRow(Proof rung, TargetState state, const QString &text)
{
    Row &row = m_rows[rowOf(rung)];
    const int side = fontMetrics().height();
    row.shape->setPixmap(iconFor(state).pixmap(QSize(side, side), devicePixelRatioF()));
    row.shape->setAccessibleName(statusWord(state));
    row.text->setText(text);
    row.text->setAccessibleName(
        tr("%1: %2. %3", "rung, state, text").arg(row.title->text(), statusWord(state), text));
}

} // namespace Belay

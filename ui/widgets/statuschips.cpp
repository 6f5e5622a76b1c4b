// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/statuschips.h"

#include "ui/widgets/flowlayout.h"
#include "ui/widgets/statuspalette.h"
#include "ui/widgets/statusshape.h"

#include <QEvent>
#include <QPushButton>

#include <algorithm>

namespace Belay {

StatusChips::StatusChips(QWidget *parent)
    : QWidget(parent)
    , m_all(new QPushButton(this))
{
    auto *layout = new FlowLayout(this);
    m_all->setCheckable(true);
    layout->addWidget(m_all);
    connect(m_all, &QPushButton::clicked, this, [this] {
        m_checked.clear();
        choose();
    });
    std::vector<TargetState> states;
    for (size_t i = 0; i < enumCount<TargetState>(); ++i)
        states.push_back(static_cast<TargetState>(i));
    std::sort(states.begin(), states.end(),
        [](TargetState a, TargetState b) { return severityRank(a) < severityRank(b); });
    for (const TargetState state : states) {
        auto *button = new QPushButton(this);
        button->setCheckable(true);
        button->setObjectName(QStringLiteral("%1Chip").arg(toString(state)));
        layout->addWidget(button);
        m_buttons[state] = button;
        connect(button, &QPushButton::clicked, this, [this, state](bool on) {
            if (on)
                m_checked.insert(state);
            else
                m_checked.erase(state);
            choose();
        });
    }
    m_all->setObjectName(QStringLiteral("allChip"));
    updateButtons();
}

void StatusChips::setBoard(const StatusBoard &board)
{
    m_counts.clear();
    for (const TargetStatus &status : board.targets)
        ++m_counts[status.verdict.state];
    m_total = static_cast<int>(board.targets.size());
    updateButtons();
}

void StatusChips::setChecked(const std::set<TargetState> &states)
{
    m_checked = states;
    updateButtons();
}

void StatusChips::choose()
{
    updateButtons();
    Q_EMIT statesChosen(m_checked);
}

void StatusChips::updateButtons()
{
    if (const QString text = tr("All %1", "number of targets").arg(m_total); text != m_all->text()) {
        m_all->setText(text);
        m_all->setAccessibleName(tr("Show all %n targets", nullptr, m_total));
    }
    m_all->setChecked(m_checked.empty());
    m_all->setMinimumHeight(m_buttons.begin()->second->sizeHint().height()); // it alone has no icon
    for (const auto &[state, button] : m_buttons) {
        const auto found = m_counts.find(state);
        const int count = found == m_counts.end() ? 0 : found->second;
        // A new icon or name lays the page out anew, and a board comes with every check.
        if (button->icon().isNull())
            button->setIcon(iconFor(state));
        if (const QString text = statusCount(state, count); text != button->text()) {
            button->setText(text);
            button->setAccessibleName(tr("Show %1", "a count: 2 slow").arg(text));
        }
        button->setChecked(m_checked.contains(state));
        button->setVisible(count > 0 || m_checked.contains(state));
    }
}

void StatusChips::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() != QEvent::PaletteChange)
        return;
    for (const auto &[state, button] : m_buttons)
        button->setIcon(iconFor(state)); // buttons keep the pixmaps of their icons
}

} // namespace Belay

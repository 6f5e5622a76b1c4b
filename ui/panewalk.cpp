// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panewalk.h"

#include <QApplication>
#include <QWidget>

#include <algorithm>

namespace Belay {

namespace {

/// The first widget of a pane that takes the keyboard, in the order of tabs.
QWidget *firstFocusOf(QWidget *pane)
{
    QWidget *widget = pane;
    do {
        const bool takes = (widget->focusPolicy() & Qt::TabFocus) != 0 && widget->isEnabled()
            && widget->isVisible() && (widget == pane || pane->isAncestorOf(widget));
        if (takes)
            return widget;
        widget = widget->nextInFocusChain();
    } while (widget != pane);
    return nullptr;
}

} // namespace

void walkPanes(const std::vector<QWidget *> &panes, int step)
{
    QWidget *focus = QApplication::focusWidget();
    const auto current = std::find_if(panes.begin(), panes.end(),
        [focus](const QWidget *pane) { return focus && (pane == focus || pane->isAncestorOf(focus)); });
    const auto count = static_cast<int>(panes.size());
    const int from = current == panes.end() ? 0 : static_cast<int>(current - panes.begin());
    if (QWidget *next = firstFocusOf(panes[static_cast<size_t>((from + step + count) % count)]))
        next->setFocus(Qt::ShortcutFocusReason);
}

} // namespace Belay

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

class QWidget;

namespace Belay {

/// Moves the keyboard so many panes on (back if negative), round the ends; into a pane that takes keys only.
void walkPanes(const std::vector<QWidget *> &panes, int step);

} // namespace Belay

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/statusboard.h"

#include <QWidget>

#include <map>
#include <set>

class QPushButton;

namespace Belay {

/// Counts per state that filter at a click: "All 12", "■ 1 down", worst first. States that no target is in
/// are not shown, unless they are being filtered by.
class StatusChips final : public QWidget
{
    Q_OBJECT
public:
    explicit StatusChips(QWidget *parent = nullptr);

    void setBoard(const StatusBoard &board);
    void setChecked(const std::set<TargetState> &states);

Q_SIGNALS:
    /// Empty: all.
    void statesChosen(const std::set<Belay::TargetState> &states);

protected:
    void changeEvent(QEvent *event) override;

private:
    void choose();
    void updateButtons();

    QPushButton *m_all;
    std::map<TargetState, QPushButton *> m_buttons;
    std::map<TargetState, int> m_counts;
    std::set<TargetState> m_checked;
    int m_total = 0;
};

} // namespace Belay

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/targetfigures.h"

#include <QWidget>

class QLabel;
class QTableView;

namespace Belay {

class PartsModel;
class StackedBar;

/// Where the time goes, on a new connection and on a kept one.
class PhaseBreakdown final : public QWidget
{
    Q_OBJECT
public:
    explicit PhaseBreakdown(QWidget *parent = nullptr);

    void setPhases(const PhaseMedians &cold, const PhaseMedians &warm);

private:
    PartsModel *m_model;
    QTableView *m_table;
    StackedBar *m_coldBar;
    StackedBar *m_warmBar;
    QLabel *m_coldLabel;
    QLabel *m_warmLabel;
    QLabel *m_empty;
};

/// How the checks of a range ended.
class OutcomeMix final : public QWidget
{
    Q_OBJECT
public:
    explicit OutcomeMix(QWidget *parent = nullptr);

    void setCounts(const OutcomeCounts &counts);

private:
    PartsModel *m_model;
    QTableView *m_table;
    StackedBar *m_bar;
    QLabel *m_empty;
};

} // namespace Belay

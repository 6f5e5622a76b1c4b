// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/sample.h"

#include <QWidget>

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QTableView;

namespace Belay {

class FailuresModel;

/// Recent failures with what is kept of each.
class TargetFailures final : public QWidget
{
    Q_OBJECT
public:
    explicit TargetFailures(QWidget *parent = nullptr);

    /// The chosen row stays chosen while it is there.
    void setFailures(std::vector<Sample> failures);

private:
    void showDetail();
    void copy() const;

    FailuresModel *m_model;
    QTableView *m_table;
    QPlainTextEdit *m_detail;
    QPushButton *m_copy;
    QLabel *m_empty;
};

} // namespace Belay

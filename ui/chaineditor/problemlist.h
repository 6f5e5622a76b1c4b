// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/chainproblems.h"

#include <QWidget>

class QLabel;
class QVBoxLayout;

namespace Belay {

/// Problems where they belong, each with what to do. Told by a shape and a word too, never by colour alone.
class ProblemList final : public QWidget
{
    Q_OBJECT
public:
    explicit ProblemList(QWidget *parent = nullptr);

    void setProblems(const std::vector<ChainProblem> &problems);
    /// What is shown, for those who hear it.
    QString text() const;

private:
    struct Row {
        QWidget *box;
        QLabel *shape;
        QLabel *words;
    };
    Row addRow();

    QVBoxLayout *m_layout;
    std::vector<Row> m_rows;
    std::vector<ChainProblem> m_problems;
};

} // namespace Belay

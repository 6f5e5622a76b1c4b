// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/chaindraft.h"
#include "ui/models/chainproblems.h"

#include <QWidget>

class QListWidget;
class QPushButton;

namespace Belay {

/// The chains of a draft, with what can be done to one as a whole.
class ChainList final : public QWidget
{
    Q_OBJECT
public:
    explicit ChainList(ChainDraft &draft, QWidget *parent = nullptr);

    /// Empty where there is no chain.
    ChainId current() const;
    /// Shows the draft as it is now. Where `wanted` is not there, its neighbour is current.
    void update(const std::vector<ChainProblem> &problems, const ChainId &wanted);

Q_SIGNALS:
    void currentChanged();
    void addRequested();
    void duplicateRequested();
    void removeRequested();

private:
    ChainDraft &m_draft;
    QListWidget *m_list;
    QPushButton *m_copy;
    QPushButton *m_remove;
};

} // namespace Belay

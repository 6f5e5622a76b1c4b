// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chaineditor/chainform.h"
#include "ui/models/chaindraft.h"
#include "ui/models/chainproblems.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QScrollArea;
class QVBoxLayout;

namespace Belay {

class StepCard;

/// One chain of a draft, as a form above its steps in their order.
class ChainEditor final : public QWidget
{
    Q_OBJECT
public:
    explicit ChainEditor(ChainDraft &draft, QWidget *parent = nullptr);

    ChainId chain() const { return m_id; }
    void setChain(const ChainId &id);
    void setAddress(const ChainAddress &address);
    /// Shows the draft as it is now.
    void update(const std::vector<ChainProblem> &problems);
    /// The first card of this chain that cannot be applied.
    void focusError(const std::vector<ChainProblem> &problems);

private:
    StepCard *makeCard();
    void connectCard(StepCard *card, std::size_t index);
    void changeStep(std::size_t index, const QString &field);
    void moveStep(std::size_t index, int by);
    void addStep();
    void focusCard(std::size_t index);
    void showCard(std::size_t index);

    ChainDraft &m_draft;
    ChainId m_id;
    ChainAddress m_address;
    QScrollArea *m_scroll;
    ChainForm *m_form;
    QVBoxLayout *m_cards;
    std::vector<StepCard *> m_steps;
    QPushButton *m_add;
    QLabel *m_rule;
};

} // namespace Belay

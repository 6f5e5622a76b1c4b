// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/config.h"
#include "ui/models/chainproblems.h"

#include <QWidget>

class QFormLayout;
class QLabel;
class QLineEdit;

namespace Belay {

class DurationSpinBox;
class ProblemList;

/// Where clients call the chains.
struct ChainAddress {
    QString url; ///< empty: the port is chosen when the gateway starts
    bool isServed = false; ///< somebody listens there
    bool operator==(const ChainAddress &) const = default;
};

/// The chain as a whole: how clients call it, its other names, and how long it may take.
class ChainForm final : public QWidget
{
    Q_OBJECT
public:
    explicit ChainForm(QWidget *parent = nullptr);

    const ChainConfig &chain() const { return m_chain; }
    /// Tells nobody.
    void setChain(const ChainConfig &chain, const ChainAddress &address);
    /// Those of all chains; it takes its own.
    void setProblems(const std::vector<ChainProblem> &problems);

Q_SIGNALS:
    /// `field` is what was edited.
    void edited(const QString &field);

private:
    QLayout *makeHead();
    void addDuration(QFormLayout *form, DurationSpinBox *field, const QString &label, const QString &help);
    void copyName();

    ChainConfig m_chain; // with the steps that it does not show
    QLabel *m_title;
    QLabel *m_call;
    QLineEdit *m_aliases;
    DurationSpinBox *m_deadline;
    DurationSpinBox *m_answerDeadline;
    ProblemList *m_problems;
};

} // namespace Belay

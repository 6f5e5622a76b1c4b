// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/config.h"
#include "core/providers/catalogue.h"
#include "ui/models/chainproblems.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QPushButton;
class QToolButton;
class QVBoxLayout;

namespace Belay {

class DurationSpinBox;
class StepDetails;
class TargetRow;

/// One step of a chain: its targets, how they share the work, and what can be done to it.
class StepCard final : public QWidget
{
    Q_OBJECT
public:
    /// Where it stands.
    struct Place {
        std::size_t index = 0;
        std::size_t count = 0;
        bool last = false; ///< no step that is on comes after it
        bool full = false; ///< the chain takes no further step
    };
    explicit StepCard(QWidget *parent = nullptr);

    const StepConfig &step() const { return m_step; }
    /// Tells nobody.
    void setStep(
        const StepConfig &step, const Place &place, const Config &config, const Catalogue &catalogue);
    /// Those of the whole chain; it takes its own.
    void setProblems(const std::vector<ChainProblem> &problems);
    void focusFirst();
    QToolButton *upButton() const { return m_up; }
    QToolButton *downButton() const { return m_down; }

Q_SIGNALS:
    /// `field` is what was edited, `numRetries` or `targets/1/model`.
    void edited(const QString &field);
    void moveRequested(int by);
    void duplicateRequested();
    void removeRequested();

private:
    QLayout *makeHead();
    QLayout *makeSharing();
    QLayout *makeFoot();
    void connectButtons();
    TargetRow *makeRow();
    void showTargets(const Config &config, const Catalogue &catalogue);
    void showSharing();
    void nameButtons();
    void chooseSharing(int choice);
    void addTarget();
    void removeTarget(std::size_t row);
    void showDetails(bool open);
    QString title() const;

    StepConfig m_step;
    Place m_place;
    QLabel *m_title;
    QCheckBox *m_on;
    QToolButton *m_up;
    QToolButton *m_down;
    QToolButton *m_copy;
    QToolButton *m_remove;
    QVBoxLayout *m_targets;
    std::vector<TargetRow *> m_rows;
    QPushButton *m_addTarget;
    QWidget *m_sharingBox;
    QComboBox *m_sharing;
    DurationSpinBox *m_delay;
    QLabel *m_sharingNote;
    QLabel *m_sentence;
    QToolButton *m_detailsButton;
    StepDetails *m_details = nullptr; // made when it is first looked at
    class ProblemList *m_problems;
};

} // namespace Belay

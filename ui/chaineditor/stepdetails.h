// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/chainconfig.h"

#include <QWidget>

class QCheckBox;
class QFormLayout;
class QLabel;
class QSpinBox;

namespace Belay {

class DurationSpinBox;

/// Retry, time limits and reasons to go on of one step, under the names of contract 4. Beside each field
/// stands its default, or how to get back to it.
class StepDetails final : public QWidget
{
    Q_OBJECT
public:
    explicit StepDetails(QWidget *parent = nullptr);

    /// Takes the three parts of the step that it shows; tells nobody.
    void setStep(const StepConfig &step, const QString &place);
    /// Puts them into `step`.
    void writeTo(StepConfig &step) const;

Q_SIGNALS:
    /// `field` is what was edited.
    void edited(const QString &field);

private:
    struct Duration {
        DurationSpinBox *field;
        QLabel *note;
        QString name;
        std::optional<Milliseconds> usual;
    };
    QFormLayout *makeRetry();
    QFormLayout *makeTimeouts();
    QWidget *makeReasons();
    Duration makeDuration(QFormLayout *form, const QString &label, const QString &help,
        DurationSpinBox *field, std::optional<Milliseconds> usual, const QString &name);
    void updateNotes();

    QSpinBox *m_retries;
    QLabel *m_retriesNote;
    Duration m_baseInterval;
    Duration m_maxInterval;
    Duration m_connect;
    Duration m_firstContent;
    Duration m_idle;
    Duration m_total;
    std::vector<std::pair<Outcome, QCheckBox *>> m_reasons;
    std::vector<Outcome> m_otherReasons; // of the file, in its order
};

} // namespace Belay

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/explanation.h"

#include <QScrollArea>

class QFormLayout;
class QLabel;

namespace Belay {

/// The verdict about a pasted error: whose side, what to do, what was read and what Belay measured.
class ExplanationView final : public QScrollArea
{
    Q_OBJECT
public:
    explicit ExplanationView(QWidget *parent = nullptr);

    /// Before anything was pasted.
    void clear();
    void setExplanation(const Explanation &explanation, WallTime now);

protected:
    void changeEvent(QEvent *event) override;

private:
    void show(TargetState shape, const QString &title, const QString &reason, const QString &advice);
    void updateFonts();

    QLabel *m_shape;
    QLabel *m_title;
    QLabel *m_reason;
    QLabel *m_advice;
    QWidget *m_details;
    QFormLayout *m_lines;
    TargetState m_state = TargetState::NoData;
};

} // namespace Belay

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/providertrial.h"

#include <QWidget>

#include <array>

class QLabel;

namespace Belay {

/// The rungs of a live test: reach, key, model, stream, each with its shape, what was seen and how long it
/// took.
class RungView final : public QWidget
{
    Q_OBJECT
public:
    explicit RungView(QWidget *parent = nullptr);

    void clear();
    /// Whether a key is tried out at all; before setResult().
    void setKeyless(bool keyless);
    /// `running`: the test is still going on.
    void setResult(const TrialResult &result, bool running);

private:
    struct Row {
        QLabel *shape = nullptr;
        QLabel *title = nullptr;
        QLabel *text = nullptr;
    };
    void setRow(Proof rung, TargetState state, const QString &text);

    bool m_keyless = false;
    std::array<Row, 4> m_rows;
};

} // namespace Belay

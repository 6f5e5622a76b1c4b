// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/engine/configservice.h"
#include "core/engine/explanation.h"
#include "core/engine/historyreader.h"
#include "core/engine/statusfeed.h"

#include <QDialog>

class QPlainTextEdit;
class QPushButton;

namespace Belay {

class ExplanationView;

/// Takes an error that a program or curl printed, and says live whose side it is, with what Belay measured at
/// that minute. Nothing of it leaves the program.
class ExplainDialog final : public QDialog
{
    Q_OBJECT
public:
    struct Parts {
        StatusFeed &feed;
        HistoryReader &history;
        ConfigService &config;
        Clock &clock;
    };
    explicit ExplainDialog(const Parts &parts, QWidget *parent = nullptr);

Q_SIGNALS:
    /// The person wants to see what Belay knows of it.
    void targetRequested(const Belay::TargetId &target);

private:
    QWidget *makeInput();
    QLayout *makeButtons();
    /// What the text tells by itself, at once; then what history knows.
    void explain();
    void showExplanation(const MeasuredAround &around);
    void paste();
    void copy();
    std::optional<TargetId> targetToShow() const;
    NetworkState networkNow() const;

    Parts m_parts;
    QPlainTextEdit *m_text;
    ExplanationView *m_view;
    QPushButton *m_copy = nullptr;
    QPushButton *m_target = nullptr;
    std::unique_ptr<Alarm> m_soon; ///< not at every letter
    ErrorReading m_reading;
    Explanation m_explanation;
    quint64 m_generation = 0; ///< of the text: an answer about an older one is dropped
};

} // namespace Belay

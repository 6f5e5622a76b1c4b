// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QWidget>

class QLabel;
class QPushButton;
class QScrollArea;
class QToolButton;

namespace Belay {

/// What Apply would change, and the buttons for it. When the file was changed by somebody else, it offers
/// both ways.
class ChangesBar final : public QWidget
{
    Q_OBJECT
public:
    explicit ChangesBar(QWidget *parent = nullptr);

    struct State {
        QStringList changes;
        int errors = 0; ///< that keep it from being applied
        bool canUndo = false;
        bool canRedo = false;
    };
    void setState(const State &state);
    /// Asks whose chains are to be kept; an empty text takes the question back.
    void setConflict(const QString &text);
    bool hasConflict() const;
    /// Why it was not applied.
    void setFailure(const QString &text);

Q_SIGNALS:
    void applyRequested();
    void discardRequested();
    void undoRequested();
    void redoRequested();
    void errorRequested();
    void keepMineRequested();
    void takeTheirsRequested();

private:
    QLayout *makeButtons();
    QWidget *makeConflict();
    void updateButtons();

    State m_state;
    QLabel *m_title;
    QLabel *m_list;
    QScrollArea *m_scroll;
    QLabel *m_failure;
    QWidget *m_conflict;
    QLabel *m_conflictText;
    QPushButton *m_mine;
    QToolButton *m_undo;
    QToolButton *m_redo;
    QPushButton *m_error;
    QPushButton *m_discard;
    QPushButton *m_apply;
};

} // namespace Belay

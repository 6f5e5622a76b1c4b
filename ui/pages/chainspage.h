// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/configservice.h"
#include "core/providers/catalogue.h"
#include "ui/chaineditor/chainform.h"
#include "ui/models/chaindraft.h"
#include "ui/models/chainproblems.h"

#include <QPointer>
#include <QWidget>

#include <functional>

class QLabel;
class QMessageBox;
class QPushButton;
class QSettings;
class QStackedWidget;

namespace Belay {

class ChainEditor;
class ChainList;
class ChangesBar;
class UndoBar;

/// Chains are built here as a draft; Apply saves them. Decides nothing about them: core judges and proposes.
class ChainsPage final : public QWidget
{
    Q_OBJECT
public:
    /// `settings` keeps a draft over the end of the program.
    ChainsPage(ConfigService &config, const Catalogue &catalogue, UndoBar &undo, QSettings &settings,
        QWidget *parent = nullptr);

    ChainDraft &draft() { return m_draft; }
    void showChain(const ChainId &id);
    void setAddress(const ChainAddress &address);
    /// There is something to lose that nobody was asked about yet.
    bool asksBeforeLeaving() const;
    /// What is not applied yet is there at the next start too.
    void keepDraft();
    /// Asks what is to become of the changes; calls `go` once, or never if the person stays.
    void askToLeave(std::function<void()> go);

Q_SIGNALS:
    void addProviderRequested();
    void noted(const QString &message);

private:
    QWidget *makeEmpty();
    void connectParts();
    void connectChanges();
    void addShortcuts();
    void update();
    void updateEmpty();
    void addChain();
    void removeChain();
    bool apply();
    /// Reads the file again; false, with a word to the person, where it cannot be.
    bool reload();
    void keepMine();
    void takeTheirs();

    ConfigService &m_config;
    UndoBar &m_undo;
    QSettings &m_settings;
    ChainDraft m_draft;
    std::vector<ChainProblem> m_problems;
    ChainDraft::Chains m_kept; // nobody is asked about these again
    ChainId m_wanted;
    bool m_applyWanted = false;
    QStackedWidget *m_stack;
    QLabel *m_emptyText;
    QPushButton *m_propose;
    QPushButton *m_addProvider;
    QWidget *m_empty;
    ChainList *m_list;
    ChainEditor *m_editor;
    ChangesBar *m_changes;
    QPointer<QMessageBox> m_question;
};

} // namespace Belay

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/keyservice.h"
#include "core/engine/providertrial.h"
#include "core/providers/catalogue.h"

#include <QDialog>

class QLabel;
class QPushButton;
class QStackedWidget;

namespace Belay {

class KeyStep;
class KindStep;
class TestStep;

/// Kind, key, live test. It edits a draft and writes nothing: whoever opened it saves the draft on
/// watchRequested() and then accepts or says what went wrong.
class AddProviderDialog final : public QDialog
{
    Q_OBJECT
public:
    AddProviderDialog(
        TrialService &trials, const KeyService &keys, const Catalogue &catalogue, QWidget *parent = nullptr);

    void chooseKind(ProviderKindId kind);
    void useEnvironment(const QString &variable, ProviderKindId kind);
    void useServer(const TrialService::LocalServer &server);
    void useSource(KeySource::From from);
    /// Without an id, which is its saver's to give.
    ProviderConfig draft() const;
    Secret key() const;
    /// While it is being saved; an error makes it editable again.
    void setSaving(bool saving);
    void showError(const QString &text);

Q_SIGNALS:
    void watchRequested();

protected:
    void done(int result) override;

private:
    enum Step { Kind, Key, Test };

    void go(Step step);
    void next();
    void back();
    void update();
    Step step() const;

    KindStep *m_kind;
    KeyStep *m_key;
    TestStep *m_test;
    QStackedWidget *m_steps;
    QLabel *m_title;
    QLabel *m_error;
    QPushButton *m_back;
    QPushButton *m_next;
    bool m_saving = false;
};

} // namespace Belay

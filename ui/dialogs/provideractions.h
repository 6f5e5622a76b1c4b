// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/configservice.h"
#include "core/engine/keyservice.h"
#include "core/engine/providertrial.h"
#include "core/providers/catalogue.h"

#include <QObject>
#include <QPointer>

#include <set>

class QWidget;

namespace Belay {

class AddProviderDialog;
class UndoBar;

/// What a person can do to providers from any page: the dialogs edit copies, this saves them.
class ProviderActions final : public QObject
{
    Q_OBJECT
public:
    struct Services {
        ConfigService &config;
        KeyService &keys;
        TrialService &trials;
        const Catalogue &catalogue;
    };

    ProviderActions(Services services, UndoBar &undo, QWidget *window);

    AddProviderDialog *add();
    void addFrom(KeySource::From from);
    void addFromEnvironment(const QString &variable, ProviderKindId kind);
    void addServer(const TrialService::LocalServer &server);
    void edit(const ProviderId &id);
    void setPaused(const TargetId &target, bool paused);
    /// Removes the target after ten seconds without Undo: its model, or the provider with its last model.
    void remove(const TargetId &target);
    /// Probes `model` in the place of the target's own, at once; Undo brings that one back.
    void probeInstead(const TargetId &target, const QString &model);

Q_SIGNALS:
    /// Targets that are about to be removed; pages leave them out. A provider's own id stands for all of it.
    void leavingChanged(const std::set<Belay::TargetId> &leaving);
    void providerAdded(const Belay::ProviderId &provider);
    /// A target took the place of another one.
    void modelReplaced(const Belay::TargetId &target);

private:
    AddProviderDialog *openDialog();
    void saveNew(AddProviderDialog &dialog);
    void saveEdited(const ProviderConfig &before, const ProviderConfig &provider, const Secret &newKey);
    void removeNow(const TargetId &target);
    /// Puts `model` where `target` is. False where it could not be saved; that is said.
    bool replaceModel(const TargetId &target, const QString &model);
    Result<void> change(const ProviderConfig &provider);
    Result<void> drop(const ProviderId &id);
    void forget(const ProviderConfig &provider);

    Services m_services;
    UndoBar &m_undo;
    QWidget *m_window;
    QPointer<AddProviderDialog> m_dialog;
};

} // namespace Belay

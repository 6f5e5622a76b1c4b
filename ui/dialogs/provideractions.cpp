// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/provideractions.h"

#include "ui/dialogs/addproviderdialog.h"
#include "ui/dialogs/editproviderdialog.h"
#include "ui/widgets/undobar.h"
#include "ui/widgets/usermessage.h"

#include <algorithm>

namespace Belay {

using namespace Qt::StringLiterals;

namespace {

/// Whether taking this target away takes its provider away.
bool isWholeProvider(const ProviderConfig &provider, const TargetId &target)
{
    const std::vector<QString> &models = provider.monitor.models;
    const bool named = std::find(models.begin(), models.end(), target.model) != models.end();
    return !target.hasModel() || !named || models.size() == 1;
}

bool isStored(const KeyConfig &key)
{
    return key.source.from == KeySource::From::Keychain || key.source.from == KeySource::From::Session;
}

} // namespace

ProviderActions::ProviderActions(Services services, UndoBar &undo, QWidget *window)
    : QObject(window)
    , m_services(services)
    , m_undo(undo)
    , m_window(window)
{ }

AddProviderDialog *ProviderActions::openDialog()
{
    delete m_dialog; // an older one may hang behind the window
    m_dialog = new AddProviderDialog(m_services.trials, m_services.keys, m_services.catalogue, m_window);
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_dialog, &AddProviderDialog::watchRequested, this,
        [this, dialog = m_dialog.data()] { saveNew(*dialog); });
    m_dialog->open();
    return m_dialog;
}

AddProviderDialog *ProviderActions::add()
{
    return openDialog();
}

void ProviderActions::addFrom(KeySource::From from)
{
    openDialog()->useSource(from);
}

void ProviderActions::addFromEnvironment(const QString &variable, ProviderKindId kind)
{
    openDialog()->useEnvironment(variable, kind);
}

void ProviderActions::addServer(const TrialService::LocalServer &server)
{
    openDialog()->useServer(server);
}

void ProviderActions::saveNew(AddProviderDialog &dialog)
{
    ProviderConfig provider = dialog.draft();
    Config config = *m_services.config.config();
    provider.id = ProviderId(slugFor(
        provider.name, [&config](const QString &id) { return config.provider(ProviderId(id)) != nullptr; }));
    config.providers.push_back(provider);
    if (const Result<void> saved = m_services.config.apply(std::move(config)); !saved) {
        dialog.showError(userMessage(saved.error()));
        return;
    }
    if (provider.keys.empty() || !isStored(provider.keys.front())) {
        dialog.accept();
        Q_EMIT providerAdded(provider.id);
        return;
    }
    dialog.setSaving(true);
    m_services.keys.store(provider.id, provider.keys.front().id, dialog.key(),
        [this, guard = QPointer(this), open = QPointer(&dialog), provider](const Result<void> &stored) {
            if (!guard)
                return;
            if (stored) {
                if (open)
                    open->accept();
                Q_EMIT providerAdded(provider.id);
                return;
            }
            // Half a provider, without its key, would only be a riddle later.
            if (const Result<void> dropped = drop(provider.id); !dropped)
                m_undo.say(userMessage(dropped.error()));
            if (open)
                open->showError(tr("The key was not stored. %1").arg(userMessage(stored.error())));
            else
                m_undo.say(tr("The key was not stored. %1").arg(userMessage(stored.error())));
        });
}

void ProviderActions::edit(const ProviderId &id)
{
    const ProviderConfig *provider = m_services.config.config()->provider(id);
    if (!provider)
        return;
    auto *dialog = new EditProviderDialog(*provider, m_services.catalogue, m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this,
        [this, dialog, before = *provider] { saveEdited(before, dialog->provider(), dialog->newKey()); });
    dialog->open();
}

void ProviderActions::saveEdited(
    const ProviderConfig &before, const ProviderConfig &provider, const Secret &newKey)
{
    const ProviderConfig *now = m_services.config.config()->provider(before.id);
    if (!now || *now != before) {
        m_undo.say(now
                ? tr("“%1” was changed elsewhere while you edited it, so nothing was overwritten. Open "
                     "it again to see how it is now.")
                      .arg(before.name)
                : tr("“%1” was removed elsewhere while you edited it.").arg(before.name));
        return;
    }
    if (const Result<void> saved = change(provider); !saved) {
        m_undo.say(userMessage(saved.error()));
        return;
    }
    if (newKey.isEmpty() || provider.keys.empty())
        return;
    m_services.keys.store(provider.id, provider.keys.front().id, newKey,
        [this, guard = QPointer(this)](const Result<void> &stored) {
            if (guard && !stored)
                m_undo.say(tr("The new key was not stored. %1").arg(userMessage(stored.error())));
        });
}

void ProviderActions::setPaused(const TargetId &target, bool paused)
{
    const ProviderConfig *found = m_services.config.config()->provider(target.provider);
    if (!found)
        return;
    ProviderConfig provider = *found;
    if (target.hasModel()) {
        std::erase(provider.monitor.paused, target.model);
        if (paused)
            provider.monitor.paused.push_back(target.model);
    }
    // A provider that is held as a whole comes back as a whole.
    if (!target.hasModel() || !paused)
        provider.monitor.enabled = !paused;
    if (const Result<void> saved = change(provider); !saved)
        m_undo.say(userMessage(saved.error()));
}

void ProviderActions::remove(const TargetId &target)
{
    const ProviderConfig *provider = m_services.config.config()->provider(target.provider);
    if (!provider)
        return;
    const bool whole = isWholeProvider(*provider, target);
    const QString text = whole
        ? tr("“%1” will not be watched any more and its keys are deleted, in 10 seconds. Its history stays.")
              .arg(provider->name)
        : tr("“%1 · %2” will not be watched any more, in 10 seconds. Its history stays.")
              .arg(provider->name, target.model);
    m_undo.offer(
        text,
        [this, target] {
            removeNow(target);
            Q_EMIT leavingChanged({});
        },
        [this] { Q_EMIT leavingChanged({}); });
    Q_EMIT leavingChanged({whole ? TargetId {target.provider, {}} : target});
}

void ProviderActions::probeInstead(const TargetId &target, const QString &model)
{
    const ProviderConfig *found = m_services.config.config()->provider(target.provider);
    if (!found || model.isEmpty() || model == target.model)
        return;
    const ProviderConfig before = *found;
    m_undo.finish();
    if (!replaceModel(target, model))
        return;
    m_undo.offer(
        tr("“%1” is probed instead of “%2”.").arg(model, target.model), [] {},
        [this, before, target] {
            const ProviderConfig *now = m_services.config.config()->provider(target.provider);
            if (!now)
                return;
            ProviderConfig provider = *now;
            provider.monitor.models = before.monitor.models;
            provider.monitor.paused = before.monitor.paused;
            if (const Result<void> saved = change(provider); !saved)
                m_undo.say(userMessage(saved.error()));
            else
                Q_EMIT modelReplaced(target);
        });
    Q_EMIT modelReplaced({target.provider, model});
}

bool ProviderActions::replaceModel(const TargetId &target, const QString &model)
{
    ProviderConfig provider = *m_services.config.config()->provider(target.provider);
    std::vector<QString> &models = provider.monitor.models;
    const bool isThere = std::ranges::find(models, model) != models.end();
    const auto own = std::ranges::find(models, target.model);
    if (own == models.end() && !isThere)
        models.push_back(model); // the catalogue's choice was probed, and none was named
    else if (own != models.end() && isThere)
        models.erase(own);
    else if (own != models.end())
        *own = model;
    std::erase(provider.monitor.paused, target.model);
    const Result<void> saved = change(provider);
    if (!saved)
        m_undo.say(userMessage(saved.error()));
    return saved.has_value();
}

void ProviderActions::removeNow(const TargetId &target)
{
    const ProviderConfig *found = m_services.config.config()->provider(target.provider);
    if (!found)
        return;
    ProviderConfig provider = *found;
    if (isWholeProvider(provider, target)) {
        forget(provider);
        return;
    }
    std::erase(provider.monitor.models, target.model);
    std::erase(provider.monitor.paused, target.model);
    if (const Result<void> saved = change(provider); !saved)
        m_undo.say(userMessage(saved.error()));
}

void ProviderActions::forget(const ProviderConfig &provider)
{
    if (const Result<void> saved = drop(provider.id); !saved) {
        m_undo.say(userMessage(saved.error()));
        return;
    }
    for (const KeyConfig &key : provider.keys) {
        if (!isStored(key))
            continue;
        m_services.keys.remove(
            provider.id, key.id, [this, guard = QPointer(this)](const Result<void> &removed) {
                if (guard && !removed)
                    m_undo.say(tr("The key is still in the keychain. %1").arg(userMessage(removed.error())));
            });
    }
}

Result<void> ProviderActions::drop(const ProviderId &id)
{
    Config config = *m_services.config.config();
    std::erase_if(config.providers, [&id](const ProviderConfig &other) { return other.id == id; });
    return m_services.config.apply(std::move(config));
}

Result<void> ProviderActions::change(const ProviderConfig &provider)
{
    Config config = *m_services.config.config();
    for (ProviderConfig &other : config.providers) {
        if (other.id == provider.id)
            other = provider;
    }
    return m_services.config.apply(std::move(config));
}

} // namespace Belay

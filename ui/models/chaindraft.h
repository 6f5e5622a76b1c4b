// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/config.h"
#include "core/providers/catalogue.h"

#include <QObject>

#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <vector>

namespace Belay {

/// The chains of a config while a person edits them. Nothing is saved here: the page applies edited(). Every
/// edit can be taken back, over Apply and Discard too.
class ChainDraft final : public QObject
{
    Q_OBJECT
public:
    using Chains = std::vector<ChainConfig>;
    static constexpr std::size_t MostSteps = 10; ///< contract 4
    static constexpr std::size_t MostTargets = 8;

    ChainDraft(std::shared_ptr<const Config> config, const Catalogue &catalogue, QObject *parent = nullptr);

    const Chains &chains() const { return m_chains; }
    /// Null where there is none of this id.
    const ChainConfig *chain(const ChainId &id) const;
    /// What is in force, without the changes of this draft.
    const Config &config() const { return *m_config; }
    const Catalogue &catalogue() const { return m_catalogue; }
    /// The config in force with the chains of this draft.
    Config edited() const;
    bool isChanged() const { return m_chains != m_config->chains; }
    bool isChanged(const ChainId &id) const;

    /// What is in force has changed. Chains that were not edited follow it, edited ones stay; a chain that
    /// was changed on both sides is in clashes() until the draft is applied or discarded.
    void setConfig(std::shared_ptr<const Config> config);
    /// Puts the edits that led from `base` to `mine` on what is in force; they can be taken back.
    void resume(const Chains &base, const Chains &mine);
    const std::set<ChainId> &clashes() const { return m_clashes; }
    /// What was edited here goes over what was changed elsewhere.
    void keepMine();

    /// Makes an id of the name; the chain begins with one step without target.
    ChainId add(const QString &name);
    /// Over what is configured; an empty id where nothing can be proposed.
    ChainId addProposed();
    ChainId duplicate(const ChainId &id);
    void remove(const ChainId &id);
    /// Puts back what remove() took, where it was.
    void restore(std::size_t at, const ChainConfig &chain);
    /// Edits of one `field` that follow each other are taken back together, as the letters of a word are.
    void change(const ChainConfig &chain, const QString &field = {});

    void addStep(const ChainId &id);
    void removeStep(const ChainId &id, std::size_t step);
    void duplicateStep(const ChainId &id, std::size_t step);
    /// Past an end it does nothing.
    void moveStep(const ChainId &id, std::size_t step, int by);

    bool canUndo() const { return !m_done.empty(); }
    bool canRedo() const { return !m_undone.empty(); }
    void undo();
    void redo();
    void discard();

Q_SIGNALS:
    void changed();

private:
    ChainId insert(std::size_t at, ChainConfig chain, const QString &name);
    void commit(Chains chains, const QString &field = {});
    void editSteps(const ChainId &id, const std::function<void(std::vector<StepConfig> &)> &edit);
    StepConfig emptyStep() const;

    std::shared_ptr<const Config> m_config;
    const Catalogue &m_catalogue;
    Chains m_chains;
    std::vector<Chains> m_done;
    std::vector<Chains> m_undone;
    QString m_field; // of the last edit
    std::set<ChainId> m_clashes;
};

} // namespace Belay

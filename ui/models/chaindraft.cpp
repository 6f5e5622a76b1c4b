// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/chaindraft.h"

#include "core/providers/chainproposal.h"

#include <algorithm>

namespace Belay {

namespace {

constexpr std::size_t MostUndo = 200;

const ChainConfig *chainIn(const ChainDraft::Chains &chains, const ChainId &id)
{
    const auto found = std::ranges::find(chains, id, &ChainConfig::id);
    return found == chains.end() ? nullptr : &*found;
}

bool isSame(const ChainConfig *one, const ChainConfig *other)
{
    return one && other ? *one == *other : one == other;
}

/// Mine where I edited, theirs where I did not; `clashes` names what both did.
ChainDraft::Chains merged(const ChainDraft::Chains &base, const ChainDraft::Chains &mine,
    const ChainDraft::Chains &theirs, std::set<ChainId> &clashes)
{
    ChainDraft::Chains chains;
    const auto take = [&](const ChainId &id) {
        const ChainConfig *was = chainIn(base, id);
        const ChainConfig *here = chainIn(mine, id);
        const ChainConfig *there = chainIn(theirs, id);
        const bool edited = !isSame(was, here);
        if (edited && !isSame(was, there) && !isSame(here, there))
            clashes.insert(id);
        if (const ChainConfig *taken = edited ? here : there)
            chains.push_back(*taken);
    };
    for (const ChainConfig &chain : mine)
        take(chain.id);
    for (const ChainConfig &chain : theirs) {
        if (!chainIn(mine, chain.id))
            take(chain.id);
    }
    return chains;
}

} // namespace

ChainDraft::ChainDraft(std::shared_ptr<const Config> config, const Catalogue &catalogue, QObject *parent)
    : QObject(parent)
    , m_config(std::move(config))
    , m_catalogue(catalogue)
    , m_chains(m_config->chains)
{ }

const ChainConfig *ChainDraft::chain(const ChainId &id) const
{
    return chainIn(m_chains, id);
}

Config ChainDraft::edited() const
{
    Config config = *m_config;
    config.chains = m_chains;
    return config;
}

bool ChainDraft::isChanged(const ChainId &id) const
{
    return !isSame(chainIn(m_config->chains, id), chain(id));
}

void ChainDraft::setConfig(std::shared_ptr<const Config> config)
{
    const std::shared_ptr<const Config> base = std::exchange(m_config, std::move(config));
    if (m_config->chains != base->chains) {
        const bool applied = m_config->chains == m_chains;
        std::set<ChainId> clashes;
        Chains chains = applied ? m_chains : merged(base->chains, m_chains, m_config->chains, clashes);
        m_clashes.insert(clashes.begin(), clashes.end());
        if (applied)
            m_clashes.clear();
        // An edit that was made before may be taken back; what others did is no edit of this draft.
        if (chains != m_chains)
            m_done.clear();
        m_undone.clear();
        m_chains = std::move(chains);
        m_field.clear();
    }
    Q_EMIT changed();
}

void ChainDraft::resume(const Chains &base, const Chains &mine)
{
    commit(merged(base, mine, m_config->chains, m_clashes));
}

void ChainDraft::keepMine()
{
    if (!std::exchange(m_clashes, {}).empty())
        Q_EMIT changed();
}

ChainId ChainDraft::insert(std::size_t at, ChainConfig chain, const QString &name)
{
    // An id that is only deleted in this draft is not free yet: the two would be taken for one chain.
    chain.id = ChainId(slugFor(name, [this](const QString &id) {
        return this->chain(ChainId(id)) || chainIn(m_config->chains, ChainId(id));
    }));
    const ChainId id = chain.id;
    restore(at, chain);
    return id;
}

ChainId ChainDraft::add(const QString &name)
{
    ChainConfig chain;
    chain.steps = {emptyStep()};
    return insert(m_chains.size(), std::move(chain), name);
}

ChainId ChainDraft::addProposed()
{
    auto chain = proposeChain(edited(), m_catalogue);
    return chain ? insert(m_chains.size(), *std::move(chain), QStringLiteral("default")) : ChainId();
}

ChainId ChainDraft::duplicate(const ChainId &id)
{
    const ChainConfig *original = chain(id);
    if (!original)
        return {};
    ChainConfig copy = *original;
    copy.aliases.clear(); // an alias has one chain
    const auto at = static_cast<std::size_t>(original - m_chains.data()) + 1;
    return insert(at, std::move(copy), id.value);
}

void ChainDraft::remove(const ChainId &id)
{
    Chains chains = m_chains;
    std::erase_if(chains, [&id](const ChainConfig &chain) { return chain.id == id; });
    commit(std::move(chains));
}

void ChainDraft::restore(std::size_t at, const ChainConfig &chain)
{
    if (this->chain(chain.id))
        return;
    Chains chains = m_chains;
    const auto place = static_cast<std::ptrdiff_t>(std::min(at, chains.size()));
    chains.insert(chains.begin() + place, chain);
    commit(std::move(chains));
}

void ChainDraft::change(const ChainConfig &chain, const QString &field)
{
    Chains chains = m_chains;
    const auto found = std::ranges::find(chains, chain.id, &ChainConfig::id);
    if (found == chains.end())
        return;
    *found = chain;
    commit(std::move(chains), field.isEmpty() ? field : QString(chain.id.value + u'/' + field));
}

void ChainDraft::editSteps(const ChainId &id, const std::function<void(std::vector<StepConfig> &)> &edit)
{
    if (const ChainConfig *found = chain(id)) {
        ChainConfig edited = *found;
        edit(edited.steps);
        change(edited);
    }
}

StepConfig ChainDraft::emptyStep() const
{
    StepConfig step;
    step.targets.emplace_back();
    return step;
}

void ChainDraft::addStep(const ChainId &id)
{
    editSteps(id, [this](std::vector<StepConfig> &steps) {
        if (steps.size() < MostSteps)
            steps.push_back(emptyStep());
    });
}

void ChainDraft::removeStep(const ChainId &id, std::size_t step)
{
    editSteps(id, [step](std::vector<StepConfig> &steps) {
        if (step < steps.size())
            steps.erase(steps.begin() + static_cast<std::ptrdiff_t>(step));
    });
}

void ChainDraft::duplicateStep(const ChainId &id, std::size_t step)
{
    editSteps(id, [step](std::vector<StepConfig> &steps) {
        if (step >= steps.size() || steps.size() >= MostSteps)
            return;
        const StepConfig copy = steps[step];
        steps.insert(steps.begin() + static_cast<std::ptrdiff_t>(step) + 1, copy);
    });
}

void ChainDraft::moveStep(const ChainId &id, std::size_t step, int by)
{
    editSteps(id, [step, by](std::vector<StepConfig> &steps) {
        const auto to = static_cast<std::ptrdiff_t>(step) + by;
        if (step < steps.size() && to >= 0 && to < std::ssize(steps))
            std::swap(steps[step], steps[static_cast<std::size_t>(to)]);
    });
}

void ChainDraft::commit(Chains chains, const QString &field)
{
    if (chains == m_chains)
        return;
    const bool goesOn = !field.isEmpty() && field == m_field && !m_done.empty();
    if (!goesOn)
        m_done.push_back(m_chains);
    if (m_done.size() > MostUndo)
        m_done.erase(m_done.begin());
    m_undone.clear();
    m_field = field;
    m_chains = std::move(chains);
    Q_EMIT changed();
}

void ChainDraft::undo()
{
    if (m_done.empty())
        return;
    m_undone.push_back(std::exchange(m_chains, m_done.back()));
    m_done.pop_back();
    m_field.clear();
    Q_EMIT changed();
}

void ChainDraft::redo()
{
    if (m_undone.empty())
        return;
    m_done.push_back(std::exchange(m_chains, m_undone.back()));
    m_undone.pop_back();
    m_field.clear();
    Q_EMIT changed();
}

void ChainDraft::discard()
{
    m_clashes.clear();
    commit(m_config->chains);
}

} // namespace Belay

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/modelnames.h"

#include "core/base/editdistance.h"

#include <algorithm>
#include <set>

namespace Belay {

namespace {

constexpr qsizetype LongestName = 512; // far beyond any real one
constexpr qsizetype LongestCompared = 96;

bool isName(const QString &name)
{
    return !name.isEmpty() && name.size() <= LongestName
        && std::none_of(name.begin(), name.end(), [](QChar c) { return c < u' ' || c == QChar(0x7f); });
}

bool isPattern(const QString &alias)
{
    return alias.endsWith(u'*');
}

const ChainConfig *chainByAlias(const Config &config, const QString &name)
{
    const ChainConfig *best = nullptr;
    qsizetype length = -1;
    for (const ChainConfig &chain : config.chains) {
        for (const QString &alias : chain.aliases) {
            if (!isPattern(alias) && alias == name)
                return &chain;
            if (isPattern(alias) && alias.size() > length && name.startsWith(QStringView(alias).chopped(1))) {
                best = &chain;
                length = alias.size();
            }
        }
    }
    return best;
}

const ChainConfig *chainById(const Config &config, const QString &id)
{
    const auto found = std::find_if(config.chains.begin(), config.chains.end(),
        [&](const ChainConfig &chain) { return chain.id.value == id; });
    return found == config.chains.end() ? nullptr : &*found;
}

/// Less is nearer: a name that holds the other is nearer than any that has to be changed.
int remoteness(const QString &offered, const QString &name)
{
    const int changes = editDistance(offered, name);
    return offered.contains(name) || name.contains(offered) ? changes / 4 : changes;
}

} // namespace

ChainConfig chainOf(const TargetId &target)
{
    ChainConfig chain;
    chain.steps.emplace_back().targets.push_back({target, 1, {}});
    return chain;
}

std::optional<TargetId> namedTarget(const Config &config, const QString &name)
{
    if (!isName(name))
        return {};
    TargetId target = TargetId::fromString(name);
    if (!target.hasModel() || !config.provider(target.provider))
        return {};
    return target;
}

std::optional<ModelChoice> resolveModel(const Config &config, const QString &name)
{
    if (const ChainConfig *chain = chainById(config, name))
        return ModelChoice {*chain, true};
    if (const ChainConfig *chain = chainByAlias(config, name))
        return ModelChoice {*chain, true};
    if (const auto target = namedTarget(config, name))
        return ModelChoice {chainOf(*target), false};
    if (const ChainConfig *chain = chainById(config, config.gateway.unknownModel))
        return ModelChoice {*chain, true};
    return {};
}

std::vector<OfferedModel> offeredModels(const Config &config, const Catalogue &catalogue)
{
    std::vector<OfferedModel> offered;
    std::set<QString> seen;
    const auto add = [&](const QString &id, const QString &owner) {
        if (seen.insert(id).second)
            offered.push_back({id, owner});
    };
    for (const ChainConfig &chain : config.chains)
        add(chain.id.value, QStringLiteral("belay"));
    for (const ChainConfig &chain : config.chains) {
        for (const QString &alias : chain.aliases) {
            if (!isPattern(alias))
                add(alias, QStringLiteral("belay"));
        }
    }
    const auto addTarget = [&](const TargetId &target) {
        if (target.hasModel() && config.provider(target.provider))
            add(target.toString(), target.provider.value);
    };
    for (const ChainConfig &chain : config.chains) {
        for (const StepConfig &step : chain.steps) {
            for (const ChainTarget &target : step.targets)
                addTarget(target.target);
        }
    }
    for (const ProviderConfig &provider : config.providers) {
        for (const QString &model : provider.monitor.models)
            addTarget({provider.id, model});
        const std::vector<QString> &cheap = catalogue.kind(provider.kind).cheapModels;
        if (provider.monitor.models.empty() && !cheap.empty())
            addTarget({provider.id, cheap.front()});
    }
    return offered;
}

std::vector<OfferedModel> offeredModels(
    const Config &config, const Catalogue &catalogue, const ProviderId &provider)
{
    std::vector<OfferedModel> offered = offeredModels(config, catalogue);
    std::erase_if(offered, [&](const OfferedModel &model) { return model.ownedBy != provider.value; });
    return offered;
}

std::vector<QString> nearestModels(const std::vector<OfferedModel> &offered, const QString &name)
{
    constexpr size_t Shown = 3;
    constexpr size_t MostCompared = 2'000;
    const QString wanted = name.left(LongestCompared).toLower();
    std::vector<std::pair<int, QString>> ranked;
    for (const OfferedModel &model : offered) {
        if (ranked.size() == MostCompared)
            break;
        ranked.emplace_back(remoteness(model.id.left(LongestCompared).toLower(), wanted), model.id);
    }
    const auto end = ranked.begin() + static_cast<std::ptrdiff_t>(std::min(Shown, ranked.size()));
    std::partial_sort(ranked.begin(), end, ranked.end());
    std::vector<QString> names;
    std::transform(
        ranked.begin(), end, std::back_inserter(names), [](const auto &one) { return one.second; });
    return names;
}

} // namespace Belay

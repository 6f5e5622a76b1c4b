// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/chainproposal.h"

#include "core/providers/chainfacts.h"

#include <algorithm>
#include <set>

namespace Belay {

namespace {

/// A chain is asked for conversations, not for vectors.
QString modelFor(const Config &config, const ProviderConfig &provider, const Catalogue &catalogue)
{
    const QStringList models = knownModels(config, provider, catalogue);
    const auto found = std::find_if(models.begin(), models.end(), [](const QString &model) {
        return !model.contains(QLatin1StringView("embed"), Qt::CaseInsensitive);
    });
    return found == models.end() ? QString() : *found;
}

} // namespace

QStringList knownModels(const Config &config, const ProviderConfig &provider, const Catalogue &catalogue)
{
    QStringList models;
    const auto add = [&models](const QString &model) {
        if (!model.isEmpty() && !models.contains(model))
            models.append(model);
    };
    for (const QString &model : provider.monitor.models)
        add(model);
    for (const ChainConfig &chain : config.chains) {
        for (const StepConfig &step : chain.steps) {
            for (const ChainTarget &target : step.targets) {
                if (target.target.provider == provider.id)
                    add(target.target.model);
            }
        }
    }
    for (const auto &[target, price] : config.prices) {
        if (target.provider == provider.id)
            add(target.model);
    }
    const ProviderKind &kind = catalogue.kind(provider.kind);
    for (const QString &model : kind.cheapModels)
        add(model);
    for (const QString &model : kind.staticModels)
        add(model);
    return models;
}

std::optional<ChainConfig> proposeChain(const Config &config, const Catalogue &catalogue)
{
    // Three waits for a first content fill the deadline of a chain.
    constexpr std::size_t MostSteps = 3;
    std::vector<const ProviderConfig *> providers;
    for (const ProviderConfig &provider : config.providers) {
        const bool mayBeAsked = !provider.keys.empty() || catalogue.kind(provider.kind).keyOptional;
        if (provider.enabled && mayBeAsked)
            providers.push_back(&provider);
    }
    std::stable_partition(providers.begin(), providers.end(),
        [&](const ProviderConfig *provider) { return !catalogue.kind(provider->kind).keyOptional; });
    ChainConfig chain;
    std::set<QString> upstreams;
    for (const ProviderConfig *provider : providers) {
        const QString model = modelFor(config, *provider, catalogue);
        if (model.isEmpty() || chain.steps.size() == MostSteps
            || !upstreams.insert(upstreamOf(config, *provider, model, catalogue)).second)
            continue;
        StepConfig step;
        step.targets.push_back({{provider->id, model}, 1, {}});
        chain.steps.push_back(std::move(step));
    }
    return chain.steps.empty() ? std::nullopt : std::optional(std::move(chain));
}

} // namespace Belay

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/config.h"
#include "core/providers/catalogue.h"

#include <optional>

namespace Belay {

/// What a client's `model` stands for.
struct ModelChoice {
    ChainConfig chain; ///< of one step with one target where a target was named
    bool isChain = true;
};

/// Chain id, exact alias, longest alias with `*`, `provider/model` of a configured provider, then
/// `unknownModel` (contract 7). Nothing: nobody has this name.
std::optional<ModelChoice> resolveModel(const Config &config, const QString &name);
/// `provider/model` of a configured provider; nothing for any other name.
std::optional<TargetId> namedTarget(const Config &config, const QString &name);
/// A chain of one step with this target and every default.
ChainConfig chainOf(const TargetId &target);

/// A name that the gateway offers, and who answers to it: `belay` or a provider.
struct OfferedModel {
    QString id;
    QString ownedBy;
    bool operator==(const OfferedModel &) const = default;
};
/// Chains, exact aliases, then the targets that chains and the monitor name; each once.
std::vector<OfferedModel> offeredModels(const Config &config, const Catalogue &catalogue);
/// Those of one provider alone.
std::vector<OfferedModel> offeredModels(
    const Config &config, const Catalogue &catalogue, const ProviderId &provider);
/// At most three offered names, the most similar first.
std::vector<QString> nearestModels(const std::vector<OfferedModel> &offered, const QString &name);

} // namespace Belay

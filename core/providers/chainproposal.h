// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/config.h"
#include "core/providers/catalogue.h"

#include <QStringList>

#include <optional>

namespace Belay {

/// Models that a person may mean at this provider, likeliest first: watched, in a chain, with a price of
/// their own, then those of the catalogue. The provider may serve more.
QStringList knownModels(const Config &config, const ProviderConfig &provider, const Catalogue &catalogue);

/// A chain without id over what is configured: a step for each of at most three providers that do not share
/// their fate, servers of one's own last, each with a model that it is known to have. Nothing where no
/// provider that is on has both a key and such a model.
std::optional<ChainConfig> proposeChain(const Config &config, const Catalogue &catalogue);

} // namespace Belay

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/config.h"
#include "core/http/httpvalues.h"
#include "core/providers/catalogue.h"

#include <optional>

namespace Belay {

/// The request that Belay's own check of a target sends, without a key in it: a completion of its model, the
/// free check of a provider's own row. Nothing where the target is not configured or has no address.
std::optional<HttpRequest> requestOf(
    const Config &config, const Catalogue &catalogue, const TargetId &target);

/// What one completion costs at the most; nothing where the price is unknown.
std::optional<NanoUsd> costOfCheck(const Config &config, const Catalogue &catalogue, const TargetId &target);

/// The page where the provider says how it is: the person's own, else the catalogue's. Empty where it is
/// switched off or is no web address.
QUrl statusPageOf(const ProviderConfig &provider, const Catalogue &catalogue);

bool isPaused(const ProviderConfig &provider, const TargetId &target);

} // namespace Belay

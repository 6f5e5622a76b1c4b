// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/configvalidator.h"
#include "core/providers/catalogue.h"

namespace Belay {

/// Every warning of contract 4: those of the config alone, then those that need to know providers and models
/// (same-upstream, unknown-model, unknown-price, mixed-embeddings, lacks-capability).
ConfigWarnings validateConfig(const Config &config, const Catalogue &catalogue);

/// Who really serves a model of this provider; those for whom it is equal fail together. Behind OpenRouter it
/// is whom the model names; at another address than the kind's own it is that host.
QString upstreamOf(
    const Config &config, const ProviderConfig &provider, const QString &model, const Catalogue &catalogue);

} // namespace Belay

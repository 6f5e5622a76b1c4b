// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/gateway/gatewayrequest.h"
#include "core/routing/chainplan.h"

namespace Belay {

/// What routing asks of catalogue and keys, for one setup.
class GatewayFacts final : public RoutingFacts
{
public:
    /// `seed` is drawn once for each run of the program: a key's stamp says nothing outside it.
    GatewayFacts(const GatewaySetup &setup, size_t seed)
        : m_setup(setup)
        , m_seed(seed)
    { }

    TargetFacts target(const ProviderConfig &provider, const QString &model) const override;
    KeyFacts key(const ProviderConfig &provider, const KeyConfig &key) const override;
    bool isKeyOptional(const ProviderConfig &provider) const override;

private:
    const GatewaySetup &m_setup;
    size_t m_seed;
};

} // namespace Belay

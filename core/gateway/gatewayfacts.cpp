// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/gatewayfacts.h"

#include <QHostAddress>

namespace Belay {

namespace {

bool isLoopback(const QUrl &url)
{
    return url.host() == u"localhost" || QHostAddress(url.host()).isLoopback();
}

} // namespace

TargetFacts GatewayFacts::target(const ProviderConfig &provider, const QString &model) const
{
    const Catalogue &catalogue = *m_setup.catalogue;
    const ModelInfo info = catalogue.model(provider.kind, model);
    TargetFacts facts;
    facts.hidesReasoning = info.hidesReasoning;
    facts.nativeResponses = catalogue.kind(provider.kind).responses;
    facts.directRoute = provider.proxy == u"none" || isLoopback(provider.baseUrl);
    facts.contextTokens = info.contextTokens;
    facts.price = catalogue.price(provider.kind, model, m_setup.config->enteredPrice({provider.id, model}));
    return facts;
}

KeyFacts GatewayFacts::key(const ProviderConfig &provider, const KeyConfig &key) const
{
    const KeyRingEntry *const entry = m_setup.keys ? m_setup.keys->entry(provider.id, key.id) : nullptr;
    if (!entry || entry->value.isEmpty())
        return {false, 0};
    return {true, qHash(entry->value.reveal(), m_seed)};
}

bool GatewayFacts::isKeyOptional(const ProviderConfig &provider) const
{
    return m_setup.catalogue->kind(provider.kind).keyOptional;
}

} // namespace Belay

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/routequestion.h"

#include <algorithm>

namespace Belay {

namespace {

const ProviderKind *kindOf(const GatewayRequest &request, const ChainTarget &target)
{
    const ProviderConfig *const provider = request.setup->config->provider(target.target.provider);
    return provider ? &request.setup->catalogue->kind(provider->kind) : nullptr;
}

/// Tokens are counted by who serves the model, and only one is asked.
std::optional<ChainConfig> firstNative(const GatewayRequest &request)
{
    for (const StepConfig &step : request.chain.steps) {
        for (const ChainTarget &target : step.targets) {
            const ProviderKind *const kind = kindOf(request, target);
            if (!step.enabled || !kind || !servesFace(*kind, request.face))
                continue;
            ChainConfig chain = request.chain;
            chain.id = ChainId {target.target.toString()};
            chain.steps = {step};
            chain.steps.front().targets = {target};
            chain.steps.front().race.reset();
            chain.steps.front().pool = false;
            return chain;
        }
    }
    return {};
}

bool hasPool(const ChainConfig &chain)
{
    return std::any_of(
        chain.steps.begin(), chain.steps.end(), [](const StepConfig &step) { return step.pool; });
}

} // namespace

RouteQuestion routeQuestionOf(const GatewayRequest &request, UpstreamWriter &writer)
{
    RouteQuestion question;
    if (request.face == Face::CountTokens)
        question.chain = firstNative(request);
    if (request.face == Face::Embeddings)
        question.route.kind = RouteRequest::Kind::Embeddings;
    if (request.face == Face::Responses) {
        if (writer.mustStayNative())
            question.route.kind = RouteRequest::Kind::Pinned;
    }
    if (request.face == Face::Passthrough)
        question.route.kind = RouteRequest::Kind::Once;
    if (hasPool(request.chain))
        question.route.conversation = writer.conversation();
    return question;
}

} // namespace Belay

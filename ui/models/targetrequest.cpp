// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/targetrequest.h"

#include "core/monitor/completioncost.h"
#include "core/providers/codec.h"

#include <algorithm>

namespace Belay {

using namespace Qt::StringLiterals;

std::optional<HttpRequest> requestOf(const Config &config, const Catalogue &catalogue, const TargetId &target)
{
    const ProviderConfig *provider = config.provider(target.provider);
    if (!provider)
        return {};
    const ProviderKind &kind = catalogue.kind(provider->kind);
    const QUrl base = baseUrlOf(*provider, kind);
    if (base.isEmpty())
        return {};
    // Stands where the key would be; the command prints `$KEY` in its place.
    const Secret place(provider->keys.empty() && kind.keyOptional ? QByteArray() : QByteArray("KEY"));
    HttpRequest request;
    if (target.hasModel()) {
        const CompletionRequest completion {
            target.model, u"Hi"_s, catalogue.model(kind.id, target.model).recipe, AnswerForm::Stream};
        request = codecFor(kind.dialect).completion(kind, base, completion);
        request.auth = authHeader(kind, place);
    } else {
        request = freeCheckRequest(kind, base, kind.keyCheck, place);
    }
    request.headers.insert(request.headers.end(), provider->headers.begin(), provider->headers.end());
    request.caFile = provider->caFile;
    return request;
}

std::optional<NanoUsd> costOfCheck(const Config &config, const Catalogue &catalogue, const TargetId &target)
{
    const ProviderConfig *provider = config.provider(target.provider);
    if (!provider || !target.hasModel())
        return {};
    const auto price = catalogue.price(provider->kind, target.model, config.enteredPrice(target));
    return mostCostOfOne(
        catalogue.kind(provider->kind), catalogue.model(provider->kind, target.model), price);
}

QUrl statusPageOf(const ProviderConfig &provider, const Catalogue &catalogue)
{
    const QString &own = provider.monitor.statusPage;
    if (own == u"off"_s)
        return {};
    const QUrl page = own.isEmpty() ? catalogue.kind(provider.kind).statusPage : QUrl(own, QUrl::StrictMode);
    const bool web = page.scheme() == u"https"_s || page.scheme() == u"http"_s;
    return page.isValid() && web ? page : QUrl();
}

bool isPaused(const ProviderConfig &provider, const TargetId &target)
{
    if (!provider.enabled || !provider.monitor.enabled)
        return true;
    return target.hasModel()
        && std::ranges::find(provider.monitor.paused, target.model) != provider.monitor.paused.end();
}

} // namespace Belay

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/explanation.h"

#include "core/domain/resultjson.h"
#include "core/engine/explanationtext.h"
#include "core/http/localhost.h"
#include "core/monitor/diagnosis.h"
#include "core/providers/codec.h"

#include <algorithm>

namespace Belay {

namespace {

QString hostOf(const QUrl &url)
{
    return url.port() < 0 ? url.host() : QString(url.host() + u':' + QString::number(url.port()));
}

QUrl addressOf(const ProviderConfig &provider)
{
    return baseUrlOf(provider, Catalogue::builtIn().kind(provider.kind));
}

bool isSameHost(const QString &told, const QUrl &url)
{
    return !told.isEmpty()
        && (told.compare(url.host(), Qt::CaseInsensitive) == 0
            || told.compare(hostOf(url), Qt::CaseInsensitive) == 0);
}

QUrl urlOfHost(const QString &host)
{
    return QUrl(QStringLiteral("https://") + host, QUrl::StrictMode);
}

/// An answer of the provider proves the network by itself (contract 3); a page of whoever may be in between
/// proves nothing.
NetworkState networkThen(Outcome outcome, const MeasuredAround &around, NetworkState told)
{
    const bool isAnswer = !isTransportFailure(outcome) && outcome != Outcome::NotAnAnswer;
    if (isAnswer || around.someoneAnswered)
        return NetworkState::Online;
    return around.nobodyAnswered ? NetworkState::Offline : told;
}

DiagnosisEvidence evidenceOf(const Explanation &explanation, const ProviderConfig *provider,
    const Config &config, const MeasuredAround &around, NetworkState network)
{
    const ErrorReading &reading = explanation.reading;
    DiagnosisEvidence evidence;
    evidence.provider = explanation.providerName;
    evidence.unnamed = explanation.provider.isEmpty();
    evidence.told = true;
    evidence.model = reading.model;
    evidence.part = EvidencePart::Traffic;
    const QUrl url = provider ? addressOf(*provider) : urlOfHost(reading.host);
    evidence.host = reading.host.isEmpty() ? url.host() : reading.host;
    evidence.local = !url.host().isEmpty() && needsNoInternet(config.network.local, url);
    evidence.outcome = reading.what.outcome;
    evidence.status = reading.status;
    evidence.providerCode = reading.what.providerCode;
    evidence.certificate = reading.certificate;
    evidence.refusedByDate = reading.certificate == CertificateFault::Date;
    constexpr int WantsLogin = 407;
    evidence.proxy = reading.status == WantsLogin ? ProxyFault::Login : ProxyFault::None;
    evidence.retryAfter = reading.what.retryAfter;
    evidence.servedBy = reading.servedBy;
    evidence.handsOn = reading.kind == ProviderKindId::OpenRouter || !reading.servedBy.isEmpty();
    evidence.everAnswered = around.modelEverAnswered.value_or(false); // as far as Belay knows
    // The key of the pasted request was asked, and refused; Belay's own is another one where it works.
    evidence.keys = {around.keyWorked ? 2 : 1, 1, false};
    evidence.network = networkThen(reading.what.outcome, around, network);
    evidence.networkCleared = around.someoneAnswered;
    evidence.noAnchors = config.network.anchors.empty();
    evidence.confirmed = around.nearest && around.nearest->outcome == reading.what.outcome;
    const TargetState alone = stateAlone(reading.what.outcome, weighedHealth(reading.what.outcome, evidence));
    // No data would say that nothing is known; here one result is.
    evidence.state = alone == TargetState::NoData ? TargetState::Checking : alone;
    return evidence;
}

} // namespace

HostKinds hostKindsOf(const Config &config)
{
    HostKinds kinds;
    for (const ProviderConfig &provider : config.providers) {
        if (!provider.baseUrl.isEmpty() && provider.kind != ProviderKindId::OpenAiCompatible)
            kinds[hostOf(provider.baseUrl).toLower()] = provider.kind;
    }
    return kinds;
}

const ProviderConfig *providerOf(const ErrorReading &reading, const Config &config)
{
    if (!reading.target.isEmpty())
        return config.provider(TargetId::fromString(reading.target).provider);
    const ProviderConfig *ofKind = nullptr;
    for (const ProviderConfig &provider : config.providers) {
        if (isSameHost(reading.host, addressOf(provider)))
            return &provider;
        const bool isBetter = !ofKind || (provider.enabled && !ofKind->enabled);
        if (reading.kind == provider.kind && isBetter)
            ofKind = &provider;
    }
    return reading.byGateway ? nullptr : ofKind;
}

Explanation explainError(const ErrorReading &reading, const Config &config, const MeasuredAround &around,
    NetworkState network, WallTime now)
{
    Explanation explanation;
    explanation.reading = reading;
    explanation.measured = around.nearest;
    explanation.ownKeyWorks = around.keyWorked;
    explanation.notes = notesOf(reading);
    const ProviderConfig *provider = providerOf(reading, config);
    if (provider)
        explanation.provider = provider->id.value;
    else if (!reading.target.isEmpty())
        explanation.provider = TargetId::fromString(reading.target).provider.value;
    else if (reading.kind)
        explanation.provider = toString(*reading.kind);
    explanation.providerName = provider   ? provider->name
        : reading.kind                    ? Catalogue::builtIn().kind(*reading.kind).name
        : !explanation.provider.isEmpty() ? explanation.provider
                                          : reading.host;
    if (const auto own = verdictWithoutProvider(reading, explanation.providerName)) {
        explanation.verdict = *own;
        return explanation;
    }
    if (explanation.providerName.isEmpty())
        explanation.providerName = unknownProvider();
    explanation.verdict = diagnose(evidenceOf(explanation, provider, config, around, network));
    addWhatBelayKnows(explanation, now);
    return explanation;
}

nlohmann::ordered_json toJson(const Explanation &explanation)
{
    using Json = nlohmann::ordered_json;
    const Verdict &verdict = explanation.verdict;
    Json json;
    json["outcome"] = nameOf(verdict.outcome);
    json["owner"] = nameOf(verdict.owner);
    json["cause"] = verdict.cause == Cause::None ? Json() : Json(nameOf(verdict.cause)); // as STATUS has it
    json["provider"] = explanation.provider.isEmpty() ? Json() : Json(toUtf8(explanation.provider));
    json["measured"] = explanation.measured ? toJson(*explanation.measured) : Json();
    json["reason"] = toUtf8(verdict.reason);
    json["advice"] = toUtf8(verdict.advice);
    return json;
}

} // namespace Belay

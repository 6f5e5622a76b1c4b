// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/proberun.h"

#include "core/http/certificatedate.h"
#include "core/providers/codec.h"
#include "core/providers/documentreader.h"
#include "core/providers/modelretirement.h"
#include "core/providers/ratelimits.h"

#include <utility>

namespace Belay {

namespace {

// A failure has to be seen, and seen again, within the 90 s of contract 3: 72 s to the next check, 10 s to
// the confirm probe, the rest is left for its answer.
constexpr HttpLimits CheckLimits {Milliseconds {5'000}, {}, Milliseconds {5'000}, Milliseconds {7'000}};
constexpr qint64 LargestCheck = 4 * 1024 * 1024; // twice the longest list of models that there is
constexpr qsizetype ClassifiedBytes = 64 * 1024;

/// A check's answer is JSON, or nothing at all where a server only says that it is well.
bool isReadable(const QByteArray &body)
{
    const QByteArray head = body.left(64).trimmed();
    return head.isEmpty() || head.startsWith('{') || head.startsWith('[') || head.startsWith('"');
}

/// The first bytes of JSON that goes on for longer than it is read.
bool beginsLikeJson(const QByteArray &body)
{
    return isReadable(body) && !body.left(64).trimmed().isEmpty();
}

/// Of the check itself, not of the key: the address has no such list.
bool isMisfit(Outcome outcome)
{
    return outcome == Outcome::ModelNotFound || outcome == Outcome::BadRequest || outcome == Outcome::TooLarge
        || outcome == Outcome::ContextLength || outcome == Outcome::ContentFilter
        || outcome == Outcome::Misfit;
}

bool provesReach(Outcome outcome, int status)
{
    if (status == 0 || outcome == Outcome::Proxy)
        return false;
    return isMisfit(outcome) || ruleOf(outcome).health != Health::Hard;
}

} // namespace

ProbeRun::ProbeRun(HttpClient &http, const Clock &clock, const Catalogue &catalogue, ProbeEndpoint endpoint)
    : m_http(http)
    , m_clock(clock)
    , m_kind(catalogue.kind(endpoint.provider.kind))
    , m_endpoint(std::move(endpoint))
{ }

void ProbeRun::start(AlsoModels alsoModels, Done done)
{
    m_alsoModels = alsoModels;
    m_done = std::move(done);
    send(m_kind.reachCheck ? Stage::Reach : Stage::Combined);
}

void ProbeRun::send(Stage stage)
{
    m_stage = stage;
    FreeCheck check = stage == Stage::Reach ? *m_kind.reachCheck : m_kind.keyCheck;
    if (stage == Stage::Models)
        check = FreeCheck {"GET", m_kind.modelsPath, !m_kind.modelsListIsPublic};
    HttpRequest request = freeCheckRequest(m_kind, m_endpoint.baseUrl, check, m_endpoint.key);
    request = m_endpoint.dressed(std::move(request), CheckLimits);
    request.maxBody = LargestCheck;
    m_at = m_clock.wall();
    m_result.began = m_clock.steady();
    m_fetch = std::make_unique<Fetch>(
        m_http, std::move(request), [this](const FetchResult &fetched) { take(fetched); });
}

void ProbeRun::take(const FetchResult &fetched)
{
    m_result.answered = m_result.answered || fetched.head.status > 0;
    if (fetched.failure && fetched.failure->kind == HttpFailureKind::Tls && fetched.timings.tlsIssuer)
        m_result.failedIssuer = *fetched.timings.tlsIssuer;
    m_result.refusedByDate = fetched.failure && isRefusedByDate(*fetched.failure);
    m_result.proxyFault = fetched.failure ? fetched.failure->proxy : ProxyFault::None;
    if (const auto told = timeToldBy(fetched.head))
        m_result.timeTold = told;
    if (m_stage == Stage::Models) {
        takeModels(fetched);
        return;
    }
    const Classification seen = classified(fetched);
    if (m_stage == Stage::Reach || m_stage == Stage::Combined)
        takeReach(fetched, seen);
    else
        takeAuth(fetched, seen);
}

Classification ProbeRun::classified(const FetchResult &fetched) const
{
    Ending ending;
    ending.kind = m_kind.id;
    ending.purpose = m_stage == Stage::Reach || m_endpoint.key.isEmpty() ? RequestPurpose::ReachProbe
                                                                         : RequestPurpose::AuthProbe;
    ending.failure = fetched.failure;
    ending.head = fetched.head;
    const bool good = isSuccess(fetched.head.status) && isReadable(fetched.body);
    ending.body = withoutKey(fetched.body.left(ClassifiedBytes), m_endpoint.key);
    ending.answered = good;
    ending.complete = good;
    ending.readable = good;
    ending.now = m_clock.wall();
    Classification seen = classify(ending);
    // Whether a list of several megabytes was read to its end says nothing of reach or key.
    // A page is no list.
    if (fetched.failure && isSuccess(fetched.head.status)
        && fetched.failure->kind == HttpFailureKind::TooLarge && beginsLikeJson(fetched.body))
        seen.outcome = Outcome::Ok;
    return seen;
}

Sample ProbeRun::sampleOf(ProbeKind kind, const FetchResult &fetched, const Classification &seen) const
{
    Sample sample;
    sample.at = m_at;
    sample.target = {m_endpoint.provider.id, {}};
    sample.key = kind == ProbeKind::Auth ? m_endpoint.keyId : KeyId {};
    sample.kind = kind;
    sample.outcome = seen.outcome;
    sample.status = fetched.head.status;
    sample.cold = fetched.timings.cold;
    sample.timings = fetched.timings.phases;
    sample.requestId = requestIdOf(fetched.head.headers);
    sample.limits = rateLimitsOf(fetched.head.headers, m_kind.rateLimits, m_clock.wall());
    if (seen.outcome != Outcome::Ok)
        sample.evidence = evidenceOf(seen,
            fetched.failure && fetched.body.isEmpty() ? fetched.failure->detail.toUtf8() : fetched.body,
            fetched.timings.address, m_endpoint.key);
    return withoutKey(std::move(sample), m_endpoint.key);
}

void ProbeRun::takeReach(const FetchResult &fetched, const Classification &seen)
{
    const bool reached = provesReach(seen.outcome, fetched.head.status);
    Classification reach = seen;
    if (reached)
        reach = Classification {Outcome::Ok, {}, {}, {}};
    Sample sample = sampleOf(ProbeKind::Reach, fetched, reach);
    sample.proof = reached ? Proof::Reach : Proof::None;
    m_result.samples.push_back(sample);
    if (m_stage == Stage::Combined && reached && !m_endpoint.key.isEmpty() && m_kind.keyCheck.needsKey) {
        takeAuth(fetched, seen);
        return;
    }
    if (m_stage == Stage::Combined && isSuccess(fetched.head.status)
        && m_kind.keyCheck.path == m_kind.modelsPath)
        takeModels(fetched);
    else
        goOnAfterReach();
}

void ProbeRun::goOnAfterReach()
{
    const bool reached = m_result.samples.front().outcome == Outcome::Ok;
    if (m_stage == Stage::Reach && reached && !m_endpoint.key.isEmpty() && m_kind.keyCheck.needsKey) {
        send(Stage::Auth);
        return;
    }
    skipAuth();
    if (reached && m_alsoModels == AlsoModels::Yes && !m_kind.modelsPath.isEmpty() && !m_result.models
        && (m_kind.keyOptional || m_kind.modelsListIsPublic)) {
        send(Stage::Models);
        return;
    }
    finish();
}

/// Nothing was asked of the key: it is missing, or the provider could not be reached.
void ProbeRun::skipAuth()
{
    const bool reached = m_result.samples.front().outcome == Outcome::Ok;
    const bool hasNoCheck = !m_endpoint.key.isEmpty() && reached;
    const bool needsNone = m_endpoint.keyId.isEmpty() && m_kind.keyOptional;
    if (hasNoCheck || needsNone)
        return;
    Sample sample;
    sample.at = m_at;
    sample.target = {m_endpoint.provider.id, {}};
    sample.key = m_endpoint.keyId;
    sample.kind = ProbeKind::Auth;
    sample.outcome = Outcome::Skipped;
    m_result.samples.push_back(sample);
}

void ProbeRun::takeAuth(const FetchResult &fetched, const Classification &seen)
{
    Classification auth = seen;
    if (isMisfit(auth.outcome))
        auth.outcome = Outcome::Misfit;
    Sample sample = sampleOf(ProbeKind::Auth, fetched, auth);
    sample.proof = auth.outcome == Outcome::Ok ? Proof::Auth : Proof::None;
    m_result.samples.push_back(sample);
    const bool isList = m_kind.keyCheck.path == m_kind.modelsPath;
    if (auth.outcome == Outcome::Ok && isList)
        takeModels(fetched);
    else if (auth.outcome == Outcome::Ok && m_alsoModels == AlsoModels::Yes && !m_kind.modelsPath.isEmpty())
        send(Stage::Models);
    else
        finish();
}

void ProbeRun::takeModels(const FetchResult &fetched)
{
    if (isSuccess(fetched.head.status) && !fetched.failure) {
        auto models = codecFor(m_kind.dialect).readModels(m_kind, fetched.body);
        const auto hasKey
            = [this](const QString &model) { return withoutKey(model, m_endpoint.key) != model; };
        if (models) {
            std::erase_if(*models, hasKey); // a model is offered by its name
            m_result.models = std::move(*models);
            m_result.retiring = readRetirements(fetched.body);
        }
    }
    if (m_result.samples.size() == 1)
        skipAuth();
    finish();
}

void ProbeRun::finish()
{
    const ProbeResult result = std::exchange(m_result, {});
    const Done done = std::exchange(m_done, {});
    done(result);
}

ProbeResult ProbeRun::cancel()
{
    m_fetch.reset();
    m_done = {};
    ProbeResult result = std::exchange(m_result, {});
    if (!result.samples.empty())
        return result;
    Sample sample;
    sample.at = m_at;
    sample.target = {m_endpoint.provider.id, {}};
    sample.kind = ProbeKind::Reach;
    sample.outcome = Outcome::Cancelled;
    result.samples.push_back(sample);
    return result;
}

} // namespace Belay

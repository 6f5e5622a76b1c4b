// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/monitor/situations.h"

#include "core/providers/catalogue.h"
#include "core/providers/classifier.h"

namespace Belay {

namespace {

void forgetAnswer(DiagnosisEvidence &e)
{
    e.outcome = Outcome::Skipped;
    e.status = 0;
    e.providerCode.clear();
    e.retryAfter.reset();
    e.refusedByDate = false;
}

void forgetNetwork(DiagnosisEvidence &e)
{
    e.network = NetworkState::Unknown;
    e.networkCleared = false;
}

void forgetTls(DiagnosisEvidence &e)
{
    e.issuer.clear();
    e.issuerShared = false;
}

void forgetClock(DiagnosisEvidence &e)
{
    e.clock = ClockWord::Unknown;
    e.clockSkew.reset();
}

void forgetKeys(DiagnosisEvidence &e)
{
    e.keys = {};
    e.keyMissing = false;
}

/// A page that was read is one that can be read.
void forgetNotice(DiagnosisEvidence &e)
{
    if (e.notice.reading != NoticeSeen::Reading::NoPage)
        e.notice = {NoticeSeen::Reading::NotRead, NoticeState::Unknown, {}, {}};
}

} // namespace

DiagnosisEvidence without(DiagnosisEvidence e, Field field)
{
    using Forget = void (*)(DiagnosisEvidence &);
    constexpr Forget forget[]
        = {&forgetAnswer, [](DiagnosisEvidence &one) { one.confirmed = false; }, &forgetNetwork, &forgetTls,
            &forgetClock, [](DiagnosisEvidence &one) { one.proxy = ProxyFault::None; },
            [](DiagnosisEvidence &one) { one.ladder = {}; }, [](DiagnosisEvidence &one) { one.traffic = {}; },
            [](DiagnosisEvidence &one) { one.sameProvider = {}; },
            [](DiagnosisEvidence &one) { one.sameUpstream = {}; },
            [](DiagnosisEvidence &one) { one.others = {}; }, &forgetKeys, &forgetNotice,
            [](DiagnosisEvidence &one) { one.limit.reset(); }, [](DiagnosisEvidence &one) { one.usual = {}; },
            [](DiagnosisEvidence &one) { one.servedBy.clear(); },
            [](DiagnosisEvidence &one) { one.region.clear(); },
            [](DiagnosisEvidence &one) { one.everAnswered.reset(); },
            [](DiagnosisEvidence &one) { one.offeredModels.clear(); },
            [](DiagnosisEvidence &one) { one.connected.reset(); }, [](DiagnosisEvidence &) {}};
    static_assert(std::size(forget) == FieldCount + 1);
    forget[static_cast<int>(field)](e);
    return e;
}

DiagnosisEvidence calm()
{
    DiagnosisEvidence e;
    e.provider = QStringLiteral("OpenAI");
    e.model = QStringLiteral("gpt-4o-mini");
    e.host = QStringLiteral("api.openai.com");
    e.state = TargetState::Up;
    e.part = EvidencePart::Completion;
    e.outcome = Outcome::Ok;
    e.status = 200;
    e.confirmed = true;
    e.network = NetworkState::Online;
    e.keys = {1, 0, true};
    e.everAnswered = true;
    return e;
}

DiagnosisEvidence settled(DiagnosisEvidence e)
{
    e.state = stateAlone(e.outcome, weighedHealth(e.outcome, e));
    return e;
}

DiagnosisEvidence failing(Outcome outcome, int status)
{
    DiagnosisEvidence e = calm();
    e.outcome = outcome;
    e.status = status;
    e.networkCleared = isTransportFailure(outcome);
    if (outcome == Outcome::Auth)
        e.keys = {1, 1, true};
    return settled(e);
}

DiagnosisEvidence answered(
    ProviderKindId kind, int status, const QByteArray &body, const HttpHeaders &headers)
{
    Ending ending;
    ending.kind = kind;
    ending.purpose = RequestPurpose::Traffic;
    ending.head = {status, headers};
    ending.body = body;
    ending.now = WallTime {Milliseconds {1'790'000'000'000}};
    const Classification seen = classify(ending);
    DiagnosisEvidence e = failing(seen.outcome, status);
    e.provider = Catalogue::builtIn().kind(kind).name;
    e.host = Catalogue::builtIn().kind(kind).baseUrl.host();
    e.providerCode = seen.providerCode;
    e.retryAfter = seen.retryAfter;
    e.limit = tightestLimit(
        rateLimitsOf(headers, Catalogue::builtIn().kind(kind).rateLimits, ending.now), ending.now);
    return e;
}

NoticeSeen green()
{
    return {NoticeSeen::Reading::Read, NoticeState::Operational, {}, {}};
}

NoticeSeen trouble(const char *title, NoticeState state)
{
    return {NoticeSeen::Reading::Read, state, QString::fromLatin1(title), Milliseconds {240'000}};
}

} // namespace Belay

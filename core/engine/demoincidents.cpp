// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/demoincidents.h"

#include "core/monitor/diagnosis.h"
#include "core/monitor/incidentbook.h"

#include <algorithm>
#include <set>

namespace Belay {

namespace {

using std::chrono::minutes;

// How often the rules look at what goes on; the monitor does it with every result.
constexpr minutes LookEvery {1};
// After its end, until a recovery has held.
constexpr minutes HoldsBy {4};

/// What decided: a key is refused by the check of keys.
EvidencePart partOf(TargetState state)
{
    return state == TargetState::KeyRejected ? EvidencePart::Auth : EvidencePart::Completion;
}

Verdict verdictOf(const Span &span, const QString &name)
{
    DiagnosisEvidence evidence;
    evidence.provider = name;
    evidence.model = span.subject.model;
    evidence.state = span.state;
    evidence.outcome = span.outcome;
    evidence.part = partOf(span.state);
    evidence.confirmed = true;
    evidence.everAnswered = true;
    evidence.network = NetworkState::Online; // other providers answer in the same minute
    evidence.networkCleared = true;
    return diagnose(evidence);
}

bool isTrouble(TargetState state)
{
    return severityRank(state) < severityRank(TargetState::NoData);
}

/// Plays the past of one provider to the rules.
class Player
{
public:
    Player(const ProviderId &provider, const QString &name, WallTime now, RandomSource &random)
        : m_provider(provider)
        , m_name(name)
        , m_now(now)
        , m_random(random)
        , m_book([this] { return nextId(); })
    { }

    std::vector<Incident> play(const std::vector<Span> &spans, const std::vector<Sample> &failures)
    {
        std::set<WallTime> looks;
        for (const Span &span : spans) {
            m_targets[span.subject].push_back(span);
            if (!isTrouble(span.state))
                continue;
            for (WallTime at = span.from; at < span.to + HoldsBy && at <= m_now; at += LookEvery)
                looks.insert(at);
        }
        auto failure = failures.begin();
        for (const WallTime at : looks) {
            m_at = at;
            for (; failure != failures.end() && failure->at <= at; ++failure)
                m_book.take(*failure, ruleOf(failure->outcome).health);
            note(m_book.observe(m_provider, subjectsAt(at), at));
        }
        note(m_book.flush());
        std::vector<Incident> incidents;
        for (auto &[id, incident] : m_incidents)
            incidents.push_back(withNotice(incident));
        return incidents;
    }

private:
    Ulid nextId()
    {
        Ulid id = Ulid::firstOf(m_at);
        id.low = m_random.next();
        return id;
    }
    std::vector<IncidentSubject> subjectsAt(WallTime at) const
    {
        std::vector<IncidentSubject> subjects;
        for (const auto &[target, spans] : m_targets) {
            IncidentSubject subject {target, {}, EvidencePart::Completion, {}};
            subject.verdict.state = TargetState::NoData;
            const auto span = std::ranges::find_if(
                spans, [at](const Span &one) { return one.from <= at && (at < one.to); });
            if (span != spans.end()) {
                subject.verdict = verdictOf(*span, m_name);
                subject.part = partOf(span->state);
                if (isTrouble(span->state))
                    subject.error = QStringLiteral("Told of the days before the demo: %1.")
                                        .arg(toString(span->outcome));
            }
            subjects.push_back(std::move(subject));
        }
        return subjects;
    }
    void note(const IncidentEvents &events)
    {
        for (const IncidentEvent &event : events)
            m_incidents[event.incident.id] = event.incident;
    }
    Incident withNotice(Incident incident)
    {
        constexpr minutes WorthAPost {20};
        const auto late = minutes {static_cast<int>(m_random.between(-3, 25))};
        if (!incident.closedAt || *incident.closedAt - incident.openedAt < WorthAPost)
            return incident;
        PageIncident post;
        post.id = incident.id.toString().toLower();
        post.title = QStringLiteral("Elevated error rates");
        post.phase = PagePhase::Resolved;
        post.createdAt = incident.openedAt + late;
        post.resolvedAt = *incident.closedAt + minutes {static_cast<int>(m_random.between(5, 40))};
        PageReading page;
        page.page = QStringLiteral("https://status.%1.example").arg(m_provider.value);
        post.link = QUrl(page.page + QStringLiteral("/incidents/") + post.id);
        page.read = PageReadSpan {page.page, incident.openedAt - minutes {60}, *post.resolvedAt};
        page.past = {{post, *post.createdAt + minutes {2}}};
        if (const auto joined = noticeOf(incident, page); joined && incident.owner != Owner::You) {
            incident.notice = joined->notice;
            incident.lead = joined->lead;
        }
        return incident;
    }

    ProviderId m_provider;
    QString m_name;
    WallTime m_now;
    WallTime m_at;
    RandomSource &m_random;
    IncidentBook m_book;
    std::map<TargetId, std::vector<Span>> m_targets;
    std::map<Ulid, Incident> m_incidents;
};

} // namespace

std::vector<Incident> makeDemoIncidents(const std::vector<Span> &spans, const std::vector<Sample> &failures,
    const std::map<ProviderId, QString> &names, WallTime now, RandomSource &random)
{
    std::vector<Incident> incidents;
    for (const auto &[provider, name] : names) {
        std::vector<Span> itsSpans;
        std::ranges::copy_if(spans, std::back_inserter(itsSpans),
            [&](const Span &span) { return span.subject.provider == provider; });
        std::vector<Sample> itsFailures;
        std::ranges::copy_if(failures, std::back_inserter(itsFailures),
            [&](const Sample &sample) { return sample.target.provider == provider; });
        const std::vector<Incident> its = Player(provider, name, now, random).play(itsSpans, itsFailures);
        incidents.insert(incidents.end(), its.begin(), its.end());
    }
    return incidents;
}

} // namespace Belay

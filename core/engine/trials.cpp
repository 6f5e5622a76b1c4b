// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/trials.h"

#include "core/http/localhost.h"
#include "core/monitor/clearance.h"
#include "core/monitor/completioncost.h"
#include "core/monitor/completionrun.h"
#include "core/monitor/diagnosis.h"
#include "core/monitor/ownnetwork.h"
#include "core/monitor/proberun.h"
#include "core/secrets/localsecrets.h"

#include <QCoreApplication>
#include <QObject>
#include <QPointer>

#include <algorithm>

namespace Belay {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Belay::Trials)
};

} // namespace

class Trials::Trial final : public ProviderTrial
{
public:
    struct Parts {
        HttpClient &http;
        Clock &clock;
        const Catalogue &catalogue;
        NetworkConfig network;
    };

    Trial(const Parts &parts, ProbeEndpoint endpoint, QString model, PaidTrial paid, Progress progress)
        : m_http(parts.http)
        , m_clock(parts.clock)
        , m_catalogue(parts.catalogue)
        , m_endpoint(std::move(endpoint))
        , m_model(std::move(model))
        , m_paid(paid)
        , m_progress(std::move(progress))
        , m_isLocal(needsNoInternet(parts.network.local, m_endpoint.baseUrl))
        , m_noAnchors(parts.network.anchors.empty())
        , m_clearance(m_http, m_clock, m_network)
    {
        m_clearance.setAnchors(parts.network.anchors, {});
    }

    void begin()
    {
        m_result.cost = NanoUsd {0};
        m_probe = std::make_unique<ProbeRun>(m_http, m_clock, m_catalogue, m_endpoint);
        m_probe->start(ProbeRun::AlsoModels::Yes,
            [this](const ProbeResult &result) { weigh(result, &Trial::takeProbe); });
    }

private:
    /// Goes on to `next` when it is known whether a failure speaks of the provider or of the own network.
    void weigh(const ProbeResult &result, void (Trial::*next)(const ProbeResult &))
    {
        const QString host = hostAndPort(m_endpoint.baseUrl);
        m_failedIssuer = result.failedIssuer;
        m_refusedByDate = result.refusedByDate;
        m_proxyFault = result.proxyFault;
        m_began = result.began;
        if (!m_failedIssuer.isEmpty())
            m_network.issuerSeen(host, m_failedIssuer);
        if (m_isLocal || std::ranges::none_of(result.samples, needsClearance)) {
            (this->*next)(result);
            return;
        }
        m_clearance.judge(host, m_endpoint.provider.proxy, result.began, [this, result, next](bool counts) {
            // Whoever is told next may destroy this trial, and the clearance that is calling.
            QMetaObject::invokeMethod(
                &m_context,
                [this, result, next, counts] {
                    m_isCleared = counts;
                    (this->*next)(result);
                },
                Qt::QueuedConnection);
        });
    }

    void takeProbe(const ProbeResult &result)
    {
        for (const Sample &sample : result.samples) {
            addStep(sample.kind == ProbeKind::Auth ? Proof::Auth : Proof::Reach, sample);
            // What was not asked because the rung before failed says nothing of its own.
            if (sample.outcome != Outcome::Skipped || m_last.outcome == Outcome::Ok)
                m_last = sample;
        }
        m_hasList = result.models.has_value();
        m_result.models = result.models.value_or(m_catalogue.kind(m_endpoint.provider.kind).staticModels);
        if (m_paid == PaidTrial::No || m_model.isEmpty() || m_last.outcome != Outcome::Ok) {
            finish();
            return;
        }
        m_completion = std::make_unique<CompletionRun>(m_http, m_clock, m_catalogue, m_endpoint, m_model,
            m_catalogue.price(m_endpoint.provider.kind, m_model, {}));
        m_completion->start(
            [this](const ProbeResult &completion) { weigh(completion, &Trial::takeCompletion); });
        tell();
    }

    void takeCompletion(const ProbeResult &result)
    {
        for (const Sample &sample : result.samples) {
            m_last = sample;
            ++m_result.paidRequests;
            m_result.cost = sample.usd;
            addStep(Proof::Model, sample);
            if (sample.outcome == Outcome::Ok)
                addStep(Proof::Stream, sample);
        }
        finish();
    }

    void addStep(Proof rung, const Sample &sample)
    {
        m_result.steps.push_back({rung, sample.outcome, diagnose(evidenceOf(sample)).reason,
            rung == Proof::Stream ? sample.timings.firstContent : sample.timings.total});
        if (sample.outcome == Outcome::Ok)
            m_result.proof = std::max(m_result.proof, std::max(rung, sample.proof));
    }

    DiagnosisEvidence evidenceOf(const Sample &sample) const
    {
        DiagnosisEvidence evidence;
        evidence.provider = m_endpoint.provider.name;
        evidence.model = sample.target.model;
        evidence.host = hostAndPort(m_endpoint.baseUrl);
        evidence.local = m_isLocal;
        evidence.outcome = sample.outcome;
        evidence.part = sample.kind == ProbeKind::Completion ? EvidencePart::Completion
            : sample.kind == ProbeKind::Auth                 ? EvidencePart::Auth
                                                             : EvidencePart::Reach;
        evidence.status = sample.status;
        evidence.everAnswered = false;
        // A status of the provider's proves the network.
        evidence.network = sample.status != 0 ? NetworkState::Online : m_network.status().state;
        evidence.networkCleared = sample.status != 0 || m_isCleared;
        evidence.issuer = m_failedIssuer;
        evidence.issuerShared = !m_isLocal && !m_failedIssuer.isEmpty()
            && m_network.isIssuerShared(evidence.host, m_failedIssuer);
        evidence.keyMissing = m_endpoint.key.isEmpty() && sample.outcome == Outcome::Skipped;
        evidence.offeredModels = m_result.models;
        evidence.refusedByDate = m_refusedByDate;
        if (!m_isLocal && m_refusedByDate)
            evidence.clock = m_network.clockWord(evidence.host, m_began);
        if (evidence.clock == ClockWord::Wrong)
            evidence.clockSkew = m_network.clockSkew();
        evidence.noAnchors = m_noAnchors;
        evidence.keys = {1, sample.outcome == Outcome::Auth ? 1 : 0, false};
        evidence.proxy = m_proxyFault;
        if (sample.evidence) {
            evidence.providerCode = sample.evidence->providerCode;
            evidence.retryAfter = sample.evidence->retryAfter;
        }
        evidence.state = stateAlone(sample.outcome, weighedHealth(sample.outcome, evidence));
        return evidence;
    }

    void finish()
    {
        m_result.finished = true;
        m_result.verdict = diagnose(evidenceOf(m_last));
        if (mayLackItsPath()) {
            QUrl longer = m_endpoint.baseUrl;
            longer.setPath(QStringLiteral("/v1"));
            m_result.verdict.advice
                = Words::tr("Addresses of this kind usually end in /v1: try %1.").arg(longer.toString());
        }
        tell();
    }

    /// Somebody answered at a bare host, and it was no list of models.
    bool mayLackItsPath() const
    {
        const QString path = m_endpoint.baseUrl.path();
        return m_endpoint.provider.kind == ProviderKindId::OpenAiCompatible
            && (path.isEmpty() || path == u"/") && m_last.status != 0 && !m_hasList
            && m_last.outcome != Outcome::Auth && m_result.proof < Proof::Model;
    }

    /// Always the last act: the callee may destroy this trial.
    void tell()
    {
        const Progress progress = m_progress;
        const TrialResult result = m_result;
        progress(result);
    }

    HttpClient &m_http;
    Clock &m_clock;
    const Catalogue &m_catalogue;
    ProbeEndpoint m_endpoint;
    QString m_model;
    PaidTrial m_paid;
    Progress m_progress;
    TrialResult m_result;
    Sample m_last;
    std::unique_ptr<ProbeRun> m_probe;
    std::unique_ptr<CompletionRun> m_completion;
    OwnNetwork m_network;
    bool m_isLocal;
    bool m_noAnchors;
    bool m_isCleared = false;
    bool m_hasList = false;
    QString m_failedIssuer;
    bool m_refusedByDate = false;
    ProxyFault m_proxyFault = ProxyFault::None;
    SteadyTime m_began;
    Clearance m_clearance;
    QObject m_context; // last: nothing may be called while the rest goes
};

/// Asks every local port of the catalogue once and gathers who answers. Belongs to its asker.
class Trials::LocalSearch final : public QObject
{
public:
    using Done = std::function<void(const std::vector<LocalServer> &)>;

    LocalSearch(QObject *parent, Done done)
        : QObject(parent)
        , m_done(std::move(done))
    { }

    void begin(HttpClient &http, Clock &clock, const Catalogue &catalogue)
    {
        for (const ProviderKind &kind : catalogue.kinds()) {
            for (const int port : kind.localPorts)
                ask(http, clock, catalogue, kind, port);
        }
        m_pending = m_runs.size();
        if (m_pending == 0)
            finish();
    }

private:
    void ask(HttpClient &http, Clock &clock, const Catalogue &catalogue, const ProviderKind &kind, int port)
    {
        ProviderConfig draft;
        draft.id = ProviderId {toString(kind.id)};
        draft.kind = kind.id;
        draft.name = kind.name;
        draft.baseUrl = kind.baseUrl;
        draft.baseUrl.setHost(QStringLiteral("127.0.0.1"));
        draft.baseUrl.setPort(port);
        draft.proxy = QStringLiteral("none");
        auto run
            = std::make_unique<ProbeRun>(http, clock, catalogue, ProbeEndpoint::of(draft, catalogue, {}, {}));
        run->start(ProbeRun::AlsoModels::Yes, [this, draft](const ProbeResult &result) {
            if (result.answered && result.models)
                m_found.push_back({draft.kind, draft.baseUrl, *result.models});
            if (--m_pending == 0)
                finish();
        });
        m_runs.push_back(std::move(run));
    }
    void finish()
    {
        deleteLater();
        m_done(m_found);
    }

    Done m_done;
    std::vector<LocalServer> m_found;
    std::vector<std::unique_ptr<ProbeRun>> m_runs;
    size_t m_pending = 0;
};

Trials::Trials(Clock &clock, const Catalogue &catalogue, std::function<NetworkConfig()> network)
    : m_clock(clock)
    , m_catalogue(catalogue)
    , m_network(std::move(network))
{ }

std::unique_ptr<ProviderTrial> Trials::start(
    const ProviderConfig &draft, const Secret &key, const QString &model, PaidTrial paid, Progress progress)
{
    const KeyId keyId = draft.keys.empty() ? KeyId() : draft.keys.front().id;
    const bool fromEnvironment = key.isEmpty() && !draft.keys.empty()
        && draft.keys.front().source.from == KeySource::From::Environment;
    const Secret value = fromEnvironment ? readEnvironmentSecret(draft.keys.front().source.name).value : key;
    auto trial = std::make_unique<Trial>(Trial::Parts {m_http, m_clock, m_catalogue, m_network()},
        ProbeEndpoint::of(draft, m_catalogue, keyId, value), model, paid, std::move(progress));
    trial->begin();
    return trial;
}

void Trials::findLocalServers(QObject *context, std::function<void(const std::vector<LocalServer> &)> done)
{
    auto *search = new LocalSearch(context, std::move(done));
    search->begin(m_http, m_clock, m_catalogue);
}

std::vector<std::pair<QString, ProviderKindId>> Trials::environmentKeys() const
{
    std::vector<std::pair<QString, ProviderKindId>> found;
    for (const ProviderKind &kind : m_catalogue.kinds()) {
        for (const QString &name : kind.environment) {
            if (qEnvironmentVariableIsSet(name.toUtf8().constData()))
                found.emplace_back(name, kind.id);
        }
    }
    return found;
}

std::optional<NanoUsd> Trials::costOfProbe(const ProviderConfig &draft, const QString &model) const
{
    return mostCostOfOne(m_catalogue.kind(draft.kind), m_catalogue.model(draft.kind, model),
        m_catalogue.price(draft.kind, model, {}));
}

} // namespace Belay

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/monitor/diagnosisevidence.h"
#include "core/monitor/fetch.h"
#include "core/monitor/probeendpoint.h"

#include <QDate>

#include <map>

namespace Belay {

/// What a probe saw, before the own network is weighed.
struct ProbeResult {
    std::vector<Sample> samples; ///< reach then auth; or one completion
    SteadyTime began; ///< of the request that ended last
    bool answered = false; ///< an HTTP status came: it proves the network
    QString failedIssuer; ///< of a certificate that was not accepted
    bool refusedByDate = false; ///< it was not valid today, by this machine's clock
    ProxyFault proxyFault = ProxyFault::None;
    std::optional<WallTime> timeTold; ///< by the provider's clock
    std::optional<std::vector<QString>> models; ///< where the answer was the list
    std::map<QString, QDate> retiring; ///< of them, with their last day
};

/// One reach and auth check: one keyed free request where the catalogue allows, two where reach has its own.
/// Destroying it cancels it and nothing is called afterwards.
class ProbeRun final
{
public:
    using Done = std::function<void(const ProbeResult &)>;

    ProbeRun(HttpClient &http, const Clock &clock, const Catalogue &catalogue, ProbeEndpoint endpoint);
    Q_DISABLE_COPY_MOVE(ProbeRun)

    /// `done` is called once and may destroy this. `alsoModels` asks for the list of models after a good
    /// check, where the check is not that list already.
    enum class AlsoModels { No, Yes };
    void start(AlsoModels alsoModels, Done done);
    /// Ends it now, without `done`: what was under way is recorded as cancelled.
    ProbeResult cancel();

private:
    enum class Stage { Reach, Combined, Auth, Models };
    void send(Stage stage);
    void take(const FetchResult &fetched);
    void takeReach(const FetchResult &fetched, const Classification &seen);
    void takeAuth(const FetchResult &fetched, const Classification &seen);
    void takeModels(const FetchResult &fetched);
    Classification classified(const FetchResult &fetched) const;
    Sample sampleOf(ProbeKind kind, const FetchResult &fetched, const Classification &seen) const;
    void skipAuth();
    void goOnAfterReach();
    void finish();

    HttpClient &m_http;
    const Clock &m_clock;
    const ProviderKind &m_kind;
    ProbeEndpoint m_endpoint;
    AlsoModels m_alsoModels = AlsoModels::No;
    Done m_done;
    Stage m_stage = Stage::Combined;
    WallTime m_at;
    ProbeResult m_result;
    std::unique_ptr<Fetch> m_fetch;
};

} // namespace Belay

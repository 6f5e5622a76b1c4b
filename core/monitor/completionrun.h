// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/monitor/proberun.h"
#include "core/providers/codec.h"

namespace Belay {

/// One streamed completion, as small as the model's recipe makes it. Destroying it cancels it and nothing is
/// called afterwards.
class CompletionRun final : private HttpObserver
{
public:
    using Done = std::function<void(const ProbeResult &)>;

    CompletionRun(HttpClient &http, const Clock &clock, const Catalogue &catalogue, ProbeEndpoint endpoint,
        QString model, std::optional<Price> price);
    ~CompletionRun() override;
    Q_DISABLE_COPY_MOVE(CompletionRun)

    /// `done` is called once and may destroy this.
    void start(Done done);
    /// Ends it now, without `done`: it is recorded as cancelled.
    ProbeResult cancel();
    /// After which one ends at the latest.
    static Milliseconds longest(const ModelInfo &model);

private:
    void headReceived(const HttpHead &head) override;
    void bodyReceived(QByteArrayView bytes) override;
    void finished(const HttpTimings &timings, const std::optional<HttpFailure> &failure) override;
    Ending endingOf(const std::optional<HttpFailure> &failure) const;
    Sample sampleOf(const HttpTimings &timings, const Classification &seen,
        const std::optional<HttpFailure> &failure) const;
    std::optional<NanoUsd> costOf(Outcome outcome) const;

    HttpClient &m_http;
    const Clock &m_clock;
    const ProviderKind &m_kind;
    ModelInfo m_model;
    ProbeEndpoint m_endpoint;
    QString m_name;
    std::optional<Price> m_price;
    Done m_done;
    WallTime m_at;
    SteadyTime m_began;
    HttpHead m_head;
    QByteArray m_errorBody; // of an answer that is no stream
    std::unique_ptr<AnswerReader> m_reader;
    bool m_contentSeen = false;
    std::unique_ptr<HttpCall> m_call; // last: nothing may be called while the rest goes
};

} // namespace Belay

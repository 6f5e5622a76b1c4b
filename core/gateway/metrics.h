// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/config.h"
#include "core/domain/sample.h"
#include "core/domain/statusboard.h"
#include "core/domain/trace.h"
#include "core/gateway/gatewayfront.h"

#include <array>
#include <functional>
#include <map>
#include <set>

namespace Belay {

/// One breaker as `belay_breaker_state` shows it.
struct BreakerFigure {
    QString scope; ///< endpoint, key, key-model or route
    QString target; ///< `provider` or `provider/model`
    int state = 0; ///< 0 closed, 1 half-open, 2 open
};

/// The figures of contract 9 as Prometheus reads them (text format 0.0.4). Labels come from the config and
/// from closed sets alone: a model that only a client named counts as `provider/*`. Lives on the gateway's
/// thread.
class Metrics final : public MetricsSource
{
public:
    /// What is counted elsewhere, asked when the text is made. An empty one is left out.
    struct Gauges {
        std::function<int()> streams;
        std::function<int()> connections;
        std::function<int()> historyQueue;
        std::function<std::vector<BreakerFigure>()> breakers;
    };

    explicit Metrics(Gauges gauges = {});

    /// The names that may be labels from now on; what was counted stays.
    void apply(const Config &config);
    /// The states as of now.
    void apply(const StatusBoard &board);
    /// Of any source: probes, traffic, drills.
    void observe(const Sample &sample);
    /// A request that had been passed on, with its attempts.
    void observe(const Trace &trace);

    QByteArray metricsText() const override;
    void countRefused(int status) override;

private:
    static constexpr auto Bounds
        = std::to_array<double>({0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5, 8, 13, 20, 30, 60, 120});
    struct Durations {
        std::array<quint64, Bounds.size()> upTo {}; ///< each with all that are less
        quint64 count = 0;
        double sum = 0;
    };

    QString labelOf(const TargetId &target) const;
    void addTargets(QByteArray &text) const;
    void addCounters(QByteArray &text) const;
    void addFirstContent(QByteArray &text) const;
    void addGauges(QByteArray &text) const;

    Gauges m_gauges;
    std::set<QString> m_known; // targets and providers of the config
    std::map<QString, TargetState> m_states;
    std::map<std::tuple<QString, SampleSource, Outcome>, quint64> m_samples;
    std::map<std::pair<QString, SampleSource>, Durations> m_firstContent;
    std::map<std::pair<QString, int>, quint64> m_requests;
    std::map<std::pair<QString, Outcome>, quint64> m_attempts;
    std::map<std::pair<QString, SampleSource>, NanoUsd> m_spent;
};

} // namespace Belay

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/gateway/requestrun.h"

#include <map>
#include <unordered_map>

namespace Belay {

/// Plays the chain of every request that the front lets through. Plain object of the gateway's thread.
class Dispatcher final : public QObject, public RequestSink, private RunListener
{
    Q_OBJECT
public:
    /// `around` names what outlives it.
    explicit Dispatcher(RunSurroundings around, size_t seed, QObject *parent = nullptr);
    ~Dispatcher() override;
    Q_DISABLE_COPY_MOVE(Dispatcher)

    void dispatch(GatewayRequest request, std::shared_ptr<HttpExchange> exchange) override;
    int activeCount() const override { return m_active; }
    /// Ends everything under way now; each client is told.
    void abortAll();

private:
    using WakeTimes = std::multimap<SteadyTime, RequestRun *>;
    struct Entry {
        std::unique_ptr<RequestRun> run;
        std::optional<WakeTimes::iterator> wake;
    };

    void begin(RequestRun &run);
    void runChanged(RequestRun &run) override;
    void setWake(Entry &entry, RequestRun *run);
    void wakeDue();
    void arm();
    void retire(Entry &entry);
    void sweep();

    RunSurroundings m_around;
    size_t m_seed;
    std::unordered_map<RequestRun *, Entry> m_runs;
    WakeTimes m_wakeTimes;
    std::optional<SteadyTime> m_armedFor;
    std::unique_ptr<Alarm> m_alarm;
    std::vector<std::unique_ptr<RequestRun>> m_ended; // until nobody stands in one any more
    int m_active = 0;
};

} // namespace Belay

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/monitorhost.h"

#include "core/http/curlclient.h"

#include <QRandomGenerator>

namespace Belay {

struct MonitorHost::OnThread {
    OnThread(Clock &clock, const Catalogue &catalogue, HistoryStore &history)
        : random(QRandomGenerator::system()->generate64())
        , monitor({http, clock, random, catalogue, history})
    { }
    CurlClient http;
    SeededRandom random;
    Monitor monitor;
};

MonitorHost::MonitorHost(Clock &clock, const Catalogue &catalogue, HistoryStore &history, QObject *parent)
    : MonitorControl(parent)
    , m_thread(QStringLiteral("monitor"))
{
    m_thread.run([&] {
        m_onThread = std::make_unique<OnThread>(clock, catalogue, history);
        Monitor &monitor = m_onThread->monitor;
        connect(&monitor, &Monitor::boardChanged, this, &MonitorHost::boardChanged);
        connect(&monitor, &Monitor::sampleTaken, this, &MonitorHost::sampleTaken);
        connect(&monitor, &Monitor::stateChanged, this, &MonitorHost::stateChanged);
        connect(&monitor, &Monitor::networkChanged, this, &MonitorHost::networkChanged);
        connect(&monitor, &Monitor::incidentOpened, this, &MonitorHost::incidentOpened);
        connect(&monitor, &Monitor::incidentUpdated, this, &MonitorHost::incidentUpdated);
        connect(&monitor, &Monitor::incidentClosed, this, &MonitorHost::incidentClosed);
        connect(&monitor, &Monitor::checkFinished, this, &MonitorHost::checkFinished);
    });
}

MonitorHost::~MonitorHost()
{
    stop();
}

void MonitorHost::stop()
{
    if (!m_thread.thread()->isRunning())
        return;
    m_thread.run([this] {
        if (m_onThread)
            m_onThread->monitor.stop();
        m_onThread.reset();
    });
    m_thread.stop();
}

void MonitorHost::post(std::function<void(Monitor &)> work)
{
    m_thread.post([this, work = std::move(work)] {
        if (m_onThread)
            work(m_onThread->monitor);
    });
}

void MonitorHost::apply(std::shared_ptr<const Config> config, KeyRingPtr keys)
{
    post([config = std::move(config), keys = std::move(keys)](
             Monitor &monitor) { monitor.apply(config, keys); });
}

void MonitorHost::remember(MonitorMemory memory)
{
    post([memory = std::move(memory)](Monitor &monitor) { monitor.remember(memory); });
}

void MonitorHost::observe(const Sample &traffic)
{
    post([traffic](Monitor &monitor) { monitor.observe(traffic); });
}

void MonitorHost::observeRequest(const Trace &trace)
{
    if (trace.attempts.size() > 1 || trace.ended != TraceEnd::Ok)
        post([trace](Monitor &monitor) { monitor.observeRequest(trace); });
}

void MonitorHost::remark(const IncidentRemark &remark)
{
    post([remark](Monitor &monitor) { monitor.remark(remark); });
}

void MonitorHost::systemSuspending()
{
    post([](Monitor &monitor) { monitor.systemSuspending(); });
}

void MonitorHost::systemResumed()
{
    post([](Monitor &monitor) { monitor.systemResumed(); });
}

void MonitorHost::setSystemNetwork(NetworkState state)
{
    post([state](Monitor &monitor) { monitor.setSystemNetwork(state); });
}

void MonitorHost::checkNow(const std::optional<TargetId> &target, Monitor::Paid paid)
{
    post([target, paid](Monitor &monitor) { monitor.checkNow(target, paid); });
}

} // namespace Belay

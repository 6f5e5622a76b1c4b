// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/monitor.h"

#include "core/monitor/monitorprivate.h"

namespace Belay {

Monitor::Monitor(MonitorParts parts)
    : d(std::make_unique<Private>(*this, parts))
{ }

Monitor::~Monitor() = default;

void Monitor::apply(std::shared_ptr<const Config> config, KeyRingPtr keys)
{
    d->apply(*config, keys);
}

void Monitor::remember(MonitorMemory memory)
{
    d->remember(std::move(memory));
}

void Monitor::checkNow(const std::optional<TargetId> &target, Paid paid)
{
    d->checkNow(target, paid);
}

void Monitor::observe(const Sample &traffic)
{
    d->observe(traffic);
}

void Monitor::observeRequest(const Trace &trace)
{
    d->observeRequest(trace);
}

void Monitor::remark(const IncidentRemark &remark)
{
    d->remark(remark);
}

void Monitor::systemSuspending()
{
    d->suspend();
}

void Monitor::systemResumed()
{
    d->resume();
}

void Monitor::setSystemNetwork(NetworkState state)
{
    d->setSystemNetwork(state);
}

void Monitor::stop()
{
    d->stop();
}

} // namespace Belay

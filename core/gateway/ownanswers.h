// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/gateway/gatewayanswers.h"
#include "core/gateway/routetable.h"

namespace Belay {

/// The texts of GET /belay/v1/status and /belay/v1/incidents.atom. Asked on the gateway's thread.
class StatusSource
{
public:
    virtual ~StatusSource() = default;
    /// STATUS of contract 5.
    virtual QByteArray statusJson() const = 0;
    /// Never empty.
    virtual QByteArray incidentsAtom() const = 0;
};

/// The text of GET /metrics, and the count of what the border refused. Asked on the gateway's thread.
class MetricsSource
{
public:
    virtual ~MetricsSource() = default;
    virtual QByteArray metricsText() const = 0;
    virtual void countRefused(int status) = 0;
};

/// What the gateway says by itself to a request that goes to no provider, without the headers that begin
/// every answer.
Result<HttpAnswer, Refusal> ownAnswer(const RequestHead &head, const RouteMatch &route,
    const GatewaySetup &setup, const StatusSource &status, const MetricsSource &metrics);

/// Names the nearest ones.
Refusal unknownModel(const GatewaySetup &setup, const QString &name);

} // namespace Belay

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/gateway/gatewayrequest.h"

namespace Belay {

/// What the gateway serves: the table of contract 7.
enum class Route { Home, Hello, Health, Metrics, Status, Incidents, Models, Model, Provider };

struct RouteMatch {
    Route route = Route::Home;
    Face face = Face::Passthrough; ///< of Route::Provider
    QByteArrayView allowed; ///< the methods, as the header `allow` lists them; of the table, which stays
    QString model; ///< of Route::Model, decoded

    bool allows(QByteArrayView method) const;
    /// Home, hello and health tell nothing that a token should guard.
    bool isOpen(QByteArrayView method) const;
};

/// `path` as sent, without the query. Nothing for what is no route; any other path below `/v1/` is a
/// passthrough, unless a reader could take it for another path.
std::optional<RouteMatch> findRoute(QByteArrayView path);

/// Whether errors of a path are told in Anthropic's form.
bool isAnthropicPath(QByteArrayView path);

} // namespace Belay

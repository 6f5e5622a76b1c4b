// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHostAddress>

namespace Belay {

/// What `listen` of a config means; `localhost` is the first of the two loopback addresses.
QHostAddress listenAddress(const QString &listen);

/// As a client on this machine reaches a gateway that listens there: `http://127.0.0.1:4217/v1`. The port may
/// be a word that stands for one.
QString gatewayAddress(const QString &listen, const QString &port);

} // namespace Belay

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/config.h"

namespace Belay {

/// Decides which Host a request may name (contract 7). A page that points its own name at this machine sends
/// that name, and so stays outside (DNS rebinding).
class HostGuard final
{
public:
    /// `port` is the one that is really listened to.
    HostGuard(const GatewayConfig &config, quint16 port);

    /// `host` as the header has it; empty where there is none.
    bool allows(QByteArrayView host) const;

private:
    std::vector<QByteArray> m_allowed; // in small letters
};

} // namespace Belay

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/thread.h"

#include <QHostAddress>

#include <functional>
#include <optional>

namespace Belay {

/// The program that listens on a port.
struct PortOwner {
    qint64 pid = 0;
    QString program;
    bool operator==(const PortOwner &) const = default;
};

/// What a person needs to know about a port that cannot be had.
struct PortReport {
    quint16 port = 0;
    std::optional<PortOwner> owner; ///< empty: another user's, or the system does not tell
    quint16 nextFree = 0; ///< 0: none of the next hundred
    QString obstacle {}; ///< what the system says where nobody is in the way, as of another's address

    /// `Port 4217 is in use by nginx (pid 812). Port 4218 is free.`, or why else it cannot be had.
    QString sentence() const;
};

/// Reads /proc (Linux; nothing elsewhere), which may take a while: not for a thread that serves.
std::optional<PortOwner> findPortOwner(quint16 port);
/// The first port after this one that can be listened to; 0 if none of the next hundred can.
quint16 nextFreePort(const QHostAddress &address, quint16 after);

/// All of it; as slow as its parts.
PortReport portReportFor(const QHostAddress &address, quint16 port);

/// Asks on a thread of its own. Lives on the thread that asks.
class PortOwnerLookup final : public QObject
{
public:
    using Found = std::function<void(const PortReport &)>;

    PortOwnerLookup();

    /// Calls `found` later on this thread, once for every call, unless this is destroyed before.
    void find(const QHostAddress &address, quint16 port, Found found);

private:
    WorkerThread m_thread;
};

} // namespace Belay

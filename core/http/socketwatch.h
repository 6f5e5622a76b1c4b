// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractEventDispatcher>

#include <functional>
#include <memory>

namespace Belay {

/// Tells which of many sockets can be read or written, from the loop of the thread that made it. The portable
/// way is a notifier of Qt's for each; Linux has one set for all of them, which costs the same however many
/// there are.
class SocketWatch
{
public:
    enum Readiness { Readable = 1, Writable = 2 };
    using Ready = std::function<void(qintptr socket, int readiness)>;

    /// `ready` may call any function here, but must leave this object alive.
    static std::unique_ptr<SocketWatch> create(QObject *context, Ready ready);
    virtual ~SocketWatch() = default;

    /// From now on `readiness` is told, over and over while it lasts; 0: nothing.
    virtual void want(qintptr socket, int readiness) = 0;
    /// To be said before a socket is closed: its number may soon be another's.
    virtual void forget(qintptr socket) = 0;
    /// Whether nothing has happened to it since somebody last wanted it readable, as the newest look at all
    /// sockets found; false where that is not known.
    virtual bool isQuiet(qintptr) const { return false; }
};

/// For a thread that serves many sockets, before it starts. Null: its system has none, and Qt's serves.
std::unique_ptr<QAbstractEventDispatcher> createSocketLoop();

} // namespace Belay

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"

#include <QLocalServer>
#include <QLocalSocket>
#include <QObject>

namespace Belay {

/// The side of the window that is already open: hears a second start and asks to be raised.
class InstanceServer final : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;
    /// Call only while the home's lock is held: a socket left over by a crash is then nobody's and is
    /// replaced.
    Result<void> listen(const QString &socketName);

Q_SIGNALS:
    void raiseRequested();

private:
    void answer(QLocalSocket *socket);

    QLocalServer m_server;
};

/// The side of a second start: asks the open window to come forward. Ends once, also when nobody answers,
/// and never from inside call().
class InstanceCaller final : public QObject
{
    Q_OBJECT
public:
    InstanceCaller(Clock &clock, QObject *parent = nullptr);
    void call(const QString &socketName);

Q_SIGNALS:
    /// `version` of the running one; empty when it did not answer.
    void ended(const QString &version);

private:
    void end(const QString &version);

    QLocalSocket m_socket;
    std::unique_ptr<Alarm> m_limit;
    Clock &m_clock;
    bool m_ended = false;
};

} // namespace Belay

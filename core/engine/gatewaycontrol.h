// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/secret.h"
#include "core/domain/trace.h"
#include "core/gateway/gateway.h"

#include <QObject>

#include <functional>

namespace Belay {

/// The gateway, as pages show it.
struct GatewayStatus {
    enum class State { Off, Listening, Draining, Failed };
    State state = State::Off;
    /// Why it cannot start, with what to do about it; while it listens, why not where the config says.
    /// English, not translated.
    QString problem;
    GatewayView view;
    quint16 freePort = 0; ///< when its own is taken, one that it could have; 0: none is known
    bool operator==(const GatewayStatus &) const = default;
};

/// What a page may ask of the gateway. Lives on the main thread.
class GatewayControl : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    virtual const GatewayStatus &status() const = 0;
    /// The value of a token, for the clipboard; empty where it could not be read or none is made yet.
    virtual Secret token(const QString &id) const = 0;
    using TokenReady = std::function<void(const Result<Secret> &)>;
    /// The value, read where it is kept even while the gateway is off, and made and stored where there is
    /// none yet. `ready` is called once; errors are those of TokenDone.
    virtual void obtainToken(const QString &id, TokenReady ready) = 0;

Q_SIGNALS:
    void statusChanged();
    void traceEnded(const Belay::Trace &trace);
};

} // namespace Belay

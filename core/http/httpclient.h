// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/httpvalues.h"

#include <memory>
#include <optional>

namespace Belay {

/// Told what happens to one call, on the thread that started it; never from inside `start`, `resume` or a
/// destructor.
class HttpObserver
{
public:
    virtual ~HttpObserver() = default;
    /// Once, before the first body byte. A redirect is an answer like any other: none is followed.
    virtual void headReceived(const HttpHead &head) = 0;
    virtual void bodyReceived(QByteArrayView bytes) = 0;
    /// Exactly once, last, unless the call was destroyed before. The call may be destroyed from inside it.
    virtual void finished(const HttpTimings &timings, const std::optional<HttpFailure> &failure) = 0;
};

/// One request under way. Destroying it cancels it at once, and nothing is called afterwards.
class HttpCall
{
public:
    virtual ~HttpCall() = default;
    /// Stops taking bytes from the network (the sender is held by TCP) and all limits until resume().
    virtual void pause() = 0;
    virtual void resume() = 0;
    /// Ends the limit for the first content and notes its time. The caller knows what content is; bytes alone
    /// are none.
    virtual void contentSeen() = 0;
};

/// Sends requests from one thread with an event loop. Never follows a redirect, never sends a request twice,
/// never decompresses unseen.
class HttpClient
{
public:
    virtual ~HttpClient() = default;
    /// `observer` must outlive the call. A request that cannot even start ends through `finished` like any
    /// other.
    virtual std::unique_ptr<HttpCall> start(HttpRequest request, HttpObserver &observer) = 0;
    /// After sleep or a change of network: kept connections are not used again.
    virtual void forgetConnections() = 0;
};

} // namespace Belay

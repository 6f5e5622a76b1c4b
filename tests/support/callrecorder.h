// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/httpclient.h"

#include <functional>

namespace Belay {

/// Writes down what an observer hears, and checks that it comes in order.
class CallRecorder final : public HttpObserver
{
public:
    void headReceived(const HttpHead &received) override
    {
        isInOrder = isInOrder && heads == 0 && finishes == 0;
        ++heads;
        head = received;
        if (atHead)
            atHead();
    }
    void bodyReceived(QByteArrayView bytes) override
    {
        isInOrder = isInOrder && heads == 1 && finishes == 0;
        bodyBytes += bytes.size();
        if (keepsBody)
            body.append(bytes.data(), bytes.size());
        if (atBody)
            atBody();
    }
    void finished(const HttpTimings &its, const std::optional<HttpFailure> &why) override
    {
        ++finishes;
        timings = its;
        failure = why;
        if (atFinish)
            atFinish();
    }
    /// The kind's number, -1 for none: a failure that reads well in QCOMPARE.
    int failureKind() const { return failure ? static_cast<int>(failure->kind) : -1; }

    std::function<void()> atHead;
    std::function<void()> atBody;
    std::function<void()> atFinish;
    bool keepsBody = true;

    HttpHead head;
    QByteArray body;
    qint64 bodyBytes = 0;
    HttpTimings timings;
    std::optional<HttpFailure> failure;
    int heads = 0;
    int finishes = 0;
    bool isInOrder = true;
};

} // namespace Belay

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/curlclient.h"
#include "core/providers/json.h"
#include "tests/support/simulatedchain.h"

#include <QTest>

namespace Belay {

/// One request of a client of the gateway, as its bytes come.
class ClientCall final : private HttpObserver
{
public:
    ClientCall(HttpClient &http, HttpRequest request)
        : m_call(http.start(std::move(request), *this))
    { }
    bool wait(int milliseconds = 10'000)
    {
        return QTest::qWaitFor([this] { return ended; }, milliseconds);
    }
    bool waitForBody(int milliseconds = 10'000)
    {
        return QTest::qWaitFor([this] { return !body.isEmpty() || ended; }, milliseconds);
    }
    void hangUp() { m_call.reset(); }
    QByteArray header(QByteArrayView name) const { return headerValue(head.headers, name); }
    Json json() const { return parseJson(body).value_or(Json()); }

    HttpHead head;
    QByteArray body;
    bool ended = false;
    std::optional<HttpFailure> failure;

private:
    void headReceived(const HttpHead &received) override { head = received; }
    void bodyReceived(QByteArrayView bytes) override { body.append(bytes); }
    void finished(const HttpTimings &, const std::optional<HttpFailure> &why) override
    {
        failure = why;
        ended = true;
    }

    std::unique_ptr<HttpCall> m_call;
};

} // namespace Belay

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/httpclient.h"

#include <functional>
#include <memory>
#include <optional>

namespace Belay {

/// A small answer, read whole.
struct FetchResult {
    HttpHead head; ///< status 0 when none came
    QByteArray body;
    HttpTimings timings;
    std::optional<HttpFailure> failure;
};

/// One small request. Destroying it cancels it and nothing is called afterwards.
class Fetch final : private HttpObserver
{
public:
    using Done = std::function<void(const FetchResult &)>;

    /// `done` is called once and may destroy this.
    Fetch(HttpClient &http, HttpRequest request, Done done);
    ~Fetch() override;
    Q_DISABLE_COPY_MOVE(Fetch)

private:
    void headReceived(const HttpHead &head) override { m_result.head = head; }
    void bodyReceived(QByteArrayView bytes) override { m_result.body.append(bytes.data(), bytes.size()); }
    void finished(const HttpTimings &timings, const std::optional<HttpFailure> &failure) override;

    Done m_done;
    FetchResult m_result;
    std::unique_ptr<HttpCall> m_call; // last: nothing may be called while the rest goes
};

} // namespace Belay

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/fetch.h"

#include <utility>

namespace Belay {

Fetch::Fetch(HttpClient &http, HttpRequest request, Done done)
    : m_done(std::move(done))
    , m_call(http.start(std::move(request), *this))
{ }

Fetch::~Fetch() = default;

void Fetch::finished(const HttpTimings &timings, const std::optional<HttpFailure> &failure)
{
    m_result.timings = timings;
    m_result.failure = failure;
    const FetchResult result = std::exchange(m_result, {});
    const Done done = std::exchange(m_done, {});
    done(result);
}

} // namespace Belay

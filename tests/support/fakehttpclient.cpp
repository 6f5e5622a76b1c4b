// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakehttpclient.h"

#include <algorithm>

namespace Belay {

FakeAnswer FakeAnswer::json(const QByteArray &body, int status)
{
    FakeAnswer answer;
    answer.status = status;
    answer.headers = {{"content-type", "application/json"}};
    answer.body = {{answer.headAfter, body}};
    return answer;
}

FakeAnswer FakeAnswer::chatStream(Milliseconds firstContent)
{
    FakeAnswer answer;
    answer.headers = {{"content-type", "text/event-stream"}};
    answer.body
        = {{firstContent,
               "data: {\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"model\":\"m-1\",\"choices\":"
               "[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"OK\"}}]}\n\n"},
            {firstContent + Milliseconds {20},
                "data: {\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"model\":\"m-1\",\"choices\":"
                "[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":10,"
                "\"completion_tokens\":1,\"total_tokens\":11}}\n\ndata: [DONE]\n\n"}};
    answer.endAfter = firstContent + Milliseconds {30};
    return answer;
}

FakeAnswer FakeAnswer::failing(HttpFailureKind kind, Milliseconds after)
{
    FakeAnswer answer;
    answer.status = 0;
    answer.endAfter = after;
    answer.failure = kind;
    return answer;
}

FakeAnswer FakeAnswer::hanging()
{
    FakeAnswer answer;
    answer.status = 0;
    answer.hangs = true;
    return answer;
}

/// Plays one answer, step by step, each at its own time or at the limit that comes first.
class FakeHttpClient::Call final : public HttpCall
{
public:
    Call(
        FakeHttpClient &client, size_t number, HttpRequest request, FakeAnswer answer, HttpObserver &observer)
        : m_client(client)
        , m_number(number)
        , m_request(std::move(request))
        , m_answer(std::move(answer))
        , m_observer(observer)
        , m_start(client.m_clock.steady())
        , m_alarm(client.m_clock.createAlarm([this] { step(); }))
    {
        m_client.m_calls.insert(this);
        m_alarm->wakeAt(m_start + nextStep().first);
    }
    ~Call() override
    {
        m_client.m_calls.erase(this);
        if (!m_done)
            m_client.m_seen[m_number].cancelled = true;
    }
    void pause() override { }
    void resume() override { }
    void contentSeen() override
    {
        m_timings.phases.firstContent = m_client.m_clock.steady() - m_start;
        m_request.limits.firstContent.reset();
    }
    const QUrl &url() const { return m_request.url; }

private:
    enum class What { Head, Piece, End, Limit };

    std::pair<Microseconds, What> nextStep() const
    {
        const Microseconds limit = nextLimit();
        std::pair<Microseconds, What> next {limit, What::Limit};
        const auto consider = [&](Milliseconds at, What what) {
            if (at < next.first)
                next = {at, what};
        };
        if (!m_headSent && m_answer.status > 0)
            consider(m_answer.headAfter, What::Head);
        else if (!m_answer.hangs && m_pieces < m_answer.body.size())
            consider(std::max(m_answer.body[m_pieces].after, m_answer.headAfter), What::Piece);
        else if (!m_answer.hangs)
            consider(m_answer.endAfter, What::End);
        return next;
    }
    Microseconds nextLimit() const
    {
        Microseconds limit = std::chrono::hours {24 * 365};
        const HttpLimits &limits = m_request.limits;
        if (limits.total)
            limit = std::min<Microseconds>(limit, *limits.total);
        if (limits.firstContent)
            limit = std::min<Microseconds>(limit, *limits.firstContent);
        if (limits.idle && m_headSent)
            limit = std::min<Microseconds>(limit, m_lastByte + *limits.idle);
        return limit;
    }
    HttpFailureKind limitKind(Microseconds at) const
    {
        const HttpLimits &limits = m_request.limits;
        if (limits.firstContent && at >= *limits.firstContent)
            return HttpFailureKind::TimeoutContent;
        if (limits.total && at >= *limits.total)
            return HttpFailureKind::TimeoutTotal;
        return HttpFailureKind::TimeoutIdle;
    }
    void step()
    {
        const auto [at, what] = nextStep();
        switch (what) {
        case What::Head:
            m_headSent = true;
            m_lastByte = at;
            m_timings.phases.dns = Milliseconds {1};
            m_timings.phases.tcp = Milliseconds {5};
            m_timings.phases.tls = Milliseconds {15};
            m_timings.phases.firstByte = at;
            arm();
            m_observer.headReceived({m_answer.status, m_answer.headers});
            return;
        case What::Piece: {
            m_lastByte = at;
            const QByteArray bytes = m_answer.body[m_pieces++].bytes;
            arm();
            m_observer.bodyReceived(bytes);
            // Content may have lifted a limit.
            arm();
            return;
        }
        case What::End:
            finish(m_answer.failure);
            return;
        case What::Limit:
            finish(limitKind(at));
            return;
        }
    }
    void arm() { m_alarm->wakeAt(m_start + nextStep().first); }
    void finish(std::optional<HttpFailureKind> failure)
    {
        m_done = true;
        m_client.m_calls.erase(this);
        m_timings.phases.total = m_client.m_clock.steady() - m_start;
        m_timings.address = m_request.url.host();
        m_timings.tlsIssuer = m_answer.tlsIssuer;
        const HttpTimings timings = m_timings;
        const QString detail = m_answer.failureDetail;
        HttpObserver &observer = m_observer; // this call may be destroyed from inside
        if (failure)
            observer.finished(timings, HttpFailure {*failure, detail});
        else
            observer.finished(timings, std::nullopt);
    }

    FakeHttpClient &m_client;
    size_t m_number;
    HttpRequest m_request;
    FakeAnswer m_answer;
    HttpObserver &m_observer;
    SteadyTime m_start;
    HttpTimings m_timings;
    size_t m_pieces = 0;
    Microseconds m_lastByte {0};
    bool m_headSent = false;
    bool m_done = false;
    std::unique_ptr<Alarm> m_alarm;
};

FakeHttpClient::~FakeHttpClient() = default;

std::unique_ptr<HttpCall> FakeHttpClient::start(HttpRequest request, HttpObserver &observer)
{
    m_seen.push_back({m_clock.steady(), request.method, request.url, request.auth.has_value(), request.proxy,
        request.limits, request.body, false});
    FakeAnswer answer = m_script ? m_script(request) : FakeAnswer::failing(HttpFailureKind::Connect);
    auto call
        = std::make_unique<Call>(*this, m_seen.size() - 1, std::move(request), std::move(answer), observer);
    count();
    return call;
}

void FakeHttpClient::count()
{
    std::map<QString, int> hosts;
    int all = 0;
    for (const Call *call : m_calls) {
        if (m_counted && !m_counted(call->url()))
            continue;
        ++all;
        m_mostPerHost = std::max(m_mostPerHost, ++hosts[call->url().authority()]);
    }
    m_mostAtOnce = std::max(m_mostAtOnce, all);
}

} // namespace Belay

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/webhooksender.h"

#include "core/base/logging.h"
#include "core/engine/webhookform.h"
#include "core/monitor/fetch.h"
#include "core/monitor/notificationtext.h"

#include <array>
#include <deque>

namespace Belay {

namespace {

using namespace std::chrono_literals;

constexpr std::array<Milliseconds, WebhookSender::MostTries - 1> Gaps {1min, 4min, 15min, 40min};
constexpr Milliseconds WholeTime {1h};
constexpr double Jitter = 0.1;
constexpr qint64 LargestAnswer = 64 * 1024;

HttpRequest requestFor(const WebhookAddress &address, const QByteArray &body, WallTime now)
{
    HttpRequest request;
    request.method = "POST";
    request.url = address.url;
    request.headers = {{"content-type", "application/json"}, {"user-agent", "Belay/" BELAY_VERSION}};
    if (!address.secret.isEmpty())
        request.headers.emplace_back("x-belay-signature", webhookSignature(address.secret, body, now));
    request.body = body;
    request.limits.connect = 10s;
    request.limits.total = 30s;
    request.maxBody = LargestAnswer;
    return request;
}

/// An answer counts from its head on: what a receiver writes below it is its own affair.
Result<QString> resultOf(const FetchResult &fetched)
{
    const int status = fetched.head.status;
    if (isSuccess(status))
        return QString::number(status);
    const QString words = status != 0 ? QStringLiteral("it answered %1").arg(status)
        : fetched.failure             ? fetched.failure->detail
                                      : QStringLiteral("no answer");
    return Unexpected {Error {ErrorKind::Network, words, {}}};
}

} // namespace

/// One attempt to bring one body to one webhook.
class WebhookSender::Try final
{
public:
    using Ended = std::function<void(const Result<QString> &, std::optional<Milliseconds>)>;

    Try(const Parts &parts, const WebhookConfig &webhook, QByteArray body, Ended done)
        : m_http(parts.http)
        , m_clock(parts.clock)
        , m_body(std::move(body))
        , m_ended(std::move(done))
    {
        parts.find(
            webhook, [this, alive = std::weak_ptr<bool>(m_alive)](const Result<WebhookAddress> &found) {
                if (!alive.expired())
                    take(found);
            });
    }

private:
    void take(const Result<WebhookAddress> &found)
    {
        if (!found) {
            finish(Unexpected {found.error()}, {});
            return;
        }
        m_fetch = std::make_unique<Fetch>(
            m_http, requestFor(*found, m_body, m_clock.wall()), [this](const FetchResult &fetched) {
                finish(resultOf(fetched), retryAfterOf(fetched.head, m_clock.wall()));
            });
    }
    /// Whoever hears of it may destroy this.
    void finish(const Result<QString> &result, std::optional<Milliseconds> retryAfter)
    {
        const Ended ended = std::exchange(m_ended, {});
        ended(result, retryAfter);
    }

    HttpClient &m_http;
    Clock &m_clock;
    QByteArray m_body;
    Ended m_ended;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
    std::unique_ptr<Fetch> m_fetch;
};

struct WebhookSender::Line {
    WebhookConfig config;
    WebhookStatus status;
    std::deque<QByteArray> bodies; // the first one is under way
    SteadyTime firstTry;
    std::unique_ptr<Alarm> alarm;
    std::unique_ptr<Try> current;
    std::unique_ptr<Try> test;
};

WebhookSender::WebhookSender(Parts parts, QObject *parent)
    : QObject(parent)
    , m_parts(std::move(parts))
{ }

WebhookSender::~WebhookSender() = default;

void WebhookSender::apply(const std::vector<WebhookConfig> &webhooks)
{
    std::map<QString, std::unique_ptr<Line>> lines;
    for (const WebhookConfig &webhook : webhooks) {
        const auto known = m_lines.find(webhook.id);
        if (known != m_lines.end() && known->second->config == webhook) {
            lines[webhook.id] = std::move(known->second);
            continue;
        }
        auto line = std::make_unique<Line>();
        line->config = webhook;
        line->alarm = m_parts.clock.createAlarm([this, raw = line.get()] { next(*raw); });
        lines[webhook.id] = std::move(line);
    }
    m_lines = std::move(lines);
}

void WebhookSender::send(const WebhookNews &news)
{
    for (const auto &[id, line] : m_lines) {
        if (!line->config.enabled || !wants(line->config, news.event))
            continue;
        if (line->bodies.size() > MostWaiting) {
            line->bodies.erase(line->bodies.begin() + 1); // the first one is being tried
            Q_EMIT failed(
                id, QStringLiteral("more than %1 deliveries wait; the oldest is dropped").arg(MostWaiting));
        }
        line->bodies.push_back(webhookBody(line->config, news));
        line->status.waiting = static_cast<int>(line->bodies.size()) - 1;
        if (line->bodies.size() > 1)
            continue;
        line->firstTry = m_parts.clock.steady();
        line->alarm->wakeAt(line->firstTry);
    }
}

void WebhookSender::next(Line &line)
{
    ++line.status.tries;
    note(line, WebhookStatus::State::Trying, line.status.detail);
    line.current = std::make_unique<Try>(m_parts, line.config, line.bodies.front(),
        [this, &line](const Result<QString> &result, std::optional<Milliseconds> retryAfter) {
            ended(line, result, retryAfter);
        });
}

void WebhookSender::ended(Line &line, const Result<QString> &result, std::optional<Milliseconds> retryAfter)
{
    const SteadyTime now = m_parts.clock.steady();
    const SteadyTime end = line.firstTry + WholeTime;
    const QString id = line.config.id;
    if (!result && line.status.tries < MostTries && now < end) {
        const Milliseconds gap = Gaps.at(static_cast<size_t>(line.status.tries) - 1);
        const auto jittered = Milliseconds {static_cast<Milliseconds::rep>(
            static_cast<double>(gap.count()) * m_parts.random.between(1 - Jitter, 1 + Jitter))};
        const SteadyTime again = std::min(now + std::max(jittered, retryAfter.value_or(jittered)), end);
        line.alarm->wakeAt(again);
        qCInfo(lcEngine).noquote() << "webhook" << id << "is tried again:" << result.error().detail;
        note(line, WebhookStatus::State::Trying, result.error().detail,
            m_parts.clock.wall() + std::chrono::duration_cast<Milliseconds>(again - now));
        return;
    }
    line.bodies.pop_front();
    line.status.tries = 0;
    line.status.waiting = std::max(0, static_cast<int>(line.bodies.size()) - 1);
    if (!line.bodies.empty()) {
        line.firstTry = now;
        line.alarm->wakeAt(now);
    }
    note(line, result ? WebhookStatus::State::Delivered : WebhookStatus::State::Failed,
        result ? *result : result.error().detail);
    if (result)
        return;
    qCWarning(lcEngine).noquote() << "webhook" << id << "could not be delivered:" << result.error().detail;
    Q_EMIT failed(id, result.error().detail);
}

void WebhookSender::note(
    Line &line, WebhookStatus::State state, const QString &detail, std::optional<WallTime> nextAt)
{
    line.status.nextAt = nextAt;
    line.status.state = state;
    line.status.at = m_parts.clock.wall();
    line.status.detail = detail;
    Q_EMIT statusChanged(QString(line.config.id));
}

void WebhookSender::test(const QString &id, Tested tested)
{
    const auto found = m_lines.find(id);
    if (found == m_lines.end()) {
        tested(Unexpected {Error {ErrorKind::Config, QStringLiteral("there is no such webhook"), {}}});
        return;
    }
    Line &line = *found->second;
    line.test = std::make_unique<Try>(m_parts, line.config,
        webhookBody(line.config, testNews(m_parts.clock.wall())),
        [this, &line, tested = std::move(tested)](
            const Result<QString> &result, std::optional<Milliseconds>) {
            if (line.bodies.empty())
                note(line, result ? WebhookStatus::State::Delivered : WebhookStatus::State::Failed,
                    result ? *result : result.error().detail);
            tested(result);
        });
}

std::optional<WebhookStatus> WebhookSender::status(const QString &id) const
{
    const auto found = m_lines.find(id);
    return found == m_lines.end() ? std::nullopt : std::optional(found->second->status);
}

} // namespace Belay

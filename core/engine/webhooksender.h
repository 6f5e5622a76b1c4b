// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/random.h"
#include "core/base/result.h"
#include "core/domain/notification.h"
#include "core/http/httpclient.h"

#include <QObject>

#include <map>

namespace Belay {

/// How the newest delivery of a webhook went.
struct WebhookStatus {
    enum class State { Unused, Delivered, Trying, Failed };
    State state = State::Unused;
    WallTime at;
    QString detail; ///< `200`, or why not; never the address
    int tries = 0; ///< of the delivery under way
    int waiting = 0; ///< deliveries behind it
    std::optional<WallTime> nextAt {}; ///< after a try that failed, while another is to come
    bool operator==(const WebhookStatus &) const = default;
};

/// Where a webhook goes, and what signs it.
struct WebhookAddress {
    QUrl url;
    Secret secret; ///< empty: unsigned, as Slack's form is
};

/// Brings news to webhooks, each in its order, with the tries of contract 9. Lives on one thread with its
/// HTTP client; what waits ends with it.
class WebhookSender final : public QObject
{
    Q_OBJECT
public:
    using Found = std::function<void(const Result<WebhookAddress> &)>;
    /// Reads an address where it is kept, for each try anew; calls `found` once.
    using Find = std::function<void(const WebhookConfig &webhook, Found found)>;
    struct Parts {
        HttpClient &http;
        Clock &clock;
        RandomSource &random;
        Find find;
    };
    explicit WebhookSender(Parts parts, QObject *parent = nullptr);
    ~WebhookSender() override;
    Q_DISABLE_COPY_MOVE(WebhookSender)

    /// What waits for a webhook that is gone, or is another now, is dropped.
    void apply(const std::vector<WebhookConfig> &webhooks);
    void send(const WebhookNews &news);
    using Tested = std::function<void(const Result<QString> &)>;
    /// One try, at once, beside what waits. `tested` gets the answer's status or why there is none; it is
    /// not called when the webhook or this ends before.
    void test(const QString &id, Tested tested);
    /// Empty for a webhook that there is not.
    std::optional<WebhookStatus> status(const QString &id) const;

    static constexpr int MostTries = 5;
    static constexpr size_t MostWaiting = 100;

Q_SIGNALS:
    void statusChanged(const QString &id);
    /// All tries are used up, or what waited was too much.
    void failed(const QString &id, const QString &detail);

private:
    class Try;
    struct Line;

    void next(Line &line);
    void ended(Line &line, const Result<QString> &result, std::optional<Milliseconds> retryAfter);
    void note(
        Line &line, WebhookStatus::State state, const QString &detail, std::optional<WallTime> nextAt = {});

    Parts m_parts;
    std::map<QString, std::unique_ptr<Line>> m_lines;
};

} // namespace Belay

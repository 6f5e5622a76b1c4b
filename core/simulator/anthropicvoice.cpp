// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulator/voice.h"

namespace Belay {

namespace {

QByteArray requestId(int number)
{
    return "req_sim" + QByteArray::number(number);
}

QByteArray typedEvent(const ConfigJson &json)
{
    return "event: " + QByteArray::fromStdString(json.at("type").get<std::string>()) + '\n' + dataEvent(json);
}

const char *typeOf(int status)
{
    switch (status) {
    case 401:
        return "authentication_error";
    case 402:
        return "billing_error";
    case 403:
        return "permission_error";
    case 404:
        return "not_found_error";
    case 413:
        return "request_too_large";
    case 429:
        return "rate_limit_error";
    case 503:
    case 529:
        return "overloaded_error";
    case 504:
        return "timeout_error";
    default:
        return status >= 500 ? "api_error" : "invalid_request_error";
    }
}

class AnthropicVoice final : public Voice
{
public:
    explicit AnthropicVoice(SimulatedProvider provider)
        : m_provider(std::move(provider))
    { }

    std::optional<CompletionAsked> read(const RequestHead &head, const QByteArray &body) const override
    {
        const auto json = readObject(body);
        if (!json || head.header("anthropic-version").isEmpty() || !json->contains("max_tokens")
            || !json->contains("messages") || !json->at("messages").is_array())
            return {};
        CompletionAsked asked;
        asked.model = textAt(*json, "model");
        asked.stream = flagAt(*json, "stream");
        asked.promptTokens = tokensIn(body);
        asked.maxTokens = countAt(*json, "max_tokens");
        return asked;
    }

    HttpHeaders headers(const CompletionAsked &asked) const override
    {
        const QByteArray reset = toIsoString(asked.at + Seconds {1}).toLatin1();
        return {{"request-id", requestId(asked.number)}, {"anthropic-organization-id", "org-sim"},
            {"anthropic-ratelimit-requests-limit", "50"}, {"anthropic-ratelimit-requests-remaining", "49"},
            {"anthropic-ratelimit-requests-reset", reset}};
    }

    QByteArray whole(const CompletionAsked &asked, const QStringList &words) const override
    {
        ConfigJson json = message(asked);
        if (!words.isEmpty())
            json["content"].push_back({{"type", "text"}, {"text", words.join(QString()).toStdString()}});
        json["stop_reason"] = stopReason(asked);
        json["usage"]["output_tokens"] = words.size();
        return bytesOf(json);
    }

    std::vector<QByteArray> events(const CompletionAsked &asked, const QStringList &words) const override
    {
        std::vector<QByteArray> list;
        list.push_back(typedEvent({{"type", "message_start"}, {"message", message(asked)}}));
        if (!words.isEmpty()) {
            list.front() += typedEvent({{"type", "content_block_start"}, {"index", 0},
                {"content_block", {{"type", "text"}, {"text", ""}}}});
            list.front() += ping();
        }
        for (const QString &word : words) {
            list.push_back(typedEvent({{"type", "content_block_delta"}, {"index", 0},
                {"delta", {{"type", "text_delta"}, {"text", word.toStdString()}}}}));
        }
        if (!words.isEmpty())
            list.push_back(typedEvent({{"type", "content_block_stop"}, {"index", 0}}));
        list.push_back(typedEvent({{"type", "message_delta"},
            {"delta", {{"stop_reason", stopReason(asked)}, {"stop_sequence", nullptr}}},
            {"usage", {{"output_tokens", words.size()}}}}));
        list.push_back(typedEvent({{"type", "message_stop"}}));
        return list;
    }

    QByteArray ping() const override { return typedEvent({{"type", "ping"}}); }

    QByteArray modelList() const override
    {
        ConfigJson data = ConfigJson::array();
        for (const QString &model : m_provider.models)
            data.push_back(entry(model));
        ConfigJson json {{"data", data}, {"has_more", false}, {"first_id", nullptr}, {"last_id", nullptr}};
        if (!m_provider.models.isEmpty()) {
            json["first_id"] = m_provider.models.first().toStdString();
            json["last_id"] = m_provider.models.last().toStdString();
        }
        return bytesOf(json);
    }

    QByteArray modelEntry(const QString &model) const override { return bytesOf(entry(model)); }

    HttpAnswer fault(const FaultAsked &asked) const override
    {
        switch (asked.fault) {
        case VoiceFault::BadKey:
            return error(401, "invalid x-api-key", asked);
        case VoiceFault::NoKey:
            return error(401, "x-api-key header is required", asked);
        case VoiceFault::NoModel:
            return error(404, "model: " + asked.model.toStdString(), asked);
        case VoiceFault::RateLimit:
            return rateLimit(asked);
        case VoiceFault::Quota:
            return error(400,
                "Your credit balance is too low to access the Anthropic API. Please go to Plans & Billing to "
                "upgrade or purchase credits.",
                asked);
        case VoiceFault::BadRequest:
            return error(400, "messages: Field required", asked);
        case VoiceFault::UnknownPath:
            return error(404, "Not found", asked);
        case VoiceFault::Status:
            break;
        }
        const bool isOverloaded = asked.status == 529 || asked.status == 503;
        return error(asked.status, isOverloaded ? "Overloaded" : "The request could not be served.", asked);
    }

private:
    static HttpAnswer error(
        int status, const std::string &text, const FaultAsked &asked, HttpHeaders headers = {})
    {
        const QByteArray id = requestId(asked.number);
        headers.emplace_back("request-id", id);
        const ConfigJson json {{"type", "error"}, {"error", {{"type", typeOf(status)}, {"message", text}}},
            {"request_id", id.toStdString()}};
        return jsonAnswer(status, json, std::move(headers));
    }

    static HttpAnswer rateLimit(const FaultAsked &asked)
    {
        const QByteArray reset = toIsoString(asked.at + asked.retryAfter).toLatin1();
        return error(429,
            "This request would exceed the rate limit for your organization of 50 requests per minute.",
            asked,
            {{"retry-after", wholeSeconds(asked.retryAfter)}, {"anthropic-ratelimit-requests-limit", "50"},
                {"anthropic-ratelimit-requests-remaining", "0"},
                {"anthropic-ratelimit-requests-reset", reset}});
    }

    static const char *stopReason(const CompletionAsked &asked)
    {
        return asked.isTruncated ? "max_tokens" : "end_turn";
    }

    static ConfigJson message(const CompletionAsked &asked)
    {
        return {{"id", "msg_sim" + std::to_string(asked.number)}, {"type", "message"}, {"role", "assistant"},
            {"model", asked.model.toStdString()}, {"content", ConfigJson::array()}, {"stop_reason", nullptr},
            {"stop_sequence", nullptr},
            {"usage",
                {{"input_tokens", asked.promptTokens}, {"cache_creation_input_tokens", 0},
                    {"cache_read_input_tokens", 0}, {"output_tokens", 1}, {"service_tier", "standard"}}}};
    }

    static ConfigJson entry(const QString &model)
    {
        return {{"type", "model"}, {"id", model.toStdString()}, {"display_name", model.toStdString()},
            {"created_at", "2026-10-07T00:00:00Z"}};
    }

    SimulatedProvider m_provider;
};

} // namespace

std::unique_ptr<Voice> anthropicVoice(const SimulatedProvider &provider)
{
    return std::make_unique<AnthropicVoice>(provider);
}

} // namespace Belay

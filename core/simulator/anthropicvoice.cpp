// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulator/voice.h"

#include <QHash>

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

constexpr const char *Signature = "c2ltdWxhdGVk";

/// The events of a message's content, block by block.
struct Blocks {
    std::vector<QByteArray> list;
    int index = 0;
    QHash<QByteArray, QByteArray> known; // deltas of this block: a long answer repeats its words

    // What only leads up to content comes in one piece with what was before it.
    void open(const ConfigJson &block, const QByteArray &ping)
    {
        list.back()
            += typedEvent({{"type", "content_block_start"}, {"index", index}, {"content_block", block}});
        list.back() += ping;
        known.clear();
    }
    void delta(const char *type, const char *field, const std::string &piece)
    {
        QByteArray &event = known[type + QByteArray::fromStdString(piece)];
        if (event.isEmpty()) {
            event = typedEvent({{"type", "content_block_delta"}, {"index", index},
                {"delta", {{"type", type}, {field, piece}}}});
        }
        list.push_back(event);
    }
    void close() { list.push_back(typedEvent({{"type", "content_block_stop"}, {"index", index++}})); }
};

class AnthropicVoice final : public Voice
{
public:
    explicit AnthropicVoice(SimulatedProvider provider)
        : m_provider(std::move(provider))
    { }

    std::optional<CompletionAsked> read(
        Face face, const RequestHead &head, const QByteArray &body) const override
    {
        const auto json = readObject(body);
        if (!json || head.header("anthropic-version").isEmpty() || !json->contains("messages")
            || !json->at("messages").is_array() || (face == Face::Chat && !json->contains("max_tokens")))
            return {};
        CompletionAsked asked;
        asked.face = face;
        asked.model = textAt(*json, "model");
        asked.stream = flagAt(*json, "stream") && face == Face::Chat;
        asked.promptTokens = tokensIn(body);
        asked.maxTokens = countAt(*json, "max_tokens");
        hearAnthropic(*json, asked.heard);
        return asked;
    }

    HttpHeaders headers(const CompletionAsked &asked) const override
    {
        const QByteArray reset = toIsoString(asked.at + Seconds {1}).toLatin1();
        return {{"request-id", requestId(asked.number)}, {"anthropic-organization-id", "org-sim"},
            {"anthropic-ratelimit-requests-limit", "50"}, {"anthropic-ratelimit-requests-remaining", "49"},
            {"anthropic-ratelimit-requests-reset", reset}};
    }

    QByteArray whole(const CompletionAsked &asked, const Reply &reply) const override
    {
        if (asked.face == Face::CountTokens)
            return bytesOf({{"input_tokens", asked.promptTokens}});
        ConfigJson json = message(asked);
        if (!reply.reasoning.isEmpty()) {
            json["content"].push_back({{"type", "thinking"},
                {"thinking", reply.reasoning.join(QString()).toStdString()}, {"signature", Signature}});
        }
        if (!reply.words.isEmpty())
            json["content"].push_back(
                {{"type", "text"}, {"text", reply.words.join(QString()).toStdString()}});
        for (const Reply::Call &call : reply.calls) {
            ConfigJson block = toolUse(call);
            block["input"] = ConfigJson::parse(call.arguments.join(QString()).toStdString(), nullptr, false);
            json["content"].push_back(block);
        }
        json["stop_reason"] = stopReason(asked, reply);
        json["usage"]["output_tokens"] = reply.tokens();
        return bytesOf(json);
    }

    std::vector<QByteArray> events(const CompletionAsked &asked, const Reply &reply) const override
    {
        Blocks blocks;
        blocks.list.push_back(typedEvent({{"type", "message_start"}, {"message", message(asked)}}));
        if (!reply.reasoning.isEmpty()) {
            blocks.open({{"type", "thinking"}, {"thinking", ""}, {"signature", ""}}, ping());
            for (const QString &piece : reply.reasoning)
                blocks.delta("thinking_delta", "thinking", piece.toStdString());
            blocks.delta("signature_delta", "signature", Signature);
            blocks.close();
        }
        if (!reply.words.isEmpty()) {
            blocks.open({{"type", "text"}, {"text", ""}}, ping());
            for (const QString &word : reply.words)
                blocks.delta("text_delta", "text", word.toStdString());
            blocks.close();
        }
        for (const Reply::Call &call : reply.calls) {
            blocks.open(toolUse(call), ping());
            blocks.delta("input_json_delta", "partial_json", "");
            for (const QString &piece : call.arguments)
                blocks.delta("input_json_delta", "partial_json", piece.toStdString());
            blocks.close();
        }
        blocks.list.push_back(typedEvent({{"type", "message_delta"},
            {"delta", {{"stop_reason", stopReason(asked, reply)}, {"stop_sequence", nullptr}}},
            {"usage", {{"output_tokens", reply.tokens()}}}}));
        blocks.list.push_back(typedEvent({{"type", "message_stop"}}));
        return std::move(blocks.list);
    }

    QByteArray faultAsEvent(const CompletionAsked &, const HttpAnswer &fault) const override
    {
        return "event: error\ndata: " + fault.body + "\n\n";
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

    static const char *stopReason(const CompletionAsked &asked, const Reply &reply)
    {
        return asked.isTruncated ? "max_tokens" : reply.calls.empty() ? "end_turn" : "tool_use";
    }

    static ConfigJson toolUse(const Reply::Call &call)
    {
        return {{"type", "tool_use"}, {"id", "toolu_" + call.id.toStdString()},
            {"name", call.name.toStdString()}, {"input", ConfigJson::object()}};
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

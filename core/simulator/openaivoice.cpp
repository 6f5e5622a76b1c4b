// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulator/voice.h"

namespace Belay {

namespace {

qint64 unixTime(WallTime time)
{
    return std::chrono::floor<Seconds>(time.time_since_epoch()).count();
}

class OpenAiVoice final : public Voice
{
public:
    explicit OpenAiVoice(SimulatedProvider provider)
        : m_provider(std::move(provider))
    { }

    std::optional<CompletionAsked> read(const RequestHead &, const QByteArray &body) const override
    {
        const auto json = readObject(body);
        if (!json || !json->contains("messages") || !json->at("messages").is_array())
            return {};
        CompletionAsked asked;
        asked.model = textAt(*json, "model");
        asked.stream = flagAt(*json, "stream");
        asked.promptTokens = tokensIn(body);
        asked.maxTokens = countAt(*json, "max_completion_tokens");
        if (!asked.maxTokens)
            asked.maxTokens = countAt(*json, "max_tokens");
        const auto options = json->find("stream_options");
        asked.wantsUsage
            = options != json->end() && options->is_object() && flagAt(*options, "include_usage");
        return asked;
    }

    HttpHeaders headers(const CompletionAsked &asked) const override
    {
        HttpHeaders list {{"x-request-id", "req_sim" + QByteArray::number(asked.number)}};
        if (m_provider.kind == ProviderKindId::OpenAi || m_provider.kind == ProviderKindId::Groq) {
            list.insert(list.end(),
                {{"x-ratelimit-limit-requests", "500"}, {"x-ratelimit-remaining-requests", "499"},
                    {"x-ratelimit-reset-requests", "120ms"}, {"x-ratelimit-limit-tokens", "200000"},
                    {"x-ratelimit-remaining-tokens", "199900"}, {"x-ratelimit-reset-tokens", "30ms"}});
        }
        return list;
    }

    QByteArray whole(const CompletionAsked &asked, const QStringList &words) const override
    {
        ConfigJson json = object(asked, "chat.completion");
        json["choices"] = ConfigJson::array();
        if (!words.isEmpty()) {
            json["choices"].push_back({{"index", 0},
                {"message",
                    {{"role", "assistant"}, {"content", words.join(QString()).toStdString()},
                        {"refusal", nullptr}}},
                {"logprobs", nullptr}, {"finish_reason", finish(asked)}});
        }
        json["usage"] = usage(asked, words);
        return bytesOf(json);
    }

    std::vector<QByteArray> events(const CompletionAsked &asked, const QStringList &words) const override
    {
        std::vector<QByteArray> list;
        const auto add = [&](const ConfigJson &delta, const ConfigJson &reason) {
            ConfigJson json = object(asked, "chat.completion.chunk");
            json["choices"] = ConfigJson::array();
            json["choices"].push_back({{"index", 0}, {"delta", delta}, {"finish_reason", reason}});
            if (asked.wantsUsage)
                json["usage"] = nullptr;
            list.push_back(dataEvent(json));
        };
        for (const QString &word : words) {
            ConfigJson delta = ConfigJson::object();
            if (list.empty())
                delta["role"] = "assistant";
            delta["content"] = word.toStdString();
            add(delta, nullptr);
        }
        add(ConfigJson::object(), finish(asked));
        if (asked.wantsUsage) {
            ConfigJson json = object(asked, "chat.completion.chunk");
            json["choices"] = ConfigJson::array();
            json["usage"] = usage(asked, words);
            list.push_back(dataEvent(json));
        }
        list.push_back("data: [DONE]\n\n");
        return list;
    }

    QByteArray ping() const override
    {
        return m_provider.kind == ProviderKindId::OpenRouter ? ": OPENROUTER PROCESSING\n\n"
                                                             : ": keep-alive\n\n";
    }

    QByteArray modelList() const override
    {
        ConfigJson list = ConfigJson::array();
        for (const QString &model : m_provider.models)
            list.push_back(entry(model));
        if (m_provider.kind == ProviderKindId::Together)
            return bytesOf(list); // a bare array, unlike all others
        return bytesOf({{"object", "list"}, {"data", list}});
    }

    QByteArray modelEntry(const QString &model) const override { return bytesOf(entry(model)); }
    HttpAnswer fault(const FaultAsked &asked) const override { return openAiFault(m_provider, asked); }

private:
    ConfigJson object(const CompletionAsked &asked, const char *type) const
    {
        return {{"id", "chatcmpl-sim" + std::to_string(asked.number)}, {"object", type},
            {"created", unixTime(asked.at)}, {"model", asked.model.toStdString()}};
    }
    static const char *finish(const CompletionAsked &asked) { return asked.isTruncated ? "length" : "stop"; }
    static ConfigJson usage(const CompletionAsked &asked, const QStringList &words)
    {
        return {{"prompt_tokens", asked.promptTokens}, {"completion_tokens", words.size()},
            {"total_tokens", asked.promptTokens + words.size()}};
    }
    ConfigJson entry(const QString &model) const
    {
        return {{"id", model.toStdString()}, {"object", "model"}, {"created", 1'754'426'384},
            {"owned_by", m_provider.id.value.toStdString()}};
    }

    SimulatedProvider m_provider;
};

} // namespace

std::unique_ptr<Voice> openAiVoice(const SimulatedProvider &provider)
{
    return std::make_unique<OpenAiVoice>(provider);
}

} // namespace Belay

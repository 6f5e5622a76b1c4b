// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulator/openaifaces.h"

#include <QHash>

#include <algorithm>

namespace Belay {

namespace {

/// Texts of a member that is one text, several, or lists of numbers of tokens.
QStringList inputsOf(const ConfigJson *member)
{
    QStringList inputs;
    const auto add = [&inputs](const ConfigJson &one) {
        inputs << (one.is_string() ? QString::fromStdString(one.get<std::string>())
                                   : QString::fromUtf8(bytesOf(one)));
    };
    if (!member)
        return inputs;
    const bool isOne = !member->is_array() || (!member->empty() && member->front().is_number());
    if (isOne)
        add(*member);
    else
        std::for_each(member->begin(), member->end(), add);
    return inputs;
}

class OpenAiVoice final : public Voice
{
public:
    explicit OpenAiVoice(SimulatedProvider provider)
        : m_provider(std::move(provider))
    { }

    std::optional<CompletionAsked> read(Face face, const RequestHead &, const QByteArray &body) const override
    {
        const auto json = readObject(body);
        if (!json)
            return {};
        CompletionAsked asked;
        asked.face = face;
        asked.model = textAt(*json, "model");
        asked.stream = flagAt(*json, "stream") && face != Face::Embeddings;
        asked.promptTokens = tokensIn(body);
        if (!readFace(*json, asked))
            return {};
        const ConfigJson *options = heardMember(*json, "stream_options");
        asked.wantsUsage = options && options->is_object() && flagAt(*options, "include_usage");
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

    QByteArray whole(const CompletionAsked &asked, const Reply &reply) const override
    {
        switch (asked.face) {
        case Face::Responses:
            return responsesWhole(asked, reply);
        case Face::Text:
            return textWhole(asked, reply);
        case Face::Embeddings:
            return embeddingsWhole(asked);
        default:
            return chatWhole(asked, reply);
        }
    }

    std::vector<QByteArray> events(const CompletionAsked &asked, const Reply &reply) const override
    {
        switch (asked.face) {
        case Face::Responses:
            return responsesEvents(asked, reply);
        case Face::Text:
            return textEvents(asked, reply);
        default:
            return chatEvents(asked, reply);
        }
    }

    QByteArray faultAsEvent(const CompletionAsked &asked, const HttpAnswer &fault) const override
    {
        return asked.face == Face::Responses ? responsesFault(asked, fault)
                                             : Voice::faultAsEvent(asked, fault);
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
    static bool readFace(const ConfigJson &json, CompletionAsked &asked);
    QByteArray chatWhole(const CompletionAsked &asked, const Reply &reply) const;
    std::vector<QByteArray> chatEvents(const CompletionAsked &asked, const Reply &reply) const;
    QByteArray chunk(const CompletionAsked &asked, const ConfigJson &delta, const ConfigJson &reason) const;

    static ConfigJson object(const CompletionAsked &asked, const char *type)
    {
        return {{"id", "chatcmpl-sim" + std::to_string(asked.number)}, {"object", type},
            {"created", unixTime(asked.at)}, {"model", asked.model.toStdString()}};
    }
    static const char *finish(const CompletionAsked &asked, const Reply &reply)
    {
        return asked.isTruncated ? "length" : reply.calls.empty() ? "stop" : "tool_calls";
    }
    static ConfigJson usage(const CompletionAsked &asked, const Reply &reply)
    {
        return {{"prompt_tokens", asked.promptTokens}, {"completion_tokens", reply.tokens()},
            {"total_tokens", asked.promptTokens + reply.tokens()},
            {"prompt_tokens_details", {{"cached_tokens", 0}}},
            {"completion_tokens_details", {{"reasoning_tokens", reply.reasoning.size()}}}};
    }
    const char *reasoningField() const
    {
        const ProviderKindId kind = m_provider.kind;
        const bool isShort = kind == ProviderKindId::Groq || kind == ProviderKindId::Cerebras
            || kind == ProviderKindId::OpenRouter;
        return isShort ? "reasoning" : "reasoning_content";
    }
    ConfigJson entry(const QString &model) const
    {
        return {{"id", model.toStdString()}, {"object", "model"}, {"created", 1'754'426'384},
            {"owned_by", m_provider.id.value.toStdString()}};
    }

    SimulatedProvider m_provider;
};

bool OpenAiVoice::readFace(const ConfigJson &json, CompletionAsked &asked)
{
    switch (asked.face) {
    case Face::Responses:
        asked.maxTokens = countAt(json, "max_output_tokens");
        hearResponses(json, asked.heard);
        return heardMember(json, "input") != nullptr;
    case Face::Embeddings:
        asked.inputs = inputsOf(heardMember(json, "input"));
        asked.dimensions = std::clamp(countAt(json, "dimensions").value_or(asked.dimensions), 1, 4'096);
        asked.wantsBase64 = textAt(json, "encoding_format") == u"base64";
        return !asked.inputs.isEmpty();
    case Face::Text:
        asked.maxTokens = countAt(json, "max_tokens");
        asked.heard.say(QStringLiteral("user"), inputsOf(heardMember(json, "prompt")).join(u'\n'));
        return heardMember(json, "prompt") != nullptr;
    default:
        asked.maxTokens = countAt(json, "max_completion_tokens");
        if (!asked.maxTokens)
            asked.maxTokens = countAt(json, "max_tokens");
        hearChat(json, asked.heard);
        return json.contains("messages") && json.at("messages").is_array();
    }
}

QByteArray OpenAiVoice::chatWhole(const CompletionAsked &asked, const Reply &reply) const
{
    ConfigJson json = object(asked, "chat.completion");
    json["choices"] = ConfigJson::array();
    if (!reply.isEmpty()) {
        ConfigJson message {{"role", "assistant"}, {"content", nullptr}, {"refusal", nullptr}};
        if (!reply.words.isEmpty())
            message["content"] = reply.words.join(QString()).toStdString();
        if (!reply.reasoning.isEmpty())
            message[reasoningField()] = reply.reasoning.join(QString()).toStdString();
        for (const Reply::Call &call : reply.calls) {
            message["tool_calls"].push_back({{"id", "call_" + call.id.toStdString()}, {"type", "function"},
                {"function",
                    {{"name", call.name.toStdString()},
                        {"arguments", call.arguments.join(QString()).toStdString()}}}});
        }
        json["choices"].push_back({{"index", 0}, {"message", message}, {"logprobs", nullptr},
            {"finish_reason", finish(asked, reply)}});
    }
    json["usage"] = usage(asked, reply);
    return bytesOf(json);
}

QByteArray OpenAiVoice::chunk(
    const CompletionAsked &asked, const ConfigJson &delta, const ConfigJson &reason) const
{
    ConfigJson json = object(asked, "chat.completion.chunk");
    json["choices"] = ConfigJson::array();
    json["choices"].push_back({{"index", 0}, {"delta", delta}, {"finish_reason", reason}});
    if (asked.wantsUsage)
        json["usage"] = nullptr;
    return dataEvent(json);
}

std::vector<QByteArray> OpenAiVoice::chatEvents(const CompletionAsked &asked, const Reply &reply) const
{
    std::vector<QByteArray> list;
    QHash<QString, QByteArray> known; // a long answer repeats its words: one event of each is enough
    const auto add = [&](const char *field, const QString &piece) {
        ConfigJson delta = ConfigJson::object();
        if (list.empty())
            delta["role"] = "assistant";
        delta[field] = piece.toStdString();
        list.push_back(chunk(asked, delta, nullptr));
    };
    for (const QString &piece : reply.reasoning)
        add(reasoningField(), piece);
    for (const QString &word : reply.words) {
        const auto at = known.constFind(word);
        if (at != known.constEnd()) {
            list.push_back(*at);
            continue;
        }
        add("content", word);
        if (list.size() > 1)
            known.insert(word, list.back());
    }
    int index = 0;
    for (const Reply::Call &call : reply.calls) {
        ConfigJson first {{"index", index}, {"id", "call_" + call.id.toStdString()}, {"type", "function"},
            {"function", {{"name", call.name.toStdString()}, {"arguments", ""}}}};
        ConfigJson delta = ConfigJson::object();
        if (list.empty())
            delta = {{"role", "assistant"}, {"content", nullptr}};
        delta["tool_calls"] = ConfigJson::array({first});
        list.push_back(chunk(asked, delta, nullptr));
        for (const QString &piece : call.arguments) {
            const ConfigJson next {{"index", index}, {"function", {{"arguments", piece.toStdString()}}}};
            list.push_back(chunk(asked, {{"tool_calls", ConfigJson::array({next})}}, nullptr));
        }
        ++index;
    }
    list.push_back(chunk(asked, ConfigJson::object(), finish(asked, reply)));
    if (asked.wantsUsage) {
        ConfigJson json = object(asked, "chat.completion.chunk");
        json["choices"] = ConfigJson::array();
        json["usage"] = usage(asked, reply);
        list.push_back(dataEvent(json));
    }
    list.push_back("data: [DONE]\n\n");
    return list;
}

} // namespace

std::unique_ptr<Voice> openAiVoice(const SimulatedProvider &provider)
{
    return std::make_unique<OpenAiVoice>(provider);
}

} // namespace Belay

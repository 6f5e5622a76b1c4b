// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulator/voice.h"

#include <algorithm>

namespace Belay {

namespace {

const char *statusName(int status)
{
    switch (status) {
    case 400:
        return "INVALID_ARGUMENT";
    case 401:
        return "UNAUTHENTICATED";
    case 403:
        return "PERMISSION_DENIED";
    case 404:
        return "NOT_FOUND";
    case 429:
        return "RESOURCE_EXHAUSTED";
    case 503:
        return "UNAVAILABLE";
    case 504:
        return "DEADLINE_EXCEEDED";
    default:
        return status >= 500 ? "INTERNAL" : "FAILED_PRECONDITION";
    }
}

HttpAnswer error(int status, const std::string &message, const ConfigJson &details = {})
{
    ConfigJson json {{"error", {{"code", status}, {"message", message}, {"status", statusName(status)}}}};
    if (!details.is_null())
        json["error"]["details"] = details;
    return jsonAnswer(status, json);
}

HttpAnswer exhausted(const char *quotaId, std::optional<Milliseconds> retryAfter)
{
    ConfigJson details = ConfigJson::array();
    details.push_back({{"@type", "type.googleapis.com/google.rpc.QuotaFailure"},
        {"violations", ConfigJson::array({{{"quotaId", quotaId}}})}});
    if (retryAfter) {
        const double seconds = static_cast<double>(retryAfter->count()) / 1000.0;
        details.push_back({{"@type", "type.googleapis.com/google.rpc.RetryInfo"},
            {"retryDelay", QByteArray::number(seconds).toStdString() + 's'}});
    }
    return error(
        429, "You exceeded your current quota, please check your plan and billing details.", details);
}

HttpAnswer badKey()
{
    const char *const message = "API key not valid. Please pass a valid API key.";
    const ConfigJson details = ConfigJson::array(
        {{{"@type", "type.googleapis.com/google.rpc.ErrorInfo"}, {"reason", "API_KEY_INVALID"},
            {"domain", "googleapis.com"}, {"metadata", {{"service", "generativelanguage.googleapis.com"}}}}});
    return error(400, message, details);
}

class GeminiVoice final : public Voice
{
public:
    explicit GeminiVoice(SimulatedProvider provider)
        : m_provider(std::move(provider))
    { }

    std::optional<CompletionAsked> read(
        Face face, const RequestHead &head, const QByteArray &body) const override
    {
        const auto json = readObject(body);
        if (!json || (face == Face::Chat && !json->contains("contents")))
            return {};
        const QByteArray path = head.path().toByteArray();
        const qsizetype begin = path.indexOf("/models/") + 8;
        const qsizetype colon = path.lastIndexOf(':');
        CompletionAsked asked;
        asked.face = face;
        asked.model = QString::fromUtf8(QByteArray::fromPercentEncoding(path.sliced(begin, colon - begin)));
        asked.stream = path.endsWith(":streamGenerateContent");
        asked.promptTokens = tokensIn(body);
        if (const ConfigJson *config = heardMember(*json, "generationConfig"); config && config->is_object())
            asked.maxTokens = countAt(*config, "maxOutputTokens");
        hearGemini(*json, asked.heard);
        if (face == Face::Embeddings)
            hearEmbeddings(*json, asked);
        return asked;
    }

    HttpHeaders headers(const CompletionAsked &) const override { return {}; }

    QByteArray whole(const CompletionAsked &asked, const Reply &reply) const override
    {
        if (asked.face == Face::CountTokens)
            return bytesOf({{"totalTokens", asked.promptTokens}});
        if (asked.face == Face::Embeddings)
            return embeddings(asked);
        ConfigJson parts = ConfigJson::array();
        if (!reply.reasoning.isEmpty())
            parts.push_back({{"text", reply.reasoning.join(QString()).toStdString()}, {"thought", true}});
        if (!reply.words.isEmpty())
            parts.push_back({{"text", reply.words.join(QString()).toStdString()}});
        for (const Reply::Call &call : reply.calls)
            parts.push_back(functionCall(call));
        return bytesOf(answer(asked, parts, {reply.tokens() - reply.reasoning.size(), reply.reasoning.size()},
            finish(asked, reply)));
    }

    std::vector<QByteArray> events(const CompletionAsked &asked, const Reply &reply) const override
    {
        std::vector<QByteArray> list;
        Count count;
        const auto add = [&](const ConfigJson &part) {
            list.push_back(framed(answer(asked, ConfigJson::array({part}), count, nullptr)));
        };
        for (const QString &piece : reply.reasoning) {
            ++count.thoughts;
            add({{"text", piece.toStdString()}, {"thought", true}});
        }
        for (const QString &word : reply.words) {
            ++count.answer;
            add({{"text", word.toStdString()}});
        }
        for (const Reply::Call &call : reply.calls) { // whole, in one part
            count.answer += call.arguments.size() + 1;
            add(functionCall(call));
        }
        const char *const reason = finish(asked, reply);
        const ConfigJson last = ConfigJson::array({ConfigJson {{"text", ""}}});
        list.push_back(framed(answer(asked, reason ? last : ConfigJson::array(), count, reason)));
        return list;
    }

    QByteArray ping() const override { return ": keep-alive\r\n\r\n"; }

    QByteArray modelList() const override
    {
        ConfigJson list = ConfigJson::array();
        for (const QString &model : m_provider.models)
            list.push_back(entry(model));
        return bytesOf({{"models", list}});
    }

    QByteArray modelEntry(const QString &model) const override { return bytesOf(entry(model)); }

    HttpAnswer fault(const FaultAsked &asked) const override
    {
        switch (asked.fault) {
        case VoiceFault::BadKey:
            return badKey();
        case VoiceFault::NoKey:
            return error(
                403, "Method doesn't allow unregistered callers (callers without established identity).");
        case VoiceFault::NoModel:
            return error(404,
                "models/" + asked.model.toStdString()
                    + " is not found for API version v1beta, or is not supported for generateContent.");
        case VoiceFault::RateLimit:
            return exhausted("GenerateRequestsPerMinutePerProjectPerModel-FreeTier", asked.retryAfter);
        case VoiceFault::Quota:
            return exhausted("GenerateRequestsPerDayPerProjectPerModel-FreeTier", {});
        case VoiceFault::BadRequest:
            return error(400, "Invalid JSON payload received.");
        case VoiceFault::UnknownPath:
            return error(404, "Requested entity was not found.");
        case VoiceFault::Status:
            break;
        }
        const bool isOverloaded = asked.status == 503;
        return error(asked.status,
            isOverloaded ? "The model is overloaded. Please try again later." : "Internal error.");
    }

private:
    struct Count {
        qsizetype answer = 0;
        qsizetype thoughts = 0;
    };

    static void hearEmbeddings(const ConfigJson &json, CompletionAsked &asked)
    {
        const auto hear = [&asked](const ConfigJson &request) {
            const ConfigJson *content = heardMember(request, "content");
            asked.inputs << (content ? heardText(&heardList(*content, "parts")) : QString());
            asked.dimensions = 16;
            if (request.is_object())
                asked.dimensions = countAt(request, "outputDimensionality").value_or(asked.dimensions);
        };
        for (const ConfigJson &request : heardList(json, "requests"))
            hear(request);
        if (asked.inputs.isEmpty())
            hear(json);
        asked.dimensions = std::clamp(asked.dimensions, 1, 4'096);
    }

    static QByteArray embeddings(const CompletionAsked &asked)
    {
        ConfigJson list = ConfigJson::array();
        for (const QString &input : asked.inputs)
            list.push_back({{"values", embeddingOf(input, asked.dimensions)}});
        return bytesOf({{"embeddings", list}});
    }

    static const char *finish(const CompletionAsked &asked, const Reply &reply)
    {
        if (reply.isEmpty())
            return nullptr;
        return asked.isTruncated ? "MAX_TOKENS" : "STOP";
    }

    static ConfigJson functionCall(const Reply::Call &call)
    {
        return {
            {"functionCall",
                {{"name", call.name.toStdString()},
                    {"args",
                        ConfigJson::parse(call.arguments.join(QString()).toStdString(), nullptr, false)}}},
            {"thoughtSignature", "c2ltdWxhdGVk"}};
    }

    // An answer without content has no candidate at all.
    static ConfigJson answer(
        const CompletionAsked &asked, const ConfigJson &parts, const Count &count, const char *reason)
    {
        ConfigJson json = ConfigJson::object();
        if (!parts.empty()) {
            ConfigJson candidate {{"content", {{"parts", parts}, {"role", "model"}}}};
            if (reason)
                candidate["finishReason"] = reason;
            candidate["index"] = 0;
            json["candidates"] = ConfigJson::array({candidate});
        }
        json["usageMetadata"]
            = {{"promptTokenCount", asked.promptTokens}, {"candidatesTokenCount", count.answer},
                {"totalTokenCount", asked.promptTokens + count.answer + count.thoughts}};
        if (count.thoughts > 0)
            json["usageMetadata"]["thoughtsTokenCount"] = count.thoughts;
        json["modelVersion"] = asked.model.toStdString();
        json["responseId"] = "sim" + std::to_string(asked.number);
        return json;
    }

    static QByteArray framed(const ConfigJson &json) { return "data: " + bytesOf(json) + "\r\n\r\n"; }

    static ConfigJson entry(const QString &model)
    {
        return {{"name", "models/" + model.toStdString()}, {"displayName", model.toStdString()},
            {"inputTokenLimit", 1'048'576}, {"outputTokenLimit", 65'536},
            {"supportedGenerationMethods", {"generateContent", "countTokens"}}};
    }

    SimulatedProvider m_provider;
};

} // namespace

std::unique_ptr<Voice> geminiVoice(const SimulatedProvider &provider)
{
    return std::make_unique<GeminiVoice>(provider);
}

} // namespace Belay

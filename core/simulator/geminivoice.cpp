// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulator/voice.h"

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

    std::optional<CompletionAsked> read(const RequestHead &head, const QByteArray &body) const override
    {
        const auto json = readObject(body);
        if (!json || !json->contains("contents"))
            return {};
        const QByteArray path = head.path().toByteArray();
        const qsizetype begin = path.indexOf("/models/") + 8;
        const qsizetype colon = path.lastIndexOf(':');
        CompletionAsked asked;
        asked.model = QString::fromUtf8(QByteArray::fromPercentEncoding(path.sliced(begin, colon - begin)));
        asked.stream = path.endsWith(":streamGenerateContent");
        asked.promptTokens = tokensIn(body);
        const auto config = json->find("generationConfig");
        if (config != json->end() && config->is_object())
            asked.maxTokens = countAt(*config, "maxOutputTokens");
        return asked;
    }

    HttpHeaders headers(const CompletionAsked &) const override { return {}; }

    QByteArray whole(const CompletionAsked &asked, const QStringList &words) const override
    {
        return bytesOf(answer(asked, words.join(QString()), words.size(), finish(asked, words)));
    }

    std::vector<QByteArray> events(const CompletionAsked &asked, const QStringList &words) const override
    {
        std::vector<QByteArray> list;
        qsizetype count = 0;
        for (const QString &word : words)
            list.push_back(framed(answer(asked, word, ++count, nullptr)));
        list.push_back(framed(answer(asked, QString(), count, finish(asked, words))));
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
    static const char *finish(const CompletionAsked &asked, const QStringList &words)
    {
        if (words.isEmpty())
            return nullptr;
        return asked.isTruncated ? "MAX_TOKENS" : "STOP";
    }

    // An answer without content has no candidate at all.
    static ConfigJson answer(
        const CompletionAsked &asked, const QString &text, qsizetype count, const char *reason)
    {
        ConfigJson json = ConfigJson::object();
        if (!text.isEmpty() || reason) {
            ConfigJson candidate {{"content",
                {{"parts", ConfigJson::array({{{"text", text.toStdString()}}})}, {"role", "model"}}}};
            if (reason)
                candidate["finishReason"] = reason;
            candidate["index"] = 0;
            json["candidates"] = ConfigJson::array({candidate});
        }
        json["usageMetadata"] = {{"promptTokenCount", asked.promptTokens}, {"candidatesTokenCount", count},
            {"totalTokenCount", asked.promptTokens + count}};
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

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulator/providerroutes.h"

#include "core/simulator/voice.h"

#include <algorithm>
#include <array>

namespace Belay {

namespace {

using Kind = ProviderRoute::Kind;

QByteArray withoutPrefix(const QByteArray &path)
{
    static constexpr std::array Prefixes {
        "/openai/v1", "/api/v1", "/inference/v1", "/compatibility/v1", "/v1beta", "/v1"};
    for (const char *const prefix : Prefixes) {
        const QByteArrayView view {prefix};
        if (path.startsWith(view) && (path.size() == view.size() || path.at(view.size()) == '/'))
            return path.sliced(view.size());
    }
    return path;
}

QByteArray keyOfOpenRouter()
{
    return bytesOf({{"data",
        {{"label", "sk-or-v1-sim"}, {"limit", nullptr}, {"limit_remaining", nullptr}, {"usage", 0},
            {"is_free_tier", false}}}});
}

QByteArray balanceOfDeepSeek()
{
    ConfigJson infos = ConfigJson::array();
    infos.push_back({{"currency", "USD"}, {"total_balance", "110.00"}, {"granted_balance", "10.00"},
        {"topped_up_balance", "100.00"}});
    return bytesOf({{"is_available", true}, {"balance_infos", infos}});
}

QByteArray tagsOfOllama(const SimulatedProvider &provider)
{
    ConfigJson models = ConfigJson::array();
    for (const QString &model : provider.models)
        models.push_back(
            {{"name", model.toStdString()}, {"model", model.toStdString()}, {"size", 2'019'393'189}});
    return bytesOf({{"models", models}});
}

// The checks that cost nothing and are no list of models, whoever the provider is.
std::optional<ProviderRoute> freeCheckOf(const SimulatedProvider &provider, const RequestHead &head)
{
    const QByteArray path = head.path().toByteArray();
    const QByteArray inner = withoutPrefix(path);
    if (head.method == "POST" && inner == "/check-api-key")
        return ProviderRoute {Kind::FreeCheck, Face::Chat, false, {},
            bytesOf({{"valid", true}, {"organization_id", "org-sim"}})};
    if (head.method != "GET" && head.method != "HEAD")
        return {};
    if (path == "/health" || inner == "/health")
        return ProviderRoute {Kind::FreeCheck, Face::Chat, true, {}, R"({"status":"ok"})"};
    if (path == "/api/version")
        return ProviderRoute {Kind::FreeCheck, Face::Chat, true, {}, R"({"version":"0.12.6"})"};
    if (path == "/api/tags")
        return ProviderRoute {Kind::FreeCheck, Face::Chat, true, {}, tagsOfOllama(provider)};
    if (inner == "/key")
        return ProviderRoute {Kind::FreeCheck, Face::Chat, false, {}, keyOfOpenRouter()};
    if (inner == "/user/balance")
        return ProviderRoute {Kind::FreeCheck, Face::Chat, false, {}, balanceOfDeepSeek()};
    if (inner == "/api-key") {
        return ProviderRoute {Kind::FreeCheck, Face::Chat, false, {},
            bytesOf({{"redacted_api_key", "xai-...sim"}, {"name", "My API Key"}, {"team_blocked", false},
                {"api_key_blocked", false}, {"api_key_disabled", false}})};
    }
    if (inner == "/async/chat/completions")
        return ProviderRoute {Kind::FreeCheck, Face::Chat, false, {}, R"({"requests":[]})"};
    return {};
}

std::optional<Face> faceOf(Dialect dialect, const QByteArray &inner)
{
    using Entry = std::pair<QByteArrayView, Face>;
    static constexpr std::array OpenAiPaths {Entry {"/chat/completions", Face::Chat},
        Entry {"/completions", Face::Text}, Entry {"/responses", Face::Responses},
        Entry {"/embeddings", Face::Embeddings}};
    static constexpr std::array AnthropicPaths {
        Entry {"/messages", Face::Chat}, Entry {"/messages/count_tokens", Face::CountTokens}};
    static constexpr std::array GeminiActions {Entry {":generateContent", Face::Chat},
        Entry {":streamGenerateContent", Face::Chat}, Entry {":countTokens", Face::CountTokens},
        Entry {":batchEmbedContents", Face::Embeddings}};
    const auto find = [](const auto &entries, QByteArrayView text) -> std::optional<Face> {
        const auto at = std::ranges::find(entries, text, &Entry::first);
        return at == entries.end() ? std::nullopt : std::optional(at->second);
    };
    switch (dialect) {
    case Dialect::OpenAi:
        return find(OpenAiPaths, inner);
    case Dialect::Anthropic:
        return find(AnthropicPaths, inner);
    case Dialect::Gemini:
        break;
    }
    const qsizetype colon = inner.lastIndexOf(':');
    if (!inner.startsWith("/models/") || colon < 0)
        return {};
    return find(GeminiActions, QByteArrayView(inner).sliced(colon));
}

} // namespace

ProviderRoute routeOf(const SimulatedProvider &provider, const RequestHead &head)
{
    if (auto check = freeCheckOf(provider, head))
        return *check;
    const QByteArray inner = withoutPrefix(head.path().toByteArray());
    if (head.method == "POST") {
        if (const auto face = faceOf(provider.dialect, inner))
            return {Kind::Completion, *face, false, {}, {}};
    }
    if (head.method != "GET")
        return {};
    if (inner == "/models")
        return {Kind::ModelList, Face::Chat, provider.kind == ProviderKindId::OpenRouter, {}, {}};
    constexpr QByteArrayView Models = "/models/";
    if (inner.startsWith(Models))
        return {Kind::ModelEntry, Face::Chat, false,
            QString::fromUtf8(QByteArray::fromPercentEncoding(inner.sliced(Models.size()))), {}};
    return {};
}

QString basePathOf(ProviderKindId kind)
{
    switch (kind) {
    case ProviderKindId::Anthropic:
    case ProviderKindId::DeepSeek:
    case ProviderKindId::Perplexity:
        return {};
    case ProviderKindId::Gemini:
        return QStringLiteral("/v1beta");
    case ProviderKindId::Groq:
    case ProviderKindId::AzureOpenAi:
        return QStringLiteral("/openai/v1");
    case ProviderKindId::OpenRouter:
        return QStringLiteral("/api/v1");
    case ProviderKindId::Fireworks:
        return QStringLiteral("/inference/v1");
    case ProviderKindId::Cohere:
        return QStringLiteral("/compatibility/v1");
    default:
        return QStringLiteral("/v1");
    }
}

} // namespace Belay

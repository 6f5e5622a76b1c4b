// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/enumnames.h"

namespace Belay {

// The closed sets of contract 1, in its order and under its names.

enum class ProviderKindId {
    OpenAi,
    Anthropic,
    Gemini,
    Groq,
    Cerebras,
    Mistral,
    DeepSeek,
    XAi,
    OpenRouter,
    Together,
    Fireworks,
    Perplexity,
    Cohere,
    AzureOpenAi,
    Ollama,
    LmStudio,
    Vllm,
    LlamaCpp,
    OpenAiCompatible
};
template <>
struct EnumNames<ProviderKindId> {
    static constexpr auto values = std::to_array<std::string_view>({"openai", "anthropic", "gemini", "groq",
        "cerebras", "mistral", "deepseek", "xai", "openrouter", "together", "fireworks", "perplexity",
        "cohere", "azure-openai", "ollama", "lmstudio", "vllm", "llamacpp", "openai-compatible"});
};

enum class Dialect { OpenAi, Anthropic, Gemini };
template <>
struct EnumNames<Dialect> {
    static constexpr auto values = std::to_array<std::string_view>({"openai", "anthropic", "gemini"});
};

enum class TargetState { Up, Slow, Limited, KeyRejected, Down, NoData, Paused, Checking };
template <>
struct EnumNames<TargetState> {
    static constexpr auto values = std::to_array<std::string_view>(
        {"up", "slow", "limited", "key-rejected", "down", "no-data", "paused", "checking"});
};

enum class Owner { None, You, Provider, Upstream, Belay, Unknown };
template <>
struct EnumNames<Owner> {
    static constexpr auto values
        = std::to_array<std::string_view>({"none", "you", "provider", "upstream", "belay", "unknown"});
};

enum class Cause {
    None,
    Network,
    Proxy,
    Clock,
    Key,
    Quota,
    RateLimit,
    Request,
    Configuration,
    Outage,
    Slow,
    Model,
    ProbeMisfit,
    Drill,
    Gateway
};
template <>
struct EnumNames<Cause> {
    static constexpr auto values
        = std::to_array<std::string_view>({"none", "network", "proxy", "clock", "key", "quota", "rate-limit",
            "request", "configuration", "outage", "slow", "model", "probe-misfit", "drill", "gateway"});
};

enum class Confidence { High, Medium, Low };
template <>
struct EnumNames<Confidence> {
    static constexpr auto values = std::to_array<std::string_view>({"high", "medium", "low"});
};

/// How far the last good probe got. Ordered: each includes the ones before it.
enum class Proof { None, Reach, Auth, Model, Stream };
template <>
struct EnumNames<Proof> {
    static constexpr auto values
        = std::to_array<std::string_view>({"none", "reach", "auth", "model", "stream"});
};

enum class ProbeKind { Reach, Auth, Completion };
template <>
struct EnumNames<ProbeKind> {
    static constexpr auto values = std::to_array<std::string_view>({"reach", "auth", "completion"});
};

enum class SampleSource { Probe, Traffic, Drill };
template <>
struct EnumNames<SampleSource> {
    static constexpr auto values = std::to_array<std::string_view>({"probe", "traffic", "drill"});
};

enum class KeyStorage { Stored, LockedOrMissing, NoKeychain, SessionOnly, Environment, File };
template <>
struct EnumNames<KeyStorage> {
    static constexpr auto values = std::to_array<std::string_view>(
        {"stored", "locked-or-missing", "no-keychain", "session-only", "env", "file"});
};

enum class KeyHealth { Ok, Rejected, Forbidden, OutOfCredit, Limited, Unchecked };
template <>
struct EnumNames<KeyHealth> {
    static constexpr auto values = std::to_array<std::string_view>(
        {"ok", "rejected", "forbidden", "out-of-credit", "limited", "unchecked"});
};

enum class NoticeState { Operational, Degraded, PartialOutage, MajorOutage, Maintenance, Unknown };
template <>
struct EnumNames<NoticeState> {
    static constexpr auto values = std::to_array<std::string_view>(
        {"operational", "degraded", "partial-outage", "major-outage", "maintenance", "unknown"});
};

enum class NetworkState { Online, Offline, Captive, Unknown };
template <>
struct EnumNames<NetworkState> {
    static constexpr auto values
        = std::to_array<std::string_view>({"online", "offline", "captive", "unknown"});
};

} // namespace Belay

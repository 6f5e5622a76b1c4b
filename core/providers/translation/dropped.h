// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

/// The closed list of contract 7: what translation may leave out, as x-belay-dropped names it.
namespace Belay::Dropped {

inline constexpr std::string_view AnthropicBeta = "anthropic-beta";
inline constexpr std::string_view CacheControl = "cache_control";
inline constexpr std::string_view ContextManagement = "context_management";
inline constexpr std::string_view Extensions
    = "extensions"; ///< fields that the client's own API does not name
inline constexpr std::string_view Include = "include";
inline constexpr std::string_view Metadata = "metadata";
inline constexpr std::string_view Name = "name"; ///< of a participant
inline constexpr std::string_view ParallelToolCalls = "parallel_tool_calls"; ///< where unknown
inline constexpr std::string_view Penalties = "penalties"; ///< presence and frequency
inline constexpr std::string_view Prediction = "prediction";
inline constexpr std::string_view PromptCacheKey = "prompt_cache_key";
inline constexpr std::string_view SafetyIdentifier = "safety_identifier";
inline constexpr std::string_view Seed = "seed";
inline constexpr std::string_view ServiceTier = "service_tier";
inline constexpr std::string_view Stop = "stop"; ///< those beyond what the target takes
inline constexpr std::string_view Store = "store";
inline constexpr std::string_view StreamObfuscation = "stream_obfuscation";
inline constexpr std::string_view Temperature = "temperature"; ///< where the model refuses it
inline constexpr std::string_view Thinking
    = "thinking"; ///< blocks and signatures of another provider; effort that cannot be mapped
inline constexpr std::string_view TopK = "top_k";
inline constexpr std::string_view TopP = "top_p"; ///< where the model refuses it
inline constexpr std::string_view Truncation = "truncation";
inline constexpr std::string_view User = "user";
inline constexpr std::string_view Verbosity = "verbosity";

} // namespace Belay::Dropped

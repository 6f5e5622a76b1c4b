// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/providers/codec.h"
#include "core/providers/json.h"

namespace Belay {

/// OpenAI wraps errors, some send them flat (Mistral, Cerebras, xAI, Cohere): then there are no choices.
bool saysOpenAiError(const Json &document);
/// The words of others for OpenAI's own finish reasons; one that nobody knows stays.
std::string_view openAiFinishWord(std::string_view reason);
/// Tokens of an answer: xAI leaves reasoning out of completion_tokens, not out of the total.
std::optional<int> openAiOutputTokens(const Json &usage);

/// Chat completions, as OpenAI speaks them and as many others nearly do.
class OpenAiCodec final : public Codec
{
public:
    HttpRequest completion(
        const ProviderKind &kind, const QUrl &baseUrl, const CompletionRequest &request) const override;
    std::unique_ptr<AnswerReader> reader(AnswerForm form) const override;
    Result<std::vector<QString>> readModels(const ProviderKind &kind, const QByteArray &body) const override;
};

} // namespace Belay

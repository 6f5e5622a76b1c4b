// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/providers/codec.h"

namespace Belay {

/// Gemini's generateContent and streamGenerateContent.
class GeminiCodec final : public Codec
{
public:
    HttpRequest completion(
        const ProviderKind &kind, const QUrl &baseUrl, const CompletionRequest &request) const override;
    std::unique_ptr<AnswerReader> reader(AnswerForm form) const override;
    Result<std::vector<QString>> readModels(const ProviderKind &kind, const QByteArray &body) const override;
};

} // namespace Belay

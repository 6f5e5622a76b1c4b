// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/providers/translation/documentdecoder.h"

namespace Belay {

/// Reads answers of Gemini (Gemini API reference, GenerateContentResponse). There is no terminal marker: an
/// answer that has told why it ended is complete when its stream closes.
class GenerateDecoder final : public DocumentDecoder
{
public:
    using DocumentDecoder::DocumentDecoder;

private:
    void takeEvent(const QByteArray &name, const Json &document) override;
    void takeBody(const Json &document) override;
    void takeClose() override;

    void takeChunk(const Json &chunk);
    void takeStart(const Json &chunk);
    void takeCandidate(const Json &candidate);
    void takePart(const Json &part);
    void takeCall(const Json &call);
    void takeUsage(const Json *usage);

    std::string m_id;
    int m_calls = 0;
    bool m_started = false;
    std::string m_reason;
    AnswerUsage m_usage;
    std::optional<int> m_words; // tokens that are not thoughts
    bool m_hasUsage = false;
};

} // namespace Belay

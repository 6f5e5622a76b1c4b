// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/providers/translation/documentdecoder.h"

namespace Belay {

/// Answers of chat completions, as OpenAI and its many likenesses give them.
class ChatDecoder final : public DocumentDecoder
{
public:
    using DocumentDecoder::DocumentDecoder;

protected:
    void takeEvent(const QByteArray &name, const Json &document) override;
    void takeBody(const Json &document) override;
    void takeText(const QByteArray &text) override;
    void takeClose() override;

private:
    /// How a call is told from the others on the wire, and what has come of it.
    struct Call {
        std::optional<int> wireIndex;
        std::string id;
        bool started = false;
        std::string early; ///< arguments that came before the name
    };

    void takeChunk(const Json &chunk);
    void start(const Json &chunk);
    void takeChoice(const Json &choice);
    void takePiece(const Json &piece);
    void takeContent(const Json *content);
    void takeCall(const Json &json);
    void takeFunction(size_t at, const Json &function);
    size_t callAt(const Json &json);
    void takeUsage(const Json *usage);
    void takeFinish(const Json &choice);
    void close();

    bool m_started = false;
    bool m_hasFinish = false;
    std::string m_answerId;
    std::vector<Call> m_calls;
};

} // namespace Belay

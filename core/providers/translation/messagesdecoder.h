// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/providers/translation/documentdecoder.h"

#include <map>

namespace Belay {

/// Reads answers in Anthropic's form (Anthropic API reference, Messages, Streaming).
class MessagesDecoder final : public DocumentDecoder
{
public:
    using DocumentDecoder::DocumentDecoder;

private:
    enum class BlockKind { Other, Text, Thinking, Tool };
    struct Block {
        BlockKind kind = BlockKind::Other;
        int call = 0; ///< index of a tool call
        bool hasArguments = false;
        std::string signature;
    };

    void takeEvent(const QByteArray &name, const Json &document) override;
    void takeBody(const Json &document) override;
    void takeClose() override;

    void takeMessage(const Json &message);
    void takeBlockStart(const Json &event);
    void takeBlockDelta(const Json &event);
    void takeBlockStop(int index);
    void takeStop(const Json &holder);
    void takeUsage(const Json *usage);
    void addText(BlockKind kind, const std::string &text);
    void addArguments(Block &block, std::string text);
    void finish();

    std::map<int, Block> m_blocks; // the open ones, by their index
    int m_calls = 0;
    std::optional<AnswerFinished> m_finished;
    std::string m_refusal;
    std::optional<int> m_freshTokens; // read for the first time: from no cache and to none
    AnswerUsage m_usage;
};

} // namespace Belay

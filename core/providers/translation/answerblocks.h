// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/providers/translation/answerevent.h"
#include "core/providers/translation/argumentstracker.h"

#include <deque>
#include <map>
#include <set>

namespace Belay {

/// A block of an answer in Anthropic's form.
struct AnswerBlock {
    enum class Kind { Text, Thinking, ToolUse };
    Kind kind = Kind::Text;
    std::string id; ///< of a tool call
    std::string name;
    std::string text; ///< words, thoughts or arguments
    std::string seal; ///< of thinking, as it stands in `signature`
};

/// Where blocks go, one after the other: `text` is empty as one opens and comes in pieces.
class BlockSink
{
public:
    virtual void openBlock(const AnswerBlock &block) = 0;
    virtual void addToBlock(const AnswerBlock &block, const std::string &piece) = 0;
    virtual void closeBlock(const AnswerBlock &block) = 0;

protected:
    ~BlockSink() = default;
};

/// Puts the pieces of an answer in a row of blocks, of which one is open at a time. Where the calls of an
/// answer come in turns, the later ones wait until the arguments of the open one have ended.
class AnswerBlocks final
{
public:
    explicit AnswerBlocks(BlockSink &sink)
        : m_sink(sink)
    { }

    void addText(const std::string &text) { add(AnswerBlock::Kind::Text, text); }
    void addThinking(const std::string &text) { add(AnswerBlock::Kind::Thinking, text); }
    void seal(const std::string &seal);
    void startCall(const ToolCallStarted &call);
    void addArguments(const ToolArgumentsDelta &piece);
    /// Nothing follows: what waits is told, and the open block closed.
    void finish();

private:
    struct Waiting {
        AnswerBlock block;
        std::optional<int> call;
    };

    void add(AnswerBlock::Kind kind, const std::string &text);
    void open(Waiting waiting);
    void write(const std::string &piece);
    void close();
    void openWaiting(bool all);
    bool mustWait() const { return m_call && !m_arguments.isComplete(); }

    BlockSink &m_sink;
    std::optional<AnswerBlock> m_open;
    std::optional<int> m_call; // of the open block
    ArgumentsTracker m_arguments;
    std::deque<Waiting> m_waiting;
    std::map<int, size_t>
        m_waitingCalls; // index of a call → its place, counted from the first that ever waited
    size_t m_taken = 0; // how many have left the queue
};

} // namespace Belay

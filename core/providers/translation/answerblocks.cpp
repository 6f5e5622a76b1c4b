// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/translation/answerblocks.h"

namespace Belay {

void AnswerBlocks::add(AnswerBlock::Kind kind, const std::string &text)
{
    if (text.empty())
        return;
    if (mustWait()) {
        const bool joins = !m_waiting.empty() && m_waiting.back().block.kind == kind
            && m_waiting.back().block.seal.empty();
        if (!joins)
            m_waiting.push_back({{kind, {}, {}, {}, {}}, {}});
        m_waiting.back().block.text += text;
        return;
    }
    if (!m_open || m_open->kind != kind || !m_open->seal.empty())
        open({{kind, {}, {}, {}, {}}, {}});
    write(text);
}

void AnswerBlocks::seal(const std::string &seal)
{
    constexpr auto Thinking = AnswerBlock::Kind::Thinking;
    if (mustWait()) {
        const bool joins = !m_waiting.empty() && m_waiting.back().block.kind == Thinking
            && m_waiting.back().block.seal.empty();
        if (!joins)
            m_waiting.push_back({{Thinking, {}, {}, {}, {}}, {}});
        m_waiting.back().block.seal = seal;
        return;
    }
    if (!m_open || m_open->kind != Thinking || !m_open->seal.empty())
        open({{Thinking, {}, {}, {}, {}}, {}});
    m_open->seal = seal;
}

void AnswerBlocks::startCall(const ToolCallStarted &call)
{
    Waiting started {{AnswerBlock::Kind::ToolUse, call.id, call.name, {}, {}}, call.index};
    if (mustWait()) {
        m_waitingCalls[call.index] = m_taken + m_waiting.size();
        m_waiting.push_back(std::move(started));
    } else {
        open(std::move(started));
    }
}

void AnswerBlocks::addArguments(const ToolArgumentsDelta &piece)
{
    if (piece.text.empty())
        return;
    if (m_call == piece.index) {
        write(piece.text);
        if (!mustWait())
            openWaiting(false);
    } else if (const auto found = m_waitingCalls.find(piece.index); found != m_waitingCalls.end()) {
        m_waiting[found->second - m_taken].block.text += piece.text;
    }
}

void AnswerBlocks::finish()
{
    openWaiting(true);
    close();
}

void AnswerBlocks::openWaiting(bool all)
{
    while (!m_waiting.empty() && (all || !mustWait())) {
        Waiting next = std::move(m_waiting.front());
        m_waiting.pop_front();
        ++m_taken;
        if (next.call)
            m_waitingCalls.erase(*next.call);
        open(std::move(next));
    }
}

void AnswerBlocks::open(Waiting waiting)
{
    close();
    const std::string text = std::exchange(waiting.block.text, {});
    m_open = std::move(waiting.block);
    m_call = waiting.call;
    m_arguments = {};
    m_sink.openBlock(*m_open);
    write(text);
}

void AnswerBlocks::write(const std::string &piece)
{
    if (piece.empty())
        return;
    if (m_call)
        m_arguments.feed(piece);
    m_sink.addToBlock(*m_open, piece);
}

void AnswerBlocks::close()
{
    if (m_open)
        m_sink.closeBlock(*m_open);
    m_open.reset();
    m_call.reset();
}

} // namespace Belay

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/providers/translation/dialectface.h"

namespace Belay {

/// Reads the blocks of a client of Anthropic's form into a conversation. The first thing that is wrong is the
/// problem; what no other dialect has is noted in the conversation.
class MessagesBlocks final
{
public:
    explicit MessagesBlocks(Conversation &conversation)
        : m_conversation(conversation)
    { }

    /// `content` is a text or an array of blocks; `where` names it: `messages.3`.
    void read(Role role, Json &content, const std::string &where);
    /// A text or an array of text blocks, joined by line feeds.
    std::string readText(Json &content, const std::string &where);
    void noteCacheControl(const Json &holder);
    void refuse(std::string param, std::string message);
    const std::optional<RequestProblem> &problem() const { return m_problem; }

private:
    using Attachment = std::variant<TextPart, ImagePart, FilePart>;

    void readBlock(Role role, Json &block, const std::string &where);
    void readUserBlock(const std::string &type, Json &block, const std::string &where);
    void readAssistantBlock(const std::string &type, Json &block, const std::string &where);
    void readToolResult(Json &block, const std::string &where);
    void readAttachments(Json &content, const std::string &where, std::vector<Attachment> &to);
    void readAttachment(
        const std::string &type, Json &block, const std::string &where, std::vector<Attachment> &to);
    void readImage(Json &block, const std::string &where, std::vector<Attachment> &to);
    void readDocument(Json &block, const std::string &where, std::vector<Attachment> &to);
    void need(const std::string &what) { addOnce(m_conversation.needed, what); }

    Conversation &m_conversation;
    std::optional<RequestProblem> m_problem;
};

/// Moves the text of a member out of its object; empty where there is none.
std::string takeText(Json &object, const char *name);

} // namespace Belay

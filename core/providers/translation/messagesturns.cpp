// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/translation/messagesturns.h"

#include "core/providers/translation/dropped.h"

#include <QUrl>

#include <algorithm>

namespace Belay {

namespace {

// A request without any of the user's words is refused.
constexpr auto Opening = "(start)";

bool isBlank(std::string_view text)
{
    return text.find_first_not_of(" \t\r\n\f\v") == std::string_view::npos;
}

/// Anthropic takes letters, digits, `_` and `-`; others have dots and colons in their ids.
std::string plainId(std::string_view id)
{
    static constexpr char Hex[] = "0123456789abcdef";
    std::string plain;
    for (const char c : id) {
        const bool isPlain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
            || c == '_' || c == '-';
        if (isPlain)
            plain += c;
        else
            plain.append({'_', Hex[(c >> 4) & 15], Hex[c & 15]});
    }
    return plain;
}

bool isPdf(const std::string &url)
{
    return QUrl(QString::fromStdString(url)).path().endsWith(u".pdf", Qt::CaseInsensitive);
}

Json urlSource(const std::string &url)
{
    return {{"type", "url"}, {"url", url}};
}

Json dataSource(const std::string &mediaType, const std::string &data)
{
    return {{"type", "base64"}, {"media_type", mediaType}, {"data", data}};
}

// The results of tools come first in the message that answers the calls.
void putResultsFirst(Json &content)
{
    if (!content.is_array())
        return;
    Json::array_t &blocks = content.get_ref<Json::array_t &>();
    std::stable_partition(blocks.begin(), blocks.end(),
        [](const Json &block) { return utf8Of(member(block, "type")) == "tool_result"; });
}

class Turns final
{
public:
    Turns(const Conversation &conversation, const ClaudeModel &model, WrittenRequest &written)
        : m_conversation(conversation)
        , m_model(model)
        , m_written(written)
    { }

    Json write();

private:
    void add(const Message &message);
    void write(Json &blocks, const TextPart &part) { writeText(blocks, part.text); }
    void write(Json &blocks, const RefusalPart &part) { writeText(blocks, part.text); }
    void write(Json &blocks, const ImagePart &part);
    void write(Json &blocks, const FilePart &part);
    void write(Json &blocks, const AudioPart &part);
    void write(Json &blocks, const ToolCallPart &part);
    void write(Json &blocks, const ToolResultPart &part);
    void write(Json &blocks, const ReasoningPart &part);
    static void writeText(Json &blocks, const std::string &text);
    void endWithTheUser();

    const Conversation &m_conversation;
    const ClaudeModel &m_model;
    WrittenRequest &m_written;
    Json m_turns = Json::array();
};

Json Turns::write()
{
    for (const Message &message : m_conversation.messages)
        add(message);
    if (m_turns.empty() || m_turns.front()["role"] != "user")
        m_turns.insert(m_turns.begin(), Json {{"role", "user"}, {"content", Opening}});
    endWithTheUser();
    for (Json &turn : m_turns) {
        Json &content = turn["content"];
        putResultsFirst(content);
        if (content.is_array() && content.size() == 1 && content.front()["type"] == "text")
            content = Json(std::move(content.front()["text"]));
    }
    return std::move(m_turns);
}

void Turns::add(const Message &message)
{
    Json blocks = Json::array();
    for (const MessagePart &part : message.parts)
        std::visit([&](const auto &one) { write(blocks, one); }, part);
    if (blocks.empty())
        return;
    const char *role = message.role == Role::User ? "user" : "assistant";
    if (m_turns.empty() || m_turns.back()["role"] != role) {
        m_turns.push_back({{"role", role}, {"content", std::move(blocks)}});
        return;
    }
    for (Json &block : blocks)
        m_turns.back()["content"].push_back(std::move(block));
}

void Turns::writeText(Json &blocks, const std::string &text)
{
    if (!isBlank(text))
        blocks.push_back({{"type", "text"}, {"text", text}});
}

void Turns::write(Json &blocks, const ImagePart &part)
{
    if (part.mediaType == "application/pdf" || (!part.url.empty() && isPdf(part.url)))
        return write(blocks, FilePart {part.mediaType, part.data, part.url, {}});
    constexpr std::string_view Known[] = {"image/jpeg", "image/png", "image/gif", "image/webp"};
    if (part.url.empty() && std::find(std::begin(Known), std::end(Known), part.mediaType) == std::end(Known))
        return addOnce(m_written.needed, "images");
    blocks.push_back({{"type", "image"},
        {"source", part.url.empty() ? dataSource(part.mediaType, part.data) : urlSource(part.url)}});
}

void Turns::write(Json &blocks, const FilePart &part)
{
    Json source;
    if (!part.url.empty()) {
        source = urlSource(part.url);
    } else if (part.mediaType == "application/pdf") {
        source = dataSource(part.mediaType, part.data);
    } else if (part.mediaType.starts_with("text/")) {
        const QByteArray text = QByteArray::fromBase64(QByteArray::fromStdString(part.data));
        source = {{"type", "text"}, {"media_type", "text/plain"}, {"data", text.toStdString()}};
    } else {
        return addOnce(m_written.needed, "files");
    }
    Json block {{"type", "document"}, {"source", std::move(source)}};
    if (!part.name.empty())
        block["title"] = part.name;
    blocks.push_back(std::move(block));
}

void Turns::write(Json &, const AudioPart &)
{
    addOnce(m_written.needed, "audio");
}

void Turns::write(Json &blocks, const ToolCallPart &part)
{
    std::optional<Json> input = parseJson(part.arguments);
    if (!input || !input->is_object())
        input = Json::object();
    blocks.push_back(
        {{"type", "tool_use"}, {"id", plainId(part.id)}, {"name", part.name}, {"input", std::move(*input)}});
}

void Turns::write(Json &blocks, const ToolResultPart &part)
{
    Json content = Json::array();
    for (const auto &piece : part.content)
        std::visit([&](const auto &one) { write(content, one); }, piece);
    Json block {{"type", "tool_result"}, {"tool_use_id", plainId(part.callId)}};
    if (content.size() == 1 && content.front()["type"] == "text")
        block["content"] = Json(std::move(content.front()["text"]));
    else if (!content.empty())
        block["content"] = std::move(content);
    if (part.isError)
        block["is_error"] = true;
    blocks.push_back(std::move(block));
}

void Turns::write(Json &blocks, const ReasoningPart &part)
{
    if (part.signer != Dialect::Anthropic || part.signature.empty())
        return addOnce(m_written.dropped, Dropped::Thinking);
    if (part.redacted)
        blocks.push_back({{"type", "redacted_thinking"}, {"data", part.signature}});
    else
        blocks.push_back({{"type", "thinking"}, {"thinking", part.text}, {"signature", part.signature}});
}

void Turns::endWithTheUser()
{
    if (m_turns.back()["role"] != "assistant")
        return;
    if (!m_model.takesPrefill())
        return addOnce(m_written.needed, "messages");
    // Blanks at the end of the words to go on from are refused.
    Json &last = m_turns.back()["content"].back();
    if (last["type"] != "text")
        return;
    std::string &text = last["text"].get_ref<std::string &>();
    text.erase(text.find_last_not_of(" \t\r\n") + 1);
}

} // namespace

Json writeMessagesTurns(const Conversation &conversation, const ClaudeModel &model, WrittenRequest &written)
{
    return Turns(conversation, model, written).write();
}

} // namespace Belay

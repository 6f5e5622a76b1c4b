// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/translation/chatmessagewriter.h"

#include "core/providers/translation/dropped.h"
#include "core/providers/translation/targetneeds.h"

#include <QCryptographicHash>

namespace Belay {

namespace {

/// Mistral takes no other ids (its API: nine letters or digits); the same id becomes the same one everywhere
/// in a request.
std::string shortId(const std::string &id)
{
    constexpr size_t Length = 9;
    const auto isAlphanumeric
        = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    if (id.size() == Length && std::all_of(id.begin(), id.end(), isAlphanumeric))
        return id;
    return QCryptographicHash::hash(QByteArrayView(id), QCryptographicHash::Sha256)
        .toHex()
        .left(Length)
        .toStdString();
}

std::string dataUri(const std::string &mediaType, const std::string &data)
{
    std::string uri;
    uri.reserve(mediaType.size() + data.size() + 16);
    return uri.append("data:").append(mediaType).append(";base64,").append(data);
}

Json textPart(std::string text)
{
    return {{"type", "text"}, {"text", std::move(text)}};
}

class ChatMessageWriter final
{
public:
    ChatMessageWriter(const TargetTraits &target, WrittenRequest &written)
        : m_target(target)
        , m_quirks(chatQuirks(target.kind))
        , m_written(written)
    { }

    Json write(const Conversation &request)
    {
        if (!request.system.empty())
            m_messages.push_back({{"role", "system"}, {"content", request.system}});
        for (const Message &message : request.messages) {
            if (message.role == Role::User)
                writeUser(message);
            else
                writeAssistant(message);
        }
        const bool prefills = !request.messages.empty() && request.messages.back().role == Role::Assistant;
        if (prefills && m_target.kind == ProviderKindId::Mistral && !m_messages.empty())
            m_messages.back()["prefix"] = true;
        return std::move(m_messages);
    }

private:
    void need(std::string_view name) { addOnce(m_written.needed, name); }
    std::string callId(const std::string &id) const { return m_quirks.shortCallIds ? shortId(id) : id; }

    /// Results first, each a message of its own; the pictures in them move to the user's own words.
    void writeUser(const Message &message)
    {
        Json parts = Json::array();
        for (const MessagePart &part : message.parts) {
            if (const auto *result = std::get_if<ToolResultPart>(&part))
                writeResult(*result, parts);
        }
        for (const MessagePart &part : message.parts)
            writeUserPart(part, parts);
        if (!parts.empty())
            m_messages.push_back({{"role", "user"}, {"content", contentOf(std::move(parts))}});
    }

    void writeResult(const ToolResultPart &result, Json &parts)
    {
        std::string text = result.isError ? "Error: " : "";
        bool first = true;
        for (const auto &piece : result.content) {
            if (const auto *words = std::get_if<TextPart>(&piece))
                text += (std::exchange(first, false) ? "" : "\n") + words->text;
            else if (const auto *image = std::get_if<ImagePart>(&piece))
                writeImage(*image, parts);
            else if (const auto *file = std::get_if<FilePart>(&piece))
                writeFile(*file, parts);
        }
        m_messages.push_back(
            {{"role", "tool"}, {"tool_call_id", callId(result.callId)}, {"content", std::move(text)}});
    }

    void writeUserPart(const MessagePart &part, Json &parts)
    {
        if (const auto *text = std::get_if<TextPart>(&part))
            parts.push_back(textPart(text->text));
        else if (const auto *image = std::get_if<ImagePart>(&part))
            writeImage(*image, parts);
        else if (const auto *file = std::get_if<FilePart>(&part))
            writeFile(*file, parts);
        else if (const auto *audio = std::get_if<AudioPart>(&part))
            writeAudio(*audio, parts);
    }

    void writeImage(const ImagePart &image, Json &parts)
    {
        const bool lacks = isKnown(m_target.info) && !m_target.info.capabilities.images;
        if (lacks || (image.data.empty() && !m_quirks.imageAddresses)) {
            need("images");
            return;
        }
        Json inner;
        inner["url"] = image.data.empty() ? image.url : dataUri(image.mediaType, image.data);
        if (!image.detail.empty())
            inner["detail"] = image.detail;
        Json part {{"type", "image_url"}};
        part["image_url"] = std::move(inner);
        parts.push_back(std::move(part));
    }

    void writeFile(const FilePart &file, Json &parts)
    {
        if (file.mediaType.starts_with("text/") && !file.data.empty()) {
            parts.push_back(
                textPart(QByteArray::fromBase64(QByteArray::fromStdString(file.data)).toStdString()));
            return;
        }
        if (!m_quirks.files || file.data.empty()) {
            need("files");
            return;
        }
        Json inner;
        inner["filename"] = file.name.empty() ? "document.pdf" : file.name;
        inner["file_data"] = dataUri(file.mediaType, file.data);
        Json part {{"type", "file"}};
        part["file"] = std::move(inner);
        parts.push_back(std::move(part));
    }

    void writeAudio(const AudioPart &audio, Json &parts)
    {
        const bool hears = m_target.model.find("audio") != std::string::npos;
        if (isKnown(m_target.info) && !hears) {
            need("audio");
            return;
        }
        Json part {{"type", "input_audio"}};
        part["input_audio"] = {{"data", audio.data}, {"format", audio.format}};
        parts.push_back(std::move(part));
    }

    void writeAssistant(const Message &message)
    {
        Json texts = Json::array();
        Json calls = Json::array();
        std::string refusal;
        for (const MessagePart &part : message.parts) {
            if (const auto *text = std::get_if<TextPart>(&part))
                texts.push_back(textPart(text->text));
            else if (const auto *refused = std::get_if<RefusalPart>(&part))
                refusal += refused->text;
            else if (const auto *call = std::get_if<ToolCallPart>(&part))
                calls.push_back(callOf(*call));
            else if (std::holds_alternative<ReasoningPart>(part))
                addOnce(m_written.dropped, Dropped::Thinking);
        }
        if (!refusal.empty() && !isOpenAi(m_target.kind))
            texts.push_back(textPart(std::exchange(refusal, {})));
        if (texts.empty() && calls.empty() && refusal.empty())
            return;
        Json written {{"role", "assistant"}};
        written["content"] = texts.empty() ? Json() : contentOf(std::move(texts));
        if (!refusal.empty())
            written["refusal"] = std::move(refusal);
        if (!calls.empty())
            written["tool_calls"] = std::move(calls);
        m_messages.push_back(std::move(written));
    }

    Json callOf(const ToolCallPart &call) const
    {
        return {{"id", callId(call.id)}, {"type", "function"},
            {"function", {{"name", call.name}, {"arguments", call.arguments}}}};
    }

    /// One text alone is a string: everybody takes that.
    Json contentOf(Json parts) const
    {
        const bool onlyText = std::all_of(
            parts.begin(), parts.end(), [](const Json &part) { return member(part, "text") != nullptr; });
        if (!onlyText || (parts.size() > 1 && m_quirks.textInParts))
            return parts;
        std::string text;
        for (Json &part : parts)
            text += (text.empty() ? "" : "\n") + part["text"].get_ref<std::string &>();
        return text;
    }

    const TargetTraits &m_target;
    ChatQuirks m_quirks;
    WrittenRequest &m_written;
    Json m_messages = Json::array();
};

} // namespace

Json writeChatMessages(const Conversation &request, const TargetTraits &target, WrittenRequest &written)
{
    return ChatMessageWriter(target, written).write(request);
}

} // namespace Belay

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/translation/generateturns.h"

#include "core/providers/translation/dropped.h"

#include <QUrl>

#include <unordered_map>

namespace Belay {

namespace {

// A request that does not begin with the user is refused.
constexpr auto Opening = "(start)";
// What Google's documentation names for calls that another model made and that nobody signed.
constexpr auto Unsigned = "skip_thought_signature_validator";

std::string mediaTypeOf(const std::string &url, const char *otherwise)
{
    constexpr std::pair<const char *, const char *> Known[]
        = {{".png", "image/png"}, {".gif", "image/gif"}, {".webp", "image/webp"}, {".jpg", "image/jpeg"},
            {".jpeg", "image/jpeg"}, {".pdf", "application/pdf"}, {".txt", "text/plain"}};
    const QString path = QUrl(QString::fromStdString(url)).path();
    for (const auto &[ending, type] : Known) {
        if (path.endsWith(QLatin1StringView(ending), Qt::CaseInsensitive))
            return type;
    }
    return otherwise;
}

Json inlineData(const std::string &mediaType, const std::string &data)
{
    return {{"inlineData", {{"mimeType", mediaType}, {"data", data}}}};
}

Json fileData(const std::string &mediaType, const std::string &url)
{
    return {{"fileData", {{"mimeType", mediaType}, {"fileUri", url}}}};
}

class Turns final
{
public:
    Turns(const Conversation &conversation, const GeminiModel &model, WrittenRequest &written)
        : m_conversation(conversation)
        , m_model(model)
        , m_written(written)
    { }

    Json write();

private:
    void add(const Message &message);
    void write(Json &parts, const TextPart &part) { writeText(parts, part.text); }
    void write(Json &parts, const RefusalPart &part) { writeText(parts, part.text); }
    void write(Json &parts, const ImagePart &part);
    void write(Json &parts, const FilePart &part);
    void write(Json &parts, const AudioPart &part);
    void write(Json &parts, const ToolCallPart &part);
    void write(Json &parts, const ToolResultPart &part);
    void write(Json &parts, const ReasoningPart &part);
    static void writeText(Json &parts, const std::string &text);

    const Conversation &m_conversation;
    const GeminiModel &m_model;
    WrittenRequest &m_written;
    Json m_turns = Json::array();
    std::unordered_map<std::string, std::string> m_names; // of the tools called so far, by the call's id
    std::string m_signature; // of the call that comes next
    bool m_hasCall = false; // in the message that is being written
};

Json Turns::write()
{
    for (const Message &message : m_conversation.messages)
        add(message);
    if (m_turns.empty() || m_turns.front()["role"] != "user") {
        Json opening {{"role", "user"}, {"parts", Json::array({Json {{"text", Opening}}})}};
        m_turns.insert(m_turns.begin(), std::move(opening));
    }
    return std::move(m_turns);
}

// The results of tools come first in the message that answers the calls.
void Turns::add(const Message &message)
{
    Json parts = Json::array();
    m_hasCall = false;
    m_signature.clear();
    for (const bool results : {true, false}) {
        for (const MessagePart &part : message.parts) {
            if (std::holds_alternative<ToolResultPart>(part) == results)
                std::visit([&](const auto &one) { write(parts, one); }, part);
        }
    }
    if (parts.empty())
        return;
    const char *role = message.role == Role::User ? "user" : "model";
    if (m_turns.empty() || m_turns.back()["role"] != role) {
        m_turns.push_back({{"role", role}, {"parts", std::move(parts)}});
        return;
    }
    for (Json &part : parts)
        m_turns.back()["parts"].push_back(std::move(part));
}

void Turns::writeText(Json &parts, const std::string &text)
{
    if (!text.empty())
        parts.push_back(Json {{"text", text}});
}

void Turns::write(Json &parts, const ImagePart &part)
{
    if (part.url.empty())
        parts.push_back(inlineData(part.mediaType, part.data));
    else
        parts.push_back(fileData(mediaTypeOf(part.url, "image/jpeg"), part.url));
}

void Turns::write(Json &parts, const FilePart &part)
{
    if (!part.url.empty())
        parts.push_back(fileData(mediaTypeOf(part.url, "application/pdf"), part.url));
    else if (part.mediaType == "application/pdf" || part.mediaType.starts_with("text/"))
        parts.push_back(inlineData(part.mediaType, part.data));
    else
        addOnce(m_written.needed, "files");
}

void Turns::write(Json &parts, const AudioPart &part)
{
    if (part.format == "wav" || part.format == "mp3")
        parts.push_back(inlineData("audio/" + part.format, part.data));
    else
        addOnce(m_written.needed, "audio");
}

// Of calls made at once the first one is signed.
void Turns::write(Json &parts, const ToolCallPart &part)
{
    m_names[part.id] = part.name;
    std::optional<Json> arguments = parseJson(part.arguments);
    if (!arguments || !arguments->is_object())
        arguments = Json::object();
    Json call {{"name", part.name}, {"args", std::move(*arguments)}, {"id", part.id}};
    Json written = Json::object();
    written["functionCall"] = std::move(call);
    if (!m_signature.empty())
        written["thoughtSignature"] = std::exchange(m_signature, {});
    else if (m_model.wantsSignatures() && !m_hasCall)
        written["thoughtSignature"] = Unsigned;
    m_hasCall = true;
    parts.push_back(std::move(written));
}

// Gemini wants the name of the tool, which only the call has told.
void Turns::write(Json &parts, const ToolResultPart &part)
{
    std::string text;
    Json attachments = Json::array();
    for (const auto &piece : part.content) {
        if (const auto *words = std::get_if<TextPart>(&piece))
            text.append(text.empty() ? "" : "\n").append(words->text);
        else if (const auto *image = std::get_if<ImagePart>(&piece))
            write(attachments, *image);
        else if (const auto *file = std::get_if<FilePart>(&piece))
            write(attachments, *file);
    }
    if (const auto called = m_names.find(part.callId); called != m_names.end()) {
        Json response = Json::object();
        response[part.isError ? "error" : "output"] = std::move(text);
        Json written = Json::object();
        written["functionResponse"]
            = {{"name", called->second}, {"response", std::move(response)}, {"id", part.callId}};
        parts.push_back(std::move(written));
    } else {
        writeText(parts, text);
    }
    for (Json &attachment : attachments)
        parts.push_back(std::move(attachment));
}

void Turns::write(Json &, const ReasoningPart &part)
{
    if (part.signer == Dialect::Gemini && !part.signature.empty())
        m_signature = part.signature;
    else
        addOnce(m_written.dropped, Dropped::Thinking);
}

} // namespace

Json writeGenerateTurns(const Conversation &conversation, const GeminiModel &model, WrittenRequest &written)
{
    return Turns(conversation, model, written).write();
}

} // namespace Belay

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulator/heard.h"
#include "core/simulator/voice.h"

namespace Belay {

// How each dialect says the same things, by the API references of OpenAI, Anthropic and Gemini.

namespace {

/// Arguments that a dialect carries as a text of JSON.
ConfigJson parsed(const QString &text)
{
    const std::string utf8 = text.toStdString();
    ConfigJson json = ConfigJson::parse(utf8, nullptr, false);
    return json.is_discarded() ? ConfigJson(utf8) : json;
}

QString urlOf(const ConfigJson *image)
{
    if (!image)
        return {};
    return image->is_object() ? textAt(*image, "url") : heardText(image);
}

void hearParts(const QString &role, const ConfigJson *content, Heard &heard)
{
    if (!content)
        return;
    if (!content->is_array()) {
        heard.say(role, heardText(content));
        return;
    }
    for (const ConfigJson &part : *content) {
        if (const ConfigJson *image = heardMember(part, "image_url"))
            heard.image(urlOf(image));
        else if (heardMember(part, "text"))
            heard.say(role, heardText(heardMember(part, "text")));
        else if (part.is_object())
            heard.lines << QString(u"part: " + textAt(part, "type"));
    }
}

void hearFunction(const ConfigJson &function, const char *schema, Heard &heard)
{
    heard.tool(textAt(function, "name"), heardMember(function, schema));
}

void hearSource(const ConfigJson &block, Heard &heard)
{
    const ConfigJson *source = heardMember(block, "source");
    if (!source)
        return;
    if (heardMember(*source, "url"))
        heard.image(textAt(*source, "url"));
    else
        heard.image(textAt(*source, "media_type"), textAt(*source, "data").size());
}

void hearBlock(const QString &role, const ConfigJson &block, Heard &heard)
{
    const QString type = block.is_object() ? textAt(block, "type") : QString();
    if (type == u"text") {
        heard.say(role, textAt(block, "text"));
    } else if (type == u"image" || type == u"document") {
        hearSource(block, heard);
    } else if (type == u"tool_use") {
        const ConfigJson *input = heardMember(block, "input");
        heard.call(textAt(block, "name"), input ? *input : ConfigJson::object());
    } else if (type == u"tool_result") {
        heard.result(heardText(heardMember(block, "content")));
    } else {
        heard.lines << QString(u"block: " + type);
    }
}

void hearPart(const QString &role, const ConfigJson &part, Heard &heard)
{
    if (const ConfigJson *call = heardMember(part, "functionCall")) {
        const ConfigJson *args = heardMember(*call, "args");
        heard.call(textAt(*call, "name"), args ? *args : ConfigJson::object());
    } else if (const ConfigJson *answer = heardMember(part, "functionResponse")) {
        const ConfigJson *response = heardMember(*answer, "response");
        const ConfigJson *output = response ? heardMember(*response, "output") : nullptr;
        heard.result(output ? heardText(output)
                : response  ? QString::fromUtf8(bytesOf(*response))
                            : QString());
    } else if (const ConfigJson *data = heardMember(part, "inlineData")) {
        heard.image(textAt(*data, "mimeType"), textAt(*data, "data").size());
    } else if (const ConfigJson *file = heardMember(part, "fileData")) {
        heard.image(textAt(*file, "fileUri"));
    } else if (heardMember(part, "text")) {
        heard.say(role, textAt(part, "text"));
    }
}

} // namespace

void hearChat(const ConfigJson &request, Heard &heard)
{
    for (const ConfigJson &message : heardList(request, "messages")) {
        if (!message.is_object())
            continue;
        const QString role = textAt(message, "role");
        if (role == u"tool")
            heard.result(heardText(heardMember(message, "content")));
        else
            hearParts(role, heardMember(message, "content"), heard);
        for (const ConfigJson &call : heardList(message, "tool_calls")) {
            if (const ConfigJson *function = heardMember(call, "function"))
                heard.call(textAt(*function, "name"), parsed(textAt(*function, "arguments")));
        }
    }
    for (const ConfigJson &tool : heardList(request, "tools")) {
        if (const ConfigJson *function = heardMember(tool, "function"))
            hearFunction(*function, "parameters", heard);
    }
    const ConfigJson *format = heardMember(request, "response_format");
    const QString form = format && format->is_object() ? textAt(*format, "type") : QString();
    if (form == u"json_object")
        heard.asksForSchema(nullptr);
    else if (const ConfigJson *named = format ? heardMember(*format, "json_schema") : nullptr)
        heard.asksForSchema(heardMember(*named, "schema"));
    heard.setting("stop", heardMember(request, "stop"));
    heard.finish();
}

void hearResponses(const ConfigJson &request, Heard &heard)
{
    if (heardMember(request, "instructions"))
        heard.say(QStringLiteral("system"), textAt(request, "instructions"));
    const ConfigJson *input = heardMember(request, "input");
    if (input && input->is_string())
        heard.say(QStringLiteral("user"), heardText(input));
    for (const ConfigJson &item : heardList(request, "input")) {
        if (!item.is_object())
            continue;
        const QString type = textAt(item, "type");
        if (type == u"function_call")
            heard.call(textAt(item, "name"), parsed(textAt(item, "arguments")));
        else if (type == u"function_call_output")
            heard.result(heardText(heardMember(item, "output")));
        else if (heardMember(item, "role"))
            hearParts(textAt(item, "role"), heardMember(item, "content"), heard);
    }
    for (const ConfigJson &tool : heardList(request, "tools")) {
        if (tool.is_object() && textAt(tool, "type") == u"function")
            hearFunction(tool, "parameters", heard);
    }
    const ConfigJson *text = heardMember(request, "text");
    const ConfigJson *format = text ? heardMember(*text, "format") : nullptr;
    if (format && format->is_object() && textAt(*format, "type") != u"text")
        heard.asksForSchema(heardMember(*format, "schema"));
    heard.finish();
}

void hearAnthropic(const ConfigJson &request, Heard &heard)
{
    const ConfigJson *system = heardMember(request, "system");
    if (system && system->is_string())
        heard.say(QStringLiteral("system"), heardText(system));
    for (const ConfigJson &block : heardList(request, "system"))
        hearBlock(QStringLiteral("system"), block, heard);
    for (const ConfigJson &message : heardList(request, "messages")) {
        if (!message.is_object())
            continue;
        const QString role = textAt(message, "role");
        const ConfigJson *content = heardMember(message, "content");
        if (content && content->is_string())
            heard.say(role, heardText(content));
        for (const ConfigJson &block : heardList(message, "content"))
            hearBlock(role, block, heard);
    }
    for (const ConfigJson &tool : heardList(request, "tools")) {
        if (tool.is_object())
            hearFunction(tool, "input_schema", heard);
    }
    const ConfigJson *config = heardMember(request, "output_config");
    const ConfigJson *format = config ? heardMember(*config, "format") : nullptr;
    if (format)
        heard.asksForSchema(heardMember(*format, "schema"));
    heard.setting("stop", heardMember(request, "stop_sequences"));
    heard.finish();
}

void hearGemini(const ConfigJson &request, Heard &heard)
{
    if (const ConfigJson *system = heardMember(request, "systemInstruction")) {
        for (const ConfigJson &part : heardList(*system, "parts"))
            hearPart(QStringLiteral("system"), part, heard);
    }
    for (const ConfigJson &content : heardList(request, "contents")) {
        const ConfigJson *role = heardMember(content, "role");
        for (const ConfigJson &part : heardList(content, "parts"))
            hearPart(role ? heardText(role) : QStringLiteral("user"), part, heard);
    }
    for (const ConfigJson &tool : heardList(request, "tools")) {
        for (const ConfigJson &function : heardList(tool, "functionDeclarations")) {
            if (function.is_object()) {
                const bool isJsonSchema = heardMember(function, "parametersJsonSchema") != nullptr;
                hearFunction(function, isJsonSchema ? "parametersJsonSchema" : "parameters", heard);
            }
        }
    }
    if (const ConfigJson *config = heardMember(request, "generationConfig")) {
        if (config->is_object() && textAt(*config, "responseMimeType") == u"application/json") {
            const ConfigJson *schema = heardMember(*config, "responseJsonSchema");
            heard.asksForSchema(schema ? schema : heardMember(*config, "responseSchema"));
        }
        heard.setting("stop", heardMember(*config, "stopSequences"));
    }
    heard.finish();
}

} // namespace Belay

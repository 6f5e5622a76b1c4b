// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/translation/openairequest.h"

#include "core/providers/translation/dropped.h"

#include <algorithm>

namespace Belay {

namespace {

struct DataUri {
    std::string mediaType;
    std::string data;
};

/// What follows the comma stays where it is: it may be large.
std::optional<DataUri> takeDataUri(std::string &text)
{
    const std::string_view uri = text;
    constexpr std::string_view Scheme = "data:";
    constexpr std::string_view Encoding = ";base64";
    const size_t comma = uri.find(',');
    if (!uri.starts_with(Scheme) || comma == std::string_view::npos)
        return {};
    std::string_view head = uri.substr(Scheme.size(), comma - Scheme.size());
    if (!head.ends_with(Encoding))
        return {};
    head.remove_suffix(Encoding.size());
    DataUri result {std::string(head.substr(0, head.find(';'))), {}};
    text.erase(0, comma + 1);
    result.data = std::move(text);
    return result;
}

std::string lowered(std::string_view text)
{
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(),
        [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return result;
}

bool namesPdf(const std::string &address)
{
    return lowered(std::string_view(address).substr(0, address.find_first_of("?#"))).ends_with(".pdf");
}

bool isWebAddress(const std::string &address)
{
    const std::string head = lowered(std::string_view(address).substr(0, 8));
    return head.starts_with("http://") || head.starts_with("https://");
}

} // namespace

void readCommonFields(RequestFields &fields, Conversation &request)
{
    request.model = fields.text("model");
    request.stream = fields.flag("stream");
    request.temperature = fields.number("temperature", 0, 2);
    request.topP = fields.number("top_p", 0, 1);
    request.topK = fields.whole("top_k", 0, 1'000'000);
    request.parallelToolCalls = fields.flagOrNothing("parallel_tool_calls");
    request.user = fields.text("safety_identifier");
    const std::string user = fields.text("user");
    if (request.user.empty())
        request.user = user;
    else if (!user.empty())
        addOnce(request.droppable, Dropped::User);
    request.serviceTier = fields.text("service_tier");
    if (fields.isSet("metadata"))
        addOnce(request.droppable, Dropped::Metadata);
    if (fields.flag("store"))
        addOnce(request.droppable, Dropped::Store);
    for (const char *name : {"prompt_cache_key", "prompt_cache_retention", "prompt_cache_options"}) {
        if (fields.isSet(name))
            addOnce(request.droppable, Dropped::PromptCacheKey);
    }
}

void readImage(std::string address, const std::string &detail, RequestFields &fields, const char *field,
    std::vector<MessagePart> &parts)
{
    if (std::optional<DataUri> uri = takeDataUri(address)) {
        if (uri->mediaType == "application/pdf")
            parts.push_back(FilePart {std::move(uri->mediaType), std::move(uri->data), {}, {}});
        else
            parts.push_back(ImagePart {std::move(uri->mediaType), std::move(uri->data), {}, detail});
    } else if (!isWebAddress(address)) {
        fields.refuse(field, "Expected an http(s) address or a data URI in base64.");
    } else if (namesPdf(address)) {
        parts.push_back(FilePart {"application/pdf", {}, std::move(address), {}});
    } else {
        parts.push_back(ImagePart {{}, {}, std::move(address), detail});
    }
}

FilePart fileFrom(std::string data, const std::string &name)
{
    if (std::optional<DataUri> uri = takeDataUri(data))
        return {std::move(uri->mediaType), std::move(uri->data), {}, name};
    const std::string lowerName = lowered(name);
    const bool isText = lowerName.ends_with(".txt") || lowerName.ends_with(".md");
    return {isText ? "text/plain" : "application/pdf", std::move(data), {}, name};
}

std::string readArguments(RequestFields &fields, const char *field)
{
    std::string arguments = fields.text(field);
    if (arguments.empty())
        return "{}";
    const std::optional<Json> value = parseJson(arguments);
    if (!value || !value->is_object())
        fields.refuse(field, "Expected the text of a JSON object.");
    return arguments;
}

ToolDefinition readFunction(RequestFields &fields)
{
    ToolDefinition tool;
    tool.name = fields.requiredText("name");
    tool.description = fields.text("description");
    Json *parameters = fields.object("parameters");
    tool.parameters
        = parameters ? std::move(*parameters) : Json {{"type", "object"}, {"properties", Json::object()}};
    tool.strict = fields.flag("strict");
    return tool;
}

std::optional<ToolChoice> toolChoiceOf(std::string_view word)
{
    if (word == "auto")
        return ToolChoice {ToolChoiceKind::Auto, {}};
    if (word == "none")
        return ToolChoice {ToolChoiceKind::None, {}};
    if (word == "required" || word == "any")
        return ToolChoice {ToolChoiceKind::Required, {}};
    return {};
}

JsonSchemaFormat readSchema(RequestFields &fields, std::string field)
{
    JsonSchemaFormat format;
    format.name = fields.text("name");
    format.strict = fields.flag("strict");
    format.field = std::move(field);
    if (Json *schema = fields.object("schema"))
        format.schema = std::move(*schema);
    else
        fields.refuse("schema", "Expected an object: the schema of the answer.");
    return format;
}

void readEffort(RequestFields &fields, const char *field, Conversation &request)
{
    const std::string word = fields.text(field);
    if (word.empty() || word == "default" || word == "auto")
        return;
    request.effort = enumFromString<Effort>(QString::fromStdString(word));
    if (!request.effort)
        fields.refuse(field, "Expected one of none, minimal, low, medium, high, xhigh, max.");
}

void restrictTools(RequestFields &allowed, Conversation &request)
{
    request.toolChoice = toolChoiceOf(allowed.text("mode"));
    const Json *tools = allowed.array("tools");
    if (!tools)
        return;
    std::vector<std::string> names;
    for (const Json &tool : *tools) {
        const Json *nested = member(tool, {"function", "name"});
        names.push_back(utf8Of(nested ? nested : member(tool, "name")));
    }
    std::erase_if(request.tools, [&](const ToolDefinition &tool) {
        return std::find(names.begin(), names.end(), tool.name) == names.end();
    });
}

} // namespace Belay

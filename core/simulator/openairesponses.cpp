// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulator/openaifaces.h"

namespace Belay {

namespace {

std::string idOf(const char *prefix, const CompletionAsked &asked, qsizetype index = 0)
{
    return prefix + std::to_string(asked.number) + 'x' + std::to_string(index);
}

ConfigJson reasoningItem(const CompletionAsked &asked, const QString &text)
{
    ConfigJson item {{"id", idOf("rs_sim", asked)}, {"type", "reasoning"}, {"summary", ConfigJson::array()}};
    if (!text.isEmpty())
        item["summary"].push_back({{"type", "summary_text"}, {"text", text.toStdString()}});
    return item;
}

ConfigJson textPart(const QString &text)
{
    return {{"type", "output_text"}, {"annotations", ConfigJson::array()}, {"logprobs", ConfigJson::array()},
        {"text", text.toStdString()}};
}

ConfigJson messageItem(const CompletionAsked &asked, const char *status)
{
    return {{"id", idOf("msg_sim", asked)}, {"type", "message"}, {"status", status},
        {"content", ConfigJson::array()}, {"role", "assistant"}};
}

ConfigJson callItem(const CompletionAsked &asked, const Reply::Call &call, qsizetype index, bool isDone)
{
    return {{"id", idOf("fc_sim", asked, index)}, {"type", "function_call"},
        {"status", isDone ? "completed" : "in_progress"},
        {"arguments", isDone ? call.arguments.join(QString()).toStdString() : std::string()},
        {"call_id", "call_" + call.id.toStdString()}, {"name", call.name.toStdString()}};
}

ConfigJson usageOf(const CompletionAsked &asked, const Reply &reply)
{
    return {{"input_tokens", asked.promptTokens}, {"input_tokens_details", {{"cached_tokens", 0}}},
        {"output_tokens", reply.tokens()},
        {"output_tokens_details", {{"reasoning_tokens", reply.reasoning.size()}}},
        {"total_tokens", asked.promptTokens + reply.tokens()}};
}

/// Without output yet.
ConfigJson responseObject(const CompletionAsked &asked, const char *status)
{
    return {{"id", "resp_sim" + std::to_string(asked.number)}, {"object", "response"},
        {"created_at", unixTime(asked.at)}, {"status", status}, {"background", false}, {"error", nullptr},
        {"incomplete_details", nullptr}, {"instructions", nullptr}, {"max_output_tokens", nullptr},
        {"model", asked.model.toStdString()}, {"output", ConfigJson::array()}, {"parallel_tool_calls", true},
        {"previous_response_id", nullptr}, {"reasoning", {{"effort", nullptr}, {"summary", nullptr}}},
        {"store", true}, {"temperature", 1.0}, {"text", {{"format", {{"type", "text"}}}}},
        {"tool_choice", "auto"}, {"tools", ConfigJson::array()}, {"top_p", 1.0}, {"truncation", "disabled"},
        {"usage", nullptr}, {"user", nullptr}, {"metadata", ConfigJson::object()}};
}

ConfigJson finishedResponse(const CompletionAsked &asked, const Reply &reply)
{
    ConfigJson json = responseObject(asked, asked.isTruncated ? "incomplete" : "completed");
    if (asked.isTruncated)
        json["incomplete_details"] = {{"reason", "max_output_tokens"}};
    if (!reply.reasoning.isEmpty())
        json["output"].push_back(reasoningItem(asked, reply.reasoning.join(QString())));
    if (!reply.words.isEmpty()) {
        ConfigJson message = messageItem(asked, "completed");
        message["content"].push_back(textPart(reply.words.join(QString())));
        json["output"].push_back(message);
    }
    qsizetype index = 0;
    for (const Reply::Call &call : reply.calls)
        json["output"].push_back(callItem(asked, call, index++, true));
    json["usage"] = usageOf(asked, reply);
    return json;
}

/// Numbers the events of one stream and puts them down in order.
class EventList
{
public:
    explicit EventList(const CompletionAsked &asked)
        : m_asked(asked)
    { }

    void add(const std::string &type, const ConfigJson &fields)
    {
        ConfigJson json {{"type", type}, {"sequence_number", m_list.size()}};
        json.update(fields);
        m_list.push_back("event: " + QByteArray::fromStdString(type) + '\n' + dataEvent(json));
    }
    void reasoning(const Reply &reply);
    void text(const Reply &reply);
    void call(const Reply::Call &call, qsizetype index);
    std::vector<QByteArray> take() { return std::move(m_list); }

private:
    const CompletionAsked &m_asked;
    std::vector<QByteArray> m_list;
    int m_output = 0; // index of the item under way
};

void EventList::reasoning(const Reply &reply)
{
    const ConfigJson at {
        {"item_id", idOf("rs_sim", m_asked)}, {"output_index", m_output}, {"summary_index", 0}};
    const std::string whole = reply.reasoning.join(QString()).toStdString();
    const auto addAt = [&](const char *type, const char *name, const ConfigJson &value) {
        ConfigJson fields = at;
        fields[name] = value;
        add(type, fields);
    };
    add("response.output_item.added",
        {{"output_index", m_output}, {"item", reasoningItem(m_asked, QString())}});
    addAt("response.reasoning_summary_part.added", "part", {{"type", "summary_text"}, {"text", ""}});
    for (const QString &piece : reply.reasoning)
        addAt("response.reasoning_summary_text.delta", "delta", piece.toStdString());
    addAt("response.reasoning_summary_text.done", "text", whole);
    addAt("response.reasoning_summary_part.done", "part", {{"type", "summary_text"}, {"text", whole}});
    add("response.output_item.done",
        {{"output_index", m_output++}, {"item", reasoningItem(m_asked, QString::fromStdString(whole))}});
}

void EventList::text(const Reply &reply)
{
    const ConfigJson at {
        {"item_id", idOf("msg_sim", m_asked)}, {"output_index", m_output}, {"content_index", 0}};
    const QString whole = reply.words.join(QString());
    const auto addAt = [&](const char *type, const ConfigJson &more) {
        ConfigJson fields = at;
        fields.update(more);
        add(type, fields);
    };
    add("response.output_item.added",
        {{"output_index", m_output}, {"item", messageItem(m_asked, "in_progress")}});
    addAt("response.content_part.added", {{"part", textPart(QString())}});
    for (const QString &word : reply.words)
        addAt(
            "response.output_text.delta", {{"delta", word.toStdString()}, {"logprobs", ConfigJson::array()}});
    addAt("response.output_text.done", {{"text", whole.toStdString()}, {"logprobs", ConfigJson::array()}});
    addAt("response.content_part.done", {{"part", textPart(whole)}});
    ConfigJson item = messageItem(m_asked, "completed");
    item["content"].push_back(textPart(whole));
    add("response.output_item.done", {{"output_index", m_output++}, {"item", item}});
}

void EventList::call(const Reply::Call &call, qsizetype index)
{
    const std::string id = idOf("fc_sim", m_asked, index);
    add("response.output_item.added",
        {{"output_index", m_output}, {"item", callItem(m_asked, call, index, false)}});
    for (const QString &piece : call.arguments) {
        add("response.function_call_arguments.delta",
            {{"item_id", id}, {"output_index", m_output}, {"delta", piece.toStdString()}});
    }
    add("response.function_call_arguments.done",
        {{"item_id", id}, {"name", call.name.toStdString()}, {"output_index", m_output},
            {"arguments", call.arguments.join(QString()).toStdString()}});
    add("response.output_item.done",
        {{"output_index", m_output++}, {"item", callItem(m_asked, call, index, true)}});
}

} // namespace

QByteArray responsesWhole(const CompletionAsked &asked, const Reply &reply)
{
    return bytesOf(finishedResponse(asked, reply));
}

std::vector<QByteArray> responsesEvents(const CompletionAsked &asked, const Reply &reply)
{
    EventList events(asked);
    events.add("response.created", {{"response", responseObject(asked, "in_progress")}});
    events.add("response.in_progress", {{"response", responseObject(asked, "in_progress")}});
    if (!reply.reasoning.isEmpty())
        events.reasoning(reply);
    if (!reply.words.isEmpty())
        events.text(reply);
    qsizetype index = 0;
    for (const Reply::Call &call : reply.calls)
        events.call(call, index++);
    events.add(asked.isTruncated ? "response.incomplete" : "response.completed",
        {{"response", finishedResponse(asked, reply)}});
    return events.take();
}

QByteArray responsesFault(const CompletionAsked &asked, const HttpAnswer &fault)
{
    const auto json = readObject(fault.body);
    const ConfigJson *error = json ? heardMember(*json, "error") : nullptr;
    ConfigJson failed = responseObject(asked, "failed");
    failed["error"] = {{"code", "server_error"},
        {"message", error ? heardText(heardMember(*error, "message")).toStdString() : std::string()}};
    EventList events(asked);
    events.add("response.created", {{"response", responseObject(asked, "in_progress")}});
    events.add("error", {{"error", error ? *error : ConfigJson()}});
    events.add("response.failed", {{"response", failed}});
    QByteArray all;
    for (const QByteArray &event : events.take())
        all += event;
    return all;
}

} // namespace Belay

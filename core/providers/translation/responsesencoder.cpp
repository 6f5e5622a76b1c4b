// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/translation/responsesencoder.h"

#include "core/providers/json.h"
#include "core/providers/translation/argumentstracker.h"
#include "core/providers/translation/openaifault.h"

namespace Belay {

namespace {

/// The pieces of which items are made: how their events and their parts are called.
struct PieceKind {
    const char *item; ///< type of the item that holds it
    const char *event; ///< `response.<event>.delta`
    const char *field; ///< of the `done` event, and of the part
    const char *part;
};
constexpr PieceKind TextPiece {"message", "output_text", "text", "output_text"};
constexpr PieceKind RefusalPiece {"message", "refusal", "refusal", "refusal"};
constexpr PieceKind ReasoningPiece {"reasoning", "reasoning_text", "text", "reasoning_text"};

Json usageOf(const AnswerUsage &usage)
{
    if (!usage.inputTokens && !usage.outputTokens)
        return {};
    const int in = usage.inputTokens.value_or(0);
    const int out = usage.outputTokens.value_or(0);
    Json result;
    result["input_tokens"] = in;
    result["input_tokens_details"] = {{"cached_tokens", usage.cachedTokens.value_or(0)}};
    if (usage.cacheWriteTokens)
        result["input_tokens_details"]["cache_write_tokens"] = *usage.cacheWriteTokens;
    result["output_tokens"] = out;
    result["output_tokens_details"] = {{"reasoning_tokens", usage.reasoningTokens.value_or(0)}};
    result["total_tokens"] = std::int64_t {in} + out;
    return result;
}

/// One encoder for both: a whole answer is the last event's response.
class ResponsesEncoder final : public AnswerEncoder
{
public:
    ResponsesEncoder(bool stream, AnswerContext context)
        : m_stream(stream)
        , m_context(std::move(context))
        , m_model(m_context.model)
        , m_suffix(m_context.requestId)
    { }

    QByteArray take(const AnswerEvent &event) override
    {
        m_out.clear();
        std::visit([this](const auto &value) { write(value); }, event);
        return m_out;
    }

    QByteArray fail(const ClientFault &fault) override
    {
        if (!m_stream)
            return openAiFault(fault);
        Json error;
        error["type"] = "error";
        error["code"] = fault.openAiCode.empty() ? "upstream_interrupted" : fault.openAiCode;
        error["message"] = fault.message;
        error["param"] = nullptr;
        error["sequence_number"] = m_sequence++;
        return "event: error\ndata: " + toBytes(error) + "\n\n";
    }

private:
    struct Call { // they may grow side by side
        int index = 0;
        size_t place = 0;
        std::string arguments;
        ArgumentsTracker tracker;
        bool closed = false;
    };

    enum class Which { Complete, All };

    void write(const AnswerStarted &started)
    {
        if (!started.model.empty())
            m_model = started.model;
        if (!started.id.empty())
            m_suffix = started.id;
        begin();
    }
    void write(const TextDelta &delta) { writePiece(TextPiece, delta.text); }
    void write(const ReasoningDelta &delta) { writePiece(ReasoningPiece, delta.text); }
    void write(const RefusalDelta &delta) { writePiece(RefusalPiece, delta.text); }
    void write(const ReasoningSignature &) { }
    void write(const ToolCallStarted &started)
    {
        begin();
        closeItem();
        closeCalls(Which::Complete);
        Json item {{"type", "function_call"}};
        item["id"] = itemId("fc_");
        item["call_id"] = started.id;
        item["name"] = started.name;
        item["arguments"] = "";
        item["status"] = "in_progress";
        m_calls.push_back({started.index, m_output.size(), {}, {}, false});
        addItem(std::move(item));
    }
    void write(const ToolArgumentsDelta &delta)
    {
        for (Call &call : m_calls) {
            if (call.index == delta.index && !call.closed && !delta.text.empty())
                writeArguments(call, delta.text);
        }
    }
    void write(const UsageUpdate &update) { merge(m_usage, update.usage); }
    void write(const AnswerFinished &finished) { m_reason = finished.reason; }
    void write(const AnswerPing &)
    {
        if (m_stream)
            m_out += ": ping\n\n";
    }
    void write(const AnswerCompleted &)
    {
        begin();
        closeItem();
        closeCalls(Which::All);
        const char *status = isIncomplete() ? "incomplete" : "completed";
        if (m_stream)
            emitResponse(isIncomplete() ? "response.incomplete" : "response.completed", status);
        else
            m_out = toBytes(response(status));
    }

    bool isIncomplete() const
    {
        return m_reason == FinishReason::Length || m_reason == FinishReason::ContentFilter;
    }

    void begin()
    {
        if (std::exchange(m_begun, true))
            return;
        emitResponse("response.created", "in_progress");
        emitResponse("response.in_progress", "in_progress");
    }

    std::string itemId(const char *prefix) const
    {
        return prefix + m_suffix + '_' + std::to_string(m_output.size());
    }

    /// Head of an event up to its own fields; the caller appends those and calls close().
    void open(const std::string &type)
    {
        m_out.append("event: ").append(type.c_str()).append("\ndata: {\"type\":\"").append(type.c_str());
        m_out += "\",\"sequence_number\":" + QByteArray::number(m_sequence++);
    }
    void close() { m_out += "}\n\n"; }
    void appendField(const char *name, const QByteArray &json)
    {
        m_out.append(",\"").append(name).append("\":").append(json);
    }
    void appendText(const char *name, std::string_view text)
    {
        m_out.append(",\"").append(name).append("\":");
        appendJsonText(m_out, text);
    }
    void appendPlace(size_t place)
    {
        appendText("item_id", utf8Of(member(m_output[place], "id")));
        appendField("output_index", QByteArray::number(static_cast<qulonglong>(place)));
    }

    void emitResponse(const char *type, const char *status)
    {
        if (!m_stream)
            return;
        open(type);
        appendField("response", toBytes(response(status)));
        close();
    }
    void emitItem(const char *type, size_t place)
    {
        if (!m_stream)
            return;
        open(type);
        appendField("output_index", QByteArray::number(static_cast<qulonglong>(place)));
        appendField("item", toBytes(m_output[place]));
        close();
    }
    void emitPart(const char *type, const Json &part)
    {
        if (!m_stream)
            return;
        open(type);
        appendPlace(m_output.size() - 1);
        appendField("content_index", QByteArray::number(m_partIndex));
        appendField("part", toBytes(part));
        close();
    }

    void addItem(Json item)
    {
        m_output.push_back(std::move(item));
        emitItem("response.output_item.added", m_output.size() - 1);
    }

    void writePiece(const PieceKind &kind, const std::string &text)
    {
        if (text.empty())
            return;
        begin();
        if (m_piece != &kind)
            openPiece(kind);
        m_text += text;
        if (!m_stream)
            return;
        open(std::string("response.") + kind.event + ".delta");
        appendPlace(m_output.size() - 1);
        appendField("content_index", QByteArray::number(m_partIndex));
        appendText("delta", text);
        if (&kind == &TextPiece)
            appendField("logprobs", "[]");
        close();
    }

    /// Text and refusal share a message; everything else begins an item.
    void openPiece(const PieceKind &kind)
    {
        closePart();
        if (m_item == nullptr || std::string_view(m_item) != kind.item) {
            closeItem();
            closeCalls(Which::Complete);
            m_item = kind.item;
            m_partIndex = -1;
            Json item {{"type", kind.item}};
            const bool isMessage = kind.item == std::string_view("message");
            item["id"] = itemId(isMessage ? "msg_" : "rs_");
            if (isMessage) {
                item["status"] = "in_progress";
                item["role"] = "assistant";
            } else {
                item["summary"] = Json::array();
            }
            item["content"] = Json::array();
            addItem(std::move(item));
        }
        m_piece = &kind;
        ++m_partIndex;
        emitPart("response.content_part.added", part(kind, {}));
    }

    static Json part(const PieceKind &kind, const std::string &text)
    {
        Json part {{"type", kind.part}};
        part[kind.field] = text;
        if (&kind == &TextPiece) {
            part["annotations"] = Json::array();
            part["logprobs"] = Json::array();
        }
        return part;
    }

    void closePart()
    {
        if (!m_piece)
            return;
        const PieceKind &kind = *std::exchange(m_piece, nullptr);
        if (m_stream) {
            open(std::string("response.") + kind.event + ".done");
            appendPlace(m_output.size() - 1);
            appendField("content_index", QByteArray::number(m_partIndex));
            appendText(kind.field, m_text);
            if (&kind == &TextPiece)
                appendField("logprobs", "[]");
            close();
        }
        Json done = part(kind, std::exchange(m_text, {}));
        emitPart("response.content_part.done", done);
        m_output.back()["content"].push_back(std::move(done));
    }

    void closeItem()
    {
        closePart();
        if (!std::exchange(m_item, nullptr))
            return;
        Json &item = m_output.back();
        if (item.contains("status"))
            item["status"] = isIncomplete() ? "incomplete" : "completed";
        emitItem("response.output_item.done", m_output.size() - 1);
    }

    void writeArguments(Call &call, const std::string &text)
    {
        call.arguments += text;
        call.tracker.feed(text);
        if (!m_stream)
            return;
        open("response.function_call_arguments.delta");
        appendPlace(call.place);
        appendText("delta", text);
        close();
    }

    /// A call whose arguments are whole is told as done before the next item begins.
    void closeCalls(Which which)
    {
        for (Call &call : m_calls) {
            if (!call.closed && (which == Which::All || call.tracker.isComplete()))
                closeCall(call);
        }
    }

    void closeCall(Call &call)
    {
        call.closed = true;
        if (call.arguments.empty())
            writeArguments(call, "{}");
        Json &item = m_output[call.place];
        if (m_stream) {
            open("response.function_call_arguments.done");
            appendPlace(call.place);
            appendText("name", utf8Of(member(item, "name")));
            appendText("arguments", call.arguments);
            close();
        }
        item["arguments"] = std::move(call.arguments);
        item["status"] = isIncomplete() && !call.tracker.isComplete() ? "incomplete" : "completed";
        emitItem("response.output_item.done", call.place);
    }

    /// What the request said, or what it means by saying nothing.
    Json echoed(const char *name, Json fallback) const
    {
        const Json *value = member(m_context.echo, name);
        return value ? *value : std::move(fallback);
    }

    Json response(std::string_view status) const
    {
        Json body;
        body["id"] = "resp_" + m_suffix;
        body["object"] = "response";
        body["created_at"] = m_context.createdS;
        body["status"] = status;
        body["background"] = false;
        body["error"] = nullptr;
        body["incomplete_details"] = nullptr;
        if (status == "incomplete") {
            const bool filtered = m_reason == FinishReason::ContentFilter;
            body["incomplete_details"] = {{"reason", filtered ? "content_filter" : "max_output_tokens"}};
        }
        body["instructions"] = echoed("instructions", nullptr);
        body["max_output_tokens"] = echoed("max_output_tokens", nullptr);
        body["model"] = m_model;
        const bool done = status != "in_progress";
        body["output"] = done ? Json(m_output) : Json::array();
        body["parallel_tool_calls"] = echoed("parallel_tool_calls", true);
        body["previous_response_id"] = nullptr;
        body["reasoning"] = echoed("reasoning", {{"effort", nullptr}, {"summary", nullptr}});
        body["service_tier"] = "default";
        body["store"] = false; // nobody keeps it
        body["temperature"] = echoed("temperature", 1);
        body["text"] = echoed("text", {{"format", {{"type", "text"}}}});
        body["tool_choice"] = echoed("tool_choice", "auto");
        body["tools"] = echoed("tools", Json::array());
        body["top_p"] = echoed("top_p", 1);
        body["truncation"] = "disabled";
        body["usage"] = done ? usageOf(m_usage) : Json();
        body["metadata"] = echoed("metadata", Json::object());
        return body;
    }

    bool m_stream;
    AnswerContext m_context;
    std::string m_model;
    std::string m_suffix; // of every id: the provider's own for this answer
    QByteArray m_out;
    bool m_begun = false;
    int m_sequence = m_context.firstSequence;
    std::vector<Json> m_output;
    const char *m_item = nullptr; // type of the item that is open, none for calls
    const PieceKind *m_piece = nullptr;
    int m_partIndex = -1;
    std::string m_text;
    std::vector<Call> m_calls;
    AnswerUsage m_usage;
    FinishReason m_reason = FinishReason::Stop;
};

} // namespace

std::unique_ptr<AnswerEncoder> responsesEncoder(bool stream, AnswerContext context)
{
    return std::make_unique<ResponsesEncoder>(stream, std::move(context));
}

} // namespace Belay

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/facereaders.h"

#include "core/providers/documentreader.h"
#include "core/providers/openaicodec.h"

#include <algorithm>

namespace Belay {

namespace {

constexpr qsizetype LargestEvent = 16 * 1024 * 1024; // the last one repeats the whole answer

/// An item that is an answer in itself: a call, or a message or thought with words in it.
bool isContentItem(const Json &item)
{
    const std::string &type = utf8Of(member(item, "type"));
    if (type.ends_with("_call") || type.ends_with("_call_output"))
        return true;
    for (const char *name : {"content", "summary"}) {
        const Json *parts = member(item, name);
        if (!parts || !parts->is_array())
            continue;
        const bool says = std::any_of(parts->begin(), parts->end(), [](const Json &part) {
            return hasContent(member(part, "text")) || hasContent(member(part, "refusal"));
        });
        if (says)
            return true;
    }
    return false;
}

class ResponsesReader final : public DocumentReader
{
public:
    explicit ResponsesReader(AnswerForm form)
        : DocumentReader(form, LargestEvent)
    { }

protected:
    void takeEvent(const QByteArray &name, const Json &document) override
    {
        std::string type = utf8Of(member(document, "type"));
        if (type.empty())
            type = name.toStdString();
        const Json *response = member(document, "response");
        if (type == "error") {
            noteError(document);
        } else if (type.starts_with("response.")) {
            AnswerState &state = mutableState();
            state.readable = true;
            if (type.ends_with("delta"))
                state.content = state.content || hasContent(member(document, "delta"));
            else if (type == "response.output_item.added")
                takeCall(member(document, "item"));
            if (response)
                takeResponse(*response, document);
            if (type == "response.completed" || type == "response.incomplete")
                state.complete = state.error.isEmpty();
        }
        takeNumber(document);
    }
    void takeBody(const Json &document) override
    {
        if (utf8Of(member(document, "object")) == "response")
            takeResponse(document, document);
        else if (saysOpenAiError(document))
            noteError(document);
    }

private:
    /// Events that nobody here knows are numbered too.
    void takeNumber(const Json &document)
    {
        const std::optional<int> number = intOf(member(document, "sequence_number"));
        if (number && state().error.isEmpty())
            mutableState().sequence = number;
    }

    void takeCall(const Json *item)
    {
        if (item && utf8Of(member(*item, "type")) == "function_call")
            mutableState().content = true;
    }

    void takeResponse(const Json &response, const Json &whole)
    {
        AnswerState &state = mutableState();
        state.readable = true;
        note(state.servedModel, member(response, "model"));
        if (state.requestId.isEmpty())
            note(state.requestId, member(response, "id"));
        const Json *error = member(response, "error");
        const std::string &status = utf8Of(member(response, "status"));
        if (status == "failed" || status == "cancelled" || (error && !error->is_null()))
            noteError(status == "failed" && error && error->is_object() ? Json {{"error", *error}} : whole);
        const Json *output = member(response, "output");
        bool calls = false;
        if (output && output->is_array()) {
            state.content = state.content || std::any_of(output->begin(), output->end(), isContentItem);
            calls = std::any_of(output->begin(), output->end(),
                [](const Json &item) { return utf8Of(member(item, "type")) == "function_call"; });
        }
        if (status == "completed")
            noteFinish(calls ? QStringLiteral("tool_calls") : QStringLiteral("stop"));
        else if (status == "incomplete")
            takeIncomplete(response);
        takeUsage(member(response, "usage"));
    }

    void takeIncomplete(const Json &response)
    {
        const std::string &reason = utf8Of(member(response, {"incomplete_details", "reason"}));
        noteFinish(reason == "content_filter" ? QStringLiteral("content_filter") : QStringLiteral("length"));
    }

    void takeUsage(const Json *usage)
    {
        if (!usage)
            return;
        AnswerState &state = mutableState();
        if (const std::optional<int> in = intOf(member(*usage, "input_tokens")))
            state.tokensIn = in;
        if (const std::optional<int> out = intOf(member(*usage, "output_tokens")))
            state.tokensOut = out;
    }
};

/// The numbers of the vectors are thrown away as they are read: there may be millions.
std::optional<Json> parseWithoutVectors(const QByteArray &body)
{
    constexpr int DeepestNesting = 16;
    constexpr int VectorDepth = 4; // of the root's data's item's vector's numbers
    if (nestsDeeper(body, DeepestNesting))
        return {};
    const auto keep = [](int depth, Json::parse_event_t event, Json &) {
        return event != Json::parse_event_t::value || depth < VectorDepth;
    };
    Json value = Json::parse(body.begin(), body.end(), keep, false);
    if (value.is_discarded())
        return {};
    return value;
}

class EmbeddingsReader final : public AnswerReader
{
public:
    void head(const HttpHead &head) override { m_state.requestId = requestIdOf(head.headers); }
    void feed(QByteArrayView bytes) override
    {
        if (m_isFlood || m_body.size() + bytes.size() > LargestBody) {
            m_isFlood = true;
            m_body = QByteArray();
            return;
        }
        m_body.append(bytes.data(), bytes.size());
    }
    void end() override
    {
        const std::optional<Json> answer = parseWithoutVectors(std::exchange(m_body, {}));
        if (!answer)
            return;
        const Json *data = member(*answer, "data");
        m_state.readable = data && data->is_array();
        if (!m_state.readable && (saysOpenAiError(*answer) || answer->is_array())) {
            m_state.readable = true;
            m_state.error = toBytes(*answer);
        }
        if (!m_state.error.isEmpty() || !data)
            return;
        m_state.content = hasContent(data);
        m_state.finished = m_state.complete = m_state.readable;
        m_state.servedModel = textOf(member(*answer, "model"));
        m_state.tokensIn = intOf(member(*answer, {"usage", "prompt_tokens"}));
    }
    const AnswerState &state() const override { return m_state; }

private:
    AnswerState m_state;
    QByteArray m_body;
    bool m_isFlood = false;
};

class TokenCountReader final : public DocumentReader
{
public:
    TokenCountReader()
        : DocumentReader(AnswerForm::Whole)
    { }

protected:
    void takeEvent(const QByteArray &, const Json &) override { }
    void takeBody(const Json &document) override
    {
        AnswerState &state = mutableState();
        if (member(document, "error")) {
            state.readable = true;
            noteError(document);
            return;
        }
        state.readable = intOf(member(document, "input_tokens")).has_value();
        state.content = state.finished = state.complete = state.readable;
    }
};

} // namespace

std::unique_ptr<AnswerReader> responsesReader(AnswerForm form)
{
    return std::make_unique<ResponsesReader>(form);
}

std::unique_ptr<AnswerReader> completionsReader(AnswerForm form)
{
    return codecFor(Dialect::OpenAi).reader(form); // it knows `text` as content
}

std::unique_ptr<AnswerReader> embeddingsReader()
{
    return std::make_unique<EmbeddingsReader>();
}

std::unique_ptr<AnswerReader> tokenCountReader()
{
    return std::make_unique<TokenCountReader>();
}

} // namespace Belay

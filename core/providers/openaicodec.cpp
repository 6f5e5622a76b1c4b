// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/openaicodec.h"

#include "core/providers/chatglance.h"
#include "core/providers/documentreader.h"
#include "core/providers/modellist.h"
#include "core/providers/requestbody.h"

namespace Belay {

bool saysOpenAiError(const Json &document)
{
    const Json *error = member(document, "error");
    if (error && !error->is_null())
        return true;
    if (!document.is_object() || member(document, "choices"))
        return false;
    return textOf(member(document, "object")) == u"error" || member(document, "message")
        || member(document, "detail") || member(document, "fault");
}

std::string_view openAiFinishWord(std::string_view reason)
{
    static constexpr std::pair<std::string_view, std::string_view> Words[] = {
        {"eos", "stop"},
        {"eos_token", "stop"},
        {"end_turn", "stop"},
        {"stop_sequence", "stop"},
        {"STOP", "stop"},
        {"COMPLETE", "stop"},
        {"model_length", "length"},
        {"max_tokens", "length"},
        {"max_output_tokens", "length"},
        {"MAX_TOKENS", "length"},
        {"function_call", "tool_calls"},
        {"tool_use", "tool_calls"},
        {"TOOL_CALL", "tool_calls"},
        {"safety", "content_filter"},
        {"SAFETY", "content_filter"},
        {"RECITATION", "content_filter"},
        {"PROHIBITED_CONTENT", "content_filter"},
        {"insufficient_system_resource", "error"},
        {"ERROR", "error"},
    };
    for (const auto &[other, word] : Words) {
        if (reason == other)
            return word;
    }
    return reason;
}

std::optional<int> openAiOutputTokens(const Json &usage)
{
    const std::optional<int> out = intOf(member(usage, "completion_tokens"));
    const std::optional<int> in = intOf(member(usage, "prompt_tokens"));
    const std::optional<int> total = intOf(member(usage, "total_tokens"));
    return out && in && total ? std::max(*out, *total - *in) : out;
}

namespace {

bool hasPiece(const Json *piece)
{
    if (!piece)
        return false;
    for (const char *name :
        {"content", "refusal", "reasoning_content", "reasoning", "tool_calls", "function_call"}) {
        if (hasContent(member(*piece, name)))
            return true;
    }
    return false;
}

class OpenAiReader final : public DocumentReader
{
public:
    using DocumentReader::DocumentReader;

protected:
    void takeEvent(const QByteArray &name, const Json &document) override
    {
        if (name == "error")
            noteError(document);
        takeBody(document);
    }
    bool glance(QByteArrayView text) override { return glanceAtChat(text, mutableState()); }
    void takeText(const QByteArray &text) override
    {
        if (text.trimmed() == "[DONE]")
            mutableState().complete = mutableState().error.isEmpty();
    }
    void takeBody(const Json &document) override
    {
        // Some wrap an error in an array of one.
        const bool wrapped = document.is_array() && document.size() == 1;
        const Json &chunk = wrapped ? document.front() : document;
        if (saysOpenAiError(chunk))
            noteError(chunk);
        const Json *choices = member(chunk, "choices");
        if (!choices || !choices->is_array())
            return;
        AnswerState &state = mutableState();
        state.readable = true;
        note(state.servedModel, member(chunk, "model"));
        note(state.servedBy, member(chunk, "provider"));
        if (state.requestId.isEmpty())
            note(state.requestId, member(chunk, {"x_groq", "id"}));
        if (state.requestId.isEmpty())
            note(state.requestId, member(chunk, "id"));
        takeUsage(member(chunk, "usage"));
        takeUsage(member(chunk, {"x_groq", "usage"}));
        for (const Json &choice : *choices)
            takeChoice(choice, chunk);
    }

private:
    void takeChoice(const Json &choice, const Json &chunk)
    {
        AnswerState &state = mutableState();
        state.content = state.content || hasPiece(member(choice, "delta"))
            || hasPiece(member(choice, "message")) || hasContent(member(choice, "text"));
        const std::string_view reason = openAiFinishWord(utf8Of(member(choice, "finish_reason")));
        noteFinish(QString::fromUtf8(reason.data(), static_cast<qsizetype>(reason.size())));
        if (reason == "error")
            noteError(chunk);
    }
    void takeUsage(const Json *usage)
    {
        if (!usage)
            return;
        AnswerState &state = mutableState();
        if (const std::optional<int> in = intOf(member(*usage, "prompt_tokens")))
            state.tokensIn = in;
        if (const std::optional<int> out = openAiOutputTokens(*usage))
            state.tokensOut = out;
    }
};

} // namespace

HttpRequest OpenAiCodec::completion(
    const ProviderKind &kind, const QUrl &baseUrl, const CompletionRequest &request) const
{
    Json body;
    body["model"] = request.model.toStdString();
    body["messages"] = Json::array({{{"role", "user"}, {"content", request.prompt.toStdString()}}});
    const bool newName = request.recipe.tokenField == TokenField::MaxCompletionTokens;
    body[newName ? "max_completion_tokens" : "max_tokens"] = request.recipe.maxTokens;
    body["stream"] = request.form == AnswerForm::Stream;
    if (request.form == AnswerForm::Stream && kind.streamOptions)
        body["stream_options"] = {{"include_usage", true}};
    return postRequest(kind, endpoint(baseUrl, kind.chatPath), request, std::move(body));
}

std::unique_ptr<AnswerReader> OpenAiCodec::reader(AnswerForm form) const
{
    return std::make_unique<OpenAiReader>(form);
}

Result<std::vector<QString>> OpenAiCodec::readModels(const ProviderKind &kind, const QByteArray &body) const
{
    return readModelList(kind, body);
}

} // namespace Belay

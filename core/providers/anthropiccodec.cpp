// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/anthropiccodec.h"

#include "core/providers/documentreader.h"
#include "core/providers/modellist.h"
#include "core/providers/requestbody.h"

namespace Belay {

namespace {

QString finishWord(const QString &reason)
{
    if (reason == u"end_turn" || reason == u"stop_sequence")
        return QStringLiteral("stop");
    if (reason == u"max_tokens" || reason == u"model_context_window_exceeded")
        return QStringLiteral("length");
    if (reason == u"tool_use" || reason == u"pause_turn")
        return QStringLiteral("tool_calls");
    return reason;
}

bool isContentBlock(const Json &block)
{
    const QString type = textOf(member(block, "type"));
    return type.endsWith(u"tool_use") || type == u"redacted_thinking" || hasContent(member(block, "text"))
        || hasContent(member(block, "thinking"));
}

class AnthropicReader final : public DocumentReader
{
public:
    using DocumentReader::DocumentReader;

protected:
    void takeEvent(const QByteArray &name, const Json &document) override
    {
        AnswerState &state = mutableState();
        QString type = textOf(member(document, "type"));
        if (type.isEmpty())
            type = QString::fromUtf8(name);
        if (type == u"error") {
            noteError(document);
        } else if (type == u"message_start") {
            if (const Json *message = member(document, "message"))
                takeMessage(*message);
        } else if (type == u"content_block_start") {
            const Json *block = member(document, "content_block");
            state.content = state.content || (block && isContentBlock(*block));
        } else if (type == u"content_block_delta") {
            takeDelta(member(document, "delta"));
        } else if (type == u"message_delta") {
            noteFinish(finishWord(textOf(member(document, {"delta", "stop_reason"}))));
            takeUsage(member(document, "usage"));
        } else if (type == u"message_stop") {
            state.complete = state.error.isEmpty();
        }
        state.readable = state.readable || type.startsWith(u"message_") || type.startsWith(u"content_block_");
    }
    void takeBody(const Json &document) override
    {
        const QString type = textOf(member(document, "type"));
        if (type == u"error" || member(document, "error"))
            noteError(document);
        else if (type == u"message")
            takeMessage(document);
    }

private:
    void takeMessage(const Json &message)
    {
        AnswerState &state = mutableState();
        state.readable = true;
        note(state.servedModel, member(message, "model"));
        if (state.requestId.isEmpty())
            note(state.requestId, member(message, "id"));
        takeUsage(member(message, "usage"));
        noteFinish(finishWord(textOf(member(message, "stop_reason"))));
        if (const Json *content = member(message, "content"); content && content->is_array())
            state.content = state.content || std::any_of(content->begin(), content->end(), isContentBlock);
    }
    // Signatures and citations belong to a piece and are none.
    void takeDelta(const Json *delta)
    {
        if (!delta)
            return;
        for (const char *name : {"text", "thinking", "partial_json"}) {
            if (hasContent(member(*delta, name)))
                mutableState().content = true;
        }
    }
    void takeUsage(const Json *usage)
    {
        if (!usage)
            return;
        AnswerState &state = mutableState();
        if (const std::optional<int> fresh = intOf(member(*usage, "input_tokens"))) {
            state.tokensIn = *fresh + intOf(member(*usage, "cache_creation_input_tokens")).value_or(0)
                + intOf(member(*usage, "cache_read_input_tokens")).value_or(0);
        }
        if (const std::optional<int> out = intOf(member(*usage, "output_tokens")))
            state.tokensOut = out;
    }
};

} // namespace

HttpRequest AnthropicCodec::completion(
    const ProviderKind &kind, const QUrl &baseUrl, const CompletionRequest &request) const
{
    Json body;
    body["model"] = request.model.toStdString();
    body["max_tokens"] = request.recipe.maxTokens;
    body["messages"] = Json::array({{{"role", "user"}, {"content", request.prompt.toStdString()}}});
    body["stream"] = request.form == AnswerForm::Stream;
    return postRequest(kind, endpoint(baseUrl, kind.chatPath), request, std::move(body));
}

std::unique_ptr<AnswerReader> AnthropicCodec::reader(AnswerForm form) const
{
    return std::make_unique<AnthropicReader>(form);
}

Result<std::vector<QString>> AnthropicCodec::readModels(
    const ProviderKind &kind, const QByteArray &body) const
{
    return readModelList(kind, body);
}

} // namespace Belay

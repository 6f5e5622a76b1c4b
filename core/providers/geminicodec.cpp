// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/geminicodec.h"

#include "core/providers/documentreader.h"
#include "core/providers/modellist.h"
#include "core/providers/requestbody.h"
#include "core/providers/translation/dialectform.h"

namespace Belay {

namespace {

QString finishWord(const QString &reason)
{
    if (reason == u"STOP")
        return QStringLiteral("stop");
    if (reason == u"MAX_TOKENS")
        return QStringLiteral("length");
    for (const char *filter : {"SAFETY", "RECITATION", "LANGUAGE", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII",
             "IMAGE_SAFETY", "IMAGE_PROHIBITED_CONTENT"}) {
        if (reason == QLatin1StringView(filter))
            return QStringLiteral("content_filter");
    }
    return reason;
}

class GeminiReader final : public DocumentReader
{
public:
    using DocumentReader::DocumentReader;

protected:
    void takeEvent(const QByteArray &, const Json &document) override { takeBody(document); }
    // A stream without alt=sse is one array of chunks; an error may stand in an array of one.
    void takeBody(const Json &document) override
    {
        if (!document.is_array())
            return takeChunk(document);
        for (const Json &chunk : document)
            takeChunk(chunk);
    }

private:
    void takeChunk(const Json &chunk)
    {
        AnswerState &state = mutableState();
        const QString block = textOf(member(chunk, {"promptFeedback", "blockReason"}));
        if (member(chunk, "error") || !block.isEmpty())
            noteError(chunk);
        const Json *candidates = member(chunk, "candidates");
        if (candidates && !candidates->is_array())
            return;
        state.readable = state.readable || candidates || member(chunk, "usageMetadata");
        note(state.servedModel, member(chunk, "modelVersion"));
        if (state.requestId.isEmpty())
            note(state.requestId, member(chunk, "responseId"));
        takeUsage(member(chunk, "usageMetadata"));
        if (!candidates)
            return;
        for (const Json &candidate : *candidates)
            takeCandidate(candidate);
    }
    void takeCandidate(const Json &candidate)
    {
        noteFinish(finishWord(textOf(member(candidate, "finishReason"))));
        const Json *parts = member(candidate, {"content", "parts"});
        if (!parts || !parts->is_array())
            return;
        for (const Json &part : *parts) {
            for (const char *name : {"text", "functionCall", "inlineData", "executableCode"}) {
                if (hasContent(member(part, name)))
                    mutableState().content = true;
            }
        }
    }
    void takeUsage(const Json *usage)
    {
        if (!usage)
            return;
        AnswerState &state = mutableState();
        if (const std::optional<int> in = intOf(member(*usage, "promptTokenCount")))
            state.tokensIn = in;
        const std::optional<int> out = intOf(member(*usage, "candidatesTokenCount"));
        const std::optional<int> thoughts = intOf(member(*usage, "thoughtsTokenCount"));
        if (out || thoughts)
            state.tokensOut = out.value_or(0) + thoughts.value_or(0);
    }
};

} // namespace

HttpRequest GeminiCodec::completion(
    const ProviderKind &kind, const QUrl &baseUrl, const CompletionRequest &request) const
{
    Json body;
    body["contents"] = Json::array(
        {{{"role", "user"}, {"parts", Json::array({{{"text", request.prompt.toStdString()}}})}}});
    body["generationConfig"] = {{"maxOutputTokens", request.recipe.maxTokens}};
    const QUrl url = completionUrl(kind, baseUrl, request.model, request.form == AnswerForm::Stream);
    return postRequest(kind, url, request, std::move(body));
}

std::unique_ptr<AnswerReader> GeminiCodec::reader(AnswerForm form) const
{
    return std::make_unique<GeminiReader>(form);
}

Result<std::vector<QString>> GeminiCodec::readModels(const ProviderKind &kind, const QByteArray &body) const
{
    return readModelList(kind, body);
}

} // namespace Belay

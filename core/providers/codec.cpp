// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/codec.h"

#include "core/domain/config.h"
#include "core/providers/anthropiccodec.h"
#include "core/providers/geminicodec.h"
#include "core/providers/openaicodec.h"

#include <QUrlQuery>

namespace Belay {

bool isAnswer(const AnswerState &state)
{
    if (state.content || state.tokensOut.value_or(0) > 0)
        return true;
    return state.finishReason == u"length" || state.finishReason == u"tool_calls"
        || state.finishReason == u"content_filter" || state.finishReason == u"refusal";
}

const Codec &codecFor(Dialect dialect)
{
    static const OpenAiCodec openAi;
    static const AnthropicCodec anthropic;
    static const GeminiCodec gemini;
    switch (dialect) {
    case Dialect::Anthropic:
        return anthropic;
    case Dialect::Gemini:
        return gemini;
    case Dialect::OpenAi:
        break;
    }
    return openAi;
}

QUrl baseUrlOf(const ProviderConfig &provider, const ProviderKind &kind)
{
    return provider.baseUrl.isEmpty() ? kind.baseUrl : provider.baseUrl;
}

QUrl endpoint(const QUrl &baseUrl, const QString &path)
{
    QString base = baseUrl.path(QUrl::FullyEncoded);
    while (base.endsWith(u'/'))
        base.chop(1);
    const qsizetype mark = path.indexOf(u'?');
    const QString below = mark < 0 ? path : path.left(mark);
    QStringList queries;
    for (const QString &query :
        {baseUrl.query(QUrl::FullyEncoded), mark < 0 ? QString() : path.mid(mark + 1)}) {
        if (!query.isEmpty())
            queries += query;
    }
    QUrl url = baseUrl;
    url.setPath(below.startsWith(u'/') ? below : QString(base + u'/' + below), QUrl::TolerantMode);
    url.setQuery(queries.isEmpty() ? QString() : queries.join(u'&'));
    url.setFragment(QString());
    return url;
}

HttpRequest freeCheckRequest(
    const ProviderKind &kind, const QUrl &baseUrl, const FreeCheck &check, const Secret &key)
{
    HttpRequest request;
    request.method = check.method;
    request.url = endpoint(baseUrl, check.path);
    request.headers = kind.headers;
    request.headers.emplace_back("Accept", "application/json");
    if (check.needsKey)
        request.auth = authHeader(kind, key);
    return request;
}

std::optional<AuthHeader> authHeader(const ProviderKind &kind, const Secret &key)
{
    if (key.isEmpty())
        return {};
    switch (kind.auth) {
    case AuthStyle::Bearer:
        return AuthHeader {QByteArrayLiteral("Authorization"), QByteArrayLiteral("Bearer "), key};
    case AuthStyle::XApiKey:
        return AuthHeader {"x-api-key", {}, key};
    case AuthStyle::XGoogApiKey:
        return AuthHeader {"x-goog-api-key", {}, key};
    case AuthStyle::ApiKey:
        return AuthHeader {"api-key", {}, key};
    case AuthStyle::None:
        break;
    }
    return {};
}

} // namespace Belay

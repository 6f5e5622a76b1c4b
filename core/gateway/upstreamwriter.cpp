// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/upstreamwriter.h"

#include "core/gateway/forwardedheaders.h"
#include "core/http/httpgrammar.h"
#include "core/providers/codec.h"
#include "core/providers/json.h"
#include "core/providers/translation/responsesface.h"
#include "core/providers/translation/thinkingseal.h"
#include "core/routing/keypool.h"

#include <algorithm>
#include <cstring>
#include <limits>

namespace Belay {

namespace {

// A larger body is not copied for the sake of its model's name.
constexpr qsizetype LargestCopied = 256 * 1024;

QString asked(const std::string &field)
{
    return QString::fromStdString(field);
}

/// As a JSON string. Nearly every name is plain, and needs no writer of JSON.
QByteArray quoted(const QString &name)
{
    const bool isPlain = std::all_of(name.begin(), name.end(),
        [](QChar c) { return c >= u' ' && c < QChar(0x7f) && c != u'"' && c != u'\\'; });
    return isPlain ? QByteArray('"' + name.toLatin1() + '"') : toBytes(Json(name.toStdString()));
}

QUrl composedUrl(const GatewayRequest &request, const ProviderKind &kind, const QUrl &baseUrl)
{
    QString path = QString::fromLatin1(upstreamPath(request.face));
    if (request.face == Face::ChatCompletions || request.face == Face::Messages)
        path = kind.chatPath;
    else if (request.face == Face::CountTokens)
        path = kind.chatPath + u"/count_tokens";
    else if (request.face == Face::Passthrough)
        path = QString::fromLatin1(request.path.mid(4)); // after "/v1/"
    if (!request.query.isEmpty())
        path += u'?' + QString::fromLatin1(request.query);
    return endpoint(baseUrl, path);
}

QUrl nativeUrl(const GatewayRequest &request, const ProviderConfig &provider, const ProviderKind &kind)
{
    if (request.face == Face::Passthrough || !request.query.isEmpty())
        return composedUrl(request, kind, baseUrlOf(provider, kind));
    QUrl &known = (*request.setup->urls)[{&provider, request.face}];
    if (known.isEmpty())
        known = composedUrl(request, kind, baseUrlOf(provider, kind));
    return known;
}

} // namespace

bool servesFace(const ProviderKind &kind, Face face)
{
    switch (face) {
    case Face::ChatCompletions:
    case Face::Completions:
    case Face::Embeddings:
        return kind.dialect == Dialect::OpenAi;
    case Face::Responses:
        return kind.responses;
    case Face::Messages:
    case Face::CountTokens:
        return kind.dialect == Dialect::Anthropic;
    case Face::Passthrough:
        break;
    }
    return true;
}

UpstreamWriter::UpstreamWriter(GatewayRequest &request)
    : m_request(request)
    , m_bodyName(request.modelName)
{ }

UpstreamWriter::~UpstreamWriter() = default;

Result<UpstreamRequest, Unfit> UpstreamWriter::write(const StartAttempt &attempt)
{
    const ProviderConfig *const provider = m_request.setup->config->provider(attempt.target.provider);
    if (!provider) // routing plans from the same config
        return Unexpected {Unfit {QStringLiteral("model"), {}}};
    const ProviderKind &kind = m_request.setup->catalogue->kind(provider->kind);
    if (servesFace(kind, m_request.face))
        return writeNative(*provider, kind, attempt);
    if (!formOf(m_request.face))
        return Unexpected {Unfit {QString::fromLatin1(upstreamPath(m_request.face)), {}}};
    return writeTranslated(*provider, kind, attempt);
}

Result<UpstreamRequest, Unfit> UpstreamWriter::writeNative(
    const ProviderConfig &provider, const ProviderKind &kind, const StartAttempt &attempt)
{
    UpstreamRequest upstream;
    upstream.http = dressed(provider, kind, attempt);
    upstream.http.method = m_request.method;
    upstream.http.url = nativeUrl(m_request, provider, kind);
    const bool isRaw = m_request.face == Face::Passthrough;
    const bool namesNoModel = isRaw && !attempt.target.hasModel();
    upstream.http.body = namesNoModel ? m_request.body : bodyFor(attempt.target.model);
    if (m_request.face == Face::Messages) {
        if (const std::optional<QByteArray> clean = withoutForeignThinking(upstream.http.body))
            upstream.http.body = *clean;
    }
    upstream.passage = isRaw ? Passage::Raw : Passage::Native;
    upstream.dialect = speaksAnthropic(m_request.face) ? Dialect::Anthropic : Dialect::OpenAi;
    return upstream;
}

Result<UpstreamRequest, Unfit> UpstreamWriter::writeTranslated(
    const ProviderConfig &provider, const ProviderKind &kind, const StartAttempt &attempt)
{
    if (!readConversation())
        return Unexpected {*m_problem};
    const QString &model = attempt.target.model;
    const TargetTraits traits {
        kind.id, model.toStdString(), m_request.setup->catalogue->model(kind.id, model)};
    WrittenRequest written = targetFace(kind.dialect).writeRequest(*m_conversation, traits);
    if (!written.needed.empty())
        return Unexpected {Unfit {asked(written.needed.front()), {}}};
    UpstreamRequest upstream;
    upstream.http = dressed(provider, kind, attempt);
    upstream.http.method = "POST";
    const QUrl base = baseUrlOf(provider, kind);
    upstream.http.url = completionUrl(kind, base, model, m_request.stream);
    upstream.http.body = std::move(written.body);
    upstream.passage = Passage::Translated;
    upstream.dialect = kind.dialect;
    upstream.dropped = std::move(written.dropped);
    if (!headerValue(m_request.headers, "anthropic-beta").isEmpty())
        upstream.dropped.emplace_back("anthropic-beta");
    return upstream;
}

HttpRequest UpstreamWriter::dressed(
    const ProviderConfig &provider, const ProviderKind &kind, const StartAttempt &attempt) const
{
    HttpRequest http;
    const bool isNative = servesFace(kind, m_request.face);
    http.headers
        = forwardedHeaders(m_request.headers, kind.id, isNative ? Speech::SameDialect : Speech::Translated);
    for (const HttpHeader &header : kind.headers) {
        if (headerValue(http.headers, header.first).isEmpty())
            http.headers.push_back(header);
    }
    if (!isNative || headerValue(http.headers, "content-type").isEmpty()) {
        std::erase_if(http.headers,
            [](const HttpHeader &header) { return equalAnyCase(header.first, "content-type"); });
        if (!m_request.body.isEmpty())
            http.headers.emplace_back("content-type", "application/json");
    }
    http.headers.insert(http.headers.end(), provider.headers.begin(), provider.headers.end());
    const KeyRingEntry *const key
        = m_request.setup->keys ? m_request.setup->keys->entry(provider.id, attempt.key) : nullptr;
    if (key)
        http.auth = authHeader(kind, key->value);
    http.limits
        = {attempt.limits.connect, attempt.limits.firstContent, attempt.limits.idle, attempt.limits.total};
    http.proxy = provider.proxy;
    http.caFile = provider.caFile;
    if (m_request.stream)
        http.maxBody = std::numeric_limits<qint64>::max();
    return http;
}

QByteArray UpstreamWriter::bodyFor(const QString &model)
{
    if (model == m_bodyName)
        return m_request.body;
    const QByteArray name = quoted(model);
    if (m_request.body.size() > LargestCopied) {
        renameInPlace(name);
        m_bodyName = model;
        return m_request.body;
    }
    const ByteSpan &span = m_request.model;
    QByteArray body;
    body.reserve(m_request.body.size() - span.size + name.size());
    body.append(QByteArrayView(m_request.body).first(span.begin));
    body.append(name);
    body.append(QByteArrayView(m_request.body).sliced(span.begin + span.size));
    return body;
}

/// An attempt that still sends the body keeps its own: the array is shared, and parts from it here.
void UpstreamWriter::renameInPlace(const QByteArray &name)
{
    QByteArray &body = m_request.body;
    ByteSpan &span = m_request.model;
    const qsizetype behind = body.size() - span.begin - span.size;
    const qsizetype size = span.begin + name.size() + behind;
    body.resize(std::max(body.size(), size));
    char *const at = body.data() + span.begin;
    std::memmove(at + name.size(), at + span.size, static_cast<size_t>(behind));
    std::copy(name.begin(), name.end(), at);
    body.resize(size);
    span.size = name.size();
}

bool UpstreamWriter::readConversation()
{
    if (m_conversation)
        return true;
    if (m_problem)
        return false;
    std::optional<Json> json = parseJson(m_request.body);
    if (!json) {
        m_problem = Unfit {
            QStringLiteral("messages"), QStringLiteral("The body is not JSON that can be translated.")};
        return false;
    }
    auto read = clientFace(*formOf(m_request.face)).readRequest(std::move(*json));
    if (!read) {
        m_problem = Unfit {asked(read.error().param), QString::fromStdString(read.error().message)};
        return false;
    }
    m_conversation = std::move(*read);
    return true;
}

std::uint64_t UpstreamWriter::conversation()
{
    if (!formOf(m_request.face) || !readConversation())
        return 0;
    std::string first;
    const auto isUser = [](const Message &message) { return message.role == Role::User; };
    const auto user = std::ranges::find_if(m_conversation->messages, isUser);
    if (user != m_conversation->messages.end()) {
        for (const MessagePart &part : user->parts) {
            if (const auto *text = std::get_if<TextPart>(&part))
                first += text->text;
        }
    }
    return conversationHash(m_request.token.toStdString(), m_conversation->system, first);
}

bool UpstreamWriter::mustStayNative() const
{
    const std::optional<Json> json = parseJson(m_request.body);
    return json && Belay::mustStayNative(*json);
}

void UpstreamWriter::describe(AnswerContext &context) const
{
    if (!m_conversation)
        return;
    context.includeUsage = m_conversation->includeUsage;
    context.showReasoning = m_conversation->showReasoning;
    context.echo = m_conversation->echo;
}

} // namespace Belay

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/documentreader.h"

namespace Belay {

namespace {

constexpr qsizetype LargestInsteadOfStream = 8 * 1024 * 1024;
constexpr qsizetype LargestError = 64 * 1024;

/// Clients show bytes that are no UTF-8 as a question mark and read on.
std::optional<Json> parseLeniently(const QByteArray &text)
{
    std::optional<Json> document = parseJson(text);
    if (!document && text.startsWith('{'))
        document = parseJson(QString::fromUtf8(text).toUtf8());
    return document;
}

} // namespace

DocumentReader::DocumentReader(AnswerForm form, qsizetype largestEvent)
    : m_bytes(form, form == AnswerForm::Whole ? LargestBody : LargestInsteadOfStream, largestEvent)
{ }

void DocumentReader::head(const HttpHead &head)
{
    m_state.requestId = requestIdOf(head.headers);
}

void DocumentReader::feed(QByteArrayView bytes)
{
    for (const SseEvent &event : m_bytes.feed(bytes))
        takeSse(event);
}

void DocumentReader::end()
{
    if (m_bytes.isStream()) {
        if (const std::optional<SseEvent> event = m_bytes.finish())
            takeSse(*event);
        const bool ended = m_state.finished && m_state.error.isEmpty() && !m_bytes.hasFailed();
        m_state.complete = m_state.complete || ended;
        return;
    }
    const QByteArray body = m_bytes.takeBody();
    if (!glance(body)) {
        const std::optional<Json> document = parseJson(body);
        if (!document)
            return;
        takeBody(*document);
    }
    m_state.complete = m_state.readable && m_state.error.isEmpty();
}

void DocumentReader::takeSse(const SseEvent &event)
{
    if (m_state.complete || event.data.isEmpty())
        return;
    if (event.event.isEmpty() && glance(event.data))
        return;
    if (const std::optional<Json> document = parseLeniently(event.data))
        takeEvent(event.event, *document);
    else if (event.data.startsWith('{'))
        m_state.garbled = true;
    else
        takeText(event.data);
}

void DocumentReader::noteError(const Json &document)
{
    m_state.readable = true;
    if (m_state.error.isEmpty())
        m_state.error = toBytes(document).left(LargestError);
}

void DocumentReader::noteFinish(const QString &reason)
{
    if (reason.isEmpty())
        return;
    m_state.finished = true;
    m_state.finishReason = reason;
}

void DocumentReader::note(QString &field, const Json *value)
{
    const QString text = textOf(value);
    if (!text.isEmpty())
        field = text;
}

QString requestIdOf(const HttpHeaders &headers)
{
    for (const char *name : {"x-request-id", "request-id", "x-generation-id", "cerebras-request-id",
             "apim-request-id", "x-kong-request-id"}) {
        const QByteArray value = headerValue(headers, name);
        if (!value.isEmpty())
            return QString::fromUtf8(value.left(256));
    }
    return {};
}

} // namespace Belay

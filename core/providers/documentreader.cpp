// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/documentreader.h"

namespace Belay {

namespace {

constexpr qsizetype LargestBody = 8 * 1024 * 1024;
constexpr qsizetype LargestError = 64 * 1024;

} // namespace

DocumentReader::DocumentReader(AnswerForm form)
    : m_splitter(form, LargestBody)
{ }

void DocumentReader::head(const HttpHead &head)
{
    m_state.requestId = requestIdOf(head.headers);
}

void DocumentReader::feed(QByteArrayView bytes)
{
    m_splitter.feed(bytes, *this);
}

void DocumentReader::end()
{
    m_splitter.end(*this);
    if (m_splitter.isSoundStream())
        m_state.complete = m_state.complete || (m_state.finished && m_state.error.isEmpty());
}

void DocumentReader::takeEvent(const QByteArray &name, Json document)
{
    if (!m_state.complete)
        readEvent(name, document);
}

void DocumentReader::takeBody(Json document)
{
    readBody(document);
    m_state.complete = m_state.readable && m_state.error.isEmpty();
}

void DocumentReader::takeText(const QByteArray &text)
{
    if (!m_state.complete)
        readText(text);
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

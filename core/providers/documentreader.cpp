// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/documentreader.h"

namespace Belay {

namespace {

constexpr qsizetype LargestBody = 8 * 1024 * 1024;
constexpr qsizetype LargestError = 64 * 1024;

bool isBlank(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

} // namespace

DocumentReader::DocumentReader(AnswerForm form)
    : m_form(form == AnswerForm::Stream ? Form::Undecided : Form::Body)
{ }

void DocumentReader::head(const HttpHead &head)
{
    m_state.requestId = requestIdOf(head.headers);
}

// No field of an event stream begins like this; HTML and plain answers do.
void DocumentReader::decide(char first)
{
    m_form = first == '{' || first == '[' ? Form::Body : first == '<' ? Form::Garbage : Form::Stream;
}

void DocumentReader::feed(QByteArrayView bytes)
{
    if (m_form == Form::Undecided) {
        while (!bytes.isEmpty() && isBlank(bytes.front()))
            bytes = bytes.sliced(1);
        if (!bytes.isEmpty())
            decide(bytes.front());
    }
    if (m_form == Form::Body) {
        // DeepSeek keeps a waiting connection open with blank lines before the body.
        if (m_body.isEmpty()) {
            while (!bytes.isEmpty() && isBlank(bytes.front()))
                bytes = bytes.sliced(1);
        }
        if (m_body.size() + bytes.size() <= LargestBody) {
            m_body.append(bytes.data(), bytes.size());
        } else {
            m_form = Form::Garbage;
            m_body = QByteArray();
        }
    } else if (m_form == Form::Stream) {
        for (const SseEvent &event : m_sse.feed(bytes))
            takeSse(event);
    }
}

void DocumentReader::end()
{
    if (m_form == Form::Stream) {
        if (const std::optional<SseEvent> event = m_sse.finish())
            takeSse(*event);
        const bool ended = m_state.finished && m_state.error.isEmpty() && !m_sse.hasFailed();
        m_state.complete = m_state.complete || ended;
    } else if (m_form == Form::Body) {
        if (const std::optional<Json> document = parseJson(m_body)) {
            takeBody(*document);
            m_state.complete = m_state.readable && m_state.error.isEmpty();
        }
        m_body = QByteArray();
    }
}

void DocumentReader::takeSse(const SseEvent &event)
{
    if (m_state.complete || event.data.isEmpty())
        return;
    if (const std::optional<Json> document = parseJson(event.data))
        takeEvent(event.event, *document);
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

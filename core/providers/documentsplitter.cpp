// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/documentsplitter.h"

namespace Belay {

namespace {

QByteArrayView withoutBlanks(QByteArrayView bytes)
{
    const auto isBlank = [](char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; };
    while (!bytes.isEmpty() && isBlank(bytes.front()))
        bytes = bytes.sliced(1);
    return bytes;
}

} // namespace

DocumentSplitter::DocumentSplitter(AnswerForm form, qsizetype largestBody)
    : m_form(form == AnswerForm::Stream ? Form::Undecided : Form::Body)
    , m_largestBody(largestBody)
{ }

// No field of an event stream begins like this; HTML and plain answers do.
void DocumentSplitter::decide(char first)
{
    m_form = first == '{' || first == '[' ? Form::Body : first == '<' ? Form::Garbage : Form::Stream;
}

void DocumentSplitter::feed(QByteArrayView bytes, DocumentSink &sink)
{
    if (m_form == Form::Undecided) {
        bytes = withoutBlanks(bytes);
        if (!bytes.isEmpty())
            decide(bytes.front());
    }
    if (m_form == Form::Body) {
        keep(bytes);
    } else if (m_form == Form::Stream) {
        for (const SseEvent &event : m_sse.feed(bytes))
            take(event, sink);
    }
}

void DocumentSplitter::keep(QByteArrayView bytes)
{
    // DeepSeek keeps a waiting connection open with blank lines before the body.
    if (m_body.isEmpty())
        bytes = withoutBlanks(bytes);
    if (m_body.size() + bytes.size() <= m_largestBody) {
        m_body.append(bytes.data(), bytes.size());
    } else {
        m_form = Form::Garbage;
        m_body = QByteArray();
    }
}

void DocumentSplitter::end(DocumentSink &sink)
{
    if (m_form == Form::Stream) {
        if (const std::optional<SseEvent> event = m_sse.finish())
            take(*event, sink);
    } else if (m_form == Form::Body) {
        std::optional<Json> document = parseJson(std::exchange(m_body, {}));
        if (document)
            sink.takeBody(std::move(*document));
    }
}

void DocumentSplitter::take(const SseEvent &event, DocumentSink &sink)
{
    if (event.data.isEmpty())
        return;
    if (std::optional<Json> document = parseJson(event.data))
        sink.takeEvent(event.event, std::move(*document));
    else
        sink.takeText(event.data);
}

} // namespace Belay

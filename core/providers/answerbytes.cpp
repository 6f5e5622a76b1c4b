// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/answerbytes.h"

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

AnswerBytes::AnswerBytes(AnswerForm form, qsizetype largestBody, qsizetype largestEvent)
    : m_kind(form == AnswerForm::Stream ? Kind::Undecided : Kind::Body)
    , m_largestBody(largestBody)
    , m_sse(largestEvent)
{ }

std::vector<SseEvent> AnswerBytes::feed(QByteArrayView bytes)
{
    if (m_kind == Kind::Undecided) {
        bytes = withoutBlanks(bytes);
        // No field of an event stream begins like this; HTML and plain answers do.
        if (!bytes.isEmpty()) {
            const char first = bytes.front();
            m_kind = first == '{' || first == '[' ? Kind::Body : first == '<' ? Kind::Garbage : Kind::Stream;
        }
    }
    if (m_kind == Kind::Body)
        appendBody(bytes);
    return m_kind == Kind::Stream ? m_sse.feed(bytes) : std::vector<SseEvent>();
}

std::optional<SseEvent> AnswerBytes::finish()
{
    return m_kind == Kind::Stream ? m_sse.finish() : std::nullopt;
}

QByteArray AnswerBytes::takeBody()
{
    return std::exchange(m_body, {});
}

void AnswerBytes::appendBody(QByteArrayView bytes)
{
    // DeepSeek keeps a waiting connection open with blank lines before the body.
    if (m_body.isEmpty())
        bytes = withoutBlanks(bytes);
    if (m_body.size() + bytes.size() <= m_largestBody) {
        m_body.append(bytes.data(), bytes.size());
    } else {
        m_kind = Kind::Garbage;
        m_body = QByteArray();
    }
}

} // namespace Belay

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/translation/documentdecoder.h"

namespace Belay {

namespace {
constexpr qsizetype LargestEvent = 16 * 1024 * 1024; // a picture may come as one event
} // namespace

DocumentDecoder::DocumentDecoder(bool stream)
    : m_bytes(stream ? AnswerForm::Stream : AnswerForm::Whole, LargestBody, LargestEvent)
{ }

AnswerEvents DocumentDecoder::feed(QByteArrayView bytes)
{
    if (!m_ended) {
        for (const SseEvent &event : m_bytes.feed(bytes))
            takeSse(event);
    }
    return std::exchange(m_events, {});
}

AnswerEvents DocumentDecoder::end()
{
    if (m_bytes.isStream()) {
        if (const std::optional<SseEvent> event = m_bytes.finish())
            takeSse(*event);
        if (!m_ended && !m_bytes.hasFailed())
            takeClose();
    } else if (!m_ended) {
        if (const std::optional<Json> document = parseJson(m_bytes.takeBody()))
            takeBody(*document);
    }
    m_ended = true;
    return std::exchange(m_events, {});
}

void DocumentDecoder::takeSse(const SseEvent &event)
{
    if (m_ended || event.data.isEmpty())
        return;
    if (const std::optional<Json> document = parseJson(event.data))
        takeEvent(event.event, *document);
    else
        takeText(event.data);
}

void DocumentDecoder::complete()
{
    m_events.push_back(AnswerCompleted {});
    m_ended = true;
}

} // namespace Belay

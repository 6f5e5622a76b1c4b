// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/ssereader.h"

#include <algorithm>

namespace Belay {

namespace {

constexpr char ByteOrderMark[] = "\xEF\xBB\xBF";

} // namespace

std::vector<SseEvent> SseReader::feed(QByteArrayView bytes)
{
    std::vector<SseEvent> events;
    while (!bytes.isEmpty() && !m_failed) {
        if (m_skipLineFeed) {
            m_skipLineFeed = false;
            if (bytes.front() == '\n') {
                bytes = bytes.sliced(1);
                continue;
            }
        }
        const auto end
            = std::find_if(bytes.begin(), bytes.end(), [](char c) { return c == '\n' || c == '\r'; });
        const qsizetype length = end - bytes.begin();
        if (!keepRest(bytes.first(length)) || end == bytes.end())
            break;
        m_skipLineFeed = *end == '\r';
        const QByteArray line = std::exchange(m_line, {});
        takeLine(line, events);
        bytes = bytes.sliced(length + 1);
    }
    return events;
}

std::optional<SseEvent> SseReader::finish()
{
    if (m_failed)
        return {};
    std::vector<SseEvent> events;
    if (!m_line.isEmpty())
        takeLine(std::exchange(m_line, {}), events);
    return takeEvent();
}

bool SseReader::keepRest(QByteArrayView rest)
{
    if (m_line.size() + m_event.data.size() + rest.size() > m_largestEvent) {
        m_failed = true;
        m_line.clear();
        m_event = {};
        return false;
    }
    m_line.append(rest.data(), rest.size());
    return true;
}

void SseReader::takeLine(QByteArrayView line, std::vector<SseEvent> &events)
{
    if (std::exchange(m_atStart, false) && line.startsWith(ByteOrderMark))
        line = line.sliced(3);
    if (line.isEmpty()) {
        if (auto event = takeEvent())
            events.push_back(std::move(*event));
        return;
    }
    const qsizetype colon = line.indexOf(':');
    if (colon == 0)
        return; // a comment: how providers keep a silent stream open
    QByteArrayView value;
    if (colon > 0)
        value = line.sliced(colon + 1);
    if (value.startsWith(' '))
        value = value.sliced(1);
    takeField(colon > 0 ? line.first(colon) : line, value);
}

void SseReader::takeField(QByteArrayView name, QByteArrayView value)
{
    if (name == "data") {
        if (std::exchange(m_hasData, true))
            m_event.data.append('\n');
        m_event.data.append(value.data(), value.size());
        m_hasFields = true;
    } else if (name == "event") {
        m_event.event = value.toByteArray();
        m_hasFields = true;
    }
}

std::optional<SseEvent> SseReader::takeEvent()
{
    m_hasData = false;
    if (!std::exchange(m_hasFields, false))
        return {};
    return std::exchange(m_event, {});
}

} // namespace Belay

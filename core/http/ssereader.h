// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <optional>
#include <vector>

namespace Belay {

struct SseEvent {
    QByteArray event; ///< empty where the stream names none
    QByteArray data; ///< several data lines joined by a line feed
    bool operator==(const SseEvent &) const = default;
};

/// Reads server-sent events (WHATWG HTML, 9.2) from bytes that may be split anywhere. No I/O, no thread.
class SseReader final
{
public:
    static constexpr qsizetype MaxEventBytes = 1024 * 1024;

    explicit SseReader(qsizetype largestEvent = MaxEventBytes)
        : m_largestEvent(largestEvent)
    { }

    /// The events that these bytes complete. Once an event grew over the largest there are none any more.
    std::vector<SseEvent> feed(QByteArrayView bytes);
    /// The last event of a stream that closed without its blank line, if there is one.
    std::optional<SseEvent> finish();
    bool hasFailed() const { return m_failed; }

private:
    void takeLine(QByteArrayView line, std::vector<SseEvent> &events);
    void takeField(QByteArrayView name, QByteArrayView value);
    std::optional<SseEvent> takeEvent();
    bool keepRest(QByteArrayView rest);

    qsizetype m_largestEvent;
    QByteArray m_line; // the part of a line that has come so far
    SseEvent m_event;
    bool m_hasFields = false;
    bool m_hasData = false;
    bool m_skipLineFeed = false; // the carriage return before it has ended the line already
    bool m_atStart = true;
    bool m_failed = false;
};

} // namespace Belay

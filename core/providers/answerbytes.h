// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/ssereader.h"
#include "core/providers/codec.h"

namespace Belay {

/// Sorts the bytes of an answer as they come: events of a stream, or one body. What should be a stream and
/// turns out to be a plain body (an error in a 200, a server that cannot stream) is kept as one.
class AnswerBytes final
{
public:
    AnswerBytes(AnswerForm form, qsizetype largestBody, qsizetype largestEvent);

    /// The events that these bytes complete.
    std::vector<SseEvent> feed(QByteArrayView bytes);
    /// The last event of a stream that closed without its blank line.
    std::optional<SseEvent> finish();
    /// What came as a body; empty for a stream, HTML and a flood.
    QByteArray takeBody();
    bool isStream() const { return m_kind == Kind::Stream; }
    /// An event was too large: there are none any more.
    bool hasFailed() const { return m_sse.hasFailed(); }

private:
    enum class Kind { Undecided, Stream, Body, Garbage };

    void appendBody(QByteArrayView bytes);

    Kind m_kind;
    qsizetype m_largestBody;
    SseReader m_sse;
    QByteArray m_body;
};

} // namespace Belay

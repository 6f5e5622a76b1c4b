// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/providers/answerbytes.h"
#include "core/providers/json.h"
#include "core/providers/translation/dialectface.h"

namespace Belay {

/// What the decoders of all forms share: bytes become JSON documents, one event of a stream or one body each.
/// After complete() or fail() nothing more is read.
class DocumentDecoder : public AnswerDecoder
{
public:
    explicit DocumentDecoder(bool stream);

    AnswerEvents feed(QByteArrayView bytes) final;
    AnswerEvents end() final;

protected:
    /// One event of a stream, with its name where it has one.
    virtual void takeEvent(const QByteArray &name, const Json &document) = 0;
    virtual void takeBody(const Json &document) = 0;
    /// Text of an event that is no JSON: `[DONE]`.
    virtual void takeText(const QByteArray &) { }
    /// The stream has closed without a terminal marker.
    virtual void takeClose() { }

    void emitEvent(AnswerEvent event) { m_events.push_back(std::move(event)); }
    /// Tells AnswerCompleted, and nothing after it.
    void complete();
    void fail() { m_ended = true; }
    bool hasEnded() const { return m_ended; }

private:
    void takeSse(const SseEvent &event);

    AnswerBytes m_bytes;
    AnswerEvents m_events;
    bool m_ended = false;
};

} // namespace Belay

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/providers/answerbytes.h"
#include "core/providers/codec.h"
#include "core/providers/json.h"

namespace Belay {

/// What the readers of all dialects share: bytes become JSON documents, one event of a stream or one body
/// each. Holds one event of a stream, or a body of at most 64 MiB
/// (8 MiB where a stream was asked for).
class DocumentReader : public AnswerReader
{
public:
    explicit DocumentReader(AnswerForm form, qsizetype largestEvent = SseReader::MaxEventBytes);

    void head(const HttpHead &head) final;
    void feed(QByteArrayView bytes) final;
    void end() final;
    const AnswerState &state() const final { return m_state; }

protected:
    /// One event of a stream, with its name where it has one.
    virtual void takeEvent(const QByteArray &name, const Json &document) = 0;
    virtual void takeBody(const Json &document) = 0;
    /// Reads an event without a name, or a body, without a tree; false: it has to be read with one.
    virtual bool glance(QByteArrayView) { return false; }
    /// Text of an event that is no JSON: `[DONE]`.
    virtual void takeText(const QByteArray &) { }

    void noteError(const Json &document);
    void noteFinish(const QString &reason);
    /// Takes the text of a member where it is not empty.
    static void note(QString &field, const Json *value);
    AnswerState &mutableState() { return m_state; }

private:
    void takeSse(const SseEvent &event);

    AnswerState m_state;
    AnswerBytes m_bytes;
};

/// Also of gateways and proxies in front of a provider; empty where no header tells one.
QString requestIdOf(const HttpHeaders &headers);

} // namespace Belay

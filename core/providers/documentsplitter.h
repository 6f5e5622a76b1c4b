// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/ssereader.h"
#include "core/providers/codec.h"
#include "core/providers/json.h"

namespace Belay {

/// What comes out of a DocumentSplitter.
class DocumentSink
{
public:
    /// One event of a stream, with its name where it has one.
    virtual void takeEvent(const QByteArray &name, Json document) = 0;
    virtual void takeBody(Json document) = 0;
    /// Text of an event that is no JSON: `[DONE]`.
    virtual void takeText(const QByteArray &) { }

protected:
    ~DocumentSink() = default;
};

/// Cuts the bytes of an answer into JSON documents: one event of a stream or one body each. A stream that
/// turns out to be a plain body (an error in a 200, a server that cannot stream) is read as one. Holds one
/// event of a stream, or a body.
class DocumentSplitter final
{
public:
    DocumentSplitter(AnswerForm form, qsizetype largestBody);

    void feed(QByteArrayView bytes, DocumentSink &sink);
    /// The last event of a stream that was not closed, or the body.
    void end(DocumentSink &sink);
    /// Whether events have come, and none was too large.
    bool isSoundStream() const { return m_form == Form::Stream && !m_sse.hasFailed(); }

private:
    enum class Form { Undecided, Stream, Body, Garbage };

    void decide(char first);
    void keep(QByteArrayView bytes);
    static void take(const SseEvent &event, DocumentSink &sink);

    Form m_form;
    qsizetype m_largestBody;
    SseReader m_sse;
    QByteArray m_body;
};

} // namespace Belay

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/providers/documentsplitter.h"

namespace Belay {

/// What the readers of all dialects share: a state that is noted as documents come. Holds one event of a
/// stream, or a body of at most 8 MiB.
class DocumentReader : public AnswerReader, protected DocumentSink
{
public:
    explicit DocumentReader(AnswerForm form);

    void head(const HttpHead &head) final;
    void feed(QByteArrayView bytes) final;
    void end() final;
    const AnswerState &state() const final { return m_state; }

protected:
    /// One event of a stream, with its name where it has one.
    virtual void readEvent(const QByteArray &name, const Json &document) = 0;
    virtual void readBody(const Json &document) = 0;
    /// Text of an event that is no JSON: `[DONE]`.
    virtual void readText(const QByteArray &) { }

    void noteError(const Json &document);
    void noteFinish(const QString &reason);
    /// Takes the text of a member where it is not empty.
    static void note(QString &field, const Json *value);
    AnswerState &mutableState() { return m_state; }

private:
    void takeEvent(const QByteArray &name, Json document) final;
    void takeBody(Json document) final;
    void takeText(const QByteArray &text) final;

    AnswerState m_state;
    DocumentSplitter m_splitter;
};

/// Also of gateways and proxies in front of a provider; empty where no header tells one.
QString requestIdOf(const HttpHeaders &headers);

} // namespace Belay

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/gateway/upstreamwriter.h"
#include "core/providers/codec.h"
#include "core/providers/translation/dialectface.h"

#include <memory>

namespace Belay {

struct RelayForm {
    Face face = Face::ChatCompletions;
    bool stream = false;
    Passage passage = Passage::Native;
    Dialect dialect = Dialect::OpenAi; ///< of the target
    AnswerContext context;
};

/// Turns what one target sends into what the client gets, and tells what has been read of it. Decides nothing
/// and sends nothing: who owns it takes the bytes once they are the client's.
class AnswerRelay
{
public:
    virtual ~AnswerRelay() = default;
    /// Bytes of an answer with a good status. An error in a stream, or an event that is none, is kept back
    /// with all after it.
    virtual void feed(QByteArrayView bytes) = 0;
    /// The transport ended without a failure.
    virtual void end() = 0;
    virtual const AnswerState &state() const = 0;
    /// It has grown beyond what is kept of one, and can no longer end well; nothing more is taken.
    virtual bool isFull() const { return false; }
    /// What ends it for the client after a break behind content (contract 8, *After commit*): an error event
    /// of its dialect, no terminal marker. `form` is what it was created with.
    virtual QByteArray breakOff(const RelayForm &form, const ClientFault &fault);
    /// The client's bytes that have gathered since the last call.
    QByteArray take() { return std::exchange(m_held, {}); }
    qsizetype held() const { return m_held.size(); }
    /// Of an answer that nobody could read: how it began.
    const QByteArray &beginning() const { return m_beginning; }

protected:
    void hold(QByteArrayView bytes) { m_held.append(bytes); }
    /// Evidence, should it turn out not to be an answer: the first 64 KiB while nothing was understood.
    void keepBeginning(QByteArrayView bytes);

private:
    QByteArray m_held;
    QByteArray m_beginning;
};

std::unique_ptr<AnswerRelay> createRelay(const RelayForm &form, const HttpHead &head);

} // namespace Belay

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/answerrelay.h"

#include "core/http/ssereader.h"
#include "core/providers/facereaders.h"

#include <algorithm>

namespace Belay {

namespace {

constexpr qsizetype LongestBeginning = 64 * 1024;

std::unique_ptr<AnswerReader> readerFor(const RelayForm &form)
{
    const AnswerForm answer = form.stream ? AnswerForm::Stream : AnswerForm::Whole;
    if (form.passage == Passage::Native) {
        switch (form.face) {
        case Face::Responses:
            return responsesReader(answer);
        case Face::Completions:
            return completionsReader(answer);
        case Face::Embeddings:
            return embeddingsReader();
        case Face::CountTokens:
            return tokenCountReader();
        case Face::ChatCompletions:
        case Face::Messages:
        case Face::Passthrough:
            break;
        }
    }
    return codecFor(form.dialect).reader(answer);
}

/// Just behind the last event that is whole; 0 where none is.
qsizetype endOfEvents(QByteArrayView bytes)
{
    for (qsizetype at = bytes.size() - 1; at > 0; --at) {
        if (bytes[at] != '\n')
            continue;
        const bool isBlank
            = bytes[at - 1] == '\n' || (at > 1 && bytes[at - 1] == '\r' && bytes[at - 2] == '\n');
        if (isBlank)
            return at + 1;
    }
    return 0;
}

/// The first event of what has at least one.
QByteArrayView firstEvent(QByteArrayView bytes)
{
    for (qsizetype at = 1; at < bytes.size(); ++at) {
        if (bytes[at] == '\n'
            && (bytes[at - 1] == '\n' || (at > 1 && bytes[at - 1] == '\r' && bytes[at - 2] == '\n')))
            return bytes.first(at + 1);
    }
    return bytes;
}

/// The provider's own events, untouched, each passed on once it is whole, so that an error among them can be
/// kept back.
class NativeStream final : public AnswerRelay
{
public:
    explicit NativeStream(std::unique_ptr<AnswerReader> reader)
        : m_reader(std::move(reader))
    { }
    void feed(QByteArrayView bytes) override
    {
        if (hasFailed())
            return;
        if (!m_reader->state().readable)
            keepBeginning(bytes);
        m_partial.append(bytes);
        const qsizetype whole = endOfEvents(m_partial);
        if (whole > 0)
            pass(QByteArrayView(m_partial).first(whole));
        m_partial.remove(0, whole);
        // A body where a stream was asked for has no events: the reader tells what it is.
        if (m_partial.size() > LargestEvent) {
            pass(m_partial);
            m_partial.clear();
        }
    }
    void end() override
    {
        m_reader->feed(m_partial);
        m_reader->end();
        // What is left of a stream that broke is half of an event: the client's last one stands by itself.
        if (m_reader->state().complete && !hasFailed())
            hold(m_partial);
        m_partial.clear();
    }
    const AnswerState &state() const override { return m_reader->state(); }

private:
    static constexpr qsizetype LargestEvent = SseReader::MaxEventBytes;

    bool hasFailed() const { return !m_reader->state().error.isEmpty() || m_reader->state().garbled; }
    void pass(QByteArrayView events)
    {
        while (!events.isEmpty() && !hasFailed()) {
            const QByteArrayView event = firstEvent(events);
            m_reader->feed(event);
            if (!hasFailed())
                hold(event);
            events = events.sliced(event.size());
        }
    }

    std::unique_ptr<AnswerReader> m_reader;
    QByteArray m_partial;
};

/// A whole answer, passed on as it came once it has been read.
class NativeWhole final : public AnswerRelay
{
public:
    explicit NativeWhole(std::unique_ptr<AnswerReader> reader)
        : m_reader(std::move(reader))
    { }
    void feed(QByteArrayView bytes) override
    {
        keepBeginning(bytes);
        m_reader->feed(bytes);
        hold(bytes);
    }
    void end() override { m_reader->end(); }
    const AnswerState &state() const override { return m_reader->state(); }

private:
    std::unique_ptr<AnswerReader> m_reader;
};

class TranslatedAnswer final : public AnswerRelay
{
public:
    TranslatedAnswer(const RelayForm &form, std::unique_ptr<AnswerReader> reader)
        : m_reader(std::move(reader))
        , m_decoder(targetFace(form.dialect).decoder(form.stream))
        , m_encoder(clientFace(*formOf(form.face)).encoder(form.stream, form.context))
        , m_endRepeatsAll(form.stream && form.face == Face::Responses)
    { }
    void feed(QByteArrayView bytes) override
    {
        if (!m_reader->state().readable)
            keepBeginning(bytes);
        m_reader->feed(bytes);
        if (!m_reader->state().garbled)
            encode(m_decoder->feed(bytes));
    }
    void end() override
    {
        m_reader->end();
        encode(m_decoder->end());
    }
    const AnswerState &state() const override { return m_reader->state(); }
    bool isFull() const override { return m_endRepeatsAll && m_said > MostRepeated; }
    QByteArray breakOff(const RelayForm &, const ClientFault &fault) override
    {
        return m_encoder->fail(fault);
    }

private:
    // Far more than any model writes in one answer.
    static constexpr size_t MostRepeated = 16 * 1024 * 1024;

    void encode(const AnswerEvents &events)
    {
        for (const AnswerEvent &event : events) {
            m_said += lengthOf(event);
            if (isFull())
                return;
            hold(m_encoder->take(event));
        }
    }
    /// Of what an encoder keeps where the end of a stream repeats it.
    static size_t lengthOf(const AnswerEvent &event)
    {
        const auto of = [](const auto &piece) -> size_t {
            if constexpr (requires { piece.text; })
                return piece.text.size();
            else
                return 0;
        };
        return std::visit(of, event);
    }

    std::unique_ptr<AnswerReader> m_reader;
    std::unique_ptr<AnswerDecoder> m_decoder;
    std::unique_ptr<AnswerEncoder> m_encoder;
    bool m_endRepeatsAll; // what was said is kept until then
    size_t m_said = 0;
};

/// Nobody reads it: the first byte is its content, the transport's end its own.
class RawAnswer final : public AnswerRelay
{
public:
    void feed(QByteArrayView bytes) override
    {
        m_state.readable = true;
        m_state.content = m_state.content || !bytes.isEmpty();
        hold(bytes);
    }
    void end() override
    {
        m_state.readable = true;
        m_state.content = true;
        m_state.complete = true;
    }
    const AnswerState &state() const override { return m_state; }
    /// Whose dialect nobody knows has no error event.
    QByteArray breakOff(const RelayForm &, const ClientFault &) override { return {}; }

private:
    AnswerState m_state;
};

} // namespace

void AnswerRelay::keepBeginning(QByteArrayView bytes)
{
    const qsizetype room = LongestBeginning - m_beginning.size();
    m_beginning.append(bytes.first(std::clamp<qsizetype>(room, 0, bytes.size())));
}

QByteArray AnswerRelay::breakOff(const RelayForm &form, const ClientFault &fault)
{
    AnswerContext context = form.context;
    context.firstSequence = state().sequence ? *state().sequence + 1 : 0;
    return clientFace(formOf(form.face).value_or(DialectForm::Chat)).encoder(true, context)->fail(fault);
}

std::unique_ptr<AnswerRelay> createRelay(const RelayForm &form, const HttpHead &head)
{
    if (form.passage == Passage::Raw)
        return std::make_unique<RawAnswer>();
    std::unique_ptr<AnswerReader> reader = readerFor(form);
    reader->head(head);
    if (form.passage == Passage::Translated)
        return std::make_unique<TranslatedAnswer>(form, std::move(reader));
    if (form.stream)
        return std::make_unique<NativeStream>(std::move(reader));
    return std::make_unique<NativeWhole>(std::move(reader));
}

} // namespace Belay

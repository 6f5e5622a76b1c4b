// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/requestreader.h"

#include "core/http/httpgrammar.h"

#include <algorithm>

namespace Belay {

namespace {

int hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    const char lower = static_cast<char>(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

} // namespace

RequestReader::RequestReader(RequestLimits limits)
    : m_limits(limits)
    , m_lines(limits.fields)
{ }

void RequestReader::feed(const QByteArray &bytes)
{
    if (m_state == State::Failed)
        return;
    keepRest();
    if (m_buffer.isEmpty())
        m_buffer = bytes; // shared: a body is not copied here
    else
        m_buffer.append(bytes);
}

void RequestReader::lend(QByteArrayView bytes)
{
    feed(QByteArray::fromRawData(bytes.data(), bytes.size()));
    m_isLent = m_buffer.constData() == bytes.data();
}

void RequestReader::keepRest()
{
    if (m_pos == m_buffer.size())
        m_buffer.clear();
    else if (m_isLent)
        m_buffer = QByteArray(m_buffer.constData() + m_pos, m_buffer.size() - m_pos);
    else
        m_buffer.remove(0, m_pos);
    m_isLent = false;
    m_searched = std::clamp(m_searched - m_pos, qsizetype {0}, m_buffer.size());
    m_pos = 0;
    m_body = {};
}

RequestReader::Event RequestReader::next()
{
    m_body = {};
    switch (m_state) {
    case State::RequestLine:
    case State::Fields:
        return readHead();
    case State::FixedBody:
        return readBody();
    case State::ChunkSize:
    case State::ChunkData:
    case State::ChunkEnd:
    case State::Trailers:
        return readChunked();
    case State::Done:
        return Event::NeedsMore;
    case State::Failed:
        break;
    }
    return Event::Failed;
}

void RequestReader::nextRequest()
{
    if (m_state != State::Done)
        return;
    m_state = State::RequestLine;
    m_lines.clear();
    m_bodyBytes = m_left = 0;
    m_headBytes = m_extensionBytes = m_trailerBytes = 0;
    m_searched = m_pos;
}

RequestReader::Event RequestReader::fail(RequestFault fault, const char *detail)
{
    m_state = State::Failed;
    m_fault = fault;
    m_detail = detail;
    m_buffer.clear();
    m_pos = m_searched = 0;
    return Event::Failed;
}

bool RequestReader::refuse(const char *detail, RequestFault fault)
{
    fail(fault, detail);
    return false;
}

// The next line without its CRLF. Nothing: it is not whole yet, or the reader has failed.
std::optional<QByteArrayView> RequestReader::takeLine()
{
    const qsizetype end = QByteArrayView {m_buffer}.indexOf('\n', std::max(m_searched, m_pos));
    if (end < 0) {
        m_searched = m_buffer.size();
        return {};
    }
    const qsizetype begin = m_pos;
    m_pos = m_searched = end + 1;
    if (end == begin || m_buffer.at(end - 1) != '\r') {
        fail(RequestFault::BadFraming, "a line ends in LF alone");
        return {};
    }
    return QByteArrayView {m_buffer}.sliced(begin, end - 1 - begin);
}

RequestReader::Event RequestReader::readHead()
{
    // What cannot be a request, such as a TLS greeting, is not waited for.
    if (m_state == State::RequestLine && m_pos < m_buffer.size() && !isTokenChar(m_buffer.at(m_pos))
        && m_buffer.at(m_pos) != '\r' && m_buffer.at(m_pos) != '\n')
        return fail(RequestFault::BadFraming, "not a request line");
    for (;;) {
        const qsizetype begin = m_pos;
        const auto line = takeLine();
        if (m_state == State::Failed)
            return Event::Failed;
        m_headBytes += line ? m_pos - begin : 0;
        const qsizetype waiting = line ? 0 : m_buffer.size() - m_pos;
        if (m_headBytes + waiting > m_limits.headBytes)
            return fail(RequestFault::HeadTooLarge, "the head is too long");
        if (!line)
            return Event::NeedsMore;
        if (m_state == State::RequestLine) {
            // RFC 9112 2.2: empty lines before the request line are forgiven; they count as part of the head.
            if (line->isEmpty())
                continue;
            if (!m_lines.takeRequestLine(*line))
                return failHead();
            m_state = State::Fields;
        } else if (line->isEmpty()) {
            return finishHead();
        } else if (!m_lines.takeField(*line)) {
            return failHead();
        }
    }
}

RequestReader::Event RequestReader::failHead()
{
    return fail(m_lines.fault(), m_lines.detail());
}

RequestReader::Event RequestReader::finishHead()
{
    if (!m_lines.finish())
        return failHead();
    m_left = head().contentLength.value_or(0);
    m_state = head().chunked ? State::ChunkSize : State::FixedBody;
    return Event::Head;
}

RequestReader::Event RequestReader::takePiece()
{
    const qsizetype size = static_cast<qsizetype>(std::min<qint64>(m_left, m_buffer.size() - m_pos));
    m_body = QByteArrayView {m_buffer}.sliced(m_pos, size);
    m_pos += size;
    m_left -= size;
    return Event::Body;
}

RequestReader::Event RequestReader::readBody()
{
    // Only now, so that who may not come in at all has been told so at the head.
    if (head().contentLength.value_or(0) > m_limits.bodyBytes)
        return fail(RequestFault::BodyTooLarge, "the body is too long");
    if (m_left == 0) {
        m_state = State::Done;
        return Event::End;
    }
    return m_pos < m_buffer.size() ? takePiece() : Event::NeedsMore;
}

RequestReader::Event RequestReader::readChunked()
{
    for (;;) {
        if (m_state == State::ChunkData) {
            if (m_left > 0)
                return m_pos < m_buffer.size() ? takePiece() : Event::NeedsMore;
            m_state = State::ChunkEnd;
        }
        const qsizetype begin = m_pos;
        const auto line = takeLine();
        if (m_state == State::Failed)
            return Event::Failed;
        const qsizetype size = (line ? m_pos : m_buffer.size()) - begin;
        if (m_state == State::Trailers && m_trailerBytes + size > m_limits.trailerBytes)
            return fail(RequestFault::HeadTooLarge, "the trailers are too long");
        if (m_state == State::ChunkEnd && (line ? !line->isEmpty() : size > 1))
            return fail(RequestFault::BadFraming, "a chunk is longer than it says");
        if (m_state == State::ChunkSize && size > m_limits.chunkLineBytes)
            return fail(RequestFault::BadFraming, "the line of a chunk's size is too long");
        if (!line)
            return Event::NeedsMore;
        if (m_state == State::ChunkEnd) {
            m_state = State::ChunkSize;
        } else if (m_state == State::ChunkSize) {
            if (!readChunkSize(*line))
                return Event::Failed;
        } else if (line->isEmpty()) {
            m_state = State::Done;
            return Event::End;
        } else {
            m_trailerBytes += size;
            const qsizetype colon = line->indexOf(':');
            if (colon < 0 || !isToken(line->first(colon)) || !isFieldText(line->sliced(colon)))
                return fail(RequestFault::BadFraming, "a trailer is not a field");
        }
    }
}

bool RequestReader::readChunkSize(QByteArrayView line)
{
    constexpr qsizetype MostDigits = 15; // so that it fits
    qsizetype digits = 0;
    qint64 size = 0;
    while (digits < line.size() && hexDigit(line.at(digits)) >= 0) {
        if (digits == MostDigits)
            return refuse("the size of a chunk has too many digits");
        size = size * 16 + hexDigit(line.at(digits++));
    }
    const QByteArrayView extension = line.sliced(digits);
    if (digits == 0 || (!extension.isEmpty() && extension.front() != ';') || !isFieldText(extension))
        return refuse("the size of a chunk is not a number");
    m_extensionBytes += extension.size();
    if (m_extensionBytes > m_limits.extensionBytes)
        return refuse("too many chunk extensions");
    if (size > m_limits.bodyBytes - m_bodyBytes)
        return refuse("the body is too long", RequestFault::BodyTooLarge);
    m_bodyBytes += size;
    m_left = size;
    m_state = size > 0 ? State::ChunkData : State::Trailers;
    return true;
}

} // namespace Belay

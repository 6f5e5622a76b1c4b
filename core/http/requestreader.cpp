// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/requestreader.h"

#include <algorithm>
#include <cstring>

namespace Belay {

namespace {

// RFC 9110 5.6.2
bool isTokenChar(char c)
{
    const auto u = static_cast<unsigned char>(c);
    if ((u >= 'a' && u <= 'z') || (u >= 'A' && u <= 'Z') || (u >= '0' && u <= '9'))
        return true;
    return u != 0 && std::strchr("!#$%&'*+-.^_`|~", c);
}

bool isToken(QByteArrayView text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), isTokenChar);
}

// A control byte in a value is what splits a message in two further on.
bool isFieldText(QByteArrayView text)
{
    return std::all_of(text.begin(), text.end(), [](char c) {
        const auto u = static_cast<unsigned char>(c);
        return u == '\t' || (u >= 0x20 && u != 0x7f);
    });
}

bool isTargetText(QByteArrayView text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7f; });
}

QByteArrayView withoutBlanks(QByteArrayView text)
{
    const auto isBlank = [](char c) { return c == ' ' || c == '\t'; };
    while (!text.isEmpty() && isBlank(text.front()))
        text = text.sliced(1);
    while (!text.isEmpty() && isBlank(text.back()))
        text.chop(1);
    return text;
}

bool equal(QByteArrayView a, QByteArrayView b)
{
    return a.compare(b, Qt::CaseInsensitive) == 0;
}

int hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    const char lower = static_cast<char>(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

} // namespace

QByteArrayView RequestHead::path() const
{
    const QByteArrayView view {target};
    const qsizetype query = view.indexOf('?');
    return query < 0 ? view : view.first(query);
}

QByteArray RequestHead::header(QByteArrayView name) const
{
    const auto found = std::find_if(headers.begin(), headers.end(),
        [name](const HttpHeader &header) { return equal(header.first, name); });
    return found == headers.end() ? QByteArray() : found->second;
}

RequestReader::RequestReader(RequestLimits limits)
    : m_limits(limits)
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
    m_head = {};
    m_bodyBytes = m_left = 0;
    m_headBytes = m_extensionBytes = m_trailerBytes = 0;
    m_authority.clear();
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
            if (!readRequestLine(*line))
                return Event::Failed;
        } else if (line->isEmpty()) {
            return finishHead() ? Event::Head : Event::Failed;
        } else if (!readField(*line)) {
            return Event::Failed;
        }
    }
}

bool RequestReader::readRequestLine(QByteArrayView line)
{
    // RFC 9112 2.2: empty lines before the request line are forgiven; they count as part of the head.
    if (line.isEmpty())
        return true;
    const qsizetype first = line.indexOf(' ');
    const qsizetype last = line.lastIndexOf(' ');
    if (first < 0 || last == first)
        return refuse("the request line has not three parts");
    const QByteArrayView method = line.first(first);
    const QByteArrayView target = line.sliced(first + 1, last - first - 1);
    const QByteArrayView version = line.sliced(last + 1);
    if (!isToken(method))
        return refuse("the method is not a token");
    if (version != "HTTP/1.1" && version != "HTTP/1.0")
        return refuse("not HTTP/1.1");
    m_head.method = method.toByteArray();
    m_head.minorVersion = version.back() - '0';
    m_state = State::Fields;
    return readTarget(target);
}

/// RFC 9112 3.2: a path; `*`; or a whole URL, as for a proxy, whose host must be that of Host.
bool RequestReader::readTarget(QByteArrayView target)
{
    constexpr QByteArrayView Scheme {"http://"};
    const bool isOptions = m_head.method == "OPTIONS";
    if (target.isEmpty() || !isTargetText(target))
        return refuse("the target is not a path");
    if (target.front() == '/' || (target == "*" && isOptions)) {
        m_head.target = target.toByteArray();
        return true;
    }
    if (target.size() <= Scheme.size() || !equal(target.first(Scheme.size()), Scheme))
        return refuse("the target is not a path");
    const QByteArrayView rest = target.sliced(Scheme.size());
    const auto end = std::find_if(rest.begin(), rest.end(), [](char c) { return c == '/' || c == '?'; });
    m_authority = rest.first(end - rest.begin()).toByteArray();
    if (m_authority.isEmpty())
        return refuse("the target names no host");
    m_head.target = rest.sliced(m_authority.size()).toByteArray();
    if (m_head.target.isEmpty() && isOptions)
        m_head.target = "*";
    else if (!m_head.target.startsWith('/'))
        m_head.target.prepend('/');
    return true;
}

bool RequestReader::readField(QByteArrayView line)
{
    if (line.front() == ' ' || line.front() == '\t')
        return refuse("a field is folded over two lines");
    const qsizetype colon = line.indexOf(':');
    if (colon < 0 || !isToken(line.first(colon)))
        return refuse("the name of a field is not a token");
    const QByteArrayView value = withoutBlanks(line.sliced(colon + 1));
    if (!isFieldText(value))
        return refuse("a field holds a control character");
    if (static_cast<int>(m_head.headers.size()) >= m_limits.fields)
        return refuse("too many fields", RequestFault::HeadTooLarge);
    m_head.headers.emplace_back(line.first(colon).toByteArray(), value.toByteArray());
    return true;
}

bool RequestReader::finishHead()
{
    if (!readHost() || !readFraming())
        return false;
    readConnection();
    const QByteArray expect = m_head.header("expect");
    if (!expect.isEmpty() && !equal(expect, "100-continue"))
        return refuse("an expectation that nobody knows");
    m_head.expectsContinue = !expect.isEmpty() && m_head.minorVersion == 1;
    m_left = m_head.contentLength.value_or(0);
    m_state = m_head.chunked ? State::ChunkSize : State::FixedBody;
    return true;
}

bool RequestReader::readHost()
{
    const auto isHost = [](const HttpHeader &header) { return equal(header.first, "host"); };
    const auto count = std::count_if(m_head.headers.begin(), m_head.headers.end(), isHost);
    if (count > 1 || (count == 0 && m_head.minorVersion == 1))
        return refuse("not one Host");
    if (count == 0 && m_authority.isEmpty())
        return true;
    if (count == 0)
        m_head.headers.emplace_back("host", m_authority);
    const QByteArray host = m_head.header("host");
    if (!m_authority.isEmpty() && !equal(host, m_authority))
        return refuse("the target names another host than Host");
    const bool clean = std::all_of(host.begin(), host.end(), [](char c) {
        return (isTokenChar(c) && !std::strchr("#^`|'*&+!$", c)) || c == ':' || c == '[' || c == ']';
    });
    return (!host.isEmpty() && clean) || refuse("Host is not a host with a port");
}

bool RequestReader::readFraming()
{
    int lengths = 0;
    int codings = 0;
    QByteArray length;
    QByteArray coding;
    for (const auto &[name, value] : m_head.headers) {
        if (equal(name, "content-length")) {
            ++lengths;
            length = value;
        } else if (equal(name, "transfer-encoding")) {
            ++codings;
            coding = value;
        }
    }
    if (lengths > 1 || codings > 1 || (lengths && codings))
        return refuse("the length of the body is stated twice");
    if (codings && (m_head.minorVersion == 0 || !equal(coding, "chunked")))
        return refuse("a transfer coding that is not read here");
    if (lengths) {
        constexpr qsizetype MostDigits = 18; // so that it fits
        const bool digits
            = std::all_of(length.begin(), length.end(), [](char c) { return c >= '0' && c <= '9'; });
        if (length.isEmpty() || length.size() > MostDigits || !digits)
            return refuse("Content-Length is not a number");
        m_head.contentLength = length.toLongLong();
    }
    m_head.chunked = codings == 1;
    return true;
}

void RequestReader::readConnection()
{
    m_head.keepAlive = m_head.minorVersion == 1;
    for (const auto &[name, value] : m_head.headers) {
        if (!equal(name, "connection"))
            continue;
        for (const QByteArray &option : value.split(',')) {
            if (equal(withoutBlanks(option), "close"))
                m_head.keepAlive = false;
        }
    }
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
    if (m_head.contentLength.value_or(0) > m_limits.bodyBytes)
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

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/requestheadreader.h"

#include "core/http/httpgrammar.h"

#include <algorithm>
#include <cstring>

namespace Belay {

namespace {

bool isTargetText(QByteArrayView text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7f; });
}

} // namespace

RequestHeadReader::RequestHeadReader(int mostFields)
    : m_mostFields(mostFields)
{ }

void RequestHeadReader::clear()
{
    m_head = {};
    m_authority.clear();
}

bool RequestHeadReader::refuse(const char *detail, RequestFault fault)
{
    m_fault = fault;
    m_detail = detail;
    return false;
}

bool RequestHeadReader::takeRequestLine(QByteArrayView line)
{
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
    constexpr size_t UsualFields = 16; // each more doubles the room
    m_head.headers.reserve(UsualFields);
    m_head.method = method.toByteArray();
    m_head.minorVersion = version.back() - '0';
    return readTarget(target);
}

/// RFC 9112 3.2: a path; `*`; or a whole URL, as for a proxy, whose host must be that of Host.
bool RequestHeadReader::readTarget(QByteArrayView target)
{
    constexpr QByteArrayView Scheme {"http://"};
    const bool isOptions = m_head.method == "OPTIONS";
    if (target.isEmpty() || !isTargetText(target))
        return refuse("the target is not a path");
    if (target.front() == '/' || (target == "*" && isOptions)) {
        m_head.target = target.toByteArray();
        return true;
    }
    if (target.size() <= Scheme.size() || !equalAnyCase(target.first(Scheme.size()), Scheme))
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

bool RequestHeadReader::takeField(QByteArrayView line)
{
    if (line.front() == ' ' || line.front() == '\t')
        return refuse("a field is folded over two lines");
    const qsizetype colon = line.indexOf(':');
    if (colon < 0 || !isToken(line.first(colon)))
        return refuse("the name of a field is not a token");
    const QByteArrayView value = withoutOuterBlanks(line.sliced(colon + 1));
    if (!isFieldText(value))
        return refuse("a field holds a control character");
    if (static_cast<int>(m_head.headers.size()) >= m_mostFields)
        return refuse("too many fields", RequestFault::HeadTooLarge);
    m_head.headers.emplace_back(line.first(colon).toByteArray(), value.toByteArray());
    return true;
}

bool RequestHeadReader::finish()
{
    if (!readHost() || !readFraming())
        return false;
    readConnection();
    const QByteArray expect = m_head.header("expect");
    if (!expect.isEmpty() && !equalAnyCase(expect, "100-continue"))
        return refuse("an expectation that nobody knows");
    m_head.expectsContinue = !expect.isEmpty() && m_head.minorVersion == 1;
    return true;
}

bool RequestHeadReader::readHost()
{
    const auto isHost = [](const HttpHeader &header) { return equalAnyCase(header.first, "host"); };
    const auto count = std::count_if(m_head.headers.begin(), m_head.headers.end(), isHost);
    if (count > 1 || (count == 0 && m_head.minorVersion == 1))
        return refuse("not one Host");
    if (count == 0 && m_authority.isEmpty())
        return true;
    if (count == 0)
        m_head.headers.emplace_back("host", m_authority);
    const QByteArray host = m_head.header("host");
    if (!m_authority.isEmpty() && !equalAnyCase(host, m_authority))
        return refuse("the target names another host than Host");
    const bool clean = std::all_of(host.begin(), host.end(), [](char c) {
        return (isTokenChar(c) && !std::strchr("#^`|'*&+!$", c)) || c == ':' || c == '[' || c == ']';
    });
    return (!host.isEmpty() && clean) || refuse("Host is not a host with a port");
}

bool RequestHeadReader::readFraming()
{
    int lengths = 0;
    int codings = 0;
    QByteArray length;
    QByteArray coding;
    for (const auto &[name, value] : m_head.headers) {
        if (equalAnyCase(name, "content-length")) {
            ++lengths;
            length = value;
        } else if (equalAnyCase(name, "transfer-encoding")) {
            ++codings;
            coding = value;
        }
    }
    if (lengths > 1 || codings > 1 || (lengths && codings))
        return refuse("the length of the body is stated twice");
    if (codings && (m_head.minorVersion == 0 || !equalAnyCase(coding, "chunked")))
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

void RequestHeadReader::readConnection()
{
    m_head.keepAlive = m_head.minorVersion == 1;
    for (const auto &[name, value] : m_head.headers) {
        if (!equalAnyCase(name, "connection"))
            continue;
        for (const QByteArray &option : value.split(',')) {
            if (equalAnyCase(withoutOuterBlanks(option), "close"))
                m_head.keepAlive = false;
        }
    }
}

} // namespace Belay

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/curlcallbacks.h"

#include "core/http/certificateissuer.h"
#include "core/http/curlmulti.h"
#include "core/http/curltransfer.h"

#include <QHostAddress>

#include <algorithm>
#include <cstring>

#ifndef Q_OS_WIN
#include <netinet/in.h>
#include <sys/socket.h>
#endif

namespace Belay {

namespace {

CurlTransfer &from(void *transfer)
{
    return *static_cast<CurlTransfer *>(transfer);
}

QString textOf(const curl_sockaddr &address)
{
    const QHostAddress host(&address.addr);
    quint16 port = 0;
    if (address.family == AF_INET) {
        sockaddr_in in {};
        std::memcpy(&in, &address.addr, sizeof in);
        port = ntohs(in.sin_port);
        return host.toString() % u':' % QString::number(port);
    }
    sockaddr_in6 in6 {};
    // libcurl keeps room for every family behind `addr`.
    std::memcpy(&in6, &address.addr, std::min<size_t>(sizeof in6, address.addrlen));
    port = ntohs(in6.sin6_port);
    return QString(u'[' % host.toString() % u"]:" % QString::number(port));
}

} // namespace

size_t CurlCallbacks::header(char *data, size_t size, size_t count, void *transfer)
{
    const size_t bytes = size * count;
    return from(transfer).takeHeaderLine({data, static_cast<qsizetype>(bytes)}) ? bytes
                                                                                : CURL_WRITEFUNC_ERROR;
}

size_t CurlCallbacks::write(char *data, size_t size, size_t count, void *transfer)
{
    return from(transfer).takeBody({data, static_cast<qsizetype>(size * count)});
}

size_t CurlCallbacks::read(char *data, size_t size, size_t count, void *transfer)
{
    CurlTransfer &self = from(transfer);
    const QByteArrayView rest = QByteArrayView(self.m_request.body).sliced(self.m_bodySent);
    const QByteArrayView now = rest.first(std::min(rest.size(), static_cast<qsizetype>(size * count)));
    std::copy(now.begin(), now.end(), data);
    self.m_bodySent += now.size();
    return static_cast<size_t>(now.size());
}

int CurlCallbacks::seek(void *, curl_off_t, int)
{
    return CURL_SEEKFUNC_FAIL; // a body goes out once, whatever became of its connection
}

int CurlCallbacks::beforeRequest(void *transfer, char *address, char *, int port, int localPort)
{
    return from(transfer).mayBeSent({address, port, localPort}) ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT;
}

curl_socket_t CurlCallbacks::openSocket(void *transfer, curlsocktype, curl_sockaddr *address)
{
    from(transfer).m_address = textOf(*address);
    int type = address->socktype;
#ifdef SOCK_CLOEXEC
    type |= SOCK_CLOEXEC;
#endif
    const curl_socket_t opened = socket(address->family, type, address->protocol);
    from(transfer).m_opened.push_back(opened);
    if (CurlMulti *const multi = from(transfer).multi())
        multi->noteOpened(opened);
    return opened;
}

CURLcode CurlCallbacks::tlsContext(CURL *, void *context, void *transfer)
{
    from(transfer).m_connectedAt = from(transfer).now();
    noteIssuer(context, from(transfer).m_issuer);
    return CURLE_OK;
}

} // namespace Belay

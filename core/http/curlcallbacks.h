// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <curl/curl.h>

namespace Belay {

/// What libcurl calls, with the CurlTransfer as its user data.
struct CurlCallbacks {
    static size_t header(char *data, size_t size, size_t count, void *transfer);
    static size_t write(char *data, size_t size, size_t count, void *transfer);
    static size_t read(char *data, size_t size, size_t count, void *transfer);
    static int seek(void *transfer, curl_off_t offset, int origin);
    static int beforeRequest(void *transfer, char *remote, char *local, int remotePort, int localPort);
    static curl_socket_t openSocket(void *transfer, curlsocktype purpose, curl_sockaddr *address);
    static CURLcode tlsContext(CURL *easy, void *context, void *transfer);
};

} // namespace Belay

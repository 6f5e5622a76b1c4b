// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/httpvalues.h"
#include "core/http/proxylookup.h"

#include <curl/curl.h>

namespace Belay {

class CurlTransfer;

/// A handle with everything set that is the same for all requests; null if libcurl has none.
CURL *createEasy();

/// The header lines of a request, the key among them; null if libcurl has no memory.
curl_slist *createHeaders(const HttpRequest &request);
/// Frees the lines after overwriting them.
void wipeHeaders(curl_slist *headers);

/// Sets every option that differs between requests, so that nothing of an earlier one stays in a kept handle.
bool giveRequest(CURL *easy, const HttpRequest &request, const QByteArray &url, const ProxyRoute &route,
    curl_slist *headers);
/// Directs what libcurl has to say to `transfer`, which must stay until takeCallbacks().
bool giveCallbacks(CURL *easy, CurlTransfer &transfer, char *errorText);
void takeCallbacks(CURL *easy);

/// `127.0.0.1:443` or `[::1]:443`; empty where no connection was made.
QString addressOf(CURL *easy);

} // namespace Belay

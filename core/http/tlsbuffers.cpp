// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/tlsbuffers.h"

#include "core/http/certificateissuer.h"

#include <openssl/ssl.h>

namespace Belay {

// libcurl asks OpenSSL to keep no idle buffers, but a session ticket takes one of 16 KiB for writing, and
// only the next write would give it back: a stream never writes again.
void freeTlsBuffers(CURL *easy)
{
    curl_tlssessioninfo *session = nullptr;
    if (!canNoteIssuer() || curl_easy_getinfo(easy, CURLINFO_TLS_SSL_PTR, &session) != CURLE_OK || !session)
        return;
    if (session->backend == CURLSSLBACKEND_OPENSSL && session->internals)
        SSL_free_buffers(static_cast<SSL *>(session->internals));
}

} // namespace Belay

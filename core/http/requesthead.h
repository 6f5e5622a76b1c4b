// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/httpvalues.h"

namespace Belay {

struct RequestLimits {
    qsizetype headBytes = 64 * 1024; ///< request line and fields, with their line ends
    int fields = 128;
    qint64 bodyBytes = LargestBody;
    qsizetype chunkLineBytes = 256; ///< a chunk's size with its extensions
    qsizetype extensionBytes = 4 * 1024; ///< chunk extensions of one request together
    qsizetype trailerBytes = 8 * 1024;
};

/// Why a request is refused before anybody looked at what it wants (contract 8, the first rows).
enum class RequestFault { BadFraming, HeadTooLarge, BodyTooLarge, Timeout, TooBusy };

struct RequestHead {
    QByteArray method;
    QByteArray target; ///< as sent, without a host that it names: begins with `/`, or is `*`
    int minorVersion = 1; ///< of HTTP/1
    HttpHeaders headers; ///< in the order of the wire, names as sent, values trimmed
    std::optional<qint64> contentLength;
    bool chunked = false;
    bool keepAlive = true;
    bool expectsContinue = false;

    bool hasBody() const { return chunked || contentLength.value_or(0) > 0; }
    /// The target without its query.
    QByteArrayView path() const;
    /// Without its question mark; empty where there is none.
    QByteArray query() const;
    /// The first value under a name, compared without case; empty where there is none.
    QByteArray header(QByteArrayView name) const;
};

} // namespace Belay

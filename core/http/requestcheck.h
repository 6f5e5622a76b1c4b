// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/httpvalues.h"

namespace Belay {

/// Why a request must not be sent: a line break or NUL that would split a header, a method that is no word.
/// Nothing for a request that may go. Of its URL a UrlBook tells. The text never repeats a value.
std::optional<QString> reasonNotToSend(const HttpRequest &request);
/// Why nothing must be sent to a URL: it is none of http's, carries a user, or `encoded` would split a line.
std::optional<QString> reasonAgainst(const QUrl &url, const QByteArray &encoded);

/// Whether the transport writes this header itself (framing, connection, encoding), so that a request's own
/// is left out.
bool isTransportHeader(QByteArrayView name);

} // namespace Belay

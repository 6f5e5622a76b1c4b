// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/httpvalues.h"

namespace Belay {

/// Why a request must not be sent: a URL that is none of http's, a line break or NUL that would split a
/// header, a method that is no word. Nothing for a request that may go. The text never repeats a value.
std::optional<QString> reasonNotToSend(const HttpRequest &request);

/// Whether the transport writes this header itself (framing, connection, encoding), so that a request's own
/// is left out.
bool isTransportHeader(QByteArrayView name);

} // namespace Belay

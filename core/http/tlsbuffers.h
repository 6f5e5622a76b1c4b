// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <curl/curl.h>

namespace Belay {

/// Gives back what the handshake of this call's connection has left behind; OpenSSL takes it anew where it is
/// needed. Does nothing without TLS, with bytes under way, or with another library than OpenSSL 3.
void freeTlsBuffers(CURL *easy);

} // namespace Belay

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <memory>

namespace Belay {

/// Whether libcurl was built on the OpenSSL that noteIssuer() understands.
bool canNoteIssuer();

/// Has the handshakes of an `SSL_CTX` write down who issued the certificate they are shown, whether or not it
/// is then believed. Who is trusted does not change by it.
void noteIssuer(void *sslContext, const std::shared_ptr<QString> &issuer);

} // namespace Belay

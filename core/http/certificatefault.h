// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace Belay {

/// Why a certificate is not accepted, as a program says it.
enum class CertificateFault {
    Unknown,
    Date, ///< run out, or not valid yet
    SelfSigned, ///< it, or the last one of its chain
    Issuer, ///< signed by nobody who is known
    Name ///< it is another host's
};

} // namespace Belay

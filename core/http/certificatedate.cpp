// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/certificatedate.h"

#include "core/http/httpdate.h"

#include <openssl/x509_vfy.h>

namespace Belay {

bool isRefusedByDate(const HttpFailure &failure)
{
    if (failure.kind != HttpFailureKind::Tls)
        return false;
    // libcurl has one code for all that is wrong with a certificate; which it was stands in OpenSSL's words.
    for (const long reason : {X509_V_ERR_CERT_NOT_YET_VALID, X509_V_ERR_CERT_HAS_EXPIRED}) {
        if (failure.detail.contains(QLatin1StringView(X509_verify_cert_error_string(reason))))
            return true;
    }
    return false;
}

std::optional<WallTime> timeToldBy(const HttpHead &head)
{
    return timeFromHttpDate(headerValue(head.headers, "date"));
}

} // namespace Belay

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/certificatedate.h"

#include <QDateTime>

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
    QString text = QString::fromLatin1(headerValue(head.headers, "date"));
    if (text.endsWith(u"GMT")) // which Qt does not read
        text = text.chopped(3) + u"+0000";
    const QDateTime time = QDateTime::fromString(text, Qt::RFC2822Date);
    if (!time.isValid())
        return {};
    return WallTime {Milliseconds {time.toMSecsSinceEpoch()}};
}

} // namespace Belay

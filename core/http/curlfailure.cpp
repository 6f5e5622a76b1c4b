// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/curlfailure.h"

#include <system_error>

namespace Belay {

namespace {

bool isTlsTrouble(CURLcode code)
{
    switch (code) {
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_ENGINE_NOTFOUND:
    case CURLE_SSL_ENGINE_SETFAILED:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_USE_SSL_FAILED:
    case CURLE_SSL_ENGINE_INITFAILED:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CRL_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_PINNEDPUBKEYNOTMATCH:
    case CURLE_SSL_INVALIDCERTSTATUS:
    case CURLE_SSL_CLIENTCERT:
        return true;
    default:
        return false;
    }
}

long number(CURL *easy, CURLINFO info)
{
    long value = 0;
    curl_easy_getinfo(easy, info, &value);
    return value;
}

bool isProxyTrouble(CURLcode code, CURL *easy)
{
    if (code == CURLE_COULDNT_RESOLVE_PROXY || code == CURLE_PROXY || code == CURLE_COULDNT_CONNECT)
        return true;
    if (isTlsTrouble(code))
        return number(easy, CURLINFO_PROXY_SSL_VERIFYRESULT) != 0;
    const long answered = number(easy, CURLINFO_HTTP_CONNECTCODE);
    if (answered != 0 && (answered < 200 || answered > 299))
        return true;
    // The connection went while the tunnel was still being asked for.
    curl_off_t ready = 0;
    curl_easy_getinfo(easy, CURLINFO_PRETRANSFER_TIME_T, &ready);
    return ready == 0 && answered == 0
        && (code == CURLE_RECV_ERROR || code == CURLE_SEND_ERROR || code == CURLE_GOT_NOTHING);
}

HttpFailureKind kindOf(CURLcode code, CURL *easy, const QString &text)
{
    if (isTlsTrouble(code))
        return HttpFailureKind::Tls;
    switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
        return HttpFailureKind::Dns;
    case CURLE_COULDNT_CONNECT:
    case CURLE_INTERFACE_FAILED:
    case CURLE_NO_CONNECTION_AVAILABLE:
        return HttpFailureKind::Connect;
    case CURLE_OPERATION_TIMEDOUT:
        return HttpFailureKind::TimeoutConnect; // the only limit that is libcurl's own
    case CURLE_RECV_ERROR:
        // Bad chunk framing comes under the same code, but no call of the system's has failed.
        return number(easy, CURLINFO_OS_ERRNO) == 0 && !text.contains(u"SSL") ? HttpFailureKind::Malformed
                                                                              : HttpFailureKind::Reset;
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_URL_MALFORMAT:
    case CURLE_OUT_OF_MEMORY: // its own bound on a header line has this code
        return HttpFailureKind::Malformed;
    case CURLE_BAD_CONTENT_ENCODING:
        return HttpFailureKind::Encoded;
    case CURLE_FILESIZE_EXCEEDED:
        return HttpFailureKind::TooLarge;
    default:
        return HttpFailureKind::Reset;
    }
}

QString detailOf(CURLcode code, CURL *easy, const QString &text)
{
    if (code == CURLE_SEND_FAIL_REWIND || code == CURLE_ABORTED_BY_CALLBACK)
        return QStringLiteral("the kept connection closed before an answer; the request was not sent again");
    if (code == CURLE_OUT_OF_MEMORY)
        return QStringLiteral("a line of the answer's head is too large");
    QString detail = text.isEmpty() ? QString::fromLatin1(curl_easy_strerror(code)) : text;
    if (const long number_ = number(easy, CURLINFO_OS_ERRNO); number_ != 0)
        detail += u": " % QString::fromStdString(std::system_category().message(static_cast<int>(number_)));
    return detail;
}

} // namespace

HttpFailure failureOf(CURLcode code, CURL *easy, const QString &text, bool proxied)
{
    const QString detail = detailOf(code, easy, text);
    if (!proxied || !isProxyTrouble(code, easy))
        return {kindOf(code, easy, text), detail, ProxyFault::None};
    constexpr long LoginWanted = 407;
    const bool login = number(easy, CURLINFO_HTTP_CONNECTCODE) == LoginWanted;
    return {HttpFailureKind::Proxy, detail, login ? ProxyFault::Login : ProxyFault::Refused};
}

} // namespace Belay

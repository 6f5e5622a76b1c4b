// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/errortextfinding.h"
#include "core/providers/errortextwords.h"

#include <algorithm>

namespace Belay {

namespace {

using Is = ErrorPhrase::Is;
using Kind = HttpFailureKind;

constexpr std::string_view Names[] {"could not resolve host", "couldn't resolve host", "enotfound",
    "eai_again", "name or service not known", "nodename nor servname", "temporary failure in name resolution",
    "name resolution failed", "no such host", "failed to resolve '", "nameresolutionerror",
    "unknownhostexception", "failed to lookup address information", "getaddrinfo failed",
    "no address associated with hostname", "err_name_not_resolved", "the remote name could not be resolved",
    "server misbehaving"};

constexpr std::string_view Refused[] {"connection refused", "econnrefused", "failed to connect to",
    "no route to host", "noroutetohostexception", "ehostunreach", "network is unreachable", "enetunreach",
    "err_connection_refused", "couldn't connect to server", "actively refused",
    "all connection attempts failed", "err_internet_disconnected", "err_address_unreachable"};

constexpr std::string_view Closed[] {"connection reset by peer", "connection reset", "econnreset",
    "err_connection_reset", "empty reply from server", "err_empty_response", "remotedisconnected",
    "remote end closed connection without response", "server disconnected without sending a response",
    "server disconnected", "serverdisconnectederror", "socket hang up", "other side closed", "und_err_socket",
    "broken pipe", "epipe", "forcibly closed by the remote host", "connection was closed unexpectedly",
    "unexpected eof while reading", "eof occurred in violation of protocol", "\": eof", "server sent goaway",
    "connection closed before message completed"};

constexpr std::string_view CutOff[] {"transfer closed with", "incompleteread", "incomplete chunked read",
    "without sending complete message body", "response payload is not completed", "premature close",
    "err_stream_premature_close", "chunkedencodingerror", "response ended prematurely",
    "typeerror: terminated", "unexpected eof", "was not closed cleanly",
    "stream disconnected before completion", "stream closed before", "err_incomplete_chunked_encoding",
    "error reading a body from connection"};

constexpr std::string_view Secure[] {"certificate verify failed", "certificate_verify_failed",
    "ssl certificate problem", "certificate has expired", "cert_has_expired", "self signed certificate",
    "self-signed certificate", "self_signed_cert_in_chain", "depth_zero_self_signed_cert",
    "unable to get local issuer certificate", "unable_to_get_issuer_cert",
    "unable_to_get_issuer_cert_locally", "unable to verify the first certificate",
    "unable_to_verify_leaf_signature", "err_tls_cert_altname_invalid", "hostname mismatch",
    "no alternative certificate subject name matches", "x509:", "pkix path building failed",
    "sslhandshakeexception", "handshake failure", "handshake_failure", "wrong version number", "tlsv1 alert",
    "tls connect error", "write eproto", "code: 'eproto'", "err_cert_", "remote certificate is invalid",
    "invalid peer certificate", "certificate is not yet valid", "cert_not_yet_valid",
    "certificateexpiredexception", "the ssl connection could not be established",
    "clientconnectorcertificateerror", "error setting certificate verify locations",
    "sslcertverificationerror", "ssl routines"};

constexpr std::string_view OfProxy[] {"could not resolve proxy", "proxy authentication required",
    "tunnel connection failed", "connect tunnel failed", "from proxy after connect",
    "unable to connect to proxy", "cannot connect to proxy", "proxyerror", "proxyconnect tcp",
    "err_proxy_connection_failed", "err_tunnel_connection_failed", "proxy connect aborted",
    "can't complete socks", "clientproxyconnectionerror", "clienthttpproxyerror"};

constexpr std::string_view SlowToConnect[] {"connection timed out", "connecttimeout", "connect timed out",
    "connect timeout", "und_err_connect_timeout", "etimedout", "connection timeout to host",
    "connectiontimeouterror", "httpconnecttimeoutexception", "i/o timeout", "tls handshake timeout",
    "ssl connection timeout", "resolving timed out", "err_connection_timed_out",
    "handshake operation timed out", "connected party did not properly respond", "timeout was reached"};

constexpr std::string_view NoContent[] {"read timed out", "readtimeout", "und_err_headers_timeout",
    "headers timeout error", "while awaiting headers", "with 0 bytes received", "with 0 out of"};

constexpr std::string_view FellSilent[] {"und_err_body_timeout", "body timeout error", "operation too slow",
    "while reading body", "timeout on reading data from socket"};

constexpr std::string_view OutOfTime[] {"operation timed out", "context deadline exceeded",
    "sockettimeoutexception", "httptimeoutexception", "ms exceeded", "aborted due to timeout",
    "configured httpclient.timeout", "esockettimedout", "request timeout", "the read operation timed out"};

constexpr std::string_view Strange[] {"http/0.9 when not allowed", "badstatusline", "malformed http response",
    "unexpected token '<'", "unexpected token < in json", "invalid character '<'",
    "expecting value: line 1 column 1", "unsupported http version in response", "weird server reply"};

constexpr std::string_view Somehow[] {"apiconnectionerror", "connection error.", "fetch failed",
    "error sending request", "clientconnectorerror", "failed to fetch",
    "networkerror when attempting to fetch", "max retries exceeded", "newconnectionerror", "connecterror",
    "connectexception", "cannot connect to host"};

constexpr std::string_view SomehowLate[] {"timeouterror", "econnaborted", "timed out"};

constexpr std::string_view LibraryOutOfTime[] {
    "request timed out", "apitimeouterror", "apiconnectiontimeouterror", "litellm.timeout"};

constexpr std::string_view SomehowSecure[] {"sslerror"};

constexpr std::string_view OfDate[] {"certificate has expired", "cert_has_expired", "certificate expired",
    "certificateexpired", "not yet valid", "cert_not_yet_valid", "err_cert_date",
    "has expired or is not yet"};

constexpr std::string_view SelfSigned[] {"self signed", "self-signed", "self_signed"};

constexpr std::string_view OfIssuer[] {"local issuer certificate", "unable_to_get_issuer",
    "verify the first certificate", "unable_to_verify_leaf", "unknown authority", "unknownissuer",
    "unknown issuer", "pkix path building failed", "err_cert_authority", "partialchain", "untrustedroot"};

constexpr std::string_view OfName[] {"no alternative certificate subject name", "altname_invalid",
    "hostname mismatch", "err_cert_common_name", "hostname/ip does not match", "notvalidforname",
    "remotecertificatenamemismatch", "is valid for ", "not valid for "};

} // namespace

CertificateFault certificateFaultIn(const QString &words)
{
    const std::string lower = words.toLower().toStdString();
    const auto says = [&](const auto &phrases) {
        return std::ranges::any_of(
            phrases, [&](std::string_view phrase) { return lower.find(phrase) != std::string::npos; });
    };
    if (says(OfDate))
        return CertificateFault::Date;
    if (says(SelfSigned))
        return CertificateFault::SelfSigned;
    if (says(OfIssuer))
        return CertificateFault::Issuer;
    return says(OfName) ? CertificateFault::Name : CertificateFault::Unknown;
}

std::vector<ErrorPhrase> transportWords()
{
    std::vector<ErrorPhrase> words;
    const auto add = [&](const auto &texts, Kind kind, int telling = Telling::Typed, Is is = Is::Failure) {
        for (const std::string_view text : texts)
            words.push_back({text, is, 0, "", kind, telling});
    };
    add(Names, Kind::Dns);
    add(Refused, Kind::Connect);
    add(Closed, Kind::Reset);
    add(CutOff, Kind::Reset, Telling::Typed, Is::Cut);
    add(Secure, Kind::Tls);
    add(OfProxy, Kind::Proxy);
    add(SlowToConnect, Kind::TimeoutConnect);
    add(NoContent, Kind::TimeoutContent);
    add(FellSilent, Kind::TimeoutIdle);
    add(OutOfTime, Kind::TimeoutTotal);
    add(LibraryOutOfTime, Kind::TimeoutTotal, Telling::Name);
    add(Strange, Kind::Malformed);
    add(Somehow, Kind::Connect, Telling::Vague);
    add(SomehowLate, Kind::TimeoutTotal, Telling::Vague);
    add(SomehowSecure, Kind::Tls, Telling::Vague);
    return words;
}

} // namespace Belay

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/curloptions.h"

#include "core/http/certificateissuer.h"
#include "core/http/curlcallbacks.h"
#include "core/http/httpgrammar.h"
#include "core/http/requestcheck.h"

#include <QFile>

#include <array>
#include <charconv>
#include <string_view>

namespace Belay {

namespace {

constexpr long KeepIdleSeconds = 30;
constexpr long ReadBuffer = 8 * 1024; // each stream has one
constexpr long SmallUpload = 16 * 1024;
constexpr long LargeUpload = 512 * 1024;
constexpr qsizetype OnePacket = 60 * 1024; // libcurl sends a body together with the head up to 64 KiB

/// Sets options until one is refused, and remembers that one was.
class OptionSetter final
{
public:
    explicit OptionSetter(CURL *easy)
        : m_easy(easy)
    { }
    template <typename T>
    void set(CURLoption option, T value)
    {
        if (m_good)
            m_good = curl_easy_setopt(m_easy, option, value) == CURLE_OK;
    }
    void setFlag(CURLoption option, bool on) { set(option, on ? 1L : 0L); }
    bool isGood() const { return m_good; }

private:
    CURL *m_easy;
    bool m_good = true;
};

// libcurl's own bundle where it knows one; otherwise where the large distributions keep theirs.
QByteArray systemBundle()
{
    const char *const built = curl_version_info(CURLVERSION_NOW)->cainfo;
    for (const QByteArray &path : {QByteArray(built), QByteArray("/etc/ssl/certs/ca-certificates.crt"),
             QByteArray("/etc/pki/tls/certs/ca-bundle.crt"), QByteArray("/etc/ssl/ca-bundle.pem"),
             QByteArray("/etc/ssl/cert.pem")}) {
        if (!path.isEmpty() && QFile::exists(QFile::decodeName(path)))
            return path;
    }
    return {};
}

void setTrust(OptionSetter &options, const QString &caFile)
{
#if defined(Q_OS_WIN) || defined(Q_OS_MACOS)
    options.set(CURLOPT_SSL_OPTIONS, static_cast<long>(caFile.isEmpty() ? CURLSSLOPT_NATIVE_CA : 0));
#endif
    static const QByteArray bundle = systemBundle();
    const QByteArray file = caFile.isEmpty() ? bundle : QFile::encodeName(caFile);
    // libcurl keeps the parsed authorities between connections only while there is no CAPATH.
    if (!file.isEmpty()) {
        options.set(CURLOPT_CAINFO, file.constData());
        options.set<const char *>(CURLOPT_CAPATH, nullptr);
    }
}

void setMethod(OptionSetter &options, const HttpRequest &request)
{
    const bool hasBody = !request.body.isEmpty() || request.method == "POST" || request.method == "PUT"
        || request.method == "PATCH";
    const bool isPlain
        = hasBody ? request.method == "POST" : request.method == "GET" || request.method == "HEAD";
    options.set(CURLOPT_NOBODY, 0L);
    // A larger one comes by the read callback. Neither is sent twice: the one because it cannot be rewound,
    // the other because a second request is refused before it begins.
    const bool isSmall = !request.body.isEmpty() && request.body.size() <= OnePacket;
    options.set(CURLOPT_POSTFIELDS, isSmall ? request.body.constData() : nullptr);
    options.set(hasBody ? CURLOPT_POST : CURLOPT_HTTPGET, 1L);
    if (hasBody) {
        options.set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
        options.set(CURLOPT_UPLOAD_BUFFERSIZE, request.body.size() > SmallUpload ? LargeUpload : SmallUpload);
    } else if (request.method == "HEAD") {
        options.set(CURLOPT_NOBODY, 1L);
    }
    options.set(CURLOPT_CUSTOMREQUEST, isPlain ? nullptr : request.method.constData());
}

void setProxy(OptionSetter &options, const ProxyRoute &route)
{
    const bool hasUser = !route.user.isEmpty();
    // Always set: libcurl reads the variables of the environment for what is not.
    options.set(CURLOPT_PROXY, route.url.isNull() ? "" : route.url.constData());
    options.set(CURLOPT_NOPROXY, route.exceptions.isNull() ? "" : route.exceptions.constData());
    options.set(CURLOPT_PROXYUSERNAME, hasUser ? route.user.constData() : nullptr);
    options.set(CURLOPT_PROXYPASSWORD, hasUser ? route.password.reveal().constData() : nullptr);
}

bool appendLine(curl_slist *&list, const QByteArray &line)
{
    curl_slist *const longer = curl_slist_append(list, line.constData());
    if (longer)
        list = longer;
    return longer != nullptr;
}

QByteArray headerLine(QByteArrayView name, QByteArrayView value)
{
    const QByteArrayView trimmed = value.trimmed();
    // libcurl sends an empty header only in the form with a semicolon; `name:` would take its own one away.
    if (trimmed.isEmpty())
        return name.toByteArray() + ';';
    QByteArray line;
    line.reserve(name.size() + trimmed.size() + 2); // never moved, so that one copy is all there is to wipe
    return line.append(name).append(": ").append(trimmed);
}

bool appendKey(curl_slist *&list, const AuthHeader &auth)
{
    QByteArray value;
    value.reserve(auth.prefix.size() + auth.secret.reveal().size());
    value.append(auth.prefix).append(auth.secret.reveal());
    QByteArray line = headerLine(auth.name, value);
    const bool appended = appendLine(list, line);
    value.fill('\0');
    line.fill('\0');
    return appended;
}

} // namespace

CURL *createEasy()
{
    CURL *const easy = curl_easy_init();
    if (!easy)
        return nullptr;
    OptionSetter options(easy);
    options.set(CURLOPT_NOSIGNAL, 1L);
    options.set(CURLOPT_QUICK_EXIT, 1L); // else a cancel waits for the resolver's thread
    options.set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    options.set(CURLOPT_HTTP09_ALLOWED, 0L);
    options.set(CURLOPT_PROTOCOLS_STR, "http,https");
    options.set(CURLOPT_FOLLOWLOCATION, 0L);
    options.set(CURLOPT_PATH_AS_IS, 1L);
    options.set(CURLOPT_DISALLOW_USERNAME_IN_URL, 1L);
    options.set(CURLOPT_TCP_NODELAY, 1L);
    options.set(CURLOPT_TCP_KEEPALIVE, 1L);
    options.set(CURLOPT_MAXAGE_CONN, KeepIdleSeconds);
    options.set(CURLOPT_BUFFERSIZE, ReadBuffer);
    options.set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
    options.set(CURLOPT_HEADEROPT, static_cast<long>(CURLHEADER_SEPARATE)); // the key is not for the proxy
    options.set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    options.set(CURLOPT_SSL_VERIFYPEER, 1L);
    options.set(CURLOPT_SSL_VERIFYHOST, 2L);
    if (!options.isGood()) {
        curl_easy_cleanup(easy);
        return nullptr;
    }
    return easy;
}

curl_slist *createHeaders(const HttpRequest &request)
{
    curl_slist *list = nullptr;
    bool good = appendLine(list, "Accept-Encoding: identity") && appendLine(list, "Expect:");
    if (headerValue(request.headers, "content-type").isNull())
        good = good && appendLine(list, "Content-Type:");
    for (const auto &[name, value] : request.headers) {
        const bool replaced = request.auth && equalAnyCase(name, request.auth->name);
        if (!replaced && !isTransportHeader(name))
            good = good && appendLine(list, headerLine(name, value));
    }
    if (request.auth)
        good = good && appendKey(list, *request.auth);
    if (good)
        return list;
    wipeHeaders(list);
    return nullptr;
}

void wipeHeaders(curl_slist *headers)
{
    for (curl_slist *line = headers; line; line = line->next) {
        volatile char *byte = line->data;
        while (byte && *byte)
            *byte++ = '\0';
    }
    curl_slist_free_all(headers);
}

bool giveRequest(CURL *easy, const HttpRequest &request, const QByteArray &url, const ProxyRoute &route,
    curl_slist *headers)
{
    const bool cold = request.connection == ConnectionUse::Cold;
    OptionSetter options(easy);
    options.set(CURLOPT_URL, url.constData());
    options.set(CURLOPT_HTTPHEADER, headers);
    setMethod(options, request);
    setProxy(options, route);
    setTrust(options, request.caFile);
    // A fresh connection alone is not cold: names and TLS sessions are kept too.
    options.setFlag(CURLOPT_FRESH_CONNECT, cold);
    options.setFlag(CURLOPT_FORBID_REUSE, cold);
    options.setFlag(CURLOPT_SSL_SESSIONID_CACHE, !cold);
    options.set(CURLOPT_DNS_CACHE_TIMEOUT, cold ? 0L : 60L);
    // Our own sweep is finer; this only lifts libcurl's 300 s where a longer limit is asked for.
    const Milliseconds connect = request.limits.connect.value_or(Milliseconds {0});
    options.set(
        CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(connect.count() > 0 ? connect.count() + 1000 : 0));
    return options.isGood();
}

bool giveCallbacks(CURL *easy, CurlTransfer &transfer, char *errorText)
{
    OptionSetter options(easy);
    options.set(CURLOPT_ERRORBUFFER, errorText);
    options.set(CURLOPT_PRIVATE, &transfer);
    options.set(CURLOPT_HEADERFUNCTION, &CurlCallbacks::header);
    options.set(CURLOPT_HEADERDATA, &transfer);
    options.set(CURLOPT_WRITEFUNCTION, &CurlCallbacks::write);
    options.set(CURLOPT_WRITEDATA, &transfer);
    options.set(CURLOPT_READFUNCTION, &CurlCallbacks::read);
    options.set(CURLOPT_READDATA, &transfer);
    options.set(CURLOPT_SEEKFUNCTION, &CurlCallbacks::seek);
    options.set(CURLOPT_SEEKDATA, &transfer);
    options.set(CURLOPT_PREREQFUNCTION, &CurlCallbacks::beforeRequest);
    options.set(CURLOPT_PREREQDATA, &transfer);
    options.set(CURLOPT_OPENSOCKETFUNCTION, &CurlCallbacks::openSocket);
    options.set(CURLOPT_OPENSOCKETDATA, &transfer);
    if (canNoteIssuer()) {
        options.set(CURLOPT_SSL_CTX_FUNCTION, &CurlCallbacks::tlsContext);
        options.set(CURLOPT_SSL_CTX_DATA, &transfer);
    }
    return options.isGood();
}

void takeCallbacks(CURL *easy)
{
    curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, nullptr);
    curl_easy_setopt(easy, CURLOPT_PRIVATE, nullptr);
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, nullptr);
    curl_easy_setopt(easy, CURLOPT_POSTFIELDS, nullptr);
}

QString addressOf(CURL *easy)
{
    const char *address = nullptr;
    long port = 0;
    if (curl_easy_getinfo(easy, CURLINFO_PRIMARY_IP, &address) != CURLE_OK || !address || !*address)
        return {};
    curl_easy_getinfo(easy, CURLINFO_PRIMARY_PORT, &port);
    const QLatin1StringView host(address);
    constexpr size_t MostDigits = 5;
    std::array<char, MostDigits> digits {};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), port).ptr;
    const QLatin1StringView number(digits.data(), end);
    if (host.contains(u':'))
        return u'[' % host % QLatin1StringView("]:") % number;
    return host % u':' % number;
}

} // namespace Belay

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/curlcommand.h"

#include <algorithm>

namespace Belay {

namespace {

/// Nothing is special inside single quotes but the quote itself.
QString singleQuoted(QString text)
{
    text.replace(QLatin1Char('\''), QStringLiteral("'\\''"));
    return QString(u'\'' + text + u'\'');
}

/// For the one word in which the shell shall fill something in.
QString escapedForDoubleQuotes(const QByteArray &text)
{
    QString escaped;
    for (const char c : text) {
        if (c == '"' || c == '\\' || c == '$' || c == '`')
            escaped += u'\\';
        escaped += QLatin1Char(c);
    }
    return escaped;
}

/// RFC 9110, 5.6.2. curl reads a name that begins with `@` as a file.
bool isToken(const QByteArray &name)
{
    return !name.isEmpty() && std::ranges::all_of(name, [](char c) {
        const bool alphanumeric = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        return alphanumeric || QByteArrayView("!#$%&'*+-.^_`|~").contains(c);
    });
}

bool isOneLine(const QByteArray &value)
{
    return std::ranges::none_of(value, [](char c) { return c == '\r' || c == '\n' || c == '\0'; });
}

} // namespace

QString curlCommand(const HttpRequest &request)
{
    QStringList words {QStringLiteral("curl -sS")};
    if (request.method != "GET")
        words << QString(QStringLiteral("-X ") + singleQuoted(QString::fromLatin1(request.method)));
    // Brackets and braces would be read as ranges of addresses.
    words << QString(
        QStringLiteral("--globoff ") + singleQuoted(QString::fromLatin1(request.url.toEncoded())));
    if (!request.caFile.isEmpty())
        words << QString(QStringLiteral("--cacert ") + singleQuoted(request.caFile));
    if (request.auth) {
        words << QStringLiteral("-H \"%1: %2$KEY\"")
                     .arg(escapedForDoubleQuotes(request.auth->name),
                         escapedForDoubleQuotes(request.auth->prefix));
    }
    for (const auto &[name, value] : request.headers) {
        if (isToken(name) && isOneLine(value))
            words << QString(QStringLiteral("-H ") + singleQuoted(QString::fromUtf8(name + ": " + value)));
    }
    if (!request.body.isEmpty()) // --data-raw: `@` at its beginning names no file
        words << QString(QStringLiteral("--data-raw ") + singleQuoted(QString::fromUtf8(request.body)));
    return words.join(QStringLiteral(" \\\n  "));
}

} // namespace Belay

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/configissue.h"

#include "core/base/logging.h"
#include "core/domain/configjson.h"

#include <QRegularExpression>
#include <QStringList>

#include <algorithm>

namespace Belay {

namespace {

/// A name in somebody's file must not move the cursor of a terminal: what does not print is written as JSON
/// would.
QString onOneLine(const QString &text)
{
    QString line;
    for (const uint c : text.toUcs4()) {
        const bool breaksLine = c == QChar::LineSeparator || c == QChar::ParagraphSeparator;
        if (QChar::isPrint(c) && !breaksLine)
            line += QString::fromUcs4(reinterpret_cast<const char32_t *>(&c), 1);
        else
            line += QStringLiteral("\\u%1").arg(c, 4, 16, QLatin1Char('0'));
    }
    return line;
}

} // namespace

QString configIssueLine(const ConfigIssue &issue, const QString &fileName)
{
    // Of text that is no JSON, `got` is the line and column: compilers write it behind the file's name.
    if (issue.code == QLatin1StringView("bad-json"))
        return onOneLine(fileName + u':' + issue.got + u": expected " + issue.expected);
    const QString place = issue.pointer.isEmpty() ? fileName : QString(fileName + u':' + issue.pointer);
    return onOneLine(place + u": expected " + issue.expected + u", got " + issue.got);
}

QByteArray configIssuesJson(const ConfigErrors &errors, const ConfigWarnings &warnings)
{
    const auto list = [](const std::vector<ConfigIssue> &issues) {
        ConfigJson array = ConfigJson::array();
        for (const ConfigIssue &issue : issues) {
            ConfigJson entry = ConfigJson::object();
            entry["pointer"] = issue.pointer.toStdString();
            entry["code"] = issue.code.toStdString();
            entry["expected"] = issue.expected.toStdString();
            entry["got"] = issue.got.toStdString();
            array.push_back(std::move(entry));
        }
        return array;
    };
    ConfigJson report = ConfigJson::object();
    report["errors"] = list(errors);
    report["warnings"] = list(warnings);
    return configJsonText(report, ConfigJsonForm::Compact);
}

QString childPointer(const QString &base, const QString &token)
{
    QString escaped = token;
    escaped.replace(u'~', QStringLiteral("~0")).replace(u'/', QStringLiteral("~1"));
    return base + u'/' + escaped;
}

QString childPointer(const QString &base, size_t index)
{
    return base + u'/' + QString::number(index);
}

bool isHiddenPointer(const QString &pointer)
{
    // Beside the three of contract 4: a token is a key too, and these URLs may carry a password.
    static const QStringList hidden {QStringLiteral("keys"), QStringLiteral("headers"), QStringLiteral("url"),
        QStringLiteral("tokens"), QStringLiteral("proxy"), QStringLiteral("baseUrl")};
    const QStringList tokens = pointer.split(u'/');
    return std::any_of(
        tokens.begin(), tokens.end(), [](const QString &token) { return hidden.contains(token); });
}

bool looksLikeKey(const QString &text)
{
    constexpr qsizetype ShortestKey = 16;
    if (text.size() < ShortestKey)
        return false;
    if (redacted(text) != text)
        return true;
    static const QRegularExpression run(QStringLiteral("^[A-Za-z0-9_+/=.\\-]{28,}$"));
    static const QRegularExpression digit(QStringLiteral("[0-9]"));
    static const QRegularExpression letter(QStringLiteral("[A-Za-z]"));
    return run.match(text).hasMatch() && digit.match(text).hasMatch() && letter.match(text).hasMatch();
}

} // namespace Belay

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/configissue.h"

#include "core/base/logging.h"
#include "core/domain/configjson.h"

#include <QRegularExpression>
#include <QStringList>

#include <algorithm>

namespace Belay {

QString configIssueLine(const ConfigIssue &issue, const QString &fileName)
{
    const QString place = issue.pointer.isEmpty() ? fileName : QString(fileName + u':' + issue.pointer);
    return place + u": expected " + issue.expected + u", got " + issue.got;
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

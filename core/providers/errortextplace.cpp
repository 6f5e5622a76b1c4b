// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/logging.h"
#include "core/base/plaintext.h"
#include "core/providers/documentreader.h"
#include "core/providers/errortextfinding.h"

#include <QDateTime>
#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace Belay {

namespace {

using Is = ErrorPhrase::Is;

constexpr qsizetype Before = 4'000;
constexpr qsizetype Behind = 1'500;

/// What stands around a finding: the places a person would look at.
QByteArrayView around(QByteArrayView text, const ErrorFinding &finding, qsizetype before, qsizetype behind)
{
    const qsizetype from = std::max<qsizetype>(0, finding.at - before);
    return text.sliced(from, std::min(text.size(), finding.end + behind) - from);
}

qsizetype distanceTo(const ErrorFinding &finding, const ErrorMark &mark)
{
    if (mark.end < finding.at)
        return finding.at - mark.end;
    return mark.at > finding.end ? mark.at - finding.end : 0;
}

/// A prefix of a key is one only where a key follows.
bool isWhole(QByteArrayView text, const ErrorMark &mark)
{
    constexpr int OfKey = 50;
    constexpr qsizetype ShortestRest = 8;
    if (mark.phrase->telling != OfKey)
        return true;
    const QByteArrayView rest = pieceAt(text, mark.end, ShortestRest);
    return rest.size() == ShortestRest && std::all_of(rest.begin(), rest.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'
            || c == '-' || c == '*' || c == '.';
    });
}

bool isHostCharacter(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' || c == '-'
        || c == ':' || c == '[' || c == ']' || c == '@' || c == '_';
}

/// `host:port` of an address that an API may have; empty for pages of documentation.
QString apiHostAt(QByteArrayView text, qsizetype at)
{
    qsizetype end = at;
    while (end < text.size() && end - at < 256 && isHostCharacter(text[end]))
        ++end;
    QByteArray host = text.sliced(at, end - at).toByteArray();
    host = host.mid(host.lastIndexOf('@') + 1);
    while (host.endsWith('.') || host.endsWith(':'))
        host.chop(1);
    const QByteArray path = pieceAt(text, end, 200).toByteArray();
    static const QRegularExpression api(QStringLiteral(
        R"(^/[^\s"'<>]*(?:\bv\d|chat/|completions|messages|models|responses|embeddings|generate|openai/))"));
    const bool isLocal = host.startsWith("localhost") || host.startsWith("127.") || host.startsWith("10.")
        || host.startsWith("192.168.") || host.startsWith("[::1]");
    const bool isApi = host.startsWith("api.") || isLocal || api.match(QString::fromUtf8(path)).hasMatch();
    return isApi && !host.startsWith("docs.") && !host.startsWith("platform.") ? QString::fromUtf8(host)
                                                                               : QString();
}

/// Hosts that stand in sentences: `Could not resolve host: api.x.ai`.
QString hostInWords(QByteArrayView window)
{
    static const QRegularExpression sentence(QStringLiteral(
        R"((?:resolve host:?|Failed to resolve '|Failed to connect to|connect to host|Connected to|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|lookup|UnknownHostException:|hostname:|[Hh]ost:|host=|dial tcp|connect to)\s*['"]?\[?([A-Za-z0-9][A-Za-z0-9._\-]*\.[A-Za-z0-9\-]+|localhost)\]?['"]?(?:(?::| port |, port=| \()(\d{2,5}))?)"));
    QString host;
    QString port;
    auto matches = sentence.globalMatch(QString::fromUtf8(window));
    while (matches.hasNext()) {
        const QRegularExpressionMatch match = matches.next();
        if (host.isEmpty() || !match.captured(1).front().isDigit() || host == match.captured(1)) {
            host = match.captured(1);
            port = match.captured(2);
        }
    }
    return port.isEmpty() || port == u"443" ? host : QString(host + u':' + port);
}

std::optional<WallTime> plausible(const QDateTime &time, WallTime now)
{
    constexpr Milliseconds OneDay {24LL * 3600 * 1000};
    constexpr WallTime First {Milliseconds {1'577'836'800'000}}; // 2020
    if (!time.isValid())
        return {};
    const WallTime at {Milliseconds {time.toMSecsSinceEpoch()}};
    return at >= First && at <= now + OneDay ? std::optional(at) : std::nullopt;
}

/// `2026-11-22T07:28:00.000Z`, with a blank or an offset, with a comma; without a zone it is the local time.
std::optional<WallTime> timeOf(const QRegularExpressionMatch &match, WallTime now)
{
    const QString zone = match.captured(4);
    QString text = match.captured(1) + u'T' + match.captured(2);
    if (!match.captured(3).isEmpty())
        text += u'.' + match.captured(3).left(3).leftJustified(3, u'0');
    if (!zone.isEmpty())
        text += zone == u"Z" ? zone : QString(zone.left(3) + u':' + zone.right(2));
    return plausible(QDateTime::fromString(text, Qt::ISODateWithMs), now);
}

std::optional<WallTime> httpDate(const QByteArray &value, WallTime now)
{
    const QString text = QString::fromLatin1(value.trimmed());
    if (!text.endsWith(u" GMT"))
        return {};
    return plausible(QDateTime::fromString(text.chopped(3) + u"+0000", Qt::RFC2822Date), now);
}

} // namespace

std::optional<ProviderKindId> kindAround(
    QByteArrayView text, const std::vector<ErrorMark> &marks, const ErrorFinding &finding)
{
    constexpr int InsideBonus = 25;
    const ErrorMark *best = nullptr;
    int bestWeight = 0;
    for (const ErrorMark &mark : marks) {
        const qsizetype distance = distanceTo(finding, mark);
        if (!mark.is(Is::Origin) || distance > Before || !isWhole(text, mark))
            continue;
        const int weight = mark.phrase->telling + (distance == 0 ? InsideBonus : 0);
        const bool isBetter
            = !best || weight > bestWeight || (weight == bestWeight && distance < distanceTo(finding, *best));
        if (isBetter) {
            best = &mark;
            bestWeight = weight;
        }
    }
    return best ? std::optional(best->phrase->kind) : std::nullopt;
}

QString hostAround(QByteArrayView text, const std::vector<ErrorMark> &marks, const ErrorFinding &finding)
{
    const QString spoken = hostInWords(around(text, finding, Before / 2, 200));
    QString before;
    QString behind;
    for (const ErrorMark &mark : marks) {
        if (!mark.is(Is::Address) || distanceTo(finding, mark) > Before)
            continue;
        const QString host = apiHostAt(text, mark.end);
        if (host.isEmpty())
            continue;
        if (mark.at < finding.end)
            before = host;
        else if (behind.isEmpty())
            behind = host;
    }
    const QString host = !before.isEmpty() ? before : !spoken.isEmpty() ? spoken : behind;
    return withoutSecrets(host);
}

std::optional<WallTime> timeAround(QByteArrayView text, const ErrorFinding &finding, WallTime now)
{
    if (const auto date = httpDate(headerValue(finding.ending.head.headers, "date"), now))
        return date;
    static const QRegularExpression stamp(QStringLiteral(
        R"((\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}:\d{2})(?:[.,](\d{1,9}))?\s?(Z|[+-]\d{2}:?\d{2})?)"));
    const qsizetype from = std::max<qsizetype>(0, finding.at - Before);
    const QString before = QString::fromUtf8(text.sliced(from, finding.at - from));
    std::optional<WallTime> last;
    for (auto matches = stamp.globalMatch(before); matches.hasNext();) {
        if (const auto time = timeOf(matches.next(), now))
            last = time;
    }
    // A line's own time stands at its head; times in the middle are limits and resets.
    const QString line = QString::fromUtf8(pieceAt(text, finding.at, 40));
    if (const auto match = stamp.match(line); match.hasMatch()) {
        if (const auto time = timeOf(match, now))
            last = time;
    }
    return last;
}

QString modelAround(QByteArrayView text, const ErrorFinding &finding)
{
    static const QRegularExpression name(QStringLiteral(
        R"((?:[Mm]odel [`'"]|for model [`'"]?|"model"\s*:\s*"|'model'\s*:\s*'|\bmodel: ['"`]?|\bmodel=['"]?|models/|deployments/|claude-model=)([A-Za-z0-9][A-Za-z0-9._:/@\-]{2,80}))"));
    const QString window = QString::fromUtf8(around(text, finding, Before / 4, 400));
    QString model;
    const qsizetype inside = std::min<qsizetype>(finding.at, Before / 4);
    for (auto matches = name.globalMatch(window); matches.hasNext();) {
        const QRegularExpressionMatch match = matches.next();
        QString found = match.captured(1);
        while (found.endsWith(u'.') || found.endsWith(u':') || found.endsWith(u'/'))
            found.chop(1);
        found.remove(
            QRegularExpression(QStringLiteral("(?::generateContent|:streamGenerateContent|/chat/).*$")));
        const bool isWord = found.contains(u'-') || found.contains(u'.') || found.contains(u':')
            || std::any_of(found.begin(), found.end(), [](QChar c) { return c.isDigit(); });
        if (isWord)
            model = found;
        if (isWord && match.capturedStart() >= inside)
            break; // the error's own word for it
    }
    return withoutSecrets(model);
}

QString requestIdAround(QByteArrayView text, const ErrorFinding &finding)
{
    if (const QString id = requestIdOf(finding.ending.head.headers); !id.isEmpty())
        return withoutSecrets(id);
    if (!finding.requestId.isEmpty())
        return withoutSecrets(finding.requestId.left(256));
    static const QRegularExpression name(
        QStringLiteral(
            R"((?:\b(req_[A-Za-z0-9]{6,64})\b|request[ _-]?id["']?\s*[:=]?\s*["'`]?([A-Za-z0-9_\-]{8,80})))"),
        QRegularExpression::CaseInsensitiveOption);
    const auto match = name.match(QString::fromUtf8(around(text, finding, 300, 600)));
    return withoutSecrets(match.captured(1).isEmpty() ? match.captured(2) : match.captured(1));
}

QString withoutSecrets(const QString &text)
{
    static const QRegularExpression named(
        QStringLiteral(
            R"((\b(?:api[ _-]?key|token|key|secret|password)(?: provided)?["']?\s*[:=]\s*["']?)([^\s"',;]{6,}))"),
        QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression random(QStringLiteral(
        R"(\b(?=[A-Za-z0-9]*[0-9])(?=[A-Za-z0-9]*[A-Za-z])(?<!req_)(?<!org_)(?<!org-)(?<!proj_)[A-Za-z0-9]{24,}\b)"));
    QString clean = redacted(withoutControls(text));
    clean.replace(named, QStringLiteral("\\1•••"));
    clean.replace(random, QStringLiteral("•••"));
    return clean;
}

} // namespace Belay

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/statusfeeds/feedtext.h"

#include "core/base/plaintext.h"
#include "core/providers/statusfeeds/feedlimits.h"

#include <QDateTime>

#include <array>
#include <utility>

namespace Belay {

namespace {

using Entity = std::pair<QStringView, char32_t>;
constexpr std::array<Entity, 15> Entities {Entity {u"amp", U'&'}, Entity {u"lt", U'<'}, Entity {u"gt", U'>'},
    Entity {u"quot", U'"'}, Entity {u"apos", U'\''}, Entity {u"nbsp", U' '}, Entity {u"ndash", U'\u2013'},
    Entity {u"mdash", U'\u2014'}, Entity {u"hellip", U'\u2026'}, Entity {u"lsquo", U'\u2018'},
    Entity {u"rsquo", U'\u2019'}, Entity {u"ldquo", U'\u201c'}, Entity {u"rdquo", U'\u201d'},
    Entity {u"middot", U'\u00b7'}, Entity {u"bull", U'\u2022'}};
constexpr qsizetype LongestEntity = 10;

bool isBlank(char32_t c)
{
    return c <= 0x20 || (c >= 0x7f && c <= 0xa0) || c == 0x2028 || c == 0x2029 || c == 0x3000;
}

/// The character of the entity after the `&` at `at`, which moves to its end; 0 where it is none.
char32_t takeEntity(QStringView text, qsizetype &at)
{
    const qsizetype end = text.mid(at + 1, LongestEntity).indexOf(u';');
    if (end < 1)
        return 0;
    const QStringView name = text.mid(at + 1, end);
    char32_t found = 0;
    if (name.startsWith(u'#')) {
        const bool hex = name.size() > 1 && (name[1] == u'x' || name[1] == u'X');
        bool isNumber = false;
        const uint code = name.mid(hex ? 2 : 1).toUInt(&isNumber, hex ? 16 : 10);
        const bool isCharacter = isNumber && code > 0 && code <= 0x10ffff && !QChar::isSurrogate(code);
        found = isCharacter ? static_cast<char32_t>(code) : 0;
    } else {
        for (const auto &[known, character] : Entities)
            found = name == known ? character : found;
    }
    if (found)
        at += end + 1;
    return found;
}

/// The end of the tag that begins at `at`; -1 where the `<` is only a sign.
qsizetype endOfTag(QStringView text, qsizetype at)
{
    if (at + 1 >= text.size())
        return -1;
    const QChar next = text[at + 1];
    if (!next.isLetter() && next != u'/' && next != u'!' && next != u'?')
        return -1;
    return text.indexOf(u'>', at);
}

/// Collects what is left, with single blanks, up to a length.
class PlainWriter final
{
public:
    explicit PlainWriter(qsizetype limit)
        : m_limit(limit)
    { }
    bool isFull() const { return m_text.size() > m_limit; }
    void take(char32_t c)
    {
        if (isBlank(c)) {
            m_blank = !m_text.isEmpty();
            return;
        }
        if (isUnseen(c))
            return;
        if (std::exchange(m_blank, false))
            m_text += u' ';
        m_text += QStringView(QChar::fromUcs4(c));
    }
    void separate() { m_blank = !m_text.isEmpty(); }
    QString result() &&
    {
        if (!isFull())
            return std::move(m_text);
        m_text.truncate(m_limit - 1);
        if (!m_text.isEmpty() && m_text.back().isHighSurrogate())
            m_text.chop(1);
        return m_text + QChar(u'\u2026');
    }

private:
    qsizetype m_limit;
    QString m_text;
    bool m_blank = false;
};

} // namespace

QString plainText(QStringView markup, qsizetype limit)
{
    PlainWriter writer(limit);
    for (qsizetype at = 0; at < markup.size() && !writer.isFull(); ++at) {
        const QChar c = markup[at];
        if (c == u'<') {
            if (const qsizetype end = endOfTag(markup, at); end >= 0) {
                at = end;
                writer.separate();
                continue;
            }
        }
        if (c == u'&') {
            if (const char32_t entity = takeEntity(markup, at)) {
                writer.take(entity);
                continue;
            }
        }
        const bool isPair = c.isHighSurrogate() && at + 1 < markup.size() && markup[at + 1].isLowSurrogate();
        if (isPair)
            writer.take(QChar::surrogateToUcs4(c, markup[++at]));
        else if (!c.isSurrogate())
            writer.take(c.unicode());
    }
    return std::move(writer).result();
}

QString plainText(std::string_view utf8, qsizetype limit)
{
    // What markup may weigh beside the text that is kept; the rest is not even decoded.
    const auto most = static_cast<size_t>(FeedLimits::LongestMarkup + limit);
    utf8 = utf8.substr(0, most);
    return plainText(QStringView(QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()))), limit);
}

QUrl safeLink(const QString &text)
{
    const QString trimmed = text.trimmed();
    if (trimmed.isEmpty() || trimmed.size() > FeedLimits::LongestLink)
        return {};
    const QUrl url(trimmed, QUrl::StrictMode);
    const bool isSafe
        = url.isValid() && url.scheme() == u"https" && !url.host().isEmpty() && url.userInfo().isEmpty();
    return isSafe ? url : QUrl();
}

std::optional<WallTime> feedTime(QStringView text)
{
    constexpr WallTime Earliest = std::chrono::sys_days(std::chrono::year {2000} / 1 / 1);
    constexpr WallTime Latest = std::chrono::sys_days(std::chrono::year {2100} / 1 / 1);
    constexpr qsizetype Longest = 64;
    QString given = text.trimmed().toString();
    if (given.size() > Longest)
        return {};
    std::optional<WallTime> time = wallTimeFromIso(given);
    if (!time) {
        for (const QStringView zone : {u" GMT", u" UTC", u" UT", u" Z"}) {
            if (given.endsWith(zone))
                given = given.chopped(zone.size()) + QStringView(u" +0000");
        }
        const QDateTime parsed = QDateTime::fromString(given, Qt::RFC2822Date);
        if (parsed.isValid())
            time = WallTime {Milliseconds {parsed.toMSecsSinceEpoch()}};
    }
    return time && *time >= Earliest && *time < Latest ? time : std::nullopt;
}

} // namespace Belay

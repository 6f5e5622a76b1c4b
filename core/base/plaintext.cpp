// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/plaintext.h"

#include <algorithm>

namespace Belay {

namespace {

bool isControl(QChar c)
{
    const char16_t code = c.unicode();
    return (code < 0x20 && c != u'\n' && c != u'\t') || (code >= 0x7f && code < 0xa0);
}

/// Characters beyond the first plane that are unseen are tags, which come as pairs.
bool isTag(QStringView text, qsizetype at)
{
    return text[at].isHighSurrogate() && at + 1 < text.size() && text[at + 1].isLowSurrogate()
        && isUnseen(QChar::surrogateToUcs4(text[at], text[at + 1]));
}

/// Where `ESC [ … letter` ends that begins at `at`; behind the first character where it is something else.
qsizetype endOfEscape(QStringView text, qsizetype at)
{
    if (at + 1 >= text.size() || text[at + 1] != u'[')
        return at + 1;
    qsizetype end = at + 2;
    while (end < text.size() && text[end] >= u' ' && text[end] <= u'?')
        ++end;
    const bool isClosed = end < text.size() && text[end] >= u'@' && text[end] <= u'~';
    return isClosed ? end + 1 : end;
}

} // namespace

bool isUnseen(char32_t c)
{
    return (c >= 0x200b && c <= 0x200c) || c == 0x200e || c == 0x200f || (c >= 0x202a && c <= 0x202e)
        || (c >= 0x2060 && c <= 0x206f) || c == 0x061c || c == 0x00ad || c == 0xfeff
        || (c >= 0xfff0 && c <= 0xfffb) || (c >= 0xe0000 && c <= 0xe0fff);
}

QString withoutControls(const QString &text)
{
    const auto isPlain
        = [](QChar c) { return !isControl(c) && !c.isHighSurrogate() && !isUnseen(c.unicode()); };
    if (std::all_of(text.begin(), text.end(), isPlain))
        return text;
    QString clean;
    clean.reserve(text.size());
    for (qsizetype at = 0; at < text.size();) {
        const QChar c = text[at];
        if (c == u'\x1b') {
            at = endOfEscape(text, at);
        } else if (isTag(text, at)) {
            at += 2;
        } else {
            const bool endsLine = c == u'\r' && (at + 1 == text.size() || text[at + 1] != u'\n');
            if (endsLine)
                clean += u'\n';
            else if (!isControl(c) && !isUnseen(c.unicode()))
                clean += c;
            ++at;
        }
    }
    return clean;
}

} // namespace Belay

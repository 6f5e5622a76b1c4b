// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/errortextclean.h"

#include <QRegularExpression>
#include <QStringDecoder>

#include <algorithm>
#include <array>
#include <utility>

namespace Belay {

namespace {

constexpr qsizetype LongestHead = 64 * 1024;

QByteArray bounded(QByteArrayView text, qsizetype longest, bool &cut)
{
    cut = text.size() > longest;
    if (!cut)
        return text.toByteArray();
    const qsizetype head = std::min(LongestHead, longest / 4);
    return text.first(head).toByteArray() + "\n\n" + text.last(longest - head).toByteArray();
}

/// PowerShell redirects in UTF-16.
QByteArray boundedUtf8(QByteArrayView raw, qsizetype longest, bool &cut)
{
    const auto encoding = QStringConverter::encodingForData(raw);
    if (!encoding || *encoding == QStringConverter::Utf8)
        return bounded(raw, longest, cut);
    // A middle that is cut out in whole characters; UTF-32 is the widest.
    const QByteArray part = bounded(raw, 4 * (longest / 4), cut);
    const QString text = QStringDecoder(*encoding).decode(part);
    return text.toUtf8().left(longest);
}

/// Where an escape sequence of a terminal that begins at `at` ends.
qsizetype endOfEscape(QByteArrayView text, qsizetype at)
{
    qsizetype end = at + 1;
    if (end >= text.size())
        return end;
    const char kind = text[end++];
    if (kind == '[') {
        while (end < text.size() && (text[end] < '@' || text[end] > '~') && text[end] != '\n')
            ++end;
        return std::min(end + 1, text.size());
    }
    if (kind != ']')
        return end;
    while (end < text.size() && text[end] != '\a' && text[end] != '\n' && text[end] != '\x1b')
        ++end;
    return std::min(end + 1, text.size());
}

/// Typographic marks that mail, chat and office programs make of plain ones, as UTF-8.
constexpr std::array<std::pair<std::string_view, std::string_view>, 9> Typography {{{"\xC2\xA0", " "},
    {"\xE2\x80\x8B", ""}, {"\xEF\xBB\xBF", ""}, {"\xE2\x80\x9C", "\""}, {"\xE2\x80\x9D", "\""},
    {"\xE2\x80\x98", "'"}, {"\xE2\x80\x99", "'"}, {"&quot;", "\""}, {"&#39;", "'"}}};

/// How many bytes a mark that begins here takes; 0: none does.
qsizetype takeTypography(QByteArrayView text, qsizetype at, QByteArray &into)
{
    for (const auto &[mark, plain] : Typography) {
        const auto size = static_cast<qsizetype>(mark.size());
        if (mark.front() != text[at])
            continue;
        if (at + size <= text.size() && text.sliced(at, size) == QByteArrayView(mark.data(), size)) {
            into.append(plain.data(), static_cast<qsizetype>(plain.size()));
            return size;
        }
    }
    return 0;
}

/// curl's meter, of which each line overwrote the one before it, but for a line that came in between. It
/// stands in front of what came next and behind what came without an end of line.
QByteArray withoutMeter(const QByteArray &text)
{
    constexpr qsizetype LongestLine = 8 * 1024;
    static const QRegularExpression row(QStringLiteral(
        R"([ ]*\d{1,3}(?:[ ]+\d[\d.]*[kMGTP]?){7}(?:[ ]+(?:--:--:--|\d+:\d\d:\d\d|\d+d \d\dh)){3})"
        R"([ ]+\d[\d.]*[kMGTP]?)"));
    QByteArray result;
    result.reserve(text.size());
    for (qsizetype at = 0; at < text.size();) {
        const qsizetype found = text.indexOf('\n', at);
        const qsizetype end = found < 0 ? text.size() : found + 1;
        const QByteArray line = text.sliced(at, end - at);
        at = end;
        const bool isHead = line.contains("% Xferd") || line.contains("Dload  Upload");
        const bool mayHoldRow = line.contains(':') && line.size() < LongestLine;
        const QString whole = mayHoldRow ? QString::fromUtf8(line) : QString();
        if (isHead || !mayHoldRow || !whole.contains(row)) {
            result += isHead ? QByteArray() : line;
            continue;
        }
        const QByteArray rest = QString(whole).remove(row).toUtf8();
        result += rest.trimmed().isEmpty() ? QByteArray() : rest;
    }
    return result;
}

} // namespace

CleanText cleanErrorText(QByteArrayView raw, qsizetype longest)
{
    CleanText result;
    const QByteArray text = boundedUtf8(raw, longest, result.cut);
    result.text.reserve(text.size());
    for (qsizetype at = 0; at < text.size();) {
        const char c = text[at];
        if (c == '\x1b') {
            at = endOfEscape(text, at);
        } else if (c == '\r' && result.text.endsWith('\n')
            && text.sliced(at + 1, std::min<qsizetype>(1, text.size() - at - 1)) != "\n") {
            ++at; // at the beginning of a line it overwrites nothing
        } else if (c == '\r') {
            result.text += '\n';
            at += at + 1 < text.size() && text[at + 1] == '\n' ? 2 : 1;
        } else if (c == '\0') {
            ++at;
        } else if (c == '&' || static_cast<unsigned char>(c) >= 0x80) {
            const qsizetype taken = takeTypography(text, at, result.text);
            if (taken == 0)
                result.text += c;
            at += std::max<qsizetype>(taken, 1);
        } else {
            result.text += c;
            ++at;
        }
    }
    if (result.text.contains("% Xferd"))
        result.text = withoutMeter(result.text);
    return result;
}

QByteArray unescapedText(QByteArrayView text)
{
    QByteArray result;
    result.reserve(text.size());
    for (qsizetype at = 0; at < text.size(); ++at) {
        const bool escapes = text[at] == '\\' && at + 1 < text.size();
        const char next = escapes ? text[at + 1] : '\0';
        if (next == 'n' || next == 'r') {
            result += '\n';
            ++at;
        } else if (next == '"' || next == '\'' || next == '\\' || next == '/') {
            result += next;
            ++at;
        } else {
            result += text[at];
        }
    }
    return result;
}

} // namespace Belay

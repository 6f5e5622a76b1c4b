// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/keytext.h"

#include <algorithm>
#include <array>

namespace Belay {

namespace {

// All of this works on one buffer in place: no copy of a key is left behind, and none is ever a QString.

constexpr qsizetype LongestKey = 4096;

/// What stands around a key in mails, documents and shells, as UTF-8.
constexpr std::array Wrapping {" ", "\t", "\r", "\n", "\"", "'", "`", ";", ",",
    "\xC2\xA0" /* no-break space */, "\xE2\x80\x8B" /* zero width space */,
    "\xEF\xBB\xBF" /* byte order mark */, "\xE2\x80\x9C" /* “ */, "\xE2\x80\x9D" /* ” */,
    "\xE2\x80\x9E" /* „ */, "\xE2\x80\x98" /* ‘ */, "\xE2\x80\x99" /* ’ */, "\xE2\x80\x9A" /* ‚ */,
    "\xC2\xAB" /* « */, "\xC2\xBB" /* » */};

bool unwrapOnce(QByteArray &key)
{
    for (const char *mark : Wrapping) {
        const qsizetype length = static_cast<qsizetype>(qstrlen(mark));
        if (key.startsWith(mark)) {
            key.remove(0, length);
            return true;
        }
        if (key.endsWith(mark)) {
            key.chop(length);
            return true;
        }
    }
    return false;
}

bool dropWord(QByteArray &key, QByteArrayView word)
{
    if (key.size() <= word.size()
        || QByteArrayView(key).first(word.size()).compare(word, Qt::CaseInsensitive) != 0)
        return false;
    key.remove(0, word.size());
    return true;
}

bool isNameCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

bool namesAKey(QByteArrayView name)
{
    if (name.isEmpty() || (name.front() >= '0' && name.front() <= '9'))
        return false;
    const bool variable = std::none_of(name.begin(), name.end(), [](char c) { return c >= 'a' && c <= 'z'; });
    const QByteArray lower = name.toByteArray().toLower();
    return (variable && name.contains('_')) || lower.contains("key") || lower.contains("token")
        || lower == "authorization";
}

/// `NAME=`, `"name": ` or `Header: ` in front of a key. A `=` at the end of a key is its own.
bool dropName(QByteArray &key)
{
    qsizetype end = 0;
    while (end < key.size() && isNameCharacter(key[end]))
        ++end;
    if (!namesAKey(QByteArrayView(key).first(end)))
        return false;
    while (end < key.size() && (key[end] == ' ' || key[end] == '"' || key[end] == '\''))
        ++end;
    if (end + 1 >= key.size() || (key[end] != '=' && key[end] != ':') || key[end + 1] == '=')
        return false;
    key.remove(0, end + 1);
    return true;
}

void unwrap(QByteArray &key, const Catalogue &catalogue)
{
    for (bool changed = true; changed;) {
        changed = unwrapOnce(key);
        for (const char *word : {"export ", "set ", "$env:", "-H ", "Bearer "})
            changed = dropWord(key, word) || changed;
        if (!catalogue.kindOfKey(key))
            changed = dropName(key) || changed;
    }
}

PastedKey::Problem problemOf(QByteArrayView key)
{
    using Problem = PastedKey::Problem;
    if (key.isEmpty() || key.compare("Bearer", Qt::CaseInsensitive) == 0)
        return Problem::Empty;
    if (key.size() > LongestKey)
        return Problem::TooLong;
    if (std::any_of(key.begin(), key.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; }))
        return Problem::NotAscii;
    if (std::any_of(key.begin(), key.end(), [](char c) { return c <= ' ' || c == 0x7F; }))
        return Problem::ControlCharacter;
    const bool isAddress = std::ranges::any_of(
        std::array {"http://", "https://"}, [&](const char *scheme) { return key.startsWith(scheme); });
    return isAddress ? Problem::Address : Problem::None;
}

void wipe(QByteArray &bytes)
{
    volatile char *data = bytes.data();
    for (qsizetype i = 0; i < bytes.size(); ++i)
        data[i] = 0;
}

} // namespace

PastedKey cleanKey(const QByteArray &text, ProviderKindId askedFor, const Catalogue &catalogue)
{
    PastedKey result;
    QByteArray key(text.constData(), std::min(text.size(), 4 * LongestKey));
    unwrap(key, catalogue);
    result.problem = problemOf(key);
    if (result.problem != PastedKey::Problem::None) {
        wipe(key);
        return result;
    }
    const std::optional<ProviderKindId> kind = catalogue.kindOfKey(key);
    // Whoever enters an address by hand may mean any provider by it.
    if (kind && *kind != askedFor && askedFor != ProviderKindId::OpenAiCompatible)
        result.otherKind = kind;
    result.key = Secret(std::move(key));
    return result;
}

} // namespace Belay

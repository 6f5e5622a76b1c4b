// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/evidence.h"

#include "core/base/logging.h"
#include "core/base/plaintext.h"

#include <bitset>
#include <string_view>
#include <unordered_set>

namespace Belay {

namespace {

constexpr qsizetype KeyPiece = 12;

/// Takes out of a text every piece of a key that is long enough to be one.
class KeyEraser final
{
public:
    explicit KeyEraser(const QByteArray &key)
        : m_key(key)
    {
        for (qsizetype at = 0; at + 1 < key.size(); ++at)
            m_pairs.set(pairOf(key, at));
    }
    /// False means that there is none: nearly every text, and found out for little.
    bool mayFindIn(const QByteArray &text) const
    {
        qsizetype inARow = 0;
        for (qsizetype at = 0; at + 1 < text.size(); ++at) {
            inARow = m_pairs.test(pairOf(text, at)) ? inARow + 1 : 0;
            if (inARow == KeyPiece - 1)
                return true;
        }
        return false;
    }
    QByteArray erase(const QByteArray &text)
    {
        for (qsizetype at = 0; at + KeyPiece <= m_key.size(); ++at)
            m_pieces.insert(pieceOf(m_key, at));
        QByteArray clean;
        for (qsizetype at = 0; at < text.size();) {
            if (!isPiece(text, at)) {
                clean += text.at(at++);
                continue;
            }
            while (isPiece(text, at))
                ++at;
            at += KeyPiece - 1;
            clean += "•••";
        }
        return clean;
    }

private:
    static std::string_view pieceOf(const QByteArray &text, qsizetype at)
    {
        return {text.constData() + at, static_cast<size_t>(KeyPiece)};
    }
    bool isPiece(const QByteArray &text, qsizetype at) const
    {
        return at + KeyPiece <= text.size() && m_pieces.contains(pieceOf(text, at));
    }

    static size_t pairOf(const QByteArray &text, qsizetype at)
    {
        const auto first = static_cast<unsigned char>(text[at]);
        const auto second = static_cast<unsigned char>(text[at + 1]);
        return (first * 31U + second) % Pairs;
    }

    static constexpr size_t Pairs = 1024;
    const QByteArray &m_key; // outlives this
    std::bitset<Pairs> m_pairs; // letters beside each other
    std::unordered_set<std::string_view> m_pieces;
};

} // namespace

QByteArray withoutKey(const QByteArray &text, const Secret &key)
{
    if (key.isEmpty() || text.isEmpty())
        return text;
    if (key.reveal().size() < KeyPiece)
        return QByteArray(text).replace(key.reveal(), "•••");
    KeyEraser eraser(key.reveal());
    return eraser.mayFindIn(text) ? eraser.erase(text) : text;
}

QString withoutKey(const QString &text, const Secret &key)
{
    if (text.isEmpty())
        return text;
    const QByteArray utf8 = text.toUtf8();
    const QByteArray clean = withoutKey(utf8, key);
    return clean.isSharedWith(utf8) ? text : QString::fromUtf8(clean);
}

Sample withoutKey(Sample sample, const Secret &key)
{
    for (QString *text : {&sample.requestId, &sample.servedModel, &sample.servedBy})
        *text = withoutKey(withoutControls(*text), key);
    if (sample.evidence) {
        for (QString *text : {&sample.evidence->providerCode, &sample.evidence->text})
            *text = withoutKey(*text, key);
    }
    return sample;
}

Evidence evidenceOf(
    const Classification &classification, const QByteArray &body, const QString &address, const Secret &key)
{
    constexpr qsizetype LongestText = 1024;
    // Controls first: one in the middle of a key would hide it.
    const QString text
        = withoutControls(classification.message.isEmpty() ? QString::fromUtf8(body.left(4 * LongestText))
                                                           : classification.message);
    Evidence evidence;
    evidence.providerCode = redacted(withoutKey(withoutControls(classification.providerCode), key));
    evidence.address = address;
    QByteArray clean = redacted(withoutKey(text, key)).toUtf8();
    if (clean.size() > LongestText) {
        clean.truncate(LongestText);
        // Half a character at the end would be more than 1 KiB again once it is replaced.
        while (!clean.isEmpty() && (static_cast<unsigned char>(clean.back()) & 0x80U) != 0)
            clean.chop(1);
    }
    evidence.text = QString::fromUtf8(clean);
    evidence.retryAfter = classification.retryAfter;
    return evidence;
}

} // namespace Belay

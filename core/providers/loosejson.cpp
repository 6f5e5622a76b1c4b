// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/loosejson.h"

#include <QString>

#include <algorithm>

namespace Belay {

namespace {

constexpr int DeepestNesting = 64;
constexpr qsizetype LongestObject = 256 * 1024;

bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$';
}

bool isWordCharacter(char c)
{
    return isLetter(c) || (c >= '0' && c <= '9') || c == '.' || c == '-';
}

void appendCodePoint(std::string &to, char32_t code)
{
    const bool isText = code != 0 && code <= 0x10FFFF && (code < 0xD800 || code > 0xDFFF);
    to += QString::fromUcs4(isText ? &code : U"\uFFFD", 1).toStdString();
}

/// A machine word that a terminal wrapped has to be one again; in a sentence the break was a blank.
std::string unwrapped(const std::string &text)
{
    const bool isSentence = text.find(' ') != std::string::npos;
    std::string result;
    for (size_t at = 0; at < text.size(); ++at) {
        if (text[at] != '\n') {
            result += text[at];
            continue;
        }
        while (at + 1 < text.size() && (text[at + 1] == ' ' || text[at + 1] == '\t'))
            ++at;
        if (isSentence && !result.empty() && result.back() != ' ')
            result += ' ';
    }
    return result;
}

class LooseReader final
{
public:
    LooseReader(QByteArrayView text, qsizetype at, qint64 &steps)
        : m_text(text.first(std::min(text.size(), at + LongestObject)))
        , m_at(at)
        , m_steps(steps)
    { }

    /// With `into` null nothing is built.
    bool object(Json *into, int depth)
    {
        if (depth > DeepestNesting || !take('{'))
            return false;
        if (into)
            *into = Json::object();
        for (;;) {
            skipBlanks();
            if (take('}'))
                return true;
            if (!member(into, depth))
                return false;
            skipBlanks();
            if (!take(',') && !isAt('}'))
                return false;
        }
    }
    qsizetype at() const { return m_at; }

private:
    bool hasMore() { return m_at < m_text.size() && --m_steps > 0; }
    char now() const { return m_text[m_at]; }
    bool isAt(char c) const { return m_at < m_text.size() && m_text[m_at] == c; }
    bool isNext(char c) const { return m_at + 1 < m_text.size() && m_text[m_at + 1] == c; }
    bool take(char c)
    {
        if (!isAt(c))
            return false;
        ++m_at;
        --m_steps;
        return true;
    }

    /// Also `\n` as two characters, which is how a repr shows a line's end, and marks of a quoted mail.
    void skipBlanks()
    {
        while (hasMore()) {
            const char c = now();
            if (c == ' ' || c == '\t' || c == '\r') {
                ++m_at;
            } else if (c == '\n') {
                ++m_at;
                if ((isAt('>') || isAt('|')) && isNext(' '))
                    m_at += 2;
            } else if (c == '\\' && (isNext('n') || isNext('r') || isNext('t'))) {
                m_at += 2;
            } else {
                return;
            }
        }
    }

    bool member(Json *into, int depth)
    {
        std::string name;
        if (!key(into ? &name : nullptr))
            return false;
        skipBlanks();
        if (!take(':') && !take('='))
            return false;
        take('>'); // Ruby and PHP
        skipBlanks();
        Json value;
        if (!this->value(into ? &value : nullptr, depth))
            return false;
        if (into)
            (*into)[name] = std::move(value);
        return true;
    }

    bool key(std::string *name)
    {
        if (isQuote())
            return string(name);
        const qsizetype begin = m_at;
        if (isAt('[')) { // [Symbol(headers)] of Node
            while (hasMore() && now() != ']' && now() != '\n')
                ++m_at;
            if (!take(']'))
                return false;
        } else {
            while (hasMore() && isWordCharacter(now()))
                ++m_at;
        }
        if (m_at == begin)
            return false;
        if (name)
            *name = textBetween(begin, m_at);
        return true;
    }

    bool isQuote() const { return isAt('"') || isAt('\'') || isAt('`'); }
    /// b'…' and u'…' of Python.
    bool isMarkedQuote() const
    {
        return (isAt('b') || isAt('u') || isAt('r')) && (isNext('"') || isNext('\''));
    }

    bool value(Json *into, int depth)
    {
        if (isMarkedQuote())
            ++m_at;
        if (isQuote())
            return strings(into);
        if (isAt('{'))
            return object(into, depth + 1);
        if (isAt('['))
            return array(into, depth + 1);
        const qsizetype begin = m_at;
        while (hasMore() && isWordCharacter(now()))
            ++m_at;
        return afterWord(begin, into, depth);
    }

    /// A literal, a number, a class name in front of an object (`Headers {`, `Map(3) {`), or plain text.
    bool afterWord(qsizetype begin, Json *into, int depth)
    {
        const QByteArrayView word = m_text.sliced(begin, m_at - begin);
        const qsizetype afterWord = m_at;
        skipBlanks();
        const bool isName = !word.isEmpty() && isLetter(word.front());
        if (isName && isAt('{'))
            return object(into, depth + 1);
        if (isAt(',') || isAt('}') || isAt(']') || isAt(')')) {
            if (into)
                *into = literal(word);
            return afterWord > begin;
        }
        return plainText(begin, into);
    }

    static Json literal(QByteArrayView word)
    {
        if (word == "true" || word == "True")
            return true;
        if (word == "false" || word == "False")
            return false;
        if (word == "null" || word == "None" || word == "undefined" || word == "nil" || word == "NaN")
            return nullptr;
        bool isNumber = false;
        const qlonglong whole = word.toByteArray().toLongLong(&isNumber);
        if (isNumber)
            return whole;
        const double number = word.toByteArray().toDouble(&isNumber);
        if (isNumber)
            return number;
        return word.toByteArray().toStdString();
    }

    /// Whatever stands to the next comma or the end of what holds it: `<Response [429]>`, Java's texts.
    bool plainText(qsizetype begin, Json *into)
    {
        m_at = begin;
        int open = 0;
        for (; hasMore(); ++m_at) {
            const char c = now();
            if (open == 0 && (c == ',' || c == '}' || c == ']'))
                break;
            if (c == '(' || c == '[' || c == '{')
                ++open;
            else if (c == ')' || c == ']' || c == '}')
                --open;
        }
        if (into)
            *into = textBetween(begin, m_at);
        return m_at > begin && m_at < m_text.size() && open == 0;
    }

    bool array(Json *into, int depth)
    {
        if (depth > DeepestNesting || !take('['))
            return false;
        if (into)
            *into = Json::array();
        for (;;) {
            skipBlanks();
            if (take(']'))
                return true;
            Json item;
            if (!value(into ? &item : nullptr, depth))
                return false;
            if (into)
                into->push_back(std::move(item));
            skipBlanks();
            if (!take(',') && !isAt(']'))
                return false;
        }
    }

    /// Several behind one another are one: that is how Node and Python break long ones.
    bool strings(Json *into)
    {
        std::string text;
        do {
            if (!string(into ? &text : nullptr))
                return false;
            skipBlanks();
            if (take('+'))
                skipBlanks();
        } while (isQuote());
        if (into)
            *into = unwrapped(text);
        return true;
    }

    bool string(std::string *into)
    {
        const char quote = now();
        ++m_at;
        while (hasMore()) {
            const char c = now();
            ++m_at;
            if (c == quote)
                return true;
            if (c == '\\')
                escape(into);
            else if (into)
                *into += c;
        }
        return false;
    }

    void escape(std::string *into)
    {
        if (m_at >= m_text.size())
            return;
        const char c = m_text[m_at++];
        if (!into)
            return;
        if (c == 'u' || c == 'x')
            return codePoint(*into, c == 'u' ? 4 : 2);
        if (c == 'n')
            *into += '\n';
        else if (c == 't' || c == 'r')
            *into += ' ';
        else
            *into += c;
    }

    void codePoint(std::string &into, qsizetype digits)
    {
        char32_t code = hexadecimal(digits);
        const bool isPair = code >= 0xD800 && code <= 0xDBFF && isAt('\\') && isNext('u');
        if (isPair) {
            m_at += 2;
            code = 0x10000 + ((code - 0xD800) << 10) + ((hexadecimal(4) - 0xDC00) & 0x3FF);
        }
        appendCodePoint(into, code);
    }

    char32_t hexadecimal(qsizetype digits)
    {
        const qsizetype most = std::min(digits, m_text.size() - m_at);
        bool isNumber = false;
        const uint code = m_text.sliced(m_at, most).toByteArray().toUInt(&isNumber, 16);
        if (!isNumber)
            return 0xFFFD;
        m_at += most;
        return code;
    }

    std::string textBetween(qsizetype begin, qsizetype end) const
    {
        return m_text.sliced(begin, end - begin).trimmed().toByteArray().toStdString();
    }

    QByteArrayView m_text;
    qsizetype m_at;
    qint64 &m_steps;
};

} // namespace

std::optional<qsizetype> endOfLooseObject(QByteArrayView text, qsizetype at, qint64 &steps)
{
    LooseReader reader(text, at, steps);
    if (!reader.object(nullptr, 0))
        return {};
    return reader.at();
}

std::optional<LooseObject> readLooseObject(QByteArrayView text, qsizetype at, qint64 &steps)
{
    LooseReader reader(text, at, steps);
    LooseObject result;
    if (!reader.object(&result.value, 0))
        return {};
    result.end = reader.at();
    return result;
}

} // namespace Belay

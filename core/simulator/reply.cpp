// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulator/reply.h"

#include "core/simulator/voice.h"

#include <QRegularExpression>

#include <algorithm>

namespace Belay {

namespace {

constexpr int MostWords = 100'000;
constexpr qsizetype MostCalls = 8;

/// `A belay falls.` → `A`, ` belay`, ` falls`, `.`
QStringList piecesOf(const QString &text)
{
    QStringList pieces;
    qsizetype from = 0;
    while (from < text.size()) {
        const qsizetype blank = text.indexOf(u' ', from + 1);
        const qsizetype to = blank < 0 ? text.size() : blank;
        pieces << text.sliced(from, to - from);
        from = to;
    }
    if (text.endsWith(u'.') && pieces.last().size() > 1) {
        pieces.last().chop(1);
        pieces << QStringLiteral(".");
    }
    return pieces;
}

/// The text again and again, in `count` pieces.
QStringList repeated(const QString &text, int count)
{
    QStringList pieces = piecesOf(text);
    QStringList list;
    list.reserve(count);
    for (int i = 0; i < count; ++i)
        list << (pieces.isEmpty() ? QStringLiteral("word ") : pieces.at(i % pieces.size()));
    return list;
}

/// A text of JSON in pieces that end in the midst of its tokens, as real ones do.
QStringList cutUp(const QByteArray &json)
{
    constexpr qsizetype Length = 5;
    const QString text = QString::fromUtf8(json);
    QStringList pieces;
    for (qsizetype at = 0; at < text.size(); at += Length)
        pieces << text.mid(at, Length);
    return pieces;
}

std::vector<Reply::Call> callsFor(const Heard &heard, int number)
{
    std::vector<Reply::Call> calls;
    const qsizetype wanted = std::min(heard.lastUser.count(u"[tool]"), MostCalls);
    if (heard.tools.empty())
        return calls;
    for (qsizetype i = 0; i < wanted; ++i) {
        const HeardTool &tool = heard.tools[static_cast<size_t>(i) % heard.tools.size()];
        const ConfigJson arguments = tool.schema.is_null() ? ConfigJson::object() : exampleOf(tool.schema);
        calls.push_back(
            {QStringLiteral("sim%1x%2").arg(number).arg(i), tool.name, cutUp(bytesOf(arguments))});
    }
    return calls;
}

int wantedWords(const SimulatedProvider &provider, const Heard &heard)
{
    static const QRegularExpression Wanted(QStringLiteral(R"(\[words (\d{1,6})\])"));
    const QRegularExpressionMatch match = Wanted.match(heard.lastUser);
    return match.hasMatch() ? std::clamp(match.captured(1).toInt(), 1, MostWords) : provider.words;
}

QString typeOf(const ConfigJson &schema)
{
    const ConfigJson *type = heardMember(schema, "type");
    if (type && type->is_array() && !type->empty())
        type = &type->front();
    return heardText(type).toLower(); // Gemini's older schemas write STRING
}

} // namespace

qsizetype Reply::tokens() const
{
    qsizetype sum = reasoning.size() + words.size();
    for (const Call &call : calls)
        sum += call.arguments.size() + 1;
    return sum;
}

ConfigJson exampleOf(const ConfigJson &schema, int depth)
{
    constexpr int Deepest = 16;
    if (const ConfigJson *fixed = heardMember(schema, "const"))
        return *fixed;
    if (const ConfigJson &values = heardList(schema, "enum"); !values.empty())
        return values.front();
    if (const ConfigJson &any = heardList(schema, "anyOf"); !any.empty() && depth < Deepest)
        return exampleOf(any.front(), depth + 1);
    const QString type = typeOf(schema);
    if (type == u"array" && depth < Deepest) {
        const ConfigJson *items = heardMember(schema, "items");
        return ConfigJson::array({items ? exampleOf(*items, depth + 1) : ConfigJson("Paris")});
    }
    if (type == u"integer")
        return 7;
    if (type == u"number")
        return 7.5;
    if (type == u"boolean")
        return true;
    if (type == u"null")
        return nullptr;
    if (type == u"string")
        return "Paris";
    ConfigJson object = ConfigJson::object();
    const ConfigJson *properties = heardMember(schema, "properties");
    if (properties && properties->is_object() && depth < Deepest) {
        for (const auto &[name, property] : properties->items())
            object[name] = exampleOf(property, depth + 1);
    }
    return object;
}

Reply replyTo(const SimulatedProvider &provider, const Heard &heard, std::optional<int> maxTokens, int number)
{
    Reply reply;
    if (heard.lastUser.contains(u"[think]"))
        reply.reasoning = piecesOf(QStringLiteral("The rope comes first, then the climber."));
    reply.calls = callsFor(heard, number);
    if (!reply.calls.empty())
        return reply;
    if (heard.lastUser.contains(u"[echo]")) {
        for (const QString &line : heard.lines)
            reply.words << QString(line + u'\n');
    } else if (heard.wantsJson) {
        reply.words = cutUp(
            bytesOf(heard.schema.is_null() ? ConfigJson {{"answer", "Paris"}} : exampleOf(heard.schema)));
    } else {
        reply.words = repeated(provider.text, wantedWords(provider, heard));
        reply.isTruncated = maxTokens && *maxTokens < reply.words.size();
        if (reply.isTruncated)
            reply.words = reply.words.first(std::max(1, *maxTokens));
    }
    return reply;
}

} // namespace Belay

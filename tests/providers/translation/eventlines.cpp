// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "eventlines.h"

namespace Belay {

namespace {

QString text(const std::string &utf8)
{
    return QString::fromStdString(utf8);
}

struct Writer {
    QString operator()(const AnswerStarted &event) const
    {
        return QStringLiteral("start %1 %2").arg(text(event.id), text(event.model));
    }
    QString operator()(const TextDelta &event) const { return QStringLiteral("text ") + text(event.text); }
    QString operator()(const ReasoningDelta &event) const
    {
        return QStringLiteral("reasoning ") + text(event.text);
    }
    QString operator()(const ReasoningSignature &event) const
    {
        return QStringLiteral("signature ") + text(event.signature);
    }
    QString operator()(const RefusalDelta &event) const
    {
        return QStringLiteral("refusal ") + text(event.text);
    }
    QString operator()(const ToolCallStarted &event) const
    {
        return QStringLiteral("call %1 %2 %3").arg(event.index).arg(text(event.id), text(event.name));
    }
    QString operator()(const ToolArgumentsDelta &event) const
    {
        return QStringLiteral("arguments %1 %2").arg(event.index).arg(text(event.text));
    }
    QString operator()(const UsageUpdate &event) const
    {
        const auto number = [](const std::optional<int> &value) {
            return value ? QString::number(*value) : QStringLiteral("-");
        };
        const AnswerUsage &usage = event.usage;
        return QStringList {QStringLiteral("usage"), number(usage.inputTokens), number(usage.outputTokens),
            number(usage.cachedTokens), number(usage.cacheWriteTokens), number(usage.reasoningTokens)}
            .join(u' ');
    }
    QString operator()(const AnswerFinished &event) const
    {
        static const char *const Names[]
            = {"stop", "stop_sequence", "length", "tool_calls", "content_filter"};
        const QString name = QString::fromLatin1(Names[static_cast<int>(event.reason)]);
        return QStringLiteral("finish %1 %2").arg(name, text(event.stopSequence)).trimmed();
    }
    QString operator()(const AnswerCompleted &) const { return QStringLiteral("complete"); }
    QString operator()(const AnswerPing &) const { return QStringLiteral("ping"); }
};

void add(AnswerEvents &all, AnswerEvents more)
{
    for (AnswerEvent &event : more)
        all.push_back(std::move(event));
}

} // namespace

QString line(const AnswerEvent &event)
{
    return std::visit(Writer {}, event);
}

QString lines(const AnswerEvents &events)
{
    QStringList result;
    for (const AnswerEvent &event : events)
        result += line(event);
    return result.join(u'\n');
}

AnswerEvents decode(AnswerDecoder &decoder, QByteArrayView bytes, qsizetype piece)
{
    AnswerEvents events;
    for (qsizetype at = 0; at < bytes.size(); at += piece)
        add(events, decoder.feed(bytes.sliced(at, std::min(piece, bytes.size() - at))));
    add(events, decoder.end());
    return events;
}

AnswerEvents decodeCut(AnswerDecoder &decoder, QByteArrayView bytes, qsizetype cut)
{
    AnswerEvents events = decoder.feed(bytes.first(cut));
    add(events, decoder.feed(bytes.sliced(cut)));
    add(events, decoder.end());
    return events;
}

QByteArray encode(AnswerEncoder &encoder, const AnswerEvents &events)
{
    QByteArray bytes;
    for (const AnswerEvent &event : events)
        bytes += encoder.take(event);
    return bytes;
}

Json json(const QByteArray &text)
{
    std::optional<Json> value = parseJson(text);
    if (!value)
        qFatal("not JSON: %s", text.constData());
    return std::move(*value);
}

QByteArray joined(const std::vector<std::string> &names)
{
    QByteArrayList list;
    for (const std::string &name : names)
        list += QByteArray::fromStdString(name);
    return list.join(' ');
}

} // namespace Belay

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/providers/translation/answerwords.h"

#include <QtGlobal>

namespace Belay::Test {

namespace {

QString text(const std::string &utf8)
{
    return QString::fromStdString(utf8);
}

QString number(const std::optional<int> &value)
{
    return value ? QString::number(*value) : QStringLiteral("-");
}

QString reasonName(FinishReason reason)
{
    constexpr const char *Names[] = {"stop", "stop-sequence", "length", "tool-calls", "content-filter"};
    return QLatin1StringView(Names[static_cast<int>(reason)]);
}

struct Line {
    QString head; // equal heads of pieces are joined
    QString piece;
    bool joins = false;
};

Line lineOf(const AnswerStarted &one)
{
    return {QStringLiteral("started %1 %2").arg(text(one.id), text(one.model)), {}};
}
Line lineOf(const TextDelta &one)
{
    return {QStringLiteral("text "), text(one.text), true};
}
Line lineOf(const ReasoningDelta &one)
{
    return {QStringLiteral("thinks "), text(one.text), true};
}
Line lineOf(const ReasoningSignature &one)
{
    return {QStringLiteral("signed %1 %2").arg(toString(one.signer), text(one.signature)), {}};
}
Line lineOf(const RefusalDelta &one)
{
    return {QStringLiteral("refuses "), text(one.text), true};
}
Line lineOf(const ToolCallStarted &one)
{
    return {QStringLiteral("call %1 %2 %3").arg(one.index).arg(text(one.id), text(one.name)), {}};
}
Line lineOf(const ToolArgumentsDelta &one)
{
    return {QStringLiteral("arguments %1 ").arg(one.index), text(one.text), true};
}
Line lineOf(const UsageUpdate &one)
{
    const AnswerUsage &u = one.usage;
    return {QStringLiteral("usage in %1 out %2 cached %3 written %4 reasoning %5")
                .arg(number(u.inputTokens), number(u.outputTokens), number(u.cachedTokens),
                    number(u.cacheWriteTokens), number(u.reasoningTokens)),
        {}};
}
Line lineOf(const AnswerFinished &one)
{
    return {
        QStringLiteral("finished %1 %2").arg(reasonName(one.reason), text(one.stopSequence)).trimmed(), {}};
}
Line lineOf(const AnswerCompleted &)
{
    return {QStringLiteral("completed"), {}};
}
Line lineOf(const AnswerPing &)
{
    return {QStringLiteral("ping"), {}};
}

} // namespace

QStringList wordsOf(const AnswerEvents &events)
{
    QStringList words;
    QString open;
    for (const AnswerEvent &event : events) {
        const Line line = std::visit([](const auto &one) { return lineOf(one); }, event);
        if (line.joins && line.head == open)
            words.last() += line.piece;
        else
            words += line.head + line.piece;
        open = line.joins ? line.head : QString();
    }
    return words;
}

QStringList decoded(const TargetFace &face, bool stream, const QByteArrayList &pieces)
{
    const std::unique_ptr<AnswerDecoder> decoder = face.decoder(stream);
    AnswerEvents all;
    for (const QByteArray &piece : pieces) {
        for (AnswerEvent &event : decoder->feed(piece))
            all.push_back(std::move(event));
    }
    for (AnswerEvent &event : decoder->end())
        all.push_back(std::move(event));
    return wordsOf(all);
}

QStringList cutsThatDiffer(const TargetFace &face, bool stream, const QByteArray &bytes)
{
    const QStringList whole = decoded(face, stream, {bytes});
    QStringList differ;
    QByteArrayList single;
    for (qsizetype i = 0; i < bytes.size(); ++i)
        single += bytes.mid(i, 1);
    if (decoded(face, stream, single) != whole)
        differ += QStringLiteral("byte by byte");
    for (qsizetype i = 1; i < bytes.size(); ++i) {
        if (decoded(face, stream, {bytes.left(i), bytes.mid(i)}) != whole)
            differ += QStringLiteral("cut at %1").arg(i);
    }
    return differ;
}

Json json(const QByteArray &text)
{
    const std::optional<Json> parsed = parseJson(text);
    if (!parsed)
        qFatal("a test's own JSON is broken: %s", text.constData());
    return *parsed;
}

} // namespace Belay::Test

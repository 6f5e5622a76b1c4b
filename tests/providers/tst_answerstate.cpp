// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/codec.h"

#include <QTest>

using namespace Belay;

class tst_AnswerState : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void takesTheRequestIdFromTheHead_data();
    void takesTheRequestIdFromTheHead();
    void keepsNoFlood();
    void keepsOnlyTheBeginningOfAnError();
    void tellsAnAnswerFromAnEmptyOne_data();
    void tellsAnAnswerFromAnEmptyOne();
};

void tst_AnswerState::takesTheRequestIdFromTheHead_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<QString>("expected");
    QTest::newRow("OpenAI and most") << QByteArray("X-Request-Id") << QStringLiteral("req_7");
    QTest::newRow("Anthropic") << QByteArray("request-id") << QStringLiteral("req_7");
    QTest::newRow("OpenRouter") << QByteArray("X-Generation-Id") << QStringLiteral("req_7");
    QTest::newRow("Azure") << QByteArray("apim-request-id") << QStringLiteral("req_7");
    QTest::newRow("no header: the body's") << QByteArray("x-other") << QStringLiteral("chatcmpl-X");
}

void tst_AnswerState::takesTheRequestIdFromTheHead()
{
    QFETCH(QByteArray, header);
    QFETCH(QString, expected);
    const std::unique_ptr<AnswerReader> reader = codecFor(Dialect::OpenAi).reader(AnswerForm::Stream);
    reader->head({200, {{header, "req_7"}}});
    reader->feed("data: {\"id\":\"chatcmpl-X\",\"choices\":[]}\n\n");
    reader->end();
    QCOMPARE(reader->state().requestId, expected);
}

void tst_AnswerState::keepsNoFlood()
{
    const QByteArray piece(1024 * 1024, 'x');
    for (const AnswerForm form : {AnswerForm::Stream, AnswerForm::Whole}) {
        const std::unique_ptr<AnswerReader> reader = codecFor(Dialect::OpenAi).reader(form);
        reader->feed("{\"choices\":[{\"message\":{\"content\":\"");
        for (int i = 0; i < (form == AnswerForm::Whole ? 65 : 9); ++i)
            reader->feed(piece);
        reader->feed("\"}}]}");
        reader->end();
        QVERIFY(!reader->state().readable);
        QVERIFY(!reader->state().complete);
    }
}

void tst_AnswerState::keepsOnlyTheBeginningOfAnError()
{
    const std::unique_ptr<AnswerReader> reader = codecFor(Dialect::OpenAi).reader(AnswerForm::Whole);
    reader->feed("{\"error\":{\"message\":\"");
    reader->feed(QByteArray(1024 * 1024, 'x'));
    reader->feed("\"}}");
    reader->end();
    QCOMPARE(reader->state().error.size(), 64 * 1024);
}

void tst_AnswerState::tellsAnAnswerFromAnEmptyOne_data()
{
    QTest::addColumn<bool>("content");
    QTest::addColumn<QString>("finish");
    QTest::addColumn<int>("tokensOut");
    QTest::addColumn<bool>("expected");
    QTest::newRow("content") << true << QString() << 0 << true;
    QTest::newRow("a stop without anything") << false << QStringLiteral("stop") << 0 << false;
    QTest::newRow("a stop with tokens") << false << QStringLiteral("stop") << 3 << true;
    QTest::newRow("the limit was reached") << false << QStringLiteral("length") << 0 << true;
    QTest::newRow("a tool is called") << false << QStringLiteral("tool_calls") << 0 << true;
    QTest::newRow("a filter ended it") << false << QStringLiteral("content_filter") << 0 << true;
    QTest::newRow("the model refused") << false << QStringLiteral("refusal") << 0 << true;
    QTest::newRow("an error ended it") << false << QStringLiteral("error") << 0 << false;
}

void tst_AnswerState::tellsAnAnswerFromAnEmptyOne()
{
    QFETCH(bool, content);
    QFETCH(QString, finish);
    QFETCH(int, tokensOut);
    QFETCH(bool, expected);
    AnswerState state;
    state.content = content;
    state.finishReason = finish;
    state.tokensOut = tokensOut;
    QCOMPARE(isAnswer(state), expected);
}

QTEST_GUILESS_MAIN(tst_AnswerState)
#include "tst_answerstate.moc"

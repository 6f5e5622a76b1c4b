// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/chatglance.h"

#include <QtTest>

#include <tuple>

using namespace Belay;

/// What is read without a tree leads to the state that a tree would have led to. An event with a name is
/// always read with one.
class tst_ChatGlance final : public QObject
{
    Q_OBJECT

    static AnswerState read(const QByteArray &name, const QByteArray &document)
    {
        const auto reader = codecFor(Dialect::OpenAi).reader(AnswerForm::Stream);
        reader->feed(QByteArray(name + "data: " + document + "\n\n"));
        return reader->state();
    }
    static auto fields(const AnswerState &state)
    {
        return std::tuple(state.readable, state.content, state.finished, state.complete, state.error,
            state.finishReason, state.servedModel, state.servedBy, state.requestId, state.tokensIn,
            state.tokensOut);
    }
private Q_SLOTS:
    void documents_data()
    {
        QTest::addColumn<QByteArray>("document");
        QTest::addColumn<bool>("plain");
        const auto row = [](const char *name, const char *document, bool plain) {
            QTest::newRow(name) << QByteArray(document) << plain;
        };
        row("a word",
            R"({"id":"c-1","model":"m","choices":[{"index":0,"delta":{"content":"Hi"},"finish_reason":null}]})",
            true);
        row("an empty word", R"({"id":"c-1","model":"m","choices":[{"delta":{"content":""}}]})", true);
        row("the role alone", R"({"choices":[{"delta":{"role":"assistant","content":null}}]})", true);
        row("reasoning", R"({"choices":[{"delta":{"reasoning_content":"Hm"}}]})", true);
        row("a call", R"({"choices":[{"delta":{"tool_calls":[{"index":0}]}}]})", true);
        row("no call", R"({"choices":[{"delta":{"tool_calls":[]}}]})", true);
        row("a refusal", R"({"choices":[{"delta":{"refusal":"No."}}]})", true);
        row("text of the older form", R"({"choices":[{"text":"Hi"}]})", true);
        row("the end", R"({"choices":[{"delta":{},"finish_reason":"stop"}]})", true);
        row("the end in others' words", R"({"choices":[{"delta":{},"finish_reason":"MAX_TOKENS"}]})", true);
        row("an end that is an error", R"({"choices":[{"delta":{},"finish_reason":"error"}]})", false);
        row("usage", R"({"choices":[],"usage":{"prompt_tokens":3,"completion_tokens":4,"total_tokens":7}})",
            true);
        row("thoughts beside the total",
            R"({"choices":[],"usage":{"prompt_tokens":3,"completion_tokens":4,"total_tokens":90}})", true);
        row("usage that is null", R"({"choices":[],"usage":null})", true);
        row("tokens that are null", R"({"choices":[],"usage":{"prompt_tokens":null,"completion_tokens":4}})",
            true);
        row("tokens with a point", R"({"choices":[],"usage":{"prompt_tokens":3.0,"completion_tokens":4}})",
            false);
        row("tokens as text", R"({"choices":[],"usage":{"prompt_tokens":"3"}})", false);
        row("more tokens than fit", R"({"choices":[],"usage":{"prompt_tokens":12345678901}})", false);
        row("who served", R"({"provider":"Fast","id":"g","choices":[{"message":{"content":"Hi"}}]})", true);
        row("Groq's own", R"({"x_groq":{"id":"req_1","usage":{"prompt_tokens":3}},"choices":[{"delta":{}}]})",
            false);
        row("an error", R"({"error":{"message":"no"}})", false);
        row("an error beside choices", R"({"choices":[],"error":{"message":"no"}})", false);
        row("an error that is null", R"({"choices":[{"delta":{"content":"Hi"}}],"error":null})", true);
        row("a flat error", R"({"object":"error","message":"no"})", false);
        row("an error in an array", R"([{"error":{"message":"no"}}])", false);
        row("choices twice", R"({"choices":[],"choices":[{"delta":{"content":"Hi"}}]})", false);
        row("choices that are none", R"({"choices":{}})", false);
        row("a choice that is none", R"({"choices":[7]})", false);
        row("a delta that is none", R"({"choices":[{"delta":[1]}]})", false);
        row("an escape in the model", R"({"model":"m\u00e9","choices":[{"delta":{"content":"\n"}}]})", true);
        row("half of a pair", R"({"model":"\ud800","choices":[]})", false);
        row("no JSON", R"({"choices":[)", false);
        row("no object", "7", false);
        row("the marker", "[DONE]", false);
    }
    void documents()
    {
        QFETCH(QByteArray, document);
        QFETCH(bool, plain);
        AnswerState glanced;
        QCOMPARE(glanceAtChat(document, glanced), plain);
        if (!plain)
            QVERIFY(fields(glanced) == fields(AnswerState {}));
        QVERIFY(fields(read({}, document)) == fields(read("event: chunk\n", document)));
    }
    void deepNestingIsReadTheLongWay()
    {
        const QByteArray deep = QByteArray(300, '[') + QByteArray(300, ']');
        AnswerState state;
        QVERIFY(!glanceAtChat(QByteArray(R"({"choices":[],"x":)" + deep + '}'), state));
        QVERIFY(glanceAtChat(R"({"choices":[],"x":[[[]]]})", state));
    }
    void oneStreamIsOneState()
    {
        AnswerState state;
        QVERIFY(glanceAtChat(R"({"id":"a","model":"m","choices":[{"delta":{"content":"x"}}]})", state));
        QVERIFY(
            glanceAtChat(R"({"id":"b","model":"n","choices":[{"delta":{},"finish_reason":"stop"}]})", state));
        QVERIFY(state.content && state.finished && !state.complete);
        QCOMPARE(state.requestId, QStringLiteral("a"));
        QCOMPARE(state.servedModel, QStringLiteral("n"));
        QCOMPARE(state.finishReason, QStringLiteral("stop"));
    }
    /// The gateway passes on 64 MiB (contract 8): an answer of images is one of those.
    void aWholeAnswerMayBeLarge()
    {
        for (const Dialect dialect : {Dialect::OpenAi, Dialect::Anthropic}) {
            const QByteArray text(20 * 1024 * 1024, 'x');
            const auto reader = codecFor(dialect).reader(AnswerForm::Whole);
            const bool isOpenAi = dialect == Dialect::OpenAi;
            reader->feed(
                QByteArray(isOpenAi ? "{\"choices\":[{\"message\":{\"content\":\""
                                    : "{\"type\":\"message\",\"content\":[{\"type\":\"text\",\"text\":\""));
            reader->feed(text);
            reader->feed(QByteArray(isOpenAi ? "\"}}]}" : "\"}]}"));
            reader->end();
            QVERIFY(reader->state().complete && reader->state().content);
        }
    }
};

QTEST_GUILESS_MAIN(tst_ChatGlance)
#include "tst_chatglance.moc"

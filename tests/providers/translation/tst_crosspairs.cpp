// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "conversationtext.h"
#include "eventlines.h"

#include <QTest>

using namespace Belay;

/// Every form of client with every dialect of target.
class tst_CrossPairs : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void carriesARequest_data() { pairs(); }
    void carriesARequest();
    void carriesAnAnswer_data() { pairs(); }
    void carriesAnAnswer();

private:
    void pairs();
};

static QByteArray requestOf(DialectForm form)
{
    switch (form) {
    case DialectForm::Responses:
        return R"({"model":"x","instructions":"Be brief","input":[{"role":"user","content":[{"type":"input_text","text":"See"},{"type":"input_image","image_url":"data:image/png;base64,AAAA"}]},{"type":"function_call","call_id":"call_1","name":"f","arguments":"{\"x\":1}"},{"type":"function_call","call_id":"call_2","name":"f","arguments":"{\"x\":2}"},{"type":"function_call_output","call_id":"call_1","output":"one"},{"type":"function_call_output","call_id":"call_2","output":"two"},{"role":"user","content":"so?"}],"tools":[{"type":"function","name":"f","parameters":{"type":"object","properties":{"x":{"type":"integer"}}}}],"tool_choice":"auto","max_output_tokens":500,"text":{"format":{"type":"json_schema","name":"n","schema":{"type":"object","properties":{"zebra":{"type":"string"},"apple":{"type":"string"}}}}},"stream":true})";
    case DialectForm::Messages:
        return R"({"model":"x","max_tokens":500,"system":"Be brief","messages":[{"role":"user","content":[{"type":"text","text":"See"},{"type":"image","source":{"type":"base64","media_type":"image/png","data":"AAAA"}}]},{"role":"assistant","content":[{"type":"tool_use","id":"call_1","name":"f","input":{"x":1}},{"type":"tool_use","id":"call_2","name":"f","input":{"x":2}}]},{"role":"user","content":[{"type":"tool_result","tool_use_id":"call_1","content":"one"},{"type":"tool_result","tool_use_id":"call_2","content":"two"},{"type":"text","text":"so?"}]}],"tools":[{"name":"f","input_schema":{"type":"object","properties":{"x":{"type":"integer"}}}}],"tool_choice":{"type":"auto"},"output_config":{"format":{"type":"json_schema","schema":{"type":"object","properties":{"zebra":{"type":"string"},"apple":{"type":"string"}}}}},"stream":true})";
    case DialectForm::Chat:
    case DialectForm::Generate:
        break;
    }
    return R"({"model":"x","messages":[{"role":"system","content":"Be brief"},{"role":"user","content":[{"type":"text","text":"See"},{"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA"}}]},{"role":"assistant","tool_calls":[{"id":"call_1","type":"function","function":{"name":"f","arguments":"{\"x\":1}"}},{"id":"call_2","type":"function","function":{"name":"f","arguments":"{\"x\":2}"}}]},{"role":"tool","tool_call_id":"call_1","content":"one"},{"role":"tool","tool_call_id":"call_2","content":"two"},{"role":"user","content":"so?"}],"tools":[{"type":"function","function":{"name":"f","parameters":{"type":"object","properties":{"x":{"type":"integer"}}}}}],"tool_choice":"auto","max_tokens":500,"response_format":{"type":"json_schema","json_schema":{"name":"n","schema":{"type":"object","properties":{"zebra":{"type":"string"},"apple":{"type":"string"}}}}},"stream":true})";
}

static QByteArray answerOf(Dialect dialect)
{
    switch (dialect) {
    case Dialect::Anthropic:
        return R"({"id":"a1","type":"message","role":"assistant","model":"served","content":[{"type":"text","text":"Well"},{"type":"tool_use","id":"call_8","name":"f","input":{"x":8}},{"type":"tool_use","id":"call_9","name":"f","input":{"x":9}}],"stop_reason":"tool_use","usage":{"input_tokens":31,"output_tokens":17}})";
    case Dialect::Gemini:
        return R"({"candidates":[{"content":{"role":"model","parts":[{"text":"Well"},{"functionCall":{"id":"call_8","name":"f","args":{"x":8}}},{"functionCall":{"id":"call_9","name":"f","args":{"x":9}}}]},"finishReason":"STOP","index":0}],"usageMetadata":{"promptTokenCount":31,"candidatesTokenCount":17,"totalTokenCount":48},"modelVersion":"served","responseId":"a1"})";
    case Dialect::OpenAi:
        break;
    }
    return R"({"id":"a1","model":"served","choices":[{"index":0,"message":{"role":"assistant","content":"Well","tool_calls":[{"id":"call_8","type":"function","function":{"name":"f","arguments":"{\"x\":8}"}},{"id":"call_9","type":"function","function":{"name":"f","arguments":"{\"x\":9}"}}]},"finish_reason":"tool_calls"}],"usage":{"prompt_tokens":31,"completion_tokens":17,"total_tokens":48}})";
}

static TargetTraits targetOf(Dialect dialect)
{
    switch (dialect) {
    case Dialect::Anthropic:
        return traits(ProviderKindId::Anthropic, "claude-haiku-4-5");
    case Dialect::Gemini:
        return traits(ProviderKindId::Gemini, "gemini-3.5-flash-lite");
    case Dialect::OpenAi:
        break;
    }
    return traits(ProviderKindId::OpenAi, "gpt-4.1-nano");
}

/// The finish word of a client's form for an answer that ends in calls.
static QByteArray callWord(DialectForm form)
{
    return form == DialectForm::Messages ? "\"tool_use\""
        : form == DialectForm::Responses ? "\"completed\""
                                         : "\"tool_calls\"";
}

void tst_CrossPairs::pairs()
{
    QTest::addColumn<int>("form");
    QTest::addColumn<int>("dialect");
    static const char *const Forms[] = {"chat", "responses", "messages"};
    static const char *const Dialects[] = {"openai", "anthropic", "gemini"};
    for (int form = 0; form < 3; ++form) {
        for (int dialect = 0; dialect < 3; ++dialect)
            QTest::addRow("%s at %s", Forms[form], Dialects[dialect]) << form << dialect;
    }
}

void tst_CrossPairs::carriesARequest()
{
    QFETCH(int, form);
    QFETCH(int, dialect);
    const DialectForm from = static_cast<DialectForm>(form);
    const Dialect to = static_cast<Dialect>(dialect);
    const auto request = clientFace(from).readRequest(json(requestOf(from)));
    QVERIFY2(request, describe(request).constData());
    const WrittenRequest written = targetFace(to).writeRequest(*request, targetOf(to));
    QCOMPARE(joined(written.needed), QByteArray());
    QCOMPARE(joined(written.dropped), QByteArray());
    QVERIFY(parseJson(written.body));
    for (const char *piece : {"Be brief", "See", "image/png", "AAAA", "\"f\"", "one", "two", "so?", "500"})
        QVERIFY2(written.body.contains(piece), written.body.constData());
    QVERIFY(written.body.indexOf("two") < written.body.indexOf("so?"));
    QVERIFY(written.body.indexOf("\"zebra\"") > 0);
    QVERIFY(written.body.indexOf("\"zebra\"") < written.body.indexOf("\"apple\""));
}

void tst_CrossPairs::carriesAnAnswer()
{
    QFETCH(int, form);
    QFETCH(int, dialect);
    const DialectForm to = static_cast<DialectForm>(form);
    const Dialect from = static_cast<Dialect>(dialect);
    const auto decoder = targetFace(from).decoder(false);
    const AnswerEvents events = decode(*decoder, answerOf(from), 64);
    for (const bool stream : {true, false}) {
        AnswerContext context;
        context.requestId = "01J";
        context.includeUsage = true;
        const QByteArray bytes = encode(*clientFace(to).encoder(stream, context), events);
        for (const char *piece : {"Well", "call_8", "call_9", "served", ":31", ":17"})
            QVERIFY2(bytes.contains(piece), bytes.constData());
        QVERIFY(bytes.indexOf("call_8") < bytes.indexOf("call_9"));
        QVERIFY2(bytes.contains(callWord(to)), bytes.constData());
        QVERIFY(stream || parseJson(bytes));
    }
}

QTEST_GUILESS_MAIN(tst_CrossPairs)
#include "tst_crosspairs.moc"

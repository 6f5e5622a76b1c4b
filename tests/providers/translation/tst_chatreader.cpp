// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/translation/chatface.h"

#include "conversationtext.h"
#include "eventlines.h"

#include <QTest>

using namespace Belay;

class tst_ChatReader : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsMessages_data();
    void readsMessages();
    void readsFields_data();
    void readsFields();
    void refuses_data();
    void refuses();
    void readsAnyDocument();
};

void tst_ChatReader::readsMessages_data()
{
    QTest::addColumn<QByteArray>("messages");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const char *messages, const char *expected) {
        QTest::newRow(name) << QByteArray(messages) << QByteArray(expected);
    };
    row("a text", R"([{"role":"user","content":"Hi"}])", "user: text Hi");
    row("system and developer anywhere are joined",
        R"([{"role":"system","content":"A"},{"role":"user","content":"Hi"},{"role":"developer","content":[{"type":"text","text":"B"},{"type":"text","text":"C"}]}])",
        "system A\nB\nC\nuser: text Hi");
    row("parts; empty texts are left out",
        R"([{"role":"user","content":[{"type":"text","text":""},{"type":"text","text":"a"},{"type":"text","text":"b"}]}])",
        "user: text a\nuser: text b");
    row("a picture as data",
        R"([{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA","detail":"low"}}]}])",
        "user: image image/png AAAA  low");
    row("a picture at an address",
        R"([{"role":"user","content":[{"type":"image_url","image_url":{"url":"https://x/y.png"}}]}])",
        "user: image   https://x/y.png ");
    row("a PDF at an address",
        R"([{"role":"user","content":[{"type":"image_url","image_url":{"url":"https://x/y.PDF?z=1"}}]}])",
        "user: file application/pdf  https://x/y.PDF?z=1 ");
    row("a PDF as data",
        R"([{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:application/pdf;base64,AA=="}}]}])",
        "user: file application/pdf AA==  ");
    row("a file",
        R"([{"role":"user","content":[{"type":"file","file":{"file_data":"data:application/pdf;base64,AA==","filename":"a.pdf"}}]}])",
        "user: file application/pdf AA==  a.pdf");
    row("a file that lies at the provider",
        R"([{"role":"user","content":[{"type":"file","file":{"file_id":"file-1"}}]}])", "needed files");
    row("sound",
        R"([{"role":"user","content":[{"type":"input_audio","input_audio":{"data":"AA","format":"wav"}}]}])",
        "user: audio wav AA");
    row("calls and results, and the user's words after them",
        R"([{"role":"assistant","content":null,"tool_calls":[{"id":"a","type":"function","function":{"name":"f","arguments":"{\"x\":1}"}},{"id":"b","type":"function","function":{"name":"g","arguments":""}}]},{"role":"tool","tool_call_id":"a","content":"1"},{"role":"tool","tool_call_id":"b","content":[{"type":"text","text":"2"}]},{"role":"user","content":"so?"}])",
        "assistant: call a f {\"x\":1}\nassistant: call b g {}\nuser: result a [text 1;]\nuser: result b "
        "[text 2;]\nuser: text so?");
    row("the older function_call",
        R"([{"role":"assistant","function_call":{"name":"f","arguments":"{}"}},{"role":"function","name":"f","content":"1"}])",
        "assistant: call call_0_f f {}\nuser: result call_0_f [text 1;]");
    row("a refusal", R"([{"role":"assistant","content":null,"refusal":"No."}])", "assistant: refusal No.");
    row("what the model thought", R"([{"role":"assistant","content":"a","reasoning_content":"hm"}])",
        "assistant: reasoning hm \nassistant: text a");
    row("an answer of the SDK, sent back whole",
        R"([{"role":"assistant","content":"a","refusal":null,"annotations":[],"audio":null,"function_call":null,"tool_calls":null}])",
        "assistant: text a");
    row("sound that was an answer", R"([{"role":"assistant","audio":{"id":"x"}}])", "needed audio");
    row("a tool of its own kind",
        R"([{"role":"assistant","tool_calls":[{"id":"a","type":"custom","custom":{"name":"f","input":"x"}}]}])",
        "needed tools");
    row("names and marks",
        R"([{"role":"user","name":"Ann","content":[{"type":"text","text":"a","cache_control":{"type":"ephemeral"}}],"mood":"good"}])",
        "user: text a\ndroppable cache_control\ndroppable name\ndroppable extensions");
}

void tst_ChatReader::readsMessages()
{
    QFETCH(QByteArray, messages);
    QFETCH(QByteArray, expected);
    QCOMPARE(describe(ChatFace().readRequest(json("{\"messages\":" + messages + "}"))), expected.trimmed());
}

void tst_ChatReader::readsFields_data()
{
    QTest::addColumn<QByteArray>("fields");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const char *fields, const char *expected) {
        QTest::newRow(name) << QByteArray(fields) << QByteArray(expected);
    };
    row("null is nothing", R"("temperature":null,"tools":null,"stop":null,"metadata":null,"audio":null)", "");
    row("the model", R"("model":"m")", "model m");
    row("max_completion_tokens comes first", R"("max_completion_tokens":5,"max_tokens":7)", "tokens 5");
    row("max_tokens", R"("max_tokens":7)", "tokens 7");
    row("sampling",
        R"("temperature":0.5,"top_p":1,"top_k":3,"seed":9007199254740993,"presence_penalty":-1,"frequency_penalty":2)",
        "temperature 0.5\ntop_p 1.0\ntop_k 3\nseed 9007199254740993\npresence -1.0\nfrequency 2.0");
    row("one stop", R"("stop":"x")", "stop x");
    row("several", R"("stop":["x","","y"])", "stop x\nstop y");
    row("a stream", R"("stream":true)", "stream");
    row("a stream with usage",
        R"("stream":true,"stream_options":{"include_usage":true,"include_obfuscation":false})",
        "stream with usage");
    row("padding", R"("stream_options":{"include_obfuscation":true})", "droppable stream_obfuscation");
    row("tools",
        R"("tools":[{"type":"function","function":{"name":"f","description":"d","parameters":{"type":"object","properties":{"z":{},"a":{}}},"strict":true}},{"type":"function","function":{"name":"g"}}],"tool_choice":"required","parallel_tool_calls":false)",
        "tool f d {\"type\":\"object\",\"properties\":{\"z\":{},\"a\":{}}} strict\ntool g  "
        "{\"type\":\"object\",\"properties\":{}}\nchoice required \nparallel false");
    row("one tool by name", R"("tool_choice":{"type":"function","function":{"name":"f"}})", "choice named f");
    row("some tools only",
        R"("tools":[{"type":"function","function":{"name":"f"}},{"type":"function","function":{"name":"g"}}],"tool_choice":{"type":"allowed_tools","allowed_tools":{"mode":"required","tools":[{"type":"function","function":{"name":"g"}}]}})",
        "tool g  {\"type\":\"object\",\"properties\":{}}\nchoice required ");
    row("functions, the older form", R"("functions":[{"name":"f"}],"function_call":{"name":"f"})",
        "tool f  {\"type\":\"object\",\"properties\":{}}\nchoice named f");
    row("a tool of another kind", R"("tools":[{"type":"custom","custom":{"name":"f"}}])", "needed tools");
    row("a JSON object", R"("response_format":{"type":"json_object"})", "format object");
    row("plain text", R"("response_format":{"type":"text"})", "");
    row("a JSON schema",
        R"("response_format":{"type":"json_schema","json_schema":{"name":"n","schema":{"b":1,"a":2},"strict":true}})",
        "format response_format n {\"b\":1,\"a\":2} strict");
    row("effort", R"("reasoning_effort":"xhigh")", "effort xhigh");
    row("who asks", R"("user":"u")", "user u");
    row("who asks, newer name", R"("user":"u","safety_identifier":"s")", "user s\ndroppable user");
    row("the tier", R"("service_tier":"flex")", "tier flex");
    row("what is dropped",
        R"("store":true,"metadata":{"a":"b"},"prediction":{"type":"content","content":"x"},"verbosity":"low","prompt_cache_key":"k")",
        "droppable metadata\ndroppable store\ndroppable prompt_cache_key\ndroppable prediction\ndroppable "
        "verbosity");
    row("nothing is dropped that says nothing",
        R"("store":false,"metadata":{},"n":1,"logprobs":false,"top_logprobs":0,"logit_bias":{},"modalities":["text"])",
        "");
    row("what is needed",
        R"("n":2,"logprobs":true,"top_logprobs":3,"logit_bias":{"5":1},"audio":{"voice":"a"},"modalities":["text","audio"],"web_search_options":{"user_location":{}})",
        "needed n\nneeded logprobs\nneeded top_logprobs\nneeded logit_bias\nneeded audio\nneeded "
        "web_search_options\nneeded modalities");
    row("fields of nobody", R"("enable_thinking":true,"other":[])", "droppable extensions");
}

void tst_ChatReader::readsFields()
{
    QFETCH(QByteArray, fields);
    QFETCH(QByteArray, expected);
    const QByteArray body = R"({"messages":[{"role":"user","content":"Hi"}],)" + fields + "}";
    const QByteArray found = describe(ChatFace().readRequest(json(body)));
    QCOMPARE(QByteArray(found).replace("user: text Hi\n", "").replace("user: text Hi", "").trimmed(),
        expected.trimmed());
}

void tst_ChatReader::refuses_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("param");
    const auto row = [](const char *name, const QByteArray &body, const char *param) {
        QTest::newRow(name) << body << QByteArray(param);
    };
    const auto with = [](const char *field) -> QByteArray {
        return QByteArray(R"({"messages":[{"role":"user","content":"Hi"}],)") + field + "}";
    };
    const auto message
        = [](const char *text) -> QByteArray { return QByteArray("{\"messages\":[") + text + "]}"; };
    row("no object", "[]", "");
    row("no messages", "{}", "messages");
    row("an empty list", R"({"messages":[]})", "messages");
    row("a message that is none", message("7"), "messages[0]");
    row("no role", message(R"({"content":"x"})"), "messages[0].role");
    row("an unknown role", message(R"({"role":"king","content":"x"})"), "messages[0].role");
    row("content that is none", message(R"({"role":"user","content":7})"), "messages[0].content");
    row("an unknown part", message(R"({"role":"user","content":[{"type":"video"}]})"),
        "messages[0].content[0].type");
    row("an address that is none",
        message(
            R"({"role":"user","content":[{"type":"image_url","image_url":{"url":"file:///etc/passwd"}}]})"),
        "messages[0].content[0].image_url.url");
    row("data that is no base64",
        message(R"({"role":"user","content":[{"type":"image_url","image_url":{"url":"data:image/png,x"}}]})"),
        "messages[0].content[0].image_url.url");
    row("no address", message(R"({"role":"user","content":[{"type":"image_url"}]})"),
        "messages[0].content[0].image_url");
    row("sound without data",
        message(R"({"role":"user","content":[{"type":"input_audio","input_audio":{"format":"wav"}}]})"),
        "messages[0].content[0].input_audio.data");
    row("a file without data", message(R"({"role":"user","content":[{"type":"file","file":{}}]})"),
        "messages[0].content[0].file");
    row("a result of nothing", message(R"({"role":"tool","content":"x"})"), "messages[0].tool_call_id");
    row("arguments that are no object",
        message(
            R"({"role":"assistant","tool_calls":[{"id":"a","type":"function","function":{"name":"f","arguments":"[1"}}]})"),
        "messages[0].tool_calls[0].function.arguments");
    row("a call without a function",
        message(R"({"role":"assistant","tool_calls":[{"id":"a","type":"function"}]})"),
        "messages[0].tool_calls[0].function");
    row("a picture in the system text",
        message(R"({"role":"system","content":[{"type":"image_url","image_url":{"url":"https://x/y"}}]})"),
        "messages[0].content");
    row("too hot", with(R"("temperature":2.1)"), "temperature");
    row("heat as text", with(R"("temperature":"1")"), "temperature");
    row("half a token", with(R"("max_tokens":1.5)"), "max_tokens");
    row("no token", with(R"("max_completion_tokens":0)"), "max_completion_tokens");
    row("a stream of words", with(R"("stream":"yes")"), "stream");
    row("stop as a number", with(R"("stop":[7])"), "stop");
    row("a tool without a name", with(R"("tools":[{"type":"function","function":{}}])"),
        "tools[0].function.name");
    row("a tool without a type", with(R"("tools":[{"function":{"name":"f"}}])"), "tools[0].type");
    row("a choice of nothing", with(R"("tool_choice":"whatever")"), "tool_choice");
    row("an unknown format", with(R"("response_format":{"type":"xml"})"), "response_format.type");
    row("a format without its schema",
        with(R"("response_format":{"type":"json_schema","json_schema":{"name":"n"}})"),
        "response_format.json_schema.schema");
    row("an unknown effort", with(R"("reasoning_effort":"huge")"), "reasoning_effort");
    row("no choices at all", with(R"("n":0)"), "n");
    row("tools that are no list", with(R"("tools":{})"), "tools");
}

void tst_ChatReader::refuses()
{
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, param);
    const auto result = ChatFace().readRequest(json(body));
    QVERIFY(!result);
    QCOMPARE(QByteArray::fromStdString(result.error().param), param);
    QVERIFY(!result.error().message.empty());
}

/// Every value of a request, replaced by values of every type: it is read or refused, and nothing else.
void tst_ChatReader::readsAnyDocument()
{
    const Json body = json(
        R"({"model":"m","messages":[{"role":"user","content":[{"type":"text","text":"a"},{"type":"image_url","image_url":{"url":"https://x/y"}},{"type":"file","file":{"file_data":"AA"}},{"type":"input_audio","input_audio":{"data":"A","format":"wav"}}]},{"role":"assistant","tool_calls":[{"id":"a","type":"function","function":{"name":"f","arguments":"{}"}}]},{"role":"tool","tool_call_id":"a","content":"x"}],"tools":[{"type":"function","function":{"name":"f","parameters":{}}}],"tool_choice":{"type":"function","function":{"name":"f"}},"response_format":{"type":"json_schema","json_schema":{"name":"n","schema":{}}},"stop":["a"],"stream_options":{"include_usage":true},"modalities":["text"],"functions":[{"name":"h"}],"function_call":"auto"})");
    const Json values = json(R"([null,true,7,-1e300,"x",[],[null],{},{"type":"x"},[[{}]]])");
    int refused = 0;
    const Json places = body.flatten();
    for (const auto &[path, value] : places.items()) {
        for (std::string at = path; !at.empty(); at.resize(at.rfind('/'))) {
            for (const Json &other : values) {
                Json changed = body;
                changed[Json::json_pointer(at)] = other;
                refused += ChatFace().readRequest(std::move(changed)) ? 0 : 1;
            }
        }
    }
    QVERIFY(refused > 500);
}

QTEST_GUILESS_MAIN(tst_ChatReader)
#include "tst_chatreader.moc"

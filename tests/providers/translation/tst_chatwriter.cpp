// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/translation/chatface.h"

#include "conversationtext.h"
#include "eventlines.h"

#include <QTest>

#include <random>

using namespace Belay;

class tst_ChatWriter : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void writesForItsTarget_data();
    void writesForItsTarget();
    void asksForWhatTheTargetLacks_data();
    void asksForWhatTheTargetLacks();
    void putsResultsBeforeWords();
    void keepsTheMeaningOfAnyConversation();
    void carriesALargePicture();
};

static WrittenRequest written(const QByteArray &fields, ProviderKindId kind, const std::string &model)
{
    const QByteArray body = R"({"messages":[{"role":"user","content":"Hi"}])"
        + (fields.isEmpty() ? fields : "," + fields) + "}";
    const auto request = ChatFace().readRequest(json(body));
    if (!request)
        qFatal("refused: %s", describe(request).constData());
    return ChatFace().writeRequest(*request, traits(kind, model));
}

void tst_ChatWriter::writesForItsTarget_data()
{
    QTest::addColumn<QByteArray>("fields");
    QTest::addColumn<ProviderKindId>("kind");
    QTest::addColumn<QByteArray>("model");
    QTest::addColumn<QByteArray>("expected"); // beyond model and messages
    QTest::addColumn<QByteArray>("dropped");
    const auto row = [](const char *name, const char *fields, ProviderKindId kind, const char *model,
                         const char *expected, const char *dropped = "") {
        QTest::newRow(name) << QByteArray(fields) << kind << QByteArray(model) << QByteArray(expected)
                            << QByteArray(dropped);
    };
    using Kind = ProviderKindId;
    row("nothing but words", "", Kind::OpenAi, "gpt-4.1-nano", "{}");
    row("OpenAI's name of the limit", R"("max_tokens":5)", Kind::OpenAi, "gpt-4.1-nano",
        R"({"max_completion_tokens":5})");
    row("everybody else's", R"("max_completion_tokens":5)", Kind::Vllm, "any", R"({"max_tokens":5})");
    row("a stream with usage, where it is taken", R"("stream":true)", Kind::OpenAi, "gpt-4.1-nano",
        R"({"stream":true,"stream_options":{"include_usage":true}})");
    row("a stream, where it is refused", R"("stream":true,"stream_options":{"include_usage":true})",
        Kind::Mistral, "mistral-small-latest", R"({"stream":true})");
    row("a reasoning model takes no sampling",
        R"("temperature":0.2,"top_p":0.5,"presence_penalty":1,"frequency_penalty":1)", Kind::OpenAi,
        "gpt-5-nano", "{}", "temperature top_p penalties");
    row("defaults are no loss", R"("temperature":1,"top_p":1,"presence_penalty":0)", Kind::OpenAi,
        "gpt-5-nano", "{}");
    row("others do", R"("temperature":0.5,"top_p":0.5,"presence_penalty":1)", Kind::OpenAi, "gpt-4.1-nano",
        R"({"temperature":0.5,"top_p":0.5,"presence_penalty":1.0})");
    row("heat is clamped", R"("temperature":2)", Kind::Mistral, "mistral-small-latest",
        R"({"temperature":1.5})");
    row("Mistral's seed, and no user", R"("seed":7,"user":"u")", Kind::Mistral, "mistral-small-latest",
        R"({"random_seed":7})", "user");
    row("OpenAI's user", R"("seed":7,"user":"u","service_tier":"flex")", Kind::OpenAi, "gpt-4.1-nano",
        R"({"seed":7,"safety_identifier":"u","service_tier":"flex"})");
    row("a user that is too long",
        R"("user":"0123456789012345678901234567890123456789012345678901234567890123456789")", Kind::OpenAi,
        "gpt-4.1-nano", "{}", "user");
    row("what has no place", R"("top_k":5,"seed":1,"service_tier":"flex","metadata":{"a":"b"},"store":true)",
        Kind::DeepSeek, "deepseek-chat", "{}", "metadata store seed top_k service_tier");
    row("top_k where it is taken", R"("top_k":5)", Kind::LmStudio, "any", R"({"top_k":5})");
    row("the first four stops", R"("stop":["a","b","c","d","e"])", Kind::OpenAi, "gpt-4.1-nano",
        R"({"stop":["a","b","c","d"]})", "stop");
    row("effort", R"("reasoning_effort":"max")", Kind::OpenAi, "gpt-6-luna", R"({"reasoning_effort":"max"})");
    row("effort, older model", R"("reasoning_effort":"max")", Kind::OpenAi, "gpt-5-nano",
        R"({"reasoning_effort":"high"})");
    row("effort at Groq", R"("reasoning_effort":"minimal")", Kind::Groq, "openai/gpt-oss-20b",
        R"({"reasoning_effort":"low"})");
    row("no thinking at DeepSeek", R"("reasoning_effort":"none")", Kind::DeepSeek, "deepseek-v4-flash",
        R"({"thinking":{"type":"disabled"}})");
    row("effort of a model that does not think", R"("reasoning_effort":"high")", Kind::OpenAi, "gpt-4.1-nano",
        "{}", "thinking");
    row("none of a model that does not think", R"("reasoning_effort":"none")", Kind::OpenAi, "gpt-4.1-nano",
        "{}");
    row("tools",
        R"("tools":[{"type":"function","function":{"name":"f","description":"d","parameters":{"b":1,"a":2},"strict":true}}],"tool_choice":{"type":"function","function":{"name":"f"}},"parallel_tool_calls":false)",
        Kind::OpenAi, "gpt-4.1-nano",
        R"({"tools":[{"type":"function","function":{"name":"f","description":"d","parameters":{"b":1,"a":2},"strict":true}}],"tool_choice":{"type":"function","function":{"name":"f"}},"parallel_tool_calls":false})");
    row("tools of a model that nobody described",
        R"("tools":[{"type":"function","function":{"name":"f"}}],"tool_choice":"required","parallel_tool_calls":true)",
        Kind::OpenAiCompatible, "any",
        R"({"tools":[{"type":"function","function":{"name":"f","parameters":{"type":"object","properties":{}}}}],"tool_choice":"required"})",
        "parallel_tool_calls");
    row("a choice without tools says nothing", R"("tool_choice":"auto","parallel_tool_calls":true)",
        Kind::OpenAi, "gpt-4.1-nano", "{}");
    row("Ollama knows no choice: none is no tools",
        R"("tools":[{"type":"function","function":{"name":"f"}}],"tool_choice":"none")", Kind::Ollama, "any",
        "{}");
    row("a schema",
        R"("response_format":{"type":"json_schema","json_schema":{"name":"n","schema":{"b":1,"a":2},"strict":true}})",
        Kind::OpenAi, "gpt-4.1-nano",
        R"({"response_format":{"type":"json_schema","json_schema":{"name":"n","schema":{"b":1,"a":2},"strict":true}}})");
    row("a JSON object", R"("response_format":{"type":"json_object"})", Kind::DeepSeek, "deepseek-chat",
        R"({"response_format":{"type":"json_object"}})");
}

void tst_ChatWriter::writesForItsTarget()
{
    QFETCH(QByteArray, fields);
    QFETCH(ProviderKindId, kind);
    QFETCH(QByteArray, model);
    QFETCH(QByteArray, expected);
    QFETCH(QByteArray, dropped);
    const WrittenRequest request = written(fields, kind, model.toStdString());
    QCOMPARE(joined(request.needed), QByteArray());
    QCOMPARE(joined(request.dropped), dropped);
    Json body = json(request.body);
    QCOMPARE(QByteArray::fromStdString(utf8Of(member(body, "model"))), model);
    QCOMPARE(toBytes(body["messages"]), QByteArray(R"([{"role":"user","content":"Hi"}])"));
    body.erase("model");
    body.erase("messages");
    QCOMPARE(toBytes(body), expected);
}

void tst_ChatWriter::asksForWhatTheTargetLacks_data()
{
    QTest::addColumn<QByteArray>("fields");
    QTest::addColumn<ProviderKindId>("kind");
    QTest::addColumn<QByteArray>("model");
    QTest::addColumn<QByteArray>("needed");
    const auto row = [](const char *name, const char *fields, ProviderKindId kind, const char *model,
                         const char *needed) {
        QTest::newRow(name) << QByteArray(fields) << kind << QByteArray(model) << QByteArray(needed);
    };
    using Kind = ProviderKindId;
    const char *const tools = R"("tools":[{"type":"function","function":{"name":"f"}}])";
    row("tools", tools, Kind::Perplexity, "sonar", "tools");
    row("a choice of tools",
        R"("tools":[{"type":"function","function":{"name":"f"}}],"tool_choice":"required")", Kind::Ollama,
        "any", "tool_choice");
    row("a name that is too long",
        R"("tools":[{"type":"function","function":{"name":"f0123456789012345678901234567890123456789012345678901234567890123456789"}}])",
        Kind::OpenAi, "gpt-4.1-nano", "tools");
    row("a schema", R"("response_format":{"type":"json_schema","json_schema":{"schema":{}}})", Kind::DeepSeek,
        "deepseek-chat", "response_format");
    row("a stop", R"("stop":"x")", Kind::OpenAi, "o3", "stop");
    row("what the client needs", R"("n":2,"logit_bias":{"1":1})", Kind::OpenAi, "gpt-4.1-nano",
        "n logit_bias");
    row("a picture",
        R"("messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"https://x/y"}}]}])",
        Kind::Groq, "llama-3.1-8b-instant", "images");
    row("a picture at an address",
        R"("messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"https://x/y"}}]}])",
        Kind::Ollama, "any", "images");
    row("a file", R"("messages":[{"role":"user","content":[{"type":"file","file":{"file_data":"AA"}}]}])",
        Kind::Vllm, "any", "files");
    row("sound",
        R"("messages":[{"role":"user","content":[{"type":"input_audio","input_audio":{"data":"AA","format":"wav"}}]}])",
        Kind::OpenAi, "gpt-4.1-nano", "audio");
}

void tst_ChatWriter::asksForWhatTheTargetLacks()
{
    QFETCH(QByteArray, fields);
    QFETCH(ProviderKindId, kind);
    QFETCH(QByteArray, model);
    QFETCH(QByteArray, needed);
    const bool whole = fields.startsWith("\"messages\"");
    const auto request = ChatFace().readRequest(json(
        "{" + (whole ? fields : "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]," + fields) + "}"));
    QVERIFY(request);
    const WrittenRequest result = ChatFace().writeRequest(*request, traits(kind, model.toStdString()));
    QCOMPARE(joined(result.needed), needed);
    QVERIFY(result.body.isEmpty());
}

void tst_ChatWriter::putsResultsBeforeWords()
{
    Conversation request;
    request.system = "Be brief";
    request.messages = {
        {Role::Assistant,
            {ReasoningPart {"hm", "s", Dialect::Anthropic, false}, TextPart {"a"},
                ToolCallPart {"toolu_1", "f", "{}"}}},
        {Role::User,
            {TextPart {"so?"},
                ToolResultPart {"toolu_1",
                    {TextPart {"x"}, ImagePart {"image/png", "AA", {}, {}}, TextPart {"y"}}, true}}},
    };
    const WrittenRequest openAi
        = ChatFace().writeRequest(request, traits(ProviderKindId::OpenAi, "gpt-4.1-nano"));
    QCOMPARE(joined(openAi.dropped), QByteArray("thinking"));
    QCOMPARE(toBytes(json(openAi.body)["messages"]),
        QByteArray(
            R"([{"role":"system","content":"Be brief"},{"role":"assistant","content":"a","tool_calls":[{"id":"toolu_1","type":"function","function":{"name":"f","arguments":"{}"}}]},{"role":"tool","tool_call_id":"toolu_1","content":"Error: x\ny"},{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:image/png;base64,AA"}},{"type":"text","text":"so?"}]}])"));
    const WrittenRequest mistral
        = ChatFace().writeRequest(request, traits(ProviderKindId::Mistral, "mistral-small-latest"));
    const Json messages = json(mistral.body)["messages"];
    const std::string id = utf8Of(&messages[2]["tool_call_id"]);
    QCOMPARE(id.size(), size_t(9));
    QCOMPARE(utf8Of(&messages[1]["tool_calls"][0]["id"]), id);
    // Words in several parts are one text where parts are not taken; a file of text is words.
    request.messages = {{Role::User, {TextPart {"a"}, FilePart {"text/plain", "Yg==", {}, {}}}}};
    const WrittenRequest deepSeek
        = ChatFace().writeRequest(request, traits(ProviderKindId::DeepSeek, "deepseek-chat"));
    QCOMPARE(toBytes(json(deepSeek.body)["messages"][1]), QByteArray(R"({"role":"user","content":"a\nb"})"));
    request.messages.push_back({Role::Assistant, {RefusalPart {"No."}}});
    const WrittenRequest prefilled
        = ChatFace().writeRequest(request, traits(ProviderKindId::Mistral, "mistral-small-latest"));
    QCOMPARE(toBytes(json(prefilled.body)["messages"][2]),
        QByteArray(R"({"role":"assistant","content":"No.","prefix":true})"));
}

namespace {

/// Conversations as clients have them, made of chance.
class Chance
{
public:
    explicit Chance(unsigned seed)
        : m_engine(seed)
    { }

    int below(int end) { return static_cast<int>(m_engine() % static_cast<unsigned>(end)); }
    std::string word()
    {
        static const char *const Words[] = {"a", "Grüße", "🦀", "\"q\"", "\\", "line\nbreak", "{}", " "};
        return std::string(Words[below(8)]) + std::to_string(below(1000));
    }
    MessagePart part()
    {
        if (below(4) == 0)
            return ImagePart {"image/png", "AAAA", {}, below(2) ? "low" : ""};
        if (below(6) == 0)
            return FilePart {"application/pdf", "AA==", {}, "a.pdf"};
        return TextPart {word()};
    }
    Conversation conversation()
    {
        Conversation request;
        request.model = "gpt-4.1-nano";
        if (below(2))
            request.system = word();
        for (int turn = below(4); turn >= 0; --turn)
            addTurn(request);
        for (int i = below(3); i > 0; --i)
            request.tools.push_back({"f" + std::to_string(i), word(),
                json(R"({"type":"object","properties":{"z":{},"a":{}}})"), below(2) == 0});
        if (!request.tools.empty() && below(2))
            request.toolChoice = ToolChoice {ToolChoiceKind::Named, "f1"};
        if (!request.tools.empty() && below(2))
            request.parallelToolCalls = below(2) == 0;
        if (below(2))
            request.maxTokens = below(1000) + 1;
        if (below(2))
            request.temperature = below(200) / 100.0;
        if (below(2))
            request.seed = below(100'000);
        for (int i = below(3); i > 0; --i)
            request.stop.push_back(word());
        if (below(3) == 0)
            request.format = ResponseFormat::JsonObject;
        if (below(3) == 0) {
            request.format = ResponseFormat::JsonSchema;
            request.schema
                = JsonSchemaFormat {"n", json(R"({"type":"object"})"), below(2) == 0, "response_format"};
        }
        if (below(2))
            request.user = word();
        request.stream = below(2) == 0;
        request.includeUsage = request.stream;
        return request;
    }

private:
    void addTurn(Conversation &request)
    {
        append(request.messages, Role::User, part());
        if (below(2))
            append(request.messages, Role::User, part());
        if (below(2))
            append(request.messages, Role::Assistant, TextPart {word()});
        const int calls = below(3);
        for (int i = 0; i < calls; ++i)
            append(request.messages, Role::Assistant,
                ToolCallPart {"call_" + std::to_string(i), "f", "{\"x\": 1}"});
        for (int i = 0; i < calls; ++i)
            append(request.messages, Role::User,
                ToolResultPart {"call_" + std::to_string(i), {TextPart {word()}}, false});
    }

    std::mt19937 m_engine;
};

} // namespace

void tst_ChatWriter::keepsTheMeaningOfAnyConversation()
{
    const TargetTraits target = traits(ProviderKindId::OpenAi, "gpt-4.1-nano");
    for (unsigned seed = 0; seed < 500; ++seed) {
        const Conversation request = Chance(seed).conversation();
        const WrittenRequest first = ChatFace().writeRequest(request, target);
        QCOMPARE(joined(first.needed), QByteArray());
        QCOMPARE(joined(first.dropped), QByteArray());
        const auto back = ChatFace().readRequest(json(first.body));
        QCOMPARE(describe(back), describe(request));
        QCOMPARE(ChatFace().writeRequest(*back, target).body, first.body);
    }
}

void tst_ChatWriter::carriesALargePicture()
{
    const QByteArray data(20 * 1024 * 1024, 'A');
    const auto request = ChatFace().readRequest(json(
        R"({"messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:image/png;base64,)"
        + data + "\"}}]}]}"));
    QVERIFY(request);
    const WrittenRequest result
        = ChatFace().writeRequest(*request, traits(ProviderKindId::OpenAi, "gpt-4.1-nano"));
    QVERIFY(result.body.contains("data:image/png;base64,AAAA"));
    QVERIFY(result.body.size() > data.size());
}

QTEST_GUILESS_MAIN(tst_ChatWriter)
#include "tst_chatwriter.moc"

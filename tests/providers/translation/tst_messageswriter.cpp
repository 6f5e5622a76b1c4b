// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/translation/messagestarget.h"
#include "tests/providers/translation/answerwords.h"

#include <QTest>

#include <functional>

using namespace Belay;
using namespace Belay::Test;

using Change = std::function<void(Conversation &)>;
Q_DECLARE_METATYPE(Change)

class tst_MessagesWriter : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void writes_data();
    void writes();
};

static WrittenRequest written(const Conversation &conversation, const QByteArray &model)
{
    TargetTraits target;
    target.kind = ProviderKindId::Anthropic;
    target.model = model.toStdString();
    target.info = Catalogue::builtIn().model(target.kind, QString::fromUtf8(model));
    return MessagesTarget().writeRequest(conversation, target);
}

static Message user(MessagePart part)
{
    return {Role::User, {std::move(part)}};
}
static Message assistant(MessagePart part)
{
    return {Role::Assistant, {std::move(part)}};
}
static TextPart text(const char *words)
{
    return {words};
}

// Each row: what is changed in "Hi" to the model; the members that this adds or changes; lost; needed.
void tst_MessagesWriter::writes_data()
{
    QTest::addColumn<QByteArray>("model");
    QTest::addColumn<Change>("change");
    QTest::addColumn<QByteArray>("expected");
    QTest::addColumn<QByteArray>("dropped");
    QTest::addColumn<QByteArray>("needed");
    const auto row = [](const char *name, const char *model, const Change &change, const char *expected,
                         const char *dropped = "", const char *needed = "") {
        QTest::newRow(name) << QByteArray(model) << change << QByteArray(expected) << QByteArray(dropped)
                            << QByteArray(needed);
    };
    constexpr auto H45 = "claude-haiku-4-5";
    constexpr auto H55 = "claude-haiku-5-5";
    constexpr auto Old = "claude-3-5-haiku-20241022";
    const auto say = [](std::vector<Message> messages) {
        return [messages](Conversation &c) { c.messages = messages; };
    };

    row(
        "no limit is 4096", H55, [](auto &) {}, R"({"max_tokens":4096})");
    row(
        "a limit", H55, [](auto &c) { c.maxTokens = 7; }, R"({"max_tokens":7})");
    row(
        "a limit over the model's", H45, [](auto &c) { c.maxTokens = 100'000; }, R"({"max_tokens":64000})");
    row(
        "system", H55, [](auto &c) { c.system = "Be\nbrief"; }, R"({"system":"Be\nbrief"})");
    row(
        "stream", H55, [](auto &c) { c.stream = true; }, R"({"stream":true})");
    row(
        "stop without blanks", H55,
        [](auto &c) {
            c.stop = {"END", " \n"};
        },
        R"({"stop_sequences":["END"]})", "stop");
    row("no messages at all", H55, say({}), R"x({"messages":[{"role":"user","content":"(start)"}]})x");
    row("the assistant first", H55, say({assistant(text("a")), user(text("b"))}),
        R"x({"messages":[{"role":"user","content":"(start)"},{"role":"assistant","content":"a"},{"role":"user","content":"b"}]})x");
    row("empty texts", H55, say({user(text(" ")), user(text("a")), assistant(text("")), user(text("b"))}),
        R"({"messages":[{"role":"user","content":[{"type":"text","text":"a"},{"type":"text","text":"b"}]}]})");
    row("a picture", H55, say({user(ImagePart {"image/png", "AAAA", {}, "high"})}),
        R"({"messages":[{"role":"user","content":[{"type":"image","source":{"type":"base64","media_type":"image/png","data":"AAAA"}}]}]})");
    row("a picture elsewhere", H55, say({user(ImagePart {{}, {}, "https://x/a.png", {}})}),
        R"({"messages":[{"role":"user","content":[{"type":"image","source":{"type":"url","url":"https://x/a.png"}}]}]})");
    row("a PDF as a picture", H55, say({user(ImagePart {{}, {}, "https://x/a.PDF?v=1", {}})}),
        R"({"messages":[{"role":"user","content":[{"type":"document","source":{"type":"url","url":"https://x/a.PDF?v=1"}}]}]})");
    row("a PDF in a picture's data", H55, say({user(ImagePart {"application/pdf", "AA", {}, {}})}),
        R"({"messages":[{"role":"user","content":[{"type":"document","source":{"type":"base64","media_type":"application/pdf","data":"AA"}}]}]})");
    row("a picture that Anthropic does not read", H55, say({user(ImagePart {"image/tiff", "AA", {}, {}})}),
        "{}", "", "images");
    row("a file", H55, say({user(FilePart {"application/pdf", "AA", {}, "a.pdf"})}),
        R"({"messages":[{"role":"user","content":[{"type":"document","source":{"type":"base64","media_type":"application/pdf","data":"AA"},"title":"a.pdf"}]}]})");
    row("a text file", H55, say({user(FilePart {"text/markdown", "SGk=", {}, {}})}),
        R"({"messages":[{"role":"user","content":[{"type":"document","source":{"type":"text","media_type":"text/plain","data":"Hi"}}]}]})");
    row("a file of another kind", H55, say({user(FilePart {"application/zip", "AA", {}, {}})}), "{}", "",
        "files");
    row("audio", H55, say({user(AudioPart {"wav", "AA"})}), "{}", "", "audio");
    row("calls and results: results first, ids made plain, an error told", H55,
        say({user(text("a")),
            {Role::Assistant,
                {text("b"), ToolCallPart {"functions.f:0", "f", R"({"z":1,"a":2})"},
                    ToolCallPart {"i2", "g", "oops"}}},
            {Role::User,
                {text("c"), ToolResultPart {"functions.f:0", {TextPart {"r"}}, false},
                    ToolResultPart {"i2", {TextPart {"e"}, ImagePart {"image/png", "AA", {}, {}}}, true}}}}),
        R"({"tools":[{"name":"f","input_schema":{"type":"object","properties":{}}},{"name":"g","input_schema":{"type":"object","properties":{}}}],"tool_choice":{"type":"none"},"messages":[{"role":"user","content":"a"},{"role":"assistant","content":[{"type":"text","text":"b"},{"type":"tool_use","id":"functions_2ef_3a0","name":"f","input":{"z":1,"a":2}},{"type":"tool_use","id":"i2","name":"g","input":{}}]},{"role":"user","content":[{"type":"tool_result","tool_use_id":"functions_2ef_3a0","content":"r"},{"type":"tool_result","tool_use_id":"i2","content":[{"type":"text","text":"e"},{"type":"image","source":{"type":"base64","media_type":"image/png","data":"AA"}}],"is_error":true},{"type":"text","text":"c"}]}]})");
    row("a refusal", H55, say({user(text("a")), assistant(RefusalPart {"No."}), user(text("b"))}),
        R"({"messages":[{"role":"user","content":"a"},{"role":"assistant","content":"No."},{"role":"user","content":"b"}]})");
    const auto thinking = [](const char *signature, Dialect signer, bool redacted) {
        ReasoningPart part {"hm", signature};
        part.signer = signer;
        part.redacted = redacted;
        return std::vector<Message> {user(text("a")), {Role::Assistant, {part, text("b")}}, user(text("c"))};
    };
    row("thinking of its own", H55, say(thinking("Eq", Dialect::Anthropic, false)),
        R"({"messages":[{"role":"user","content":"a"},{"role":"assistant","content":[{"type":"thinking","thinking":"hm","signature":"Eq"},{"type":"text","text":"b"}]},{"role":"user","content":"c"}]})");
    row("redacted thinking", H55, say(thinking("Eq", Dialect::Anthropic, true)),
        R"({"messages":[{"role":"user","content":"a"},{"role":"assistant","content":[{"type":"redacted_thinking","data":"Eq"},{"type":"text","text":"b"}]},{"role":"user","content":"c"}]})");
    for (const Dialect other : {Dialect::Gemini, Dialect::OpenAi}) {
        row(other == Dialect::Gemini ? "thinking of Gemini" : "thinking of OpenAI", H55,
            say(thinking("Eq", other, false)),
            R"({"messages":[{"role":"user","content":"a"},{"role":"assistant","content":"b"},{"role":"user","content":"c"}]})",
            "thinking");
    }
    row("a prefill where it is refused", H55, say({user(text("a")), assistant(text("b "))}), "{}", "",
        "messages");
    row("a prefill where it is not", H45, say({user(text("a")), assistant(text("b \n"))}),
        R"({"messages":[{"role":"user","content":"a"},{"role":"assistant","content":"b"}]})");

    const auto sampling = [](auto &c) {
        c.temperature = 1.7;
        c.topP = 0.5;
        c.topK = 3;
    };
    row("sampling where all is taken", Old, sampling, R"({"temperature":1.0,"top_p":0.5,"top_k":3})");
    row("sampling where one is taken", H45, sampling, R"({"temperature":1.0,"top_k":3})", "top_p");
    row("sampling where it is refused", H55, sampling, "{}", "temperature top_p top_k");
    row("sampling of a model of tomorrow", "claude-next", sampling, "{}", "temperature top_p top_k");
    row(
        "sampling that changes nothing", H55,
        [](auto &c) {
            c.temperature = 1.0;
            c.topP = 1.0;
        },
        "{}");
    row(
        "seed and penalties", H55,
        [](auto &c) {
            c.seed = 1;
            c.presencePenalty = 0.5;
        },
        "{}", "seed penalties");

    const auto tool = [](auto &c) {
        c.tools
            = {{"f", "does", json(R"({"type":"object","properties":{"a":{"type":"string","minLength":2}}})"),
                   false},
                {"g", {}, Json::object(), false}};
    };
    constexpr auto Tools
        = R"("tools":[{"name":"f","description":"does","input_schema":{"type":"object","properties":{"a":{"type":"string","minLength":2}}}},{"name":"g","input_schema":{"type":"object","properties":{}}}])";
    static QByteArrayList kept;
    const auto withTools = [&](const char *more) {
        kept += '{' + QByteArray(Tools) + more + '}';
        return kept.last().constData();
    };
    const auto choose = [&](ToolChoiceKind kind, std::optional<bool> parallel = {}) {
        return [tool, kind, parallel](Conversation &c) {
            tool(c);
            c.toolChoice = ToolChoice {kind, "f"};
            c.parallelToolCalls = parallel;
        };
    };
    row("tools", H55, tool, withTools(""));
    row("tools, auto", H55, choose(ToolChoiceKind::Auto), withTools(R"(,"tool_choice":{"type":"auto"})"));
    row("tools, required", H55, choose(ToolChoiceKind::Required),
        withTools(R"(,"tool_choice":{"type":"any"})"));
    row("tools, none", H55, choose(ToolChoiceKind::None, false),
        withTools(R"(,"tool_choice":{"type":"none"})"));
    row("tools, named, one by one", H55, choose(ToolChoiceKind::Named, false),
        withTools(R"(,"tool_choice":{"type":"tool","name":"f","disable_parallel_tool_use":true})"));
    row(
        "tools, one by one", H55,
        [tool](Conversation &c) {
            tool(c);
            c.parallelToolCalls = false;
        },
        withTools(R"(,"tool_choice":{"type":"auto","disable_parallel_tool_use":true})"));
    row(
        "tools, at once", H55,
        [tool](Conversation &c) {
            tool(c);
            c.parallelToolCalls = true;
        },
        withTools(""));
    row("a forced choice that is refused", "claude-opus-5-5", choose(ToolChoiceKind::Required), "{}", "",
        "tool_choice");
    row(
        "a choice without tools", H55,
        [](auto &c) {
            c.toolChoice = ToolChoice {ToolChoiceKind::Required, {}};
        },
        "{}");
    row(
        "a strict tool is closed", H55,
        [](auto &c) {
            c.tools = {{"f", {},
                json(R"({"type":"object","properties":{"minimum":{"type":"integer","minimum":1}}})"), true}};
        },
        R"({"tools":[{"name":"f","input_schema":{"type":"object","properties":{"minimum":{"type":"integer"}},"additionalProperties":false},"strict":true}]})");

    const auto schema = [](auto &c) {
        c.format = ResponseFormat::JsonSchema;
        c.schema = JsonSchemaFormat {"n",
            json(
                R"({"type":"object","properties":{"b":{"type":"array","items":{"type":"object","properties":{}},"minItems":2},"a":{"enum":["maximum"]}},"required":["b"]})"),
            true};
    };
    row("a schema", H55, schema,
        R"({"output_config":{"format":{"type":"json_schema","schema":{"type":"object","properties":{"b":{"type":"array","items":{"type":"object","properties":{},"additionalProperties":false}},"a":{"enum":["maximum"]}},"required":["b"],"additionalProperties":false}}}})");
    row("a schema where there is none", Old, schema, "{}", "", "response_format");
    row(
        "some JSON", H55,
        [](auto &c) {
            c.format = ResponseFormat::JsonObject;
            c.system = "S";
        },
        R"({"system":"S\nReply with one JSON object only."})");

    const auto effort = [](Effort value) { return [value](Conversation &c) { c.effort = value; }; };
    const std::pair<Effort, const char *> efforts[]
        = {{Effort::Minimal, "low"}, {Effort::Low, "low"}, {Effort::Medium, "medium"}, {Effort::High, "high"},
            {Effort::ExtraHigh, "xhigh"}, {Effort::Max, "max"}};
    for (const auto &[value, word] : efforts) {
        kept += R"({"output_config":{"effort":")" + QByteArray(word) + R"("}})";
        const QByteArray name = "effort " + QByteArray::number(static_cast<int>(value));
        row(name.constData(), H55, effort(value), kept.last().constData());
    }
    row("no effort", H55, effort(Effort::None), R"({"thinking":{"type":"disabled"}})");
    row("no effort where thinking stays on", "claude-opus-5-5", effort(Effort::None),
        R"({"output_config":{"effort":"low"}})");
    row("no effort where there is none", Old, effort(Effort::None), "{}");
    row("effort where it is unknown", H45, effort(Effort::High), "{}", "thinking");
    row("effort of a model that does not think", Old, effort(Effort::High), "{}", "thinking");
    row("more effort than there is", "claude-opus-4-5", effort(Effort::Max),
        R"({"output_config":{"effort":"high"}})");

    row(
        "a user", H55, [](auto &c) { c.user = "u"; }, R"({"metadata":{"user_id":"u"}})");
    row(
        "a user with too long a name", H55, [](auto &c) { c.user = std::string(257, 'u'); }, "{}", "user");
    row(
        "service tier auto", H55, [](auto &c) { c.serviceTier = "auto"; }, R"({"service_tier":"auto"})");
    row(
        "service tier default", H55, [](auto &c) { c.serviceTier = "default"; },
        R"({"service_tier":"standard_only"})");
    row(
        "service tier flex", H55, [](auto &c) { c.serviceTier = "flex"; }, "{}", "service_tier");
    row(
        "what the client has noted", H55, [](auto &c) { c.droppable = {"store"}; }, "{}", "store");
    row(
        "what nobody else has", H55, [](auto &c) { c.needed = {"n"}; }, "{}", "", "n");
}

void tst_MessagesWriter::writes()
{
    QFETCH(QByteArray, model);
    QFETCH(Change, change);
    QFETCH(QByteArray, expected);
    QFETCH(QByteArray, dropped);
    QFETCH(QByteArray, needed);
    Conversation conversation;
    conversation.messages = {user(text("Hi"))};
    change(conversation);
    const WrittenRequest request = written(conversation, model);
    QByteArrayList lost;
    for (const std::string &name : request.dropped)
        lost += QByteArray::fromStdString(name);
    QByteArrayList missing;
    for (const std::string &name : request.needed)
        missing += QByteArray::fromStdString(name);
    QCOMPARE(lost.join(' '), dropped);
    QCOMPARE(missing.join(' '), needed);
    QCOMPARE(request.body.isEmpty(), !needed.isEmpty());
    if (!needed.isEmpty())
        return;
    const Json body = json(request.body);
    Json full = json(R"({"max_tokens":4096,"messages":[{"role":"user","content":"Hi"}],"stream":false})");
    full["model"] = model.toStdString();
    full.update(json(expected));
    // Compared without regard to the order of the outer members; the order within them counts.
    QCOMPARE(body.size(), full.size());
    for (const auto &[name, value] : full.items()) {
        QVERIFY2(body.contains(name), name.c_str());
        QCOMPARE(toBytes(body[name]), toBytes(value));
    }
}

QTEST_GUILESS_MAIN(tst_MessagesWriter)
#include "tst_messageswriter.moc"

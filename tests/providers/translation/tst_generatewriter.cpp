// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/translation/generatetarget.h"
#include "tests/providers/translation/answerwords.h"

#include <QTest>

#include <functional>

using namespace Belay;
using namespace Belay::Test;

using Change = std::function<void(Conversation &)>;
Q_DECLARE_METATYPE(Change)

class tst_GenerateWriter : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void writes_data();
    void writes();
};

static Message user(MessagePart part)
{
    return {Role::User, {std::move(part)}};
}
static TextPart text(const char *words)
{
    return {words};
}
static std::string joined(const std::vector<std::string> &names)
{
    std::string all;
    for (const std::string &name : names)
        all += (all.empty() ? "" : " ") + name;
    return all;
}

// Each row: what is changed in "Hi" to the model; the members that this adds or changes; lost; needed.
void tst_GenerateWriter::writes_data()
{
    QTest::addColumn<QByteArray>("model");
    QTest::addColumn<Change>("change");
    QTest::addColumn<QByteArray>("expected");
    QTest::addColumn<QByteArray>("dropped");
    QTest::addColumn<QByteArray>("needed");
    const auto row = [](const char *name, const char *model, const Change &change, QByteArray expected,
                         const char *dropped = "", const char *needed = "") {
        QTest::newRow(name) << QByteArray(model) << change << expected << QByteArray(dropped)
                            << QByteArray(needed);
    };
    const auto set = [](const char *settings) -> QByteArray {
        return "{\"generationConfig\":{" + QByteArray(settings) + "}}";
    };
    constexpr auto G25 = "gemini-2.5-flash-lite";
    constexpr auto Pro = "gemini-2.5-pro";
    constexpr auto G3 = "gemini-3.5-flash-lite";
    constexpr auto Gemma = "gemma-3-27b-it";
    const auto say = [](std::vector<Message> messages) {
        return [messages](Conversation &c) { c.messages = messages; };
    };
    const auto parts = [](const char *list) -> QByteArray {
        return R"({"contents":[{"role":"user","parts":[)" + QByteArray(list) + "]}]}";
    };

    row(
        "system", G3, [](auto &c) { c.system = "Be brief"; },
        R"({"systemInstruction":{"parts":[{"text":"Be brief"}]}})");
    row("a picture", G3, say({user(ImagePart {"image/png", "AA", {}, {}})}),
        parts(R"({"inlineData":{"mimeType":"image/png","data":"AA"}})"));
    row("a picture elsewhere", G3, say({user(ImagePart {{}, {}, "https://x/a.PNG?s=1", {}})}),
        parts(R"({"fileData":{"mimeType":"image/png","fileUri":"https://x/a.PNG?s=1"}})"));
    row("a picture without an ending", G3, say({user(ImagePart {{}, {}, "https://x/a", {}})}),
        parts(R"({"fileData":{"mimeType":"image/jpeg","fileUri":"https://x/a"}})"));
    row("a picture for a model without eyes", Gemma, say({user(ImagePart {"image/png", "AA", {}, {}})}), "{}",
        "", "images");
    row("files", G3,
        say({{Role::User,
            {FilePart {"application/pdf", "AA", {}, "a"}, FilePart {{}, {}, "https://x/a.pdf", {}}}}}),
        parts(
            R"({"inlineData":{"mimeType":"application/pdf","data":"AA"}},{"fileData":{"mimeType":"application/pdf","fileUri":"https://x/a.pdf"}})"));
    row("a file of another kind", G3, say({user(FilePart {"application/zip", "AA", {}, {}})}), "{}", "",
        "files");
    row("audio", G3, say({{Role::User, {AudioPart {"wav", "AA"}, AudioPart {"mp3", "BB"}}}}),
        parts(
            R"({"inlineData":{"mimeType":"audio/wav","data":"AA"}},{"inlineData":{"mimeType":"audio/mp3","data":"BB"}})"));
    row("audio of another kind", G3, say({user(AudioPart {"flac", "AA"})}), "{}", "", "audio");

    ReasoningPart signature {{}, "c2ln"};
    signature.signer = Dialect::Gemini;
    const std::vector<Message> calls {user(text("a")),
        {Role::Assistant,
            {text("b"), signature, ToolCallPart {"i1", "f", R"({"z":1,"a":2})"},
                ToolCallPart {"i2", "g", "{}"}}},
        {Role::User,
            {text("c"),
                ToolResultPart {
                    "i1", {TextPart {"r"}, TextPart {"s"}, ImagePart {"image/png", "AA", {}, {}}}, false},
                ToolResultPart {"i2", {TextPart {"e"}}, true},
                ToolResultPart {"nobody", {TextPart {"lost"}}, false}}}};
    constexpr auto Results
        = R"({"role":"user","parts":[{"functionResponse":{"name":"f","response":{"output":"r\ns"},"id":"i1"}},{"inlineData":{"mimeType":"image/png","data":"AA"}},{"functionResponse":{"name":"g","response":{"error":"e"},"id":"i2"}},{"text":"lost"},{"text":"c"}]}]})";
    const auto history = [&](const char *first) -> QByteArray {
        return QByteArray(
                   R"({"contents":[{"role":"user","parts":[{"text":"a"}]},{"role":"model","parts":[{"text":"b"},{"functionCall":{"name":"f","args":{"z":1,"a":2},"id":"i1"})")
            + first + R"(},{"functionCall":{"name":"g","args":{},"id":"i2"}}]},)" + Results;
    };
    row("calls, their signature and their results by name", G3, say(calls),
        history(R"(,"thoughtSignature":"c2ln")"));
    std::vector<Message> strange = calls;
    std::get<ReasoningPart>(strange[1].parts[1]).signer = Dialect::Anthropic;
    row("calls that another model made", G3, say(strange),
        history(R"(,"thoughtSignature":"skip_thought_signature_validator")"), "thinking");
    row("calls for a model that wants no signature", G25, say(strange), history(""), "thinking");
    row("the model first", G3, say({{Role::Assistant, {RefusalPart {"No."}}}, user(text("a"))}),
        R"x({"contents":[{"role":"user","parts":[{"text":"(start)"}]},{"role":"model","parts":[{"text":"No."}]},{"role":"user","parts":[{"text":"a"}]}]})x");

    row(
        "sampling", G3,
        [](auto &c) {
            c.temperature = 3.0;
            c.topP = 0.5;
            c.topK = 3;
            c.seed = 7;
            c.presencePenalty = 0.5;
            c.frequencyPenalty = -0.5;
        },
        set(R"("temperature":2.0,"topP":0.5,"topK":3,"presencePenalty":0.5,"frequencyPenalty":-0.5,"seed":7)"));
    row(
        "a seed too large", G3, [](auto &c) { c.seed = std::int64_t {1} << 40; }, "{}", "seed");
    row(
        "limits", G3,
        [](auto &c) {
            c.maxTokens = 100'000;
            c.stop = {"1", "2", "3", "4", "5", "6"};
        },
        set(R"("maxOutputTokens":65536,"stopSequences":["1","2","3","4","5"])"), "stop");

    const auto tools = [](ToolChoiceKind kind) {
        return [kind](Conversation &c) {
            c.tools = {{"f", "does", json(R"({"$schema":"x","type":"object"})"), false},
                {"g", {}, Json::object(), true}};
            c.toolChoice = ToolChoice {kind, "f"};
            c.parallelToolCalls = kind != ToolChoiceKind::None;
        };
    };
    const auto offered = [](const char *calling) -> QByteArray {
        return R"({"tools":[{"functionDeclarations":[{"name":"f","description":"does","parametersJsonSchema":{"type":"object"}},{"name":"g"}]}],"toolConfig":{"functionCallingConfig":)"
            + QByteArray(calling) + "}}";
    };
    row("tools, auto", G3, tools(ToolChoiceKind::Auto), offered(R"({"mode":"AUTO"})"));
    row("tools, none, one by one", G3, tools(ToolChoiceKind::None), offered(R"({"mode":"NONE"})"),
        "parallel_tool_calls");
    row("tools, required", G3, tools(ToolChoiceKind::Required), offered(R"({"mode":"ANY"})"));
    row("tools, named", G3, tools(ToolChoiceKind::Named),
        offered(R"({"mode":"ANY","allowedFunctionNames":["f"]})"));
    row("tools for a model without hands", Gemma, tools(ToolChoiceKind::Auto), "{}", "", "tools");

    const auto schema = [](Conversation &c) {
        c.format = ResponseFormat::JsonSchema;
        c.schema = JsonSchemaFormat {"n", json(R"({"type":"object","properties":{"b":{},"a":{}}})"), true};
    };
    row("a schema", G25, schema,
        set(R"("responseMimeType":"application/json","responseJsonSchema":{"type":"object","properties":{"b":{},"a":{}}})"));
    row(
        "a schema beside tools, where that is refused", G25,
        [=](Conversation &c) {
            schema(c);
            c.tools = {{"f", {}, {}, false}};
        },
        "{}", "", "response_format");
    row("a schema for a model that keeps to none", Gemma, schema, "{}", "", "response_format");
    row(
        "some JSON", G25, [](auto &c) { c.format = ResponseFormat::JsonObject; },
        set(R"("responseMimeType":"application/json")"));
    row(
        "some JSON beside tools", G25,
        [](Conversation &c) {
            c.format = ResponseFormat::JsonObject;
            c.tools = {{"g", {}, {}, false}};
        },
        R"({"systemInstruction":{"parts":[{"text":"Reply with one JSON object only."}]},"tools":[{"functionDeclarations":[{"name":"g"}]}]})");

    const auto thinks = [&](const char *name, const char *model, Effort effort, const char *expected) {
        row(
            name, model, [effort](Conversation &c) { c.effort = effort; },
            R"({"generationConfig":{"thinkingConfig":{)" + QByteArray(expected) + "}}}");
    };
    thinks("3: none", G3, Effort::None, R"("thinkingLevel":"MINIMAL")");
    thinks("3: low", G3, Effort::Low, R"("thinkingLevel":"LOW")");
    thinks("3: medium", G3, Effort::Medium, R"("thinkingLevel":"MEDIUM")");
    thinks("3: max", G3, Effort::Max, R"("thinkingLevel":"HIGH")");
    thinks("3 pro: none", "gemini-3-pro-preview", Effort::None, R"("thinkingLevel":"LOW")");
    thinks("3 pro: medium", "gemini-3-pro-preview", Effort::Medium, R"("thinkingLevel":"HIGH")");
    thinks("latest: minimal", "gemini-flash-lite-latest", Effort::Minimal, R"("thinkingLevel":"MINIMAL")");
    thinks("2.5: none", G25, Effort::None, R"("thinkingBudget":0)");
    thinks("2.5 pro: none", Pro, Effort::None, R"("thinkingBudget":128)");
    thinks("2.5: low", G25, Effort::Low, R"("thinkingBudget":1024)");
    thinks("2.5: medium", G25, Effort::Medium, R"("thinkingBudget":8192)");
    thinks("2.5: high", G25, Effort::High, R"("thinkingBudget":24576)");
    row(
        "shown", G3, [](auto &c) { c.showReasoning = true; },
        set(R"("thinkingConfig":{"includeThoughts":true})"));
    row(
        "of a model that does not think", Gemma, [](auto &c) { c.effort = Effort::High; }, "{}", "thinking");
    row(
        "none of a model that does not think", Gemma, [](auto &c) { c.effort = Effort::None; }, "{}");
    row(
        "user and tier", G3,
        [](auto &c) {
            c.user = "u";
            c.serviceTier = "default";
            c.droppable = {"store"};
        },
        "{}", "store user service_tier");
}

void tst_GenerateWriter::writes()
{
    QFETCH(QByteArray, model);
    QFETCH(Change, change);
    QFETCH(QByteArray, expected);
    QFETCH(QByteArray, dropped);
    QFETCH(QByteArray, needed);
    Conversation conversation;
    conversation.messages = {user(text("Hi"))};
    change(conversation);
    TargetTraits target;
    target.kind = ProviderKindId::Gemini;
    target.model = model.toStdString();
    target.info = Catalogue::builtIn().model(target.kind, QString::fromUtf8(model));
    const WrittenRequest request = GenerateTarget().writeRequest(conversation, target);
    QCOMPARE(QByteArray::fromStdString(joined(request.dropped)), dropped);
    QCOMPARE(QByteArray::fromStdString(joined(request.needed)), needed);
    QCOMPARE(request.body.isEmpty(), !needed.isEmpty());
    if (!needed.isEmpty())
        return;
    const Json body = json(request.body);
    Json full = json(R"({"contents":[{"role":"user","parts":[{"text":"Hi"}]}]})");
    full.update(json(expected));
    QCOMPARE(body.size(), full.size());
    for (const auto &[name, value] : full.items()) {
        QVERIFY2(body.contains(name), name.c_str());
        QCOMPARE(toBytes(body[name]), toBytes(value));
    }
}

QTEST_GUILESS_MAIN(tst_GenerateWriter)
#include "tst_generatewriter.moc"

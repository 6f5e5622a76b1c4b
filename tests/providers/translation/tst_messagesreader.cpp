// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/translation/generatetarget.h"
#include "core/providers/translation/messagesclient.h"
#include "core/providers/translation/thinkingseal.h"
#include "tests/providers/translation/answerwords.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Belay;
using namespace Belay::Test;

class tst_MessagesReader : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsClaudeCode();
    void readsBlocks();
    void readsSettings();
    void namesWhatIsLostOrNeeded_data();
    void namesWhatIsLostOrNeeded();
    void refuses_data();
    void refuses();
    void survivesAnyDocument();
    void bringsSignaturesBack();
    void stripsForeignThinking_data();
    void stripsForeignThinking();
};

/// A request with these members beside a message.
static QByteArray with(const QByteArray &members, const QByteArray &content = "\"Hi\"")
{
    return R"({"model":"m","max_tokens":10,"messages":[{"role":"user","content":)" + content + "}]"
        + (members.isEmpty() ? QByteArray() : QByteArray(',' + members)) + '}';
}

static Result<Conversation, RequestProblem> read(const QByteArray &body)
{
    return MessagesClient().readRequest(json(body));
}

static QByteArray joined(const std::vector<std::string> &names)
{
    std::string all;
    for (const std::string &name : names)
        all += (all.empty() ? "" : " ") + name;
    return QByteArray::fromStdString(all);
}

static const char claudeCode[] = R"({
 "model": "claude-sonnet-5-5", "max_tokens": 32000, "stream": true,
 "metadata": {"user_id": "user_4f1c_account__session_9a7e"},
 "system": [
  {"type": "text", "text": "You help with code.", "cache_control": {"type": "ephemeral"}},
  {"type": "text", "text": "Directory: /srv/app"}],
 "thinking": {"type": "enabled", "budget_tokens": 31999},
 "context_management": {"edits": [{"type": "clear_thinking_20251015", "keep": "all"}]},
 "tools": [
  {"name": "Bash", "description": "Runs a command", "input_schema": {"$schema": "http://json-schema.org/draft-07/schema#",
    "type": "object", "properties": {"timeout": {"type": "number"}, "command": {"type": "string"}}, "required": ["command"]}},
  {"name": "Read", "description": "Reads a file", "input_schema": {"type": "object", "properties": {}},
   "cache_control": {"type": "ephemeral"}}],
 "messages": [
  {"role": "user", "content": [{"type": "text", "text": "<system-reminder>plan</system-reminder>"},
    {"type": "text", "text": "What is in main.c?", "cache_control": {"type": "ephemeral"}}]},
  {"role": "assistant", "content": [{"type": "thinking", "thinking": "Look at it.", "signature": "EqQBCk"},
    {"type": "text", "text": "I look."},
    {"type": "tool_use", "id": "toolu_01", "name": "Read", "input": {"z": "main.c", "a": [1]}},
    {"type": "tool_use", "id": "toolu_02", "name": "Bash", "input": {}}]},
  {"role": "user", "content": [
    {"type": "tool_result", "tool_use_id": "toolu_01", "content": [{"type": "text", "text": "int main;"},
      {"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": "iVBO"}}]},
    {"type": "tool_result", "tool_use_id": "toolu_02", "is_error": true, "content": "denied",
     "cache_control": {"type": "ephemeral"}},
    {"type": "text", "text": "Go on."}]}]})";

void tst_MessagesReader::readsClaudeCode()
{
    const auto result = read(claudeCode);
    QVERIFY(result.has_value());
    const Conversation &c = result.value();
    QCOMPARE(c.model, std::string("claude-sonnet-5-5"));
    QCOMPARE(c.system, std::string("You help with code.\nDirectory: /srv/app"));
    QCOMPARE(c.maxTokens, std::optional(32000));
    QVERIFY(c.stream && c.includeUsage && c.showReasoning);
    QVERIFY(c.effort == Effort::High);
    QCOMPARE(c.user, std::string("user_4f1c_account__session_9a7e"));
    QCOMPARE(joined(c.droppable), QByteArray("cache_control context_management"));
    QVERIFY(c.needed.empty());
    QCOMPARE(c.tools.size(), size_t {2});
    QCOMPARE(c.tools[0].parameters["properties"].begin().key(), std::string("timeout")); // the order stays
    QCOMPARE(c.messages.size(), size_t {3});
    QCOMPARE(c.messages[0].parts.size(), size_t {2});
    const auto &said = c.messages[1].parts;
    QCOMPARE(said.size(), size_t {4});
    QCOMPARE(std::get<ReasoningPart>(said[0]).signature, std::string("EqQBCk"));
    QCOMPARE(std::get<ToolCallPart>(said[2]).arguments, std::string(R"({"z":"main.c","a":[1]})"));
    QCOMPARE(std::get<ToolCallPart>(said[3]).arguments, std::string("{}"));
    const auto &answered = c.messages[2].parts;
    const auto &first = std::get<ToolResultPart>(answered[0]);
    QCOMPARE(first.callId, std::string("toolu_01"));
    QCOMPARE(std::get<ImagePart>(first.content[1]).data, std::string("iVBO"));
    QVERIFY(std::get<ToolResultPart>(answered[1]).isError);
    QCOMPARE(std::get<TextPart>(answered[2]).text, std::string("Go on."));
}

void tst_MessagesReader::readsBlocks()
{
    const auto result = read(with({}, R"([
        {"type":"image","source":{"type":"url","url":"https://x/a.png"}},
        {"type":"document","title":"T","source":{"type":"base64","media_type":"application/pdf","data":"AA"}},
        {"type":"document","source":{"type":"url","url":"https://x/a.pdf"}},
        {"type":"document","title":"T","context":"C","source":{"type":"text","media_type":"text/plain","data":"words"}},
        {"type":"document","source":{"type":"content","content":[{"type":"text","text":"in it"}]}},
        {"type":"text","text":""}])"));
    QVERIFY(result.has_value());
    const auto &parts = result.value().messages.at(0).parts;
    QCOMPARE(parts.size(), size_t {7});
    QCOMPARE(std::get<ImagePart>(parts[0]).url, std::string("https://x/a.png"));
    QCOMPARE(std::get<FilePart>(parts[1]).name, std::string("T"));
    QCOMPARE(std::get<FilePart>(parts[1]).data, std::string("AA"));
    QCOMPARE(std::get<FilePart>(parts[2]).url, std::string("https://x/a.pdf"));
    QCOMPARE(std::get<TextPart>(parts[3]).text, std::string("T"));
    QCOMPARE(std::get<TextPart>(parts[4]).text, std::string("C"));
    QCOMPARE(std::get<TextPart>(parts[5]).text, std::string("words"));
    QCOMPARE(std::get<TextPart>(parts[6]).text, std::string("in it"));
}

void tst_MessagesReader::readsSettings()
{
    const auto result = read(with(
        R"("temperature":0.5,"top_p":0.9,"top_k":4,"stop_sequences":["A","B"],"service_tier":"standard_only",
           "tool_choice":{"type":"tool","name":"f","disable_parallel_tool_use":true},"thinking":{"type":"adaptive","display":"omitted"},
           "output_config":{"effort":"xhigh","format":{"type":"json_schema","schema":{"type":"object","properties":{"a":{}},"required":["a"],"additionalProperties":false}}})"));
    QVERIFY(result.has_value());
    const Conversation &c = result.value();
    QCOMPARE(c.temperature, std::optional(0.5));
    QCOMPARE(c.topP, std::optional(0.9));
    QCOMPARE(c.topK, std::optional(4));
    QCOMPARE(c.stop.size(), size_t {2});
    QCOMPARE(c.serviceTier, std::string("default"));
    QVERIFY(c.toolChoice->kind == ToolChoiceKind::Named && c.toolChoice->name == "f");
    QCOMPARE(c.parallelToolCalls, std::optional(false));
    QVERIFY(c.effort == Effort::ExtraHigh && !c.showReasoning);
    QVERIFY(c.schema && c.schema->strict && c.schema->field == "output_config.format");
    QVERIFY(c.droppable.empty() && c.needed.empty());
    const auto loose = read(with(
        R"("output_config":{"format":{"type":"json_schema","schema":{"type":"object","properties":{"a":{}}}}})"));
    QVERIFY(loose.has_value() && loose.value().schema && !loose.value().schema->strict);
    QVERIFY(read(with(R"("thinking":{"type":"disabled"},"output_config":{"effort":"max"})")).value().effort
        == Effort::None);
    QVERIFY(
        read(with(R"("thinking":{"type":"enabled","budget_tokens":1024})")).value().effort == Effort::Low);
    QVERIFY(
        read(with(R"("thinking":{"type":"enabled","budget_tokens":8000})")).value().effort == Effort::Medium);
    const auto turns = [](const QByteArray &members) {
        return read(
            R"({"model":"m","messages":[{"role":"user","content":"a","output_config":{"effort":"low"}},)"
            R"({"role":"system","content":"b","output_config":{"effort":"high"}}])"
            + members + '}');
    };
    QVERIFY(turns({}).value().effort == Effort::High); // the latest turn's
    QVERIFY(turns(R"(,"output_config":{"effort":"max"})").value().effort == Effort::High);
    QVERIFY(turns(R"(,"thinking":{"type":"disabled"})").value().effort == Effort::None);
    QVERIFY(turns({}).value().droppable.empty());
    QVERIFY(!read(with({})).value().showReasoning);
    QVERIFY(
        read(with(R"("tool_choice":{"type":"any"})")).value().toolChoice->kind == ToolChoiceKind::Required);
}

void tst_MessagesReader::namesWhatIsLostOrNeeded_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("dropped");
    QTest::addColumn<QByteArray>("needed");
    const auto row = [](const char *name, const QByteArray &body, const char *dropped, const char *needed) {
        QTest::newRow(name) << body << QByteArray(dropped) << QByteArray(needed);
    };
    row("nothing", with(R"("mcp_servers":[],"container":null)"), "", "");
    row("cache_control of the request", with(R"("cache_control":{"type":"ephemeral"})"), "cache_control", "");
    row("context management", with(R"("context_management":{})"), "context_management", "");
    row("more metadata", with(R"("metadata":{"user_id":"u","team":"t"})"), "metadata", "");
    row("another tier", with(R"("service_tier":"priority")"), "service_tier", "");
    row("fields of tomorrow", with(R"("speed":"fast","x":1)"), "extensions", "");
    row("fields of tomorrow in a tool",
        with(R"("tools":[{"name":"f","input_schema":{},"defer_loading":true}])"), "extensions", "");
    row("fields of tomorrow in a message",
        R"({"model":"m","messages":[{"role":"user","content":"a","of_tomorrow":1,"name":null}]})",
        "extensions", "");
    row("servers of tools", with(R"("mcp_servers":[{"type":"url","url":"https://x","name":"n"}])"), "",
        "mcp_servers");
    row("a container", with(R"("container":"c")"), "", "container");
    row("server tools",
        with(
            R"("tools":[{"type":"web_search_20250305","name":"web_search"},{"type":"custom","name":"f","input_schema":{}}])"),
        "", "tools.web_search_20250305");
    row("cache warming", R"({"model":"m","max_tokens":0,"messages":[{"role":"user","content":"a"}]})", "",
        "max_tokens");
    row("files of Anthropic's store",
        with({},
            R"([{"type":"image","source":{"type":"file","file_id":"f"}},{"type":"document","source":{"type":"file","file_id":"f"}}])"),
        "", "files");
    row("citations",
        with({}, R"([{"type":"document","citations":{"enabled":true},"source":{"type":"text","data":"a"}}])"),
        "", "citations");
    row("blocks of tomorrow", with({}, R"([{"type":"search_result","source":"s"},{"type":"of_tomorrow"}])"),
        "", "search_result of_tomorrow");
}

void tst_MessagesReader::namesWhatIsLostOrNeeded()
{
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, dropped);
    QFETCH(QByteArray, needed);
    const auto result = read(body);
    QVERIFY(result.has_value());
    QCOMPARE(joined(result.value().droppable), dropped);
    QCOMPARE(joined(result.value().needed), needed);
}

void tst_MessagesReader::refuses_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("param");
    const auto row = [](const QByteArray &body, const char *param) {
        QTest::addRow("%s in %s", param, body.left(120).constData()) << body << QByteArray(param);
    };
    row("[]", "");
    row(R"({"messages":[{"role":"user","content":"a","output_config":{"effort":"some"}}]})",
        "messages.0.output_config.effort");
    row("{}", "messages");
    row(R"({"messages":[]})", "messages");
    row(R"({"messages":["a"]})", "messages.0.role");
    row(R"({"messages":[{"role":"tool","content":"a"}]})", "messages.0.role");
    row(R"({"messages":[{"role":"user"}]})", "messages.0.content");
    row(with({}, "7"), "messages.0.content");
    row(with({}, "[7]"), "messages.0.content.0.type");
    row(with({}, R"([{"type":"text"}])"), "messages.0.content.0.text");
    row(with({}, R"([{"type":"image","source":{"type":"base64"}}])"), "messages.0.content.0.source");
    row(with({}, R"([{"type":"document"}])"), "messages.0.content.0.source");
    row(with({}, R"([{"type":"tool_result"}])"), "messages.0.content.0.tool_use_id");
    row(with({}, R"([{"type":"tool_result","tool_use_id":"a","content":3}])"),
        "messages.0.content.0.content");
    row(R"({"messages":[{"role":"assistant","content":[{"type":"tool_use","id":"a"}]}]})",
        "messages.0.content.0");
    row(with(R"("system":3)"), "system");
    row(with(R"("system":[{"type":"image"}])"), "system");
    row(with(R"("temperature":"hot")"), "temperature");
    row(with(R"("top_k":1.5)"), "top_k");
    row(R"({"max_tokens":-1,"messages":[{"role":"user","content":"a"}]})", "max_tokens");
    row(with(R"("stop_sequences":"A")"), "stop_sequences");
    row(with(R"("stop_sequences":[1])"), "stop_sequences");
    row(with(R"("tools":{})"), "tools");
    row(with(R"("tools":[1])"), "tools.0.name");
    row(with(R"("tools":[{"name":"f"}])"), "tools.0.input_schema");
    row(with(R"("tool_choice":"auto")"), "tool_choice.type");
    row(with(R"("tool_choice":{"type":"tool"})"), "tool_choice.name");
    row(with(R"("thinking":{"type":"deep"})"), "thinking.type");
    row(with(R"("thinking":{"type":"enabled"})"), "thinking.budget_tokens");
    row(with(R"("output_config":{"effort":"huge"})"), "output_config.effort");
    row(with(R"("output_config":{"format":{"type":"json_schema"}})"), "output_config.format");
    row(with(R"("output_format":7)"), "output_format");
}

void tst_MessagesReader::refuses()
{
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, param);
    const auto result = read(body);
    QVERIFY(!result.has_value());
    QCOMPARE(QByteArray::fromStdString(result.error().param), param);
    QVERIFY(!result.error().message.empty());
}

// Members are put in each other's place at random: nothing is taken for what it is not.
void tst_MessagesReader::survivesAnyDocument()
{
    QRandomGenerator random(2026);
    QByteArrayList pieces {"null", "7", "\"a\"", "[]", "{}", "true", "[1,\"a\"]", "{\"type\":\"text\"}"};
    const Json good = json(claudeCode).flatten();
    int refused = 0;
    for (int round = 0; round < 1500; ++round) {
        Json changed = json(claudeCode);
        for (int i = 0; i < 3; ++i) {
            const auto at = std::next(
                good.begin(), static_cast<std::ptrdiff_t>(random.bounded(static_cast<quint32>(good.size()))));
            Json::json_pointer place(at.key());
            if (random.bounded(3) == 0)
                place.pop_back();
            if (changed.contains(place))
                changed[place] = json(pieces.at(random.bounded(static_cast<int>(pieces.size()))));
        }
        const auto result = MessagesClient().readRequest(changed);
        if (!result.has_value()) {
            ++refused;
            continue;
        }
        TargetTraits target;
        target.model = "gemini-3-pro";
        target.kind = ProviderKindId::Gemini;
        const WrittenRequest request = GenerateTarget().writeRequest(result.value(), target);
        QVERIFY(!request.needed.empty() || parseJson(request.body));
    }
    QVERIFY(refused > 100 && refused < 1500);
}

// Gemini signs a call; Anthropic's form has no place for it but the block of thinking before.
void tst_MessagesReader::bringsSignaturesBack()
{
    AnswerContext context;
    context.showReasoning = true;
    const std::unique_ptr<AnswerEncoder> encoder = MessagesClient().encoder(false, context);
    encoder->take(ReasoningSignature {"c2ln", Dialect::Gemini});
    encoder->take(ToolCallStarted {0, "i", "f"});
    encoder->take(ToolArgumentsDelta {0, "{}"});
    const Json answer = json(encoder->take(AnswerCompleted {}));
    Json next = json(with({}));
    next["messages"].push_back({{"role", "assistant"}, {"content", answer["content"]}});
    const auto result = MessagesClient().readRequest(next);
    QVERIFY(result.has_value());
    TargetTraits target;
    target.model = "gemini-3-pro";
    const QByteArray body = GenerateTarget().writeRequest(result.value(), target).body;
    QVERIFY(body.contains(R"("thoughtSignature":"c2ln")"));
    QVERIFY(!body.contains("belay:"));
}

void tst_MessagesReader::stripsForeignThinking_data()
{
    QTest::addColumn<QByteArray>("messages");
    QTest::addColumn<QByteArray>("expected");
    const QByteArray text = R"({"type":"text","text":"\"belay:"})";
    const QByteArray own = R"({"type":"thinking","thinking":"a","signature":"Eq"})";
    const QByteArray foreign = R"({"type":"thinking","thinking":"a","signature":"belay:gemini:s"})";
    const auto turn = [](const QByteArray &blocks) -> QByteArray {
        return R"([{"role":"assistant","content":[)" + blocks + "]}]";
    };
    QTest::newRow("its own stays") << turn(own + ',' + text) << QByteArray();
    QTest::newRow("another's goes") << turn(own + ',' + foreign + ',' + text) << turn(own + ',' + text);
    QTest::newRow("nothing left") << turn(foreign) << QByteArray("[]");
    QTest::newRow("no list") << QByteArray("\"belay:\"") << QByteArray();
}

void tst_MessagesReader::stripsForeignThinking()
{
    QFETCH(QByteArray, messages);
    QFETCH(QByteArray, expected);
    const std::optional<QByteArray> body
        = withoutForeignThinking(R"({"messages":)" + messages + R"(,"z":1,"a":2})");
    QCOMPARE(body.has_value(), !expected.isEmpty());
    if (body)
        QCOMPARE(*body, R"({"messages":)" + expected + R"(,"z":1,"a":2})");
    QVERIFY(!withoutForeignThinking("\"belay:broken"));
}

QTEST_GUILESS_MAIN(tst_MessagesReader)
#include "tst_messagesreader.moc"

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/translation/generatetarget.h"
#include "core/providers/translation/messagesclient.h"
#include "core/providers/translation/messagestarget.h"
#include "tests/providers/translation/answerwords.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Belay;
using namespace Belay::Test;

/// What holds for every conversation, however odd.
class tst_TranslationProperties : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyConversationBecomesARequest();
    void carriesALargePicture();
};

static MessagePart randomPart(QRandomGenerator &random)
{
    static const std::string ids[] = {"a", "functions.b:0", "ü", ""};
    const std::string &id = ids[random.bounded(4)];
    const std::string text(random.bounded(3), random.bounded(2) ? 'x' : ' ');
    switch (random.bounded(8)) {
    case 0:
        return ImagePart {"image/png", "AAAA", {}, {}};
    case 1:
        return FilePart {"application/pdf", "AA", {}, text};
    case 2:
        return ToolCallPart {id, "f", random.bounded(2) ? "{\"a\":1}" : "[broken"};
    case 3:
        return ToolResultPart {id, {TextPart {text}}, random.bounded(2) == 0};
    case 4: {
        ReasoningPart part {text, id};
        part.signer = static_cast<Dialect>(random.bounded(3));
        part.redacted = random.bounded(2) == 0;
        return part;
    }
    case 5:
        return RefusalPart {text};
    default:
        return TextPart {text};
    }
}

static Conversation randomConversation(QRandomGenerator &random)
{
    Conversation conversation;
    for (int i = random.bounded(6); i > 0; --i) {
        Message message {static_cast<Role>(random.bounded(2)), {}};
        for (int k = random.bounded(5); k > 0; --k)
            message.parts.push_back(randomPart(random));
        conversation.messages.push_back(std::move(message));
    }
    if (random.bounded(2))
        conversation.tools = {{"f", {}, Json(), random.bounded(2) == 0}};
    if (random.bounded(2))
        conversation.toolChoice = ToolChoice {static_cast<ToolChoiceKind>(random.bounded(4)), "f"};
    if (random.bounded(2))
        conversation.effort = static_cast<Effort>(random.bounded(7));
    conversation.format = static_cast<ResponseFormat>(random.bounded(2));
    return conversation;
}

/// The turns of a body: whose turn comes after whose, and what comes first in it.
static void checkTurns(const Json &turns, const char *content, const char *result)
{
    QVERIFY(turns.is_array() && !turns.empty());
    QCOMPARE(textOf(member(turns.front(), "role")), QStringLiteral("user"));
    QString before;
    for (const Json &turn : turns) {
        const QString role = textOf(member(turn, "role"));
        QVERIFY(role != before);
        before = role;
        const Json *parts = member(turn, content);
        QVERIFY(hasContent(parts));
        bool resultsAreOver = parts->is_string();
        for (const Json &part : *parts) {
            const bool isResult = member(part, result) != nullptr;
            QVERIFY(
                !isResult || !resultsAreOver || role != u"user" || textOf(member(part, "type")).isEmpty());
            resultsAreOver = resultsAreOver || !isResult;
        }
    }
}

void tst_TranslationProperties::everyConversationBecomesARequest()
{
    QRandomGenerator random(31337);
    int written = 0;
    for (int round = 0; round < 1500; ++round) {
        const Conversation conversation = randomConversation(random);
        for (const bool gemini : {true, false}) {
            TargetTraits target;
            target.kind = gemini ? ProviderKindId::Gemini : ProviderKindId::Anthropic;
            const char *const models[]
                = {"claude-haiku-4-5", "claude-opus-5-5", "gemini-2.5-pro", "gemini-3-pro"};
            target.model = models[(gemini ? 2 : 0) + random.bounded(2)];
            target.info = Catalogue::builtIn().model(target.kind, QString::fromStdString(target.model));
            const WrittenRequest request = gemini ? GenerateTarget().writeRequest(conversation, target)
                                                  : MessagesTarget().writeRequest(conversation, target);
            QCOMPARE(request.body.isEmpty(), !request.needed.empty());
            if (request.body.isEmpty())
                continue;
            ++written;
            const Json body = json(request.body);
            checkTurns(*member(body, gemini ? "contents" : "messages"), gemini ? "parts" : "content",
                gemini ? "functionResponse" : "tool_use_id");
            if (QTest::currentTestFailed())
                return;
        }
    }
    QVERIFY(written > 1000);
}

void tst_TranslationProperties::carriesALargePicture()
{
    const QByteArray picture(2 * 1024 * 1024, 'A');
    const QByteArray sent
        = R"({"model":"m","messages":[{"role":"user","content":[{"type":"image","source":{"type":"base64","media_type":"image/png","data":")"
        + picture + R"("}}]}]})";
    const auto conversation = MessagesClient().readRequest(json(sent));
    QVERIFY(conversation.has_value());
    TargetTraits target;
    target.kind = ProviderKindId::Gemini;
    target.model = "gemini-3-pro";
    const WrittenRequest request = GenerateTarget().writeRequest(conversation.value(), target);
    QCOMPARE(request.body,
        R"({"contents":[{"role":"user","parts":[{"inlineData":{"mimeType":"image/png","data":")" + picture
            + R"("}}]}]})");
}

QTEST_GUILESS_MAIN(tst_TranslationProperties)
#include "tst_translationproperties.moc"

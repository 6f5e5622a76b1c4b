// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/keytext.h"

#include <QTest>

using namespace Belay;

class tst_KeyText : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void cleansAPaste_data();
    void cleansAPaste();
    void refuses_data();
    void refuses();
    void offersTheOtherKind_data();
    void offersTheOtherKind();
    void leavesThePasteToItsOwner();
};

static PastedKey clean(const QByteArray &text, ProviderKindId kind = ProviderKindId::OpenAi)
{
    return cleanKey(text, kind, Catalogue::builtIn());
}

void tst_KeyText::cleansAPaste_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const char *text, const char *expected = "sk-proj-AbC_12-9") {
        QTest::newRow(name) << QByteArray(text) << QByteArray(expected);
    };
    row("a clean key", "sk-proj-AbC_12-9");
    row("blanks and newlines around it", " \t\r\nsk-proj-AbC_12-9 \r\n\n");
    row("double quotes", "\"sk-proj-AbC_12-9\"");
    row("single quotes", "'sk-proj-AbC_12-9'");
    row("back ticks", "`sk-proj-AbC_12-9`");
    row("typographic quotes", "“sk-proj-AbC_12-9”");
    row("German quotes", "„sk-proj-AbC_12-9“");
    row("French quotes with no-break spaces", "«\u00A0sk-proj-AbC_12-9\u00A0»");
    row("one quote too few", "\"sk-proj-AbC_12-9");
    row("a byte order mark and a zero width space", "\uFEFFsk-proj-AbC_12-9\u200B");
    row("Bearer", "Bearer sk-proj-AbC_12-9");
    row("bearer, written small", "bearer   sk-proj-AbC_12-9");
    row("a header", "Authorization: Bearer sk-proj-AbC_12-9");
    row("another header", "x-api-key: sk-proj-AbC_12-9");
    row("a header of a curl command", "-H \"Authorization: Bearer sk-proj-AbC_12-9\"");
    row("a variable", "OPENAI_API_KEY=sk-proj-AbC_12-9");
    row("an exported variable with quotes", "export OPENAI_API_KEY=\"sk-proj-AbC_12-9\";\n");
    row("a variable of PowerShell", "$env:OPENAI_API_KEY = \"sk-proj-AbC_12-9\"");
    row("a line of JSON", "\"apiKey\": \"sk-proj-AbC_12-9\",");
    row("a name without prefix at the key", "MISTRAL_API_KEY=0123456789abcdef", "0123456789abcdef");
    row("equals signs at the end are the key's own", "YWJjZGVmZ2hpamtsbW5vcA==", "YWJjZGVmZ2hpamtsbW5vcA==");
    row("a capital key with underscores is no name", "ABC_DEF==", "ABC_DEF==");
    row("a key that speaks of a key", "sk-proj-mykey:x", "sk-proj-mykey:x");
}

void tst_KeyText::cleansAPaste()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, expected);
    const PastedKey pasted = clean(text);
    QCOMPARE(pasted.problem, PastedKey::Problem::None);
    QCOMPARE(pasted.key.reveal(), expected);
}

void tst_KeyText::refuses_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("expected");
    using enum PastedKey::Problem;
    QTest::newRow("nothing") << QByteArray() << static_cast<int>(Empty);
    QTest::newRow("blanks and quotes alone") << QByteArray(" \"\" \n") << static_cast<int>(Empty);
    QTest::newRow("Bearer alone") << QByteArray("Bearer ") << static_cast<int>(Empty);
    QTest::newRow("two lines") << QByteArray("sk-proj-a\nsk-proj-b") << static_cast<int>(ControlCharacter);
    QTest::newRow("a blank inside") << QByteArray("sk-proj-a b") << static_cast<int>(ControlCharacter);
    QTest::newRow("a zero inside") << QByteArray("sk-proj-a\0b", 11) << static_cast<int>(ControlCharacter);
    QTest::newRow("an address") << QByteArray("https://platform.example/keys") << static_cast<int>(Address);
    QTest::newRow("a header smuggled in")
        << QByteArray("sk-a\r\nx-evil: 1") << static_cast<int>(ControlCharacter);
    QTest::newRow("an umlaut") << QByteArray("sk-proj-ä") << static_cast<int>(NotAscii);
    QTest::newRow("dots for the middle of a key") << QByteArray("sk-…abcd") << static_cast<int>(NotAscii);
    QTest::newRow("bytes that are no text") << QByteArray("sk-\xff\xfe") << static_cast<int>(NotAscii);
    QTest::newRow("a whole book") << QByteArray(1024 * 1024, 'a') << static_cast<int>(TooLong);
}

void tst_KeyText::refuses()
{
    QFETCH(QByteArray, text);
    QFETCH(int, expected);
    const PastedKey pasted = clean(text);
    QCOMPARE(static_cast<int>(pasted.problem), expected);
    QVERIFY(pasted.key.isEmpty());
    QVERIFY(!pasted.otherKind);
}

void tst_KeyText::offersTheOtherKind_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("askedFor");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const char *text, const char *askedFor, const char *expected) {
        QTest::newRow(name) << QByteArray(text) << QString::fromLatin1(askedFor)
                            << QString::fromLatin1(expected);
    };
    row("Anthropic's for OpenAI", "sk-ant-api03-abc", "openai", "anthropic");
    row("OpenRouter's for OpenAI, in quotes", "'sk-or-v1-abc'", "openai", "openrouter");
    row("OpenAI's for Anthropic", "sk-proj-abc", "anthropic", "openai");
    row("Groq's for xAI", "gsk_abc", "xai", "groq");
    row("Gemini's for Mistral", "AIzaabc", "mistral", "gemini");
    row("any provider's for a local server", "sk-ant-abc", "ollama", "anthropic");
    row("the right kind", "sk-ant-abc", "anthropic", "");
    row("a bare sk- for OpenAI", "sk-0123", "openai", "");
    row("a bare sk- for DeepSeek", "sk-0123", "deepseek", "");
    row("a bare sk- for Anthropic says nothing", "sk-0123", "anthropic", "");
    row("no prefix", "0123456789", "mistral", "");
    row("an address of one's own takes any key", "sk-ant-abc", "openai-compatible", "");
}

void tst_KeyText::offersTheOtherKind()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, askedFor);
    QFETCH(QString, expected);
    const PastedKey pasted = clean(text, *enumFromString<ProviderKindId>(askedFor));
    QCOMPARE(pasted.otherKind ? toString(*pasted.otherKind) : QString(), expected);
}

void tst_KeyText::leavesThePasteToItsOwner()
{
    const QByteArray text = " sk-proj-abc ";
    const QByteArray before(text.constData(), text.size());
    QVERIFY(!clean(text).key.isEmpty());
    QCOMPARE(text, before);
}

QTEST_GUILESS_MAIN(tst_KeyText)
#include "tst_keytext.moc"

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/json.h"

#include <QTest>

using namespace Belay;

class tst_Json : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void takesOrRefuses_data();
    void takesOrRefuses();
    void keepsTheOrderOfMembers();
    void writesTextThatIsNoUtf8();
    void appendsTextOfAnyKind();
    void readsWholeNumbers_data();
    void readsWholeNumbers();
    void asksWithoutKnowing();
};

void tst_Json::takesOrRefuses_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("expected");
    const auto nest = [](int depth) -> QByteArray { return QByteArray(depth, '[') + QByteArray(depth, ']'); };
    QTest::newRow("an object") << QByteArray("{\"a\":[1,2]}") << true;
    QTest::newRow("a word") << QByteArray("true") << true;
    QTest::newRow("the deepest nest") << nest(256) << true;
    QTest::newRow("one deeper") << nest(257) << false;
    QTest::newRow("deep enough to break a parser") << nest(2'000'000) << false;
    QTest::newRow("brackets in a text do not nest")
        << QByteArray("\"" + QByteArray(1000, '[') + "\\\"[\"") << true;
    QTest::newRow("nothing") << QByteArray() << false;
    QTest::newRow("half an object") << QByteArray("{\"a\":") << false;
    QTest::newRow("two documents") << QByteArray("{} {}") << false;
    QTest::newRow("text that is no UTF-8") << QByteArray("\"\xff\"") << false;
    QTest::newRow("half of a pair") << QByteArray("\"\\ud800\"") << false;
    QTest::newRow("a number without bounds") << QByteArray("1e999") << false;
    QTest::newRow("not a number") << QByteArray("NaN") << false;
    QTest::newRow("a zero byte") << QByteArray("{\0}", 3) << false;
}

void tst_Json::takesOrRefuses()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, expected);
    QCOMPARE(parseJson(text).has_value(), expected);
}

void tst_Json::keepsTheOrderOfMembers()
{
    const QByteArray text = R"({"z":1,"a":{"y":2,"b":3}})";
    QCOMPARE(toBytes(*parseJson(text)), text);
}

void tst_Json::writesTextThatIsNoUtf8()
{
    QCOMPARE(toBytes(Json(std::string("a\xff"))), QByteArray("\"a\xEF\xBF\xBD\""));
}

void tst_Json::appendsTextOfAnyKind()
{
    std::string every;
    for (char c = 0; c < 127; ++c)
        every += c;
    every += "Gr\u00fc\u00dfe \U0001F980";
    QByteArray bytes("[");
    appendJsonText(bytes, every);
    bytes += ',';
    appendJsonText(bytes, {});
    bytes += ']';
    const std::optional<Json> document = parseJson(bytes);
    QVERIFY(document);
    QCOMPARE(utf8Of(&(*document)[0]), every);
    QCOMPARE(utf8Of(&(*document)[1]), std::string());
}

void tst_Json::readsWholeNumbers_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("expected"); // -1 for none
    QTest::newRow("a whole number") << QByteArray("12") << 12;
    QTest::newRow("written with a point") << QByteArray("12.0") << 12;
    QTest::newRow("the largest") << QByteArray("2147483647") << 2147483647;
    QTest::newRow("one more") << QByteArray("2147483648") << -1;
    QTest::newRow("far too large") << QByteArray("1e300") << -1;
    QTest::newRow("a fraction") << QByteArray("0.5") << -1;
    QTest::newRow("a text") << QByteArray("\"12\"") << -1;
    QTest::newRow("a boolean") << QByteArray("true") << -1;
}

void tst_Json::readsWholeNumbers()
{
    QFETCH(QByteArray, text);
    QFETCH(int, expected);
    const Json value = *parseJson(text);
    QCOMPARE(intOf(&value).value_or(-1), expected);
}

void tst_Json::asksWithoutKnowing()
{
    const Json value = *parseJson(R"({"a":{"b":"x"},"e":"","l":[]})");
    QCOMPARE(textOf(member(value, {"a", "b"})), QStringLiteral("x"));
    QVERIFY(!member(value, {"a", "b", "c"}));
    QVERIFY(!member(value, "missing"));
    QVERIFY(!member(Json(7), "a"));
    QCOMPARE(textOf(nullptr), QString());
    QVERIFY(!intOf(nullptr));
    QVERIFY(!isTrue(nullptr));
    QVERIFY(hasContent(member(value, "a")));
    QVERIFY(!hasContent(member(value, "e")));
    QVERIFY(!hasContent(member(value, "l")));
    QVERIFY(!hasContent(nullptr));
}

QTEST_GUILESS_MAIN(tst_Json)
#include "tst_json.moc"

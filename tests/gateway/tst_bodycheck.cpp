// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/bodycheck.h"

#include "core/base/random.h"
#include "core/providers/json.h"

#include <QtTest>

using namespace Belay;

class tst_BodyCheck final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void verdicts_data();
    void verdicts();
    void spans_data();
    void spans();
    void namesAreUnescaped();
    void bytesStayAsTheyAre();
    void everyPrefixIsRefused();
    void everyByteMayBeWrong();
    void randomBytesAreHeldOff();
    void agreesWithAStrictParser();
    void depth();
    void largeBodies_data();
    void largeBodies();

private:
    BodyCheck m_check;
};

namespace {

/// `ok`, or the name of the fault.
QString verdictOf(const Result<BodyFacts, BodyFault> &read)
{
    if (read)
        return QStringLiteral("ok");
    switch (read.error()) {
    case BodyFault::NotAnObject:
        return QStringLiteral("not an object");
    case BodyFault::TooDeep:
        return QStringLiteral("too deep");
    case BodyFault::TwoModels:
        return QStringLiteral("two models");
    case BodyFault::NoModel:
        return QStringLiteral("no model");
    }
    return {};
}

QByteArray nested(int depth)
{
    return "{\"model\":\"m\",\"a\":" + QByteArray(depth - 1, '[') + QByteArray(depth - 1, ']') + '}';
}

constexpr auto Document
    = R"({"model": "gpt-4o", "stream":true,"messages":[{"role":"user","content":"h\u00e9 \"q\" \\"},)"
      R"({"n":[-1.5e+1,0,12,true,false,null,{},[]]}],"x":"é€😀"} )";

} // namespace

void tst_BodyCheck::verdicts_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const QByteArray &body, const char *expected) {
        QTest::newRow(name) << body << QString::fromLatin1(expected);
    };
    row("a chat request", R"({"model":"m","messages":[]})", "ok");
    row("nothing", "", "not an object");
    row("blanks", " \r\n\t", "not an object");
    row("an array", R"([{"model":"m"}])", "not an object");
    row("a string", R"("model")", "not an object");
    row("two objects", R"({"model":"m"}{"model":"n"})", "not an object");
    row("two objects and a comma", R"({"model":"m"},{"model":"n"})", "not an object");
    row("text behind the object", R"({"model":"m"} x)", "not an object");
    row("a brace behind the object", R"({"model":"m"}})", "not an object");
    row("NUL behind the object", QByteArray("{\"model\":\"m\"}\0", 14), "not an object");
    row("blanks around", " \n{\"model\":\"m\"}\r\n\t ", "ok");
    row("a byte order mark", "\xEF\xBB\xBF{\"model\":\"m\"}", "not an object");
    row("two models", R"({"model":"m","a":1,"model":"m"})", "two models");
    row("the second model is escaped", R"({"model":"m","mod\u0065l":"n"})", "two models");
    row("the only model is escaped", R"({"\u006dodel":"m"})", "ok");
    row("a model in another object", R"({"a":{"model":"x","model":"y"},"model":"m"})", "ok");
    row("no model", R"({"messages":[]})", "no model");
    row("an empty object", "{}", "no model");
    row("a model below the top", R"({"a":{"model":"m"}})", "no model");
    row("the key in capitals", R"({"Model":"m"})", "no model");
    row("model is a number", R"({"model":1})", "no model");
    row("model is null", R"({"model":null})", "no model");
    row("model is an object", R"({"model":{"model":"m"}})", "no model");
    row("model is empty", R"({"model":""})", "no model");
    row("no UTF-8 in a string", "{\"model\":\"m\",\"a\":\"\xff\"}", "not an object");
    row("an overlong form", "{\"model\":\"m\",\"a\":\"\xc0\xaf\"}", "not an object");
    row("half a surrogate as UTF-8", "{\"model\":\"m\",\"a\":\"\xed\xa0\x80\"}", "not an object");
    row("half a surrogate as an escape", R"({"model":"m","a":"\ud83d"})", "ok");
    row("half a surrogate as a key", R"({"\ud83d":1,"model":"m"})", "ok");
    row("a raw line break in a string", "{\"model\":\"m\",\"a\":\"\n\"}", "not an object");
    row("a raw NUL in a string", QByteArray("{\"model\":\"m\",\"a\":\"\0\"}", 19), "not an object");
    row("an unknown escape in a skipped string", R"({"model":"m","a":"\x41"})", "not an object");
    row("a short escape in a skipped string", R"({"model":"m","a":"\u12"})", "not an object");
    row("a bad escape in a skipped key", R"({"model":"m","\q":1})", "not an object");
    row("a wrong word", R"({"model":"m","a":tru})", "not an object");
    row("a wrong word deep down", R"({"model":"m","a":[{"b":[nul]}]})", "not an object");
    row("no quotes around a value", R"({"model":"m","a":b})", "not an object");
    row("no quotes around a key", R"({"model":"m",a:1})", "not an object");
    row("single quotes", R"({'model':'m'})", "not an object");
    row("a comma at the end", R"({"model":"m",})", "not an object");
    row("a comma at the end of an array", R"({"model":"m","a":[1,]})", "not an object");
    row("two commas", R"({"model":"m",,"a":1})", "not an object");
    row("no comma", R"({"model":"m" "a":1})", "not an object");
    row("no comma in an array", R"({"model":"m","a":[1 2]})", "not an object");
    row("no colon", R"({"model" "m"})", "not an object");
    row("two colons", R"({"model"::"m"})", "not an object");
    row("no value", R"({"model":"m","a":})", "not an object");
    row("a pair in an array", R"({"model":"m","a":["b":"c"]})", "not an object");
    row("two values of a key", R"({"model":"m","a":"b":"c"})", "not an object");
    row("two values of the model", R"({"model":"m":"c"})", "not an object");
    row("a comment", R"({"model":"m"/* c */})", "not an object");
    row("the wrong brackets", R"({"model":"m","a":[1}})", "not an object");
    row("a number of any size", R"({"model":"m","seed":123456789012345678901234567890,"a":1e999})", "ok");
    row("a number with a zero in front", R"({"model":"m","a":01})", "not an object");
    row("a number with a plus", R"({"model":"m","a":+1})", "not an object");
    row("a number that ends in a point", R"({"model":"m","a":1.})", "not an object");
    row("a number without its exponent", R"({"model":"m","a":1e})", "not an object");
    row("minus alone", R"({"model":"m","a":-})", "not an object");
    row("NaN", R"({"model":"m","a":NaN})", "not an object");
    row("a string against a number", R"({"model":"m","a":1"b"})", "not an object");
    row("a number against a string", R"({"model":"m","a":"b"1})", "not an object");
    row("two strings without a comma", R"({"model":"m","a":"b""c"})", "not an object");
    row("a string, a number, a string", R"({"model":"m","a":"b"1"c"})", "not an object");
    row("256 deep", nested(256), "ok");
    row("257 deep", nested(257), "too deep");
    row("100 000 deep and closed", nested(100'000), "too deep");
    row("100 000 deep and open", "{\"model\":\"m\",\"a\":" + QByteArray(100'000, '['), "not an object");
    row("brackets in a string", "{\"model\":\"m\",\"a\":\"" + QByteArray(1'000, '[') + "\"}", "ok");
}

void tst_BodyCheck::verdicts()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, expected);
    QCOMPARE(verdictOf(m_check.read(body)), expected);
}

void tst_BodyCheck::spans_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("first") << QByteArray(R"({"model":"a/b","x":1})") << QByteArray(R"("a/b")");
    QTest::newRow("last, with blanks")
        << QByteArray("{ \"x\":[1,2], \"model\" :\t\"a\" \r\n }") << QByteArray(R"("a")");
    QTest::newRow("escaped") << QByteArray(R"({"model":"a\/\u0062\"}","x":1})")
                             << QByteArray(R"("a\/\u0062\"}")");
}

void tst_BodyCheck::spans()
{
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, expected);
    const auto read = m_check.read(body);
    QVERIFY(read);
    QCOMPARE(body.mid((*read).model.begin, (*read).model.size), expected);
}

void tst_BodyCheck::namesAreUnescaped()
{
    QByteArray body = R"({"stream" : true ,"model":"\u0061\/\"\ud83d\ude00é\n"})";
    const auto read = m_check.read(body);
    QVERIFY(read);
    QCOMPARE((*read).modelName, QString::fromUtf8("a/\"😀é\n"));
    QVERIFY((*read).stream);

    // As most readers understand it, the last one counts; only the word itself is true.
    for (const auto &[text, stream] : {std::pair {R"({"model":"m","stream":true,"stream":false})", false},
             std::pair {R"({"model":"m","stream":false,"stream":true})", true},
             std::pair {R"({"model":"m","stream":"true"})", false},
             std::pair {R"({"model":"m","stream":1})", false},
             std::pair {R"({"model":"m","a":{"stream":true}})", false}}) {
        QByteArray other = text;
        const auto facts = m_check.read(other);
        QVERIFY(facts);
        QVERIFY2((*facts).stream == stream, text);
    }
}

void tst_BodyCheck::bytesStayAsTheyAre()
{
    const QByteArray before = Document;
    QByteArray body = before;
    QVERIFY(m_check.read(body));
    QCOMPARE(body, before);
}

void tst_BodyCheck::everyPrefixIsRefused()
{
    const QByteArray whole = QByteArray(Document).trimmed();
    QByteArray full = whole;
    QVERIFY(m_check.read(full));
    for (qsizetype size = 0; size < whole.size(); ++size) {
        // On its own, so that what stands behind the end cannot be read along.
        QByteArray prefix(whole.constData(), size);
        QVERIFY2(!m_check.read(prefix), qPrintable(QString::number(size)));
    }
}

/// Each byte replaced by each other: never more is accepted than a strict parser takes.
void tst_BodyCheck::everyByteMayBeWrong()
{
    const QByteArray whole = QByteArray(Document).trimmed();
    for (qsizetype at = 0; at < whole.size(); ++at) {
        for (int byte = 0; byte < 256; byte += 3) {
            QByteArray body = whole;
            body[at] = static_cast<char>(byte);
            const bool taken = m_check.read(body).has_value();
            if (taken && !nlohmann::json::accept(body.begin(), body.end()))
                QFAIL(qPrintable(QStringLiteral("byte %1 as %2 was taken").arg(at).arg(byte)));
        }
    }
}

void tst_BodyCheck::randomBytesAreHeldOff()
{
    SeededRandom random(7);
    const QByteArray alphabet = "{}[]\",:\\ntruefalsnul0123456789.-+eE \n\xc3\xa9\x01";
    int taken = 0;
    for (int run = 0; run < 50'000; ++run) {
        QByteArray body = random.next() % 2 ? "{\"model\":\"m\"" : "";
        const auto size = static_cast<int>(random.next() % 40);
        for (int i = 0; i < size; ++i)
            body += alphabet[static_cast<qsizetype>(random.next() % static_cast<quint64>(alphabet.size()))];
        if (random.next() % 2)
            body += '}';
        if (m_check.read(body)) {
            ++taken;
            QVERIFY2(nlohmann::json::accept(body.begin(), body.end()), body.constData());
        }
    }
    QVERIFY(taken > 0);
}

/// Documents that were made valid are all taken, whatever is in them.
void tst_BodyCheck::agreesWithAStrictParser()
{
    SeededRandom random(11);
    const std::function<Json(int)> make = [&](int depth) -> Json {
        switch (random.next() % (depth > 5 ? 5 : 7)) {
        case 0:
            return static_cast<std::int64_t>(random.next());
        case 1:
            return random.uniform() * 1e300;
        case 2:
            return random.next() % 2 == 0;
        case 3:
            return {};
        case 4: {
            std::string text;
            for (auto i = random.next() % 12; i > 0; --i)
                text += static_cast<char>(random.next() % 128);
            return text;
        }
        case 5: {
            Json array = Json::array();
            for (auto i = random.next() % 5; i > 0; --i)
                array.push_back(make(depth + 1));
            return array;
        }
        default: {
            Json object = Json::object();
            for (auto i = random.next() % 5; i > 0; --i)
                object["k\\\"" + std::to_string(random.next() % 100)] = make(depth + 1);
            return object;
        }
        }
    };
    for (int run = 0; run < 5'000; ++run) {
        Json document = Json::object();
        document["a"] = make(0);
        document["model"] = "m";
        document["b"] = make(0);
        QByteArray body = QByteArray::fromStdString(document.dump(run % 2 ? -1 : 2));
        QVERIFY2(m_check.read(body), body.constData());
    }
}

/// As deep as the contract allows, of every kind, and one more.
void tst_BodyCheck::depth()
{
    for (const int levels : {255, 256}) {
        QByteArray body = "{\"model\":\"m\",\"a\":";
        for (int i = 0; i < levels; ++i)
            body += i % 2 ? "[" : "{\"b\":";
        body += '1';
        for (int i = levels - 1; i >= 0; --i)
            body += i % 2 ? ']' : '}';
        body += '}';
        QCOMPARE(
            verdictOf(m_check.read(body)), levels == 255 ? QStringLiteral("ok") : QStringLiteral("too deep"));
    }
}

void tst_BodyCheck::largeBodies_data()
{
    QTest::addColumn<QByteArray>("body");
    constexpr qsizetype Size = 20 * 1024 * 1024;
    QTest::newRow("an image of 20 MB") << QByteArray("{\"model\":\"m\",\"image\":\"data:image/png;base64,"
        + QByteArray(Size, 'A') + "\",\"stream\":true}");
    QByteArray messages = "{\"model\":\"m\",\"messages\":[";
    while (messages.size() < Size)
        messages += R"({"role":"user","content":"What is the weather in \"Rome\"?\n"},)";
    messages.chop(1);
    QTest::newRow("20 MB of messages") << QByteArray(messages + "],\"stream\":true}");
}

void tst_BodyCheck::largeBodies()
{
    QFETCH(QByteArray, body);
    body.reserve(body.size() + 64);
    QBENCHMARK
    {
        const auto read = m_check.read(body);
        QVERIFY(read);
        QVERIFY((*read).stream);
    }
}

QTEST_GUILESS_MAIN(tst_BodyCheck)
#include "tst_bodycheck.moc"

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/resultjson.h"
#include "core/domain/tracejson.h"

#include <QtTest>

using namespace Belay;
using namespace std::chrono_literals;

namespace {

using Json = nlohmann::ordered_json;

TraceAttempt attempt(const char *target, Outcome outcome, int status, std::optional<AttemptNote> note)
{
    TraceAttempt attempt;
    attempt.target = TargetId::fromString(QLatin1StringView(target));
    attempt.key = KeyId {QStringLiteral("main")};
    attempt.outcome = outcome;
    attempt.status = status;
    attempt.note = note;
    return attempt;
}

Trace fallback()
{
    Trace trace;
    trace.id = {std::uint64_t {1'469'922'850'259} << 16U, 31};
    trace.at = *wallTimeFromIso(QStringLiteral("2026-11-22T07:28:00.125Z"));
    trace.token = QStringLiteral("default");
    trace.chain = ChainId {QStringLiteral("main")};
    trace.dialect = Dialect::Anthropic;
    trace.stream = true;
    trace.status = 200;
    trace.target = TargetId::fromString(QStringLiteral("groq/llama"));
    trace.firstContent = 412'345us;
    trace.total = 1'500ms;
    trace.tokensIn = 12;
    trace.tokensOut = 300;
    trace.usd = 1'234'567;
    trace.losersUsd = 5;
    trace.dropped = {QStringLiteral("top_k"), QStringLiteral("metadata")};
    trace.attempts = {attempt("openai/gpt-4o", Outcome::RateLimited, 429, {}),
        attempt("groq/llama", Outcome::Ok, 200, AttemptNote::Fallback)};
    trace.attempts[0].length = 12'001us;
    trace.attempts[1].step = 1;
    trace.attempts[1].start = 512'001us;
    trace.attempts[1].wait = 500ms;
    trace.attempts[1].length = 980ms;
    return trace;
}

} // namespace

class tst_TraceJson final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void writesTheFieldsOfTheContract();
    void writesNullWhereNothingIsKnown();
    void readsWhatItWrites();
    void passesOverWhatItDoesNotKnow();
    void refuses_data();
    void refuses();
    void saysWhy_data();
    void saysWhy();
};

void tst_TraceJson::writesTheFieldsOfTheContract()
{
    QCOMPARE(QString::fromUtf8(toLine(toJson(fallback()))),
        QStringLiteral(
            R"({"id":"01ARZ3NDEK000000000000000Z","at":"2026-11-22T07:28:00.125Z","token":"default",)"
            R"("chain":"main","dialect":"anthropic","stream":true,"status":200,"target":"groq/llama",)"
            R"("ended":"ok","firstContentMs":412.345,"totalMs":1500.0,"tokensIn":12,"tokensOut":300,)"
            R"("usd":0.001234567,"losersUsd":5e-09,"dropped":["top_k","metadata"],"attempts":[)"
            R"({"target":"openai/gpt-4o","key":"main","step":0,"startMs":0.0,"outcome":"rate-limited",)"
            R"("status":429,"ms":12.001,"waitMs":0.0,"note":null},)"
            R"({"target":"groq/llama","key":"main","step":1,"startMs":512.001,"outcome":"ok",)"
            R"("status":200,"ms":980.0,"waitMs":500.0,"note":"fallback"}]})"));
}

void tst_TraceJson::writesNullWhereNothingIsKnown()
{
    Trace trace;
    trace.ended = TraceEnd::ClientGone;
    const Json json = toJson(trace);
    for (const char *field :
        {"token", "chain", "status", "target", "firstContentMs", "tokensIn", "tokensOut", "usd", "losersUsd"})
        QVERIFY2(json.contains(field) && json.at(field).is_null(), field);
    QCOMPARE(json.at("ended").get<std::string>(), std::string("client-gone"));
    QVERIFY(json.at("attempts").is_array() && json.at("dropped").is_array());
}

void tst_TraceJson::readsWhatItWrites()
{
    QCOMPARE(traceFromJson(toJson(fallback())), std::optional(fallback()));
    QCOMPARE(traceFromJson(toJson(Trace())), std::optional(Trace()));
}

void tst_TraceJson::passesOverWhatItDoesNotKnow()
{
    Json json = toJson(fallback());
    json["weather"] = {{"nested", true}};
    json["attempts"][0]["colour"] = "red";
    QCOMPARE(traceFromJson(json), std::optional(fallback()));
    const Json least {{"id", "01ARZ3NDEK000000000000000Z"}, {"at", "2026-11-22T07:28:00.125Z"}};
    Trace expected;
    expected.id = fallback().id;
    expected.at = fallback().at;
    QCOMPARE(traceFromJson(least), std::optional(expected));
}

void tst_TraceJson::refuses_data()
{
    QTest::addColumn<QString>("pointer");
    QTest::addColumn<QString>("value");
    QTest::addRow("no id") << "/id"
                           << "null";
    QTest::addRow("an id of another form") << "/id"
                                           << R"("x")";
    QTest::addRow("an id that is a number") << "/id"
                                            << "7";
    QTest::addRow("no time") << "/at"
                             << "null";
    QTest::addRow("an end outside the set") << "/ended"
                                            << R"("lost")";
    QTest::addRow("a dialect outside the set") << "/dialect"
                                               << R"("latin")";
    QTest::addRow("an outcome outside the set") << "/attempts/0/outcome"
                                                << R"("odd")";
    QTest::addRow("a note outside the set") << "/attempts/1/note"
                                            << R"("odd")";
    QTest::addRow("a text for a flag") << "/stream"
                                       << R"("yes")";
    QTest::addRow("a text for a number") << "/totalMs"
                                         << R"("1")";
    QTest::addRow("more than a number holds") << "/tokensIn"
                                              << "1e300";
    QTest::addRow("less than nothing") << "/tokensIn"
                                       << "-1";
    QTest::addRow("an object for the attempts") << "/attempts"
                                                << "{}";
    QTest::addRow("a number for an attempt") << "/attempts/0"
                                             << "1";
    QTest::addRow("a number among the dropped") << "/dropped/0"
                                                << "1";
    QTest::addRow("no object") << ""
                               << "[]";
}

void tst_TraceJson::refuses()
{
    QFETCH(QString, pointer);
    QFETCH(QString, value);
    Json json = toJson(fallback());
    json[Json::json_pointer(toUtf8(pointer))] = Json::parse(toUtf8(value));
    QCOMPARE(traceFromJson(json), std::optional<Trace>());
}

void tst_TraceJson::saysWhy_data()
{
    QTest::addColumn<QList<TraceAttempt>>("attempts");
    QTest::addColumn<QString>("expected");
    const auto retry = AttemptNote::Retry;
    QTest::addRow("the first answered") << QList {attempt("a/m", Outcome::Ok, 200, {})} << QString();
    QTest::addRow("nothing was tried") << QList<TraceAttempt>() << QString();
    QTest::addRow("tried again, then another") << QList {attempt("a/m", Outcome::Overloaded, 503, {}),
        attempt("a/m", Outcome::Overloaded, 503, retry),
        attempt("b/m", Outcome::Ok, 200, AttemptNote::Fallback)}
                                               << QStringLiteral("a/m: overloaded (503), 2 times");
    QTest::addRow("all failed") << QList {attempt("a/m", Outcome::Connect, 0, {}),
        attempt("b/m", Outcome::Auth, 401, AttemptNote::Fallback)}
                                << QStringLiteral("a/m: connect; b/m: auth (401)");
    QTest::addRow("a race was lost") << QList {attempt("a/m", Outcome::Cancelled, 200, AttemptNote::LostRace),
        attempt("b/m", Outcome::Ok, 200, AttemptNote::Race)}
                                     << QStringLiteral("a/m: lost the race");
}

void tst_TraceJson::saysWhy()
{
    QFETCH(QList<TraceAttempt>, attempts);
    QFETCH(QString, expected);
    Trace trace;
    trace.attempts.assign(attempts.begin(), attempts.end());
    QCOMPARE(whyOf(trace), expected);
}

QTEST_GUILESS_MAIN(tst_TraceJson)
#include "tst_tracejson.moc"

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulator/weather.h"

#include <QtTest>

using namespace Belay;
using namespace std::chrono_literals;

class tst_Weather final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsEveryKind();
    void holdsFromItsTimeOn();
    void namesWhatDoesNotFit_data();
    void namesWhatDoesNotFit();
    void findsAllErrorsAtOnce();
};

void tst_Weather::readsEveryKind()
{
    for (size_t i = 0; i < enumCount<WeatherKind>(); ++i) {
        const auto kind = static_cast<WeatherKind>(i);
        const QByteArray name = toString(kind).toLatin1();
        const QByteArray place = isOfPages(kind) ? "page:a" : "a/b";
        const QByteArray json = R"({"targets":{")" + place + R"(":[{"weather":")" + name
            + R"(","status":503,"delay":"1s","perEvent":"2s","afterEvents":3}]}})";
        const auto weather = readWeather(json);
        QVERIFY2(weather, name.constData());
        const WeatherPoint &point = isOfPages(kind)
            ? weather->pages.at(ProviderId {QStringLiteral("a")}).front()
            : weather->at(TargetId::fromString(QStringLiteral("a/b")), 0ms);
        QCOMPARE(toString(point.kind), QString::fromLatin1(name));
    }
}

void tst_Weather::holdsFromItsTimeOn()
{
    const auto weather = readWeather(R"({"network":"offline","targets":{
        "anthropic/claude-haiku-4-5":[{"at":"5s","weather":"storm-429","retryAfter":"7s"},{"at":"30s","weather":"clear"}],
        "groq":[{"at":"0s","weather":"status","status":418,"body":{"b":1,"a":2}}],
        "x/y/z":[{"weather":"status","status":500,"body":"plain"}]}})");
    QVERIFY(weather);
    QVERIFY(weather->network == NetworkState::Offline);
    const TargetId claude = TargetId::fromString(QStringLiteral("anthropic/claude-haiku-4-5"));
    QVERIFY(weather->at(claude, 4'999ms).kind == WeatherKind::Clear);
    QVERIFY(weather->at(claude, 5s).kind == WeatherKind::Storm429);
    QCOMPARE(weather->at(claude, 5s).retryAfter, Milliseconds {7s});
    QVERIFY(weather->at(claude, 1h).kind == WeatherKind::Clear);
    const WeatherPoint &groq = weather->at(TargetId::fromString(QStringLiteral("groq")), 0ms);
    QCOMPARE(groq.status, 418);
    QCOMPARE(groq.body.trimmed(), QByteArray(R"({"b":1,"a":2})"));
    QCOMPARE(weather->at(TargetId::fromString(QStringLiteral("x/y/z")), 0ms).body, QByteArray("plain"));
    QVERIFY(weather->at(TargetId::fromString(QStringLiteral("groq/else")), 0ms).kind == WeatherKind::Clear);
}

void tst_Weather::namesWhatDoesNotFit_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("pointer");
    QTest::addColumn<QString>("code");
    const auto row = [](const char *name, const char *json, const char *pointer, const char *code) {
        QTest::addRow("%s", name) << QByteArray(json) << QString::fromLatin1(pointer)
                                  << QString::fromLatin1(code);
    };
    row("no JSON", "{", "", "bad-json");
    row("no object", "[]", "", "bad-type");
    row("an unknown network", R"({"network":"slow"})", "/network", "bad-value");
    row("a network that nobody can play", R"({"network":"unknown"})", "/network", "bad-value");
    row("targets in a list", R"({"targets":[]})", "/targets", "bad-type");
    row("no timeline", R"({"targets":{"a/b":{}}})", "/targets/a~1b", "bad-type");
    row("an empty timeline", R"({"targets":{"a/b":[]}})", "/targets/a~1b", "bad-value");
    row("no name of a provider", R"({"targets":{"A b":[{"weather":"clear"}]}})", "/targets/A b", "bad-value");
    row("an unknown weather", R"({"targets":{"a":[{"weather":"rain"}]}})", "/targets/a/0/weather",
        "bad-value");
    row("a page's weather of a target", R"({"targets":{"a":[{"weather":"website"}]}})",
        "/targets/a/0/weather", "bad-value");
    row("a target's weather of a page", R"({"targets":{"page:a":[{"weather":"cut","afterEvents":1}]}})",
        "/targets/page:a/0/weather", "bad-value");
    row("the page of a model", R"({"targets":{"page:a/b":[{"weather":"clear"}]}})", "/targets/page:a~1b",
        "bad-value");
    row("no weather", R"({"targets":{"a":[{"at":"0s"}]}})", "/targets/a/0/weather", "missing");
    row("a time without unit", R"({"targets":{"a":[{"at":5,"weather":"clear"}]}})", "/targets/a/0/at",
        "bad-type");
    row("times that go back",
        R"({"targets":{"a":[{"at":"5s","weather":"hang"},{"at":"1s","weather":"clear"}]}})",
        "/targets/a/1/at", "bad-value");
    row("no status", R"({"targets":{"a":[{"weather":"status"}]}})", "/targets/a/0/status", "missing");
    row("a status that is none", R"({"targets":{"a":[{"weather":"status","status":99}]}})",
        "/targets/a/0/status", "bad-value");
    row("no delay", R"({"targets":{"a":[{"weather":"slow-first"}]}})", "/targets/a/0/delay", "missing");
    row("a delay that is none", R"({"targets":{"a":[{"weather":"slow-first","delay":"soon"}]}})",
        "/targets/a/0/delay", "bad-value");
    row("no pace", R"({"targets":{"a":[{"weather":"slow-stream"}]}})", "/targets/a/0/perEvent", "missing");
    row("no number of events", R"({"targets":{"a":[{"weather":"cut"}]}})", "/targets/a/0/afterEvents",
        "missing");
    row("half an event", R"({"targets":{"a":[{"weather":"cut","afterEvents":0.5}]}})",
        "/targets/a/0/afterEvents", "bad-value");
    row("a bad wait", R"({"targets":{"a":[{"weather":"storm-429","retryAfter":"-1s"}]}})",
        "/targets/a/0/retryAfter", "bad-value");
}

void tst_Weather::namesWhatDoesNotFit()
{
    QFETCH(QByteArray, json);
    const auto weather = readWeather(json);
    QVERIFY(!weather);
    QCOMPARE(weather.error().size(), size_t {1});
    QTEST(weather.error().front().pointer, "pointer");
    QTEST(weather.error().front().code, "code");
    QVERIFY(!weather.error().front().got.isNull() || weather.error().front().code == u"missing");
}

void tst_Weather::findsAllErrorsAtOnce()
{
    const auto weather
        = readWeather(R"({"network":1,"targets":{"a":[{"weather":"x"},{"weather":"cut"}],"b":7}})");
    QVERIFY(!weather);
    QCOMPARE(weather.error().size(), size_t {4});
}

QTEST_GUILESS_MAIN(tst_Weather)
#include "tst_weather.moc"

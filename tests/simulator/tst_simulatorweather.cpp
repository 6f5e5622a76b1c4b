// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/simulator/simulatorfixture.h"

#include <QtTest>

using namespace Belay;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(Belay::Dialect)

namespace {

QByteArray weatherOf(Dialect dialect, const QByteArray &point, bool general)
{
    const QByteArray name = toString(dialect).toLatin1() + (general ? "" : "/small");
    return R"({"targets":{")" + name + R"(":[{"weather":)" + point + "}]}}";
}

} // namespace

class tst_SimulatorWeather final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void refusals_data();
    void refusals();
    void clear_data() { dialects(); }
    void clear();
    void hang_data() { dialects(); }
    void hang();
    void reset_data() { dialects(); }
    void reset();
    void cut_data() { dialects(); }
    void cut();
    void slowFirst_data() { dialects(); }
    void slowFirst();
    void slowStream_data() { dialects(); }
    void slowStream();
    void fake200_data() { dialects(); }
    void fake200();
    void empty_data() { dialects(); }
    void empty();
    void garbage_data() { dialects(); }
    void garbage();
    void flood_data() { dialects(); }
    void flood();
    void pingsOnly_data() { dialects(); }
    void pingsOnly();

private:
    void dialects();

    std::unique_ptr<SimulatorFixture> m_fixture;
};

void tst_SimulatorWeather::dialects()
{
    QTest::addColumn<Dialect>("dialect");
    QTest::addColumn<bool>("stream");
    for (const Dialect dialect : {Dialect::OpenAi, Dialect::Anthropic, Dialect::Gemini}) {
        QTest::addRow("%s streams", toString(dialect).toLatin1().constData()) << dialect << true;
        QTest::addRow("%s answers whole", toString(dialect).toLatin1().constData()) << dialect << false;
    }
}

void tst_SimulatorWeather::init()
{
    m_fixture = std::make_unique<SimulatorFixture>();
    QVERIFY(m_fixture->start());
}

void tst_SimulatorWeather::refusals_data()
{
    QTest::addColumn<Dialect>("dialect");
    QTest::addColumn<QByteArray>("point");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("expected");
    QTest::addColumn<bool>(
        "atTheList"); // also answered so to the free check, when it is the provider's weather
    const auto row
        = [](Dialect dialect, const char *point, int status, const char *expected, bool atTheList = true) {
              QTest::addRow("%s: %s", toString(dialect).toLatin1().constData(), point)
                  << dialect << QByteArray(point) << status << QByteArray(expected) << atTheList;
          };
    row(Dialect::OpenAi, R"("status","status":503)", 503, "server_is_overloaded");
    row(Dialect::Anthropic, R"("status","status":529)", 529, "overloaded_error");
    row(Dialect::Gemini, R"("status","status":503)", 503, "UNAVAILABLE");
    row(Dialect::OpenAi, R"("status","status":500)", 500, "server_error");
    row(Dialect::Anthropic, R"("status","status":500)", 500, "api_error");
    row(Dialect::Gemini, R"("status","status":500)", 500, "INTERNAL");
    row(Dialect::OpenAi, R"("status","status":502,"body":"<html>bad gateway")", 502, "<html>bad gateway");
    row(Dialect::OpenAi, R"("storm-429","retryAfter":"4500ms")", 429, "Please try again in 4.5s");
    row(Dialect::Anthropic, R"("storm-429","retryAfter":"4500ms")", 429, "rate_limit_error");
    row(Dialect::Gemini, R"("storm-429","retryAfter":"4500ms")", 429, R"("retryDelay":"4.5s")");
    row(Dialect::OpenAi, R"("quota")", 429, "insufficient_quota");
    row(Dialect::Anthropic, R"("quota")", 400, "Your credit balance is too low");
    row(Dialect::Gemini, R"("quota")", 429, "PerDay");
    row(Dialect::OpenAi, R"("bad-key")", 401, "invalid_api_key");
    row(Dialect::Anthropic, R"("bad-key")", 401, "authentication_error");
    row(Dialect::Gemini, R"("bad-key")", 400, "API_KEY_INVALID");
    row(Dialect::OpenAi, R"("no-model")", 404, "model_not_found", false);
    row(Dialect::Anthropic, R"("no-model")", 404, "not_found_error", false);
    row(Dialect::Gemini, R"("no-model")", 404, "NOT_FOUND", false);
    row(Dialect::OpenAi, R"("html-200")", 200, "<!DOCTYPE html>");
    row(Dialect::Anthropic, R"("redirect")", 302, "");
}

void tst_SimulatorWeather::refusals()
{
    QFETCH(Dialect, dialect);
    QFETCH(QByteArray, point);
    QFETCH(int, status);
    QFETCH(QByteArray, expected);
    QFETCH(bool, atTheList);
    for (const bool stream : {false, true}) {
        m_fixture->setWeather(weatherOf(dialect, point, false));
        auto client = m_fixture->complete(dialect, stream);
        QVERIFY(m_fixture->untilClosed(client));
        QCOMPARE(client->status(), status);
        QVERIFY2(client->body().contains(expected), client->got.constData());
        QCOMPARE(client->got.contains("retry-after: 5\r\n"),
            status == 429 && point.contains("storm") && dialect != Dialect::Gemini);
        QCOMPARE(client->got.contains("location: http://localhost:"), status == 302);
        client = m_fixture->complete(dialect, stream, QStringLiteral("large"));
        QVERIFY(m_fixture->untilClosed(client));
        QCOMPARE(client->status(), 200); // another model has its own weather
    }
    const bool isOfTheKey = point.contains("bad-key");
    auto list = m_fixture->listModels(dialect);
    QVERIFY(m_fixture->untilClosed(list));
    QCOMPARE(list->status(), isOfTheKey ? status : 200);
    m_fixture->setWeather(weatherOf(dialect, point, true));
    list = m_fixture->listModels(dialect);
    QVERIFY(m_fixture->untilClosed(list));
    QCOMPARE(list->status(), atTheList ? status : 200);
}

void tst_SimulatorWeather::clear()
{
    QFETCH(Dialect, dialect);
    QFETCH(bool, stream);
    const auto client = m_fixture->complete(dialect, stream);
    QVERIFY(m_fixture->untilClosed(client));
    QCOMPARE(client->status(), 200);
    QCOMPARE(client->got.contains("content-type: text/event-stream"), stream);
    const QByteArray body = client->body();
    QCOMPARE(
        body.contains(stream ? " climber" : "A belay is the rope that holds a climber who falls."), true);
    if (!stream)
        return;
    QVERIFY(client->hasProperEnd());
    if (dialect == Dialect::OpenAi)
        QVERIFY(body.endsWith("\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n"));
    else if (dialect == Dialect::Anthropic)
        QVERIFY(body.startsWith("event: message_start\ndata: {")
            && body.endsWith("{\"type\":\"message_stop\"}\n\n"));
    else
        QVERIFY(body.contains("\"finishReason\":\"STOP\"") && body.endsWith("}\r\n\r\n"));
}

void tst_SimulatorWeather::hang()
{
    QFETCH(Dialect, dialect);
    QFETCH(bool, stream);
    m_fixture->setWeather(weatherOf(dialect, R"("hang")", true));
    auto client = m_fixture->complete(dialect, stream);
    const auto list = m_fixture->listModels(dialect);
    QVERIFY(m_fixture->until([&] { return m_fixture->simulator.journal().entries().size() == 2; }));
    m_fixture->clock.advance(1h);
    QVERIFY(client->got.isEmpty() && !client->isClosed() && list->got.isEmpty());
    client.reset();
    QVERIFY(m_fixture->until([&] {
        const auto &entries = m_fixture->simulator.journal().entries();
        return entries[0].cancelled != entries[1].cancelled;
    }));
}

void tst_SimulatorWeather::reset()
{
    QFETCH(Dialect, dialect);
    QFETCH(bool, stream);
    m_fixture->setWeather(weatherOf(dialect, R"("reset")", true));
    for (const auto &client : {m_fixture->complete(dialect, stream), m_fixture->listModels(dialect)}) {
        QVERIFY(m_fixture->untilClosed(client));
        QVERIFY(client->got.isEmpty());
    }
    QCOMPARE(m_fixture->simulator.journal().entries().back().status, 0);
    QVERIFY(m_fixture->simulator.journal().entries().back().finished);
}

void tst_SimulatorWeather::cut()
{
    QFETCH(Dialect, dialect);
    QFETCH(bool, stream);
    m_fixture->setWeather(weatherOf(dialect, R"("cut","afterEvents":3)", true));
    const auto client = m_fixture->complete(dialect, stream);
    QVERIFY(m_fixture->untilClosed(client));
    QCOMPARE(client->status(), 200);
    QVERIFY(!client->hasProperEnd());
    if (stream) {
        QVERIFY(client->body().contains(" belay"));
        QVERIFY(!client->body().contains(" rope"));
    } else {
        const qsizetype at = client->got.indexOf("content-length: ") + 16;
        const int length = client->got.mid(at, client->got.indexOf("\r\n", at) - at).toInt();
        QVERIFY(client->body().size() < length);
    }
    const auto list = m_fixture->listModels(dialect);
    QVERIFY(m_fixture->untilClosed(list));
    QCOMPARE(list->status(), 200);
}

void tst_SimulatorWeather::slowFirst()
{
    QFETCH(Dialect, dialect);
    QFETCH(bool, stream);
    m_fixture->setWeather(weatherOf(dialect, R"("slow-first","delay":"30s")", false));
    const auto client = m_fixture->complete(dialect, stream);
    QVERIFY(m_fixture->until([&] { return m_fixture->simulator.journal().entries().size() == 1; }));
    m_fixture->clock.advance(29'999ms);
    QVERIFY(client->got.isEmpty());
    m_fixture->clock.advance(1ms);
    QVERIFY(m_fixture->untilClosed(client));
    QVERIFY(client->body().contains(" climber"));
}

void tst_SimulatorWeather::slowStream()
{
    QFETCH(Dialect, dialect);
    QFETCH(bool, stream);
    m_fixture->setWeather(weatherOf(dialect, R"("slow-stream","perEvent":"2s")", false));
    const auto client = m_fixture->complete(dialect, stream);
    QVERIFY(m_fixture->until([&] { return m_fixture->simulator.journal().entries().size() == 1; }));
    if (stream)
        QVERIFY(m_fixture->until([&] { return !client->got.isEmpty(); }));
    m_fixture->clock.advance(2s);
    if (stream) {
        QVERIFY(m_fixture->until(
            [&] { return client->body().contains(dialect == Dialect::Anthropic ? "\"A\"" : " belay"); }));
        QVERIFY(!client->body().contains(" rope"));
    }
    QVERIFY(!client->isClosed());
    m_fixture->clock.advance(60s);
    QVERIFY(m_fixture->untilClosed(client));
    QVERIFY(client->body().contains(" climber"));
}

void tst_SimulatorWeather::fake200()
{
    QFETCH(Dialect, dialect);
    QFETCH(bool, stream);
    m_fixture->setWeather(weatherOf(dialect, R"("fake-200")", false));
    const auto client = m_fixture->complete(dialect, stream);
    QVERIFY(m_fixture->untilClosed(client));
    QCOMPARE(client->status(), 200);
    QVERIFY(client->body().contains("\"error\":{"));
    QCOMPARE(client->body().contains("data: {"), stream);
}

void tst_SimulatorWeather::empty()
{
    QFETCH(Dialect, dialect);
    QFETCH(bool, stream);
    m_fixture->setWeather(weatherOf(dialect, R"("empty")", false));
    const auto client
        = m_fixture->complete(dialect, stream, QStringLiteral("small"), "canary-key-0123456789", "1");
    QVERIFY(m_fixture->untilClosed(client));
    QCOMPARE(client->status(), 200);
    QVERIFY(!client->body().contains("\"content\":\"") && !client->body().contains("\"text\":\""));
    QVERIFY(!client->body().isEmpty());
    // One token was asked for: an end at the limit would be an answer (contract 2).
    for (const char *const atLimit : {"\"length\"", "\"max_tokens\"", "\"MAX_TOKENS\""})
        QVERIFY2(!client->body().contains(atLimit), client->body().constData());
}

void tst_SimulatorWeather::garbage()
{
    QFETCH(Dialect, dialect);
    QFETCH(bool, stream);
    m_fixture->setWeather(weatherOf(dialect, R"("garbage")", false));
    const auto client = m_fixture->complete(dialect, stream);
    QVERIFY(m_fixture->untilClosed(client));
    QCOMPARE(client->status(), 200);
    QCOMPARE(client->body().size(), 512);
    QCOMPARE(client->body().front(), '\xff');
}

void tst_SimulatorWeather::flood()
{
    QFETCH(Dialect, dialect);
    QFETCH(bool, stream);
    m_fixture->setWeather(weatherOf(dialect, R"("flood")", false));
    const auto client = m_fixture->complete(dialect, stream);
    QVERIFY(m_fixture->untilClosed(client));
    QCOMPARE(client->status(), 200);
    QVERIFY(client->total > 100'000'000);
    QVERIFY(m_fixture->simulator.journal().entries().back().sentBytes >= 100'000'000);
}

void tst_SimulatorWeather::pingsOnly()
{
    QFETCH(Dialect, dialect);
    QFETCH(bool, stream);
    m_fixture->setWeather(weatherOf(dialect, R"("pings-only")", false));
    const auto client = m_fixture->complete(dialect, stream);
    QVERIFY(m_fixture->until([&] { return m_fixture->simulator.journal().entries().size() == 1; }));
    if (!stream) {
        m_fixture->clock.advance(1h);
        QVERIFY(client->got.isEmpty());
        return;
    }
    QVERIFY(m_fixture->until([&] { return !client->body().isEmpty(); }));
    const QByteArray ping = client->body();
    m_fixture->clock.advance(10s);
    QVERIFY(m_fixture->until([&] { return client->body() == ping.repeated(11); }));
    QVERIFY(!client->isClosed());
}

QTEST_GUILESS_MAIN(tst_SimulatorWeather)
#include "tst_simulatorweather.moc"

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/simulator/simulatorfixture.h"

#include <QtTest>

using namespace Belay;

/// What each face of a simulated provider says when it does not answer.
class tst_SimulatorFaults final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void refusesWhatItCannotRead_data();
    void refusesWhatItCannotRead();
    void everyWeatherOnEveryFace_data();
    void everyWeatherOnEveryFace();

private:
    std::unique_ptr<SimulatorFixture> m_fixture;
};

void tst_SimulatorFaults::init()
{
    m_fixture = std::make_unique<SimulatorFixture>();
    QVERIFY(m_fixture->start());
}

void tst_SimulatorFaults::refusesWhatItCannotRead_data()
{
    QTest::addColumn<Dialect>("dialect");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QByteArray>("body");
    const auto row = [](const char *name, Dialect dialect, const char *path, const char *body) {
        QTest::addRow("%s", name) << dialect << QString::fromLatin1(path) << QByteArray(body);
    };
    row("responses without input", Dialect::OpenAi, "/responses", R"({"model":"small"})");
    row("completions without a prompt", Dialect::OpenAi, "/completions", R"({"model":"small"})");
    row("embeddings of nothing", Dialect::OpenAi, "/embeddings", R"({"model":"small","input":[]})");
    row("chat that is a list", Dialect::OpenAi, "/chat/completions", "[]");
    row("messages without their limit", Dialect::Anthropic, "/v1/messages",
        R"({"model":"small","messages":[]})");
    row("tokens of nothing", Dialect::Anthropic, "/v1/messages/count_tokens", R"({"model":"small"})");
    row("no contents", Dialect::Gemini, "/models/small:generateContent", "{}");
}

void tst_SimulatorFaults::refusesWhatItCannotRead()
{
    QFETCH(Dialect, dialect);
    QFETCH(QString, path);
    QFETCH(QByteArray, body);
    const auto client = m_fixture->post(dialect, path, body);
    QVERIFY(m_fixture->untilClosed(client));
    QCOMPARE(client->status(), 400);
}

void tst_SimulatorFaults::everyWeatherOnEveryFace_data()
{
    QTest::addColumn<QByteArray>("weather");
    QTest::addColumn<QByteArray>("values"); // that the weather needs
    QTest::addColumn<int>("expectedStatus"); // 0: no answer at all
    for (size_t i = 0; i < enumCount<WeatherKind>(); ++i) {
        const auto kind = static_cast<WeatherKind>(i);
        if (isOfPages(kind))
            continue;
        int status = 200;
        if (kind == WeatherKind::Status)
            status = 503;
        else if (kind == WeatherKind::Storm429 || kind == WeatherKind::Quota)
            status = 429;
        else if (kind == WeatherKind::BadKey)
            status = 401;
        else if (kind == WeatherKind::NoModel)
            status = 404;
        else if (kind == WeatherKind::Redirect)
            status = 302;
        else if (kind == WeatherKind::Hang || kind == WeatherKind::Reset)
            status = 0;
        QByteArray values;
        if (kind == WeatherKind::Status)
            values = R"(,"status":503)";
        else if (kind == WeatherKind::SlowFirst)
            values = R"(,"delay":"0s")";
        else if (kind == WeatherKind::SlowStream)
            values = R"(,"perEvent":"0s")";
        else if (kind == WeatherKind::Cut)
            values = R"(,"afterEvents":1)";
        if (kind == WeatherKind::Flood)
            continue; // 100 MB a face says nothing new: simulatorweather has it
        QTest::addRow("%s", nameOf(kind).data())
            << QByteArray::fromStdString(std::string(nameOf(kind))) << values << status;
    }
}

void tst_SimulatorFaults::everyWeatherOnEveryFace()
{
    QFETCH(QByteArray, weather);
    QFETCH(QByteArray, values);
    QFETCH(int, expectedStatus);
    m_fixture->setWeather(R"({"network":"online","targets":{"openai/small":[{"at":"0s","weather":")" + weather
        + '"' + values + "}]}}");
    const QByteArrayList bodies {R"("messages":[{"role":"user","content":"hi"}])", R"("input":"hi")",
        R"("prompt":"hi")", R"("input":"hi")"};
    const QStringList paths {QStringLiteral("/chat/completions"), QStringLiteral("/responses"),
        QStringLiteral("/completions"), QStringLiteral("/embeddings")};
    for (const QByteArray stream : {"false", "true"}) {
        for (qsizetype i = 0; i < paths.size(); ++i) {
            const auto client = m_fixture->post(
                Dialect::OpenAi, paths[i], R"({"model":"small","stream":)" + stream + ',' + bodies[i] + '}');
            const bool isPings = weather == "pings-only";
            const bool isStreamed = stream == "true" && i < 3;
            const auto isDone
                = [&] { return client->isClosed() || (isPings && client->got.contains("keep-alive")); };
            if (weather == "hang" || (isPings && !isStreamed)) {
                const size_t before = m_fixture->simulator.journal().entries().size();
                QVERIFY(m_fixture->until(
                    [&] { return m_fixture->simulator.journal().entries().size() > before; }));
                QVERIFY(client->got.isEmpty());
                continue;
            }
            QVERIFY2(m_fixture->until(isDone), qPrintable(paths[i]));
            QCOMPARE(client->got.isEmpty() ? 0 : client->status(), expectedStatus);
        }
    }
}

QTEST_GUILESS_MAIN(tst_SimulatorFaults)
#include "tst_simulatorfaults.moc"

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/runner.h"

using namespace Belay;

namespace {

/// Bad weather on one target, and what has to be known of it a minute later (contract 2, 3 and 10).
struct Expected {
    std::string target; ///< or a provider, for all of its targets
    Json weather;
    std::string state;
    std::string owner = "none";
    Json cause = nullptr;
    std::string outcome = "ok";
};

struct Scene {
    std::string name;
    std::vector<Expected> weathers;
};

Expected down(const std::string &target, Json weather, const std::string &outcome)
{
    return {target, std::move(weather), "down", "provider", "outage", outcome};
}

const std::string Anthropic = "anthropic/claude-haiku-4-5";
const std::string Gemini = "gemini/gemini-2.5-flash-lite";
const std::string Groq = "groq/llama-3.1-8b-instant";
const std::string Mistral = "mistral/ministral-3b-latest";
const std::string OpenAi = "openai/gpt-4.1-nano";
const std::string OpenRouter = "openrouter/meta-llama/llama-3.1-8b-instruct";

/// Lone where the own network could be blamed; else three to a demo, of different dialects.
std::vector<Scene> scenes()
{
    const auto plain = [](const char *kind) { return Json {{"weather", kind}}; };
    return {
        {"clear weather is all up", {}},
        {"a provider that hangs is down alone", {down("anthropic", plain("hang"), "timeout-total")}},
        {"a model that hangs is down alone", {down(Anthropic, plain("hang"), "timeout-content")}},
        {"a model that only pings is down alone", {down(OpenAi, plain("pings-only"), "timeout-content")}},
        {"an overload, a storm and a slow model",
            {down(Anthropic, {{"weather", "status"}, {"status", 503}}, "overloaded"),
                {Gemini, {{"weather", "storm-429"}, {"retryAfter", "5s"}}, "limited", "you", "rate-limit",
                    "rate-limited"},
                {Mistral, {{"weather", "slow-first"}, {"delay", "4500ms"}}, "slow", "provider", "slow"}}},
        {"no credit, a refused key and streams cut short",
            {{OpenAi, plain("quota"), "limited", "you", "quota", "quota"},
                {"deepseek/deepseek-chat", plain("bad-key"), "key-rejected", "you", "key", "auth"},
                down(Anthropic, {{"weather", "cut"}, {"afterEvents", 2}}, "cut")}},
        {"a model that went, one that crawls and a page in its place",
            {{Groq, plain("no-model"), "down", "provider", "model", "model-not-found"},
                {Anthropic, {{"weather", "slow-stream"}, {"perEvent", "2500ms"}}, "slow", "provider", "slow"},
                down(Gemini, plain("html-200"), "not-an-answer")}},
        {"a reset, an error in a 200 and a storm that has passed",
            {down(OpenRouter, plain("reset"), "reset"), down(Anthropic, plain("fake-200"), "overloaded"),
                {OpenAi,
                    {{{"at", "0s"}, {"weather", "storm-429"}, {"retryAfter", "5s"}},
                        {{"at", "25s"}, {"weather", "clear"}}},
                    "up"}}},
        {"empty answers, garbage and a way elsewhere",
            {down(OpenAi, plain("empty"), "empty"), down(Gemini, plain("garbage"), "not-an-answer"),
                down(Anthropic, plain("redirect"), "not-an-answer")}},
        {"a flood, and the same in other dialects",
            {down(Mistral, plain("flood"), "not-an-answer"), down(Anthropic, plain("empty"), "empty"),
                down(OpenAi, plain("fake-200"), "overloaded")}},
    };
}

/// The first second is clear: what the demo makes up of the days before then says that all were well.
QByteArray weatherOf(const Scene &scene)
{
    Json targets = Json::object();
    for (const Expected &one : scene.weathers) {
        Json later = one.weather;
        if (later.is_object())
            later["at"] = "1s";
        targets[one.target]
            = later.is_array() ? later : Json::array({{{"at", "0s"}, {"weather", "clear"}}, later});
    }
    return QByteArray::fromStdString(Json {{"targets", targets}}.dump());
}

Expected expectedOf(const Scene &scene, const std::string &target)
{
    for (const Expected &one : scene.weathers) {
        if (target == one.target || target.starts_with(one.target + '/'))
            return one;
    }
    return {target, {}, "up"};
}

} // namespace

class tst_CtlWeather final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void isKnownWithinAMinute_data();
    void isKnownWithinAMinute();
    void cleanupTestCase();

private:
    Runner m_runner;
    std::vector<std::unique_ptr<QProcess>> m_demos; // beside each other: all of them last a minute
};

void tst_CtlWeather::initTestCase()
{
    for (const Scene &scene : scenes()) {
        const QString weather
            = m_runner.write(QStringLiteral("weather%1.json").arg(m_demos.size()), weatherOf(scene));
        m_demos.push_back(std::make_unique<QProcess>());
        m_runner.start(*m_demos.back(),
            {QStringLiteral("demo"), QStringLiteral("--for"), QStringLiteral("60s"),
                QStringLiteral("--weather"), weather, QStringLiteral("--json")});
    }
}

void tst_CtlWeather::isKnownWithinAMinute_data()
{
    QTest::addColumn<int>("number");
    int number = 0;
    for (const Scene &scene : scenes())
        QTest::newRow(scene.name.c_str()) << number++;
}

void tst_CtlWeather::isKnownWithinAMinute()
{
    QFETCH(const int, number);
    const Scene scene = scenes()[static_cast<size_t>(number)];
    QProcess &demo = *m_demos[static_cast<size_t>(number)];
    QTRY_VERIFY_WITH_TIMEOUT(demo.state() == QProcess::NotRunning, 150'000);
    QVERIFY2(demo.exitCode() == 0, demo.readAllStandardError().constData());
    const Json status = Json::parse(demo.readAllStandardOutput().toStdString(), nullptr, false);
    QVERIFY(status.is_object());
    QCOMPARE(status["demo"].get<bool>(), true);
    QCOMPARE(status["targets"].size(), size_t {8});
    for (const Json &target : status["targets"]) {
        const std::string id = target["id"];
        const Expected expected = expectedOf(scene, id);
        const Json wanted {{"state", expected.state}, {"owner", expected.owner}, {"cause", expected.cause},
            {"outcome", expected.outcome}};
        Json seen;
        for (const char *const field : {"state", "owner", "cause", "outcome"})
            seen[field] = target[field];
        QVERIFY2(seen == wanted, (id + " is " + seen.dump() + ", not " + wanted.dump()).c_str());
        QVERIFY2(target["uptime24h"].is_number(), id.c_str());
    }
    QCOMPARE(status["overall"]["state"].get<std::string>() == "up",
        std::ranges::all_of(scene.weathers, [](const Expected &one) { return one.state == "up"; }));
}

void tst_CtlWeather::cleanupTestCase()
{
    for (const std::unique_ptr<QProcess> &demo : m_demos) {
        demo->kill();
        demo->waitForFinished();
    }
}

QTEST_GUILESS_MAIN(tst_CtlWeather)
#include "tst_ctlweather.moc"

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "core/domain/configreader.h"
#include "core/domain/configwriter.h"

using namespace Belay;
using namespace std::chrono_literals;

class tst_ConfigWriter final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void nothingChangedNothingWritten();
    void aNewFileHoldsWhatIsSaid();
    void unknownFieldsAndOrderSurvive();
    void defaultsAreNotWritten();
    void whatIsRemovedVanishes();
    void stepsKeepTheirsWhenMoved();
    void whatIsWrittenReadsBackEqual_data();
    void whatIsWrittenReadsBackEqual();
};

namespace {

Config read(const QByteArray &text)
{
    const auto config = readConfig(text);
    if (!config)
        qFatal("%s", qPrintable(configIssueLine(config.error().at(0))));
    return *config;
}

/// Picks values that are right on their own.
class Mutator final
{
public:
    explicit Mutator(quint64 seed)
        : m_random(seed)
    { }

    Config mutated(Config config)
    {
        const QStringList ids {
            QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c-1"), QStringLiteral("d")};
        config.providers.clear();
        config.prices.clear();
        config.chains.clear();
        for (const QString &id : ids) {
            if (chance())
                config.providers.push_back(provider(id));
        }
        for (const ProviderConfig &each : config.providers) {
            if (chance())
                config.prices[{each.id, QStringLiteral("m/x")}] = {upTo(1'000'000'000), upTo(2'000'000'000)};
        }
        for (const QString &id : ids) {
            if (!config.providers.empty() && chance())
                config.chains.push_back(chain(id, config.providers));
        }
        others(config);
        return config;
    }

private:
    bool chance() { return m_random.next() % 2 == 0; }
    int upTo(int most) { return static_cast<int>(m_random.next() % static_cast<quint64>(most)) + 1; }
    Milliseconds seconds(int least, int most) { return Seconds {least + upTo(most - least)}; }

    ProviderConfig provider(const QString &id)
    {
        ProviderConfig config;
        config.id = ProviderId {id};
        config.name = chance() ? id : QStringLiteral("Ünïcode \"%1\"").arg(id);
        config.kind = chance() ? ProviderKindId::Groq : ProviderKindId::OpenAiCompatible;
        config.enabled = chance();
        config.baseUrl = QUrl(QStringLiteral("http://127.0.0.1:%1/v1").arg(upTo(60'000)));
        if (chance())
            config.headers = {{"X-Title", "belay"}, {"A", QByteArray::number(upTo(9))}};
        config.proxy = chance() ? QStringLiteral("none") : QStringLiteral("system");
        if (chance())
            config.keys = {{KeyId {QStringLiteral("main")}, {}, upTo(3)},
                {KeyId {QStringLiteral("ci")}, *KeySource::fromString(QStringLiteral("env:KEY")), 1}};
        config.monitor.every = seconds(10, 3'599);
        if (chance())
            config.monitor.completionEvery.reset();
        if (chance())
            config.monitor.models = {QStringLiteral("m/x"), QStringLiteral("n")};
        config.monitor.acceptUnknownPrice = chance();
        config.monitor.monthlyBudgetUsd = upTo(1'000) / 7.0;
        config.monitor.statusPage = chance() ? QStringLiteral("off") : QString();
        return config;
    }
    ChainConfig chain(const QString &id, const std::vector<ProviderConfig> &providers)
    {
        ChainConfig config;
        config.id = ChainId {id};
        if (chance())
            config.aliases = {id + u'*'};
        if (chance())
            config.deadline = seconds(1, 3'599);
        for (int i = upTo(4); i > 0; --i) {
            StepConfig &step = config.steps.emplace_back();
            const size_t first = static_cast<size_t>(upTo(static_cast<int>(providers.size()))) - 1;
            step.targets.push_back({{providers[first].id, QString::number(upTo(3))}, upTo(2), {}});
            if (chance())
                step.targets.push_back({{providers[first].id, QStringLiteral("other")}, 1, {}});
            if (step.targets.size() > 1 && chance())
                step.pool = true;
            else if (step.targets.size() > 1)
                step.race = RaceConfig {chance() ? std::optional<Milliseconds>(250ms) : std::nullopt};
            step.retry.numRetries = upTo(5);
            if (chance())
                step.timeouts.firstContent = seconds(1, 100);
            if (chance())
                step.retryOn = {Outcome::ContentFilter, Outcome::TooLarge};
            step.enabled = chance();
        }
        return config;
    }
    void others(Config &config)
    {
        config.breaker.failureRatio = upTo(100) / 100.0;
        config.breaker.window = seconds(1, 3'599);
        config.budgets.hedgeShare = upTo(100) / 100.0;
        config.history.rawDays = chance() ? 30 : upTo(400);
        config.gateway.enabled = chance();
        config.gateway.port = upTo(65'535);
        config.gateway.tokens = GatewayConfig {}.tokens;
        if (chance())
            config.gateway.tokens.push_back({QStringLiteral("ci"), {}});
        config.network.anchors = chance() ? defaultAnchors() : std::vector<QUrl> {};
        config.network.local = chance() ? NetworkConfig::Local::Direct : NetworkConfig::Local::Internet;
        config.notifications.desktop = chance();
        if (chance())
            config.notifications.webhooks = {{QStringLiteral("w"), QStringLiteral("slack"),
                QStringLiteral("keychain"), {QStringLiteral("test")},
                chance() ? KeySource {} : KeySource {KeySource::From::Environment, QStringLiteral("S")},
                chance()}};
        if (chance())
            config.notifications.events = {QStringLiteral("incident.opened")};
        if (chance())
            config.notifications.muted = {QStringLiteral("a"), QStringLiteral("a/m/n")};
        config.notifications.remindEvery
            = chance() ? std::optional<Milliseconds> {seconds(300, 80'000)} : std::nullopt;
        config.notifications.quietHours = chance() ? QStringLiteral("22:00-07:00") : QString();
    }

    SeededRandom m_random;
};

} // namespace

void tst_ConfigWriter::nothingChangedNothingWritten()
{
    const QByteArray text = "{\"gateway\" : {\"port\":4217},\n\n \"x\":[1,2],\"providers\":[ ]}  ";
    QCOMPARE(writeConfig(read(text)), text);
}

void tst_ConfigWriter::aNewFileHoldsWhatIsSaid()
{
    Config config = read("{}");
    config.text.clear();
    QCOMPARE(writeConfig(config), QByteArray("{\n  \"version\": 1\n}\n"));
    ProviderConfig &provider = config.providers.emplace_back();
    provider.id = ProviderId {QStringLiteral("openai")};
    provider.kind = ProviderKindId::OpenAi;
    provider.keys.push_back({KeyId {QStringLiteral("main")}, {}, 1});
    QCOMPARE(QString::fromUtf8(writeConfig(config)).simplified().remove(u' '),
        QStringLiteral(
            R"({"version":1,"providers":[{"id":"openai","kind":"openai","keys":[{"id":"main","from":"keychain"}]}]})"));
}

void tst_ConfigWriter::unknownFieldsAndOrderSurvive()
{
    Config config
        = read(R"({"gateway":{"later":1,"port":4000},"providers":[{"mine":[{"z":1,"a":2}],"kind":"groq",
        "monitor":{"hint":"x","every":"60000ms"},"id":"g","keys":[{"from":"session","note":"n","id":"k"}]}],"version":1})");
    config.providers[0].enabled = false;
    config.providers[0].keys[0].weight = 2;
    config.providers[0].monitor.slowOver = 3s;
    config.gateway.port = 4217; // the default, so it goes
    QCOMPARE(QString::fromUtf8(writeConfig(config)).simplified().remove(u' '),
        QStringLiteral(
            R"({"gateway":{"later":1},"providers":[{"mine":[{"z":1,"a":2}],"kind":"groq",)"
            R"("monitor":{"hint":"x","every":"60000ms","slowOver":"3s"},"id":"g",)"
            R"("keys":[{"from":"session","note":"n","id":"k","weight":2}],"enabled":false}],"version":1})"));
}

void tst_ConfigWriter::defaultsAreNotWritten()
{
    Config config
        = read(R"({"breaker":{"cooldown":"10s"},"network":{"anchors":[]},"gateway":{"enabled":true}})");
    config.breaker = {};
    config.network.anchors = defaultAnchors();
    config.gateway.enabled = false;
    QCOMPARE(writeConfig(config), QByteArray("{}\n"));
}

void tst_ConfigWriter::whatIsRemovedVanishes()
{
    Config config = read(R"({"providers":[{"id":"a","kind":"groq","x":1},{"id":"b","kind":"xai","x":2}],
        "prices":{"a/m":{"inputPerM":1,"outputPerM":2},"b/m":{"inputPerM":3,"outputPerM":4}}})");
    config.providers.erase(config.providers.begin());
    QCOMPARE(QString::fromUtf8(writeConfig(config)).simplified().remove(u' '),
        QStringLiteral(
            R"({"providers":[{"id":"b","kind":"xai","x":2}],"prices":{"b/m":{"inputPerM":3,"outputPerM":4}}})"));
}

void tst_ConfigWriter::stepsKeepTheirsWhenMoved()
{
    Config config = read(R"({"providers":[{"id":"a","kind":"groq"}],"chains":[{"id":"c","steps":[
        {"targets":[{"provider":"a","model":"1"}],"note":"one"},
        {"targets":[{"provider":"a","model":"2"}],"note":"two"}]}]})");
    std::swap(config.chains[0].steps[0], config.chains[0].steps[1]);
    const QByteArray text = writeConfig(config);
    QVERIFY(text.indexOf("two") < text.indexOf("one"));
    QVERIFY(text.indexOf("two") > 0);
}

void tst_ConfigWriter::whatIsWrittenReadsBackEqual_data()
{
    QTest::addColumn<int>("seed");
    for (int seed = 0; seed < 60; seed += 20)
        QTest::addRow("seeds from %d", seed) << seed;
}

void tst_ConfigWriter::whatIsWrittenReadsBackEqual()
{
    QFETCH(int, seed);
    for (int i = seed; i < seed + 20; ++i) {
        Mutator mutator(static_cast<quint64>(i));
        Config config = read("{\"unknown\":{\"deep\":[null]}}");
        // From nothing to something, and from that to something else.
        for (int turn = 0; turn < 3; ++turn) {
            config = mutator.mutated(config);
            const QByteArray text = writeConfig(config);
            const auto back = readConfig(text);
            const QString problem = back ? QString() : configIssueLine(back.error().at(0));
            QVERIFY2(back.has_value(), qPrintable(problem));
            config.text = text;
            QVERIFY2(*back == config, text.constData());
            QVERIFY(text.contains("unknown"));
            QCOMPARE(writeConfig(*back), text);
        }
    }
}

QTEST_GUILESS_MAIN(tst_ConfigWriter)
#include "tst_configwriter.moc"

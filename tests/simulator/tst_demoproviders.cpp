// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/configreader.h"
#include "core/domain/configwriter.h"
#include "core/simulator/demoproviders.h"
#include "tests/simulator/simulatorfixture.h"

#include <QtTest>

#include <set>

using namespace Belay;

class tst_DemoProviders final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void configIsOneThatCouldBeRead();
    void nothingLeavesLoopback();
    void everyKeyOpensItsProvider();
    void weatherIsAboutWhatIsProbed();

private:
    std::unique_ptr<SimulatorFixture> m_fixture;
};

void tst_DemoProviders::init()
{
    m_fixture = std::make_unique<SimulatorFixture>();
    QVERIFY(m_fixture->simulator.start(demoProviders()));
}

void tst_DemoProviders::configIsOneThatCouldBeRead()
{
    const Config config = demoConfig(m_fixture->simulator);
    QCOMPARE(config.providers.size(), demoProviders().size());
    const auto read = readConfig(writeConfig(config));
    QVERIFY2(read, read ? "" : qPrintable(configIssueLine(read.error().front())));
    Config expected = config;
    expected.text = read->text;
    QVERIFY(*read == expected);
}

void tst_DemoProviders::nothingLeavesLoopback()
{
    const Config config = demoConfig(m_fixture->simulator);
    QCOMPARE(config.network.anchors.size(), size_t {1});
    QCOMPARE(config.network.anchors.front().host(), QStringLiteral("127.0.0.1"));
    std::set<int> ports {config.network.anchors.front().port()};
    for (const ProviderConfig &provider : config.providers) {
        QCOMPARE(provider.baseUrl.host(), QStringLiteral("127.0.0.1"));
        QCOMPARE(provider.proxy, QStringLiteral("none"));
        const bool isLocal = provider.keys.empty();
        QCOMPARE(QUrl(provider.monitor.statusPage).host(), isLocal ? QString() : QStringLiteral("127.0.0.1"));
        QVERIFY(ports.insert(provider.baseUrl.port()).second);
    }
}

void tst_DemoProviders::everyKeyOpensItsProvider()
{
    std::set<QByteArray> values;
    for (const SimulatedProvider &provider : demoProviders()) {
        QUrl url = m_fixture->simulator.baseUrl(provider.id);
        url.setPath(url.path()
            + (provider.dialect == Dialect::Anthropic ? QStringLiteral("/v1/models")
                                                      : QStringLiteral("/models")));
        QByteArray auth;
        for (const auto &[id, secret] : provider.keys) {
            auth = SimulatorFixture::auth(provider.dialect, secret.reveal());
            QVERIFY(values.insert(secret.reveal()).second);
        }
        const auto client = std::make_unique<RawClient>(url, "GET", auth);
        QVERIFY(m_fixture->until([&] {
            m_fixture->clock.advance(std::chrono::milliseconds {50});
            return client->isClosed();
        }));
        QCOMPARE(client->status(), 200);
        QVERIFY(client->body().contains(provider.models.constFirst().toUtf8()));
    }
}

void tst_DemoProviders::weatherIsAboutWhatIsProbed()
{
    const Weather weather = defaultDemoWeather();
    std::set<WeatherKind> kinds;
    const Config config = demoConfig(m_fixture->simulator);
    for (const auto &[target, timeline] : weather.targets) {
        const ProviderConfig *const provider = config.provider(target.provider);
        QVERIFY(provider);
        if (target.hasModel())
            QCOMPARE(provider->monitor.models, std::vector<QString> {target.model});
        kinds.insert(timeline.front().kind);
    }
    const std::set<WeatherKind> expected {
        WeatherKind::Status, WeatherKind::Storm429, WeatherKind::BadKey, WeatherKind::SlowFirst};
    QVERIFY(weather.network == NetworkState::Online && kinds == expected);
}

QTEST_GUILESS_MAIN(tst_DemoProviders)
#include "tst_demoproviders.moc"

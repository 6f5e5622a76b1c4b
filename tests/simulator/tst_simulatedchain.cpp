// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/configreader.h"
#include "core/domain/configvalidator.h"
#include "core/domain/configwriter.h"
#include "tests/simulator/simulatorfixture.h"
#include "tests/support/simulatedchain.h"

#include <QtTest>

using namespace Belay;

class tst_SimulatedChain final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void itsConfigIsOneThatCanBeRead();
    void itsProvidersAnswerUnderTheirKeys();
    void weatherIsOfOneTarget();
    void thereCanBeMany();

private:
    FakeClock m_clock;
    SeededRandom m_random {3};

    int statusOf(const SimulatedChain &chain, size_t index, bool spareKey = false);
};

int tst_SimulatedChain::statusOf(const SimulatedChain &chain, size_t index, bool spareKey)
{
    const ProviderConfig &provider = chain.config.providers[index];
    const KeyRingPtr keys = chain.keys();
    const KeyRingEntry *key = keys->entry(provider.id, provider.keys[spareKey ? 1 : 0].id);
    RawClient client(QUrl(QString(provider.baseUrl.toString() + QStringLiteral("/models"))), "GET",
        "Authorization: Bearer " + (key ? key->value.reveal() : QByteArray()) + "\r\n");
    QElapsedTimer timer;
    timer.start();
    while (!client.isClosed() && timer.elapsed() < 10'000) {
        m_clock.advance(Microseconds {0});
        QCoreApplication::processEvents(QEventLoop::AllEvents, 5);
    }
    return client.status();
}

void tst_SimulatedChain::itsConfigIsOneThatCanBeRead()
{
    SimulatedChain chain(m_clock, m_random);
    QVERIFY(chain.start());
    const auto read = readConfig(writeConfig(chain.config));
    QVERIFY(read.has_value());
    QCOMPARE(read.value().chains, chain.config.chains);
    QCOMPARE(read.value().providers, chain.config.providers);
    QCOMPARE(read.value().gateway, chain.config.gateway);
}

void tst_SimulatedChain::itsProvidersAnswerUnderTheirKeys()
{
    SimulatedChain chain(m_clock, m_random);
    QVERIFY(chain.start());
    QCOMPARE(statusOf(chain, 0), 200);
    QCOMPARE(statusOf(chain, 0, true), 200);
    QCOMPARE(chain.target(1).toString(), QStringLiteral("anthropic-2/model-2"));
}

void tst_SimulatedChain::weatherIsOfOneTarget()
{
    SimulatedChain chain(m_clock, m_random);
    QVERIFY(chain.start());
    QVERIFY(chain.setWeather(0, WeatherKind::Status, R"("status":503)"));
    QVERIFY(chain.setWeather(2, WeatherKind::Storm429, R"("retryAfter":"5s")"));
    const Weather &weather = chain.simulator.weather();
    QVERIFY(weather.at(chain.target(0), Milliseconds {0}).kind == WeatherKind::Status);
    QVERIFY(weather.at(chain.target(1), Milliseconds {0}).kind == WeatherKind::Clear);
    QCOMPARE(weather.at(chain.target(2), Milliseconds {0}).retryAfter, Milliseconds {5'000});
    QVERIFY(!chain.setWeather(1, WeatherKind::Cut, R"("afterEvents":"x")"));
    chain.clearWeather();
    QVERIFY(chain.simulator.weather().targets.empty());
}

void tst_SimulatedChain::thereCanBeMany()
{
    SimulatedChain chain(m_clock, m_random);
    for (int i = 0; i < 10; ++i)
        chain.add(static_cast<Dialect>(i % 3));
    chain.provider(4).words = 500;
    QVERIFY(chain.start());
    QCOMPARE(chain.config.chains.front().steps.size(), size_t {10});
    QCOMPARE(chain.simulator.providers().at(4).words, 500);
    QCOMPARE(chain.asked(9), 0);
}

QTEST_GUILESS_MAIN(tst_SimulatedChain)
#include "tst_simulatedchain.moc"

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/enginefixture.h"

#include <QTcpServer>
#include <QtTest>

using namespace Belay;

namespace {

/// The most that this process held in memory since resetPeak(), in bytes.
qint64 peakBytes()
{
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray text = status.readAll();
    const qsizetype at = text.indexOf("VmHWM:") + 6;
    return text.mid(at, text.indexOf("kB", at) - at).trimmed().toLongLong() * 1024;
}

bool resetPeak()
{
    QFile references(QStringLiteral("/proc/self/clear_refs"));
    return references.open(QIODevice::WriteOnly) && references.write("5") == 1;
}

} // namespace

/// What providers, network and keychain do to the engine.
class tst_EngineFaults final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void answersThatAreNone_data();
    void answersThatAreNone();
    void aFloodDoesNotFillTheMemory();
    void theNetworkGoesAndComesBack();
    void aKeychainThatRefuses();
    void aPortThatIsTaken();

private:
    bool open(const QByteArray &weather);
    bool checkUntil(const QString &target, const QString &state);

    std::unique_ptr<EngineFixture> m_fixture;
    std::unique_ptr<Engine> m_engine;
};

void tst_EngineFaults::init()
{
    m_fixture = std::make_unique<EngineFixture>();
    const auto kind = ProviderKindId::OpenAi;
    QVERIFY(m_fixture
                ->play({EngineFixture::provider(QStringLiteral("a"), kind, "sk-proj-faults-1"),
                    EngineFixture::provider(QStringLiteral("b"), kind, "sk-proj-faults-2")})
                .has_value());
    QVERIFY(m_fixture->save());
}

void tst_EngineFaults::cleanup()
{
    m_engine.reset();
    m_fixture.reset();
}

bool tst_EngineFaults::open(const QByteArray &weather)
{
    auto opened = m_fixture->open();
    if (!m_fixture->setWeather(weather) || !opened)
        return false;
    m_engine = std::move(*opened);
    return startWatching(*m_engine);
}

/// At most four rounds: two results make a state, two more undo one.
bool tst_EngineFaults::checkUntil(const QString &target, const QString &state)
{
    for (int round = 0; round < 4; ++round) {
        if (!checkAll(*m_engine))
            return false;
        if (QTest::qWaitFor([&] { return stateOf(*m_engine, target) == state; }, 700))
            return true;
    }
    return false;
}

void tst_EngineFaults::answersThatAreNone_data()
{
    QTest::addColumn<QByteArray>("weather");
    QTest::addColumn<QString>("expectedOutcome");
    QTest::addRow("a page of HTML") << QByteArray("html-200") << QStringLiteral("not-an-answer");
    QTest::addRow("garbage") << QByteArray("garbage") << QStringLiteral("not-an-answer");
    QTest::addRow("a redirect") << QByteArray("redirect") << QStringLiteral("not-an-answer");
    QTest::addRow("an error in a 200") << QByteArray("fake-200") << QString();
    QTest::addRow("a dropped connection") << QByteArray("reset") << QStringLiteral("reset");
}

void tst_EngineFaults::answersThatAreNone()
{
    QFETCH(QByteArray, weather);
    QFETCH(QString, expectedOutcome);
    QVERIFY(open(R"({"targets":{"a":[{"at":"0s","weather":")" + weather + R"("}]}})"));
    QVERIFY(checkUntil(QStringLiteral("a/m"), QStringLiteral("down")));
    const Verdict verdict = rowOf(*m_engine, QStringLiteral("a/m")).verdict;
    QCOMPARE(toString(verdict.owner), QStringLiteral("provider"));
    QCOMPARE(toString(verdict.cause), QStringLiteral("outage"));
    if (!expectedOutcome.isEmpty())
        QCOMPARE(toString(verdict.outcome), expectedOutcome);
    QVERIFY(!verdict.reason.isEmpty() && !verdict.advice.isEmpty());
    QVERIFY(checkUntil(QStringLiteral("b/m"), QStringLiteral("up"))); // nobody else is blamed
    QVERIFY(m_fixture->setWeather(R"({"targets":{}})"));
    QVERIFY(checkUntil(QStringLiteral("a/m"), QStringLiteral("up")));
}

void tst_EngineFaults::aFloodDoesNotFillTheMemory()
{
    QVERIFY(open(R"({"targets":{}})"));
    QVERIFY(checkUntil(QStringLiteral("a/m"), QStringLiteral("up")));
    QVERIFY(m_fixture->setWeather(R"({"targets":{"a":[{"at":"0s","weather":"flood"}]}})"));
    if (!resetPeak())
        QSKIP("this system does not tell the most that was held");
    const qint64 before = peakBytes();
    QVERIFY(checkUntil(QStringLiteral("a/m"), QStringLiteral("down")));
    const qint64 grown = peakBytes() - before;
    constexpr qint64 Most = 16 * 1024 * 1024;
    QVERIFY2(grown <= Most, QByteArray::number(grown).constData());
    QCOMPARE(toString(rowOf(*m_engine, QStringLiteral("a/m")).verdict.owner), QStringLiteral("provider"));
    QCOMPARE(stateOf(*m_engine, QStringLiteral("b/m")), QStringLiteral("up"));
}

void tst_EngineFaults::theNetworkGoesAndComesBack()
{
    QVERIFY(open(R"({"targets":{}})"));
    QVERIFY(checkUntil(QStringLiteral("a/m"), QStringLiteral("up")));
    QVERIFY(checkUntil(QStringLiteral("b/m"), QStringLiteral("up")));
    std::vector<TargetStatus> blamed;
    connect(&m_engine->monitor(), &MonitorHost::stateChanged, this, [&](const TargetStatus &status) {
        if (status.verdict.state == TargetState::Down || status.verdict.owner == Owner::Provider)
            blamed.push_back(status);
    });
    QVERIFY(m_fixture->setWeather(R"({"network":"offline","targets":{}})"));
    for (const char *target : {"a/m", "b/m"})
        QVERIFY(checkUntil(QString::fromLatin1(target), QStringLiteral("no-data")));
    QTRY_COMPARE(toString(m_engine->status().board()->network.state), QStringLiteral("offline"));
    const Verdict verdict = rowOf(*m_engine, QStringLiteral("a/m")).verdict;
    QCOMPARE(toString(verdict.owner), QStringLiteral("you"));
    QCOMPARE(toString(verdict.cause), QStringLiteral("network"));
    QVERIFY2(verdict.reason.contains(QStringLiteral("own network is offline")), qPrintable(verdict.reason));
    QVERIFY(verdict.advice.contains(QStringLiteral("connection")));
    QVERIFY(m_fixture->setWeather(R"({"network":"online","targets":{}})"));
    for (const char *target : {"a/m", "b/m"})
        QVERIFY(checkUntil(QString::fromLatin1(target), QStringLiteral("up")));
    QTRY_COMPARE(toString(m_engine->status().board()->network.state), QStringLiteral("online"));
    QVERIFY2(blamed.empty(), blamed.empty() ? "" : qPrintable(blamed.front().verdict.reason));
    // What uptime says afterwards: nobody was down.
    QTRY_VERIFY(rowOf(*m_engine, QStringLiteral("a/m")).uptime24h.down == Milliseconds {0});
}

void tst_EngineFaults::aKeychainThatRefuses()
{
    m_fixture->config.providers.front().keys.front().source = {}; // the keychain; there is no bus to one
    QVERIFY(m_fixture->save());
    QVERIFY(open(R"({"targets":{}})"));
    QTRY_COMPARE(m_engine->keys().keychain(), KeyService::Keychain::Absent);
    QVERIFY(!m_engine->keys().keychainDetail().isEmpty());
    QVERIFY(checkAll(*m_engine));
    QTRY_COMPARE(stateOf(*m_engine, QStringLiteral("a/m")), QStringLiteral("no-data"));
    const Verdict verdict = rowOf(*m_engine, QStringLiteral("a/m")).verdict;
    QCOMPARE(toString(verdict.owner), QStringLiteral("you"));
    QCOMPARE(toString(verdict.cause), QStringLiteral("key"));
    QVERIFY2(verdict.reason.contains(QStringLiteral("no key")), qPrintable(verdict.reason));
    QVERIFY2(verdict.advice.contains(QStringLiteral("no keychain")), qPrintable(verdict.advice));
    const auto &providers = m_engine->status().board()->providers;
    const auto found = std::ranges::find(providers, ProviderId {QStringLiteral("a")}, &ProviderStatus::id);
    QVERIFY(found != providers.end());
    QCOMPARE(toString(found->keys.front().storage), QStringLiteral("no-keychain"));
    // Storing says no, once, and the key is not kept anywhere else in silence.
    int ended = 0;
    Result<void> stored;
    m_engine->keys().store(found->id, KeyId {QStringLiteral("main")}, Secret {"sk-proj-faults-1"},
        [&](const Result<void> &result) {
            ++ended;
            stored = result;
        });
    QTRY_COMPARE(ended, 1);
    QVERIFY(!stored.has_value());
    QVERIFY(!stored.error().detail.isEmpty());
    QVERIFY(checkUntil(QStringLiteral("b/m"), QStringLiteral("up")));
}

void tst_EngineFaults::aPortThatIsTaken()
{
    QTcpServer taken;
    QVERIFY(taken.listen(QHostAddress::LocalHost));
    auto first = EngineFixture::provider(QStringLiteral("c"), ProviderKindId::OpenAi, "sk-proj-faults-3");
    auto second = first;
    second.id = ProviderId {QStringLiteral("d")};
    second.port = taken.serverPort();
    Simulator simulator(m_fixture->clock, m_fixture->random);
    const auto started = simulator.start({first, second});
    QVERIFY(!started.has_value());
    QCOMPARE(started.error().kind, ErrorKind::Unavailable);
    QVERIFY2(started.error().detail.contains(QString::number(taken.serverPort())),
        qPrintable(started.error().detail));
    QVERIFY(simulator.providers().empty()); // none stays open
    taken.close();
    QVERIFY(simulator.start({first, second}).has_value());
}

QTEST_GUILESS_MAIN(tst_EngineFaults)
#include "tst_enginefaults.moc"

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/enginefixture.h"

#include <QProcess>
#include <QtTest>

#include <cstdio>

using namespace Belay;
using namespace std::chrono_literals;

namespace {

constexpr auto WatchingChild = "--watch";

/// Watches a home until it is killed, without a pause, and tells all it sees.
int watchForEver(const QString &home)
{
    Engine::Options options;
    options.home = Home::resolve(home);
    auto opened = Engine::open(std::move(options));
    if (!opened)
        return 1;
    Engine &engine = **opened;
    MonitorHost &monitor = engine.monitor();
    const auto tell = [](const QString &line) {
        std::puts(qPrintable(line));
        std::fflush(stdout);
    };
    QObject::connect(&monitor, &MonitorHost::stateChanged, &monitor, [&](const TargetStatus &status) {
        tell(QStringLiteral("state %1 %2 %3")
                 .arg(status.id.toString(), toString(status.verdict.state), toIsoString(status.since)));
    });
    QObject::connect(&monitor, &MonitorHost::sampleTaken, &monitor, [&](const Sample &sample) {
        tell(QStringLiteral("sample %1 %2 %3")
                 .arg(sample.target.toString(), toString(sample.kind), toIsoString(sample.at)));
    });
    QObject::connect(&monitor, &MonitorHost::checkFinished, &monitor,
        [&] { monitor.checkNow(std::nullopt, Monitor::Paid::Yes); });
    if (!startWatching(engine))
        return 2;
    monitor.checkNow(std::nullopt, Monitor::Paid::Yes);
    return QCoreApplication::exec();
}

/// What the child said: the newest state of each target, and every sample.
struct Heard {
    std::map<QString, std::pair<QString, QString>> states; // state and since
    std::vector<std::pair<QString, WallTime>> samples; // target and kind, and when

    void take(const QByteArray &line)
    {
        const QStringList words = QString::fromUtf8(line.trimmed()).split(u' ');
        if (words.size() != 4)
            return;
        if (words.first() == u"state")
            states[words.at(1)] = {words.at(2), words.at(3)};
        else
            samples.emplace_back(words.at(1) + u' ' + words.at(2), *wallTimeFromIso(words.at(3)));
    }
    bool knows(const QString &target, const QString &state) const
    {
        const auto found = states.find(target);
        return found != states.end() && found->second.first == state;
    }
};

} // namespace

/// The process is killed in the middle of its work, and started again.
class tst_EngineKill final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void statesAndResultsSurviveAKill();

private:
    void hearUntilKilled(const QString &home, Heard &heard);
    void expectSamples(const Heard &heard, WallTime killed);

    EngineFixture m_fixture;
};

void tst_EngineKill::hearUntilKilled(const QString &home, Heard &heard)
{
    QProcess child;
    QSignalSpy spoke(&child, &QProcess::readyRead);
    child.start(QCoreApplication::applicationFilePath(), {QLatin1StringView(WatchingChild), home});
    const auto isEnough = [&heard] {
        return heard.knows(QStringLiteral("a/m"), QStringLiteral("up"))
            && heard.knows(QStringLiteral("b/m"), QStringLiteral("down"))
            && heard.samples.back().second - heard.samples.front().second > 5s;
    };
    while (heard.samples.empty() || !isEnough()) {
        while (child.canReadLine())
            heard.take(child.readLine());
        if (!child.canReadLine() && (heard.samples.empty() || !isEnough()))
            QVERIFY(spoke.wait(20'000));
    }
    child.kill();
    QVERIFY(child.waitForFinished(10'000));
    QCOMPARE(child.exitStatus(), QProcess::CrashExit);
    while (child.canReadLine())
        heard.take(child.readLine());
}

void tst_EngineKill::expectSamples(const Heard &heard, WallTime killed)
{
    const auto queries = SqliteHistory::openBeside(m_fixture.home().historyPath());
    QVERIFY(queries.has_value());
    std::set<std::pair<QString, WallTime>> kept;
    for (const char *target : {"a", "a/m", "b", "b/m"}) {
        for (const SeriesKind series : {SeriesKind::Reach, SeriesKind::Auth, SeriesKind::Completion}) {
            const TargetId id = TargetId::fromString(QString::fromLatin1(target));
            for (const Sample &sample : (*queries)->samples(id, series, {killed - 1h, killed + 1h}, 10'000))
                kept.emplace(id.toString() + u' ' + toString(sample.kind), sample.at);
        }
    }
    size_t older = 0;
    for (const auto &sample : heard.samples) {
        if (sample.second > killed - 2s)
            continue;
        ++older;
        QVERIFY2(kept.contains(sample), qPrintable(sample.first + u' ' + toIsoString(sample.second)));
    }
    QVERIFY(older >= 10);
}

void tst_EngineKill::statesAndResultsSurviveAKill()
{
    const auto kind = ProviderKindId::OpenAi;
    QVERIFY(m_fixture
                .play({EngineFixture::provider(QStringLiteral("a"), kind, "sk-proj-killed-1"),
                    EngineFixture::provider(QStringLiteral("b"), kind, "sk-proj-killed-2")})
                .has_value());
    for (ProviderConfig &provider : m_fixture.config.providers) {
        const QString name = QStringLiteral("BELAY_TEST_KILL_") + provider.id.value.toUpper();
        qputenv(
            name.toLatin1().constData(), provider.id.value == u"a" ? "sk-proj-killed-1" : "sk-proj-killed-2");
        provider.keys.front().source = {KeySource::From::Environment, name};
    }
    QVERIFY(m_fixture.setWeather(R"({"targets":{"b":[{"at":"0s","weather":"status","status":503}]}})"));
    QVERIFY(m_fixture.save());

    Heard heard;
    hearUntilKilled(m_fixture.home().dataDir, heard);
    if (QTest::currentTestFailed())
        return;
    const WallTime killed = m_fixture.clock.wall();
    expectSamples(heard, killed);
    auto opened = m_fixture.open(); // the lock of the killed one is free
    QVERIFY2(opened.has_value(), qPrintable(opened ? QString() : opened.error().detail));
    Engine &engine = **opened;
    QSignalSpy damaged(&engine, &Engine::historyDamaged);
    QVERIFY(startWatching(engine));
    QVERIFY(checkAll(engine));
    for (const auto &[target, state] : heard.states) {
        QTRY_COMPARE(stateOf(engine, target), state.first);
        const auto since = *wallTimeFromIso(state.second);
        const Milliseconds apart = rowOf(engine, target).since - since;
        QVERIFY2(apart >= -2s && apart <= 2s, qPrintable(target + u' ' + QString::number(apart.count())));
    }
    QVERIFY(damaged.empty());
    engine.stop();
}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList words = QCoreApplication::arguments();
    if (words.size() == 3 && words.at(1) == QLatin1StringView(WatchingChild))
        return watchForEver(words.at(2));
    tst_EngineKill test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_enginekill.moc"

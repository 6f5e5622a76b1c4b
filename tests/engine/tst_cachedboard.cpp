// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/cachedboard.h"
#include "core/history/sqlitehistory.h"
#include "tests/support/fakeclock.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace Belay;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// What `check --cached` tells is what was recorded last, and no guess of its own.
class tst_CachedBoard final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void sinceOverARestart();
    void verdict_data();
    void verdict();
    void ownNetwork_data();
    void ownNetwork();

private:
    StatusBoard boardOf(const std::vector<Span> &spans)
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"history.sqlite"_s);
        const auto history = SqliteHistory::open(path, {.clock = m_clock});
        for (const Span &span : spans)
            history.value()->record(span);
        const bool written = history.value()->flush().has_value();
        const auto board = cachedBoard(path, m_config, m_now);
        return written && board ? *board : StatusBoard();
    }

    FakeClock m_clock;
    const WallTime m_now = m_clock.wall();
    const TargetId m_target = TargetId::fromString(u"acme/large"_s);
    const Config m_config = [] {
        ProviderConfig acme;
        acme.id = ProviderId {u"acme"_s};
        acme.name = u"Acme"_s;
        acme.kind = ProviderKindId::OpenAiCompatible;
        acme.baseUrl = QUrl(u"https://api.acme.example/v1"_s);
        acme.monitor.models = {u"large"_s};
        Config config;
        config.providers = {acme};
        return config;
    }();
};

void tst_CachedBoard::sinceOverARestart()
{
    const StatusBoard board = boardOf({
        {m_target, m_now - 60min, m_now - 31min, TargetState::Up},
        {m_target, m_now - 31min, m_now - 20min, TargetState::Down, Owner::Provider, Cause::Outage,
            Outcome::Reset},
        {m_target, m_now - 10min, m_now - 9min, TargetState::Down, Owner::Unknown, Cause::None,
            Outcome::Reset},
        {m_target, m_now - 9min, m_now - 1min, TargetState::Down, Owner::Provider, Cause::Outage,
            Outcome::Reset},
    });
    QCOMPARE(board.targets.size(), size_t {1});
    QCOMPARE(board.targets.front().since, m_now - 31min);
    QCOMPARE(
        board.overall.sentence, u"Your provider does not serve you. Acme is down: theirs, for 31 min."_s);
}

void tst_CachedBoard::verdict_data()
{
    QTest::addColumn<int>("owner");
    QTest::addColumn<QString>("reason");
    QTest::addRow("theirs, as others answered")
        << static_cast<int>(Owner::Provider)
        << u"api.acme.example closed the connection before it answered, while others on the internet answer."_s;
    QTest::addRow("not clear, and who was asked is not known") << static_cast<int>(
        Owner::Unknown) << u"api.acme.example closed the connection before it answered."_s;
}

void tst_CachedBoard::verdict()
{
    QFETCH(const int, owner);
    QFETCH(const QString, reason);
    const auto recorded = static_cast<Owner>(owner);
    const StatusBoard board = boardOf({{m_target, m_now - 5min, m_now - 1min, TargetState::Down, recorded,
        recorded == Owner::Provider ? Cause::Outage : Cause::None, Outcome::Reset}});
    const Verdict &verdict = board.targets.front().verdict;
    QCOMPARE(toString(verdict.owner), toString(recorded));
    QCOMPARE(verdict.reason, reason);
    QVERIFY(!verdict.advice.contains(u"anchors"));
}

void tst_CachedBoard::ownNetwork_data()
{
    QTest::addColumn<int>("outcome");
    QTest::addColumn<int>("secondsAgo");
    QTest::addColumn<bool>("seenSince");
    QTest::addColumn<QString>("expectedNetwork");
    QTest::addColumn<QString>("expectedVerdict");
    QTest::addColumn<QString>("expectedSentence");
    const auto row = [](const char *name, Outcome outcome, int secondsAgo, bool seenSince,
                         const char *network, const char *verdict, const char *sentence) {
        QTest::addRow("%s", name) << static_cast<int>(outcome) << secondsAgo << seenSince
                                  << QString::fromLatin1(network) << QString::fromLatin1(verdict)
                                  << QString::fromLatin1(sentence);
    };
    row("offline", Outcome::Connect, 36, false, "offline", "no-data you network",
        "Your own network is offline, so nothing can be said about the providers.");
    row("captive", Outcome::NotAnAnswer, 36, false, "captive", "no-data you network",
        "Your network asks you to log in first, so nothing can be said about the providers.");
    row("over, for somebody answered since", Outcome::Connect, 36, true, "unknown", "up none none",
        "Acme serves you.");
    row("too long ago", Outcome::Connect, 3600, false, "unknown", "no-data unknown none",
        "Nothing is known of Acme now. There is no fresh result of large at Acme.");
}

void tst_CachedBoard::ownNetwork()
{
    QFETCH(const int, outcome);
    QFETCH(const int, secondsAgo);
    QFETCH(const bool, seenSince);
    QFETCH(const QString, expectedNetwork);
    QFETCH(const QString, expectedVerdict);
    QFETCH(const QString, expectedSentence);
    const WallTime told = m_now - secondsAgo * 1s;
    const WallTime upUntil = seenSince ? m_now : told - 4min;
    const StatusBoard board = boardOf({
        {ownNetworkSubject(), told - 4min, told, TargetState::Down, Owner::You, Cause::Network,
            static_cast<Outcome>(outcome)},
        {m_target, told - 9min, upUntil, TargetState::Up},
    });
    const TargetStatus &target = board.targets.front();
    QCOMPARE(toString(board.network.state), expectedNetwork);
    QCOMPARE(QStringList({toString(target.verdict.state), toString(target.verdict.owner),
                             toString(target.verdict.cause)})
                 .join(u' '),
        expectedVerdict);
    QCOMPARE(board.overall.sentence, expectedSentence);
    QCOMPARE(target.since, seenSince ? told - 9min : upUntil);
}

QTEST_GUILESS_MAIN(tst_CachedBoard)
#include "tst_cachedboard.moc"

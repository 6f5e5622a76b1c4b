// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/checkrounds.h"

#include <QtTest>

using namespace Belay;

class tst_CheckRounds final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void endsOnce();
    void confirmsOnce();
    void nothingToDo();
    void roundsShareAProbe();
};

namespace {

ProbeSlot slot(const char *provider)
{
    return {{ProviderId {QString::fromLatin1(provider)}, {}}, KeyId {QStringLiteral("main")},
        ProbeSlot::Kind::Check};
}

const TargetId A {ProviderId {QStringLiteral("a")}, {}};

} // namespace

void tst_CheckRounds::endsOnce()
{
    CheckRounds rounds;
    rounds.begin({}, {slot("a"), slot("b")});
    rounds.finished(slot("a"), false);
    QVERIFY(rounds.takeEnded().empty());
    rounds.finished(slot("a"), false);
    rounds.finished(slot("c"), false);
    QVERIFY(rounds.takeEnded().empty());
    rounds.finished(slot("b"), false);
    QCOMPARE(rounds.takeEnded().size(), size_t {1});
    QVERIFY(rounds.takeEnded().empty());
    rounds.endAll();
    QVERIFY(rounds.takeEnded().empty());
}

void tst_CheckRounds::confirmsOnce()
{
    CheckRounds rounds;
    rounds.begin(A, {slot("a")});
    QVERIFY(rounds.wantsConfirmation(slot("a")));
    rounds.finished(slot("a"), true);
    QVERIFY(rounds.takeEnded().empty());
    QVERIFY(!rounds.wantsConfirmation(slot("a")));
    rounds.finished(slot("a"), true); // a further one is none of this round's business
    const auto ended = rounds.takeEnded();
    QCOMPARE(ended.size(), size_t {1});
    QVERIFY(ended.front() == A);
}

void tst_CheckRounds::nothingToDo()
{
    CheckRounds rounds;
    rounds.begin({}, {});
    QCOMPARE(rounds.takeEnded().size(), size_t {1});
    rounds.begin({}, {slot("a")});
    rounds.begin(A, {slot("a")});
    rounds.endAll();
    QCOMPARE(rounds.takeEnded().size(), size_t {2});
}

void tst_CheckRounds::roundsShareAProbe()
{
    CheckRounds rounds;
    rounds.begin({}, {slot("a")});
    rounds.finished(slot("a"), true);
    rounds.begin(A, {slot("a")});
    QVERIFY(rounds.wantsConfirmation(slot("a"))); // for the second
    rounds.finished(slot("a"), true);
    QCOMPARE(rounds.takeEnded().size(), size_t {1});
    rounds.finished(slot("a"), false);
    QCOMPARE(rounds.takeEnded().size(), size_t {1});
}

QTEST_GUILESS_MAIN(tst_CheckRounds)
#include "tst_checkrounds.moc"

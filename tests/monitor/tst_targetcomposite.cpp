// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/targetcomposite.h"

#include <QtTest>

using namespace Belay;

Q_DECLARE_METATYPE(Belay::PartState)

class tst_TargetComposite final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void worst_data();
    void worst();
    void aFirstFailureIsChecked_data();
    void aFirstFailureIsChecked();
};

void tst_TargetComposite::worst_data()
{
    using enum TargetState;
    using Keys = QVector<TargetState>;
    QTest::addColumn<TargetState>("reach");
    QTest::addColumn<Keys>("keys");
    QTest::addColumn<TargetState>("completion");
    QTest::addColumn<TargetState>("traffic");
    QTest::addColumn<TargetState>("expected");
    QTest::addColumn<EvidencePart>("expectedPart");
    const auto reach = EvidencePart::Reach;
    const auto auth = EvidencePart::Auth;
    const auto completion = EvidencePart::Completion;
    const auto traffic = EvidencePart::Traffic;
    QTest::addRow("nothing yet") << Checking << Keys {Checking} << Checking << NoData << Checking << reach;
    QTest::addRow("reach alone is enough to be up") << Up << Keys {} << NoData << NoData << Up << reach;
    QTest::addRow("all cover has ended") << NoData << Keys {NoData} << NoData << NoData << NoData << reach;
    QTest::addRow("reach down takes the target with it") << Down << Keys {Up} << Up << Up << Down << reach;
    QTest::addRow("a dead model") << Up << Keys {Up} << Down << NoData << Down << completion;
    QTest::addRow("traffic sees it first") << Up << Keys {Up} << Up << Down << Down << traffic;
    QTest::addRow("the only key is refused")
        << Up << Keys {KeyRejected} << Up << NoData << KeyRejected << auth;
    QTest::addRow("another key is good") << Up << Keys {KeyRejected, Up} << Up << NoData << Up << reach;
    QTest::addRow("the better of two bad keys")
        << Up << Keys {KeyRejected, Limited} << Up << NoData << Limited << auth;
    QTest::addRow("a key still to be asked may be good")
        << Up << Keys {KeyRejected, Checking} << NoData << NoData << Up << reach;
    QTest::addRow("down is worse than key-rejected")
        << Down << Keys {KeyRejected} << Up << NoData << Down << reach;
    QTest::addRow("key-rejected is worse than limited")
        << Up << Keys {KeyRejected} << Limited << NoData << KeyRejected << auth;
    QTest::addRow("limited is worse than slow") << Up << Keys {Up} << Slow << Limited << Limited << traffic;
    QTest::addRow("slow is worse than up") << Up << Keys {Up} << Slow << NoData << Slow << completion;
}

void tst_TargetComposite::worst()
{
    QFETCH(TargetState, reach);
    QFETCH(QVector<TargetState>, keys);
    QFETCH(TargetState, completion);
    QFETCH(TargetState, traffic);
    TargetComposite composite;
    composite.reach.state = reach;
    for (const TargetState state : keys)
        composite.keys.push_back({EvidencePart::Auth, state, Outcome::Ok, false});
    composite.completion.state = completion;
    composite.traffic.state = traffic;
    QFETCH(TargetState, expected);
    QCOMPARE(toString(composite.worst().state), toString(expected));
    QTEST(composite.worst().part, "expectedPart");

    // Without a key, or with a model that was never there, nothing is good; what is bad stays so.
    const bool harmless = composite.worst().state == TargetState::Up
        || composite.worst().state == TargetState::Slow || composite.worst().state == TargetState::Checking;
    const TargetState otherwise = harmless ? TargetState::NoData : composite.worst().state;
    composite.keyMissing = true;
    QCOMPARE(toString(composite.worst().state), toString(otherwise));
    composite.keyMissing = false;
    composite.ownModelUnknown = true;
    QCOMPARE(toString(composite.worst().state), toString(otherwise));
}

void tst_TargetComposite::aFirstFailureIsChecked_data()
{
    using enum TargetState;
    QTest::addColumn<PartState>("key");
    QTest::addColumn<PartState>("completion");
    QTest::addColumn<TargetState>("traffic");
    QTest::addColumn<PartState>("expected");
    const auto auth = [](TargetState state, Outcome outcome, bool first) {
        return PartState {EvidencePart::Auth, state, outcome, first};
    };
    const auto completion = [](TargetState state, Outcome outcome, bool first) {
        return PartState {EvidencePart::Completion, state, outcome, first};
    };
    const PartState goodKey = auth(Up, Outcome::Ok, false);
    const PartState none = completion(Checking, Outcome::Skipped, false);
    const PartState reach {EvidencePart::Reach, Up, Outcome::Ok, false};
    for (const Outcome refusal :
        {Outcome::Auth, Outcome::Forbidden, Outcome::Quota, Outcome::RateLimited, Outcome::ServerError}) {
        const QByteArray name = toString(refusal).toLatin1();
        QTest::addRow("a new key's first check: %s", name.constData())
            << auth(Checking, refusal, true) << none << NoData << auth(Checking, refusal, true);
        QTest::addRow("a first check after a gap: %s", name.constData())
            << auth(NoData, refusal, true) << none << NoData << auth(Checking, refusal, true);
        QTest::addRow("a good key's first completion: %s", name.constData())
            << goodKey << completion(Checking, refusal, true) << NoData
            << completion(Checking, refusal, true);
        QTest::addRow("traffic proves the contrary: %s", name.constData())
            << goodKey << completion(Checking, refusal, true) << Up << reach;
        QTest::addRow("a model that answers proves its key: %s", name.constData())
            << auth(Checking, refusal, true) << completion(Up, Outcome::Ok, false) << NoData << reach;
        QTest::addRow("what is worse stays: %s", name.constData())
            << auth(Checking, refusal, true) << completion(Down, Outcome::ServerError, false) << NoData
            << completion(Down, Outcome::ServerError, false);
    }
}

void tst_TargetComposite::aFirstFailureIsChecked()
{
    QFETCH(PartState, key);
    QFETCH(PartState, completion);
    QFETCH(TargetState, traffic);
    QFETCH(PartState, expected);
    TargetComposite composite;
    composite.reach = {EvidencePart::Reach, TargetState::Up, Outcome::Ok, false};
    composite.keys = {key};
    composite.completion = completion;
    composite.traffic.state = traffic;
    QCOMPARE(composite.worst(), expected);
    composite.keys.push_back({EvidencePart::Auth, TargetState::Up, Outcome::Ok, false});
    if (expected.part == EvidencePart::Auth)
        QCOMPARE(toString(composite.worst().state), toString(TargetState::Up)); // another key is good
}

QTEST_GUILESS_MAIN(tst_TargetComposite)
#include "tst_targetcomposite.moc"

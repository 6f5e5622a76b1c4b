// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/trafficsieve.h"

#include <QtTest>

using namespace Belay;
using namespace std::chrono_literals;

class tst_TrafficSieve final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void oneSuccessASecond();
    void tenFailuresASecond();
    void whoLeftPushesNothingAside();
    void eachTargetHasItsOwn();
};

namespace {

Sample sampleOf(const char *target, Outcome outcome)
{
    Sample sample;
    sample.target = TargetId::fromString(QString::fromLatin1(target));
    sample.outcome = outcome;
    return sample;
}

int taken(TrafficSieve &sieve, const Sample &sample, SteadyTime at, int count)
{
    int passed = 0;
    for (int i = 0; i < count; ++i)
        passed += sieve.takes(sample, at) ? 1 : 0;
    return passed;
}

} // namespace

void tst_TrafficSieve::oneSuccessASecond()
{
    TrafficSieve sieve;
    const Sample good = sampleOf("openai/a", Outcome::Ok);
    const SteadyTime begin {1h};
    QCOMPARE(taken(sieve, good, begin, 2'000), 1);
    QCOMPARE(taken(sieve, good, begin + 999ms, 2'000), 0);
    QCOMPARE(taken(sieve, good, begin + 1s, 2'000), 1);
}

void tst_TrafficSieve::tenFailuresASecond()
{
    TrafficSieve sieve;
    const Sample bad = sampleOf("openai/a", Outcome::Overloaded);
    const SteadyTime begin {1h};
    QCOMPARE(taken(sieve, bad, begin, 2'000), TrafficSecond::Failures);
    // Successes do not use up what failures have, nor the other way round.
    QCOMPARE(taken(sieve, sampleOf("openai/a", Outcome::Ok), begin, 10), 1);
    QCOMPARE(taken(sieve, bad, begin + 1s, 2'000), TrafficSecond::Failures);
}

void tst_TrafficSieve::whoLeftPushesNothingAside()
{
    TrafficSieve sieve;
    const SteadyTime begin {1h};
    QCOMPARE(taken(sieve, sampleOf("openai/a", Outcome::Cancelled), begin, 2'000), 1);
    QCOMPARE(taken(sieve, sampleOf("openai/a", Outcome::Overloaded), begin, 2'000), TrafficSecond::Failures);
    QCOMPARE(taken(sieve, sampleOf("openai/a", Outcome::Ok), begin, 2'000), 1);
}

void tst_TrafficSieve::eachTargetHasItsOwn()
{
    TrafficSieve sieve;
    const SteadyTime begin {1h};
    QCOMPARE(taken(sieve, sampleOf("openai/a", Outcome::Ok), begin, 5), 1);
    QCOMPARE(taken(sieve, sampleOf("openai/b", Outcome::Ok), begin, 5), 1);
}

QTEST_APPLESS_MAIN(tst_TrafficSieve)
#include "tst_trafficsieve.moc"

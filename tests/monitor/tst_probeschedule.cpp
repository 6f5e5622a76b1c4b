// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/probeschedule.h"

#include <QtTest>

#include <algorithm>

using namespace Belay;
using namespace std::chrono_literals;

class tst_ProbeSchedule final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void firstRoundIsSpread();
    void jitter();
    void confirmProbe();
    void completionConfirmsADay();
    void limits();
    void trafficSpares();
    void asked();
    void holdAndRound();
    void stretched();
    void randomLives();
};

namespace {

const SteadyTime Start {1h};
const QString Host = QStringLiteral("a.example:443");

ProbeSlot check(int number)
{
    return {{ProviderId {QStringLiteral("p%1").arg(number)}, {}}, KeyId {QStringLiteral("main")},
        ProbeSlot::Kind::Check};
}

ProbeSlot completion(int number)
{
    return {{ProviderId {QStringLiteral("p%1").arg(number)}, QStringLiteral("m")}, {},
        ProbeSlot::Kind::Completion};
}

QString hostOf(int number)
{
    return QStringLiteral("h%1:443").arg(number);
}

} // namespace

void tst_ProbeSchedule::firstRoundIsSpread()
{
    SeededRandom random(1);
    ProbeSchedule schedule(random);
    for (int i = 0; i < 100; ++i)
        schedule.add(check(i), hostOf(i), 60s);
    schedule.startRound(ProbeSchedule::Which::New, Start);
    SteadyTime latest = Start;
    for (int i = 0; i < 100; ++i)
        latest = std::max(latest, *schedule.nextRun(check(i)));
    QVERIFY(latest <= Start + 30s);
    QVERIFY(latest >= Start + 29s);

    ProbeSchedule shorter(random);
    for (int i = 0; i < 100; ++i)
        shorter.add(check(i), hostOf(i), 10s);
    shorter.startRound(ProbeSchedule::Which::New, Start);
    for (int i = 0; i < 100; ++i)
        QVERIFY(*shorter.nextRun(check(i)) <= Start + 10s);
    // A single one begins at once, and a later one does not touch those before it.
    ProbeSchedule one(random);
    one.add(check(1), Host, 60s);
    one.startRound(ProbeSchedule::Which::New, Start);
    QCOMPARE(one.nextRun(check(1)), Start);
    one.add(check(2), Host, 60s);
    one.startRound(ProbeSchedule::Which::New, Start + 5s);
    QCOMPARE(one.nextRun(check(1)), Start);
    QCOMPARE(one.nextRun(check(2)), Start + 5s);
}

void tst_ProbeSchedule::jitter()
{
    SeededRandom random(2);
    ProbeSchedule schedule(random);
    schedule.add(check(1), Host, 60s);
    schedule.startRound(ProbeSchedule::Which::New, Start);
    SteadyTime now = Start;
    Microseconds shortest = 1h;
    Microseconds longest = 0s;
    for (int i = 0; i < 2'000; ++i) {
        QCOMPARE(schedule.takeDue(now).size(), size_t {1});
        schedule.finished(check(1), ProbeSchedule::Confirm::No, now + 1s);
        const Microseconds gap = *schedule.nextRun(check(1)) - now;
        shortest = std::min(shortest, gap);
        longest = std::max(longest, gap);
        now += gap;
    }
    QVERIFY(shortest >= 48s && shortest < 48s + 200ms);
    QVERIFY(longest <= 72s && longest > 72s - 200ms);
}

void tst_ProbeSchedule::confirmProbe()
{
    SeededRandom random(3);
    ProbeSchedule schedule(random);
    schedule.add(check(1), Host, 60s);
    schedule.startRound(ProbeSchedule::Which::New, Start);
    schedule.takeDue(Start);
    QVERIFY(schedule.finished(check(1), ProbeSchedule::Confirm::Scheduled, Start + 100ms));
    QCOMPARE(schedule.nextRun(check(1)), Start + 10s);
    // A failure that took longer than that is confirmed at once.
    schedule.takeDue(Start + 10s);
    QVERIFY(schedule.finished(check(1), ProbeSchedule::Confirm::Scheduled, Start + 30s));
    QCOMPARE(schedule.nextRun(check(1)), Start + 30s);
}

void tst_ProbeSchedule::completionConfirmsADay()
{
    SeededRandom random(4);
    ProbeSchedule schedule(random);
    schedule.add(completion(1), Host, 300s);
    schedule.add(check(1), Host, 60s);
    SteadyTime now = Start;
    for (int i = 0; i < 20; ++i) {
        for (const ProbeSlot &slot : {completion(1), check(1)}) {
            schedule.runNow(slot, now);
            QCOMPARE(schedule.takeDue(now), std::vector<ProbeSlot> {slot});
            const bool confirms = schedule.finished(slot, ProbeSchedule::Confirm::Scheduled, now);
            QCOMPARE(confirms, slot.kind == ProbeSlot::Kind::Check || i < 12);
        }
        now += 1s;
    }
    now = Start + 24h;
    schedule.runNow(completion(1), now);
    schedule.takeDue(now);
    QVERIFY(schedule.finished(completion(1), ProbeSchedule::Confirm::Scheduled, now));
}

void tst_ProbeSchedule::limits()
{
    SeededRandom random(5);
    ProbeSchedule schedule(random);
    for (int i = 0; i < 20; ++i)
        schedule.add(check(i), hostOf(i / 4), 60s);
    schedule.startRound(ProbeSchedule::Which::New, Start);
    const auto first = schedule.takeDue(Start + 30s);
    QCOMPARE(first.size(), size_t {8});
    QVERIFY(schedule.takeDue(Start + 30s).empty());
    QVERIFY(!schedule.nextWake(Start + 30s).has_value()); // only a probe that ends brings it on
    schedule.finished(first[0], ProbeSchedule::Confirm::No, Start + 31s);
    QCOMPARE(schedule.takeDue(Start + 31s).size(), size_t {1});
    QCOMPARE(schedule.running(), 8);
    for (const ProbeSlot &slot : schedule.slots())
        schedule.remove(slot);
    QCOMPARE(schedule.running(), 0);
}

void tst_ProbeSchedule::trafficSpares()
{
    SeededRandom random(6);
    ProbeSchedule schedule(random);
    schedule.add(completion(1), Host, 300s);
    schedule.startRound(ProbeSchedule::Which::New, Start);
    schedule.spare(completion(1), Start - 299s);
    QVERIFY(schedule.takeDue(Start).empty());
    const SteadyTime next = *schedule.nextRun(completion(1));
    QVERIFY(next >= Start + 240s && next <= Start + 360s);
    QCOMPARE(schedule.takeDue(next).size(), size_t {1}); // the traffic is too old by now
    schedule.finished(completion(1), ProbeSchedule::Confirm::No, next);
    schedule.spare(completion(1), next);
    schedule.runNow(completion(1), next + 1s); // who asks gets a probe
    QCOMPARE(schedule.takeDue(next + 1s).size(), size_t {1});
}

void tst_ProbeSchedule::asked()
{
    SeededRandom random(7);
    ProbeSchedule schedule(random);
    schedule.add(completion(1), Host, {}); // switched off
    schedule.startRound(ProbeSchedule::Which::New, Start);
    QVERIFY(schedule.takeDue(Start + 1h).empty());
    schedule.runNow(completion(1), Start + 1h);
    QCOMPARE(schedule.takeDue(Start + 1h).size(), size_t {1});
    QVERIFY(schedule.finished(completion(1), ProbeSchedule::Confirm::Asked, Start + 1h));
    QCOMPARE(schedule.nextRun(completion(1)), Start + 1h + 2s);
    QCOMPARE(schedule.takeDue(Start + 1h + 2s).size(), size_t {1});
    QVERIFY(!schedule.finished(completion(1), ProbeSchedule::Confirm::Scheduled, Start + 1h + 2s));
    QVERIFY(!schedule.nextRun(completion(1)).has_value());
}

void tst_ProbeSchedule::holdAndRound()
{
    SeededRandom random(8);
    ProbeSchedule schedule(random);
    for (int i = 0; i < 60; ++i)
        schedule.add(check(i), hostOf(i), 60s);
    schedule.startRound(ProbeSchedule::Which::New, Start);
    schedule.hold();
    QVERIFY(schedule.takeDue(Start + 1h).empty());
    QVERIFY(!schedule.nextWake(Start).has_value());
    schedule.startRound(ProbeSchedule::Which::All, Start + 30s);
    QCOMPARE(schedule.nextWake(Start), Start + 30s);
    SteadyTime latest = Start;
    for (int i = 0; i < 60; ++i)
        latest = std::max(latest, *schedule.nextRun(check(i)));
    QVERIFY(latest > Start + 59s && latest <= Start + 60s);
}

void tst_ProbeSchedule::stretched()
{
    SeededRandom random(9);
    ProbeSchedule schedule(random);
    schedule.add(completion(1), Host, 300s);
    schedule.startRound(ProbeSchedule::Which::New, Start);
    schedule.takeDue(Start);
    schedule.finished(completion(1), ProbeSchedule::Confirm::No, Start);
    schedule.setInterval(completion(1), 3'600s, Start + 60s);
    QVERIFY(*schedule.nextRun(completion(1)) >= Start + 2'880s);
    schedule.setInterval(completion(1), {}, Start + 61s); // spent
    QVERIFY(!schedule.nextRun(completion(1)).has_value());
    schedule.setInterval(completion(1), 300s, Start + 2h); // a new month
    QCOMPARE(schedule.nextRun(completion(1)), Start + 2h);
}

void tst_ProbeSchedule::randomLives()
{
    SeededRandom random(10);
    for (int life = 0; life < 200; ++life) {
        ProbeSchedule schedule(random);
        const int slots = 1 + static_cast<int>(random.next() % 30);
        for (int i = 0; i < slots; ++i)
            schedule.add(i % 2 ? check(i) : completion(i), hostOf(i % 5), 10s + 1s * (i % 7));
        schedule.startRound(ProbeSchedule::Which::New, Start);
        std::vector<ProbeSlot> running;
        SteadyTime now = Start;
        for (int step = 0; step < 300; ++step) {
            now += Milliseconds(static_cast<qint64>(random.between(0, 3'000)));
            for (const ProbeSlot &slot : schedule.takeDue(now))
                running.push_back(slot);
            QCOMPARE(schedule.running(), static_cast<int>(running.size()));
            QVERIFY(running.size() <= 8);
            for (int host = 0; host < 5; ++host)
                QVERIFY(std::count_if(running.begin(), running.end(), [&](const ProbeSlot &slot) {
                    return slot.target.provider.value.mid(1).toInt() % 5 == host;
                }) <= 2);
            if (!running.empty() && random.uniform() < 0.6) {
                schedule.finished(
                    running.back(), static_cast<ProbeSchedule::Confirm>(random.next() % 3), now);
                running.pop_back();
            }
            if (random.uniform() < 0.1)
                schedule.runNow(check(1), now);
        }
    }
}

QTEST_GUILESS_MAIN(tst_ProbeSchedule)
#include "tst_probeschedule.moc"

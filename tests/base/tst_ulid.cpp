// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/ulid.h"
#include "tests/support/fakeclock.h"

#include <QtTest>

using namespace Belay;
using namespace std::chrono_literals;

namespace {

/// Chance that is all ones, where the next number overflows.
class AllOnes final : public RandomSource
{
public:
    std::uint64_t next() override { return ~std::uint64_t {0}; }
};

} // namespace

class tst_Ulid final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void writesTheFormOfTheSpecification();
    void readsWhatItWrites();
    void refuses_data();
    void refuses();
    void growsWithinAMillisecond();
    void growsOverTheEndOfItsChance();
    void growsWhileTheClockIsSetBack();
};

void tst_Ulid::writesTheFormOfTheSpecification()
{
    // The time of the example in https://github.com/ulid/spec: 01ARZ3NDEK...
    const Ulid id {std::uint64_t {1'469'922'850'259} << 16U, 31};
    QCOMPARE(id.toString(), QStringLiteral("01ARZ3NDEK000000000000000Z"));
    QCOMPARE(id.time(), WallTime {1'469'922'850'259ms});
    QCOMPARE((Ulid {~std::uint64_t {0}, ~std::uint64_t {0}}).toString(),
        QStringLiteral("7ZZZZZZZZZZZZZZZZZZZZZZZZZ"));
}

void tst_Ulid::readsWhatItWrites()
{
    FakeClock clock;
    SeededRandom random(1);
    UlidMaker maker(clock, random);
    for (int i = 0; i < 1'000; ++i) {
        const Ulid id = maker.next();
        QCOMPARE(Ulid::fromString(id.toString()), std::optional(id));
        QCOMPARE(Ulid::fromString(id.toString().toLower()), std::optional(id));
        QCOMPARE(Ulid::fromBytes(id.toBytes()), std::optional(id));
        clock.advance(777us);
    }
}

void tst_Ulid::refuses_data()
{
    QTest::addColumn<QString>("text");
    QTest::addRow("nothing") << "";
    QTest::addRow("25 letters") << "01ARZ3NDEK000000000000000";
    QTest::addRow("27 letters") << "01ARZ3NDEK000000000000000ZZ";
    QTest::addRow("more than 128 bits") << "81ARZ3NDEK000000000000000Z";
    QTest::addRow("a letter that is left out") << "01ARZ3NDEK000000000000000U";
    QTest::addRow("a letter of another script") << QStringLiteral("01ARZ3NDEK00000000000000İZ");
    QTest::addRow("a blank") << "01ARZ3NDEK 00000000000000Z";
}

void tst_Ulid::refuses()
{
    QFETCH(QString, text);
    QCOMPARE(Ulid::fromString(text), std::optional<Ulid>());
    QCOMPARE(Ulid::fromBytes(text.toUtf8()), std::optional<Ulid>());
}

void tst_Ulid::growsWithinAMillisecond()
{
    FakeClock clock;
    SeededRandom random(1);
    UlidMaker maker(clock, random);
    Ulid last = maker.next();
    for (int i = 0; i < 10'000; ++i) {
        const Ulid id = maker.next();
        QVERIFY(id > last);
        QVERIFY(id.toString() > last.toString());
        QVERIFY(id.toBytes() > last.toBytes());
        QCOMPARE(id.time(), clock.wall());
        last = id;
    }
    clock.advance(1ms);
    QVERIFY(maker.next() > last);
    QVERIFY(last < Ulid::firstOf(clock.wall()));
}

void tst_Ulid::growsOverTheEndOfItsChance()
{
    FakeClock clock;
    AllOnes ones;
    UlidMaker maker(clock, ones);
    const Ulid last = maker.next();
    const Ulid next = maker.next();
    QVERIFY(next > last);
    QCOMPARE(next.time(), clock.wall() + 1ms);
    clock.advance(1ms);
    QVERIFY(maker.next() > next);
}

void tst_Ulid::growsWhileTheClockIsSetBack()
{
    FakeClock clock;
    SeededRandom random(1);
    UlidMaker maker(clock, random);
    const Ulid last = maker.next();
    clock.jumpWall(-10min);
    QVERIFY(maker.next() > last);
    clock.setWall(WallTime {-1ms});
    QVERIFY(maker.next() > last);
}

QTEST_GUILESS_MAIN(tst_Ulid)
#include "tst_ulid.moc"

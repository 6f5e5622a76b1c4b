// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/diagnosis.h"
#include "core/monitor/probebudget.h"

#include <QtTest>

using namespace Belay;
using namespace std::chrono_literals;

class tst_ProbeBudget final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void stretch_data();
    void stretch();
    void forecastFits();
    void months();
    void forecastOfAMonth();
};

namespace {

constexpr NanoUsd Milli = 1'000'000; // of a dollar
const WallTime FirstOfNovember = *wallTimeFromIso(QStringLiteral("2026-11-01T00:00:00.000Z"));

} // namespace

void tst_ProbeBudget::stretch_data()
{
    QTest::addColumn<double>("budgetUsd");
    QTest::addColumn<qint64>("spent");
    QTest::addColumn<qint64>("round");
    QTest::addColumn<qint64>("configuredS");
    QTest::addColumn<qint64>("expectedS"); // -1: none run
    QTest::addColumn<CompletionNote>("expectedNote");
    const auto row = [](const char *name, double budget, qint64 spent, qint64 round, qint64 configured,
                         qint64 expected, CompletionNote note) {
        QTest::addRow("%s", name) << budget << spent << round << configured << expected << note;
    };
    // November has 2 592 000 s: at 300 s that is 8 640 completions.
    row("free ones run as configured", 0.0, 0, 0, 300, 300, CompletionNote::None);
    row("a forecast that fits", 1.0, 0, 115'740, 300, 300, CompletionNote::None);
    row("a forecast just over stretches by the step", 1.0, 0, 115'742, 300, 310, CompletionNote::Stretched);
    row("twice as dear, half as often", 1.0, 0, 231'480, 300, 600, CompletionNote::Stretched);
    row("what is spent counts", 1.0, 500 * Milli, 115'740, 300, 600, CompletionNote::Stretched);
    row("never over one hour", 1.0, 0, 100 * Milli, 300, 3'600, CompletionNote::Stretched);
    row("a longer one of the person's own stays", 1.0, 0, 100 * Milli, 7'200, 7'200, CompletionNote::None);
    row("spent all the same", 1.0, 1'000 * Milli, 115'740, 300, -1, CompletionNote::Spent);
    row("one more would be over", 1.0, 1'000 * Milli - 115'739, 115'740, 300, -1, CompletionNote::Spent);
    row("no budget at all", 0.0, 0, 1, 300, -1, CompletionNote::Spent);
}

void tst_ProbeBudget::stretch()
{
    QFETCH(double, budgetUsd);
    QFETCH(qint64, spent);
    QFETCH(qint64, round);
    QFETCH(qint64, configuredS);
    QFETCH(qint64, expectedS);
    QFETCH(CompletionNote, expectedNote);
    ProbeBudget budget;
    budget.spend(spent, FirstOfNovember);
    const CompletionPlan plan = budget.plan(Seconds(configuredS), budgetUsd, round, FirstOfNovember);
    QCOMPARE(plan.every ? plan.every->count() / 1000 : -1, expectedS);
    QCOMPARE(plan.note, expectedNote);
    QCOMPARE(completionSentence(plan, budgetUsd).isEmpty(), expectedNote == CompletionNote::None);
}

void tst_ProbeBudget::forecastFits()
{
    // Played through a whole month, what is spent stays within the budget.
    ProbeBudget budget;
    constexpr NanoUsd Round = 700'000;
    WallTime now = FirstOfNovember;
    const WallTime end = now + 30 * 24h;
    int completions = 0;
    while (now < end) {
        const CompletionPlan plan = budget.plan(5min, 1.0, Round, now);
        QVERIFY(plan.every.has_value());
        QVERIFY(*plan.every <= ProbeBudget::LongestStretch);
        budget.spend(Round, now);
        ++completions;
        now += *plan.every;
    }
    QVERIFY(completions > 1'300);
    QVERIFY(budget.spent(end - 1ms) <= 1'000'000'000);
}

void tst_ProbeBudget::months()
{
    ProbeBudget budget;
    budget.spend(300 * Milli, FirstOfNovember);
    budget.remember(200 * Milli, FirstOfNovember); // history lags behind
    QCOMPARE(budget.spent(FirstOfNovember), 300 * Milli);
    budget.remember(400 * Milli, FirstOfNovember);
    QCOMPARE(budget.spent(FirstOfNovember), 400 * Milli);
    QCOMPARE(budget.spent(FirstOfNovember + 30 * 24h - 1ms), 400 * Milli);
    QCOMPARE(budget.spent(FirstOfNovember + 30 * 24h), NanoUsd {0});
}

void tst_ProbeBudget::forecastOfAMonth()
{
    QCOMPARE(monthForecast(5min, Milli, 10.0), (MonthForecast {288, 288 * 30 * Milli, false}));
    QCOMPARE(monthForecast(5min, Milli, 8.0), (MonthForecast {288, 288 * 30 * Milli, true}));
    QCOMPARE(monthForecast(24h, std::nullopt, 1.0), (MonthForecast {1, {}, false}));
    QCOMPARE(monthForecast(1h, NanoUsd {0}, 0.0), (MonthForecast {24, NanoUsd {0}, false}));
}

QTEST_GUILESS_MAIN(tst_ProbeBudget)
#include "tst_probebudget.moc"

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/span.h"

#include <QtTest>

using namespace Belay;
using namespace std::chrono_literals;

namespace {

constexpr WallTime Noon {Milliseconds {1'790'000'000'000}};

Span span(Milliseconds from, Milliseconds to, TargetState state)
{
    return {{}, Noon + from, Noon + to, state};
}

} // namespace

class tst_Span final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void sumsStates();
    void cutsAtTheEndsOfThePeriod();
    void knowsNothingWithoutSpans();
    void percentages_data();
    void percentages();
};

void tst_Span::sumsStates()
{
    const UptimeFigure figure
        = uptimeOf({span(0min, 10min, TargetState::Up), span(10min, 20min, TargetState::Down),
                       span(20min, 25min, TargetState::Slow), span(25min, 32min, TargetState::Limited),
                       span(32min, 40min, TargetState::KeyRejected), span(40min, 50min, TargetState::NoData),
                       span(50min, 55min, TargetState::Paused), span(55min, 60min, TargetState::Checking)},
            Noon, Noon + 60min);
    QCOMPARE(figure.period, Milliseconds {60min});
    QCOMPARE(figure.known, Milliseconds {32min});
    QCOMPARE(figure.down, Milliseconds {10min});
    QCOMPARE(figure.slow, Milliseconds {5min});
    QCOMPARE(figure.limited, Milliseconds {7min});
    QCOMPARE(figure.uptime(), std::optional(22.0 / 32.0));
    QCOMPARE(figure.coverage(), std::optional(32.0 / 60.0));
}

void tst_Span::cutsAtTheEndsOfThePeriod()
{
    const std::vector<Span> spans {span(-30min, 5min, TargetState::Up), span(5min, 90min, TargetState::Down)};
    const UptimeFigure figure = uptimeOf(spans, Noon, Noon + 10min);
    QCOMPARE(figure.known, Milliseconds {10min});
    QCOMPARE(figure.down, Milliseconds {5min});
    QCOMPARE(uptimeOf(spans, Noon + 3h, Noon + 4h).known, Milliseconds {0});
    QCOMPARE(uptimeOf(spans, Noon + 1h, Noon).period, Milliseconds {0});
}

void tst_Span::knowsNothingWithoutSpans()
{
    const UptimeFigure figure = uptimeOf({}, Noon, Noon + 1h);
    QVERIFY(!figure.uptime().has_value());
    QCOMPARE(figure.coverage(), std::optional(0.0));
    QVERIFY(!uptimeOf({}, Noon, Noon).coverage().has_value());
}

void tst_Span::percentages_data()
{
    QTest::addColumn<double>("share"); // below nothing: unknown
    QTest::addColumn<QString>("expected");
    QTest::addRow("nothing is known") << -1.0 << QStringLiteral("–");
    QTest::addRow("nearly all is not all") << 0.99999 << QStringLiteral("99.99 %");
    QTest::addRow("all") << 1.0 << QStringLiteral("100.00 %");
    QTest::addRow("none") << 0.0 << QStringLiteral("0.00 %");
    QTest::addRow("exact hundredths stay") << 0.9993 << QStringLiteral("99.93 %");
    QTest::addRow("a third, rounded down") << 2.0 / 3.0 << QStringLiteral("66.66 %");
}

void tst_Span::percentages()
{
    QFETCH(double, share);
    QFETCH(QString, expected);
    QCOMPARE(percentText(share < 0 ? std::nullopt : std::optional(share)), expected);
}

QTEST_GUILESS_MAIN(tst_Span)
#include "tst_span.moc"

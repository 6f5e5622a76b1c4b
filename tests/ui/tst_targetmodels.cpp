// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/statusboard.h"
#include "ui/models/bucketsmodel.h"
#include "ui/models/failuresmodel.h"
#include "ui/models/partsmodel.h"
#include "ui/models/periodsmodel.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/statuspalette.h"

#include <QAbstractItemModelTester>
#include <QGuiApplication>
#include <QTest>

using namespace Belay;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const WallTime Start {Milliseconds {1'795'305'600'000}}; // 2026-11-22T00:00:00Z

QString cell(const QAbstractItemModel &model, int row, int column)
{
    return model.index(row, column).data().toString();
}

/// No column without a title, no cell outside the rows.
void checkShape(const QAbstractItemModel &model)
{
    for (int column = 0; column < model.columnCount(); ++column)
        QVERIFY(!model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString().isEmpty());
    QVERIFY(!model.index(model.rowCount(), 0).isValid());
    QVERIFY(!model.data({}, Qt::DisplayRole).isValid());
}

Sample failureAt(WallTime at)
{
    Sample sample;
    sample.at = at;
    sample.target = {ProviderId(u"openai"_s), u"gpt"_s};
    sample.key = KeyId(u"main"_s);
    sample.kind = ProbeKind::Completion;
    sample.outcome = Outcome::RateLimited;
    sample.status = 429;
    sample.requestId = u"req_17"_s;
    sample.timings.total = 120ms;
    sample.evidence = Evidence {u"rate_limit_exceeded"_s, u"192.0.2.1:443"_s,
        u"{\n  \"error\": \"slow down\"\n}"_s, Milliseconds {5s}};
    return sample;
}

Span span(WallTime from, WallTime to, TargetState state)
{
    Span made;
    made.from = from;
    made.to = to;
    made.state = state;
    return made;
}

} // namespace

class tst_TargetModels : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void bucketsAreThoseOfTheChart();
    void periodsTellUptimeAndCoverage();
    void unknownPriceIsSaid();
    void partsFollow();
    void failuresTellWhatIsKept();
    void failureWithoutAnswerHasNoStatus();
    void questionsHaveWholeColumns();
    void reachBelongsToTheProvider();
    void bandsShowStatesAndHoles();
};

void tst_TargetModels::bucketsAreThoseOfTheChart()
{
    BucketsModel model;
    const QAbstractItemModelTester tester(&model);
    TimeSeries series;
    series.points = {{Start, 3, 100ms, 200ms, 300ms, 400ms}, {Start + 1min, 0, {}, {}, {}, {}}};
    model.setSeries(series);
    checkShape(model);
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(cell(model, 0, BucketsModel::Time), dateTimeText(Start));
    QCOMPARE(cell(model, 0, BucketsModel::Checks), u"3"_s);
    QCOMPARE(cell(model, 0, BucketsModel::Min), latencyText(Microseconds {100ms}));
    QCOMPARE(cell(model, 0, BucketsModel::P50), latencyText(Microseconds {200ms}));
    QCOMPARE(cell(model, 0, BucketsModel::P95), latencyText(Microseconds {300ms}));
    QCOMPARE(cell(model, 0, BucketsModel::Max), latencyText(Microseconds {400ms}));
    QCOMPARE(cell(model, 1, BucketsModel::Checks), u"0"_s);
    QCOMPARE(cell(model, 1, BucketsModel::P50), latencyText(std::nullopt));
    model.setSeries({});
    QCOMPARE(model.rowCount(), 0);
}

void tst_TargetModels::periodsTellUptimeAndCoverage()
{
    PeriodsModel model;
    const QAbstractItemModelTester tester(&model);
    PeriodFigures day;
    day.uptime = {24h, 12h, 3h, 6h, 1h};
    day.latency = {10, Microseconds {400ms}, Microseconds {900ms}};
    day.checks = 288;
    day.usd = 2'000'000;
    PeriodFigures quarter = day;
    quarter.days = 90;
    quarter.uptime = {};
    quarter.latency = {};
    quarter.costIsPartial = true;
    model.setPeriods({day, quarter}, PeriodsModel::PriceKnown::Yes);
    checkShape(model);
    QCOMPARE(cell(model, 0, PeriodsModel::Period), u"24 h"_s);
    QCOMPARE(cell(model, 0, PeriodsModel::Uptime), shareText(0.75));
    QCOMPARE(cell(model, 0, PeriodsModel::Coverage), shareText(0.5));
    QCOMPARE(cell(model, 0, PeriodsModel::Slow), shareText(0.5));
    QCOMPARE(cell(model, 0, PeriodsModel::P95), latencyText(Microseconds {900ms}));
    QCOMPARE(cell(model, 0, PeriodsModel::Checks), u"288"_s);
    QCOMPARE(cell(model, 0, PeriodsModel::Cost), moneyText(2'000'000));
    QCOMPARE(cell(model, 1, PeriodsModel::Period), u"90 d"_s);
    QCOMPARE(cell(model, 1, PeriodsModel::Uptime), shareText(std::nullopt));
    QCOMPARE(cell(model, 1, PeriodsModel::Limited), shareText(std::nullopt));
    QVERIFY(cell(model, 1, PeriodsModel::Cost).contains(moneyText(2'000'000)));
    QVERIFY(cell(model, 1, PeriodsModel::Cost) != moneyText(2'000'000));
}

void tst_TargetModels::unknownPriceIsSaid()
{
    PeriodsModel model;
    model.setPeriods({PeriodFigures {}}, PeriodsModel::PriceKnown::No);
    QCOMPARE(cell(model, 0, PeriodsModel::Cost), moneyText(std::nullopt));
    model.setPeriods({PeriodFigures {}}, PeriodsModel::PriceKnown::Yes);
    QCOMPARE(cell(model, 0, PeriodsModel::Cost), moneyText(0));
}

void tst_TargetModels::partsFollow()
{
    PartsModel model({u"Name"_s, u"One"_s, u"Two"_s});
    const QAbstractItemModelTester tester(&model);
    model.setParts({{u"DNS"_s, Qt::red, {u"1"_s, u"2"_s}}, {u"TLS"_s, Qt::blue, {u"3"_s}}});
    checkShape(model);
    QCOMPARE(cell(model, 0, 2), u"2"_s);
    QCOMPARE(cell(model, 1, 2), QString());
    QCOMPARE(model.index(1, 0).data(Qt::DecorationRole).value<QColor>(), QColor(Qt::blue));
}

void tst_TargetModels::failuresTellWhatIsKept()
{
    FailuresModel model;
    const QAbstractItemModelTester tester(&model);
    const Sample first = failureAt(Start);
    const Sample second = failureAt(Start - 1min);
    model.setFailures({first, second});
    checkShape(model);
    QCOMPARE(cell(model, 0, FailuresModel::Time), dateTimeText(Start));
    QCOMPARE(cell(model, 0, FailuresModel::OutcomeColumn), outcomeText(Outcome::RateLimited));
    QCOMPARE(cell(model, 0, FailuresModel::Status), u"429"_s);
    QCOMPARE(cell(model, 0, FailuresModel::ProviderCode), u"rate_limit_exceeded"_s);
    QCOMPARE(cell(model, 0, FailuresModel::Reason), u"{ \"error\": \"slow down\" }"_s);
    QCOMPARE(model.rowOf(second), 1);
    QVERIFY(!model.failure(2) && !model.failure(-1));
    const QString all = evidenceText(first);
    for (const QString &part :
        {u"2026-11-22T00:00:00.000Z"_s, u"openai/gpt"_s, u"main"_s, u"rate-limited"_s, u"429"_s,
            u"rate_limit_exceeded"_s, u"req_17"_s, u"192.0.2.1:443"_s, u"slow down"_s, spokenDuration(5s)})
        QVERIFY2(all.contains(part), qPrintable(all));
}

void tst_TargetModels::failureWithoutAnswerHasNoStatus()
{
    Sample failure = failureAt(Start);
    failure.status = 0;
    failure.outcome = Outcome::Connect;
    failure.evidence.reset();
    FailuresModel model;
    model.setFailures({failure});
    QCOMPARE(cell(model, 0, FailuresModel::Status), u"–"_s);
    QCOMPARE(cell(model, 0, FailuresModel::ProviderCode), QString());
    QVERIFY(evidenceText(failure).contains(outcomeText(Outcome::Connect)));
}

void tst_TargetModels::questionsHaveWholeColumns()
{
    const TargetId target {ProviderId(u"openai"_s), u"gpt"_s};
    const RangeQuestion day = questionFor(
        target, SeriesKind::Completion, {Start - 24h + 7min + 13s, Start + 7min + 13s}, 5min, 400);
    QCOMPARE(day.step, Milliseconds {5min});
    QCOMPARE(day.range.from, Start - 24h + 5min);
    QCOMPARE(day.range.to, Start + 7min + 13s);
}

void tst_TargetModels::reachBelongsToTheProvider()
{
    const TargetId target {ProviderId(u"openai"_s), u"gpt"_s};
    const TargetId provider {ProviderId(u"openai"_s), {}};
    QCOMPARE(subjectOf(target, SeriesKind::Reach), provider);
    QCOMPARE(subjectOf(target, SeriesKind::Completion), target);
    QCOMPARE(subjectOf(provider, SeriesKind::Auth), provider);
}

void tst_TargetModels::bandsShowStatesAndHoles()
{
    RangeQuestion question;
    question.range = {Start, Start + 10h};
    question.step = 5min;
    question.interval = 5min;
    const std::vector<Span> spans {span(Start + 5h, Start + 6h, TargetState::Paused),
        span(Start - 1h, Start + 1h, TargetState::Up), span(Start + 1h, Start + 2h, TargetState::Down),
        span(Start + 2h + 8min, Start + 4h, TargetState::Up),
        span(Start + 4h, Start + 5h, TargetState::Limited)};
    const auto bands = bandsOf(spans, question, Start + 8h, QGuiApplication::palette());
    QStringList told;
    for (const ChartBand &band : bands) {
        told << QStringLiteral("%1 %2-%3")
                    .arg(band.name)
                    .arg((band.from - Start) / 1h)
                    .arg((band.to - Start) / 1h);
    }
    QCOMPARE(told,
        (QStringList {u"%1 1-2"_s.arg(statusWord(TargetState::Down)),
            u"%1 4-5"_s.arg(statusWord(TargetState::Limited)),
            u"%1 5-6"_s.arg(statusWord(TargetState::Paused)),
            u"%1 6-8"_s.arg(statusWord(TargetState::NoData))}));
    QVERIFY(bands[0].pattern != bands[1].pattern);
    QVERIFY(bands[1].pattern != bands[2].pattern);
    const auto nothing = bandsOf({}, question, Start + 20h, QGuiApplication::palette());
    QCOMPARE(nothing.size(), size_t {1});
    QCOMPARE(nothing.front().to, Start + 10h);
}

QTEST_MAIN(tst_TargetModels)
#include "tst_targetmodels.moc"

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/targetstage.h"
#include "ui/charts/stackedbar.h"
#include "ui/charts/timeseriesview.h"
#include "ui/models/bucketsmodel.h"
#include "ui/widgets/formats.h"

#include <QClipboard>
#include <QComboBox>
#include <QDateTimeEdit>
#include <QGuiApplication>
#include <QLabel>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

#include <set>

using namespace Belay;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// What the target page asks of history, and shows of it.
class tst_TargetRange : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void twinsCarryTheSameNumbers();
    void emptyRangeSaysWhy();
    void aRejectedKeyIsTheReason_data();
    void aRejectedKeyIsTheReason();
    void aRangeThatBeginsAfterItsEnd();
    void failedRangeSaysSo();
    void answersThatAreNotDrawnYetAreNoFailures();
    void rangesAskForFittingColumns_data();
    void rangesAskForFittingColumns();
    void rangeIsKept();
    void reachIsAskedOfTheProvider();
    void zoomAsksForFinerColumnsAndResetReturns();
    void newTargetDropsOldAnswers();
    void quickChangesAskOnceMore();
    void progressShowsAfterASecond();
    void checksRefreshALiveRange();
    void failureShowsItsEvidence();
};

void tst_TargetRange::twinsCarryTheSameNumbers()
{
    TargetStage stage;
    stage.fillHistory(24h, 5min);
    TargetPage &page = stage.open(TargetStage::model());
    QVERIFY(stage.settle());

    auto *chart = page.findChild<TimeSeriesView *>(u"latencyChart"_s);
    const QAbstractItemModel &buckets = modelOf(page, u"bucketsTable"_s);
    QTest::keyClick(chart, Qt::Key_Home);
    for (int step = 0; step < 5; ++step) {
        const std::optional<SeriesPoint> point = chart->cursorPoint();
        QVERIFY(point);
        int row = 0;
        while (row < buckets.rowCount() && cell(buckets, row, BucketsModel::Time) != dateTimeText(point->at))
            ++row;
        QCOMPARE(cell(buckets, row, BucketsModel::Checks), QString::number(point->n));
        QCOMPARE(cell(buckets, row, BucketsModel::P50), latencyText(point->p50));
        QCOMPARE(cell(buckets, row, BucketsModel::P95), latencyText(point->p95));
        QCOMPARE(cell(buckets, row, BucketsModel::Max), latencyText(point->max));
        QTest::keyClick(chart, Qt::Key_Right);
    }

    std::set<std::pair<QString, QString>> painted;
    for (const StackedBar *bar : page.findChildren<StackedBar *>()) {
        for (const BarPiece &piece : bar->pieces())
            painted.insert({piece.name, piece.value});
    }
    const QAbstractItemModel &phases = modelOf(page, u"phasesTable"_s);
    for (int row = 0; row + 1 < phases.rowCount(); ++row)
        QVERIFY(painted.contains({cell(phases, row, 0), cell(phases, row, 1)}));
    const QAbstractItemModel &outcomes = modelOf(page, u"outcomesTable"_s);
    QCOMPARE(outcomes.rowCount(), 3);
    for (int row = 0; row < outcomes.rowCount(); ++row)
        QVERIFY(painted.contains({cell(outcomes, row, 0), cell(outcomes, row, 1)}));
    QCOMPARE(modelOf(page, u"periodsTable"_s).rowCount(), 4);
}

void tst_TargetRange::emptyRangeSaysWhy()
{
    TargetStage stage;
    TargetPage &page = stage.open(TargetStage::model());
    QVERIFY(stage.settle());
    auto *chart = page.findChild<TimeSeriesView *>(u"latencyChart"_s);
    QVERIFY(chart->emptyText().startsWith(u"No data in this range"_s));
    QVERIFY(page.findChild<QTableView *>(u"phasesTable"_s)->isHidden());
    QVERIFY(page.findChild<QTableView *>(u"outcomesTable"_s)->isHidden());
    QCOMPARE(modelOf(page, u"failuresTable"_s).rowCount(), 0);
}

void tst_TargetRange::aRejectedKeyIsTheReason_data()
{
    QTest::addColumn<Milliseconds>("ended"); // so long ago
    QTest::addColumn<bool>("isTold");
    QTest::newRow("within the range") << Milliseconds {2h} << true;
    QTest::newRow("before it") << Milliseconds {25h} << false;
}

void tst_TargetRange::aRejectedKeyIsTheReason()
{
    QFETCH(Milliseconds, ended);
    TargetStage stage;
    Span rejected;
    rejected.subject = TargetStage::model();
    rejected.from = stage.clock.wall() - 30h;
    rejected.to = stage.clock.wall() - ended;
    rejected.state = TargetState::KeyRejected;
    stage.history.spans = {rejected};
    const TargetPage &page = stage.open(TargetStage::model());
    QVERIFY(stage.settle());
    const QString text = page.findChild<TimeSeriesView *>(u"latencyChart"_s)->emptyText();
    QTEST(text.contains(u"the key was rejected then"), "isTold");
    QTEST(!text.contains(u"not running"), "isTold");
}

void tst_TargetRange::aRangeThatBeginsAfterItsEnd()
{
    TargetStage stage;
    TargetPage &page = stage.open(TargetStage::model());
    page.show();
    QVERIFY(stage.settle());
    rangeButton(page, u"Custom"_s)->click();
    QVERIFY(stage.settle());
    const size_t asked = stage.history.asked().size();
    const auto *said = page.findChild<QLabel *>(u"rangeOrderLabel"_s);
    auto *from = page.findChild<QDateTimeEdit *>(u"fromDateTimeEdit"_s);
    auto *to = page.findChild<QDateTimeEdit *>(u"toDateTimeEdit"_s);
    QVERIFY(!said->isVisible());
    const QDateTime late = to->dateTime().addSecs(3600);
    from->setDateTime(late);
    QVERIFY2(said->isVisible(), "while it is typed");
    Q_EMIT from->editingFinished();
    QCOMPARE(from->dateTime(), late);
    QCOMPARE(stage.history.asked().size(), asked);
    to->setDateTime(late.addSecs(3600));
    QVERIFY(!said->isVisible());
    Q_EMIT to->editingFinished();
    QVERIFY(stage.settle());
    QVERIFY(stage.history.asked().size() > asked);
    QCOMPARE(from->dateTime(), late);
}

void tst_TargetRange::failedRangeSaysSo()
{
    TargetStage stage;
    HistoryBucket bucket;
    bucket.start = stage.clock.wall() - 1h;
    bucket.counts[static_cast<size_t>(Outcome::Overloaded)] = 7;
    stage.history.buckets[{TargetStage::model(), SeriesKind::Completion}] = {bucket};
    TargetPage &page = stage.open(TargetStage::model());
    QVERIFY(stage.settle());
    const QString text = page.findChild<TimeSeriesView *>(u"latencyChart"_s)->emptyText();
    QVERIFY2(text.contains(u"none of 7"_s), qPrintable(text));
}

void tst_TargetRange::answersThatAreNotDrawnYetAreNoFailures()
{
    TargetStage stage;
    HistoryBucket bucket;
    bucket.start = stage.clock.wall(); // its middle, where it is drawn, is still to come
    bucket.counts[static_cast<size_t>(Outcome::Ok)] = 1;
    stage.history.buckets[{TargetStage::model(), SeriesKind::Completion}] = {bucket};
    TargetPage &page = stage.open(TargetStage::model());
    QVERIFY(stage.settle());
    const QString text = page.findChild<TimeSeriesView *>(u"latencyChart"_s)->emptyText();
    QVERIFY2(text.contains(u"too new"_s), qPrintable(text));
}

void tst_TargetRange::rangesAskForFittingColumns_data()
{
    QTest::addColumn<QString>("button");
    QTest::addColumn<qint64>("expectedHours");
    QTest::addColumn<qint64>("expectedStepMinutes");
    QTest::addRow("1 h") << u"1 h"_s << qint64 {1} << qint64 {1};
    QTest::addRow("6 h") << u"6 h"_s << qint64 {6} << qint64 {1};
    QTest::addRow("7 d") << u"7 d"_s << qint64 {7 * 24} << qint64 {30};
    QTest::addRow("30 d") << u"30 d"_s << qint64 {30 * 24} << qint64 {120};
    QTest::addRow("90 d") << u"90 d"_s << qint64 {90 * 24} << qint64 {360};
}

void tst_TargetRange::rangesAskForFittingColumns()
{
    QFETCH(QString, button);
    QFETCH(qint64, expectedHours);
    QFETCH(qint64, expectedStepMinutes);
    TargetStage stage;
    TargetPage &page = stage.open(TargetStage::model());
    QVERIFY(stage.settle());
    rangeButton(page, button)->click();
    QVERIFY(stage.settle());
    const FakeHistory::Asked asked = stage.history.asked().back();
    QCOMPARE(asked.step, Milliseconds {expectedStepMinutes * 1min});
    QCOMPARE(asked.range.to, stage.clock.wall());
    const Milliseconds length = asked.range.to - asked.range.from;
    QVERIFY(length >= expectedHours * 1h && length < expectedHours * 1h + asked.step);
    QCOMPARE(asked.range.from.time_since_epoch() % asked.step, 0ms);
}

void tst_TargetRange::rangeIsKept()
{
    TargetStage stage;
    stage.open(TargetStage::model());
    rangeButton(*stage.page, u"7 d"_s)->click();
    click(*stage.page, u"logarithmicCheckBox"_s);
    click(*stage.page, u"tableCheckBox"_s);
    stage.page.reset();
    TargetPage &again = stage.open(TargetStage::model());
    QVERIFY(rangeButton(again, u"7 d"_s)->isChecked());
    QVERIFY(again.findChild<QAbstractButton *>(u"tableCheckBox"_s)->isChecked());
    QCOMPARE(again.findChild<TimeSeriesView *>(u"latencyChart"_s)->scale(), ValueScale::Logarithmic);
}

void tst_TargetRange::reachIsAskedOfTheProvider()
{
    TargetStage stage;
    TargetPage &page = stage.open(TargetStage::model());
    QVERIFY(stage.settle());
    QVERIFY(stage.history.asked().back().series == SeriesKind::Completion);
    auto *series = page.findChild<QComboBox *>(u"seriesComboBox"_s);
    series->setCurrentIndex(series->findData(static_cast<int>(SeriesKind::Reach)));
    QVERIFY(stage.settle());
    QVERIFY(stage.history.asked().back().series == SeriesKind::Reach);
    QVERIFY(stage.history.asked().back().target == TargetStage::provider());

    page.setTarget(TargetStage::provider());
    QVERIFY(stage.settle());
    QVERIFY(stage.history.asked().back().series == SeriesKind::Reach);
}

void tst_TargetRange::zoomAsksForFinerColumnsAndResetReturns()
{
    TargetStage stage;
    stage.fillHistory(24h, 5min);
    stage.settings.setValue(u"target/range"_s, u"7d"_s);
    TargetPage &page = stage.open(TargetStage::model());
    QVERIFY(stage.settle());
    auto *chart = page.findChild<TimeSeriesView *>(u"latencyChart"_s);
    for (int i = 0; i < 5; ++i)
        QTest::keyClick(chart, Qt::Key_Plus);
    const TimeRange wanted = chart->visibleRange();
    QVERIFY(stage.settle());
    QVERIFY(rangeButton(page, u"Custom"_s)->isChecked());
    const FakeHistory::Asked asked = stage.history.asked().back();
    QVERIFY(asked.step < 30min);
    QCOMPARE(asked.range.to, wanted.to);
    QTest::keyClick(chart, Qt::Key_Escape);
    QVERIFY(stage.settle());
    QVERIFY(rangeButton(page, u"7 d"_s)->isChecked());
    QCOMPARE(stage.history.asked().back().step, Milliseconds {30min});
}

void tst_TargetRange::newTargetDropsOldAnswers()
{
    TargetStage stage;
    stage.fillHistory(24h, 5min);
    stage.history.gated = true;
    TargetPage &page = stage.open(TargetStage::model());
    page.setTarget(TargetStage::provider()); // before the first answer
    QSignalSpy shown(&page, &TargetPage::rangeShown);
    stage.history.gate.release(2);
    QVERIFY(shown.wait());
    QCOMPARE(stage.history.asked().size(), size_t {2});
    QCOMPARE(shown.size(), 1);
    for (int row = 0; row < modelOf(page, u"bucketsTable"_s).rowCount(); ++row)
        QCOMPARE(cell(modelOf(page, u"bucketsTable"_s), row, BucketsModel::Checks), u"0"_s);
}

void tst_TargetRange::quickChangesAskOnceMore()
{
    TargetStage stage;
    stage.history.gated = true;
    TargetPage &page = stage.open(TargetStage::model());
    auto *chart = page.findChild<TimeSeriesView *>(u"latencyChart"_s);
    rangeButton(page, u"7 d"_s)->click();
    rangeButton(page, u"1 h"_s)->click();
    rangeButton(page, u"30 d"_s)->click();
    stage.history.gate.release(10);
    QVERIFY(stage.settle());
    QCOMPARE(stage.history.asked().size(), size_t {2});
    QCOMPARE(stage.history.asked().back().step, Milliseconds {120min});
    QCOMPARE(chart->visibleRange().from, stage.history.asked().back().range.from);
}

void tst_TargetRange::progressShowsAfterASecond()
{
    TargetStage stage;
    stage.history.gated = true;
    TargetPage &page = stage.open(TargetStage::model());
    page.show();
    auto *progress = page.findChild<QProgressBar *>();
    stage.clock.advance(900ms);
    QVERIFY(!progress->isVisible());
    stage.clock.advance(1100ms);
    QVERIFY(progress->isVisible());
    stage.history.gate.release(10);
    QVERIFY(stage.settle());
    QVERIFY(!progress->isVisible());
}

void tst_TargetRange::checksRefreshALiveRange()
{
    TargetStage stage;
    TargetPage &page = stage.open(TargetStage::model());
    QVERIFY(stage.settle());
    page.show();
    stage.clock.advance(3s);
    QVERIFY(stage.settle());
    const size_t before = stage.history.asked().size();
    stage.clock.advance(10s);
    QCOMPARE(stage.history.asked().size(), before);
    Sample sample;
    sample.target = TargetStage::model();
    Q_EMIT stage.feed.sampleTaken(sample);
    stage.clock.advance(2s);
    QVERIFY(stage.settle());
    QCOMPARE(stage.history.asked().size(), before + 1);
}

void tst_TargetRange::failureShowsItsEvidence()
{
    TargetStage stage;
    stage.fillHistory(24h, 5min);
    TargetPage &page = stage.open(TargetStage::model());
    QVERIFY(stage.settle());
    auto *table = page.findChild<QTableView *>(u"failuresTable"_s);
    QVERIFY(!page.findChild<QPushButton *>(u"copyEvidenceButton"_s)->isEnabled());
    table->selectRow(1);
    const QString detail = page.findChild<QPlainTextEdit *>(u"evidencePlainTextEdit"_s)->toPlainText();
    for (const QString &part : {u"529"_s, u"overloaded_error"_s, u"192.0.2.17:443"_s, u"req_011"_s})
        QVERIFY2(detail.contains(part), qPrintable(detail));
    click(page, u"copyEvidenceButton"_s);
    QCOMPARE(QGuiApplication::clipboard()->text(), detail);
}

QTEST_MAIN(tst_TargetRange)
#include "tst_targetrange.moc"

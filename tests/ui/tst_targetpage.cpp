// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/targetstage.h"
#include "ui/charts/stackedbar.h"
#include "ui/charts/timeseriesview.h"
#include "ui/models/bucketsmodel.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/statuspalette.h"

#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QDesktopServices>
#include <QGuiApplication>
#include <QLabel>
#include <QMenu>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QToolButton>

#include <set>

using namespace Belay;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QString textOf(const QWidget &page, const QString &label)
{
    return page.findChild<QLabel *>(label)->text();
}

QAbstractItemModel &modelOf(const QWidget &page, const QString &table)
{
    return *page.findChild<QTableView *>(table)->model();
}

QString cell(const QAbstractItemModel &model, int row, int column)
{
    return model.index(row, column).data().toString();
}

void click(const QWidget &page, const QString &button)
{
    page.findChild<QAbstractButton *>(button)->click();
}

QAbstractButton *rangeButton(const QWidget &page, const QString &text)
{
    for (QToolButton *button : page.findChildren<QToolButton *>()) {
        if (button->text() == text && button->isCheckable())
            return button;
    }
    return nullptr;
}

class OpenedPages final : public QObject
{
    Q_OBJECT
public Q_SLOTS:
    void open(const QUrl &url) { urls << url; }

public:
    QList<QUrl> urls;
};

} // namespace

class tst_TargetPage : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void headerAnswersTheQuestion();
    void countdownFollowsTheClock();
    void buttonsAskTheirServices();
    void paidCheckNamesItsPrice();
    void pausedTargetOffersResume();
    void removedTargetKeepsItsHistory();
    void curlHasNoKey();
    void statusPageOpens();
    void twinsCarryTheSameNumbers();
    void emptyRangeSaysWhy();
    void failedRangeSaysSo();
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
    void everythingIsReachedByKeyboardAndNamed();
};

void tst_TargetPage::headerAnswersTheQuestion()
{
    TargetStage stage;
    stage.publish(TargetState::Down);
    TargetPage &page = stage.open(TargetStage::model());
    QCOMPARE(page.objectName(), u"targetPage"_s);
    QCOMPARE(textOf(page, u"nameLabel"_s), u"Anthropic · claude-haiku-4-5"_s);
    const QString state = textOf(page, u"stateLabel"_s);
    QVERIFY(state.contains(statusWord(TargetState::Down)));
    QVERIFY(state.contains(u"6 min"_s));
    QVERIFY(state.contains(ownerText(Owner::Provider, Cause::Outage)));
    QVERIFY(textOf(page, u"reasonLabel"_s).contains(u"529"_s));
    QVERIFY(textOf(page, u"adviceLabel"_s).contains(u"Nothing to do"_s));
    QVERIFY(textOf(page, u"noticeLabel"_s).contains(u"operational"_s));
    QCOMPARE(page.findChild<QLabel *>(u"reasonLabel"_s)->textFormat(), Qt::PlainText);
}

void tst_TargetPage::countdownFollowsTheClock()
{
    TargetStage stage;
    stage.publish(TargetState::Up);
    TargetPage &page = stage.open(TargetStage::model());
    page.show();
    QVERIFY(textOf(page, u"checksLabel"_s).contains(u"next check in 48 s"_s));
    stage.clock.advance(18s);
    QVERIFY(textOf(page, u"checksLabel"_s).contains(u"next check in 30 s"_s));
    stage.clock.advance(60s);
    QVERIFY(textOf(page, u"checksLabel"_s).contains(u"next check in 0 s"_s));
}

void tst_TargetPage::buttonsAskTheirServices()
{
    TargetStage stage;
    stage.publish(TargetState::Up);
    TargetPage &page = stage.open(TargetStage::model());
    QSignalSpy paused(&page, &TargetPage::pauseRequested);
    QSignalSpy edited(&page, &TargetPage::editRequested);
    QSignalSpy removed(&page, &TargetPage::removeRequested);
    auto *check = page.findChild<QToolButton *>(u"checkButton"_s);
    check->click();
    QCOMPARE(stage.control.asked.size(), size_t {1});
    QVERIFY(stage.control.asked.front() == TargetStage::model());
    QVERIFY(stage.control.paid.front() == Monitor::Paid::No);
    QVERIFY(!check->isEnabled());
    Q_EMIT stage.control.checkFinished(TargetStage::provider());
    QVERIFY(!check->isEnabled());
    Q_EMIT stage.control.checkFinished(TargetStage::model());
    QVERIFY(check->isEnabled());

    click(page, u"pauseButton"_s);
    QCOMPARE(paused.size(), 1);
    QCOMPARE(paused[0][1].toBool(), true);
    click(page, u"editButton"_s);
    QCOMPARE(edited.size(), 1);
    click(page, u"removeButton"_s);
    QCOMPARE(removed.size(), 1);
}

void tst_TargetPage::paidCheckNamesItsPrice()
{
    TargetStage stage;
    stage.config->prices[TargetStage::model()] = {1'000'000'000, 5'000'000'000};
    TargetPage &page = stage.open(TargetStage::model());
    const QList<QAction *> actions = page.findChild<QToolButton *>(u"checkButton"_s)->menu()->actions();
    QCOMPARE(actions.size(), 2);
    QVERIFY2(actions[1]->text().contains(u"$0.0"_s), qPrintable(actions[1]->text()));
    actions[1]->trigger();
    QVERIFY(stage.control.paid.front() == Monitor::Paid::Yes);

    stage.page->setTarget(TargetStage::provider());
    QVERIFY(!actions[1]->isVisible());
}

void tst_TargetPage::pausedTargetOffersResume()
{
    TargetStage stage;
    stage.config->providers.front().monitor.paused = {TargetStage::model().model};
    stage.publish(TargetState::Paused);
    TargetPage &page = stage.open(TargetStage::model());
    QSignalSpy paused(&page, &TargetPage::pauseRequested);
    QVERIFY(!page.findChild<QToolButton *>(u"checkButton"_s)->isEnabled());
    click(page, u"pauseButton"_s);
    QCOMPARE(paused[0][1].toBool(), false);
    QVERIFY(textOf(page, u"checksLabel"_s).contains(u"paused"_s));
}

void tst_TargetPage::removedTargetKeepsItsHistory()
{
    TargetStage stage;
    stage.fillHistory(24h, 5min);
    stage.publish(TargetState::Up);
    TargetPage &page = stage.open(TargetStage::model());
    QVERIFY(stage.settle());
    page.setConfig(std::make_shared<const Config>());
    QVERIFY(textOf(page, u"stateLabel"_s).contains(u"No longer configured"_s));
    for (const QString &button : {u"checkButton"_s, u"pauseButton"_s, u"editButton"_s, u"removeButton"_s})
        QVERIFY(!page.findChild<QAbstractButton *>(button)->isEnabled());
    QVERIFY(modelOf(page, u"bucketsTable"_s).rowCount() > 200);
}

void tst_TargetPage::curlHasNoKey()
{
    TargetStage stage;
    TargetPage &page = stage.open(TargetStage::model());
    QSignalSpy noted(&page, &TargetPage::noted);
    click(page, u"curlButton"_s);
    const QString command = QGuiApplication::clipboard()->text();
    QVERIFY(command.startsWith(u"curl "_s));
    QVERIFY(command.contains(u"x-api-key: $KEY"_s));
    QVERIFY(command.contains(u"claude-haiku-4-5"_s));
    QCOMPARE(noted.size(), 1);
}

void tst_TargetPage::statusPageOpens()
{
    TargetStage stage;
    TargetPage &page = stage.open(TargetStage::model());
    OpenedPages opened;
    QDesktopServices::setUrlHandler(u"https"_s, &opened, "open");
    click(page, u"statusPageButton"_s);
    QDesktopServices::unsetUrlHandler(u"https"_s);
    QCOMPARE(opened.urls, QList<QUrl> {Catalogue::builtIn().kind(ProviderKindId::Anthropic).statusPage});
    stage.config->providers.front().monitor.statusPage = u"off"_s;
    page.setConfig(stage.config);
    QVERIFY(page.findChild<QPushButton *>(u"statusPageButton"_s)->isHidden());
}

void tst_TargetPage::twinsCarryTheSameNumbers()
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

void tst_TargetPage::emptyRangeSaysWhy()
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

void tst_TargetPage::failedRangeSaysSo()
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

void tst_TargetPage::rangesAskForFittingColumns_data()
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

void tst_TargetPage::rangesAskForFittingColumns()
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

void tst_TargetPage::rangeIsKept()
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

void tst_TargetPage::reachIsAskedOfTheProvider()
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

void tst_TargetPage::zoomAsksForFinerColumnsAndResetReturns()
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

void tst_TargetPage::newTargetDropsOldAnswers()
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

void tst_TargetPage::quickChangesAskOnceMore()
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

void tst_TargetPage::progressShowsAfterASecond()
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

void tst_TargetPage::checksRefreshALiveRange()
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

void tst_TargetPage::failureShowsItsEvidence()
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

void tst_TargetPage::everythingIsReachedByKeyboardAndNamed()
{
    TargetStage stage;
    stage.fillHistory(24h, 5min);
    stage.publish(TargetState::Down);
    TargetPage &page = stage.open(TargetStage::model());
    QVERIFY(stage.settle());
    page.show();
    std::set<QString> reached;
    const QWidget *first = &page;
    for (const QWidget *next = first->nextInFocusChain(); next != first; next = next->nextInFocusChain()) {
        if (!next->isVisible() || !(next->focusPolicy() & Qt::TabFocus) || next->focusProxy())
            continue;
        reached.insert(next->objectName());
        const auto *button = qobject_cast<const QAbstractButton *>(next);
        const bool named = !next->accessibleName().isEmpty() || (button && !button->text().isEmpty());
        QVERIFY2(
            named, qPrintable(next->objectName() + QString::fromLatin1(next->metaObject()->className())));
    }
    for (const QString &name : {u"checkButton"_s, u"pauseButton"_s, u"editButton"_s, u"removeButton"_s,
             u"curlButton"_s, u"statusPageButton"_s, u"periodsTable"_s, u"seriesComboBox"_s,
             u"tableCheckBox"_s, u"latencyChart"_s, u"failuresTable"_s, u"evidencePlainTextEdit"_s})
        QVERIFY2(reached.contains(name), qPrintable(name));
}

QTEST_MAIN(tst_TargetPage)
#include "tst_targetpage.moc"

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/targetstage.h"
#include "ui/charts/timeseriesview.h"
#include "ui/models/bucketsmodel.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/statuspalette.h"

#include <QAction>
#include <QClipboard>
#include <QDesktopServices>
#include <QGuiApplication>
#include <QLabel>
#include <QMenu>
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
    void headerTellsWhy();
    void countdownFollowsTheClock();
    void buttonsAskTheirServices();
    void paidCheckNamesItsPrice();
    void anUnknownPriceIsNoZero_data();
    void anUnknownPriceIsNoZero();
    void aVanishedModelOffersAnother();
    void unreadableHistoryIsSaid();
    void pausedTargetOffersResume();
    void removedTargetKeepsItsHistory();
    void curlHasNoKey();
    void statusPageOpens();
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
    QVERIFY(textOf(page, u"noticeLabel"_s).contains(u"15 January 2027"_s));
    QCOMPARE(page.findChild<QLabel *>(u"reasonLabel"_s)->textFormat(), Qt::PlainText);
}

void tst_TargetPage::headerTellsWhy()
{
    TargetStage stage;
    stage.publish(TargetState::Down);
    TargetPage &page = stage.open(TargetStage::model());
    page.show();
    QCOMPARE(textOf(page, u"whyLabel"_s), u"Why we think so (✓ for it, ✗ against it)"_s);
    QCOMPARE(textOf(page, u"evidenceLabel"_s).split(u'\n'),
        QStringList({u"✓ api.anthropic.com answered (HTTP 529, overloaded_error)."_s,
            u"✓ 2 other providers answer in the same minute."_s,
            u"✗ Its status page tells of no trouble."_s}));
    QCOMPARE(textOf(page, u"handledLabel"_s), u"2 requests moved on to Groq."_s);
    stage.publish(TargetState::Up);
    for (const QString &label : {u"whyLabel"_s, u"evidenceLabel"_s, u"handledLabel"_s})
        QVERIFY2(page.findChild<QLabel *>(label)->isHidden(), qPrintable(label));
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

void tst_TargetPage::anUnknownPriceIsNoZero_data()
{
    QTest::addColumn<QString>("model");
    QTest::addColumn<NanoUsd>("spent");
    QTest::addColumn<QString>("told");
    const QString known = TargetStage::model().model;
    QTest::newRow("nobody knows its price") << u"unheard-of"_s << NanoUsd {0} << u"price unknown"_s;
    QTest::newRow("its price was known") << u"unheard-of"_s << NanoUsd {2'000'000} << u"$0.002 this month"_s;
    QTest::newRow("nothing was spent") << known << NanoUsd {0} << u"$0.00 this month"_s;
}

void tst_TargetPage::anUnknownPriceIsNoZero()
{
    QFETCH(QString, model);
    QFETCH(NanoUsd, spent);
    QFETCH(QString, told);
    TargetStage stage;
    const TargetId target {TargetStage::model().provider, model};
    stage.config->providers.at(0).monitor.models.push_back(model);
    stage.config->prices[TargetStage::model()] = {1'000'000'000, 5'000'000'000};
    StatusBoard board;
    TargetStatus &status = board.targets.emplace_back();
    status.id = target;
    status.spentThisMonth = spent;
    stage.feed.publish(std::make_shared<const StatusBoard>(board));
    const TargetPage &page = stage.open(target);
    const QString line = textOf(page, u"checksLabel"_s);
    QVERIFY2(line.contains(told), qPrintable(line));
    QCOMPARE(line.contains(u'$'), told.contains(u'$'));
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

void tst_TargetPage::aVanishedModelOffersAnother()
{
    TargetStage stage;
    stage.publish(TargetState::Down);
    TargetPage &page = stage.open(TargetStage::model());
    const auto *button = page.findChild<QPushButton *>(u"insteadButton"_s);
    QVERIFY(!button->isVisibleTo(&page)); // down for another reason
    stage.offered = {u"claude-sonnet-5"_s, u"claude-opus-5"_s};
    page.show();
    stage.publish(TargetState::Down);
    QVERIFY(button->isVisibleTo(&page));
    QVERIFY(button->text().contains(u"claude-sonnet-5"_s));
    QSignalSpy asked(&page, &TargetPage::insteadRequested);
    click(page, u"insteadButton"_s);
    QCOMPARE(asked.size(), 1);
    QCOMPARE(asked[0][0].value<TargetId>(), TargetStage::model());
    QCOMPARE(asked[0][1].toString(), u"claude-sonnet-5"_s);
}

void tst_TargetPage::unreadableHistoryIsSaid()
{
    TargetStage stage;
    stage.history.failure = Error {ErrorKind::Protocol, u"The history file is damaged"_s, {}};
    stage.publish(TargetState::Up);
    TargetPage &page = stage.open(TargetStage::model());
    page.show();
    QVERIFY(stage.settle());
    QVERIFY(page.findChild<TimeSeriesView *>()->emptyText().contains(u"damaged"_s));
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

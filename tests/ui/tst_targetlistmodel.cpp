// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/madeboards.h"
#include "ui/models/targetfilterproxy.h"
#include "ui/models/targetlistmodel.h"

#include <QAbstractItemModelTester>
#include <QItemSelectionModel>
#include <QtTest>

using namespace Belay;
using namespace Qt::StringLiterals;

namespace {

QStringList namesOf(const QAbstractItemModel &model)
{
    QStringList names;
    for (int row = 0; row < model.rowCount(); ++row)
        names << model.index(row, 0).data().toString();
    return names;
}

StatusBoard boardOf(std::vector<TargetStatus> targets)
{
    StatusBoard board;
    board.generatedAt = MadeAt;
    board.targets = std::move(targets);
    return board;
}

} // namespace

class tst_TargetListModel : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void keepsRowsFromBoardToBoard()
    {
        TargetListModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        StatusBoard board = madeBoard(20);
        model.setBoard(sharedBoard(board));
        const QPersistentModelIndex third = model.index(2, 0);
        const QString name = third.data().toString();

        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        std::reverse(board.targets.begin(), board.targets.end());
        board.targets.front().verdict.state = TargetState::Down;
        board.targets.erase(board.targets.begin() + 5);
        board.targets.push_back(madeTarget(40, TargetState::Up));
        model.setBoard(sharedBoard(board));

        QCOMPARE(model.rowCount(), 20);
        QVERIFY(third.isValid());
        QCOMPARE(third.data().toString(), name);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(reset.size(), 0);
    }

    void equalBoardChangesNothing()
    {
        TargetListModel model;
        model.setBoard(sharedBoard(madeBoard(20)));
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        model.setBoard(sharedBoard(madeBoard(20)));
        QCOMPARE(changed.size(), 0);
        model.setBoard(sharedBoard({}));
        QCOMPARE(model.rowCount(), 0);
    }

    void cardSaysAllThatItPaints()
    {
        TargetListModel model;
        model.setNow(MadeAt);
        model.setBoard(sharedBoard(boardOf({madeTarget(0, TargetState::Down)})));
        const QString text = model.index(0, 0).data(Qt::AccessibleTextRole).toString();
        for (const QString &part : {u"OpenAI · gpt-5-nano: Down for 6 min"_s, u"their side"_s,
                 u"529 overloaded_error"_s, u"first content 380 ms, p95 910 ms"_s, u"coverage 95.83 %"_s})
            QVERIFY2(text.contains(part), qPrintable(text));
    }

    void worstComesFirst()
    {
        TargetListModel model;
        TargetFilterProxy proxy(model);
        const QAbstractItemModelTester tester(&proxy, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setBoard(sharedBoard(madeBoard(20)));
        int last = 0;
        for (int row = 0; row < proxy.rowCount(); ++row) {
            const auto status
                = proxy.index(row, 0).data(TargetListModel::StatusRole).value<TargetStatusPtr>();
            QVERIFY(severityRank(status->verdict.state) >= last);
            last = severityRank(status->verdict.state);
        }
        QCOMPARE(last, severityRank(TargetState::Paused));
    }

    void searchFindsEveryWord_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("expected");
        QTest::newRow("nothing shows all") << QString() << 10;
        QTest::newRow("blanks are nothing") << u"   "_s << 10;
        QTest::newRow("a provider in any case") << u"openai"_s << 2;
        QTest::newRow("words in any order") << u"mini OpenAI"_s << 1;
        QTest::newRow("a state") << u"key rejected"_s << 1;
        QTest::newRow("an id") << u"meta-llama/"_s << 1;
        QTest::newRow("no such thing") << u"[unclosed (regex"_s << 0;
    }
    void searchFindsEveryWord()
    {
        QFETCH(QString, text);
        TargetListModel model;
        TargetFilterProxy proxy(model);
        model.setBoard(sharedBoard(madeBoard(10)));
        proxy.setSearch(text);
        QTEST(proxy.rowCount(), "expected");
    }

    void statesAndHiddenFilter()
    {
        TargetListModel model;
        TargetFilterProxy proxy(model);
        model.setBoard(sharedBoard(madeBoard(20)));
        proxy.setStates({TargetState::Down, TargetState::Slow});
        QCOMPARE(proxy.rowCount(), 2);
        const auto worst = proxy.index(0, 0).data(TargetListModel::StatusRole).value<TargetStatusPtr>();
        proxy.setHidden({worst->id});
        QCOMPARE(proxy.rowCount(), 1);
        proxy.setHidden({});
        QCOMPARE(proxy.rowCount(), 2);
    }

    void ordersByNameAndLatency()
    {
        TargetStatus quick = madeTarget(0, TargetState::Up);
        quick.firstContent.p50 = Microseconds(100);
        TargetStatus unknown = madeTarget(1, TargetState::Up);
        unknown.firstContent.p50.reset();
        TargetStatus slow = madeTarget(2, TargetState::Up);
        slow.firstContent.p50 = Microseconds(900);
        TargetListModel model;
        TargetFilterProxy proxy(model);
        model.setBoard(sharedBoard(boardOf({slow, unknown, quick})));
        proxy.setOrder(TargetFilterProxy::Order::Name);
        QCOMPARE(namesOf(proxy), QStringList({displayName(unknown), displayName(slow), displayName(quick)}));
        proxy.setOrder(TargetFilterProxy::Order::Latency);
        QCOMPARE(namesOf(proxy), QStringList({displayName(quick), displayName(slow), displayName(unknown)}));
        proxy.sortByColumn(TargetListModel::MedianColumn, Qt::DescendingOrder);
        QCOMPARE(namesOf(proxy), QStringList({displayName(slow), displayName(quick), displayName(unknown)}));
        proxy.sortByColumn(TargetListModel::MedianColumn, Qt::AscendingOrder);
        QCOMPARE(namesOf(proxy), QStringList({displayName(quick), displayName(slow), displayName(unknown)}));
    }

    void groupsMoveWithTheirWorstTarget()
    {
        StatusBoard board = boardOf({madeTarget(0, TargetState::Up), madeTarget(9, TargetState::Up),
            madeTarget(1, TargetState::Slow)});
        TargetListModel model;
        TargetFilterProxy proxy(model);
        proxy.setGrouping(TargetFilterProxy::Grouping::ByProvider);
        model.setBoard(sharedBoard(board));
        QVERIFY(namesOf(proxy).front().startsWith(u"Anthropic"));
        board.targets[1].verdict.state = TargetState::Down;
        model.setBoard(sharedBoard(board));
        QCOMPARE(namesOf(proxy),
            QStringList(
                {u"OpenAI · gpt-5-mini"_s, u"OpenAI · gpt-5-nano"_s, u"Anthropic · claude-haiku-4-5"_s}));
    }

    void selectionSurvivesReordering()
    {
        TargetListModel model;
        TargetFilterProxy proxy(model);
        StatusBoard board = madeBoard(20);
        model.setBoard(sharedBoard(board));
        QItemSelectionModel selection(&proxy);
        const QModelIndex last = proxy.index(proxy.rowCount() - 1, 0);
        const QString name = last.data().toString();
        selection.setCurrentIndex(last, QItemSelectionModel::SelectCurrent | QItemSelectionModel::Rows);
        for (TargetStatus &status : board.targets) {
            if (displayName(status) == name)
                status.verdict.state = TargetState::Down;
        }
        model.setBoard(sharedBoard(board));
        QCOMPARE(selection.currentIndex().data().toString(), name);
        QVERIFY(selection.currentIndex().row() < 3);
    }
};

QTEST_MAIN(tst_TargetListModel)
#include "tst_targetlistmodel.moc"

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/chainsfixture.h"

#include <QApplication>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QToolButton>
#include <QtTest>

using namespace Belay;
using namespace Qt::StringLiterals;

/// When a draft becomes the chains in force, and when it does not.
class tst_ChainsApply : public ChainsFixture
{
    Q_OBJECT
private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { window.reset(); }

    void errorsKeepItFromBeingApplied()
    {
        withChain();
        press(u"addStepButton"_s);
        auto *apply = child<QPushButton>(u"applyButton"_s);
        QVERIFY(!apply->isEnabled());
        QVERIFY(textOfProblems(*cardsShown().at(2)).contains(u"No provider is chosen."));
        QTest::keyClick(&page(), Qt::Key_S, Qt::ControlModifier);
        QCOMPARE(chainOf(u"coding"_s).steps.size(), size_t(2));
        window->activateWindow();
        child<QLineEdit>(u"aliasesLineEdit"_s)->setFocus();
        press(u"showErrorButton"_s);
        QTRY_VERIFY(cardsShown().at(2)->isAncestorOf(QApplication::focusWidget()));
        choose(2, 0, u"Groq"_s, QString());
        QVERIFY(apply->isEnabled());
    }

    void discardTakesAllBackAndCanBeTakenBackItself()
    {
        withChain();
        press(u"addStepButton"_s);
        QVERIFY(child<QLabel>(u"changesLabel"_s)->text().contains(u"step 3 is new"));
        press(u"discardButton"_s);
        QCOMPARE(cardsShown().size(), size_t(2));
        QVERIFY(!child<QPushButton>(u"discardButton"_s)->isEnabled());
        child<QToolButton>(u"undoEditButton"_s)->click();
        QCOMPARE(cardsShown().size(), size_t(3));
    }

    void deletedChainCanComeBack()
    {
        withChain();
        child<QPushButton>(u"deleteChainButton"_s)->click();
        QVERIFY(child<QWidget>(u"noChains"_s)->isVisible());
        child<QPushButton>(u"undoButton"_s)->click();
        QCOMPARE(cardsShown().size(), size_t(2));
        child<QPushButton>(u"deleteChainButton"_s)->click();
        press(u"applyButton"_s);
        QVERIFY(config->config()->chains.empty());
    }

    void changedFileOffersBoth_data()
    {
        QTest::addColumn<QString>("button");
        QTest::addColumn<size_t>("expectedSteps");
        QTest::newRow("mine goes into the file as it is now") << u"keepMineButton"_s << size_t(1);
        QTest::newRow("theirs is taken") << u"takeTheirsButton"_s << size_t(2);
    }
    void changedFileOffersBoth()
    {
        QFETCH(QString, button);
        withChain();
        partOf<QToolButton>(*cardsShown().at(1), u"stepRemoveButton"_s)->click();
        writeElsewhere();
        press(u"applyButton"_s);
        QVERIFY(child<QWidget>(u"conflictBox"_s)->isVisible());
        QCOMPARE(chainOf(u"coding"_s).steps.size(), size_t(2));
        press(button);
        QVERIFY(!child<QWidget>(u"conflictBox"_s)->isVisible());
        QVERIFY(!page().draft().isChanged());
        QTEST(chainOf(u"coding"_s).steps.size(), "expectedSteps");
        QVERIFY2(config->config()->chains.size() == 2, "what somebody else added stays");
    }

    void intoABrokenFileNothingIsApplied()
    {
        withChain();
        partOf<QToolButton>(*cardsShown().at(1), u"stepRemoveButton"_s)->click();
        breakFile();
        press(u"applyButton"_s);
        QVERIFY(!child<QWidget>(u"conflictBox"_s)->isVisible());
        QVERIFY(child<QLabel>(u"applyFailureLabel"_s)->isVisible());
        QVERIFY(child<QWidget>(u"fileTroubleBar"_s)->isVisible());
        QVERIFY(page().draft().isChanged());
    }

    void brokenFileIsToldAndLosesNothing()
    {
        withChain();
        partOf<QToolButton>(*cardsShown().at(1), u"stepRemoveButton"_s)->click();
        writeElsewhere();
        press(u"applyButton"_s);
        breakFile();
        press(u"keepMineButton"_s);
        QVERIFY(child<QLabel>(u"applyFailureLabel"_s)->isVisible());
        QVERIFY(page().draft().isChanged());
    }

    void leavingAsksOnce_data()
    {
        QTest::addColumn<QString>("button");
        QTest::addColumn<bool>("leaves");
        QTest::addColumn<size_t>("steps"); // in force
        QTest::addColumn<bool>("changed");
        QTest::newRow("apply") << u"Apply"_s << true << size_t(1) << false;
        QTest::newRow("discard") << u"Discard"_s << true << size_t(2) << false;
        QTest::newRow("keep as a draft") << u"Keep as a draft"_s << true << size_t(2) << true;
        QTest::newRow("stay") << u"Cancel"_s << false << size_t(2) << true;
    }
    void leavingAsksOnce()
    {
        QFETCH(QString, button);
        QFETCH(bool, leaves);
        withChain();
        partOf<QToolButton>(*cardsShown().at(1), u"stepRemoveButton"_s)->click();
        window->showPage(u"dashboard"_s);
        QVERIFY(page().isVisible());
        answer(button);
        QCOMPARE(!page().isVisible(), leaves);
        QTEST(chainOf(u"coding"_s).steps.size(), "steps");
        QTEST(page().draft().isChanged(), "changed");
        QTRY_COMPARE(
            child<QListWidget>(u"sideBar"_s)->currentItem()->text(), leaves ? u"Dashboard"_s : u"Chains"_s);
        if (!leaves)
            return;
        window->showPage(u"chains"_s);
        window->showPage(u"dashboard"_s);
        QVERIFY2(!page().isVisible(), "nobody is asked about the same draft twice");
    }

    /// The session's manager gives no time for a question.
    void draftOutlivesTheSession()
    {
        withChain();
        press(u"addStepButton"_s); // unfinished: it could not be applied
        window->settle();
        open();
        window->showPage(u"chains"_s);
        QVERIFY(child<QLabel>(u"undoLabel"_s)->text().contains(u"as a draft"));
        QCOMPARE(cardsShown().size(), size_t(3));
        QCOMPARE(chainOf(u"coding"_s).steps.size(), size_t(2));
        window->showPage(u"dashboard"_s);
        QVERIFY2(!page().isVisible(), "who kept it is not asked about it again");
        window->showPage(u"chains"_s);
        child<QToolButton>(u"undoEditButton"_s)->click();
        QCOMPARE(cardsShown().size(), size_t(2));
        window->settle();
        open();
        QVERIFY(!page().draft().isChanged());
    }

    void draftMeetsAFileThatWasChangedMeanwhile()
    {
        withChain();
        partOf<QToolButton>(*cardsShown().at(1), u"stepRemoveButton"_s)->click();
        window->end();
        QCOMPARE(guard->quits, 1);
        window.reset();
        Config changed = *config->config();
        changed.chains[0].aliases = {u"theirs"_s};
        changed.chains.push_back(madeChain());
        changed.chains.back().id = ChainId(u"other"_s);
        QVERIFY(config->apply(std::move(changed)));
        open();
        QCOMPARE(page().draft().chains().size(), size_t(2));
        QCOMPARE(draftChain().steps.size(), size_t(1));
        QCOMPARE(page().draft().clashes(), std::set<ChainId> {ChainId(u"coding"_s)});
    }

    void closingTheWindowAsks()
    {
        withChain();
        guard->working = false;
        partOf<QToolButton>(*cardsShown().at(1), u"stepRemoveButton"_s)->click();
        window->close();
        QCOMPARE(guard->quits, 0);
        answer(u"Cancel"_s);
        QVERIFY(window->isVisible());
        window->quit();
        QCOMPARE(guard->quits, 0);
        answer(u"Discard"_s);
        QCOMPARE(guard->quits, 1);
    }

private:
    void breakFile() const
    {
        QFile file(config->path());
        QVERIFY(file.open(QIODevice::WriteOnly));
        QVERIFY(file.write("{ broken") > 0);
    }
};

QTEST_MAIN(tst_ChainsApply)
#include "tst_chainsapply.moc"

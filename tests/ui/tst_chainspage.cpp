// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/chainsfixture.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>
#include <QtTest>

using namespace Belay;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// A person at the page of chains, with the keyboard and the mouse.
class tst_ChainsPage : public ChainsFixture
{
    Q_OBJECT
private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { window.reset(); }

    void withoutProvidersItAsksForOne()
    {
        window->showPage(u"chains"_s);
        QVERIFY(child<QPushButton>(u"addFirstProviderButton"_s)->isVisible());
        QVERIFY(!child<QPushButton>(u"proposeButton"_s)->isVisible());
        child<QPushButton>(u"addFirstProviderButton"_s)->click();
        QVERIFY(child<AddProviderDialog>(u"addProviderDialog"_s)->isVisible());
    }

    void chainIsMadeOfMyProviders()
    {
        addThree();
        child<QPushButton>(u"proposeButton"_s)->click();
        QCOMPARE(cardsShown().size(), size_t(3));
        QVERIFY(config->config()->chains.empty());
        child<QPushButton>(u"applyButton"_s)->click();
        QCOMPARE(config->config()->chains.size(), size_t(1));
        QCOMPARE(chainOf(u"default"_s).steps.size(), size_t(3));
        QVERIFY(!page().draft().isChanged());
    }

    /// By the keyboard alone: a name, three steps, a model that is not known, Apply.
    void threeStepsAreBuiltByKeyboard()
    {
        addThree();
        window->activateWindow();
        child<QPushButton>(u"emptyNewChainButton"_s)->click();
        auto *dialog = child<QDialog>(u"newChainDialog"_s);
        QTest::keyClicks(dialog->findChild<QLineEdit *>(u"chainNameLineEdit"_s), u"My Coding"_s);
        QTest::keyClick(dialog, Qt::Key_Return);
        choose(0, 0, u"OpenAI"_s, QString());
        press(u"addStepButton"_s);
        QTRY_VERIFY(cardsShown().at(1)->isAncestorOf(QApplication::focusWidget()));
        choose(1, 0, u"Anthropic"_s, QString());
        press(u"addStepButton"_s);
        choose(2, 0, u"Groq"_s, u"brand-new-model"_s);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_S, Qt::ControlModifier);
        QCOMPARE(config->config()->chains.size(), size_t(1));
        const ChainConfig &chain = config->config()->chains[0];
        QVERIFY(isSlug(chain.id.value));
        QCOMPARE(chain.steps[0].targets[0].target.toString(), u"openai/gpt-4.1-nano"_s);
        QCOMPARE(chain.steps[1].targets[0].target.toString(), u"anthropic/claude-haiku-4-5"_s);
        QCOMPARE(chain.steps[2].targets[0].target.toString(), u"groq/brand-new-model"_s);
        QVERIFY(textOfProblems(*cardsShown().at(2)).contains(u"brand-new-model"));
    }

    void stepsMoveWithTheKeyboard()
    {
        withChain();
        auto *model = partOf<QComboBox>(*cardsShown().at(0), u"modelComboBox"_s);
        window->activateWindow();
        model->setFocus();
        QTest::keyClick(model, Qt::Key_Down, Qt::AltModifier);
        QCOMPARE(draftStep(1).targets[0].target.provider.value, u"openai"_s);
        QTRY_VERIFY(cardsShown().at(1)->isAncestorOf(QApplication::focusWidget()));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Up, Qt::AltModifier);
        QVERIFY(!page().draft().isChanged());
    }

    void buttonsOfACard()
    {
        withChain();
        partOf<QToolButton>(*cardsShown().at(0), u"stepCopyButton"_s)->click();
        QCOMPARE(cardsShown().size(), size_t(3));
        partOf<QToolButton>(*cardsShown().at(2), u"stepUpButton"_s)->click();
        QCOMPARE(draftStep(1).targets[0].target.provider.value, u"anthropic"_s);
        partOf<QToolButton>(*cardsShown().at(0), u"stepRemoveButton"_s)->click();
        QCOMPARE(cardsShown().size(), size_t(2));
        partOf<QCheckBox>(*cardsShown().at(0), u"stepOnCheckBox"_s)->click();
        QVERIFY(!draftStep(0).enabled);
        QVERIFY(!partOf<QToolButton>(*cardsShown().at(0), u"stepUpButton"_s)->isEnabled());
        QVERIFY(!partOf<QToolButton>(*cardsShown().at(1), u"stepDownButton"_s)->isEnabled());
        QTest::keyClick(&page(), Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(draftStep(0).enabled);
    }

    void severalTargetsAreARaceOrAPool()
    {
        withChain();
        partOf<QPushButton>(*cardsShown().at(1), u"addTargetButton"_s)->click();
        choose(1, 1, u"Groq"_s, QString());
        QVERIFY(draftStep(1).race && !draftStep(1).race->after);
        auto *sharing = partOf<QComboBox>(*cardsShown().at(1), u"sharingComboBox"_s);
        pick(*sharing, 1);
        QCOMPARE(draftStep(1).race->after, Milliseconds(2s));
        auto *delay = partOf<DurationSpinBox>(*cardsShown().at(1), u"raceDelaySpinBox"_s);
        QVERIFY(delay->isVisible());
        type(*delay, u"750 ms"_s);
        QCOMPARE(draftStep(1).race->after, Milliseconds(750));
        pick(*sharing, 0);
        QCOMPARE(draftStep(1).race->after, Milliseconds(0));
        QVERIFY(textOfProblems(*cardsShown().at(1)).contains(u"paid for"));
        pick(*sharing, 3);
        QVERIFY(draftStep(1).pool && !draftStep(1).race);
        partOf<QSpinBox>(*rowsOf(1).at(1), u"weightSpinBox"_s)->setValue(3);
        QCOMPARE(draftStep(1).targets[1].weight, 3);
        partOf<QToolButton>(*rowsOf(1).at(1), u"removeTargetButton"_s)->click();
        QVERIFY(!draftStep(1).pool);
        QCOMPARE(draftStep(1).targets.size(), size_t(1));
    }

    void keysAreAllOrSome()
    {
        withChain();
        auto *button = partOf<QPushButton>(*rowsOf(0).at(0), u"keysButton"_s);
        QCOMPARE(button->text(), u"All keys"_s);
        button->menu()->actions().at(3)->trigger();
        QTRY_COMPARE(draftStep(0).targets[0].keys, std::vector<KeyId> {KeyId(u"spare"_s)});
        QTRY_COMPARE(button->text(), u"Keys: spare"_s);
        button->menu()->actions().at(0)->trigger();
        QTRY_VERIFY(draftStep(0).targets[0].keys.empty());
    }

    void detailsShowDefaultsAndLeadBackToThem()
    {
        withChain();
        StepCard &card = *cardsShown().at(0);
        partOf<QToolButton>(card, u"detailsButton"_s)->click();
        auto *first = partOf<DurationSpinBox>(card, u"firstContentSpinBox"_s);
        QVERIFY(first->isVisible());
        QCOMPARE(first->text(), u"Automatic"_s);
        first->stepUp();
        QCOMPARE(draftStep(0).timeouts.firstContent, Milliseconds(20s));
        auto *idle = partOf<DurationSpinBox>(card, u"idleSpinBox"_s);
        auto *note = partOf<QLabel>(card, u"idleNote"_s);
        QCOMPARE(note->text(), u"default"_s);
        type(*idle, u"2 min"_s);
        QCOMPARE(draftStep(0).timeouts.idle, Milliseconds(2min));
        QCOMPARE(note->accessibleName(), u"back to 1 min"_s);
        Q_EMIT note->linkActivated(u"default"_s);
        QCOMPARE(draftStep(0).timeouts.idle, Milliseconds(1min));
        partOf<QSpinBox>(card, u"numRetriesSpinBox"_s)->setValue(0);
        QCOMPARE(draftStep(0).retry.numRetries, 0);
        partOf<QCheckBox>(card, u"content-filterCheckBox"_s)->click();
        QCOMPARE(draftStep(0).retryOn.size(), size_t(1));
        QCOMPARE(toString(draftStep(0).retryOn[0]), u"content-filter"_s);
    }

    void whatTheFileSaysAndThePageDoesNotShowIsKept()
    {
        addThree();
        Config changed = *config->config();
        ChainConfig chain = madeChain();
        chain.steps[0].retryOn = {Outcome::Auth, Outcome::BadRequest};
        changed.chains = {chain};
        QVERIFY(config->apply(std::move(changed)));
        partOf<QToolButton>(*cardsShown().at(0), u"detailsButton"_s)->click();
        partOf<QSpinBox>(*cardsShown().at(0), u"numRetriesSpinBox"_s)->setValue(1);
        QCOMPARE(draftStep(0).retryOn, chain.steps[0].retryOn);
    }

    void deadlinesAndNames()
    {
        withChain();
        auto *deadline = child<DurationSpinBox>(u"deadlineSpinBox"_s);
        QCOMPARE(deadline->text(), u"Automatic"_s);
        type(*deadline, u"90"_s);
        QCOMPARE(draftChain().deadline, Milliseconds(90s));
        type(*deadline, QString());
        QVERIFY(!draftChain().deadline);
        type(*child<DurationSpinBox>(u"answerDeadlineSpinBox"_s), u"10 min"_s);
        QCOMPARE(draftChain().answerDeadline, Milliseconds(10min));
        auto *aliases = child<QLineEdit>(u"aliasesLineEdit"_s);
        QTest::keyClicks(aliases, u"gpt-4o*, mine,"_s);
        QCOMPARE(draftChain().aliases, (std::vector<QString> {u"gpt-4o*"_s, u"mine"_s}));
        QCOMPARE(aliases->text(), u"gpt-4o*, mine,"_s);
        child<QToolButton>(u"copyNameButton"_s)->click();
        QCOMPARE(QGuiApplication::clipboard()->text(), u"coding"_s);
        QVERIFY(child<QLabel>(u"callLabel"_s)->text().contains(u"http://127.0.0.1:4217/v1"));
    }

    void callIsToldAsTheGatewayIs()
    {
        withChain();
        const auto *call = child<QLabel>(u"callLabel"_s);
        QVERIFY(call->text().contains(u"It is off now"));
        gateway->become(GatewayStatus::State::Listening, {}, {u"http://127.0.0.1:40123/v1"_s, 0, 0, {}});
        QVERIFY(call->text().contains(u"http://127.0.0.1:40123/v1"));
        QVERIFY(!call->text().contains(u"It is off now"));
        gateway->become(GatewayStatus::State::Off);
        Config changed = *config->config();
        changed.gateway.port = 0;
        QVERIFY(config->apply(std::move(changed)));
        QVERIFY(call->text().contains(u"Its port is chosen when it starts"));
    }

    void manyChainsAndLongNames()
    {
        addThree();
        Config changed = *config->config();
        for (int i = 0; i < 30; ++i) {
            ChainConfig chain = madeChain();
            chain.id = ChainId(u"a-chain-with-a-rather-long-name-that-goes-on-and-on-%1"_s.arg(i));
            while (chain.steps.size() < 10)
                chain.steps.push_back(chain.steps[0]);
            changed.chains.push_back(chain);
        }
        QVERIFY(config->apply(std::move(changed)));
        window->resize(900, 600);
        auto *list = child<QListWidget>(u"chainListWidget"_s);
        QCOMPARE(list->count(), 30);
        QTest::keyClick(list, Qt::Key_End);
        QCOMPARE(cardsShown().size(), size_t(10));
        QVERIFY(!child<QPushButton>(u"addStepButton"_s)->isEnabled());
        QCoreApplication::processEvents();
        QCOMPARE(window->size(), QSize(900, 600));
        QVERIFY(cardsShown().at(9)->width() < page().width());
    }
};

QTEST_MAIN(tst_ChainsPage)
#include "tst_chainspage.moc"

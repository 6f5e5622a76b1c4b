// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/windowfixture.h"
#include "ui/pages/dashboardpage.h"
#include "ui/pages/firstrunpage.h"

#include <QAccessible>
#include <QApplication>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QtTest>

using namespace Belay;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class tst_MainWindow : public WindowFixture
{
    Q_OBJECT
private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { window.reset(); }

    void closingAsksOnceAndRemembers_data()
    {
        QTest::addColumn<QString>("button");
        QTest::addColumn<bool>("tray");
        QTest::addColumn<int>("quits");
        QTest::addColumn<bool>("visible");
        QTest::newRow("quit") << u"Quit"_s << true << 1 << true;
        QTest::newRow("background with a tray hides")
            << u"Keep running in background"_s << true << 0 << false;
        QTest::newRow("background without a tray never vanishes")
            << u"Keep running in background"_s << false << 0 << true;
    }

    void closingAsksOnceAndRemembers()
    {
        QFETCH(QString, button);
        QFETCH(bool, tray);
        guard->tray = tray;
        window->close();
        QVERIFY(window->isVisible());
        window->close(); // a second click brings no second question
        QCOMPARE(window->findChildren<QMessageBox *>().size(), 1);
        press(button);
        QTEST(guard->quits, "quits");
        QTEST(window->isVisible(), "visible");
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        open();
        window->close();
        QVERIFY(window->findChildren<QMessageBox *>().isEmpty());
    }

    void closingTellsOfTheGateway()
    {
        guard->serving = true;
        window->close();
        QVERIFY(child<QMessageBox>(u"closeQuestion"_s)->text().contains(u"gateway"));
        press(u"Cancel"_s);
    }

    void closingWithoutWorkQuits()
    {
        guard->working = false;
        window->close();
        QCOMPARE(guard->quits, 1);
    }

    void cancelledCloseChangesNothing()
    {
        window->close();
        press(u"Cancel"_s);
        QCOMPARE(guard->quits, 0);
        QVERIFY(window->isVisible());
        QVERIFY(!settings->contains(u"window/onClose"_s));
    }

    void f6WalksThroughThePanes()
    {
        addProvider({u"gpt-5-nano"_s});
        window->activateWindow();
        auto *side = child<QWidget>(u"sideBar"_s);
        auto *page = child<DashboardPage>(u"dashboardPage"_s);
        side->setFocus();
        QTest::keyClick(window.get(), Qt::Key_F6);
        QTRY_VERIFY(page->isAncestorOf(QApplication::focusWidget()));
        QTest::keyClick(window.get(), Qt::Key_F6);
        QTRY_VERIFY(child<QWidget>(u"gatewaySwitch"_s)->isAncestorOf(QApplication::focusWidget()));
        QTest::keyClick(window.get(), Qt::Key_F6);
        QTRY_COMPARE(QApplication::focusWidget(), side);
    }

    void aNoteLeavesAnOfferToUndoAlone()
    {
        addProvider({u"gpt-5-nano"_s});
        remove(TargetId::fromString(u"openai/gpt-5-nano"_s));
        window->sayNote(u"OpenAI is down. It answers 503."_s);
        QCOMPARE(config->config()->providers.size(), size_t(1)); // still held back
        QVERIFY(child<QLabel>(u"noteLabel"_s)->text().startsWith(u"OpenAI is down"));
        QVERIFY(child<QWidget>(u"noteBar"_s)->isVisible());
        QVERIFY(child<QWidget>(u"undoBar"_s)->isVisible());
    }

    void searchIsFoundFromTheSideBar()
    {
        addProvider({u"gpt-5-nano"_s});
        window->activateWindow();
        child<QWidget>(u"sideBar"_s)->setFocus();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_F, Qt::ControlModifier);
        QTRY_COMPARE(QApplication::focusWidget()->objectName(), u"searchLineEdit"_s);
    }

    void targetOpensAndLeadsBack()
    {
        addProvider({u"gpt-5-nano"_s});
        auto *page = child<QWidget>(u"targetPage"_s);
        QVERIFY(window->showPage(u"target"_s));
        QVERIFY(page->isVisible());
        QTest::keyClick(page, Qt::Key_Left, Qt::AltModifier);
        QVERIFY(child<DashboardPage>(u"dashboardPage"_s)->isVisible());
        Q_EMIT child<DashboardPage>(u"dashboardPage"_s)
            ->targetActivated({ProviderId(u"openai"_s), u"gpt-5-nano"_s});
        QVERIFY(page->isVisible());
        remove({ProviderId(u"openai"_s), u"gpt-5-nano"_s});
        QVERIFY2(!page->isVisible(), "what is being deleted is not looked at any more");
    }

    void demoIsMarked()
    {
        open(true);
        QCOMPARE(window->windowTitle(), u"Belay – demo, simulated providers"_s);
    }

    void pagesThatDoNotExistAreNotShown()
    {
        QVERIFY(window->showPage(u"dashboard"_s));
        QVERIFY(window->showPage(u"chains"_s));
        QVERIFY(!window->showPage(u"nowhere"_s));
        QVERIFY(!window->showPage(QString()));
    }

    void keychainHelpComesAndGoes()
    {
        auto *help = child<QWidget>(u"keychainHelp"_s);
        QVERIFY(!help->isVisible());
        keys->become(KeyService::Keychain::Absent, u"org.freedesktop.secrets was not provided"_s);
        QVERIFY(help->isVisible());
        child<QPushButton>(u"recheckButton"_s)->click();
        QCOMPARE(keys->rechecks, 1);
        child<QPushButton>(u"sessionButton"_s)->click();
        QCOMPARE(child<AddProviderDialog>(u"addProviderDialog"_s)->draft().keys.size(), size_t(0));
        keys->become(KeyService::Keychain::Usable);
        QVERIFY(!help->isVisible());
    }

    void whatIsFoundIsOfferedByName()
    {
        trials->environment = {{u"ANTHROPIC_API_KEY"_s, ProviderKindId::Anthropic}};
        trials->servers = {{ProviderKindId::Ollama, QUrl(u"http://127.0.0.1:11434/v1"_s), {u"qwen3:4b"_s}}};
        open();
        QStringList names;
        for (const QPushButton *button :
            child<FirstRunPage>(u"firstRunPage"_s)->findChildren<QPushButton *>())
            names << button->accessibleName();
        QVERIFY(names.filter(u"ANTHROPIC_API_KEY"_s).size() == 1);
        QVERIFY(names.filter(u"Ollama answers at http://127.0.0.1:11434/v1"_s).size() == 1);
    }

    void mnemonicsAreUniqueAndControlsAreNamed()
    {
        addProvider({u"gpt-5-nano"_s});
        QSet<QChar> seen;
        for (const QAbstractButton *button : window->findChildren<QAbstractButton *>()) {
            const qsizetype mark = button->text().indexOf(u'&');
            if (mark < 0 || !button->isVisible())
                continue;
            const QChar letter = button->text().at(mark + 1).toLower();
            QVERIFY2(!seen.contains(letter), qPrintable(button->text()));
            seen.insert(letter);
        }
        QCOMPARE(QAccessible::queryAccessibleInterface(child<QWidget>(u"sideBar"_s))->text(QAccessible::Name),
            u"Pages"_s);
    }

private:
    void press(const QString &text)
    {
        auto *box = child<QMessageBox>(u"closeQuestion"_s);
        for (QAbstractButton *button : box->buttons()) {
            if (button->text().remove(u'&') == text)
                button->click();
        }
    }
};

QTEST_MAIN(tst_MainWindow)
#include "tst_mainwindow.moc"

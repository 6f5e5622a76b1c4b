// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/chainsfixture.h"

#include <QApplication>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QtTest>

using namespace Belay;
using namespace Qt::StringLiterals;

/// The whole way of a newcomer without a mouse: keys go to whatever has the keyboard, and nothing else is
/// touched.
class tst_Keyboard : public ChainsFixture
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        begin();
        comeBack();
    }
    void cleanup() { window.reset(); }

    void fromTheFirstKeyToAnsweringClients()
    {
        addProviderByKeys(u"openai"_s, u"sk-proj-abcdefghijklmnop"_s);
        addProviderByKeys(u"anthropic"_s, u"sk-ant-api03-abcdefghijklmnop"_s);
        addProviderByKeys(u"groq"_s, u"gsk_abcdefghijklmnopqrstuvwx"_s);
        QCOMPARE(config->config()->providers.size(), size_t(3));
        goToPage(u"Chains"_s);
        buildChainByKeys();
        const ChainConfig &chain = config->config()->chains.at(0);
        QCOMPARE(chain.steps.size(), size_t(3));
        for (size_t step = 0; step < chain.steps.size(); ++step)
            QCOMPARE(chain.steps[step].targets.at(0).target.provider, config->config()->providers[step].id);
        goTo(u"gatewaySwitchButton"_s);
        key(Qt::Key_Space);
        QVERIFY(config->config()->gateway.enabled);
        goToPage(u"Gateway"_s);
        QCOMPARE(child<QLabel>(u"pageStateLabel"_s)->text(), u"Gateway: Starting…"_s);
        goTo(u"pageCopyTokenButton"_s);
    }

private:
    static void key(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::keyClick(QApplication::focusWidget(), key, modifiers);
        QCoreApplication::processEvents();
    }
    static void type(const QString &text) { QTest::keyClicks(QApplication::focusWidget(), text); }

    /// What a window manager does when a dialog has gone.
    void comeBack()
    {
        window->activateWindow();
        QTRY_VERIFY(window->isAncestorOf(QApplication::focusWidget()));
    }
    /// With Tab alone; a trap on the way, or a widget that Tab never reaches, fails.
    static void goTo(const QString &name)
    {
        constexpr int Most = 150;
        for (int presses = 0; presses < Most; ++presses) {
            for (const QWidget *widget = QApplication::focusWidget(); widget;
                 widget = widget->parentWidget()) {
                if (widget->objectName() == name)
                    return;
            }
            key(Qt::Key_Tab);
        }
        QFAIL(qPrintable(u"Tab does not lead to "_s + name));
    }
    void goToPage(const QString &title)
    {
        goTo(u"sideBar"_s);
        auto *list = child<QListWidget>(u"sideBar"_s);
        key(Qt::Key_Home);
        for (int row = 0; row < list->count() && list->currentItem()->text() != title; ++row)
            key(Qt::Key_Down);
        QCOMPARE(list->currentItem()->text(), title);
    }
    void addProviderByKeys(const QString &kind, const QString &value)
    {
        goTo(config->config()->providers.empty() ? u"addKeyButton"_s : u"addProviderButton"_s);
        key(Qt::Key_Space);
        type(kind);
        key(Qt::Key_Return);
        goTo(u"keyLineEdit"_s);
        type(value);
        key(Qt::Key_Return);
        QVERIFY(trials->progress);
        trials->progress(FakeTrialService::resultOf(Proof::Auth));
        QCoreApplication::processEvents();
        goTo(u"nextButton"_s);
        const size_t before = config->config()->providers.size();
        key(Qt::Key_Space);
        QCOMPARE(config->config()->providers.size(), before + 1);
        comeBack();
    }
    void buildChainByKeys()
    {
        goTo(u"emptyNewChainButton"_s);
        key(Qt::Key_Space);
        type(u"coding"_s);
        key(Qt::Key_Return);
        comeBack();
        for (int step = 0; step < 3; ++step) {
            if (step > 0) {
                goTo(u"addStepButton"_s);
                key(Qt::Key_Space);
            }
            QTRY_COMPARE(QApplication::focusWidget()->objectName(), u"providerComboBox"_s);
            for (int row = 0; row <= step; ++row)
                key(Qt::Key_Down);
        }
        goTo(u"applyButton"_s);
        key(Qt::Key_Space);
        QCOMPARE(config->config()->chains.size(), size_t(1));
    }
};

QTEST_MAIN(tst_Keyboard)
#include "tst_keyboard.moc"

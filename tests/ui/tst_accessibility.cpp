// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/windowfixture.h"
#include "ui/dialogs/editproviderdialog.h"
#include "ui/pages/firstrunpage.h"
#include "ui/widgets/appearance.h"

#include <QAbstractButton>
#include <QAbstractSpinBox>
#include <QAccessible>
#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QTableView>
#include <QtTest>

using namespace Belay;
using namespace Qt::StringLiterals;

namespace {

/// What Orca would say of a widget: its name, or the buddy's text.
QString nameOf(QWidget *widget)
{
    QAccessibleInterface *face = QAccessible::queryAccessibleInterface(widget);
    return face ? face->text(QAccessible::Name) : QString();
}

bool takesKeys(const QWidget *widget)
{
    return widget->isVisible() && widget->isEnabled() && (widget->focusPolicy() & Qt::TabFocus) != 0;
}

QString describe(const QWidget *widget)
{
    return u"%1 “%2” in %3"_s.arg(QLatin1String(widget->metaObject()->className()), widget->objectName(),
        QLatin1String(widget->parentWidget() ? widget->parentWidget()->metaObject()->className() : ""));
}

/// Everything that the keyboard reaches and that has no name.
QStringList namelessIn(QWidget &window)
{
    QStringList nameless;
    for (QWidget *widget : window.findChildren<QWidget *>()) {
        const QWidget *parent = widget->parentWidget();
        const bool isPart = widget->focusProxy() || parent->focusProxy() == widget;
        const bool isInner
            = qobject_cast<const QComboBox *>(parent) || qobject_cast<const QAbstractSpinBox *>(parent);
        if (takesKeys(widget) && !isPart && !isInner && nameOf(widget).trimmed().isEmpty())
            nameless << describe(widget);
    }
    return nameless;
}

QString mnemonicOf(const QWidget *widget)
{
    QString text;
    if (const auto *button = qobject_cast<const QAbstractButton *>(widget))
        text = button->text();
    else if (const auto *label = qobject_cast<const QLabel *>(widget); label && label->buddy())
        text = label->text();
    const QKeySequence key = QKeySequence::mnemonic(text);
    return key.toString();
}

/// Letters that two visible widgets of one window answer to.
QStringList sharedMnemonics(QWidget &window)
{
    QMap<QString, QStringList> owners;
    for (const QWidget *widget : window.findChildren<QWidget *>()) {
        const QString key = mnemonicOf(widget);
        if (widget->isVisible() && widget->window() == &window && !key.isEmpty())
            owners[key] << describe(widget);
    }
    QStringList shared;
    for (auto it = owners.cbegin(); it != owners.cend(); ++it) {
        if (it.value().size() > 1)
            shared << it.key() + u": "_s + it.value().join(u", "_s);
    }
    return shared;
}

} // namespace

/// What a person without mouse or without eyes meets, in every window and at every step.
class tst_Accessibility : public WindowFixture
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { applyAppearance(*qApp, Appearance::Light); }
    void init() { begin(); }
    void cleanup() { window.reset(); }

    void mainWindow_data()
    {
        QTest::addColumn<QString>("page");
        for (const char *page : {"firstrun", "no keychain", "dashboard", "table", "target", "provider",
                 "incidents", "no chains", "chains", "gateway", "settings"})
            QTest::newRow(page) << QString::fromLatin1(page);
    }
    void mainWindow()
    {
        QFETCH(QString, page);
        lead(page);
        QCOMPARE(namelessIn(*window).join(u'\n'), QString());
        QCOMPARE(sharedMnemonics(*window).join(u'\n'), QString());
    }

    void addDialog_data()
    {
        QTest::addColumn<int>("step");
        QTest::newRow("kind") << 0;
        QTest::newRow("key") << 1;
        QTest::newRow("test") << 2;
    }
    void addDialog()
    {
        QFETCH(int, step);
        AddProviderDialog dialog(*trials, *keys, Catalogue::builtIn());
        dialog.show();
        if (step > 0)
            dialog.chooseKind(ProviderKindId::OpenAi);
        if (step > 1) {
            dialog.findChild<QLineEdit *>(u"keyLineEdit"_s)->setText(u"sk-proj-abcdefghijklmnop"_s);
            dialog.findChild<QPushButton *>(u"nextButton"_s)->click();
            trials->progress(FakeTrialService::resultOf(Proof::Auth));
            QCoreApplication::processEvents();
        }
        QCOMPARE(namelessIn(dialog).join(u'\n'), QString());
        QCOMPARE(sharedMnemonics(dialog).join(u'\n'), QString());
    }

    void editDialog()
    {
        addProvider({u"gpt-5-nano"_s});
        EditProviderDialog dialog(provider(), Catalogue::builtIn());
        dialog.open();
        QCOMPARE(namelessIn(dialog).join(u'\n'), QString());
        QCOMPARE(sharedMnemonics(dialog).join(u'\n'), QString());
    }

    void firstRunBeginsAtItsFirstButton()
    {
        window->activateWindow();
        auto *page = child<FirstRunPage>(u"firstRunPage"_s);
        auto *add = child<QPushButton>(u"addKeyButton"_s);
        QCOMPARE(window->focusWidget(), add);
        keys->become(KeyService::Keychain::Absent, u"no bus"_s);
        QWidget *next = add->nextInFocusChain();
        while (next != add && !takesKeys(next))
            next = next->nextInFocusChain();
        QCOMPARE(next->objectName(), u"demoButton"_s);
        QVERIFY(page->isVisible());
    }

    /// A name that the side bar cuts is told in full to those who point at it or hear it.
    void sideBarNamesTheTarget()
    {
        lead(u"target"_s);
        const QListWidgetItem *item = child<QListWidget>(u"sideBar"_s)->currentItem();
        const TargetStatus &shown = feed->board()->targets.front();
        QVERIFY(item->toolTip().contains(shown.id.model) && item->toolTip().contains(shown.providerName));
        QCOMPARE(item->data(Qt::AccessibleTextRole).toString(), item->toolTip());
    }

    /// Side by side at 900 x 600 nothing is pushed out of the window, and no button is cut.
    void smallWindowCutsNothing_data() { mainWindow_data(); }
    void smallWindowCutsNothing()
    {
        QFETCH(QString, page);
        lead(page);
        window->resize(900, 600);
        QCoreApplication::processEvents();
        QCOMPARE(window->size(), QSize(900, 600));
        for (const QPushButton *button : window->findChildren<QPushButton *>()) {
            if (button->isVisible())
                QVERIFY2(button->width() >= button->minimumSizeHint().width(), qPrintable(describe(button)));
        }
    }

private:
    void lead(const QString &page)
    {
        if (page == u"no keychain")
            keys->become(KeyService::Keychain::Absent, u"no bus"_s);
        if (page == u"firstrun" || page == u"no keychain")
            return;
        addProvider({u"gpt-5-nano"_s});
        if (page == u"table")
            child<QAbstractButton>(u"tableViewButton"_s)->click();
        if (page.endsWith(u"chains"))
            window->showPage(u"chains"_s);
        if (page == u"chains") {
            // One of everything: a race, open details, a problem, changes.
            child<QAbstractButton>(u"proposeButton"_s)->click();
            child<QAbstractButton>(u"addTargetButton"_s)->click();
            child<QAbstractButton>(u"addStepButton"_s)->click();
            child<QAbstractButton>(u"detailsButton"_s)->click();
        }
        if (page == u"target")
            window->showTarget(feed->board()->targets.front().id);
        if (page == u"provider")
            window->showProvider(feed->board()->targets.front().id.provider);
        if (page == u"incidents") {
            Incident incident;
            incident.id = {1, 0};
            incident.provider = feed->board()->targets.front().id.provider;
            incident.openedAt = MadeAt;
            Q_EMIT incidents->opened(incident);
            window->showPage(page);
        }
        if (page == u"gateway") {
            gateway->become(GatewayStatus::State::Listening, {}, {u"http://127.0.0.1:4217/v1"_s, 12, 3, {}});
            window->showPage(page);
        }
        if (page == u"settings") {
            Config changed = *config->config();
            changed.notifications.webhooks = {{u"w"_s, u"generic"_s, u"keychain"_s, {}, {}}};
            QVERIFY(config->apply(std::move(changed)));
            window->showPage(page);
        }
        QCoreApplication::processEvents();
    }
};

QTEST_MAIN(tst_Accessibility)
#include "tst_accessibility.moc"

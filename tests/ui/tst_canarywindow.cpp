// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/desktopapp.h"
#include "tests/engine/canaries.h"
#include "tests/gateway/clientcall.h"
#include "tests/ui/shownwords.h"
#include "ui/dialogs/addproviderdialog.h"
#include "ui/pages/dashboardpage.h"
#include "ui/pages/firstrunpage.h"
#include "ui/pages/targetpage.h"

#include <QAbstractItemView>
#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPushButton>
#include <QTabWidget>
#include <QtTest>

#include <algorithm>

using namespace Belay;
using namespace Qt::StringLiterals;

namespace {

constexpr int Patience = 30'000;

QString clipboardText()
{
    return QGuiApplication::clipboard()->text();
}

} // namespace

/// The window over an engine whose providers give keys away wherever they can.
class tst_CanaryWindow final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase() { m_program.reset(); }
    void theSearchFindsWhatIsThere();
    void everyPageShowsNoKey();
    void theDashboardShowsNoKey();
    void everyTargetShowsNoKey();
    void theGatewayShowsNoKey();
    void addingAProviderShowsNoKey_data();
    void addingAProviderShowsNoKey();
    void changingAProviderShowsNoKey();
    void theFirstStartShowsNoKey();

private:
    void offerChain();
    void searchWindows(const QString &where);
    void searchClipboard(const QString &where);
    void typeKey(QDialog &dialog, const QByteArray &key);
    template <typename T>
    T *child(const QString &name)
    {
        T *found = m_program->window().findChild<T *>(name);
        if (!found)
            qFatal("no child %s", qPrintable(name));
        return found;
    }

    CanaryHome m_home;
    std::unique_ptr<DesktopApp> m_program;
    QSet<QString> m_searched;
};

void tst_CanaryWindow::initTestCase()
{
    qputenv("BELAY_GATEWAY_TOKEN", ClientToken);
    QVERIFY(m_home.begin());
    offerChain();
    DesktopOptions options;
    options.home = m_home.fixture.home().dataDir;
    m_program = std::make_unique<DesktopApp>(options);
    const Result<void> opened = m_program->open(Engine::Damaged::Refuse);
    QVERIFY2(opened.has_value(), qPrintable(opened ? QString() : opened.error().detail));
    m_program->show();
    Engine &engine = m_program->engine();
    QTRY_VERIFY_WITH_TIMEOUT(!engine.status().board()->targets.empty(), Patience);
    QVERIFY(checkAll(engine));
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(engine, u"anthropic/m"_s), u"key-rejected"_s, Patience);
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(engine, u"echo-good/m"_s), u"up"_s, Patience);
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(engine, u"echo-auth/m"_s), u"key-rejected"_s, Patience);
}

/// Through providers that repeat their key in every place of an error.
void tst_CanaryWindow::offerChain()
{
    ChainConfig chain;
    chain.id = ChainId {u"leaky"_s};
    for (const char *provider :
        {"echo-auth", "echo-page", "echo-gone", "echo-garbage", "anthropic", "echo-fake"}) {
        StepConfig step;
        step.targets.push_back({{ProviderId {QString::fromLatin1(provider)}, u"m"_s}, 1, {}});
        step.retry.numRetries = 0;
        chain.steps.push_back(std::move(step));
    }
    Config &config = m_home.fixture.config;
    config.chains.push_back(std::move(chain));
    config.gateway.enabled = true;
    config.gateway.port = 0;
    QVERIFY(m_home.fixture.save());
}

void tst_CanaryWindow::searchWindows(const QString &where)
{
    QStringList fresh;
    const QStringList words = heldWords() << paintedWords();
    QVERIFY(words.size() > 500);
    for (const QString &text : words) {
        if (m_searched.contains(text))
            continue;
        m_searched.insert(text);
        fresh << text;
    }
    const QByteArray found = fresh.join(u'\n').toUtf8();
    searchForKeys(found, where);
    QVERIFY2(!found.contains(QByteArray(ClientToken).mid(8, 12)), qPrintable(where));
}

void tst_CanaryWindow::searchClipboard(const QString &where)
{
    QVERIFY2(!clipboardText().isEmpty(), qPrintable(where));
    searchForKeys(clipboardText().toUtf8(), where);
    QGuiApplication::clipboard()->clear();
}

/// A search that finds nothing proves something only if it would have found it.
void tst_CanaryWindow::theSearchFindsWhatIsThere()
{
    QWidget window;
    QLineEdit dots(&window);
    dots.setEchoMode(QLineEdit::Password);
    dots.setText(u"typed-into-dots"_s);
    QPushButton button(u"on-a-button"_s, &window);
    button.setToolTip(u"in-a-tip"_s);
    button.setAccessibleName(u"read-out"_s);
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    const QString held = heldWords().join(u'\n');
    QVERIFY(!held.contains(u"typed-into-dots"_s));
    for (const QString &text : {u"on-a-button"_s, u"in-a-tip"_s, u"read-out"_s, u"echo-auth"_s})
        QVERIFY2(held.contains(text), qPrintable(text));
    const QString painted = paintedWords();
    QVERIFY(!painted.contains(u"typed-into-dots"_s));
    for (const QString &text : {u"on-a-button"_s, u"Dashboard"_s})
        QVERIFY2(painted.contains(text), qPrintable(text));
    // Which of the cards are in sight depends on who is the worst just now.
    const auto providers = m_program->engine().config().config();
    QVERIFY(std::ranges::any_of(providers->providers,
        [&painted](const ProviderConfig &provider) { return painted.contains(provider.name); }));
}

void tst_CanaryWindow::everyPageShowsNoKey()
{
    auto *pages = child<QListWidget>(u"sideBar"_s);
    QVERIFY(pages->count() >= 4);
    for (int row = 0; row < pages->count(); ++row) {
        pages->setCurrentRow(row);
        QCoreApplication::processEvents();
        searchWindows(pages->item(row)->text());
    }
    child<QAbstractButton>(u"copyNameButton"_s)->click();
    searchClipboard(u"name of a chain"_s);
}

void tst_CanaryWindow::theDashboardShowsNoKey()
{
    QVERIFY(m_program->window().showPage(u"dashboard"_s));
    auto *cards = child<QAbstractItemView>(u"targetCards"_s);
    QVERIFY(cards->model()->rowCount() > 15);
    for (int row = 0; row < cards->model()->rowCount(); ++row) {
        cards->setCurrentIndex(cards->model()->index(row, 0));
        Q_EMIT cards->customContextMenuRequested({-1, -1});
        auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
        QVERIFY(menu);
        searchWindows(u"menu of a card"_s);
        for (QAction *action : menu->actions()) {
            if (action->text() == u"&Copy"_s)
                action->trigger();
        }
        menu->close();
        searchClipboard(u"copied card"_s);
    }
}

void tst_CanaryWindow::everyTargetShowsNoKey()
{
    auto *page = child<TargetPage>(u"targetPage"_s);
    auto *failures = page->findChild<QAbstractItemView *>(u"failuresTable"_s); // incidents have one, too
    int evidence = 0;
    const auto board = m_program->engine().status().board();
    for (const TargetStatus &target : board->targets) {
        const QString name = target.id.toString();
        QSignalSpy shown(page, &TargetPage::rangeShown);
        m_program->window().showTarget(target.id);
        QVERIFY(shown.count() > 0 || shown.wait(Patience));
        searchWindows(name);
        for (int row = 0; row < failures->model()->rowCount(); ++row) {
            failures->setCurrentIndex(failures->model()->index(row, 0));
            page->findChild<QPushButton *>(u"copyEvidenceButton"_s)->click();
            searchClipboard(name + u": evidence"_s);
            ++evidence;
        }
        child<QPushButton>(u"curlButton"_s)->click();
        QVERIFY(clipboardText().contains(u"$KEY"_s));
        searchClipboard(name + u": curl"_s);
    }
    searchWindows(u"the last target"_s);
    QVERIFY(evidence > 10);
}

void tst_CanaryWindow::theGatewayShowsNoKey()
{
    QVERIFY(m_program->window().showPage(u"gateway"_s));
    GatewayControl &gateway = *m_program->engine().gateway();
    QTRY_VERIFY_WITH_TIMEOUT(!gateway.status().view.address.isEmpty(), Patience);
    CurlClient http;
    auto *requests = child<QAbstractItemView>(u"requestsTable"_s);
    const QByteArrayList models {
        "leaky", "echo-auth/m", "echo-good/m", "echo-redirect/m", "echo-noise/m", "gemini/m"};
    for (const QByteArray &model : models) {
        ClientCall call(http, chatRequest(gateway.status().view.address, model));
        QVERIFY(call.wait(Patience));
        QVERIFY2(call.head.status != 401 && call.head.status != 404, call.body.constData());
    }
    QTRY_COMPARE_WITH_TIMEOUT(requests->model()->rowCount(), static_cast<int>(models.size()), Patience);
    for (int row = 0; row < requests->model()->rowCount(); ++row) {
        requests->setCurrentIndex(requests->model()->index(row, 0));
        searchWindows(u"a request through the gateway"_s);
    }
    auto *clients = child<QTabWidget>(u"snippetTabs"_s);
    for (int tab = 0; tab < clients->count(); ++tab) {
        clients->setCurrentIndex(tab);
        child<QPushButton>(u"copySnippetButton"_s)->click();
        QTRY_VERIFY(clipboardText().contains(QString::fromLatin1(ClientToken)));
        searchClipboard(u"code for a client"_s);
    }
    child<QPushButton>(u"pageCopyTokenButton"_s)->click();
    QTRY_COMPARE(clipboardText(), QString::fromLatin1(ClientToken));
    QGuiApplication::clipboard()->clear();
    searchWindows(u"after the token was copied"_s);
}

void tst_CanaryWindow::typeKey(QDialog &dialog, const QByteArray &key)
{
    auto *field = dialog.findChild<QLineEdit *>(u"keyLineEdit"_s);
    QVERIFY(field);
    field->setText(QString::fromLatin1(key));
    searchWindows(u"a key being typed"_s);
    QGuiApplication::clipboard()->clear();
    field->selectAll();
    QTest::keySequence(field, QKeySequence::Copy);
    QCOMPARE(clipboardText(), QString());
}

void tst_CanaryWindow::addingAProviderShowsNoKey_data()
{
    QTest::addColumn<QString>("server");
    QTest::newRow("the server repeats it as the reason to refuse it") << u"echo-auth"_s;
    QTest::newRow("the server names its models after it") << u"echo-good"_s;
    QTest::newRow("the server sends it on") << u"echo-redirect"_s;
    QTest::newRow("the server does not speak HTTP") << u"echo-noise"_s;
}

void tst_CanaryWindow::addingAProviderShowsNoKey()
{
    QFETCH(QString, server);
    const auto config = m_program->engine().config().config();
    const ProviderConfig *played = config->provider(ProviderId {server});
    QVERIFY(played);
    const QPointer<AddProviderDialog> dialog = m_program->window().addProvider();
    dialog->chooseKind(ProviderKindId::OpenAiCompatible);
    dialog->useSource(KeySource::From::Session);
    dialog->findChild<QLineEdit *>(u"baseUrlLineEdit"_s)->setText(played->baseUrl.toString());
    typeKey(*dialog, canaries().at("mistral"));
    dialog->findChild<QPushButton *>(u"nextButton"_s)->click();
    const auto *verdict = dialog->findChild<QLabel *>(u"verdictLabel"_s);
    auto *again = dialog->findChild<QPushButton *>(u"testAgainButton"_s);
    QTRY_VERIFY_WITH_TIMEOUT(again->isEnabled(), Patience);
    searchWindows(server + u": free test"_s);
    auto *paid = dialog->findChild<QPushButton *>(u"paidTestButton"_s);
    if (paid->isEnabled()) {
        paid->click();
        QVERIFY(!again->isEnabled());
        QTRY_VERIFY_WITH_TIMEOUT(again->isEnabled(), Patience);
        searchWindows(server + u": one request"_s);
    }
    QVERIFY(server == u"echo-good" || !verdict->text().isEmpty());
    dialog->showError(u"The key was not stored."_s);
    searchWindows(u"an error of the dialog"_s);
    dialog->reject();
    QTRY_VERIFY(!dialog);
}

void tst_CanaryWindow::changingAProviderShowsNoKey()
{
    const auto config = m_program->engine().config().config();
    for (const ProviderConfig &provider : config->providers) {
        Q_EMIT child<DashboardPage>(u"dashboardPage"_s)->editRequested(provider.id);
        const QPointer<QDialog> dialog = child<QDialog>(u"editProviderDialog"_s);
        searchWindows(provider.id.value + u": edit"_s);
        if (provider.id.value == u"openai")
            typeKey(*dialog, canaries().at("openai"));
        dialog->reject();
        QTRY_VERIFY(!dialog);
    }
}

/// It offers the keys of the environment by the names of their variables.
void tst_CanaryWindow::theFirstStartShowsNoKey()
{
    qputenv("OPENAI_API_KEY", canaries().at("openai"));
    FirstRunPage page(m_program->engine().keys(), m_program->engine().trials(), Catalogue::builtIn());
    page.show();
    page.look();
    QVERIFY(heldWords().join(u'\n').contains(u"OPENAI_API_KEY"_s));
    searchWindows(u"first start"_s);
}

QTEST_MAIN(tst_CanaryWindow)
#include "tst_canarywindow.moc"

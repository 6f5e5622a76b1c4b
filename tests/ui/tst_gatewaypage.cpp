// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/windowfixture.h"
#include "ui/models/gatewaysnippet.h"
#include "ui/models/tracesmodel.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QLabel>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabWidget>
#include <QTableView>
#include <QtTest>

using namespace Belay;
using namespace Qt::StringLiterals;

namespace {

const QString Token = u"blt_0123456789012345678901234567890123456789012"_s;

Trace madeTrace(const QString &chain)
{
    Trace trace;
    trace.chain = ChainId {chain};
    trace.status = 200;
    trace.target = TargetId {ProviderId {u"groq"_s}, u"llama"_s};
    trace.total = Microseconds {1'500'000};
    TraceAttempt first;
    first.target = {ProviderId {u"openai"_s}, u"gpt-5-nano"_s};
    first.key = KeyId {u"main"_s};
    first.outcome = Outcome::RateLimited;
    first.status = 429;
    TraceAttempt second;
    second.target = *trace.target;
    second.step = 1;
    second.outcome = Outcome::Ok;
    second.status = 200;
    second.note = AttemptNote::Fallback;
    trace.attempts = {first, second};
    return trace;
}

} // namespace

class tst_GatewayPage : public WindowFixture
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        begin();
        gateway->value = Secret {Token.toLatin1()};
        addProvider({u"gpt-5-nano"_s});
        QVERIFY(window->showPage(u"gateway"_s));
        QGuiApplication::clipboard()->clear();
    }
    void cleanup() { window.reset(); }

    void stateIsTold_data()
    {
        QTest::addColumn<GatewayStatus::State>("state");
        QTest::addColumn<QString>("word");
        QTest::addColumn<bool>("hasProblem");
        using enum GatewayStatus::State;
        QTest::newRow("off") << Off << u"Gateway: Off"_s << false;
        QTest::newRow("listening") << Listening << u"Gateway: Listening"_s << false;
        QTest::newRow("listening, not where it should") << Listening << u"Gateway: Listening"_s << true;
        QTest::newRow("draining") << Draining << u"Gateway: Draining"_s << false;
        QTest::newRow("failed") << Failed << u"Gateway: Cannot start"_s << true;
    }
    void stateIsTold()
    {
        QFETCH(GatewayStatus::State, state);
        QFETCH(bool, hasProblem);
        const QString problem = hasProblem ? u"Port 4217 is in use by <b>nginx</b>."_s : QString();
        gateway->become(state, problem);
        QTEST(child<QLabel>(u"gatewayStateLabel"_s)->text(), "word");
        QTEST(child<QLabel>(u"pageStateLabel"_s)->text(), "word");
        for (const QString &name : {u"gatewayProblemLabel"_s, u"pageProblemLabel"_s}) {
            auto *label = child<QLabel>(name);
            QCOMPARE(label->text(), problem);
            QCOMPARE(label->textFormat(), Qt::PlainText);
            QCOMPARE(label->isVisible(), hasProblem);
        }
        // Also while it drains: what is under way may take its time.
        QVERIFY(child<QPushButton>(u"gatewaySwitchButton"_s)->isEnabled());
    }

    void switchChangesTheConfig()
    {
        auto *button = child<QPushButton>(u"gatewaySwitchButton"_s);
        button->setFocus();
        QTest::keyClick(button, Qt::Key_Space);
        QVERIFY(config->config()->gateway.enabled);
        QCOMPARE(child<QLabel>(u"pageStateLabel"_s)->text(), u"Gateway: Starting…"_s);
        child<QPushButton>(u"switchButton"_s)->click();
        QVERIFY(!config->config()->gateway.enabled);
    }

    /// One press leads out: the port goes into the config, which makes the gateway listen anew.
    void takenPortOffersTheNextFreeOne_data()
    {
        QTest::addColumn<QString>("button");
        QTest::newRow("on the page") << u"freePortButton"_s;
        QTest::newRow("in the status bar") << u"gatewayFreePortButton"_s;
    }
    void takenPortOffersTheNextFreeOne()
    {
        QFETCH(QString, button);
        auto *use = child<QPushButton>(button);
        QVERIFY(!use->isVisible());
        gateway->become(GatewayStatus::State::Failed, u"Port 4217 is in use by nginx."_s, {}, 4218);
        QVERIFY(use->isVisible());
        QCOMPARE(use->text(), u"Use port 4218"_s);
        use->click();
        QCOMPARE(config->config()->gateway.port, 4218);
        gateway->become(GatewayStatus::State::Failed, u"Port 4218 is in use by another program."_s);
        QVERIFY2(!use->isVisible(), "there is none to offer");
    }

    void addressAndClients()
    {
        listen();
        QCOMPARE(child<QLabel>(u"gatewayAddressLabel"_s)->text(), u"http://127.0.0.1:4300/v1"_s);
        QCOMPARE(child<QLabel>(u"pageAddressLabel"_s)->text(), u"http://127.0.0.1:4300/v1"_s);
        QVERIFY(child<QLabel>(u"gatewayClientsLabel"_s)->text().startsWith(u"2 client"));
        child<QAbstractButton>(u"copyAddressButton"_s)->click();
        QCOMPARE(QGuiApplication::clipboard()->text(), u"http://127.0.0.1:4300/v1"_s);
    }

    void addressAndTokenAreThereBeforeItIsOn()
    {
        QVERIFY(child<QLabel>(u"gatewayAddressLabel"_s)->isVisible());
        QCOMPARE(child<QLabel>(u"gatewayAddressLabel"_s)->text(), u"http://127.0.0.1:4217/v1"_s);
        child<QAbstractButton>(u"copyAddressButton"_s)->click();
        QCOMPARE(QGuiApplication::clipboard()->text(), u"http://127.0.0.1:4217/v1"_s);
        QVERIFY(child<QAbstractButton>(u"copyTokenButton"_s)->isVisible());
        Config changed = *config->config();
        changed.gateway.port = 0; // the demo's: chosen when it starts
        QVERIFY(config->apply(std::move(changed)));
        QVERIFY(!child<QLabel>(u"gatewayAddressLabel"_s)->isVisible());
        QVERIFY(!child<QAbstractButton>(u"copyAddressButton"_s)->isVisible());
    }

    void tokenIsCopiedAndNeverShown()
    {
        listen();
        child<QAbstractButton>(u"copyTokenButton"_s)->click();
        QCOMPARE(QGuiApplication::clipboard()->text(), Token);
        QCOMPARE(gateway->obtained, std::vector<QString> {u"default"_s});
        for (const QLabel *label : window->findChildren<QLabel *>())
            QVERIFY(!label->text().contains(Token));
        for (const QPlainTextEdit *edit : window->findChildren<QPlainTextEdit *>())
            QVERIFY(!edit->toPlainText().contains(Token));
    }

    void tokenThatCannotBeHad()
    {
        gateway->failure = Error {ErrorKind::Unavailable, u"the keychain is locked"_s, {}};
        QGuiApplication::clipboard()->setText(u"mine"_s);
        child<QPushButton>(u"pageCopyTokenButton"_s)->click();
        QCOMPARE(QGuiApplication::clipboard()->text(), u"mine"_s);
        bool told = false;
        for (const QLabel *label : window->findChildren<QLabel *>())
            told = told || (label->isVisible() && label->text().contains(u"the keychain is locked"));
        QVERIFY(told);
    }

    void snippetsCarryTheRealAddress()
    {
        listen();
        const auto *first = qobject_cast<QPlainTextEdit *>(child<QTabWidget>(u"snippetTabs"_s)->widget(0));
        QVERIFY(first->toPlainText().contains(u"http://127.0.0.1:4300/v1/chat/completions"));
        QVERIFY(first->toPlainText().contains(u"$BELAY_TOKEN"));
        QVERIFY(first->toPlainText().contains(u"openai/gpt-5-nano"));
        QCOMPARE(child<QListWidget>(u"modelsList"_s)->item(0)->text(), u"openai/gpt-5-nano"_s);
        child<QPushButton>(u"copySnippetButton"_s)->click();
        const QString copied = QGuiApplication::clipboard()->text();
        QVERIFY(copied.contains(Token) && !copied.contains(u"BELAY_TOKEN"));
    }

    void chainThatCannotBeReliedOnIsNamed()
    {
        const auto notice = [this](const QString &page) {
            return child<QWidget>(page)->findChild<QWidget *>(u"chainNotice"_s);
        };
        QVERIFY(notice(u"gatewayPage"_s)->isVisible());
        QVERIFY(textOf(notice(u"gatewayPage"_s)).contains(u"no chain yet"));
        setChain(u"alone"_s, {u"openai/gpt-5-nano"_s});
        QVERIFY(textOf(notice(u"gatewayPage"_s)).contains(u"“alone”: There is only one target"));
        window->showPage(u"dashboard"_s);
        QVERIFY2(!notice(u"dashboardPage"_s)->isVisible(), "nobody relies on a gateway that is off");
        child<QPushButton>(u"gatewaySwitchButton"_s)->click();
        QVERIFY(notice(u"dashboardPage"_s)->isVisible());
        QVERIFY(textOf(notice(u"dashboardPage"_s)).contains(u"only one target"));
        notice(u"dashboardPage"_s)->findChild<QPushButton *>()->click();
        QVERIFY(child<QWidget>(u"chainsPage"_s)->isVisible());
    }

    /// A name is data: it never ends the quotes that it stands in.
    void snippetsQuote()
    {
        const QString odd = u"it's \"odd\" $HOME"_s;
        const QString address = u"http://127.0.0.1:1/v1"_s;
        QVERIFY(gatewaySnippet(GatewayClient::Curl, address, odd).contains(u"it'\\''s \\\"odd\\\" $HOME"_s));
        QVERIFY(gatewaySnippet(GatewayClient::Python, address, odd)
                    .contains(u"model=\"it's \\\"odd\\\" $HOME\""_s));
        QVERIFY(gatewaySnippet(GatewayClient::Node, address, u"m"_s, odd)
                    .contains(u"\"it's \\\"odd\\\" $HOME\""_s));
        const QString claude = gatewaySnippet(GatewayClient::ClaudeCode, address, u"m"_s, odd);
        QVERIFY(claude.contains(u"ANTHROPIC_AUTH_TOKEN='it'\\''s \"odd\" $HOME'"_s));
        QVERIFY(claude.contains(u"ANTHROPIC_BASE_URL=http://127.0.0.1:1\n"_s));
    }

    void requestsShowTheirLadder()
    {
        auto *table = child<QTableView>(u"requestsTable"_s);
        QVERIFY(!table->isVisible());
        Q_EMIT gateway->traceEnded(madeTrace(u"chat"_s));
        QVERIFY(table->isVisible());
        Q_EMIT gateway->traceEnded(madeTrace(u"other"_s));
        const QAbstractItemModel *model = table->model();
        QCOMPARE(model->index(0, TracesModel::AskedFor).data().toString(), u"other"_s);
        QCOMPARE(model->index(1, TracesModel::Winner).data().toString(), u"groq/llama"_s);
        QCOMPARE(model->index(1, TracesModel::Attempts).data().toString(), u"2"_s);
        QCOMPARE(table->currentIndex().row(), 1); // the chosen one stays chosen
        const QString ladder = child<QPlainTextEdit>(u"ladderPlainTextEdit"_s)->toPlainText();
        QVERIFY(ladder.contains(u"openai/gpt-5-nano") && ladder.contains(u"(429)"));
        QVERIFY(ladder.contains(u"groq/llama") && ladder.contains(u"fallback"));
    }

    void requestsOfBeforeAreThere()
    {
        past->traces = {madeTrace(u"later"_s), madeTrace(u"earlier"_s)};
        past->traces[0].id = Ulid {2, 0};
        past->traces[1].id = Ulid {1, 0};
        open();
        window->showPage(u"gateway"_s);
        const QAbstractItemModel *model = child<QTableView>(u"requestsTable"_s)->model();
        QTRY_COMPARE(model->rowCount(), 2);
        QCOMPARE(model->index(0, TracesModel::AskedFor).data().toString(), u"later"_s);
        QCOMPARE(model->index(1, TracesModel::AskedFor).data().toString(), u"earlier"_s);
        QVERIFY(!child<QLabel>(u"emptyLabel"_s)->isVisible());
        QVERIFY(child<QPlainTextEdit>(u"ladderPlainTextEdit"_s)->toPlainText().contains(u"groq/llama"));
    }

    /// One that ended while history was being asked is in its answer too.
    void requestsOfBeforeComeOnce()
    {
        TracesModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        Trace live = madeTrace(u"live"_s);
        live.id = Ulid {2, 0};
        Trace older = madeTrace(u"older"_s);
        older.id = Ulid {1, 0};
        model.add(live);
        model.addOlder({live, older});
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.trace(1)->chain.value, u"older"_s);
        model.addOlder({});
        model.addOlder(std::vector<Trace>(TracesModel::Most + 5, madeTrace(u"many"_s)));
        QCOMPARE(model.rowCount(), TracesModel::Most);
    }

    void requestsKeepTheLastHundred()
    {
        TracesModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        for (int i = 0; i < TracesModel::Most + 3; ++i)
            model.add(madeTrace(QString::number(i)));
        QCOMPARE(model.rowCount(), TracesModel::Most);
        QCOMPARE(model.trace(0)->chain.value, u"102"_s);
        QCOMPARE(model.trace(TracesModel::Most - 1)->chain.value, u"3"_s);
        QVERIFY(!model.trace(TracesModel::Most));
    }

private:
    static QString textOf(QWidget *notice)
    {
        return notice->findChild<QLabel *>(u"chainNoticeLabel"_s)->text();
    }
    void setChain(const QString &id, const std::vector<QString> &targets)
    {
        ChainConfig chain;
        chain.id = ChainId(id);
        for (const QString &target : targets) {
            chain.steps.emplace_back();
            chain.steps.back().targets = {{TargetId::fromString(target), 1, {}}};
        }
        Config changed = *config->config();
        changed.chains = {chain};
        QVERIFY(config->apply(std::move(changed)));
    }
    void listen()
    {
        gateway->become(GatewayStatus::State::Listening, {}, {u"http://127.0.0.1:4300/v1"_s, 2, 1, {}});
    }
};

QTEST_MAIN(tst_GatewayPage)
#include "tst_gatewaypage.moc"

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/desktopapp.h"

#include <QAbstractButton>
#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QPlainTextEdit>
#include <QTableView>
#include <QTcpServer>
#include <QtTest>

using namespace Belay;
using namespace Qt::StringLiterals;

/// The demo as a person has it: its gateway is switched on in the window and called as a client calls it.
class tst_DesktopDemo final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        DesktopOptions options;
        options.demo = true;
        m_program = std::make_unique<DesktopApp>(options);
        QVERIFY(m_program->open(Engine::Damaged::Refuse).has_value());
        m_program->show();
        QVERIFY(m_program->window().showPage(u"gateway"_s));
    }
    void cleanup() { m_program.reset(); }

    void gatewayAnswersAClient();
    void takenPortIsLeftByOneButton();

private:
    template <typename T>
    T *child(const QString &name)
    {
        T *found = m_program->window().findChild<T *>(name);
        if (!found)
            qFatal("no child %s", qPrintable(name));
        return found;
    }
    QString state() { return child<QLabel>(u"pageStateLabel"_s)->text(); }
    /// The status of an answer; 0 where nobody answers.
    int ask(const QString &address, const QString &token)
    {
        QNetworkRequest request(QUrl(address + u"/chat/completions"));
        request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
        request.setRawHeader("authorization", "Bearer " + token.toLatin1());
        const std::unique_ptr<QNetworkReply> reply(
            m_client.post(request, R"({"model":"default","messages":[{"role":"user","content":"Hello"}]})"));
        QSignalSpy finished(reply.get(), &QNetworkReply::finished);
        if (!reply->isFinished() && !finished.wait(60'000))
            return -1;
        return reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    }

    QNetworkAccessManager m_client;
    std::unique_ptr<DesktopApp> m_program;
};

void tst_DesktopDemo::gatewayAnswersAClient()
{
    child<QAbstractButton>(u"gatewaySwitchButton"_s)->click();
    QTRY_COMPARE_WITH_TIMEOUT(state(), u"Gateway: Listening"_s, 20'000);
    child<QAbstractButton>(u"copyTokenButton"_s)->click();
    const QString token = QGuiApplication::clipboard()->text();
    QVERIFY(token.startsWith(u"blt_"));
    const QString address = child<QLabel>(u"gatewayAddressLabel"_s)->text();
    QCOMPARE(ask(address, u"blt_wrong"_s), 401);
    QCOMPARE(ask(address, token), 200);
    // The demo's first target is down: the answer came from another one, and the page tells how.
    QTRY_VERIFY(child<QTableView>(u"requestsTable"_s)->isVisible());
    QVERIFY(child<QPlainTextEdit>(u"ladderPlainTextEdit"_s)->toPlainText().contains(u"answered (200)"));
    // While it is told that a request is under way, the switch asks first.
    QTRY_COMPARE(m_program->engine().gateway()->status().view.requests, 0);
    child<QAbstractButton>(u"gatewaySwitchButton"_s)->click();
    QTRY_COMPARE(state(), u"Gateway: Off"_s);
    QTRY_COMPARE(ask(address, token), 0);
}

void tst_DesktopDemo::takenPortIsLeftByOneButton()
{
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost));
    ConfigService &config = m_program->engine().config();
    Config changed = *config.config();
    changed.gateway.port = other.serverPort();
    changed.gateway.enabled = true;
    QVERIFY(config.apply(std::move(changed)));
    QTRY_COMPARE_WITH_TIMEOUT(state(), u"Gateway: Cannot start"_s, 20'000);
    QVERIFY(child<QLabel>(u"pageProblemLabel"_s)->text().contains(QString::number(other.serverPort())));
    child<QAbstractButton>(u"freePortButton"_s)->click();
    QTRY_COMPARE_WITH_TIMEOUT(state(), u"Gateway: Listening"_s, 20'000);
    QVERIFY(!child<QLabel>(u"pageProblemLabel"_s)->isVisible());
    QVERIFY(config.config()->gateway.port != other.serverPort());
}

QTEST_MAIN(tst_DesktopDemo)
#include "tst_desktopdemo.moc"

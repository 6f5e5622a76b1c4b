// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/doctor.h"

#include "core/base/homelock.h"
#include "core/secrets/sessionstore.h"
#include "tests/support/fakehttpclient.h"

#include <QNetworkProxy>
#include <QScopeGuard>
#include <QSemaphore>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QThread>
#include <QtTest>
#include <unistd.h>

using namespace Belay;
using namespace std::chrono_literals;

/// The checks that need no desktop, in virtual time.
class tst_Doctor final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void theWayOut_data();
    void theWayOut();
    void aScriptThatHangsIsNotWaitedFor_data();
    void aScriptThatHangsIsNotWaitedFor();
    void itMayGoBeforeTheAnswer();
    void theClockIsCompared();
    void filesThatNeedALook();
    void whatIsNotOkIsNoWarning();
    void aPortThatIsTaken_data();
    void aPortThatIsTaken();

private:
    DoctorCheck check(const char *id) const;
    void setAnchors(const QByteArray &anchors) const;
    void start(ProxyLookup &proxies) { start({*m_http, *m_clock, m_keychain, proxies}); }
    void start(Doctor::Parts parts);

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<FakeClock> m_clock;
    std::unique_ptr<FakeHttpClient> m_http;
    SessionStore m_keychain;
    std::unique_ptr<Doctor> m_doctor;
    std::vector<std::vector<DoctorCheck>> m_ends;
};

void tst_Doctor::initTestCase()
{
    // They would decide alone, and the system would not be asked.
    for (const char *name :
        {"http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"})
        qunsetenv(name);
}

void tst_Doctor::init()
{
    m_doctor.reset();
    m_http.reset();
    m_ends.clear();
    m_folder = std::make_unique<QTemporaryDir>();
    setAnchors(R"("https://one.example/","https://two.example/")");
    m_clock = std::make_unique<FakeClock>();
    m_http = std::make_unique<FakeHttpClient>(*m_clock);
    m_http->setScript([](const HttpRequest &) { return FakeAnswer::json({}, 204); });
}

void tst_Doctor::setAnchors(const QByteArray &anchors) const
{
    QFile config(m_folder->filePath(QStringLiteral("config.json")));
    QVERIFY(config.open(QIODevice::WriteOnly));
    config.write(R"({"network":{"anchors":[)" + anchors + "]}}");
}

void tst_Doctor::start(Doctor::Parts parts)
{
    m_doctor = std::make_unique<Doctor>(Home::resolve(m_folder->path()), parts);
    m_doctor->run([this](std::vector<DoctorCheck> checks) { m_ends.push_back(std::move(checks)); });
}

DoctorCheck tst_Doctor::check(const char *id) const
{
    for (const DoctorCheck &one : m_ends.back()) {
        if (one.id == QLatin1StringView(id))
            return one;
    }
    return {};
}

void tst_Doctor::theWayOut_data()
{
    QTest::addColumn<QList<QNetworkProxy>>("answer");
    QTest::addColumn<QString>("expected");
    QTest::addRow("no proxy") << QList<QNetworkProxy> {QNetworkProxy(QNetworkProxy::NoProxy)}
                              << "requests go out directly";
    QTest::addRow("nothing known") << QList<QNetworkProxy> {} << "requests go out directly";
    QTest::addRow("one for both anchors") << QList<QNetworkProxy> {QNetworkProxy(
        QNetworkProxy::HttpProxy, QStringLiteral("proxy.example"), 3128)}
                                          << "requests go through proxy.example:3128";
}

void tst_Doctor::theWayOut()
{
    QFETCH(QList<QNetworkProxy>, answer);
    QFETCH(QString, expected);
    std::atomic<bool> onMain = false;
    ProxyLookup proxies([&, main = QThread::currentThread()](const QNetworkProxyQuery &) {
        onMain = onMain || QThread::currentThread() == main;
        return answer;
    });
    start(proxies);
    m_clock->advance(1s); // the anchors answer
    QTRY_COMPARE(m_ends.size(), size_t {1});
    QVERIFY(!onMain);
    QVERIFY(check("proxy").ok);
    QCOMPARE(check("proxy").detail, expected);
    QVERIFY(check("network").ok);
    m_clock->advance(1min);
    QCOMPARE(m_ends.size(), size_t {1});
}

void tst_Doctor::aScriptThatHangsIsNotWaitedFor_data()
{
    QTest::addColumn<QByteArray>("anchors");
    QTest::addColumn<QStringList>("hanging");
    const QByteArray one = R"("https://one.example/")";
    const QByteArray both = one + R"(,"https://two.example/")";
    QTest::addRow("the only one") << one << QStringList {QStringLiteral("one.example")};
    QTest::addRow("the first") << both << QStringList {QStringLiteral("one.example")};
    QTest::addRow("the second") << both << QStringList {QStringLiteral("two.example")};
    QTest::addRow("both") << both
                          << QStringList {QStringLiteral("one.example"), QStringLiteral("two.example")};
}

void tst_Doctor::aScriptThatHangsIsNotWaitedFor()
{
    QFETCH(QByteArray, anchors);
    QFETCH(QStringList, hanging);
    setAnchors(anchors);
    QSemaphore held;
    std::atomic<int> released = 0;
    ProxyLookup proxies([&](const QNetworkProxyQuery &query) {
        if (hanging.contains(query.peerHostName())) {
            held.acquire();
            ++released;
        }
        return QList<QNetworkProxy> {};
    });
    start(proxies); // it returns though the question does not
    QCoreApplication::processEvents();
    m_clock->advance(Doctor::ProxyLimit - 1ms);
    QCOMPARE(m_ends.size(), size_t {0});
    m_clock->advance(1ms);
    QCOMPARE(m_ends.size(), size_t {1});
    QVERIFY(!check("proxy").ok);
    QVERIFY2(check("proxy").detail.contains(QStringLiteral("no answer within 5 s")),
        qPrintable(check("proxy").detail));
    QVERIFY(check("proxy").fix.contains(QStringLiteral("PAC")));
    // The late answers change nothing.
    held.release(static_cast<int>(hanging.size()));
    QTRY_COMPARE(released.load(), static_cast<int>(hanging.size()));
    QCoreApplication::processEvents();
    QCOMPARE(m_ends.size(), size_t {1});
}

void tst_Doctor::itMayGoBeforeTheAnswer()
{
    QSemaphore hanging;
    std::atomic<int> answered = 0;
    ProxyLookup proxies([&](const QNetworkProxyQuery &) {
        hanging.acquire();
        ++answered;
        return QList<QNetworkProxy> {};
    });
    start(proxies);
    m_doctor.reset();
    hanging.release(2);
    QTRY_COMPARE(answered.load(), 2);
    QCoreApplication::processEvents();
    m_clock->advance(1min);
    QVERIFY(m_ends.empty());
}

void tst_Doctor::theClockIsCompared()
{
    const std::vector<std::pair<QByteArray, bool>> rows {
        {"Mon, 21 Sep 2026 14:13:20 GMT", true}, {"Mon, 21 Sep 2026 14:10:00 GMT", false}};
    for (const auto &[date, ok] : rows) {
        init();
        m_http->setScript([date = date](const HttpRequest &) {
            FakeAnswer answer = FakeAnswer::json({}, 204);
            answer.headers = {{"Date", date}};
            return answer;
        });
        ProxyLookup proxies([](const QNetworkProxyQuery &) { return QList<QNetworkProxy> {}; });
        start(proxies);
        m_clock->advance(1s);
        QTRY_COMPARE(m_ends.size(), size_t {1});
        QCOMPARE(check("clock").ok, ok);
        QVERIFY2(check("clock").detail.contains(QStringLiteral("s apart from one.example")),
            qPrintable(check("clock").detail));
        m_doctor.reset();
    }
}

void tst_Doctor::filesThatNeedALook()
{
    const QString path = m_folder->filePath(QStringLiteral("config.json"));
    const QString noFile = m_folder->filePath(QStringLiteral("company.pem"));
    QFile config(path);
    QVERIFY(config.open(QIODevice::WriteOnly));
    config.write(R"({"network":{"anchors":[]},"providers":[{"id":"mine","kind":"openai","caFile":")"
        + noFile.toUtf8() + R"("}]})");
    config.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::WriteGroup);
    config.close();
    ProxyLookup proxies([](const QNetworkProxyQuery &) { return QList<QNetworkProxy> {}; });
    start({*m_http, *m_clock, m_keychain, proxies, [](const QString &) -> qint64 { return 12'000; }});
    QTRY_COMPARE(m_ends.size(), size_t {1});
    const DoctorCheck file = check("config");
    QVERIFY(file.ok && file.warns);
    QVERIFY2(file.detail.contains(noFile + QStringLiteral(" cannot be read")), qPrintable(file.detail));
    QVERIFY(file.detail.contains(QStringLiteral("others than you may write it")));
    QVERIFY(file.fix.contains(QStringLiteral("chmod go-w ") + path));
    QVERIFY(file.fix.contains(QStringLiteral("/providers/0/caFile")));
    const DoctorCheck disk = check("history");
    QVERIFY(disk.ok && disk.warns);
    QVERIFY2(disk.detail.contains(QStringLiteral("left")), qPrintable(disk.detail));
}

void tst_Doctor::whatIsNotOkIsNoWarning()
{
    if (::geteuid() == 0)
        QSKIP("rights do not bind root");
    setAnchors({});
    constexpr auto ReadOnly = QFile::ReadOwner | QFile::ExeOwner;
    QVERIFY(QFile::setPermissions(m_folder->path(), ReadOnly));
    const auto again
        = qScopeGuard([&] { QFile::setPermissions(m_folder->path(), ReadOnly | QFile::WriteOwner); });
    ProxyLookup proxies([](const QNetworkProxyQuery &) { return QList<QNetworkProxy> {}; });
    start({*m_http, *m_clock, m_keychain, proxies, [](const QString &) -> qint64 { return 12'000; }});
    QTRY_COMPARE(m_ends.size(), size_t {1});
    const DoctorCheck disk = check("history");
    QVERIFY(!disk.ok && !disk.warns);
    QVERIFY2(disk.detail.contains(QStringLiteral("cannot be written")), qPrintable(disk.detail));
    QVERIFY2(disk.detail.contains(QStringLiteral("left")), qPrintable(disk.detail));
}

void tst_Doctor::aPortThatIsTaken_data()
{
    QTest::addColumn<bool>("ownsHome");
    QTest::addColumn<QString>("words");
    QTest::addRow("by this home's own gateway") << true << "this home's gateway serves on port %1: ";
    QTest::addRow("by a program that does not own the home") << false << "Port %1 is in use by ";
}

void tst_Doctor::aPortThatIsTaken()
{
    QFETCH(bool, ownsHome);
    QFETCH(QString, words);
    QTcpServer holder;
    QVERIFY(holder.listen(QHostAddress::LocalHost));
    QFile config(m_folder->filePath(QStringLiteral("config.json")));
    QVERIFY(config.open(QIODevice::WriteOnly));
    config.write(
        R"({"network":{"anchors":[]},"gateway":{"port":)" + QByteArray::number(holder.serverPort()) + "}}");
    config.close();
    std::unique_ptr<HomeLock> lock;
    if (ownsHome)
        lock = *HomeLock::take(m_folder->path());
    ProxyLookup proxies([](const QNetworkProxyQuery &) { return QList<QNetworkProxy> {}; });
    start(proxies);
    QTRY_COMPARE(m_ends.size(), size_t {1});
    const DoctorCheck port = check("port");
    QCOMPARE(port.ok, ownsHome);
    QVERIFY2(port.detail.startsWith(words.arg(holder.serverPort())), qPrintable(port.detail));
    QVERIFY(port.detail.contains(QStringLiteral("pid %1").arg(QCoreApplication::applicationPid())));
    QCOMPARE(port.fix.contains(QStringLiteral("End the program")), !ownsHome);
}

QTEST_GUILESS_MAIN(tst_Doctor)
#include "tst_doctor.moc"

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/history/sqlitehistory.h"
#include "tests/app/runner.h"
#include "tests/support/scriptedserver.h"

using namespace Belay;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QByteArray Models = R"({"object":"list","data":[{"id":"m"}]})";
const QByteArray Page
    = R"({"page":{"name":"A"},"status":{"indicator":"none"},"incidents":[],"components":[{"id":"api","name":"API","status":"partial_outage"}]})";

QByteArray answerOf(const QByteArray &status, const QByteArray &body)
{
    return "HTTP/1.1 " + status + "\r\ncontent-type: application/json\r\ncontent-length: "
        + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

QByteArray configOf(const ScriptedServer &server, const QString &page = u"off"_s)
{
    return R"({"version":1,"providers":[{"id":"srv","kind":"openai-compatible","baseUrl":")"
        + server.url(u"/v1"_s).toEncoded()
        + R"(","keys":[{"id":"main","from":"env:EVIDENCE_KEY"}],"monitor":{"models":["m"],"acceptUnknownPrice":true,"statusPage":")"
        + page.toUtf8() + R"("}}]})";
}

bool isPage(const ScriptedRequest &request)
{
    return request.head.contains("/api/v2/summary.json");
}

} // namespace

/// What a lone `check` knows besides its own probes: the provider's page, and history.
class tst_CtlCheckEvidence final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { qputenv("EVIDENCE_KEY", "value-of-no-use"); }
    void aPageIsWaitedFor();
    void aPageThatHangsIsNotWaitedForLong();
    void evidenceIsListed();
    void historyKnowsTheModel_data();
    void historyKnowsTheModel();
    void historyKnowsTheKey();

private:
    /// A completion and an accepted key of a minute ago, as the owner of the home left them.
    static bool record(const Runner &runner);
};

bool tst_CtlCheckEvidence::record(const Runner &runner)
{
    SystemClock clock;
    auto history = SqliteHistory::open(QString(runner.home() + u"/history.sqlite"_s), {.clock = clock});
    if (!history)
        return false;
    Sample sample;
    sample.at = clock.wall() - 1min;
    sample.target = TargetId::fromString(u"srv/m"_s);
    sample.key = KeyId {u"main"_s};
    sample.kind = ProbeKind::Completion;
    sample.outcome = Outcome::Ok;
    sample.proof = Proof::Stream;
    history.value()->record(sample);
    sample.target.model.clear();
    sample.kind = ProbeKind::Auth;
    history.value()->record(sample);
    return history.value()->flush().has_value();
}

void tst_CtlCheckEvidence::aPageIsWaitedFor()
{
    const ScriptedServer server([](ScriptedRequest &request) {
        if (isPage(request))
            request.sendAfter(500ms, answerOf("200 OK", Page)); // long after the probes
        else
            request.send(answerOf(request.head.contains("/status") ? "404 Not Found" : "200 OK", Models));
    });
    const Runner runner;
    runner.writeConfig(configOf(server, server.url().toString()));
    const Json status = runner.run({u"check"_s, u"--json"_s}).json();
    QCOMPARE(status["targets"][0]["state"], "up"); // ours is our own
    QCOMPARE(status["targets"][0]["notice"]["state"], "partial-outage");
}

void tst_CtlCheckEvidence::aPageThatHangsIsNotWaitedForLong()
{
    const ScriptedServer server([](ScriptedRequest &request) {
        if (!isPage(request))
            request.send(answerOf("200 OK", Models));
    });
    const Runner runner;
    runner.writeConfig(configOf(server, server.url().toString()));
    QElapsedTimer timer;
    timer.start();
    const Ended ended = runner.run({u"check"_s, u"--timeout"_s, u"70s"_s, u"--json"_s});
    QVERIFY2(timer.elapsed() < 30'000, ended.err.constData()); // three seconds, and a busy machine's start
    QCOMPARE(ended.code, 0);
    QVERIFY(ended.json()["targets"][0]["notice"].is_null());
}

void tst_CtlCheckEvidence::evidenceIsListed()
{
    const ScriptedServer server([](ScriptedRequest &request) {
        request.send(isPage(request)
                ? answerOf("200 OK", QByteArray(Page).replace("partial_outage", "operational"))
                : answerOf("503 Unavailable", R"({"error":{"message":"busy"}})"));
    });
    const Runner runner;
    runner.writeConfig(configOf(server, server.url().toString()));
    const Ended ended = runner.run({u"check"_s});
    QCOMPARE(ended.code, 2);
    const QString out = QString::fromUtf8(ended.out);
    const QString host = server.url().authority(); // a local one is named with its port
    QVERIFY2(out.contains(u"\n              ✓ " + host + u" answered (HTTP 503)."), ended.out.constData());
    QVERIFY2(out.contains(u"\n              ✗ Its status page tells of no trouble."), ended.out.constData());
    const Json target = runner.run({u"check"_s, u"--json"_s}).json()["targets"][0];
    QCOMPARE(out.count(u"✓ ") + out.count(u"✗ "), static_cast<qsizetype>(target["evidence"].size()));
}

void tst_CtlCheckEvidence::historyKnowsTheModel_data()
{
    QTest::addColumn<bool>("answeredBefore");
    QTest::addColumn<QString>("expected");
    QTest::addRow("a model that answered here is theirs") << true << u"down provider/model"_s;
    QTest::addRow("one that never did is a slip of the person's") << false << u"no-data you/configuration"_s;
}

void tst_CtlCheckEvidence::historyKnowsTheModel()
{
    QFETCH(const bool, answeredBefore);
    QFETCH(const QString, expected);
    const ScriptedServer server([](ScriptedRequest &request) {
        request.send(request.head.startsWith("GET ")
                ? answerOf("200 OK", Models)
                : answerOf("404 Not Found",
                    R"({"error":{"message":"The model `m` does not exist","code":"model_not_found"}})"));
    });
    const Runner runner;
    runner.writeConfig(configOf(server));
    QVERIFY(!answeredBefore || record(runner));
    const Json target = runner.run({u"check"_s, u"--completion"_s, u"--json"_s}).json()["targets"][0];
    const auto text = [&](const char *name) { return QString::fromStdString(target[name]); };
    QCOMPARE(text("state") + u' ' + text("owner") + u'/' + text("cause"), expected);
}

void tst_CtlCheckEvidence::historyKnowsTheKey()
{
    const ScriptedServer server([](ScriptedRequest &request) {
        request.send(answerOf(
            "401 Unauthorized", R"({"error":{"message":"Incorrect key","code":"invalid_api_key"}})"));
    });
    const Runner runner;
    runner.writeConfig(configOf(server));
    QVERIFY(runner.run({u"check"_s}).out.contains("Belay has not seen this key work."));
    QVERIFY(record(runner));
    QVERIFY(runner.run({u"check"_s}).out.contains("The key worked before"));
}

QTEST_GUILESS_MAIN(tst_CtlCheckEvidence)
#include "tst_ctlcheckevidence.moc"

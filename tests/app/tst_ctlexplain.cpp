// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/clock.h"
#include "core/history/sqlitehistory.h"
#include "tests/app/runner.h"

using namespace Belay;

class tst_CtlExplain final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsStdinAndAFile();
    void aMissingFile();
    void explainsWithoutAHome();
    void tellsWhatWasMeasured();
    void neverPrintsAKey();
    void neverPrintsControls();
    void whatNobodyRecognises();
};

static const QByteArray Quota = "openai.RateLimitError: Error code: 429 - {'error': {'message': 'You "
                                "exceeded your current quota, please check your "
                                "plan and billing details. https://platform.openai.com/docs', 'type': "
                                "'insufficient_quota', 'param': None, 'code': "
                                "'insufficient_quota'}}\n";

static QStringList explain(const QStringList &more = {})
{
    return QStringList {QStringLiteral("explain")} + more;
}

void tst_CtlExplain::readsStdinAndAFile()
{
    const Runner runner;
    const QString file = runner.write(QStringLiteral("error.txt"), Quota);
    const Ended fromFile = runner.run(explain({file, QStringLiteral("--json")}));
    QCOMPARE(fromFile.code, 0);
    const Json json = fromFile.json();
    QVERIFY(json["outcome"] == "quota" && json["owner"] == "you" && json["cause"] == "quota");
    QVERIFY(json["provider"] == "openai" && json["measured"].is_null());
    for (const QStringList &arguments :
        {explain({QStringLiteral("--json")}), explain({QStringLiteral("-"), QStringLiteral("--json")})})
        QCOMPARE(runner.run(arguments, Quota).out, fromFile.out);
    const Ended text = runner.run(explain(), Quota);
    QCOMPARE(text.code, 0);
    QVERIFY(text.out.startsWith("quota  (you/quota)\n"));
    QVERIFY(text.out.contains("HTTP 429, code insufficient_quota"));
}

void tst_CtlExplain::aMissingFile()
{
    const Runner runner;
    const Ended missing = runner.run(explain({runner.home() + QStringLiteral("/no-such-file")}));
    QCOMPARE(missing.code, 66);
    QVERIFY(missing.out.isEmpty() && missing.err.contains("no-such-file"));
    QCOMPARE(runner.run(explain({runner.home()})).code, 66); // a folder
}

void tst_CtlExplain::explainsWithoutAHome()
{
    const Runner broken;
    broken.writeConfig("{\"providers\":7}");
    const Ended beside = broken.run(explain({QStringLiteral("--json")}), Quota);
    QCOMPARE(beside.code, 0);
    QVERIFY(beside.json()["outcome"] == "quota");
    QVERIFY(beside.err.contains("config.json"));
    QVERIFY(!beside.err.contains("Paste"));
}

void tst_CtlExplain::tellsWhatWasMeasured()
{
    const Runner runner;
    runner.writeConfig(R"({"version":1,"providers":[{"id":"work","kind":"openai","keys":[]}]})");
    const WallTime happened = SystemClock().wall() - std::chrono::minutes {5};
    SystemClock clock;
    auto history
        = SqliteHistory::open(QString(runner.home() + QStringLiteral("/history.sqlite")), {.clock = clock});
    QVERIFY(history);
    Sample sample;
    sample.at = happened + std::chrono::seconds {3};
    sample.target = TargetId::fromString(QStringLiteral("work"));
    sample.outcome = Outcome::Ok;
    sample.status = 200;
    (*history)->record(sample);
    QVERIFY((*history)->flush());
    const QByteArray error
        = toIsoString(happened).toUtf8() + " HTTP 500 from https://api.openai.com/v1/chat/completions\n";
    const Json json
        = runner.run(explain({QStringLiteral("--json")}), error).json(); // the owner is still there
    QVERIFY(json["provider"] == "work" && json["outcome"] == "server-error");
    QVERIFY(json["measured"]["target"] == "work" && json["measured"]["outcome"] == "ok");
    const Ended text = runner.run(explain(), error);
    QVERIFY2(text.out.contains("3 s after it"), text.out.constData());
}

void tst_CtlExplain::neverPrintsAKey()
{
    const Runner runner;
    const QByteArray key = "sk-proj-Zq81mVx0Lw72nBd93KtYcR5e";
    const QByteArray error = "> Authorization: Bearer " + key
        + "\n< HTTP/2 401\n<\n{\"error\":{\"message\":\"Incorrect API key "
          "provided: "
        + key + "\",\"code\":\"invalid_api_key\"}}\n";
    for (const QStringList &arguments : {explain(), explain({QStringLiteral("--json")})}) {
        const Ended ended = runner.run(arguments, error);
        QCOMPARE(ended.code, 0);
        QVERIFY(!ended.out.isEmpty());
        QVERIFY(!ended.out.contains(key.mid(8)) && !ended.err.contains(key.mid(8)));
    }
}

/// Neither of a command line nor of a text: they would colour, move or turn what a terminal shows.
void tst_CtlExplain::neverPrintsControls()
{
    const Runner runner;
    const QString turned(QChar(u'\u202e'));
    const Ended missing = runner.run(explain({QStringLiteral("\x1b[31mx") + turned + u'y'}));
    QCOMPARE(missing.code, 66);
    QVERIFY2(missing.err.contains("there is no file xy\n"), missing.err.constData());
    const QByteArray error
        = "HTTP/2 503\n\n{\"error\":{\"message\":\"a\",\"code\":\"c\\u001b[31m\\u202ed\"}}\n";
    for (const QStringList &arguments : {explain(), explain({QStringLiteral("--json")})}) {
        const QByteArray out = runner.run(arguments, error).out;
        QVERIFY2(out.contains("HTTP 503, c [31md"), out.constData());
        QVERIFY(!out.contains('\x1b') && !out.contains(turned.toUtf8()));
    }
}

void tst_CtlExplain::whatNobodyRecognises()
{
    const Runner runner;
    for (const QByteArray &text : {QByteArray(), QByteArray("hello\n"), QByteArray(3'000'000, 'x')}) {
        const Ended ended = runner.run(explain({QStringLiteral("--json")}), text);
        QCOMPARE(ended.code, 0);
        const Json json = ended.json();
        QVERIFY(json["outcome"] == "skipped" && json["owner"] == "unknown" && json["provider"].is_null());
    }
    QCOMPARE(runner.run(explain({QStringLiteral("a"), QStringLiteral("b")})).code, 64);
}

QTEST_GUILESS_MAIN(tst_CtlExplain)
#include "tst_ctlexplain.moc"

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/runner.h"

using namespace Belay;

class tst_CtlDemoClear final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void clearWeatherIsAllUp();
};

void tst_CtlDemoClear::clearWeatherIsAllUp()
{
    const Runner runner;
    const QString weather
        = runner.write(QStringLiteral("clear.json"), R"({"network":"online","targets":{}})");
    const Ended ended = runner.run({QStringLiteral("demo"), QStringLiteral("--for"), QStringLiteral("25s"),
        QStringLiteral("--weather"), weather, QStringLiteral("--json")});
    QVERIFY2(ended.code == 0, ended.err.constData());
    const Json status = ended.json();
    QVERIFY2(status.is_object(), ended.out.constData());
    QCOMPARE(status["demo"].get<bool>(), true);
    QVERIFY(!status["targets"].empty());
    for (const auto &[id, state] : statesOf(status))
        QVERIFY2(state == "up", (id + " is " + state).c_str());
    QCOMPARE(status["overall"]["state"].get<std::string>(), std::string("up"));
    QVERIFY(status["targets"][0]["uptime24h"].is_number());
}

QTEST_GUILESS_MAIN(tst_CtlDemoClear)
#include "tst_ctldemoclear.moc"

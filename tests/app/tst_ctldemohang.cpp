// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/runner.h"

using namespace Belay;

class tst_CtlDemoHang final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aHangOfOneTargetIsItsOwn();
};

void tst_CtlDemoHang::aHangOfOneTargetIsItsOwn()
{
    const Runner runner;
    const QString weather = runner.write(
        QStringLiteral("hang.json"), R"({"targets":{"anthropic":[{"at":"0s","weather":"hang"}]}})");
    const Ended ended = runner.run({QStringLiteral("demo"), QStringLiteral("--for"), QStringLiteral("55s"),
        QStringLiteral("--weather"), weather, QStringLiteral("--json")});
    QVERIFY2(ended.code == 0, ended.err.constData());
    int down = 0;
    for (const auto &[id, state] : statesOf(ended.json())) {
        const bool isHanging = id.starts_with("anthropic");
        down += isHanging ? 1 : 0;
        QVERIFY2(state == (isHanging ? "down" : "up"), (id + " is " + state).c_str());
    }
    QVERIFY(down > 0);
}

QTEST_GUILESS_MAIN(tst_CtlDemoHang)
#include "tst_ctldemohang.moc"

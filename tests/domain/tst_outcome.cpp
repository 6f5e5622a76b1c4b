// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/outcome.h"

#include <QTest>

#include <map>

using namespace Belay;

/// Contract 2, column *health*, and what contract 3 makes of it: hard to down, limited to limited, auth and
/// forbidden to key-rejected, and nothing else says anything.
class tst_Outcome : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyOutcomeSpeaksForOneState();
    void evidenceChangesIt_data();
    void evidenceChangesIt();
};

void tst_Outcome::everyOutcomeSpeaksForOneState()
{
    std::map<QString, QStringList> outcomesOf;
    for (size_t i = 0; i < enumCount<Outcome>(); ++i) {
        const auto outcome = static_cast<Outcome>(i);
        outcomesOf[toString(stateAlone(outcome))] << toString(outcome);
    }
    const auto words = [](const char *text) { return QString::fromLatin1(text).split(u' '); };
    const std::map<QString, QStringList> expected {
        {QStringLiteral("up"), words("ok")},
        {QStringLiteral("key-rejected"), words("auth forbidden")},
        {QStringLiteral("limited"), words("quota rate-limited")},
        {QStringLiteral("down"),
            words("overloaded server-error model-not-found dns connect reset tls timeout-connect "
                  "timeout-content timeout-idle timeout-total empty not-an-answer cut")},
        {QStringLiteral("no-data"),
            words("context-length content-filter too-large bad-request misfit proxy cancelled skipped")},
    };
    QCOMPARE(outcomesOf, expected);
}

void tst_Outcome::evidenceChangesIt_data()
{
    QTest::addColumn<int>("outcome");
    QTest::addColumn<int>("health");
    QTest::addColumn<QString>("expectedState");
    const auto row = [](const char *name, Outcome outcome, Health health, const char *state) {
        QTest::newRow(name) << static_cast<int>(outcome) << static_cast<int>(health)
                            << QString::fromLatin1(state);
    };
    row("no connection while the own network is not cleared", Outcome::Connect, Health::Void, "no-data");
    row("a certificate that other hosts show too", Outcome::Tls, Health::Yours, "no-data");
    row("a model that never answered here", Outcome::ModelNotFound, Health::Yours, "no-data");
    row("a key that is refused", Outcome::Auth, Health::Yours, "key-rejected");
}

void tst_Outcome::evidenceChangesIt()
{
    QFETCH(int, outcome);
    QFETCH(int, health);
    QFETCH(QString, expectedState);
    QCOMPARE(toString(stateAlone(static_cast<Outcome>(outcome), static_cast<Health>(health))), expectedState);
}

QTEST_GUILESS_MAIN(tst_Outcome)
#include "tst_outcome.moc"

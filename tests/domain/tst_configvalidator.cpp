// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/configreader.h"
#include "core/domain/configvalidator.h"

using namespace Belay;

class tst_ConfigValidator final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void warnings_data();
    void warnings();
    void severities();
};

void tst_ConfigValidator::warnings_data()
{
    QTest::addColumn<QByteArray>("chain"); // its members beside the id
    QTest::addColumn<QString>("expected"); // code and pointer of each warning
    const auto row = [](const char *name, const char *chain, const char *expected) {
        QTest::addRow("%s", name) << QByteArray(chain) << QString::fromLatin1(expected);
    };
    constexpr auto A = R"({"targets":[{"provider":"a","model":"m"}]})";
    constexpr auto B = R"({"targets":[{"provider":"b","model":"m"}]})";
    const auto steps = [](std::initializer_list<const char *> list, const char *more = "") -> QByteArray {
        QByteArrayList parts;
        for (const char *step : list)
            parts += step;
        return QByteArray("\"steps\":[") + parts.join(',') + "]" + more;
    };
    row("two providers are fine", steps({A, B}).constData(), "");
    row("one target", steps({A}).constData(), "no-fallback /chains/0/steps");
    row("the second step is off",
        steps({A, R"({"targets":[{"provider":"b","model":"m"}],"enabled":false})"}).constData(),
        "no-fallback /chains/0/steps");
    row("all steps are off",
        steps({R"({"targets":[{"provider":"b","model":"m"}],"enabled":false})"}).constData(),
        "no-fallback /chains/0/steps");
    row("two models of one provider", steps({A, R"({"targets":[{"provider":"a","model":"n"}]})"}).constData(),
        "same-provider /chains/0/steps");
    row("the first step may take all the time", steps({A, B}, R"(,"deadline":"20s")").constData(),
        "no-time-for-step /chains/0/steps/1");
    row("a step that is off takes no time",
        steps({R"({"targets":[{"provider":"a","model":"x"}],"enabled":false})", A, B}, R"(,"deadline":"21s")")
            .constData(),
        "");
    row("whole answers have their own deadline", steps({A, B}, R"(,"answerDeadline":"2m")").constData(),
        "no-time-for-step /chains/0/steps/1");
    row("a race costs more",
        steps({R"({"targets":[{"provider":"a","model":"m"},{"provider":"b","model":"m"}],"race":{}})"})
            .constData(),
        "race-bills-losers /chains/0/steps/0/race");
    row("thirteen attempts",
        steps({R"({"targets":[{"provider":"a","model":"m"}],"retry":{"numRetries":5}})",
                  R"({"targets":[{"provider":"b","model":"m"}],"retry":{"numRetries":5}})",
                  R"({"targets":[{"provider":"b","model":"n"}],"retry":{"numRetries":0}})"})
            .constData(),
        "retries-multiply /chains/0/steps");
}

void tst_ConfigValidator::warnings()
{
    QFETCH(QByteArray, chain);
    QFETCH(QString, expected);
    // Beside the chain: c lacks its key, d is off, and a local server needs none.
    const auto config
        = readConfig(R"({"providers":[{"id":"a","kind":"groq","keys":[{"id":"k","from":"session"}]},
        {"id":"b","kind":"ollama"},{"id":"c","kind":"xai"},{"id":"d","kind":"xai","enabled":false}],
        "chains":[{"id":"x",)"
            + chain + "}]}");
    QVERIFY(config.has_value());
    QStringList found;
    for (const ConfigIssue &warning : validateConfig(*config)) {
        QVERIFY(!warning.expected.isEmpty() && !warning.got.isEmpty());
        found += warning.code + u' ' + warning.pointer;
    }
    QStringList all {QStringLiteral("missing-key /providers/2/keys")};
    if (!expected.isEmpty())
        all += expected;
    QCOMPARE(found, all);
}

void tst_ConfigValidator::severities()
{
    for (const char *code :
        {"no-fallback", "same-provider", "same-upstream", "no-time-for-step", "missing-key"})
        QVERIFY2(severityOf(QString::fromLatin1(code)) == WarningSeverity::Risk, code);
    for (const char *code : {"retries-multiply", "unknown-model", "unknown-price", "race-bills-losers",
             "mixed-embeddings", "lacks-capability"})
        QVERIFY2(severityOf(QString::fromLatin1(code)) == WarningSeverity::Note, code);
}

QTEST_GUILESS_MAIN(tst_ConfigValidator)
#include "tst_configvalidator.moc"

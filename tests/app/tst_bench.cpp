// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <nlohmann/json.hpp>

using Json = nlohmann::json;

/// The form of what `belay_bench` prints (contract 9). Figures of a machine that runs tests beside it say
/// nothing, so they are not held against their targets here.
class tst_Bench final : public QObject
{
    Q_OBJECT
    /// nginx is where an ordinary path does not look.
    static bool isInstalled(const QString &program)
    {
        return !QStandardPaths::findExecutable(program).isEmpty()
            || !QStandardPaths::findExecutable(program, {QStringLiteral("/usr/sbin")}).isEmpty();
    }
private Q_SLOTS:
    void figures_data()
    {
        QTest::addColumn<QString>("bench");
        QTest::addColumn<QStringList>("names");
        QTest::newRow("history") << QStringLiteral("history")
                                 << QString::fromLatin1(
                                        "bytesPerSample fileMiB samplesPerSecond chartMs "
                                        "cardsMs openMs loadHourMiB handOverSampleNs handOverTraceNs")
                                        .split(u' ');
#ifdef BELAY_UI
        QTest::newRow("desktop") << QStringLiteral("desktop")
                                 << QString::fromLatin1("interactiveMs idleCpuPercent residentMiB "
                                                        "worstFrameMs searchKeystrokeMs")
                                        .split(u' ');
#endif
        QTest::newRow("gateway")
            << QStringLiteral("gateway")
            << QString::fromLatin1("p50RatioNginx rpsRatioNginx rpsRatioNginxNoHistory streams512CpuRatio "
                                   "streams512P99Ratio streams512Lost streams1000Lost addedFirstTokenP99Ms "
                                   "residentPerStreamKiB residentPerTlsStreamKiB idle4000MiB body20MiBRatio "
                                   "idleCpuPercent slowReaderGrowthMiB")
                   .split(u' ');
    }
    void figures()
    {
        QFETCH(QString, bench);
        QFETCH(QStringList, names);
        for (const char *program : {"nginx", "wrk"}) {
            if (bench == u"gateway" && !isInstalled(QString::fromLatin1(program)))
                QSKIP(qPrintable(QStringLiteral("%1 is not installed").arg(QString::fromLatin1(program))));
        }
        QProcess process;
        process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        process.start(
            QStringLiteral(BELAY_BENCH), {bench, QStringLiteral("--quick"), QStringLiteral("--json")});
        constexpr int Limit = 200'000;
        QVERIFY(process.waitForFinished(Limit));
        QCOMPARE(process.exitCode(), 0);
        const Json result = Json::parse(process.readAllStandardOutput().toStdString(), nullptr, false);
        QVERIFY(result.is_object());
        QCOMPARE(QString::fromStdString(result.value("name", "")), bench);
        QStringList found;
        for (const Json &figure : result["figures"]) {
            found << QString::fromStdString(figure.value("what", ""));
            QVERIFY2(figure["value"].is_number() && figure["value"] >= 0, qPrintable(found.last()));
            QVERIFY2(figure["target"].is_number() && figure["ok"].is_boolean(), qPrintable(found.last()));
            QVERIFY2(!figure.value("unit", "").empty(), qPrintable(found.last()));
        }
        QCOMPARE(found, names);
    }
    void aFigureThatNobodyKnows()
    {
        QProcess process;
        process.start(QStringLiteral(BELAY_BENCH),
            {QStringLiteral("gateway"), QStringLiteral("--only"), QStringLiteral("rps")});
        QVERIFY(process.waitForFinished());
        QCOMPARE(process.exitCode(), 74);
        QVERIFY(process.readAllStandardError().contains("no figure is called rps"));
    }
    void usage_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("none") << QStringList {};
        QTest::newRow("unknown bench") << QStringList {QStringLiteral("speed")};
        QTest::newRow("parts of a bench that has none")
            << QStringList {QStringLiteral("history"), QStringLiteral("--only"), QStringLiteral("openMs")};
        QTest::newRow("no time") << QStringList {
            QStringLiteral("gateway"), QStringLiteral("--seconds"), QStringLiteral("0")};
        QTest::newRow("unknown option") << QStringList {QStringLiteral("history"), QStringLiteral("--fast")};
    }
    void usage()
    {
        QFETCH(QStringList, arguments);
        QProcess process;
        process.start(QStringLiteral(BELAY_BENCH), arguments);
        QVERIFY(process.waitForFinished());
        QCOMPARE(process.exitCode(), 64);
        QVERIFY(process.readAllStandardError().contains("history"));
        QVERIFY(process.readAllStandardOutput().isEmpty());
    }
};

QTEST_GUILESS_MAIN(tst_Bench)
#include "tst_bench.moc"

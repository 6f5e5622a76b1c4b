// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/runner.h"

#include <csignal>
#include <sys/stat.h>

using namespace Belay;

namespace {

void writeProvider(const Runner &runner)
{
    runner.writeConfig(
        R"({"version":1,"providers":[{"id":"local","kind":"vllm","baseUrl":"http://127.0.0.1:1/v1"}]})");
}

} // namespace

/// How commands end that would not end by themselves, or have nowhere to go.
class tst_CtlEnds final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aSignalEndsWatchWell_data();
    void aSignalEndsWatchWell();
    void aSignalEndsAPrompt();
    void watchEndsWithItsReader();
    void aFullDiskUnderStdout_data();
    void aFullDiskUnderStdout();
    void aHungUpDemoLeavesNothingBehind();
    void anUnknownCommandIsNamed_data();
    void anUnknownCommandIsNamed();
    void whatIsNoConfigFile_data();
    void whatIsNoConfigFile();
    void keysWithoutAKeychain();
    void keysThatAreNone_data();
    void keysThatAreNone();
};

void tst_CtlEnds::aSignalEndsWatchWell_data()
{
    QTest::addColumn<int>("number");
    QTest::addRow("SIGINT") << SIGINT;
    QTest::addRow("SIGTERM") << SIGTERM;
}

void tst_CtlEnds::aSignalEndsWatchWell()
{
    QFETCH(int, number);
    const Runner runner;
    writeProvider(runner);
    QProcess process;
    runner.start(process, {QStringLiteral("watch"), QStringLiteral("--json")});
    QVERIFY(QTest::qWaitFor([&] { return process.bytesAvailable() > 0; }, 40'000));
    const QByteArray first = process.readLine();
    QVERIFY2(Json::parse(first.toStdString(), nullptr, false).contains("event"), first.constData());
    QElapsedTimer elapsed;
    elapsed.start();
    ::kill(static_cast<pid_t>(process.processId()), number);
    QVERIFY(process.waitForFinished(5'000));
    QVERIFY(elapsed.elapsed() < 2'000);
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 0);
}

void tst_CtlEnds::aSignalEndsAPrompt()
{
    const Runner runner;
    writeProvider(runner);
    QProcess process;
    runner.start(process, {QStringLiteral("keys"), QStringLiteral("set"), QStringLiteral("local/main")});
    QVERIFY(process.waitForStarted());
    // Until it waits for a line, the signal may come before its handler; both are a death of the signal.
    ::kill(static_cast<pid_t>(process.processId()), SIGTERM);
    QVERIFY(process.waitForFinished(10'000));
    QCOMPARE(process.exitStatus(), QProcess::CrashExit);
}

void tst_CtlEnds::watchEndsWithItsReader()
{
    const Runner runner;
    writeProvider(runner);
    QProcess shell;
    shell.start(QStringLiteral("/bin/sh"),
        {QStringLiteral("-c"),
            QStringLiteral("{ \"$0\" --home \"$1\" watch --json; echo $? >&2; } | head -n 1"),
            QStringLiteral(BELAYCTL), runner.home()});
    QVERIFY(shell.waitForFinished());
    QVERIFY(shell.readAllStandardOutput().startsWith("{\"event\":"));
    QCOMPARE(shell.readAllStandardError(), QByteArray("0\n"));
}

void tst_CtlEnds::aFullDiskUnderStdout_data()
{
    QTest::addColumn<QString>("word");
    for (const char *word : {"check", "--version", "--help"})
        QTest::addRow("%s", word) << QString::fromLatin1(word);
}

void tst_CtlEnds::aFullDiskUnderStdout()
{
    QFETCH(QString, word);
    const Runner runner;
    QProcess process;
    process.setStandardOutputFile(QStringLiteral("/dev/full"));
    runner.start(process, {word});
    QVERIFY(process.waitForFinished());
    QCOMPARE(process.exitCode(), 74);
    QVERIFY(process.readAllStandardError().contains("stdout"));
}

void tst_CtlEnds::aHungUpDemoLeavesNothingBehind()
{
    const Runner runner;
    const QTemporaryDir temporary;
    qputenv("TMPDIR", QFile::encodeName(temporary.path()));
    QProcess process;
    runner.start(process, {QStringLiteral("demo")});
    qunsetenv("TMPDIR");
    const QDir folder(temporary.path());
    const auto isThere = [&] { return !folder.isEmpty(QDir::AllEntries | QDir::NoDotAndDotDot); };
    QVERIFY(QTest::qWaitFor([&] { return process.bytesAvailable() > 0; }, 60'000)); // it shows states
    QVERIFY(isThere());
    ::kill(static_cast<pid_t>(process.processId()), SIGHUP);
    QVERIFY(process.waitForFinished(20'000));
    QCOMPARE(process.exitStatus(), QProcess::CrashExit);
    QVERIFY(!isThere());
}

void tst_CtlEnds::anUnknownCommandIsNamed_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const QStringList &words, const char *expected) {
        QTest::addRow("%s", name) << words << QByteArray(expected);
    };
    row("a slip", {QStringLiteral("chekc")}, "no command “chekc”. Did you mean “check”?");
    row("its beginning", {QStringLiteral("hist")}, "no command “hist”. Did you mean “history”?");
    row("nothing like it", {QStringLiteral("nonsense")}, "no command “nonsense”. There are: check, watch");
    row("after an option with a value", {QStringLiteral("--json"), QStringLiteral("wach")},
        "no command “wach”. Did you mean “watch”?");
    row("of a command's own", {QStringLiteral("keys"), QStringLiteral("lst")},
        "no command “keys lst”. Did you mean “keys list”?");
}

void tst_CtlEnds::anUnknownCommandIsNamed()
{
    QFETCH(QStringList, words);
    QFETCH(QByteArray, expected);
    const Ended ended = Runner().run(words);
    QCOMPARE(ended.code, 64);
    QVERIFY(ended.out.isEmpty());
    QVERIFY2(ended.err.contains(expected), ended.err.constData());
}

void tst_CtlEnds::whatIsNoConfigFile_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<QByteArray>("expectedGot");
    QTest::addRow("a folder") << int {S_IFDIR} << QByteArray("a folder");
    QTest::addRow("a pipe") << int {S_IFIFO} << QByteArray("a pipe or device");
    QTest::addRow("a link to nothing") << int {S_IFLNK} << QByteArray("a link to nothing");
}

void tst_CtlEnds::whatIsNoConfigFile()
{
    QFETCH(int, kind);
    QFETCH(QByteArray, expectedGot);
    const Runner runner;
    const QString path = runner.home() + QStringLiteral("/config.json");
    if (kind == S_IFDIR)
        QVERIFY(QDir().mkdir(path));
    else if (kind == S_IFIFO)
        QCOMPARE(::mkfifo(QFile::encodeName(path).constData(), 0600), 0);
    else
        QVERIFY(QFile::link(QStringLiteral("/nonexistent/config.json"), path));
    for (const char *command : {"check", "watch"}) {
        const Ended ended = runner.run({QString::fromLatin1(command), QStringLiteral("--json")});
        QCOMPARE(ended.code, 78);
        const Json error = ended.json()["errors"][0];
        QCOMPARE(error["pointer"].get<std::string>(), std::string());
        QCOMPARE(error["code"].get<std::string>(), std::string("bad-type"));
        QCOMPARE(QByteArray::fromStdString(error["got"].get<std::string>()), expectedGot);
    }
}

void tst_CtlEnds::keysWithoutAKeychain()
{
    const Runner runner;
    writeProvider(runner);
    const Ended ended = runner.run(
        {QStringLiteral("keys"), QStringLiteral("set"), QStringLiteral("local/main")}, "some-value-123\n");
    QVERIFY2(ended.code == 69, ended.err.constData());
    QVERIFY(!ended.err.contains("some-value-123"));
    QVERIFY(ended.out.isEmpty());
}

void tst_CtlEnds::keysThatAreNone_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addRow("nothing") << QByteArray();
    QTest::addRow("blanks and quotes") << QByteArray(" \"\" \n");
    QTest::addRow("the word alone") << QByteArray("Bearer\n");
    QTest::addRow("a zero byte inside") << QByteArray("some\0value", 10);
    QTest::addRow("no ASCII") << QByteArray("schlüssel-123\n");
    QTest::addRow("a megabyte") << QByteArray(1024 * 1024, 'a');
}

void tst_CtlEnds::keysThatAreNone()
{
    QFETCH(QByteArray, line);
    const Runner runner;
    writeProvider(runner);
    const Ended ended
        = runner.run({QStringLiteral("keys"), QStringLiteral("set"), QStringLiteral("local/main")}, line);
    QVERIFY2(ended.code == 64, ended.err.constData());
    QVERIFY(ended.err.contains("that is no key"));
}

QTEST_GUILESS_MAIN(tst_CtlEnds)
#include "tst_ctlends.moc"

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/logging.h"
#include "core/domain/resultjson.h"
#include "core/engine/childenvironment.h"
#include "core/history/historyexport.h"
#include "tests/engine/canaries.h"
#ifdef BELAY_HAS_UI
#include "ui/models/curlcommand.h"
#include "ui/models/targetrequest.h"
#endif

#include <QBuffer>
#include <QDir>
#include <QProcess>
#include <QtTest>

using namespace Belay;

namespace {

std::vector<pid_t> childrenOf(qint64 parent)
{
    std::vector<pid_t> children;
    for (const QString &entry : QDir(QStringLiteral("/proc")).entryList(QDir::Dirs)) {
        QFile stat(QStringLiteral("/proc/%1/stat").arg(entry));
        if (entry.toInt() == 0 || !stat.open(QIODevice::ReadOnly))
            continue;
        const QByteArray text = stat.readAll();
        if (text.mid(text.lastIndexOf(')') + 2).split(' ').value(1).toLongLong() == parent)
            children.push_back(entry.toInt());
    }
    return children;
}

} // namespace

class tst_Canary final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void anEngineAtWorkKeepsItsKeys();
    void commandsKeepTheKeys_data();
    void commandsKeepTheKeys();

private:
    void searchHome() const;
    void searchBoard(Engine &engine) const;
    void searchExports() const;
    void searchCurlLines() const;

    CanaryHome m_home;
    EngineFixture &m_fixture = m_home.fixture;
};

void tst_Canary::initTestCase()
{
    QVERIFY(m_home.begin());
    qputenv("BELAY_LOG", "*=true");
}

void tst_Canary::anEngineAtWorkKeepsItsKeys()
{
    QVERIFY(m_fixture.home().create().has_value());
    QVERIFY(installLog(m_fixture.home().logPath()).has_value());
    const auto restore = qScopeGuard([] { qInstallMessageHandler(nullptr); });
    auto opened = m_fixture.open();
    QVERIFY2(opened.has_value(), qPrintable(opened ? QString() : opened.error().detail));
    Engine &engine = **opened;
    QVERIFY(startWatching(engine));
    QVERIFY(checkAll(engine));
    QTRY_COMPARE(stateOf(engine, QStringLiteral("openai/m")), QStringLiteral("up"));
    QTRY_COMPARE(stateOf(engine, QStringLiteral("mistral/m")), QStringLiteral("up"));
    QTRY_COMPARE(stateOf(engine, QStringLiteral("anthropic/m")), QStringLiteral("key-rejected"));
    QTRY_COMPARE(stateOf(engine, QStringLiteral("echo-good/m")), QStringLiteral("up"));
    QTRY_COMPARE(stateOf(engine, QStringLiteral("echo-auth/m")), QStringLiteral("key-rejected"));
    QTRY_VERIFY(QFileInfo(m_fixture.home().historyPath() + QStringLiteral("-wal")).size() > 0);
    searchBoard(engine);
    searchHome();
    QVERIFY(childrenOf(QCoreApplication::applicationPid()).empty());
    qputenv("QT_NO_GLIB", "1"); // as both programs do once they run
    const auto given = childEnvironment(m_fixture.config, Catalogue::builtIn());
    qunsetenv("QT_NO_GLIB");
    QVERIFY(!given.contains(QStringLiteral("QT_NO_GLIB"))); // libsecret answers through glib's loop alone
    searchForKeys(given.toStringList().join(u' ').toUtf8(), QStringLiteral("environment of a child"));
    QVERIFY(given.contains(QStringLiteral("PATH")));
    engine.stop();
    searchHome();
    searchExports();
    searchCurlLines();
}

void tst_Canary::searchHome() const
{
    int files = 0;
    QDirIterator all(m_fixture.home().dataDir, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (all.hasNext()) {
        QFile file(all.next());
        QVERIFY(file.open(QIODevice::ReadOnly));
        searchForKeys(file.readAll(), file.fileName());
        ++files;
    }
    QVERIFY(files >= 3); // config, history, log
}

void tst_Canary::searchBoard(Engine &engine) const
{
    const StatusBoard &board = *engine.status().board();
    searchForKeys(toLine(toJson(board)), QStringLiteral("STATUS"));
    for (const TargetStatus &target : board.targets) {
        for (const QString &model : target.offeredModels)
            searchForKeys(model.toUtf8(), target.id.toString() + QStringLiteral(" offers"));
    }
}

void tst_Canary::searchExports() const
{
    auto queries = SqliteHistory::openBeside(m_fixture.home().historyPath());
    QVERIFY(queries.has_value());
    std::vector<TargetId> targets;
    for (const ProviderConfig &provider : m_fixture.config.providers) {
        targets.push_back({provider.id, {}});
        targets.push_back({provider.id, QStringLiteral("m")});
    }
    const WallTime now = m_fixture.clock.wall();
    const TimeRange range {now - std::chrono::hours {1}, now + std::chrono::hours {1}};
    for (const ExportForm form : {ExportForm::Csv, ExportForm::Json}) {
        QBuffer buffer;
        QVERIFY(buffer.open(QIODevice::WriteOnly));
        QVERIFY(exportSamples(**queries, targets, range, form, buffer).has_value());
        QVERIFY(buffer.data().contains("key") && buffer.data().size() > 2'000);
        searchForKeys(buffer.data(), QStringLiteral("export"));
    }
    size_t failures = 0;
    for (const TargetId &target : targets) {
        for (const Sample &sample : (*queries)->failures(target, range, 100)) {
            ++failures;
            const Evidence evidence = sample.evidence.value_or(Evidence {});
            searchForKeys(
                (evidence.text + evidence.providerCode + evidence.address).toUtf8(), target.toString());
        }
    }
    QVERIFY(failures > 10);
}

void tst_Canary::searchCurlLines() const
{
#ifdef BELAY_HAS_UI
    for (const ProviderConfig &provider : m_fixture.config.providers) {
        const auto request
            = requestOf(m_fixture.config, Catalogue::builtIn(), {provider.id, QStringLiteral("m")});
        QVERIFY(request.has_value());
        const QString line = curlCommand(*request);
        QVERIFY(line.contains(QStringLiteral("$KEY")));
        searchForKeys(line.toUtf8(), QStringLiteral("curl line"));
    }
#endif
}

void tst_Canary::commandsKeepTheKeys_data()
{
    QTest::addColumn<QStringList>("arguments");
    const QString json = QStringLiteral("--json");
    const auto row
        = [](const char *name, const QStringList &arguments) { QTest::addRow("%s", name) << arguments; };
    const QString check = QStringLiteral("check");
    row("check", {check, json});
    row("check for a person", {check});
    row("check with completions", {check, QStringLiteral("--completion"), json});
    row("check of what is known", {check, QStringLiteral("--cached"), json});
    row("keys", {QStringLiteral("keys"), QStringLiteral("list"), json});
    row("keys for a person", {QStringLiteral("keys"), QStringLiteral("list")});
    row("test of a key",
        {QStringLiteral("keys"), QStringLiteral("test"), QStringLiteral("echo-auth/main"), json});
    row("doctor", {QStringLiteral("doctor"), json});
    row("history", {QStringLiteral("history"), QStringLiteral("echo-fake/m"), json});
    row("history as a table",
        {QStringLiteral("history"), QStringLiteral("echo-auth"), QStringLiteral("--csv")});
    row("demo", {QStringLiteral("demo"), QStringLiteral("--for"), QStringLiteral("2s"), json});
}

void tst_Canary::commandsKeepTheKeys()
{
    QFETCH(QStringList, arguments);
    QProcess process;
    QSignalSpy ended(&process, &QProcess::finished);
    process.start(QStringLiteral(BELAYCTL),
        QStringList {QStringLiteral("--home"), m_fixture.home().dataDir} + arguments);
    QVERIFY(process.waitForStarted());
    QFile commandLine(QStringLiteral("/proc/%1/cmdline").arg(process.processId()));
    if (commandLine.open(QIODevice::ReadOnly))
        searchForKeys(commandLine.readAll(), QStringLiteral("cmdline"));
    QVERIFY(childrenOf(process.processId()).empty());
    QVERIFY(ended.count() > 0 || ended.wait(40'000));
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QVERIFY(process.exitCode() < 64);
    const QByteArray out = process.readAllStandardOutput();
    const QByteArray err = process.readAllStandardError();
    QVERIFY2(!out.isEmpty(), err.constData());
    searchForKeys(out, QStringLiteral("stdout"));
    searchForKeys(err, QStringLiteral("stderr"));
    QVERIFY(!out.contains("simulated-key"));
    searchHome();
}

QTEST_GUILESS_MAIN(tst_Canary)
#include "tst_canary.moc"

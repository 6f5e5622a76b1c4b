// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/logging.h"
#include "core/domain/resultjson.h"
#include "core/engine/childenvironment.h"
#include "core/history/historyexport.h"
#include "tests/engine/enginefixture.h"
#include "tests/engine/keyecho.h"
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

/// A key of each known form, and of none.
const std::map<QByteArray, QByteArray> Canaries {
    {"openai", "sk-proj-Aq7CANARYx4Zt9Lm2Vb8Rk3Ws6Yd1Ph5Nc0Jg"},
    {"anthropic", "sk-ant-api03-Bw3CANARYu8Hn5Tq1Xe7Oc4Mf9Sj2Kd6Rl0P"},
    {"gemini", "AIzaCz5CANARYp2Gv8Wk4Ns7Be1Yt6Qm3"},
    {"groq", "gsk_Dr9CANARYf3Ux6Jh1Lb8Ov5Ze2Kc7Tw4"},
    {"cerebras", "csk-Et2CANARYm7Qs4Yd9Pg1Xn6Rv3Ha8Wj5"},
    {"deepseek", "sk-Fu6CANARYb1Kz8Co3Ml7Td5Ix2Ey9Gn4"},
    {"openrouter", "sk-or-v1-Gv4CANARYs9Wp2Fh6Aj1Nk8Lq5Zc3Ub7"},
    {"together", "tgp_v1_Hw8CANARYd5Ov1Rt7Xm3Ge9Ys2Bi6Kf4"},
    {"fireworks", "fw_Ix1CANARYn6Cz4Jp9Vu2Hd8Lt5Qa3Mw7"},
    {"mistral", "Jy5CANARYg8Sk2Bo7Fr4Wc9Ne1Tz6Xv3"},
};
constexpr auto EchoKey = "Ka3CANARYq7Lm2Vt8Rb4Ws6Yk1Zd9Pf5";

/// What must be found nowhere: pieces of the middle of each key.
std::vector<QByteArray> forbidden()
{
    std::vector<QByteArray> pieces;
    const auto add = [&](const QByteArray &key) {
        for (qsizetype at = key.indexOf("CANARY") - 3; at + 12 <= key.size() - 4; ++at)
            pieces.push_back(key.mid(at, 12));
    };
    for (const auto &[id, key] : Canaries)
        add(key);
    add(EchoKey);
    return pieces;
}

void searchFor(const QByteArray &content, const QString &where)
{
    for (const QByteArray &piece : forbidden())
        QVERIFY2(!content.contains(piece), qPrintable(where + u": " + QString::fromLatin1(piece)));
}

const QStringList Ways {QStringLiteral("auth"), QStringLiteral("page"), QStringLiteral("redirect"),
    QStringLiteral("gone"), QStringLiteral("fake"), QStringLiteral("good"), QStringLiteral("garbage"),
    QStringLiteral("noise")};

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

    EngineFixture m_fixture;
    QTemporaryDir m_keyFiles;
    std::unique_ptr<ScriptedServer> m_echo;
};

void tst_Canary::initTestCase()
{
    std::vector<SimulatedProvider> played;
    for (const auto &[id, key] : Canaries) {
        const QString name = QString::fromLatin1(id);
        const auto kind = *enumFromString<ProviderKindId>(name);
        const Dialect dialect = id == "anthropic" ? Dialect::Anthropic
            : id == "gemini"                      ? Dialect::Gemini
                                                  : Dialect::OpenAi;
        played.push_back(EngineFixture::provider(name, kind, key, dialect));
    }
    QVERIFY(m_fixture.play(std::move(played)).has_value());
    QVERIFY(m_fixture.setWeather(R"({"targets":{
        "anthropic":[{"at":"0s","weather":"bad-key"}], "gemini":[{"at":"0s","weather":"storm-429","retryAfter":"1s"}],
        "groq":[{"at":"0s","weather":"quota"}], "cerebras":[{"at":"0s","weather":"html-200"}],
        "deepseek":[{"at":"0s","weather":"garbage"}], "openrouter":[{"at":"0s","weather":"redirect"}],
        "together":[{"at":"0s","weather":"fake-200"}], "fireworks":[{"at":"0s","weather":"reset"}]}})"));
    m_echo = std::make_unique<ScriptedServer>(echoKey);
    // Half of the keys from the environment, half from files, those of the echo too.
    bool fromFile = false;
    for (ProviderConfig &provider : m_fixture.config.providers) {
        const QByteArray key = Canaries.at(provider.id.value.toLatin1());
        const QString name = QStringLiteral("BELAY_TEST_") + provider.id.value.toUpper();
        fromFile = !fromFile;
        if (provider.id.value == u"mistral")
            continue; // stays a session key
        if (!fromFile) {
            qputenv(name.toLatin1().constData(), key);
            provider.keys.front().source = {KeySource::From::Environment, name};
            continue;
        }
        QFile file(m_keyFiles.filePath(provider.id.value));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(key + '\n') > 0);
        QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::WriteOwner));
        provider.keys.front().source = {KeySource::From::File, file.fileName()};
    }
    QFile file(m_keyFiles.filePath(QStringLiteral("echo")));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(EchoKey) > 0);
    QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::WriteOwner));
    for (const QString &way : Ways) {
        ProviderConfig provider = m_fixture.config.providers.front();
        provider.id = ProviderId {QStringLiteral("echo-") + way};
        provider.kind = ProviderKindId::OpenAiCompatible;
        provider.name = provider.id.value;
        provider.baseUrl = m_echo->url(u'/' + way + QStringLiteral("/v1"));
        provider.keys.front().source = {KeySource::From::File, file.fileName()};
        m_fixture.config.providers.push_back(std::move(provider));
    }
    m_fixture.config.chains.clear();
    QVERIFY(m_fixture.save());
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
    const auto given = childEnvironment(m_fixture.config, Catalogue::builtIn());
    searchFor(given.toStringList().join(u' ').toUtf8(), QStringLiteral("environment of a child"));
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
        searchFor(file.readAll(), file.fileName());
        ++files;
    }
    QVERIFY(files >= 3); // config, history, log
}

void tst_Canary::searchBoard(Engine &engine) const
{
    const StatusBoard &board = *engine.status().board();
    searchFor(toLine(toJson(board)), QStringLiteral("STATUS"));
    for (const TargetStatus &target : board.targets) {
        for (const QString &model : target.offeredModels)
            searchFor(model.toUtf8(), target.id.toString() + QStringLiteral(" offers"));
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
        searchFor(buffer.data(), QStringLiteral("export"));
    }
    size_t failures = 0;
    for (const TargetId &target : targets) {
        for (const Sample &sample : (*queries)->failures(target, range, 100)) {
            ++failures;
            const Evidence evidence = sample.evidence.value_or(Evidence {});
            searchFor((evidence.text + evidence.providerCode + evidence.address).toUtf8(), target.toString());
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
        searchFor(line.toUtf8(), QStringLiteral("curl line"));
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
        searchFor(commandLine.readAll(), QStringLiteral("cmdline"));
    QVERIFY(childrenOf(process.processId()).empty());
    QVERIFY(ended.count() > 0 || ended.wait(40'000));
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QVERIFY(process.exitCode() < 64);
    const QByteArray out = process.readAllStandardOutput();
    const QByteArray err = process.readAllStandardError();
    QVERIFY2(!out.isEmpty(), err.constData());
    searchFor(out, QStringLiteral("stdout"));
    searchFor(err, QStringLiteral("stderr"));
    QVERIFY(!out.contains("simulated-key"));
    searchHome();
}

QTEST_GUILESS_MAIN(tst_Canary)
#include "tst_canary.moc"

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/configservice.h"

#include "core/domain/configreader.h"

#include <QtTest>

using namespace Belay;

class tst_ConfigService final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void noFileIsAnEmptyConfig();
    void writing();
    void aTouchIsTold();
    void aChangedFileIsNotOverwritten_data();
    void aChangedFileIsNotOverwritten();
    void aCopyThatGrewOldIsRefused();
    void aBadFileKeepsTheConfigInForce();
    void aFileThatGoesKeepsTheConfigInForce();
    void aBadConfigIsNotWritten();
    void aHomeThatIsNoFolder();
    void aFolderThatRefuses();
    void aFolderInTheWay();

private:
    QByteArray onDisk() const;
    void put(const QByteArray &text) const;
    static Config withProvider(Config config, const char *id);

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
};

void tst_ConfigService::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_path = m_folder->filePath(QStringLiteral("config.json"));
}

QByteArray tst_ConfigService::onDisk() const
{
    QFile file(m_path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("no file");
}

void tst_ConfigService::put(const QByteArray &text) const
{
    QFile file(m_path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(text), text.size());
}

Config tst_ConfigService::withProvider(Config config, const char *id)
{
    ProviderConfig &provider = config.providers.emplace_back();
    provider.id = ProviderId {QString::fromLatin1(id)};
    provider.kind = ProviderKindId::Groq;
    return config;
}

void tst_ConfigService::noFileIsAnEmptyConfig()
{
    ConfigService service(m_path);
    QVERIFY(service.load().has_value());
    QVERIFY(service.config()->providers.empty());
    QVERIFY(service.config()->network.anchors == defaultAnchors());
    QVERIFY(!QFile::exists(m_path));
}

void tst_ConfigService::writing()
{
    m_path = m_folder->filePath(QStringLiteral("new/home/config.json"));
    ConfigService service(m_path);
    QSignalSpy changed(&service, &ConfigService::configChanged);
    QVERIFY(service.load().has_value());
    QVERIFY(service.apply(withProvider(*service.config(), "a")).has_value());
    QCOMPARE(changed.size(), 1);
    QCOMPARE(service.config()->text, onDisk());
    constexpr auto Mine = QFile::ReadOwner | QFile::WriteOwner | QFile::ReadUser | QFile::WriteUser;
    QCOMPARE(QFile::permissions(m_path), QFile::Permissions(Mine));
    QCOMPARE(QFile::permissions(m_folder->filePath(QStringLiteral("new/home"))),
        QFile::Permissions(Mine | QFile::ExeOwner | QFile::ExeUser));
    QVERIFY(service.apply(withProvider(*service.config(), "b")).has_value());
    QCOMPARE(changed.size(), 2);

    ConfigService other(m_path);
    QVERIFY(other.load().has_value());
    QVERIFY(*other.config() == *service.config());
    QCOMPARE(other.config()->providers.size(), size_t {2});
    QCOMPARE(QFileInfo(m_path).dir().entryList(QDir::Files | QDir::Hidden).size(), 1);
}

void tst_ConfigService::aTouchIsTold()
{
    put(R"({"version":1})");
    const auto makeOld = [this] {
        QFile file(m_path);
        return file.open(QIODevice::ReadWrite)
            && file.setFileTime(QDateTime::currentDateTime().addSecs(-60), QFile::FileModificationTime);
    };
    QVERIFY(makeOld());
    ConfigService window(m_path);
    ConfigService command(m_path);
    QVERIFY(window.load() && command.load());
    QVERIFY(!window.takeTouch());
    const QByteArray before = onDisk();
    QVERIFY(command.touch());
    QCOMPARE(onDisk(), before);
    QVERIFY(!command.takeTouch()); // its own
    QVERIFY(window.takeTouch());
    QVERIFY(!window.takeTouch());
    QVERIFY(makeOld() && window.takeTouch());
    QVERIFY(window.apply(withProvider(*window.config(), "a")));
    QVERIFY(!window.takeTouch());
    QVERIFY(QFile::remove(m_path));
    QCOMPARE(command.touch().error().kind, ErrorKind::Storage);
    QVERIFY(!QFile::exists(m_path));
}

void tst_ConfigService::aChangedFileIsNotOverwritten_data()
{
    QTest::addColumn<QByteArray>("theirs");
    QTest::addColumn<ErrorKind>("expected");
    QTest::addRow("another setting") << QByteArray(R"({"gateway":{"port":1}})") << ErrorKind::Conflict;
    QTest::addRow("a blank more") << QByteArray("{} ") << ErrorKind::Conflict;
    QTest::addRow("broken by hand") << QByteArray("{") << ErrorKind::Config;
    QTest::addRow("emptied") << QByteArray() << ErrorKind::Config;
}

void tst_ConfigService::aChangedFileIsNotOverwritten()
{
    QFETCH(QByteArray, theirs);
    put("{}");
    ConfigService service(m_path);
    QVERIFY(service.load().has_value());
    put(theirs);
    QVERIFY(!service.isAsInFile());
    QSignalSpy outdated(&service, &ConfigService::outdated);
    const auto applied = service.apply(withProvider(*service.config(), "a"));
    QVERIFY(!applied);
    QTEST(applied.error().kind, "expected");
    QCOMPARE(outdated.size(), 1);
    QCOMPARE(onDisk(), theirs);
    QVERIFY(service.config()->providers.empty());
}

void tst_ConfigService::aCopyThatGrewOldIsRefused()
{
    ConfigService service(m_path);
    QVERIFY(service.load().has_value());
    const Config old = *service.config();
    QVERIFY(service.apply(withProvider(old, "a")).has_value());
    const auto applied = service.apply(withProvider(old, "b"));
    QVERIFY(!applied);
    QVERIFY(applied.error().kind == ErrorKind::Conflict);
    QVERIFY(service.config()->provider(ProviderId {QStringLiteral("a")}));
}

void tst_ConfigService::aBadFileKeepsTheConfigInForce()
{
    put(R"({"providers":[{"id":"a","kind":"groq"}]})");
    ConfigService service(m_path);
    QVERIFY(service.load().has_value());
    QSignalSpy changed(&service, &ConfigService::configChanged);
    const QByteArray bad = R"({"providers":[{"id":"A","kind":"x"}]})";
    put(bad);
    const auto loaded = service.load();
    QVERIFY(!loaded);
    QVERIFY(loaded.error().kind == ErrorKind::Config);
    QCOMPARE(loaded.error().causes.size(), size_t {2});
    QVERIFY(loaded.error().causes[0].detail.startsWith(u"config.json:/providers/0/id: expected"));
    QCOMPARE(service.config()->providers.size(), size_t {1});
    QCOMPARE(changed.size(), 0);
    QCOMPARE(onDisk(), bad);
    put("");
    QVERIFY(!service.load());
}

void tst_ConfigService::aFileThatGoesKeepsTheConfigInForce()
{
    put(R"({"providers":[{"id":"groq","kind":"groq"}]})");
    ConfigService service(m_path);
    QVERIFY(service.load());
    QVERIFY(QFile::remove(m_path));
    const Result<void> gone = service.load();
    QVERIFY(!gone && gone.error().kind == ErrorKind::Config);
    QVERIFY(gone.error().causes.front().detail.contains(QStringLiteral("no file any more")));
    QCOMPARE(service.config()->providers.size(), size_t {1});
    put(R"({"providers":[]})");
    QVERIFY(service.load());
    QVERIFY(service.config()->providers.empty());
}

void tst_ConfigService::aHomeThatIsNoFolder()
{
    put("{}");
    ConfigService below(QString(m_path + u"/config.json"));
    const Result<void> read = below.load();
    QVERIFY(!read && read.error().kind == ErrorKind::Config);
    const QString loop = m_folder->filePath(QStringLiteral("loop"));
    QVERIFY(QFile::link(loop, loop));
    ConfigService round(QString(loop + u"/config.json"));
    QVERIFY(!round.load());
    ConfigService nowhere(m_folder->filePath(QStringLiteral("not/made/yet/config.json")));
    QVERIFY(nowhere.load());
}

void tst_ConfigService::aBadConfigIsNotWritten()
{
    put("{}");
    ConfigService service(m_path);
    QVERIFY(service.load().has_value());
    const auto applied = service.apply(withProvider(*service.config(), "Not An Id"));
    QVERIFY(!applied);
    QVERIFY(applied.error().kind == ErrorKind::Config);
    QCOMPARE(onDisk(), QByteArray("{}"));
}

void tst_ConfigService::aFolderThatRefuses()
{
    // A file where the folder should be: refused to root as well, whom modes do not stop.
    put("not a folder");
    const QString inside = m_path + u"/home/config.json";
    ConfigService service(inside);
    QVERIFY(service.load().has_value());
    const auto applied = service.apply(withProvider(*service.config(), "a"));
    QVERIFY(!applied);
    QVERIFY(applied.error().kind == ErrorKind::Storage);
    QVERIFY(applied.error().detail.contains(m_folder->path()));
    QCOMPARE(onDisk(), QByteArray("not a folder"));
    QVERIFY(service.config()->providers.empty());
}

void tst_ConfigService::aFolderInTheWay()
{
    QVERIFY(QDir().mkdir(m_path));
    ConfigService service(m_path);
    const auto loaded = service.load();
    QVERIFY(!loaded);
    QVERIFY(loaded.error().kind == ErrorKind::Config);
    QVERIFY(loaded.error().causes.front().detail.contains(u"got a folder"));
}

QTEST_GUILESS_MAIN(tst_ConfigService)
#include "tst_configservice.moc"

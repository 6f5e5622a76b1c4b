// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/desktopapp.h"
#include "app/desktop/endsignal.h"
#include "core/secrets/keychainaccount.h"
#include "core/secrets/keychainstore.h"
#include "tests/engine/enginefixture.h"
#include "tests/secrets/keychainfixture.h"
#include "ui/pages/dashboardpage.h"

#include <QApplication>

#include <csignal>

using namespace Belay;

/// The whole program, with a real keyring that is open (withkeyring.sh open).
class tst_DesktopEnds final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatIsBeingDeletedStaysDeleted_data();
    void whatIsBeingDeletedStaysDeleted();

private:
    /// Opens the program, deletes the target, and ends while it could still be undone.
    void deleteAndEnd(const EngineFixture &fixture, const TargetId &target, int signal);
};

void tst_DesktopEnds::whatIsBeingDeletedStaysDeleted_data()
{
    QTest::addColumn<int>("signal");
    QTest::newRow("when the session ends") << SIGTERM;
    QTest::newRow("when the terminal goes") << SIGHUP;
    QTest::newRow("with Ctrl+C") << SIGINT;
    QTest::newRow("with Quit") << 0;
}

void tst_DesktopEnds::whatIsBeingDeletedStaysDeleted()
{
    QFETCH(int, signal);
    EngineFixture fixture;
    const QString name = QStringLiteral("openai");
    QVERIFY(fixture.play({EngineFixture::provider(name, ProviderKindId::OpenAi, "key-of-the-keyring")}));
    KeyConfig &key = fixture.config.providers.at(0).keys.at(0);
    key.source = {KeySource::From::Keychain, {}};
    QVERIFY(fixture.home().create().has_value());
    QVERIFY(fixture.save());
    KeychainStore keyring(fixture.clock);
    const QString account = keychainAccount(fixture.home().dataDir, ProviderId {name}, key.id);
    QVERIFY(writeNow(keyring, account, "key-of-the-keyring").has_value());

    deleteAndEnd(fixture, {ProviderId {name}, QStringLiteral("m")}, signal);

    ConfigService nextStart(fixture.home().configPath());
    QVERIFY(nextStart.load().has_value());
    QVERIFY(nextStart.config()->providers.empty());
    const SecretReading left = readNow(keyring, account);
    QVERIFY2(left.value.isEmpty(), "the key is deleted before the program ends");
    QCOMPARE(toString(left.storage), toString(KeyStorage::LockedOrMissing));
}

void tst_DesktopEnds::deleteAndEnd(const EngineFixture &fixture, const TargetId &target, int signal)
{
    DesktopOptions options;
    options.home = fixture.home().dataDir;
    DesktopApp program(options);
    QVERIFY(program.open(Engine::Damaged::Refuse).has_value());
    const EndSignal ending;
    connect(&ending, &EndSignal::asked, &program.window(), &MainWindow::end);
    program.show();
    QTRY_VERIFY(program.engine().status().target(target));
    auto *dashboard = program.window().findChild<DashboardPage *>();
    QVERIFY(dashboard);
    Q_EMIT dashboard->removeRequested(target);
    QCOMPARE(program.engine().config().config()->providers.size(), size_t(1)); // it can be undone
    if (signal != 0)
        ::raise(signal);
    else
        QMetaObject::invokeMethod(&program.window(), &MainWindow::quit, Qt::QueuedConnection);
    QCOMPARE(QApplication::exec(), 0);
}

QTEST_MAIN(tst_DesktopEnds)
#include "tst_desktopends.moc"

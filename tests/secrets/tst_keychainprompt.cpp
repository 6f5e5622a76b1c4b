// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/secrets/keychainstore.h"
#include "tests/secrets/keychainfixture.h"
#include "tests/support/fakeclock.h"

#include <QProcess>

#include <csignal>

using namespace Belay;
using namespace std::chrono_literals;

/// Against a real keyring that asks for its password on a display where nobody is (withkeyring.sh prompt).
class tst_KeychainPrompt final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void nobodyAnswers();
};

namespace {

/// The process that shows the question, 0 while there is none.
int prompterPid()
{
    QProcess ask;
    ask.start(QStringLiteral("dbus-send"),
        {QStringLiteral("--session"), QStringLiteral("--print-reply=literal"),
            QStringLiteral("--dest=org.freedesktop.DBus"), QStringLiteral("/"),
            QStringLiteral("org.freedesktop.DBus.GetConnectionUnixProcessID"),
            QStringLiteral("string:org.gnome.keyring.SystemPrompter")});
    ask.waitForFinished();
    const QList<QByteArray> words = ask.readAllStandardOutput().simplified().split(' ');
    return words.size() == 2 ? words[1].toInt() : 0;
}

} // namespace

void tst_KeychainPrompt::nobodyAnswers()
{
    FakeClock clock;
    KeychainStore store(clock);
    const QString account = QStringLiteral("home/a/main");
    if (keyringPhase() == "before") {
        QVERIFY(writeNow(store, account, "value").has_value());
        return;
    }
    QCOMPARE(keyringPhase(), QByteArray("locked"));

    ReadEnd asked;
    ReadEnd behind;
    store.read(account, asked.take());
    store.read(QStringLiteral("home/a/other"), behind.take());
    QTRY_VERIFY_WITH_TIMEOUT(prompterPid() > 0, 20'000);
    clock.advance(KeychainStore::Limit - 1ms);
    QCOMPARE(asked.calls, 0);
    clock.advance(1ms);
    QCOMPARE(asked.calls, 1);
    QCOMPARE(toString(asked.reading.storage), toString(KeyStorage::LockedOrMissing));
    QCOMPARE(asked.reading.error->kind, ErrorKind::Permission);
    QCOMPARE(behind.calls, 1); // it waited for the same answer

    // The person closes the question after all. What was asked then ends late, before the next one begins.
    ReadEnd next;
    store.read(QStringLiteral("home/a/third"), next.take());
    QCOMPARE(::kill(prompterPid(), SIGTERM), 0);
    QTRY_COMPARE_WITH_TIMEOUT(next.calls, 1, 20'000);
    QCOMPARE(toString(next.reading.storage), toString(KeyStorage::LockedOrMissing));
    QCOMPARE(asked.calls, 1);
    QCOMPARE(behind.calls, 1);
}

QTEST_GUILESS_MAIN(tst_KeychainPrompt)
#include "tst_keychainprompt.moc"

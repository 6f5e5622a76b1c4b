// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/secrets/keychainprobe.h"
#include "core/secrets/keychainstore.h"
#include "tests/secrets/keychainfixture.h"
#include "tests/support/fakeclock.h"

using namespace Belay;

/// Against a real keyring that is open, then locked, then open again (withkeyring.sh locked).
class tst_KeychainLocked final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theKeySurvives();

private:
    void whileLocked();

    FakeClock m_clock;
    KeychainStore m_store {m_clock};
    const QString m_account = QStringLiteral("home/a/main");
};

void tst_KeychainLocked::theKeySurvives()
{
    if (keyringPhase() == "before") {
        QVERIFY(writeNow(m_store, m_account, "survivor").has_value());
    } else if (keyringPhase() == "locked") {
        whileLocked();
    } else {
        QCOMPARE(keyringPhase(), QByteArray("after"));
        QCOMPARE(readNow(m_store, m_account).value.reveal(), QByteArray("survivor"));
    }
}

void tst_KeychainLocked::whileLocked()
{
    const SecretReading reading = readNow(m_store, m_account);
    QCOMPARE(toString(reading.storage), toString(KeyStorage::LockedOrMissing));
    QVERIFY(reading.value.isEmpty() && reading.error);

    const Result<void> written = writeNow(m_store, m_account, "usurper");
    QVERIFY(!written);
    QCOMPARE(written.error().kind, ErrorKind::Permission);
    QVERIFY(!written.error().detail.isEmpty());

    // The service itself answers success here.
    WriteEnd removed;
    m_store.remove(m_account, removed.take());
    QTRY_COMPARE(removed.calls, 1);
    QVERIFY(removed.failedWith(ErrorKind::Permission));

    std::optional<KeychainReport> report;
    probeKeychain(m_store, [&](const KeychainReport &result) { report = result; });
    QTRY_VERIFY(report.has_value());
    QCOMPARE(report->health, KeychainHealth::Locked);
    QVERIFY(!report->detail.isEmpty());

    // A look must not wake the prompt that a write would wake.
    std::optional<KeychainReport> seen;
    lookForKeychain(m_store, [&](const KeychainReport &result) { seen = result; });
    QTRY_VERIFY(seen.has_value());
    QCOMPARE(seen->health, KeychainHealth::Usable);
}

QTEST_GUILESS_MAIN(tst_KeychainLocked)
#include "tst_keychainlocked.moc"

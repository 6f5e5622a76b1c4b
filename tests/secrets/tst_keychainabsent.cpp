// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/secrets/keychainprobe.h"
#include "core/secrets/keychainstore.h"
#include "tests/secrets/keychainfixture.h"
#include "tests/support/fakeclock.h"

using namespace Belay;

/// Where no keychain is: a bus without the service, or no bus (withkeyring.sh absent and nobus).
class tst_KeychainAbsent final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyCallSaysSo();
};

void tst_KeychainAbsent::everyCallSaysSo()
{
    FakeClock clock;
    KeychainStore store(clock);
    const SecretReading reading = readNow(store, QStringLiteral("home/a/k"));
    QCOMPARE(toString(reading.storage), toString(KeyStorage::NoKeychain));
    QVERIFY(reading.error && !reading.error->detail.isEmpty());
    QVERIFY(reading.value.isEmpty());

    WriteEnd written;
    WriteEnd removed;
    store.write(QStringLiteral("home/a/k"), Secret {QByteArray("v")}, written.take());
    store.remove(QStringLiteral("home/a/k"), removed.take());
    QTRY_COMPARE(removed.calls, 1);
    QVERIFY(written.failedWith(ErrorKind::Unavailable));
    QVERIFY(removed.failedWith(ErrorKind::Unavailable));

    std::optional<KeychainReport> report;
    probeKeychain(store, [&](const KeychainReport &result) { report = result; });
    QTRY_VERIFY(report.has_value());
    QCOMPARE(report->health, KeychainHealth::Absent);
    const QString words
        = keyringPhase() == "nobus" ? QStringLiteral("D-Bus") : QStringLiteral("org.freedesktop.secrets");
    QVERIFY2(report->detail.contains(words), qPrintable(report->detail));
    std::optional<KeychainReport> seen;
    lookForKeychain(store, [&](const KeychainReport &result) { seen = result; });
    QTRY_VERIFY(seen.has_value());
    QCOMPARE(seen->health, KeychainHealth::Absent);
}

QTEST_GUILESS_MAIN(tst_KeychainAbsent)
#include "tst_keychainabsent.moc"

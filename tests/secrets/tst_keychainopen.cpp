// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/secrets/keychainprobe.h"
#include "core/secrets/keychainstore.h"
#include "tests/secrets/keychainfixture.h"
#include "tests/support/fakeclock.h"

#include <QProcess>

using namespace Belay;

/// Against a real keyring that is open (withkeyring.sh open).
class tst_KeychainOpen final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QCOMPARE(keyringPhase(), QByteArray("open")); }
    void aValueComesBack_data();
    void aValueComesBack();
    void aNewValueReplacesTheOld();
    void whatWasNeverThereIsNotCalledGone();
    void removing();
    void callsEndInTheOrderTheyWereMade();
    void aStoreThatEndsTellsItsCallers();
    void theSelfTestLeavesNothingBehind();

private:
    FakeClock m_clock;
    KeychainStore m_store {m_clock};
};

void tst_KeychainOpen::aValueComesBack_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addRow("a key") << QByteArray("sk-ant-api03-0123456789");
    QTest::addRow("a long one") << QByteArray(20'000, 'x');
    QTest::addRow("letters of the world") << QByteArray("clé-ключ-鍵");
    QTest::addRow("blanks at the ends") << QByteArray(" k ");
}

void tst_KeychainOpen::aValueComesBack()
{
    QFETCH(QByteArray, value);
    QVERIFY(writeNow(m_store, QStringLiteral("home/a/k"), value).has_value());
    const SecretReading reading = readNow(m_store, QStringLiteral("home/a/k"));
    QCOMPARE(toString(reading.storage), toString(KeyStorage::Stored));
    QCOMPARE(reading.value.reveal(), value);
    QVERIFY(!reading.error);
}

void tst_KeychainOpen::aNewValueReplacesTheOld()
{
    QVERIFY(writeNow(m_store, QStringLiteral("home/a/k"), "first").has_value());
    QVERIFY(writeNow(m_store, QStringLiteral("home/a/k"), "second").has_value());
    QCOMPARE(readNow(m_store, QStringLiteral("home/a/k")).value.reveal(), QByteArray("second"));
}

void tst_KeychainOpen::whatWasNeverThereIsNotCalledGone()
{
    const SecretReading reading = readNow(m_store, QStringLiteral("home/a/other"));
    QCOMPARE(toString(reading.storage), toString(KeyStorage::LockedOrMissing));
    QVERIFY(reading.value.isEmpty());
    QVERIFY(reading.error.has_value());
}

void tst_KeychainOpen::removing()
{
    QVERIFY(writeNow(m_store, QStringLiteral("home/a/k"), "value").has_value());
    WriteEnd removed;
    WriteEnd again;
    m_store.remove(QStringLiteral("home/a/k"), removed.take());
    m_store.remove(QStringLiteral("home/a/k"), again.take());
    QTRY_COMPARE(again.calls, 1);
    QVERIFY(removed.result.has_value());
    QVERIFY(again.result.has_value()); // the collection proved to be open, so it is truly not there
    QCOMPARE(toString(readNow(m_store, QStringLiteral("home/a/k")).storage),
        toString(KeyStorage::LockedOrMissing));
}

void tst_KeychainOpen::callsEndInTheOrderTheyWereMade()
{
    QStringList ended;
    for (int i = 0; i < 5; ++i) {
        const QString account = u"home/a/" + QString::number(i);
        m_store.write(account, Secret {account.toUtf8()},
            [&ended, i](const Result<void> &) { ended += u'w' + QString::number(i); });
        m_store.read(account, [&ended, i, account](const SecretReading &reading) {
            const bool same = reading.value.reveal() == account.toUtf8();
            ended += (same ? u'r' : u'?') + QString::number(i);
        });
    }
    QVERIFY(ended.isEmpty()); // never from inside a call
    QTRY_COMPARE(ended.join(u' '), QStringLiteral("w0 r0 w1 r1 w2 r2 w3 r3 w4 r4"));
}

void tst_KeychainOpen::aStoreThatEndsTellsItsCallers()
{
    ReadEnd first;
    WriteEnd second;
    {
        KeychainStore store(m_clock);
        store.read(QStringLiteral("home/a/k"), first.take());
        store.write(QStringLiteral("home/a/z"), Secret {QByteArray("v")}, second.take());
    }
    QCOMPARE(first.calls + second.calls, 0);
    QTRY_COMPARE(second.calls, 1);
    QCOMPARE(first.calls, 1);
    QCOMPARE(first.reading.error->kind, ErrorKind::Cancelled);
    QVERIFY(second.failedWith(ErrorKind::Cancelled));
}

void tst_KeychainOpen::theSelfTestLeavesNothingBehind()
{
    std::optional<KeychainReport> report;
    probeKeychain(m_store, [&](const KeychainReport &result) { report = result; });
    QTRY_VERIFY(report.has_value());
    QCOMPARE(report->health, KeychainHealth::Usable);
    // Not through QtKeychain, which can only ask for one name: what does the service itself hold?
    QProcess search;
    search.start(QStringLiteral("dbus-send"),
        {QStringLiteral("--session"), QStringLiteral("--print-reply"),
            QStringLiteral("--dest=org.freedesktop.secrets"),
            QStringLiteral("/org/freedesktop/secrets/collection/login"),
            QStringLiteral("org.freedesktop.DBus.Properties.Get"),
            QStringLiteral("string:org.freedesktop.Secret.Collection"), QStringLiteral("string:Items")});
    QVERIFY(search.waitForFinished());
    const auto items = search.readAllStandardOutput().count("object path");
    // home/a/0 … 4, and what aStoreThatEndsTellsItsCallers may still have written
    QVERIFY2(items == 5 || items == 6, QByteArray::number(items).constData());
}

QTEST_GUILESS_MAIN(tst_KeychainOpen)
#include "tst_keychainopen.moc"

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/secret.h"

#include <QtTest>

#include <ostream>
#include <type_traits>

using namespace Belay;

template <typename Stream>
concept Streamable = requires(Stream stream, const Secret &secret)
{
    stream << secret;
};

// What a slip of the pen could do with a key is refused before the program exists.
static_assert(!std::is_convertible_v<Secret, QString>);
static_assert(!std::is_convertible_v<Secret, QByteArray>);
static_assert(!std::is_convertible_v<Secret, QVariant>);
static_assert(!std::is_convertible_v<Secret, QByteArrayView>);
static_assert(!std::is_constructible_v<QString, Secret>);
static_assert(!std::is_constructible_v<QByteArray, Secret>);
static_assert(!std::is_convertible_v<QByteArray, Secret>);
static_assert(!Streamable<QDebug>);
static_assert(!Streamable<QTextStream &>);
static_assert(!Streamable<std::ostream &>);

class tst_Secret final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theValueIsWipedFromMemory();
    void anotherHolderKeepsItWhole();
    void aCopyOutlivesWhatItWasMadeOf();
    void movingLeavesNothing();
    void assignment();
    void last4_data();
    void last4();
    void equals_data();
    void equals();
};

void tst_Secret::theValueIsWipedFromMemory()
{
    // What was freed may not be touched, but the kernel may be asked what stands there.
    QFile memory(QStringLiteral("/proc/self/mem"));
    if (!memory.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        QSKIP("this system does not show a process its memory");
    const QByteArray canary = QByteArray("sk-canary-").repeated(20);
    auto secret = std::make_unique<Secret>(QByteArray(canary.constData(), canary.size()));
    const auto place = static_cast<qint64>(reinterpret_cast<quintptr>(secret->reveal().constData()));
    const auto standsThere = [&] {
        memory.seek(place);
        return memory.read(canary.size()).contains("canary");
    };
    QVERIFY(standsThere());
    secret.reset();
    QVERIFY(!standsThere());
}

void tst_Secret::anotherHolderKeepsItWhole()
{
    Secret secret {QByteArray("value of it")};
    const QByteArray held = secret.reveal();
    secret = Secret {};
    QVERIFY(secret.isEmpty());
    QCOMPARE(held, QByteArray("value of it"));
}

void tst_Secret::aCopyOutlivesWhatItWasMadeOf()
{
    auto first = std::make_unique<Secret>(QByteArray("value of it"));
    const Secret copy = *first;
    first.reset();
    QCOMPARE(copy.reveal(), QByteArray("value of it"));
}

void tst_Secret::movingLeavesNothing()
{
    Secret first {QByteArray("value of it")};
    const Secret second = std::move(first);
    QVERIFY(first.isEmpty()); // NOLINT(bugprone-use-after-move): that is what is tested
    QCOMPARE(second.reveal(), QByteArray("value of it"));
}

void tst_Secret::assignment()
{
    Secret one {QByteArray("one")};
    Secret two {QByteArray("two")};
    one = two;
    QCOMPARE(one.reveal(), QByteArray("two"));
    const Secret &self = one;
    one = self;
    QCOMPARE(one.reveal(), QByteArray("two"));
    one = std::move(two);
    QCOMPARE(one.reveal(), QByteArray("two"));
    one = Secret {};
    QVERIFY(one.isEmpty());
}

void tst_Secret::last4_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QString>("expected");
    QTest::addRow("a key") << QByteArray("sk-0123456789abcd") << "abcd";
    QTest::addRow("twelve characters") << QByteArray("0123456789ab") << "89ab";
    QTest::addRow("of a short one four are too many") << QByteArray("0123456789a") << "";
    QTest::addRow("nothing") << QByteArray() << "";
}

void tst_Secret::last4()
{
    QFETCH(QByteArray, value);
    QFETCH(QString, expected);
    QCOMPARE(Secret {value}.last4(), expected);
}

void tst_Secret::equals_data()
{
    QTest::addColumn<QByteArray>("other");
    QTest::addColumn<bool>("expected");
    QTest::addRow("the same") << QByteArray("token") << true;
    QTest::addRow("differs at the start") << QByteArray("Token") << false;
    QTest::addRow("differs at the end") << QByteArray("tokeN") << false;
    QTest::addRow("shorter") << QByteArray("toke") << false;
    QTest::addRow("longer") << QByteArray("token ") << false;
    QTest::addRow("nothing") << QByteArray() << false;
    QTest::addRow("with a byte above ASCII") << QByteArray("toke\xee") << false;
}

void tst_Secret::equals()
{
    QFETCH(QByteArray, other);
    QFETCH(bool, expected);
    QCOMPARE(Secret {QByteArray("token")}.equals(Secret {other}), expected);
    QVERIFY(Secret {}.equals(Secret {}));
}

QTEST_GUILESS_MAIN(tst_Secret)
#include "tst_secret.moc"

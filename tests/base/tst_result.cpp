// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/result.h"

#include <QtTest>

#include <memory>

using namespace Belay;

class tst_Result final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aValue();
    void anError();
    void errorsOfTheSameTypeAsValues();
    void valuesThatOnlyMove();
    void nothingAsValue();
};

namespace {

Result<int> half(int number)
{
    if (number % 2 != 0)
        return Unexpected {Error {ErrorKind::Config, QStringLiteral("odd"), {}}};
    return number / 2;
}

} // namespace

void tst_Result::aValue()
{
    Result<int> result = half(8);
    QVERIFY(result.has_value());
    QVERIFY(result);
    QCOMPARE(*result, 4);
    QCOMPARE(result.value_or(7), 4);
    *result = 5;
    QCOMPARE(result.value(), 5);
}

void tst_Result::anError()
{
    const Result<int> result = half(3);
    QVERIFY(!result.has_value());
    QVERIFY(!result);
    QVERIFY(result.error().kind == ErrorKind::Config);
    QCOMPARE(result.error().detail, QStringLiteral("odd"));
    QCOMPARE(result.value_or(7), 7);
}

void tst_Result::errorsOfTheSameTypeAsValues()
{
    const Result<QString, QString> good {QStringLiteral("text")};
    const Result<QString, QString> bad {Unexpected {QStringLiteral("text")}};
    QVERIFY(good.has_value());
    QVERIFY(!bad.has_value());
    QCOMPARE(bad.error(), *good);
    QCOMPARE(good->size(), 4);
}

void tst_Result::valuesThatOnlyMove()
{
    Result<std::unique_ptr<int>> result {std::make_unique<int>(3)};
    const std::unique_ptr<int> taken = *std::move(result);
    QCOMPARE(*taken, 3);
}

void tst_Result::nothingAsValue()
{
    const Result<void> good;
    const Result<void> bad = Unexpected {Error {ErrorKind::Storage, {}, {}}};
    QVERIFY(good.has_value());
    QVERIFY(!bad);
    QVERIFY(bad.error().kind == ErrorKind::Storage);
}

QTEST_GUILESS_MAIN(tst_Result)
#include "tst_result.moc"

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/ids.h"

#include <QRegularExpression>
#include <QtTest>

#include <set>

using namespace Belay;

static_assert(!std::is_convertible_v<ProviderId, KeyId>);
static_assert(!std::is_convertible_v<QString, ProviderId>);

class tst_Ids final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void slugs_data();
    void slugs();
    void slugsOfNames_data();
    void slugsOfNames();
    void aTakenSlugGetsANumber();
    void targets_data();
    void targets();
    void ulids();
};

void tst_Ids::slugs_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("expected");
    QTest::addRow("letters") << "openai" << true;
    QTest::addRow("all that is allowed") << "0a.b_c-9" << true;
    QTest::addRow("one letter") << "a" << true;
    QTest::addRow("63 letters") << QString(63, u'a') << true;
    QTest::addRow("64 letters") << QString(64, u'a') << false;
    QTest::addRow("nothing") << "" << false;
    QTest::addRow("a capital") << "OpenAI" << false;
    QTest::addRow("a dot in front") << ".a" << false;
    QTest::addRow("a slash") << "a/b" << false;
    QTest::addRow("a blank") << "a b" << false;
    QTest::addRow("a newline at the end") << "a\n" << false;
    QTest::addRow("a letter of another script") << QStringLiteral("клю") << false;
}

void tst_Ids::slugs()
{
    QFETCH(QString, text);
    QFETCH(bool, expected);
    QCOMPARE(isSlug(text), expected);
}

void tst_Ids::slugsOfNames_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("expected");
    QTest::addRow("capitals") << "OpenAI"
                              << "openai";
    QTest::addRow("blanks") << "My  Server 2"
                            << "my-server-2";
    QTest::addRow("accents") << QStringLiteral("Clé d'été") << "cle-d-ete";
    QTest::addRow("signs at the ends") << " (work) "
                                       << "work";
    QTest::addRow("no letter that counts") << QStringLiteral("鍵") << "item";
    QTest::addRow("nothing") << ""
                             << "item";
}

void tst_Ids::slugsOfNames()
{
    QFETCH(QString, name);
    QFETCH(QString, expected);
    const QString slug = slugFor(name, [](const QString &) { return false; });
    QCOMPARE(slug, expected);
    QVERIFY(isSlug(slug));
}

void tst_Ids::aTakenSlugGetsANumber()
{
    const std::set<QString> taken {QStringLiteral("a"), QStringLiteral("a-2")};
    const auto isTaken = [&](const QString &slug) { return taken.contains(slug); };
    QCOMPARE(slugFor(QStringLiteral("A"), isTaken), QStringLiteral("a-3"));
    int asked = 0;
    const auto firstHundred = [&](const QString &) { return ++asked < 100; };
    QVERIFY(isSlug(slugFor(QString(200, u'x'), firstHundred)));
}

void tst_Ids::targets_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expectedProvider");
    QTest::addColumn<QString>("expectedModel");
    QTest::addRow("provider and model") << "openai/gpt-4o"
                                        << "openai"
                                        << "gpt-4o";
    QTest::addRow("a model with a slash") << "openrouter/openai/gpt-4o"
                                          << "openrouter"
                                          << "openai/gpt-4o";
    QTest::addRow("a provider's own row") << "openai"
                                          << "openai"
                                          << "";
}

void tst_Ids::targets()
{
    QFETCH(QString, text);
    QFETCH(QString, expectedProvider);
    QFETCH(QString, expectedModel);
    const TargetId target = TargetId::fromString(text);
    QCOMPARE(target.provider.value, expectedProvider);
    QCOMPARE(target.model, expectedModel);
    QCOMPARE(target.hasModel(), !expectedModel.isEmpty());
    QCOMPARE(target.toString(), text);
}

void tst_Ids::ulids()
{
    static const QRegularExpression form(QStringLiteral("^[0-7][0-9A-HJKMNP-TV-Z]{25}$"));
    const QString before = newUlid();
    std::set<QString> all;
    for (int i = 0; i < 1'000; ++i) {
        const QString id = newUlid();
        QVERIFY2(form.match(id).hasMatch(), qPrintable(id));
        QVERIFY(id.left(10) >= before.left(10)); // time comes first, so ids sort by it
        all.insert(id);
    }
    QCOMPARE(all.size(), size_t {1'000});
}

QTEST_GUILESS_MAIN(tst_Ids)
#include "tst_ids.moc"

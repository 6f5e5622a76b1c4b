// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/translations.h"

#include <QtTest>

using namespace Belay;
using namespace Qt::StringLiterals;

class tst_Translations : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void englishCountsInSingularAndPlural_data()
    {
        QTest::addColumn<QLocale>("locale");
        QTest::newRow("in English") << QLocale(QLocale::English, QLocale::UnitedStates);
        QTest::newRow("in the C locale") << QLocale::c();
        QTest::newRow("in a language that Belay does not speak") << QLocale(QLocale::Welsh);
    }
    void englishCountsInSingularAndPlural()
    {
        QFETCH(QLocale, locale);
        QCoreApplication &application = *QCoreApplication::instance();
        installTranslations(application, locale);
        const auto models = [](int count) {
            return QCoreApplication::translate(
                "Belay::FirstRunPage", "%1 answers at %2 with %n models", nullptr, count);
        };
        QCOMPARE(models(1), u"%1 answers at %2 with 1 model"_s);
        QCOMPARE(models(2), u"%1 answers at %2 with 2 models"_s);
        QCOMPARE(models(0), u"%1 answers at %2 with 0 models"_s);
        qDeleteAll(application.findChildren<QTranslator *>());
    }
};

QTEST_MAIN(tst_Translations)
#include "tst_translations.moc"

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/demo.h"

#include <QtTest>

using namespace Belay;

class tst_DemoHome final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aPersonsConfigIsNeverWrittenOver();
    void itsOwnHomeIsTakenAgain();
    void aHomeInUseIsRefused();
};

void tst_DemoHome::aPersonsConfigIsNeverWrittenOver()
{
    const QTemporaryDir folder;
    const QByteArray text = "{\"version\": 1}";
    QFile file(folder.filePath(QStringLiteral("config.json")));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text) == text.size());
    file.close();
    const auto demo = Demo::open({folder.path(), {}});
    QVERIFY(!demo);
    QCOMPARE(demo.error().kind, ErrorKind::Config);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), text);
}

void tst_DemoHome::itsOwnHomeIsTakenAgain()
{
    const QTemporaryDir folder;
    for (int i = 0; i < 2; ++i) {
        const auto demo = Demo::open({folder.path(), {}});
        QVERIFY2(demo.has_value(), qPrintable(demo ? QString() : demo.error().detail));
        const auto mode = QFile::permissions(folder.filePath(QStringLiteral("config.json")));
        QCOMPARE(mode & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    }
}

void tst_DemoHome::aHomeInUseIsRefused()
{
    const QTemporaryDir folder;
    const auto first = Demo::open({folder.path(), {}});
    QVERIFY(first.has_value());
    const auto second = Demo::open({folder.path(), {}});
    QVERIFY(!second);
    QCOMPARE(second.error().kind, ErrorKind::Conflict);
}

QTEST_GUILESS_MAIN(tst_DemoHome)
#include "tst_demohome.moc"

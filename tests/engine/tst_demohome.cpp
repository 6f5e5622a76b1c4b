// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/demo.h"
#include "core/history/rollup.h"
#include "core/history/sqlitehistory.h"

#include <QtTest>

#include <numeric>

using namespace Belay;

class tst_DemoHome final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aPersonsConfigIsNeverWrittenOver();
    void itsOwnHomeIsTakenAgain();
    void aHomeInUseIsRefused();
    void aSecondRunKeepsThePastOfTheFirst();
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

void tst_DemoHome::aSecondRunKeepsThePastOfTheFirst()
{
    const QTemporaryDir folder;
    std::size_t incidents = 0;
    std::uint64_t checks = 0;
    WallTime day {};
    for (int run = 0; run < 2; ++run) {
        auto demo = Demo::open({folder.path(), {}});
        QVERIFY(demo.has_value());
        (*demo)->start();
        if (run == 0)
            day = floorTo((*demo)->engine().clock().wall(), std::chrono::hours {24})
                - std::chrono::hours {72};
        demo->reset();
        const auto history = SqliteHistory::openBeside(folder.filePath(QStringLiteral("history.sqlite")));
        QVERIFY(history.has_value());
        const auto buckets = (*history)->buckets(TargetId::fromString(QStringLiteral("openai/gpt-4.1-nano")),
            SeriesKind::Completion, {day, day + std::chrono::hours {24}}, std::chrono::hours {1});
        std::uint64_t counted = 0;
        for (const HistoryBucket &bucket : buckets)
            counted += std::accumulate(bucket.counts.begin(), bucket.counts.end(), std::uint64_t {0});
        const std::size_t found = (*history)->incidents({.limit = 1'000}).size();
        QVERIFY(found > 0 && counted > 0 && counted <= 24 * 12); // one check in five minutes
        if (run == 1) {
            QCOMPARE(found, incidents);
            QCOMPARE(counted, checks);
        }
        incidents = found;
        checks = counted;
    }
}

QTEST_GUILESS_MAIN(tst_DemoHome)
#include "tst_demohome.moc"

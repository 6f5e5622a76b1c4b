// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "core/history/database.h"
#include "tests/history/historyfixture.h"

#include <QProcess>
#include <QtTest>

#include <cstdio>

using namespace Belay;
using namespace std::chrono_literals;

namespace {

constexpr auto WriterChild = "--write-for-ever";
constexpr int Rounds = 20;
constexpr WallTime First {Milliseconds {1'790'000'000'000}};

/// What the child does until it is killed: writes small batches and says after each how many it has written.
int writeForEver(const QString &path, qint64 from)
{
    FakeClock clock;
    const auto history = SqliteHistory::open(path, {.clock = clock});
    if (!history)
        return 1;
    for (qint64 i = from;; ++i) {
        const WallTime at = First + 1s * i;
        clock.setWall(at);
        history.value()->record(goodCompletion(at));
        history.value()->record(Span {haiku(), First, at, TargetState::Up});
        if (i % 10 != 0)
            continue;
        if (!history.value()->flush() || (i % 500 == 0 && !history.value()->tidy()))
            return 2;
        std::printf("%lld\n", static_cast<long long>(i));
        std::fflush(stdout);
    }
}

qint64 lastNumber(const QByteArray &output)
{
    const qsizetype end = output.lastIndexOf('\n');
    const qsizetype begin = output.lastIndexOf('\n', end - 1) + 1;
    return output.mid(begin, end - begin).toLongLong();
}

} // namespace

class tst_HistoryKill final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void nothingAcknowledgedIsLostWhenTheWriterIsKilled();
};

void tst_HistoryKill::nothingAcknowledgedIsLostWhenTheWriterIsKilled()
{
    HistoryFixture fixture;
    SeededRandom random(7);
    qint64 next = 0;
    for (int round = 0; round < Rounds; ++round) {
        QProcess child;
        child.start(QCoreApplication::applicationFilePath(),
            {QLatin1StringView(WriterChild), fixture.path(), QString::number(next)});
        // The point of the kill is a number of bytes of the child's output: anywhere in a batch of its own.
        const auto wanted = static_cast<qsizetype>(random.between(20, 1'500));
        QByteArray output;
        while (output.size() < wanted && child.waitForReadyRead(20'000))
            output += child.readAllStandardOutput();
        child.kill();
        QVERIFY(child.waitForFinished(20'000));
        output += child.readAllStandardOutput();
        const qint64 acknowledged = lastNumber(output);
        QVERIFY2(acknowledged >= next, output.constData());

        const auto database = Database::open(fixture.path(), Database::Access::ReadWrite, 5s);
        QVERIFY(database.has_value());
        QCOMPARE(database.value()->value(QStringLiteral("PRAGMA integrity_check")).value_or({}).toString(),
            QStringLiteral("ok"));
        const auto queries = SqliteHistory::openBeside(fixture.path());
        QVERIFY(queries.has_value());
        const TimeRange range {First, First + 1s * (acknowledged + 1)};
        const auto numbers = queries.value()->numbers(haiku(), SeriesKind::Completion, range);
        QCOMPARE(qint64 {numbers.counts[0]}, acknowledged + 1);
        QCOMPARE(queries.value()->samples(haiku(), SeriesKind::Completion, range, 1'000'000).size(),
            static_cast<size_t>(acknowledged + 1));
        QVERIFY(queries.value()->newestSpans().front().to >= First + 1s * acknowledged);
        // The next child goes on behind what may have been written without being acknowledged.
        const TimeRange all {First, First + 10'000h};
        next = qint64 {queries.value()->numbers(haiku(), SeriesKind::Completion, all).counts[0]};
    }
    QVERIFY(next > Rounds);
}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList words = QCoreApplication::arguments();
    if (words.size() == 4 && words.at(1) == QLatin1StringView(WriterChild))
        return writeForEver(words.at(2), words.at(3).toLongLong());
    tst_HistoryKill test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_historykill.moc"

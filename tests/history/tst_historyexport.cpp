// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/history/historyexport.h"
#include "tests/history/historyfixture.h"

#include <QBuffer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

using namespace Belay;
using namespace std::chrono_literals;

namespace {

/// Takes a few bytes and then nothing more.
class FullDevice final : public QIODevice
{
public:
    FullDevice() { open(QIODevice::WriteOnly | QIODevice::Unbuffered); }

protected:
    qint64 readData(char *, qint64) override { return -1; }
    qint64 writeData(const char *, qint64 size) override
    {
        m_left -= size;
        return m_left < 0 ? -1 : size;
    }

private:
    qint64 m_left = 1'000;
};

} // namespace

class tst_HistoryExport final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void writesEverySampleOnceAsJson();
    void writesATableWithAHead();
    void saysWhenTheDeviceIsFull();
    void nothingIsAnEmptyList();

private:
    std::unique_ptr<HistoryFixture> m_fixture;
    std::unique_ptr<SqliteHistory> m_history;
    std::unique_ptr<HistoryQueries> m_queries;
    TimeRange m_range;
};

/// More samples than are read at once, several of them of one millisecond.
void tst_HistoryExport::init()
{
    m_fixture = std::make_unique<HistoryFixture>();
    auto opened = m_fixture->open();
    QVERIFY(opened.has_value());
    m_history = std::move(opened.value());
    m_queries = m_history->openQueries();
    const WallTime now = m_fixture->clock.wall();
    m_range = {now, now + 1h};
    for (int i = 0; i < 2'500; ++i)
        m_history->record(goodCompletion(now + Milliseconds {i / 3}));
    Sample failed = failedCompletion(now + 10s);
    failed.servedBy = QStringLiteral("=cmd(\"a\"), \"quoted\"");
    m_history->record(failed);
    m_history->record(goodReach(now));
    QVERIFY(m_history->flush().has_value());
}

void tst_HistoryExport::cleanup()
{
    m_queries.reset();
    m_history.reset();
    m_fixture.reset();
}

void tst_HistoryExport::writesEverySampleOnceAsJson()
{
    QBuffer buffer;
    QVERIFY(buffer.open(QIODevice::WriteOnly));
    QVERIFY(exportSamples(*m_queries, {reachRow(), haiku()}, m_range, ExportForm::Json, buffer).has_value());
    const QJsonArray list = QJsonDocument::fromJson(buffer.data()).array();
    QCOMPARE(list.size(), 2'502);
    const QJsonObject reach = list.at(0).toObject();
    QCOMPARE(reach.value(QStringLiteral("target")).toString(), QStringLiteral("anthropic"));
    QCOMPARE(reach.value(QStringLiteral("totalMs")).toDouble(), 61.0);
    QVERIFY(reach.value(QStringLiteral("usd")).isNull());
    QVERIFY(reach.contains(QStringLiteral("firstContentMs")));
    const QJsonObject failed = list.at(1).toObject();
    QCOMPARE(failed.value(QStringLiteral("outcome")).toString(), QStringLiteral("server-error"));
    QCOMPARE(
        failed.value(QStringLiteral("requestId")).toString(), QStringLiteral("req_011CSHoEeqs5C35K2UUqR7Fy"));
    QCOMPARE(failed.size(), 21);
    QCOMPARE(list.at(2).toObject().value(QStringLiteral("usd")).toDouble(), 3.2e-6);
}

void tst_HistoryExport::writesATableWithAHead()
{
    QBuffer buffer;
    QVERIFY(buffer.open(QIODevice::WriteOnly));
    QVERIFY(exportSamples(*m_queries, {haiku()}, m_range, ExportForm::Csv, buffer).has_value());
    const QList<QByteArray> lines = buffer.data().split('\n');
    QCOMPARE(lines.size(), 1 + 2'501 + 1);
    QVERIFY(lines.first().startsWith("at,target,key,source,kind,outcome,status,"));
    QVERIFY(lines.first().endsWith(",servedModel,servedBy,requestId\r"));
    QVERIFY(lines.at(1).contains(",\"'=cmd(\"\"a\"\"), \"\"quoted\"\"\",req_"));
    QCOMPARE(lines.at(2).count(','), lines.first().count(','));
}

void tst_HistoryExport::saysWhenTheDeviceIsFull()
{
    FullDevice device;
    const auto done = exportSamples(*m_queries, {haiku()}, m_range, ExportForm::Csv, device);
    QVERIFY(!done.has_value());
    QCOMPARE(done.error().kind, ErrorKind::Storage);
}

void tst_HistoryExport::nothingIsAnEmptyList()
{
    QBuffer buffer;
    QVERIFY(buffer.open(QIODevice::WriteOnly));
    QVERIFY(exportSamples(*m_queries, {}, m_range, ExportForm::Json, buffer).has_value());
    QCOMPARE(buffer.data().simplified(), QByteArray("[ ]"));
}

QTEST_GUILESS_MAIN(tst_HistoryExport)
#include "tst_historyexport.moc"

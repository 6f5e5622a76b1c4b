// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/clock.h"
#include "core/history/sqlitehistory.h"
#include "ui/pages/targetexport.h"

#include <QtTest>
#include <QtWidgets>

#include <nlohmann/json.hpp>

#include <set>

using namespace Belay;
using namespace std::chrono_literals;

class tst_TargetExport final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void writesATableForCsv();
    void writesObjectsForJson();
    void leavesTheOldFileWhenWritingFails();

private:
    QString exported(const QString &name);

    SystemClock m_clock;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<SqliteHistory> m_history;
    TimeRange m_range;
    const TargetId m_target = TargetId::fromString(QStringLiteral("openai/gpt-4.1-nano"));
    QString m_note;
};

void tst_TargetExport::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    HistoryOptions options {.clock = m_clock};
    auto opened
        = SqliteHistory::open(m_folder->filePath(QStringLiteral("history.sqlite")), std::move(options));
    QVERIFY(opened.has_value());
    m_history = std::move(*opened);
    const WallTime now = m_clock.wall();
    m_range = {now - 1h, now + 1s};
    for (const Outcome outcome : {Outcome::Ok, Outcome::Overloaded}) {
        Sample sample;
        sample.at = now - 10min;
        sample.target = m_target;
        sample.kind = ProbeKind::Completion;
        sample.outcome = outcome;
        m_history->record(sample);
        sample.target.model.clear();
        sample.kind = ProbeKind::Reach;
        m_history->record(sample);
    }
    QVERIFY(m_history->flush().has_value());
}

/// Exports into a file of this name and gives its content.
QString tst_TargetExport::exported(const QString &name)
{
    HistoryReader reader([this] { return m_history->openQueries(); });
    QWidget window;
    TargetExport exporter(reader, window);
    QSignalSpy noted(&exporter, &TargetExport::noted);
    const QString path = m_folder->filePath(name);
    exporter.write(m_target, m_range, path);
    if (!noted.wait())
        return {};
    m_note = noted.front().front().toString();
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

void tst_TargetExport::writesATableForCsv()
{
    const QStringList lines = exported(QStringLiteral("checks.csv")).split(u'\n', Qt::SkipEmptyParts);
    QCOMPARE(lines.size(), 5); // a head, two completions, two reach checks
    QVERIFY(lines.front().startsWith(QStringLiteral("at,target,")));
    QVERIFY(m_note.contains(QStringLiteral("checks.csv")));
}

void tst_TargetExport::writesObjectsForJson()
{
    const auto json
        = nlohmann::json::parse(exported(QStringLiteral("checks.json")).toStdString(), nullptr, false);
    QVERIFY(json.is_array());
    QCOMPARE(json.size(), size_t {4});
    std::set<std::string> targets;
    for (const auto &sample : json)
        targets.insert(sample["target"].get<std::string>());
    QCOMPARE(targets, (std::set<std::string> {"openai", "openai/gpt-4.1-nano"}));
}

void tst_TargetExport::leavesTheOldFileWhenWritingFails()
{
    QVERIFY(QDir(m_folder->path()).mkdir(QStringLiteral("folder.csv")));
    QVERIFY(exported(QStringLiteral("folder.csv")).isEmpty());
    QVERIFY(!m_note.isEmpty());
    QVERIFY(QFileInfo(m_folder->filePath(QStringLiteral("folder.csv"))).isDir());
}

QTEST_MAIN(tst_TargetExport)
#include "tst_targetexport.moc"

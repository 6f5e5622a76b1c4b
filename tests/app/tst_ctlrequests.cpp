// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/tracejson.h"
#include "core/history/sqlitehistory.h"
#include "tests/app/runner.h"
#include "tests/support/fakeclock.h"
#include "tests/support/madetraces.h"

using namespace Belay;

class tst_CtlRequests final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void nothingHasComeYet();
    void theNewestComeFirst();
    void itReadsBesideTheOwner();
    void aTableNamesTheReasons();
    void usage();
    void aFileThatIsNoHistory();

private:
    static QStringList last(int count)
    {
        return {QStringLiteral("requests"), QStringLiteral("--last"), QString::number(count)};
    }
    /// Some requests in the home of `runner`, the oldest first.
    std::vector<Trace> record(const Runner &runner, int count);

    FakeClock m_clock;
    std::unique_ptr<SqliteHistory> m_owner;
};

std::vector<Trace> tst_CtlRequests::record(const Runner &runner, int count)
{
    auto opened
        = SqliteHistory::open(QString(runner.home() + QStringLiteral("/history.sqlite")), {.clock = m_clock});
    if (!opened)
        return {};
    m_owner = std::move(opened.value());
    MadeTraces made(m_clock);
    std::vector<Trace> traces;
    for (int i = 0; i < count; ++i) {
        traces.push_back(made.next());
        m_owner->record(traces.back());
        m_clock.advance(Seconds {1});
    }
    return m_owner->flush() ? traces : std::vector<Trace>();
}

void tst_CtlRequests::nothingHasComeYet()
{
    const Runner runner;
    const Ended json = runner.run({QStringLiteral("requests"), QStringLiteral("--json")});
    QCOMPARE(json.code, 0);
    QCOMPARE(json.out.trimmed(), QByteArray(R"({"requests":[]})"));
    const Ended text = runner.run({QStringLiteral("requests")});
    QCOMPARE(text.code, 0);
    QVERIFY(text.out.isEmpty() && text.err.contains("no request"));
}

void tst_CtlRequests::theNewestComeFirst()
{
    const Runner runner;
    const std::vector<Trace> traces = record(runner, 60);
    QCOMPARE(traces.size(), size_t {60});
    m_owner.reset();
    const auto read = [&](const QStringList &arguments) {
        const Ended ended = runner.run(arguments + QStringList {QStringLiteral("--json")});
        std::vector<Trace> found;
        const auto json = nlohmann::ordered_json::parse(ended.out.toStdString(), nullptr, false);
        if (ended.code != 0 || !json.contains("requests"))
            return found;
        const auto &list = json.at("requests");
        for (const auto &entry : list)
            found.push_back(traceFromJson(entry).value_or(Trace()));
        return found;
    };
    QCOMPARE(read(last(3)), std::vector<Trace>(traces.rbegin(), traces.rbegin() + 3));
    QCOMPARE(read({QStringLiteral("requests")}), std::vector<Trace>(traces.rbegin(), traces.rbegin() + 20));
    QCOMPARE(read(last(1'000)), std::vector<Trace>(traces.rbegin(), traces.rend()));
}

void tst_CtlRequests::itReadsBesideTheOwner()
{
    const Runner runner;
    QCOMPARE(record(runner, 5).size(), size_t {5});
    const Ended ended = runner.run({QStringLiteral("requests"), QStringLiteral("--json")});
    QCOMPARE(ended.json().at("requests").size(), size_t {5});
}

void tst_CtlRequests::aTableNamesTheReasons()
{
    const Runner runner;
    const std::vector<Trace> traces = record(runner, 60);
    const Ended ended = runner.run(last(60));
    QCOMPARE(ended.code, 0);
    const QByteArrayList lines = ended.out.split('\n');
    QVERIFY(lines.first().startsWith("time") && lines.first().endsWith("why"));
    QCOMPARE(lines.size(), traces.size() + 2);
    QVERIFY(ended.out.contains("openai/gpt-4o-mini: overloaded (529); openai/gpt-4o-mini: timeout-content"));
    QVERIFY(lines[1].contains(toIsoString(traces.back().at).toUtf8()));
    QVERIFY(lines[1].contains("anthropic/") || lines[1].contains("openai/") || lines[1].contains("–"));
}

void tst_CtlRequests::usage()
{
    const Runner runner;
    for (const char *count : {"0", "-1", "x", "100001"}) {
        const Ended ended
            = runner.run({QStringLiteral("requests"), QStringLiteral("--last"), QString::fromLatin1(count)});
        QCOMPARE(ended.code, 64);
        QVERIFY(ended.out.isEmpty());
    }
}

void tst_CtlRequests::aFileThatIsNoHistory()
{
    const Runner runner;
    runner.write(QStringLiteral("history.sqlite"), QByteArray(4'096, 'x'));
    const Ended ended = runner.run({QStringLiteral("requests"), QStringLiteral("--json")});
    QCOMPARE(ended.code, 74);
    QVERIFY(ended.out.isEmpty() && !ended.err.isEmpty());
}

QTEST_GUILESS_MAIN(tst_CtlRequests)
#include "tst_ctlrequests.moc"

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/monitor/pagebench.h"

#include <QtTest>

using namespace Belay;
using namespace Qt::StringLiterals;
using std::chrono::hours;
using std::chrono::minutes;

/// When a page is read, and what is kept of it.
class tst_PageWatch final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aPageIsReadPolitely();
    void sharedPagesAreReadOnce();
    void aReadingVouchesForSixMinutes();
    void aStatedWaitIsKept();
    void failuresAreAskedMoreAndMoreSeldom();
    void ownTroubleHurries();
    void heldMeansSilence();
    void firstSeenIsKeptOverARestart();
    void anIncidentThatVanishesIsOver();
    void stoppedAndGone();
};

void tst_PageWatch::aPageIsReadPolitely()
{
    PageBench bench;
    bench.answerSummary(
        summary("operational"), {{"etag", "\"v1\""}, {"last-modified", "Mon, 21 Sep 2026 14:00:00 GMT"}});
    bench.begin();
    QCOMPARE(bench.told(), u"unknown not-yet"_s);
    bench.clock.advance(Seconds {6});
    QCOMPARE(bench.told(), u"operational none"_s);
    QCOMPARE(bench.header(0, "user-agent"), QByteArray("Belay/" BELAY_VERSION));
    QVERIFY(bench.header(0, "if-none-match").isEmpty());
    bench.answer(PageBench::Summary, FakeAnswer::json({}, 304));
    bench.clock.advance(hours {1});
    QCOMPARE(bench.told(), u"operational none"_s);
    const int asked = bench.times(PageBench::Summary);
    QVERIFY2(asked >= 25 && asked <= 40, qPrintable(QString::number(asked))); // every two minutes, +-20 %
    QCOMPARE(bench.header(bench.asked.size() - 1, "if-none-match").isEmpty(), false);
    for (const FakeHttpClient::Seen &seen : bench.http.seen()) {
        QVERIFY(!seen.keyed);
        QCOMPARE(seen.method, QByteArray("GET"));
    }
    std::set<Microseconds> gaps;
    std::optional<SteadyTime> before;
    for (const FakeHttpClient::Seen &seen : bench.http.seen()) {
        if (seen.url.toString() != PageBench::Summary)
            continue;
        if (before)
            gaps.insert(seen.at - *before);
        before = seen.at;
    }
    QVERIFY(gaps.size() > 10); // jitter
    QVERIFY(*gaps.begin() >= Seconds {60});
    QVERIFY(bench.times(PageBench::Incidents) <= 5); // the rest is asked for every quarter of an hour
    QVERIFY(
        std::ranges::all_of(bench.changed, [&](const QString &page) { return page == bench.one.name(); }));
}

void tst_PageWatch::sharedPagesAreReadOnce()
{
    PageBench bench;
    bench.answerSummary(summary("operational"));
    bench.watch.setPages({bench.one, bench.one, bench.one});
    bench.clock.advance(Seconds {6});
    QCOMPARE(bench.times(PageBench::Summary), 1);
    bench.watch.setPages({bench.one}); // a new config with the same page asks nothing anew
    bench.clock.advance(Seconds {6});
    QCOMPARE(bench.times(PageBench::Summary), 1);
    QCOMPARE(bench.told(), u"operational none"_s);
}

void tst_PageWatch::aReadingVouchesForSixMinutes()
{
    PageBench bench;
    bench.answerSummary(summary("major_outage"));
    bench.begin();
    bench.clock.advance(Seconds {6});
    bench.answers.clear();
    bench.clock.advance(minutes {4});
    QCOMPARE(bench.told(), u"major-outage no-feed"_s); // said so 4 min ago; the attempt since brought nothing
    bench.changed.clear();
    bench.clock.advance(minutes {3});
    QCOMPARE(bench.told(), u"unknown no-feed"_s);
    QVERIFY(!bench.changed.empty());
    const WallTime lastRead = bench.history.pageReads.back().to;
    QVERIFY(bench.reading().wasRead(lastRead));
    QVERIFY(!bench.reading().wasRead(lastRead + minutes {1}));
}

void tst_PageWatch::aStatedWaitIsKept()
{
    PageBench bench;
    FakeAnswer busy = FakeAnswer::json({}, 429);
    busy.headers.emplace_back("retry-after", "1800");
    bench.answer(PageBench::Summary, busy);
    bench.begin();
    bench.clock.advance(minutes {29});
    QCOMPARE(bench.http.seen().size(), size_t {1}); // nor is the other form of the same host asked
    bench.answerSummary(summary("operational"));
    bench.clock.advance(minutes {2});
    QCOMPARE(bench.told(), u"operational none"_s);
}

void tst_PageWatch::failuresAreAskedMoreAndMoreSeldom()
{
    PageBench bench;
    bench.answer(PageBench::Summary, FakeAnswer::failing(HttpFailureKind::Connect));
    bench.begin();
    bench.clock.advance(minutes {10});
    const size_t first = bench.http.seen().size();
    QVERIFY2(first >= 2 && first <= 5, qPrintable(QString::number(first)));
    bench.clock.advance(hours {24});
    const size_t day = bench.http.seen().size() - first;
    QVERIFY2(day >= 38 && day <= 65, qPrintable(QString::number(day))); // every half hour, +-20 %
}

void tst_PageWatch::ownTroubleHurries()
{
    PageBench bench;
    bench.answerSummary(summary("operational"));
    bench.begin();
    bench.clock.advance(Seconds {6});
    bench.watch.setHurried({bench.one.name()});
    bench.clock.advance(Seconds {62});
    QCOMPARE(bench.times(PageBench::Summary), 2);
    bench.clock.advance(hours {1});
    const int hurried = bench.times(PageBench::Summary);
    QVERIFY2(hurried >= 50 && hurried <= 62, qPrintable(QString::number(hurried)));
}

void tst_PageWatch::heldMeansSilence()
{
    PageBench bench;
    bench.answerSummary(summary("degraded_performance"));
    bench.begin();
    bench.clock.advance(Seconds {6});
    bench.watch.setHeld(true);
    const size_t before = bench.http.seen().size();
    bench.clock.advance(hours {1});
    QCOMPARE(bench.http.seen().size(), before);
    QCOMPARE(bench.told(), u"unknown own-network"_s);
    bench.watch.setHeld(false);
    bench.clock.advance(Seconds {6});
    QCOMPARE(bench.told(), u"degraded none"_s);
    QCOMPARE(bench.history.pageReads.back().from, bench.history.pageReads.back().to); // a new row of readings
}

void tst_PageWatch::firstSeenIsKeptOverARestart()
{
    PageBench bench;
    bench.answerSummary(summary("operational", incident("i1")));
    bench.begin();
    bench.clock.advance(Seconds {6});
    QCOMPARE(bench.history.pageIncidents.size(), size_t {1});
    const WallTime seen = bench.history.pageIncidents.front().firstSeenAt;
    bench.clock.advance(minutes {30});
    QCOMPARE(bench.history.pageIncidents.size(), size_t {1}); // no news, nothing written
    QCOMPARE(bench.reading().open.front().firstSeenAt, seen);

    PageBench later;
    later.clock.setWall(bench.clock.wall());
    later.answerSummary(summary("operational", incident("i1")));
    later.begin();
    later.clock.advance(Seconds {6}); // read before history answered
    later.watch.remember({bench.history.pageIncidents, {bench.history.pageReads.back()}, {}});
    QCOMPARE(later.reading().open.front().firstSeenAt, seen);
    QCOMPARE(later.reading().read->from, bench.history.pageReads.back().from); // a short break is none
    later.answerSummary(summary("operational", incident("i1", R"(,"shortlink":"https://stspg.io/1")")));
    later.clock.advance(minutes {3});
    QCOMPARE(later.history.pageIncidents.back().firstSeenAt, seen);
}

void tst_PageWatch::anIncidentThatVanishesIsOver()
{
    PageBench bench;
    bench.answerSummary(summary("degraded_performance", incident("i1")));
    bench.begin();
    bench.clock.advance(Seconds {6});
    bench.answerSummary(summary("operational"));
    bench.clock.advance(minutes {3});
    QCOMPARE(bench.history.pageIncidents.size(), size_t {2});
    const PageIncidentRecord gone = bench.history.pageIncidents.back();
    QVERIFY(gone.resolvedAt);
    QVERIFY(*gone.resolvedAt > gone.firstSeenAt);
    bench.answer(PageBench::Incidents,
        FakeAnswer::json(R"({"page":{},"incidents":)"
            + incident("i1", R"(,"resolved_at":"2026-09-21T14:20:00Z")").replace("investigating", "resolved")
            + "}"));
    bench.clock.advance(minutes {20});
    QCOMPARE(toIsoString(*bench.history.pageIncidents.back().resolvedAt), u"2026-09-21T14:20:00.000Z"_s);
    QCOMPARE(bench.reading().past.size(), size_t {1});
    QVERIFY(bench.reading().open.empty());
}

void tst_PageWatch::stoppedAndGone()
{
    PageBench bench;
    bench.answer(PageBench::Summary, FakeAnswer::hanging());
    bench.begin();
    bench.clock.advance(Seconds {6});
    QCOMPARE(bench.http.running(), 1);
    bench.watch.setPages({}); // switched off
    QCOMPARE(bench.http.running(), 0);
    bench.begin();
    bench.clock.advance(Seconds {6});
    bench.watch.stop();
    QCOMPARE(bench.http.running(), 0);
    const size_t asked = bench.http.seen().size();
    bench.clock.advance(hours {1});
    QCOMPARE(bench.http.seen().size(), asked);
    QVERIFY(bench.changed.empty());
}

QTEST_GUILESS_MAIN(tst_PageWatch)
#include "tst_pagewatch.moc"

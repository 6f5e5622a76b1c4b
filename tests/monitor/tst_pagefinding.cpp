// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/statusfeeds/statusfeeds.h"
#include "tests/monitor/pagebench.h"

#include <QtTest>

using namespace Belay;
using namespace Qt::StringLiterals;
using std::chrono::hours;
using std::chrono::minutes;

namespace {

FakeAnswer leadsTo(const QByteArray &location, int status = 302)
{
    FakeAnswer answer = FakeAnswer::json({}, status);
    answer.headers.emplace_back("location", location);
    return answer;
}

} // namespace

/// Where a page's feed is found, and what it says of whom.
class tst_PageFinding final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theApiIsNotItsWebsite();
    void unreadIsUnknownNeverDown_data();
    void unreadIsUnknownNeverDown();
    void theNextFormIsTaken();
    void aPageOfThePersonIsFoundByAsking();
    void redirects_data();
    void redirects();
    void linksAreNotAsked();
};

void tst_PageFinding::theApiIsNotItsWebsite()
{
    PageBench bench;
    bench.answerSummary(summary("partial_outage", incident("i1")));
    bench.begin();
    bench.clock.advance(Seconds {6});
    const PageReading api = bench.reading();
    QCOMPARE(toString(api.state), u"partial-outage"_s);
    QCOMPARE(api.open.size(), size_t {1});
    QCOMPARE(toIsoString(*api.open.front().incident.createdAt), u"2026-09-21T14:00:00.000Z"_s);
    QCOMPARE(api.components.size(), size_t {1});
    QCOMPARE(toString(bench.reading(u"Website"_s).state), u"major-outage"_s);
    QVERIFY(bench.reading(u"Website"_s).open.empty());
}

void tst_PageFinding::unreadIsUnknownNeverDown_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("failure"); // -1: none
    QTest::addColumn<QString>("expected");
    const auto none = -1;
    QTest::newRow("not found") << 404 << QByteArray("{}") << none << u"unknown no-feed"_s;
    QTest::newRow("HTML with 200") << 200 << QByteArray("<!DOCTYPE html><html></html>") << none
                                   << u"unknown no-feed"_s;
    QTest::newRow("cut off") << 200 << summary("operational").chopped(9) << none << u"unknown no-feed"_s;
    QTest::newRow("forbidden") << 403 << QByteArray() << none << u"unknown refused"_s;
    QTest::newRow("too often") << 429 << QByteArray() << none << u"unknown refused"_s;
    QTest::newRow("the page is down") << 503 << QByteArray() << none << u"unknown unreachable"_s;
    QTest::newRow("no name") << 0 << QByteArray() << static_cast<int>(HttpFailureKind::Dns)
                             << u"unknown unreachable"_s;
    QTest::newRow("too large") << 200 << QByteArray("{") << static_cast<int>(HttpFailureKind::TooLarge)
                               << u"unknown no-feed"_s;
}

void tst_PageFinding::unreadIsUnknownNeverDown()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(int, failure);
    QFETCH(QString, expected);
    PageBench bench;
    FakeAnswer answer = FakeAnswer::json(body, status);
    if (failure >= 0)
        answer.failure = static_cast<HttpFailureKind>(failure);
    bench.answer(PageBench::Summary, answer);
    bench.answer(u"https://status.a.example/history.rss"_s, answer);
    bench.begin();
    bench.clock.advance(Seconds {7});
    QCOMPARE(bench.told(), expected);
    QVERIFY(bench.history.pageReads.empty());
    QVERIFY(!bench.reading().readAt);
}

void tst_PageFinding::theNextFormIsTaken()
{
    PageBench bench;
    bench.answer(u"https://status.a.example/history.rss"_s,
        FakeAnswer::json(
            "<rss><channel><item><title>API errors</title><guid>1</guid><description>Status: identified"
            "</description></item></channel></rss>"));
    bench.begin();
    bench.clock.advance(Seconds {6});
    QCOMPARE(bench.told(), u"degraded none"_s);
    bench.clock.advance(minutes {20});
    QCOMPARE(bench.times(PageBench::Summary), 1); // what was found is kept
    bench.answers.clear();
    bench.clock.advance(hours {1});
    QVERIFY(bench.times(PageBench::Summary) > 1); // until it fails
}

void tst_PageFinding::aPageOfThePersonIsFoundByAsking()
{
    PageBench bench;
    bench.one.feeds.clear();
    const FakeAnswer shell = FakeAnswer::json("<!DOCTYPE html><html><div id=root></div></html>");
    for (const QUrl &url : feedAddressesOf(bench.one.page))
        bench.answer(url.toString(), shell);
    bench.answer(u"https://status.a.example/index.json"_s,
        FakeAnswer::json(R"({"data":{"type":"status_page","attributes":{"aggregate_state":"downtime"}}})"));
    bench.begin();
    bench.clock.advance(Seconds {7});
    QCOMPARE(toString(bench.watch.reading(bench.one.name(), {}).state), u"major-outage"_s);
    QCOMPARE(bench.http.seen().size(), size_t {3});
    bench.clock.advance(minutes {10});
    QCOMPARE(bench.times(u"https://status.a.example/summary.json"_s), 1); // its kind is remembered
    QVERIFY(bench.times(u"https://status.a.example/index.json"_s) > 3);
    PageBench none;
    none.one.feeds.clear();
    none.begin();
    none.clock.advance(hours {4});
    QVERIFY2(none.http.seen().size() <= 6 * 24, "a page without a feed is left alone for an hour");
    QCOMPARE(none.told(), u"unknown no-feed"_s);
}

void tst_PageFinding::redirects_data()
{
    QTest::addColumn<QByteArray>("location");
    QTest::addColumn<QString>("expected");
    QTest::newRow("to another host by https") << QByteArray("https://b.example/s") << u"operational none"_s;
    QTest::newRow("relative") << QByteArray("/moved") << u"operational none"_s;
    QTest::newRow("to http") << QByteArray("http://status.a.example/moved") << u"unknown no-feed"_s;
    QTest::newRow("to a file") << QByteArray("file:///etc/passwd") << u"unknown no-feed"_s;
    QTest::newRow("with a user") << QByteArray("https://a@b.example/s") << u"unknown no-feed"_s;
    QTest::newRow("to itself") << QByteArray("https://status.a.example/api/v2/summary.json")
                               << u"unknown no-feed"_s;
    QTest::newRow("in a circle") << QByteArray("https://status.a.example/circle") << u"unknown no-feed"_s;
    QTest::newRow("nowhere") << QByteArray() << u"unknown no-feed"_s;
}

void tst_PageFinding::redirects()
{
    QFETCH(QByteArray, location);
    QFETCH(QString, expected);
    PageBench bench;
    bench.answer(PageBench::Summary, leadsTo(location));
    for (const QString &good :
        {u"https://b.example/s"_s, u"https://status.a.example/moved"_s, u"http://status.a.example/moved"_s})
        bench.answer(good, FakeAnswer::json(summary("operational")));
    bench.answer(u"https://status.a.example/circle"_s, leadsTo("https://status.a.example/round", 301));
    bench.answer(u"https://status.a.example/round"_s, leadsTo("https://status.a.example/circle", 308));
    bench.begin();
    bench.clock.advance(Seconds {7});
    QCOMPARE(bench.told(), expected);
    QVERIFY(bench.http.seen().size() <= 2 + PageFetch::MostHops);
}

void tst_PageFinding::linksAreNotAsked()
{
    PageBench bench;
    bench.one.feeds.clear();
    bench.one.linkOnly = true;
    bench.begin();
    bench.watch.readNow({bench.one.name()});
    bench.clock.advance(hours {2});
    QVERIFY(bench.http.seen().empty());
    QCOMPARE(bench.told(), u"unknown link-only"_s);
    QCOMPARE(bench.reading().page, u"https://status.a.example"_s);
}

QTEST_GUILESS_MAIN(tst_PageFinding)
#include "tst_pagefinding.moc"

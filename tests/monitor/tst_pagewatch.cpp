// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/pagewatch.h"
#include "core/providers/statusfeeds/statusfeeds.h"
#include "tests/monitor/monitorbench.h"

#include <QtTest>

using namespace Belay;
using namespace Qt::StringLiterals;

namespace {

using std::chrono::hours;
using std::chrono::minutes;

QByteArray summary(const QByteArray &state, const QByteArray &incidents = "[]")
{
    return R"({"page":{"name":"A"},"status":{"indicator":"none"},"components":[{"id":"api","name":"API","status":")"
        + state + R"("},{"id":"web","name":"Website","status":"major_outage"}],"incidents":)" + incidents
        + "}";
}

QByteArray incident(const QByteArray &id, const QByteArray &rest = {})
{
    return R"([{"id":")" + id
        + R"(","name":"Trouble","status":"investigating","impact":"minor","created_at":)"
        + R"("2026-09-21T14:00:00Z","components":[{"id":"api"}])" + rest + "}]";
}

FakeAnswer leadsTo(const QByteArray &location, int status = 302)
{
    FakeAnswer answer = FakeAnswer::json({}, status);
    answer.headers.emplace_back("location", location);
    return answer;
}

/// A watch over pages whose answers are set by address.
class Bench final
{
public:
    explicit Bench(const char *page = "https://status.a.example")
    {
        http.setScript([this](const HttpRequest &request) {
            asked.push_back(request.headers);
            const auto found = answers.find(request.url.toString());
            return found == answers.end() ? FakeAnswer::json("{}", 404) : found->second;
        });
        one.page = QUrl(QString::fromLatin1(page));
        one.proxy = u"none"_s;
        one.feeds = {{FeedKind::Statuspage, QUrl(u"https://status.a.example/api/v2/summary.json"_s)},
            {FeedKind::Syndication, QUrl(u"https://status.a.example/history.rss"_s)}};
    }
    void answer(const QString &url, const FakeAnswer &with) { answers[url] = with; }
    void answerSummary(const QByteArray &body, HttpHeaders headers = {})
    {
        FakeAnswer with = FakeAnswer::json(body);
        with.headers.insert(with.headers.end(), headers.begin(), headers.end());
        answers[Summary] = with;
    }
    void begin() { watch.setPages({one}); }
    PageReading reading(const QString &part = u"api"_s) const
    {
        return watch.reading(one.name(), {{part}, {}, false});
    }
    QString told() const
    {
        const PageReading now = reading();
        return toString(now.state) + u' ' + toString(now.trouble);
    }
    int times(const QString &url) const
    {
        return static_cast<int>(std::ranges::count_if(
            http.seen(), [&](const FakeHttpClient::Seen &seen) { return seen.url.toString() == url; }));
    }
    QByteArray header(size_t request, QByteArrayView name) const
    {
        return headerValue(asked.at(request), name);
    }

    static inline const QString Summary = u"https://status.a.example/api/v2/summary.json"_s;
    static inline const QString Incidents = u"https://status.a.example/api/v2/incidents.json"_s;
    FakeClock clock;
    FakeHttpClient http {clock};
    SeededRandom random {7};
    KeptHistory history;
    std::map<QString, FakeAnswer> answers;
    std::vector<HttpHeaders> asked;
    std::vector<QString> changed;
    WatchedPage one;
    PageWatch watch {http, clock, random, history, [this](const QString &page) { changed.push_back(page); }};
};

} // namespace

class tst_PageWatch final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aPageIsReadPolitely();
    void sharedPagesAreReadOnce();
    void theApiIsNotItsWebsite();
    void unreadIsUnknownNeverDown_data();
    void unreadIsUnknownNeverDown();
    void aReadingVouchesForSixMinutes();
    void aStatedWaitIsKept();
    void failuresAreAskedMoreAndMoreSeldom();
    void theNextFormIsTaken();
    void aPageOfThePersonIsFoundByAsking();
    void redirects_data();
    void redirects();
    void ownTroubleHurries();
    void heldMeansSilence();
    void linksAreNotAsked();
    void firstSeenIsKeptOverARestart();
    void anIncidentThatVanishesIsOver();
    void stoppedAndGone();
};

void tst_PageWatch::aPageIsReadPolitely()
{
    Bench bench;
    bench.answerSummary(
        summary("operational"), {{"etag", "\"v1\""}, {"last-modified", "Mon, 21 Sep 2026 14:00:00 GMT"}});
    bench.begin();
    QCOMPARE(bench.told(), u"unknown not-yet"_s);
    bench.clock.advance(Seconds {6});
    QCOMPARE(bench.told(), u"operational none"_s);
    QCOMPARE(bench.header(0, "user-agent"), QByteArray("Belay/" BELAY_VERSION));
    QVERIFY(bench.header(0, "if-none-match").isEmpty());
    bench.answer(Bench::Summary, FakeAnswer::json({}, 304));
    bench.clock.advance(hours {1});
    QCOMPARE(bench.told(), u"operational none"_s);
    const int asked = bench.times(Bench::Summary);
    QVERIFY2(asked >= 25 && asked <= 40, qPrintable(QString::number(asked))); // every two minutes, +-20 %
    QCOMPARE(bench.header(bench.asked.size() - 1, "if-none-match").isEmpty(), false);
    for (const FakeHttpClient::Seen &seen : bench.http.seen()) {
        QVERIFY(!seen.keyed);
        QCOMPARE(seen.method, QByteArray("GET"));
    }
    std::set<Microseconds> gaps;
    std::optional<SteadyTime> before;
    for (const FakeHttpClient::Seen &seen : bench.http.seen()) {
        if (seen.url.toString() != Bench::Summary)
            continue;
        if (before)
            gaps.insert(seen.at - *before);
        before = seen.at;
    }
    QVERIFY(gaps.size() > 10); // jitter
    QVERIFY(*gaps.begin() >= Seconds {60});
    QVERIFY(bench.times(Bench::Incidents) <= 5); // the rest is asked for every quarter of an hour
    QVERIFY(
        std::ranges::all_of(bench.changed, [&](const QString &page) { return page == bench.one.name(); }));
}

void tst_PageWatch::sharedPagesAreReadOnce()
{
    Bench bench;
    bench.answerSummary(summary("operational"));
    bench.watch.setPages({bench.one, bench.one, bench.one});
    bench.clock.advance(Seconds {6});
    QCOMPARE(bench.times(Bench::Summary), 1);
    bench.watch.setPages({bench.one}); // a new config with the same page asks nothing anew
    bench.clock.advance(Seconds {6});
    QCOMPARE(bench.times(Bench::Summary), 1);
    QCOMPARE(bench.told(), u"operational none"_s);
}

void tst_PageWatch::theApiIsNotItsWebsite()
{
    Bench bench;
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

void tst_PageWatch::unreadIsUnknownNeverDown_data()
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

void tst_PageWatch::unreadIsUnknownNeverDown()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(int, failure);
    QFETCH(QString, expected);
    Bench bench;
    FakeAnswer answer = FakeAnswer::json(body, status);
    if (failure >= 0)
        answer.failure = static_cast<HttpFailureKind>(failure);
    bench.answer(Bench::Summary, answer);
    bench.answer(u"https://status.a.example/history.rss"_s, answer);
    bench.begin();
    bench.clock.advance(Seconds {7});
    QCOMPARE(bench.told(), expected);
    QVERIFY(bench.history.pageReads.empty());
    QVERIFY(!bench.reading().readAt);
}

void tst_PageWatch::aReadingVouchesForSixMinutes()
{
    Bench bench;
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
    Bench bench;
    FakeAnswer busy = FakeAnswer::json({}, 429);
    busy.headers.emplace_back("retry-after", "1800");
    bench.answer(Bench::Summary, busy);
    bench.begin();
    bench.clock.advance(minutes {29});
    QCOMPARE(bench.http.seen().size(), size_t {1}); // nor is the other form of the same host asked
    bench.answerSummary(summary("operational"));
    bench.clock.advance(minutes {2});
    QCOMPARE(bench.told(), u"operational none"_s);
}

void tst_PageWatch::failuresAreAskedMoreAndMoreSeldom()
{
    Bench bench;
    bench.answer(Bench::Summary, FakeAnswer::failing(HttpFailureKind::Connect));
    bench.begin();
    bench.clock.advance(minutes {10});
    const size_t first = bench.http.seen().size();
    QVERIFY2(first >= 2 && first <= 5, qPrintable(QString::number(first)));
    bench.clock.advance(hours {24});
    const size_t day = bench.http.seen().size() - first;
    QVERIFY2(day >= 38 && day <= 65, qPrintable(QString::number(day))); // every half hour, +-20 %
}

void tst_PageWatch::theNextFormIsTaken()
{
    Bench bench;
    bench.answer(u"https://status.a.example/history.rss"_s,
        FakeAnswer::json(
            "<rss><channel><item><title>API errors</title><guid>1</guid><description>Status: identified"
            "</description></item></channel></rss>"));
    bench.begin();
    bench.clock.advance(Seconds {6});
    QCOMPARE(bench.told(), u"degraded none"_s);
    bench.clock.advance(minutes {20});
    QCOMPARE(bench.times(Bench::Summary), 1); // what was found is kept
    bench.answers.clear();
    bench.clock.advance(hours {1});
    QVERIFY(bench.times(Bench::Summary) > 1); // until it fails
}

void tst_PageWatch::aPageOfThePersonIsFoundByAsking()
{
    Bench bench;
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
    Bench none;
    none.one.feeds.clear();
    none.begin();
    none.clock.advance(hours {4});
    QVERIFY2(none.http.seen().size() <= 6 * 24, "a page without a feed is left alone for an hour");
    QCOMPARE(none.told(), u"unknown no-feed"_s);
}

void tst_PageWatch::redirects_data()
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

void tst_PageWatch::redirects()
{
    QFETCH(QByteArray, location);
    QFETCH(QString, expected);
    Bench bench;
    bench.answer(Bench::Summary, leadsTo(location));
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

void tst_PageWatch::ownTroubleHurries()
{
    Bench bench;
    bench.answerSummary(summary("operational"));
    bench.begin();
    bench.clock.advance(Seconds {6});
    bench.watch.setHurried({bench.one.name()});
    bench.clock.advance(Seconds {62});
    QCOMPARE(bench.times(Bench::Summary), 2);
    bench.clock.advance(hours {1});
    const int hurried = bench.times(Bench::Summary);
    QVERIFY2(hurried >= 50 && hurried <= 62, qPrintable(QString::number(hurried)));
}

void tst_PageWatch::heldMeansSilence()
{
    Bench bench;
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

void tst_PageWatch::linksAreNotAsked()
{
    Bench bench;
    bench.one.feeds.clear();
    bench.one.linkOnly = true;
    bench.begin();
    bench.watch.readNow({bench.one.name()});
    bench.clock.advance(hours {2});
    QVERIFY(bench.http.seen().empty());
    QCOMPARE(bench.told(), u"unknown link-only"_s);
    QCOMPARE(bench.reading().page, u"https://status.a.example"_s);
}

void tst_PageWatch::firstSeenIsKeptOverARestart()
{
    Bench bench;
    bench.answerSummary(summary("operational", incident("i1")));
    bench.begin();
    bench.clock.advance(Seconds {6});
    QCOMPARE(bench.history.pageIncidents.size(), size_t {1});
    const WallTime seen = bench.history.pageIncidents.front().firstSeenAt;
    bench.clock.advance(minutes {30});
    QCOMPARE(bench.history.pageIncidents.size(), size_t {1}); // no news, nothing written
    QCOMPARE(bench.reading().open.front().firstSeenAt, seen);

    Bench later;
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
    Bench bench;
    bench.answerSummary(summary("degraded_performance", incident("i1")));
    bench.begin();
    bench.clock.advance(Seconds {6});
    bench.answerSummary(summary("operational"));
    bench.clock.advance(minutes {3});
    QCOMPARE(bench.history.pageIncidents.size(), size_t {2});
    const PageIncidentRecord gone = bench.history.pageIncidents.back();
    QVERIFY(gone.resolvedAt);
    QVERIFY(*gone.resolvedAt > gone.firstSeenAt);
    bench.answer(Bench::Incidents,
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
    Bench bench;
    bench.answer(Bench::Summary, FakeAnswer::hanging());
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

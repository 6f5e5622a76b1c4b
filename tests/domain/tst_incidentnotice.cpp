// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/incidentnotice.h"
#include "core/domain/noticelag.h"

#include <QtTest>

using namespace Belay;
using namespace std::chrono_literals;

namespace {

const WallTime Opened {std::chrono::hours {500'000}};

Incident outage()
{
    Incident incident;
    incident.owner = Owner::Provider;
    incident.cause = Cause::Outage;
    incident.openedAt = Opened;
    incident.closedAt = Opened + 40min;
    return incident;
}

SeenIncident post(const char *id, Milliseconds created, std::optional<Milliseconds> resolved = {},
    const std::vector<QString> &components = {})
{
    PageIncident incident;
    incident.id = QString::fromLatin1(id);
    incident.createdAt = Opened + created;
    incident.phase = resolved ? PagePhase::Resolved : PagePhase::Investigating;
    if (resolved)
        incident.resolvedAt = Opened + *resolved;
    incident.components = components;
    incident.link = QUrl(QStringLiteral("https://status.example/") + incident.id);
    return {incident, Opened + created + 1min};
}

/// Read since a day before the outage.
PageReading reading(const std::vector<SeenIncident> &posts)
{
    PageReading page;
    page.page = QStringLiteral("https://status.example");
    page.read = PageReadSpan {page.page, Opened - 24h, Opened + 24h};
    for (const SeenIncident &post : posts)
        (post.incident.isOpen() ? page.open : page.past).push_back(post);
    return page;
}

} // namespace

Q_DECLARE_METATYPE(Belay::Incident)
Q_DECLARE_METATYPE(std::vector<Belay::SeenIncident>)
Q_DECLARE_METATYPE(std::optional<int>)

class tst_IncidentNotice final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whichPostAndHowLate_data();
    void whichPostAndHowLate();
    void noLeadWhereThePageWasNotRead();
    void theirsIsFirstOnlyWhereBelayLooked();
    void lagIsTheMedianOfTheirs();
    void lagOverTime();
    void lagInWords_data();
    void lagInWords();
    void monthsReachOverTheYear();
};

void tst_IncidentNotice::whichPostAndHowLate_data()
{
    QTest::addColumn<Incident>("incident");
    QTest::addColumn<std::vector<SeenIncident>>("posts");
    QTest::addColumn<QString>("expectedPost"); // empty: none
    QTest::addColumn<std::optional<int>>("expectedLeadMinutes");
    using Posts = std::vector<SeenIncident>;
    const auto row = [](const char *name, const Incident &incident, const Posts &posts, const char *expected,
                         std::optional<int> lead) {
        QTest::newRow(name) << incident << posts << QString::fromLatin1(expected) << lead;
    };
    const std::vector<QString> ours {QStringLiteral("api")};
    row("an empty page says nothing", outage(), {}, "", {});
    row("a post nine minutes later", outage(), {post("p", 9min)}, "p", 9);
    row("a post before: they were first", outage(), {post("p", -4min)}, "p", -4);
    row("a post an hour after the end", outage(), {post("p", 100min)}, "p", 100);
    row("a post the day after is another trouble", outage(), {post("p", 24h)}, "", {});
    row("a post that was over before", outage(), {post("p", -5h, -31min)}, "", {});
    row("a post that ended while ours began", outage(), {post("p", -2h, -10min)}, "p", -120);
    row("an old post that goes on names nothing", outage(), {post("p", -7h)}, "", {});
    row("an old post that names what we stand on", outage(), {post("p", -7h, {}, ours)}, "p", -420);
    row("of two the one that names ours", outage(), {post("q", 1min), post("p", 12min, {}, ours)}, "p", 12);
    row("of two the nearer one", outage(), {post("q", 55min), post("p", 12min)}, "p", 12);
    Incident key = outage();
    key.owner = Owner::You;
    key.cause = Cause::Key;
    row("a rejected key is the person's own", key, {post("p", 1min)}, "", {});
    key.cause = Cause::RateLimit;
    row("a storm of 429 may be theirs", key, {post("p", 1min)}, "p", 1);
    SeenIncident planned = post("p", -60min);
    planned.incident.maintenance = true;
    planned.incident.phase = PagePhase::InProgress;
    row("a maintenance that was announced gives no lead", outage(), {planned}, "p", {});
    planned.incident.phase = PagePhase::Scheduled;
    row("a maintenance to come says nothing", outage(), {planned}, "", {});
    SeenIncident undated = post("p", 3min);
    undated.incident.createdAt.reset();
    row("a post without a date of its own gives no lead", outage(), {undated}, "p", {});
    SeenIncident ahead = post("p", 60min);
    ahead.firstSeenAt = Opened + 1min;
    row("a page whose clock is an hour ahead", outage(), {ahead}, "p", 1);
    ahead.incident.createdAt = Opened + 24h * 365 * 70;
    row("a page that lives in another century", outage(), {ahead}, "p", 1);
    Incident open = outage();
    open.closedAt.reset();
    row("an open one gets what comes late", open, {post("p", 10h)}, "p", 600);
}

void tst_IncidentNotice::whichPostAndHowLate()
{
    QFETCH(Incident, incident);
    QFETCH(std::vector<SeenIncident>, posts);
    QFETCH(QString, expectedPost);
    QFETCH(std::optional<int>, expectedLeadMinutes);
    const auto joined = noticeOf(incident, reading(posts));
    QCOMPARE(joined ? joined->notice.pageIncident : QString(), expectedPost);
    if (!joined)
        return;
    QCOMPARE(joined->notice.page, QStringLiteral("https://status.example"));
    QCOMPARE(joined->notice.link, QUrl(QStringLiteral("https://status.example/") + expectedPost));
    std::optional<Milliseconds> lead;
    if (expectedLeadMinutes)
        lead = std::chrono::minutes {*expectedLeadMinutes};
    QCOMPARE(joined->lead, lead);
}

void tst_IncidentNotice::noLeadWhereThePageWasNotRead()
{
    PageReading page = reading({post("p", 9min)});
    page.read->from = Opened + 1ms;
    auto joined = noticeOf(outage(), page);
    QVERIFY(joined && !joined->lead);
    page.read.reset();
    joined = noticeOf(outage(), page);
    QVERIFY(joined && !joined->lead);
    page.read = PageReadSpan {page.page, Opened, Opened};
    QCOMPARE(noticeOf(outage(), page)->lead, std::optional<Milliseconds>(9min));
}

void tst_IncidentNotice::theirsIsFirstOnlyWhereBelayLooked()
{
    PageReading page = reading({post("p", -25min)});
    QCOMPARE(noticeOf(outage(), page)->lead, std::optional<Milliseconds>(-25min));
    page.read->from = Opened - 25min;
    QCOMPARE(noticeOf(outage(), page)->lead, std::optional<Milliseconds>(-25min));
    page.read->from += 1ms; // Belay was started after they had told of it
    auto joined = noticeOf(outage(), page);
    QVERIFY(joined && !joined->lead);
    page.earlierReads = {{page.page, Opened - 30min, Opened - 20min}};
    QCOMPARE(noticeOf(outage(), page)->lead, std::optional<Milliseconds>(-25min));
}

void tst_IncidentNotice::lagIsTheMedianOfTheirs()
{
    std::vector<Incident> incidents;
    QCOMPARE(lagOf(incidents, Opened, Opened + 1h), LagFigure());
    for (const int lead : {30, 5, -2, 9}) {
        incidents.push_back(outage());
        incidents.back().lead = std::chrono::minutes {lead};
        incidents.back().notice = IncidentNotice();
    }
    incidents.push_back(outage()); // never told of
    incidents.push_back(outage()); // told of, while nobody read the page
    incidents.back().notice = IncidentNotice();
    incidents.push_back(outage());
    incidents.back().owner = Owner::You;
    incidents.back().lead = 500min;
    QCOMPARE(lagOf(incidents, Opened, Opened + 1h), (LagFigure {6, 5, 4, Milliseconds {7min}}));
    incidents.erase(incidents.begin());
    QCOMPARE(lagOf(incidents, Opened, Opened + 1h), (LagFigure {5, 4, 3, Milliseconds {5min}}));
    QCOMPARE(lagOf(incidents, Opened + 1ms, Opened + 1h), LagFigure());
    QCOMPARE(lagOf(incidents, Opened - 1h, Opened), LagFigure());
}

void tst_IncidentNotice::lagOverTime()
{
    std::vector<Incident> incidents(2, outage());
    incidents.front().lead = 4min;
    incidents.back().lead = 8min;
    incidents.back().openedAt += 24h;
    const auto points = Belay::lagOverTime(incidents, {Opened, Opened + 24h, Opened + 48h, Opened + 72h});
    QCOMPARE(points.size(), size_t {3});
    QCOMPARE(points[0].from, Opened);
    QCOMPARE(points[0].figure.median, std::optional<Milliseconds>(4min));
    QCOMPARE(points[1].figure.median, std::optional<Milliseconds>(8min));
    QCOMPARE(points[2].figure, LagFigure());
    QVERIFY(Belay::lagOverTime(incidents, {}).empty());
}

void tst_IncidentNotice::lagInWords_data()
{
    QTest::addColumn<LagFigure>("figure");
    QTest::addColumn<QString>("expected");
    QTest::newRow("nothing was theirs")
        << LagFigure {} << "No incident was theirs, so there is nothing to compare.";
    QTest::newRow("Belay was first") << LagFigure {4, 4, 3,
        Milliseconds {
            9min}} << "4 incidents were theirs. Belay saw them 9 min before their page (median of 3).";
    QTest::newRow("their page was first")
        << LagFigure {2, 2, 2, Milliseconds {-4min}}
        << "2 incidents were theirs. Belay saw them 4 min after their page (median of 2).";
    QTest::newRow("both at once, and some never posted")
        << LagFigure {4, 2, 2, Milliseconds {20s}}
        << "4 incidents were theirs. Belay saw them in the same minute (median of 2). 2 were never posted, "
           "as "
           "far as their page was read.";
    QTest::newRow("none was ever posted") << LagFigure {
        3, 0, 0, {}} << "3 incidents were theirs. 3 were never posted, as far as their page was read.";
    QTest::newRow("posted, but nobody read the page at the time")
        << LagFigure {2, 2, 0, {}}
        << "2 incidents were theirs. How late their page was cannot be said: it was not being read at the "
           "time.";
}

void tst_IncidentNotice::lagInWords()
{
    QFETCH(LagFigure, figure);
    QTEST(lagSentence(figure), "expected");
}

void tst_IncidentNotice::monthsReachOverTheYear()
{
    const WallTime now = *wallTimeFromIso(QStringLiteral("2026-02-14T09:30:00.000Z"));
    const std::vector<WallTime> edges = monthEdges(now, 3);
    QStringList told;
    for (const WallTime edge : edges)
        told << toIsoString(edge).left(16);
    QCOMPARE(told.join(u' '),
        QStringLiteral("2025-12-01T00:00 2026-01-01T00:00 2026-02-01T00:00 2026-02-14T09:30"));
}

QTEST_GUILESS_MAIN(tst_IncidentNotice)
#include "tst_incidentnotice.moc"

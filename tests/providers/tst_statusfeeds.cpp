// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/statusfeeds/statusfeeds.h"
#include "tests/providers/feeddocument.h"

#include <QtTest>

using namespace Belay;

namespace {

/// A page in a few words: its state; its components; its incidents.
QString told(const StatusPage &page)
{
    QStringList parts {toString(page.state)};
    for (const PageComponent &component : page.components) {
        QString part = component.name % u'=' % toString(component.state);
        if (!component.group.isEmpty())
            part += u'@' % component.group;
        if (component.uptime)
            part += u' ' % QString::number(*component.uptime);
        parts << part;
    }
    for (const PageIncident &incident : page.incidents) {
        QString part = incident.id % u':' % toString(incident.phase) % u':' % toString(incident.impact);
        if (incident.createdAt)
            part += u' ' % toIsoString(*incident.createdAt).mid(5, 11);
        if (incident.resolvedAt)
            part += u'-' % toIsoString(*incident.resolvedAt).mid(11, 5);
        if (incident.maintenance)
            part += QLatin1StringView(" planned");
        QStringList names(incident.components.begin(), incident.components.end());
        if (!names.isEmpty())
            part += QLatin1StringView(" of ") % names.join(u',');
        parts << part;
    }
    return parts.join(QLatin1StringView(" | "));
}

} // namespace

class tst_StatusFeeds final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void documents_data();
    void documents();
    void kindIsFoundByMembersAlone_data();
    void kindIsFoundByMembersAlone();
    void textIsPlainAndLinksAreSafe();
    void companionsFillInWhatASummaryLacks();
    void addresses();
};

void tst_StatusFeeds::documents_data()
{
    QTest::addColumn<FeedKind>("kind");
    QTest::addColumn<QString>("document");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, FeedKind kind, const char *document, const char *expected) {
        QTest::newRow(name) << kind << QString::fromLatin1(document) << QString::fromUtf8(expected);
    };
    row("Anthropic, a summary while its website is down", FeedKind::Statuspage, "anthropic-summary.json",
        "major-outage | claude.ai=major-outage | Claude API (api.anthropic.com)=operational | "
        "Claude Code=operational@Tools | wd51hkn2lfqs:investigating:major-outage 11-20T09:00 of rwppv331jlwc "
        "| "
        "mnt1:scheduled:maintenance 11-25T01:00 planned");
    row("Anthropic, the list of incidents", FeedKind::Statuspage, "anthropic-incidents.json",
        "unknown | wd51hkn2lfqs:investigating:major-outage 11-20T09:00 of rwppv331jlwc | "
        "p0qk8w2m7d1c:resolved:partial-outage 11-19T14:30-15:40 of k8w3r06qmzrp | "
        "qq17hs6d0x2v:resolved:degraded 11-02T04:00-05:00 of k8w3r06qmzrp");
    row("Cerebras, maintenance under way, times with an offset", FeedKind::Statuspage,
        "cerebras-summary.json",
        "maintenance | Inference API=maintenance | Cloud Console=operational | "
        "m7:in-progress:maintenance 11-20T08:30 planned of c1");
    row("OpenAI, incident.io's imitation with absent members", FeedKind::Statuspage, "openai-shim.json",
        "degraded | Chat Completions=degraded | Embeddings=operational | Conversations=operational | "
        "01KAHX5F9QZ7K6RE7JHG1VXB2M:identified:degraded 11-20T08:51");
    row("OpenAI, incident.io's own form", FeedKind::IncidentIo, "openai-native.json",
        "major-outage | Chat Completions=major-outage@APIs | Embeddings=operational@APIs | "
        "Conversations=operational@ChatGPT | 01KAHX5F9QZ7K6RE7JHG1VXB2M:identified:major-outage 11-20T08:51 "
        "of "
        "01JMXBRMFE6N2NNT7DG6XZQ6PW");
    row("OpenAI, incident.io's own list", FeedKind::IncidentIo, "openai-native-incidents.json",
        "unknown | 01K9ZZ:resolved:degraded 11-18T10:00-10:45 of 01JMXBNJPZ25M2Q7P1Y1T5JJ6B");
    row("Groq, incident.io's widget", FeedKind::IncidentIoWidget, "groq-widget.json",
        "degraded | API=degraded@GroqCloud | 01KB:monitoring:degraded of 01K053E2FAKWKEYHXEV7WAHJBM | "
        "01KC:scheduled:maintenance 11-28T00:00 planned");
    row("Perplexity, Instatus with its state in the page", FeedKind::Instatus, "perplexity-summary.json",
        "degraded | cl9x:investigating:major-outage 11-20T09:00 | /m1:in-progress:maintenance 11-20T08:00 "
        "planned | Search index move 2026-11-27T08:00:00Z:scheduled:maintenance 11-27T08:00 planned");
    row("Perplexity, Instatus with its state beside the page", FeedKind::Instatus, "perplexity-v3.json",
        "operational");
    row("Perplexity, the components", FeedKind::Instatus, "perplexity-components.json",
        "unknown | API=operational | Website=partial-outage@Apps");
    row("Together, BetterStack with the official uptime", FeedKind::BetterStack, "together-index.json",
        "degraded | Chat Completions=degraded@Inference 0.9998 | Fine-tuning=unknown | "
        "3:investigating:degraded 11-20T08:30 of 2 | 8:resolved:major-outage 11-18T08:30-09:00 | "
        "9:scheduled:maintenance 11-25T08:30 planned");
    row("Fireworks, BetterStack without anything included", FeedKind::BetterStack, "fireworks-index.json",
        "operational");
    row("Google Cloud", FeedKind::GoogleCloud, "google-incidents.json",
        "major-outage | gHnCfBdvX:investigating:partial-outage 11-20T09:02 of Z0FZJAMvEB4j3NbCJs6B,Vertex "
        "Gemini "
        "API | aaa:investigating:major-outage 11-20T07:00 of L3ggmi3Jy4xJmgodFA9K,Google Compute Engine | "
        "bbb:resolved:degraded 11-01T00:00-03:00 of Vertex Gemini API");
    row("DeepSeek, Flashduty's widget", FeedKind::Flashduty, "deepseek-flashduty.json",
        "partial-outage | f1:identified:partial-outage 11-20T08:00 of j4n367d9mh3x,API");
    row("OpenRouter, OnlineOrNot's summary", FeedKind::OnlineOrNot, "openrouter-summary.json",
        "degraded | Chat (/api/v1/chat/completions)=operational | Clerk (UI account auth)=degraded | "
        "Sign-in trouble 2026-11-20T08:00:00.000Z:investigating:partial-outage 11-20T08:00");
    row("xAI, items with what they touch in brackets, a test among them", FeedKind::Syndication,
        "xai-feed.xml",
        "unknown | inc-2:investigating:unknown 11-20T09:00 of API | inc-3:identified:unknown 11-20T08:00 of "
        "Grok.com | inc-1:resolved:unknown 11-19T09:00 of API");
    row("Azure, items only while something is wrong", FeedKind::Syndication, "azure-feed.xml",
        "unknown | azure-1:unknown:unknown 11-20T08:40 | azure-2:unknown:unknown 11-20T08:00");
    row("Azure, an empty channel", FeedKind::Syndication, "azure-empty.xml", "unknown");
    row("OpenRouter, OnlineOrNot's RSS", FeedKind::Syndication, "openrouter-incidents.rss",
        "unknown | https://status.openrouter.ai/incidents/a:investigating:unknown 11-20T08:15 | "
        "b:resolved:unknown 11-19T08:15 | c:resolved:unknown 11-18T08:15");
    row("DeepSeek, Flashduty's RSS", FeedKind::Syndication, "deepseek-feed.rss",
        "unknown | ds1:monitoring:unknown 11-20T08:00");
    row("Cerebras, Statuspage's history as Atom", FeedKind::Syndication, "cerebras-history.atom",
        "unknown | tag:status.cerebras.ai,2005:Incident/1:resolved:unknown 11-20T09:00-09:45");
    row("Together, BetterStack's RSS: pairs are one, a blink is none", FeedKind::Syndication,
        "together-feed.rss",
        "unknown | m1:resolved:partial-outage 11-20T08:00-08:20 of Chat Completions | "
        "m3:investigating:partial-outage 11-20T08:50 of Embeddings");
}

void tst_StatusFeeds::documents()
{
    QFETCH(FeedKind, kind);
    QFETCH(QString, document);
    QFETCH(QString, expected);
    const Result<StatusPage> page = readFeed(kind, feedDocument(document));
    QVERIFY2(page.has_value(), page ? "" : qPrintable(page.error().detail));
    QCOMPARE(told(*page), expected);
    const Result<StatusPage> withBom = readFeed(kind, QByteArray("\xef\xbb\xbf" + feedDocument(document)));
    QVERIFY(withBom.has_value());
    QVERIFY(*withBom == *page);
}

void tst_StatusFeeds::kindIsFoundByMembersAlone_data()
{
    documents_data();
}

void tst_StatusFeeds::kindIsFoundByMembersAlone()
{
    QFETCH(FeedKind, kind);
    QFETCH(QString, document);
    const QByteArray body = feedDocument(document);
    QVERIFY(feedKindOf(body) == std::optional(kind));
    for (size_t i = 0; i < enumCount<FeedKind>(); ++i) {
        const auto other = static_cast<FeedKind>(i);
        QVERIFY2(other == kind || !readFeed(other, body), qPrintable(toString(other)));
    }
}

void tst_StatusFeeds::textIsPlainAndLinksAreSafe()
{
    const auto page = readFeed(FeedKind::Statuspage, feedDocument(QStringLiteral("anthropic-summary.json")));
    const PageIncident &incident = page->incidents.front();
    QCOMPARE(incident.title, QStringLiteral("Elevated errors on claude.ai"));
    QCOMPARE(incident.latest, QStringLiteral("We are still investigating. Users see \"500\"."));
    QCOMPARE(incident.link, QUrl(QStringLiteral("https://stspg.io/xyz")));
    const auto feed = readFeed(FeedKind::Syndication, feedDocument(QStringLiteral("xai-feed.xml")));
    QCOMPARE(feed->incidents[0].title, QStringLiteral("Elevated error rates"));
    QCOMPARE(feed->incidents[0].latest, QStringLiteral("Status: INVESTIGATING We see errors & look."));
    QVERIFY(feed->incidents[1].link.isEmpty()); // javascript:
    const auto google
        = readFeed(FeedKind::GoogleCloud, feedDocument(QStringLiteral("google-incidents.json")));
    QCOMPARE(google->incidents[0].link,
        QUrl(QStringLiteral("https://status.cloud.google.com/incidents/gHnCfBdvX")));
    const auto better = readFeed(FeedKind::BetterStack, feedDocument(QStringLiteral("together-index.json")));
    QCOMPARE(better->incidents[0].latest, QStringLiteral("Found & being mended"));
    const auto native = readFeed(FeedKind::IncidentIo, feedDocument(QStringLiteral("openai-native.json")));
    QCOMPARE(native->incidents[0].latest, QStringLiteral("A mend is on its way."));
    QCOMPARE(native->incidents[0].link,
        QUrl(QStringLiteral("https://status.openai.com/incidents/01KAHX5F9QZ7K6RE7JHG1VXB2M")));
}

void tst_StatusFeeds::companionsFillInWhatASummaryLacks()
{
    const QUrl summary(QStringLiteral("https://status.claude.com/api/v2/summary.json"));
    QCOMPARE(companionOf(FeedKind::Statuspage, summary),
        QUrl(QStringLiteral("https://status.claude.com/api/v2/incidents.json")));
    QCOMPARE(companionOf(FeedKind::Instatus, QUrl(QStringLiteral("https://a.example/summary.json"))),
        QUrl(QStringLiteral("https://a.example/components.json")));
    QCOMPARE(companionOf(FeedKind::IncidentIo, QUrl(QStringLiteral("https://a.example/proxy/a.example"))),
        QUrl(QStringLiteral("https://a.example/proxy/a.example/incidents")));
    QVERIFY(companionOf(FeedKind::Syndication, QUrl(QStringLiteral("https://a.example/feed"))).isEmpty());
    const auto one = readFeed(FeedKind::Statuspage, feedDocument(QStringLiteral("anthropic-summary.json")));
    const auto two = readFeed(FeedKind::Statuspage, feedDocument(QStringLiteral("anthropic-incidents.json")));
    const StatusPage both = merged(*one, *two);
    QCOMPARE(toString(both.state), QStringLiteral("major-outage"));
    QStringList ids;
    for (const PageIncident &incident : both.incidents)
        ids << incident.id;
    QCOMPARE(ids,
        QStringList({QStringLiteral("wd51hkn2lfqs"), QStringLiteral("mnt1"), QStringLiteral("p0qk8w2m7d1c"),
            QStringLiteral("qq17hs6d0x2v")}));
    StatusPage empty = *one;
    empty.incidents.clear();
    for (const PageIncident &incident : merged(empty, *two).incidents)
        QVERIFY2(!incident.isOpen(), "what the summary no longer lists is not open");
}

void tst_StatusFeeds::addresses()
{
    const std::vector<QUrl> root = feedAddressesOf(QUrl(QStringLiteral("https://status.a.example/")));
    QCOMPARE(root.front(), QUrl(QStringLiteral("https://status.a.example/api/v2/summary.json")));
    QCOMPARE(root[1], QUrl(QStringLiteral("https://status.a.example/summary.json")));
    QCOMPARE(root[2], QUrl(QStringLiteral("https://status.a.example/index.json")));
    QCOMPARE(root[3], QUrl(QStringLiteral("https://status.a.example/proxy/status.a.example")));
    const QUrl feed(QStringLiteral("https://status.a.example/x/feed.xml"));
    QCOMPARE(feedAddressesOf(feed).front(), feed);
    const std::vector<QUrl> below = feedAddressesOf(QUrl(QStringLiteral("https://a.example/status?x=1")));
    QVERIFY(std::ranges::find(below, QUrl(QStringLiteral("https://a.example/status/summary.json")))
        != below.end());
    QVERIFY(below.size() <= 24);
}

QTEST_GUILESS_MAIN(tst_StatusFeeds)
#include "tst_statusfeeds.moc"

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/statusfeeds/pagenotice.h"
#include "core/providers/statusfeeds/statusfeeds.h"
#include "tests/providers/feeddocument.h"

#include <QtTest>

using namespace Belay;

namespace {

const WallTime Now = *wallTimeFromIso(QStringLiteral("2026-11-20T09:30:00Z"));

StatusPage pageOf(FeedKind kind, const char *document)
{
    return *readFeed(kind, feedDocument(QString::fromLatin1(document)));
}

PageIncident incident(NoticeState impact, PagePhase phase, std::vector<QString> components)
{
    PageIncident one;
    one.id = QStringLiteral("i");
    one.title = QStringLiteral("Trouble");
    one.impact = impact;
    one.phase = phase;
    one.createdAt = Now - std::chrono::minutes {10};
    one.components = std::move(components);
    return one;
}

} // namespace

class tst_PageNotice final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void documents_data();
    void documents();
    void madePages_data();
    void madePages();
    void officialUptimeComesWithTheParts();
};

void tst_PageNotice::documents_data()
{
    QTest::addColumn<FeedKind>("kind");
    QTest::addColumn<QByteArray>("document");
    QTest::addColumn<QString>("parts");
    QTest::addColumn<QString>("mention");
    QTest::addColumn<NoticeState>("expected");
    QTest::addColumn<int>("open");
    const auto row = [](const char *name, FeedKind kind, const char *document, const char *parts,
                         const char *mention, NoticeState expected, int open) {
        QTest::newRow(name) << kind << QByteArray(document) << QString::fromLatin1(parts)
                            << QString::fromLatin1(mention) << expected << open;
    };
    row("the chat website is down, its API is not", FeedKind::Statuspage, "anthropic-summary.json",
        "k8w3r06qmzrp", "", NoticeState::Operational, 0);
    row("a provider of the website itself", FeedKind::Statuspage, "anthropic-summary.json", "Claude.AI", "",
        NoticeState::MajorOutage, 1);
    row("nobody named a part: what the page calls its API", FeedKind::Statuspage, "anthropic-summary.json",
        "", "", NoticeState::Operational, 0);
    row("a page without anything called API counts as a whole", FeedKind::Statuspage, "openai-shim.json", "",
        "", NoticeState::Degraded, 1);
    row("a group by its name", FeedKind::Statuspage, "anthropic-summary.json", "Tools", "",
        NoticeState::Operational, 0);
    row("a part that the page no longer has", FeedKind::Statuspage, "anthropic-summary.json", "gone", "",
        NoticeState::Unknown, 0);
    row("a part that the page lacks while all is well", FeedKind::Instatus, "perplexity-v3.json", "API", "",
        NoticeState::Operational, 0);
    row("an incident that does not say what it touches", FeedKind::Statuspage, "openai-shim.json",
        "Chat Completions", "", NoticeState::Degraded, 1);
    row("the same beside a part that is well", FeedKind::Statuspage, "openai-shim.json", "Embeddings", "",
        NoticeState::Operational, 1);
    row("incident.io's group", FeedKind::IncidentIo, "openai-native.json", "APIs", "",
        NoticeState::MajorOutage, 1);
    row("incident.io's other group", FeedKind::IncidentIo, "openai-native.json", "ChatGPT", "",
        NoticeState::Operational, 0);
    row("a widget names what is unwell alone", FeedKind::IncidentIoWidget, "groq-widget.json",
        "01K053E2FAKWKEYHXEV7WAHJBM", "", NoticeState::Degraded, 1);
    row("a widget does not name what is well", FeedKind::IncidentIoWidget, "groq-widget.json", "other", "",
        NoticeState::Operational, 0);
    row("a product of Google Cloud", FeedKind::GoogleCloud, "google-incidents.json", "Vertex Gemini API", "",
        NoticeState::PartialOutage, 1);
    row("another product of Google Cloud", FeedKind::GoogleCloud, "google-incidents.json", "Cloud Run", "",
        NoticeState::Operational, 0);
    row("xAI's API", FeedKind::Syndication, "xai-feed.xml", "API", "", NoticeState::Degraded, 1);
    row("xAI's other services", FeedKind::Syndication, "xai-feed.xml", "Console", "",
        NoticeState::Operational, 0);
    row("Azure OpenAI by its words", FeedKind::Syndication, "azure-feed.xml", "", "Azure OpenAI",
        NoticeState::Degraded, 1);
    row("another service of Azure", FeedKind::Syndication, "azure-feed.xml", "", "Cosmos DB",
        NoticeState::Operational, 0);
    row("Azure with nothing to tell", FeedKind::Syndication, "azure-empty.xml", "", "Azure OpenAI",
        NoticeState::Operational, 0);
    row("OpenRouter's chat by the words of its RSS", FeedKind::Syndication, "openrouter-incidents.rss",
        "Chat", "", NoticeState::Degraded, 1);
    row("OpenRouter's chat while its sign-in is ill", FeedKind::OnlineOrNot, "openrouter-summary.json",
        "Chat (/api/v1/chat/completions)", "", NoticeState::Operational, 1);
    row("a list of troubles that does not say what it touches", FeedKind::Syndication, "cerebras-open.atom",
        "Inference", "", NoticeState::Unknown, 1);
    row("a mend is being watched", FeedKind::Syndication, "deepseek-feed.rss", "", "",
        NoticeState::Operational, 1);
    row("maintenance of the API", FeedKind::Statuspage, "cerebras-summary.json", "Inference API", "",
        NoticeState::Maintenance, 1);
    row("maintenance of something else", FeedKind::Statuspage, "cerebras-summary.json", "Cloud Console", "",
        NoticeState::Operational, 0);
}

void tst_PageNotice::documents()
{
    QFETCH(FeedKind, kind);
    QFETCH(QByteArray, document);
    QFETCH(QString, parts);
    QFETCH(QString, mention);
    QFETCH(NoticeState, expected);
    QFETCH(int, open);
    PageSelector selector;
    if (!parts.isEmpty())
        selector.parts = {parts};
    selector.mention = mention;
    const PageNotice notice = noticeOf(pageOf(kind, document.constData()), selector, Now);
    QCOMPARE(toString(notice.state), toString(expected));
    QCOMPARE(static_cast<int>(notice.open.size()), open);
}

void tst_PageNotice::madePages_data()
{
    QTest::addColumn<StatusPage>("page");
    QTest::addColumn<PageSelector>("selector");
    QTest::addColumn<NoticeState>("expected");
    const std::vector<QString> api {QStringLiteral("api")};
    const auto page = [](NoticeState whole, NoticeState component, std::vector<PageIncident> incidents) {
        StatusPage one;
        one.state = whole;
        one.components = {{QStringLiteral("api"), QStringLiteral("The API"), {}, component, {}}};
        one.incidents = std::move(incidents);
        return one;
    };
    const auto good = NoticeState::Operational;
    const auto major = NoticeState::MajorOutage;
    const PageSelector selector {api, {}, false};
    QTest::newRow("an open incident of the API whose component nobody set")
        << page(good, good, {incident(NoticeState::PartialOutage, PagePhase::Investigating, api)}) << selector
        << NoticeState::PartialOutage;
    QTest::newRow("the same, named by name")
        << page(good, good, {incident(major, PagePhase::Identified, {QStringLiteral("the api")})}) << selector
        << major;
    QTest::newRow("an incident without a weight is trouble all the same")
        << page(good, good, {incident(NoticeState::Unknown, PagePhase::Investigating, api)}) << selector
        << NoticeState::Degraded;
    QTest::newRow("an incident that the provider calls harmless")
        << page(good, good, {incident(good, PagePhase::Investigating, api)}) << selector << good;
    QTest::newRow("over") << page(good, good, {incident(major, PagePhase::Resolved, api)}) << selector
                          << good;
    QTest::newRow("announced for later")
        << page(good, good, {incident(NoticeState::Maintenance, PagePhase::Scheduled, api)}) << selector
        << good;
    QTest::newRow("a component that nobody monitors")
        << page(good, NoticeState::Unknown, {}) << selector << NoticeState::Unknown;
    QTest::newRow("a page of the person's own without the parts")
        << page(major, major, {}) << PageSelector {{QStringLiteral("other")}, {}, true} << major;
    StatusPage feed;
    feed.listsTroubleAlone = true;
    feed.incidents = {incident(NoticeState::Unknown, PagePhase::Unknown, {})};
    QTest::newRow("a feed without phases, today") << feed << PageSelector() << NoticeState::Degraded;
    feed.incidents.front().createdAt = Now - std::chrono::hours {25};
    QTest::newRow("a feed without phases, yesterday") << feed << PageSelector() << good;
    QTest::newRow("an empty page says nothing") << StatusPage() << PageSelector() << NoticeState::Unknown;
}

void tst_PageNotice::madePages()
{
    QFETCH(StatusPage, page);
    QFETCH(PageSelector, selector);
    QFETCH(NoticeState, expected);
    QCOMPARE(toString(noticeOf(page, selector, Now).state), toString(expected));
}

void tst_PageNotice::officialUptimeComesWithTheParts()
{
    const StatusPage page = pageOf(FeedKind::BetterStack, "together-index.json");
    const PageNotice notice = noticeOf(page, {{QStringLiteral("Inference")}, {}, false}, Now);
    QCOMPARE(notice.components.size(), size_t {1});
    QCOMPARE(notice.components.front().uptime, std::optional(0.9998));
    QCOMPARE(notice.past.size(), size_t {1}); // the one that names nothing
}

QTEST_GUILESS_MAIN(tst_PageNotice)
#include "tst_pagenotice.moc"

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/monitor/monitorbench.h"

#include <QtTest>

using namespace Belay;
using namespace Qt::StringLiterals;

namespace {

using std::chrono::minutes;

QByteArray summary(const QByteArray &api)
{
    return R"({"page":{},"status":{"indicator":"none"},"components":[{"id":"k8w3r06qmzrp","name":"Claude API","status":")"
        + api + R"("},{"id":"rwppv331jlwc","name":"claude.ai","status":"major_outage"}],"incidents":[]})";
}

ProviderConfig anthropic(const QString &id = u"anthropic"_s)
{
    ProviderConfig config = MonitorBench::provider(id);
    config.kind = ProviderKindId::Anthropic;
    config.baseUrl = QUrl();
    config.monitor.models = {u"claude-haiku-4-5"_s};
    config.monitor.completionEvery.reset();
    config.monitor.statusPage.clear();
    return config;
}

} // namespace

// What a provider's own page means for the board of the whole monitor.
class tst_MonitorPages final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void theNoticeStandsBesideOurState();
    void providersShareAPage();
    void off();
    void localProvidersHaveNone();
    void withoutANetworkNothingIsAsked();

private:
    QString notice(const QString &target = u"anthropic/claude-haiku-4-5"_s) const
    {
        const TargetStatus *row = m_bench->row(target);
        return row && row->notice ? toString(row->notice->state) + u' ' + row->notice->page : u"none"_s;
    }
    void apply(std::vector<ProviderConfig> providers)
    {
        Config config = m_bench->config;
        config.providers = std::move(providers);
        m_bench->apply(std::move(config));
    }

    std::unique_ptr<MonitorBench> m_bench;
};

void tst_MonitorPages::init()
{
    m_bench = std::make_unique<MonitorBench>();
    m_bench->answer(u"api.anthropic.com"_s, MonitorBench::goodCheck(), FakeAnswer::chatStream());
    const FakeAnswer page = FakeAnswer::json(summary("degraded_performance"));
    m_bench->answer(u"status.claude.com"_s, page, page);
}

void tst_MonitorPages::theNoticeStandsBesideOurState()
{
    apply({anthropic()});
    QCOMPARE(notice(), u"none"_s);
    m_bench->run(Seconds {70});
    QCOMPARE(notice(), u"degraded https://status.claude.com"_s);
    QCOMPARE(m_bench->state(u"anthropic/claude-haiku-4-5"_s), u"up"_s); // ours is our own
    const ProviderStatus &provider = m_bench->board->providers.front();
    QVERIFY(provider.page.has_value());
    QCOMPARE(provider.page->components.size(), size_t {1});
    QVERIFY(!m_bench->history.pageReads.empty());
    const FakeAnswer broken = FakeAnswer::json("<html></html>");
    m_bench->answer(u"status.claude.com"_s, broken, broken);
    m_bench->run(minutes {12});
    QCOMPARE(notice(), u"unknown https://status.claude.com"_s);
    QCOMPARE(m_bench->state(u"anthropic/claude-haiku-4-5"_s), u"up"_s);
}

void tst_MonitorPages::providersShareAPage()
{
    apply({anthropic(), anthropic(u"second"_s)});
    m_bench->run(Seconds {6});
    QCOMPARE(notice(u"second/claude-haiku-4-5"_s), notice());
    const auto summaries = std::ranges::count_if(m_bench->http.seen(),
        [](const FakeHttpClient::Seen &seen) { return seen.url.path() == u"/api/v2/summary.json"; });
    QCOMPARE(summaries, 1);
    for (const FakeHttpClient::Seen &seen : m_bench->http.seen())
        QVERIFY(!seen.keyed || seen.url.host() != u"status.claude.com");
}

void tst_MonitorPages::off()
{
    ProviderConfig config = anthropic();
    apply({config});
    m_bench->run(Seconds {70});
    QCOMPARE(notice(), u"degraded https://status.claude.com"_s);
    config.monitor.statusPage = u"off"_s;
    apply({config});
    const int asked = m_bench->requests(u"status.claude.com"_s, "GET");
    m_bench->run(minutes {30});
    QCOMPARE(m_bench->requests(u"status.claude.com"_s, "GET"), asked);
    QCOMPARE(notice(), u"none"_s);
    QVERIFY(!m_bench->board->providers.front().page);
}

void tst_MonitorPages::localProvidersHaveNone()
{
    ProviderConfig near = anthropic();
    near.baseUrl = QUrl(u"http://127.0.0.1:9/v1"_s);
    m_bench->answerAll(u"127.0.0.1"_s);
    apply({near});
    m_bench->run(minutes {5});
    QCOMPARE(m_bench->requests(u"status.claude.com"_s, "GET"), 0);
    near.monitor.statusPage = u"https://status.claude.com/"_s; // unless the person says so
    apply({near});
    m_bench->run(Seconds {7});
    QVERIFY(m_bench->requests(u"status.claude.com"_s, "GET") > 0);
}

void tst_MonitorPages::withoutANetworkNothingIsAsked()
{
    apply({anthropic()});
    m_bench->run(Seconds {6});
    const FakeAnswer gone = FakeAnswer::failing(HttpFailureKind::Dns);
    m_bench->answer(u"api.anthropic.com"_s, gone, gone);
    m_bench->answer(u"anchor.example"_s, gone, gone);
    m_bench->run(minutes {2});
    QVERIFY(m_bench->networks.back() == NetworkState::Offline);
    const int asked = m_bench->requests(u"status.claude.com"_s, "GET");
    m_bench->run(minutes {30});
    QCOMPARE(m_bench->requests(u"status.claude.com"_s, "GET"), asked);
}

QTEST_GUILESS_MAIN(tst_MonitorPages)
#include "tst_monitorpages.moc"

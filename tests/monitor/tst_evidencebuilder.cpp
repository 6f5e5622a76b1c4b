// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/evidencebuilder.h"

#include <QtTest>

using namespace Belay;
using namespace std::chrono_literals;

class tst_EvidenceBuilder final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatThePageSays_data();
    void whatThePageSays();
    void whatTheAddressSays();
};

namespace {

const WallTime Now {Milliseconds {1'790'000'000'000}};

ProviderConfig config(ProviderKindId kind, const char *baseUrl = "")
{
    ProviderConfig one;
    one.id = ProviderId {QStringLiteral("a")};
    one.name = QStringLiteral("A");
    one.kind = kind;
    one.baseUrl = QUrl(QString::fromLatin1(baseUrl));
    one.monitor.models = {QStringLiteral("m")};
    return one;
}

DiagnosisEvidence evidenceOf(const ProviderConfig &config, const std::optional<PageReading> &page = {})
{
    MonitoredProvider provider(config, Catalogue::builtIn(), NetworkConfig::Local::Direct, nullptr, Now);
    provider.pageReading = page;
    Surroundings around;
    around.network.state = NetworkState::Online;
    around.wall = Now;
    return evidenceFor(provider, provider.targets.front(), around, SteadyTime {1h});
}

SeenIncident incident(const char *title, Milliseconds age)
{
    SeenIncident one;
    one.incident.title = QString::fromLatin1(title);
    one.incident.createdAt = Now - age;
    return one;
}

} // namespace

void tst_EvidenceBuilder::whatThePageSays_data()
{
    using Reading = NoticeSeen::Reading;
    QTest::addColumn<std::optional<PageReading>>("page");
    QTest::addColumn<NoticeSeen>("expected");
    const auto row = [](const char *name, const std::optional<PageReading> &page,
                         const NoticeSeen &expected) { QTest::addRow("%s", name) << page << expected; };
    row("there is no page", {}, {});
    PageReading page;
    page.trouble = PageTrouble::Unreachable;
    row("it was never read", page, {});
    page.readAt = Now - 1h;
    row("it was read before and cannot be now", page, {Reading::NotRead, NoticeState::Unknown, {}, {}});
    page.open = {incident("Errors", 9min)}; // of the last reading, which vouches for nothing any more
    row("what it told before does not count", page, {Reading::NotRead, NoticeState::Unknown, {}, {}});
    page.state = NoticeState::PartialOutage;
    row("it tells of an incident", page,
        {Reading::Read, NoticeState::PartialOutage, QStringLiteral("Errors"), Milliseconds(9min)});
    page.open.push_back(incident("API keys are refused", 4min));
    row("of several the one about keys", page,
        {Reading::Read, NoticeState::PartialOutage, QStringLiteral("API keys are refused"),
            Milliseconds(4min)});
    page.open = {incident("Begins tomorrow", -24h)};
    row("a date that is yet to come is no age", page,
        {Reading::Read, NoticeState::PartialOutage, QStringLiteral("Begins tomorrow"), {}});
    page.open.clear();
    page.state = NoticeState::Operational;
    row("all is green", page, {Reading::Read, NoticeState::Operational, {}, {}});
}

void tst_EvidenceBuilder::whatThePageSays()
{
    QFETCH(std::optional<PageReading>, page);
    QFETCH(NoticeSeen, expected);
    QVERIFY(evidenceOf(config(ProviderKindId::OpenAi), page).notice == expected);
}

void tst_EvidenceBuilder::whatTheAddressSays()
{
    const DiagnosisEvidence plain = evidenceOf(config(ProviderKindId::OpenAi));
    QCOMPARE(plain.host, QStringLiteral("api.openai.com"));
    QVERIFY(plain.region.isEmpty() && !plain.local && !plain.handsOn);
    QVERIFY(plain.state == TargetState::NoData && plain.keyMissing && plain.keys.asked == 0);
    QCOMPARE(evidenceOf(config(ProviderKindId::OpenAi, "https://eu.api.openai.com/v1")).region,
        QStringLiteral("eu"));
    QVERIFY(evidenceOf(config(ProviderKindId::OpenRouter)).handsOn);
    QVERIFY(evidenceOf(config(ProviderKindId::Ollama, "http://127.0.0.1:11434/v1")).local);
}

QTEST_GUILESS_MAIN(tst_EvidenceBuilder)
#include "tst_evidencebuilder.moc"

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/statusfeeds/pagenotice.h"
#include "core/providers/statusfeeds/statusfeeds.h"
#include "core/simulator/simulatedpage.h"
#include "tests/support/fakeclock.h"

#include <QtTest>

using namespace Belay;
using namespace Qt::StringLiterals;

// The pages of simulated providers, read as real ones are.
class tst_SimulatedPage final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void saysWhatTheWeatherWants_data();
    void saysWhatTheWeatherWants();
    void troubleBecomesAnIncidentThatEnds();
    void otherPathsAreHtml();
};

void tst_SimulatedPage::saysWhatTheWeatherWants_data()
{
    QTest::addColumn<QByteArray>("weather");
    QTest::addColumn<QString>("api");
    QTest::addColumn<int>("open");
    QTest::newRow("clear") << QByteArray("clear") << u"operational"_s << 0;
    QTest::newRow("its website") << QByteArray("website") << u"operational"_s << 0;
    QTest::newRow("degraded") << QByteArray("degraded") << u"degraded"_s << 1;
    QTest::newRow("partial") << QByteArray("partial-outage") << u"partial-outage"_s << 1;
    QTest::newRow("major") << QByteArray("major-outage") << u"major-outage"_s << 1;
    QTest::newRow("maintenance") << QByteArray("maintenance") << u"maintenance"_s << 1;
}

void tst_SimulatedPage::saysWhatTheWeatherWants()
{
    QFETCH(QByteArray, weather);
    QFETCH(QString, api);
    QFETCH(int, open);
    const QByteArray json = R"({"targets":{"page:a":[{"weather":")" + weather + R"("}]}})";
    const auto read = readWeather(json);
    QVERIFY(read);
    const FakeClock clock;
    const SimulatedPage page(*read, clock.steady(), clock);
    const HttpAnswer answer = page.answer(ProviderId {u"a"_s}, "/status-page/api/v2/summary.json");
    QCOMPARE(answer.status, 200);
    const Result<StatusPage> document = readFeed(FeedKind::Statuspage, answer.body);
    QVERIFY(document.has_value());
    const PageNotice notice = noticeOf(*document, {{u"gone"_s}, {}, true}, clock.wall());
    QCOMPARE(toString(notice.state), api);
    QCOMPARE(static_cast<int>(notice.open.size()), open);
}

void tst_SimulatedPage::troubleBecomesAnIncidentThatEnds()
{
    const auto weather = readWeather(
        R"({"targets":{"page:a":[{"at":"10s","weather":"major-outage"},{"at":"70s","weather":"clear"}]}})");
    QVERIFY(weather);
    FakeClock clock;
    const SteadyTime since = clock.steady();
    const WallTime begin = clock.wall();
    const auto incidents = [&](const char *path) {
        const SimulatedPage page(*weather, since, clock);
        return readFeed(FeedKind::Statuspage, page.answer(ProviderId {u"a"_s}, path).body).value().incidents;
    };
    const char *const summary = "/status-page/api/v2/summary.json";
    const char *const all = "/status-page/api/v2/incidents.json";
    QVERIFY(incidents(all).empty());
    clock.advance(Seconds {30});
    QCOMPARE(incidents(summary).size(), size_t {1});
    QVERIFY(incidents(summary).front().createdAt == begin + Seconds {10});
    const QString id = incidents(summary).front().id;
    clock.advance(Seconds {60});
    QVERIFY(incidents(summary).empty());
    QCOMPARE(incidents(all).size(), size_t {1});
    QCOMPARE(incidents(all).front().id, id);
    QVERIFY(incidents(all).front().resolvedAt == begin + Seconds {70});
}

void tst_SimulatedPage::otherPathsAreHtml()
{
    const Weather weather;
    const FakeClock clock;
    const SimulatedPage page(weather, clock.steady(), clock);
    const HttpAnswer answer = page.answer(ProviderId {u"a"_s}, "/status-page/summary.json");
    QCOMPARE(answer.status, 404);
    QVERIFY(!feedKindOf(answer.body));
}

QTEST_GUILESS_MAIN(tst_SimulatedPage)
#include "tst_simulatedpage.moc"

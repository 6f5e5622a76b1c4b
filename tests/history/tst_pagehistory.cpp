// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/history/historyfixture.h"

#include <QtTest>

using namespace Belay;
using namespace Qt::StringLiterals;

namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

const QString Page = u"https://status.claude.com"_s;

PageIncidentRecord recordOf(const QString &id, WallTime created)
{
    PageIncidentRecord record;
    record.page = Page;
    record.id = id;
    record.title = u"Elevated errors \u2013 \"API\""_s;
    record.link = QUrl(u"https://stspg.io/x"_s);
    record.impact = NoticeState::PartialOutage;
    record.components = {u"k8w3r06qmzrp"_s, u"Claude API"_s};
    record.createdAt = created;
    record.firstSeenAt = created + minutes {4};
    return record;
}

} // namespace

// What was read of status pages, and when they were being read.
class tst_PageHistory final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_fixture = std::make_unique<HistoryFixture>();
        m_now = m_fixture->clock.wall();
    }
    void incidentsComeBackWhole();
    void firstSeenIsNeverLater();
    void rangesGoByTheirOwnTimes();
    void wasReadKnowsGaps();
    void oldRowsGo();

private:
    std::unique_ptr<HistoryFixture> m_fixture;
    WallTime m_now;
};

void tst_PageHistory::incidentsComeBackWhole()
{
    const auto history = m_fixture->open();
    QVERIFY(history.has_value());
    PageIncidentRecord bare;
    bare.page = Page;
    bare.id = u"bare"_s;
    bare.firstSeenAt = m_now - hours {2};
    bare.maintenance = true;
    const PageIncidentRecord full = recordOf(u"full"_s, m_now - hours {1});
    history.value()->record(bare);
    history.value()->record(full);
    QVERIFY(history.value()->flush().has_value());
    const auto queries = history.value()->openQueries();
    QVERIFY((queries->pageIncidents({m_now - days {1}, m_now}) == std::vector {full, bare}));
}

void tst_PageHistory::firstSeenIsNeverLater()
{
    const PageIncidentRecord first = recordOf(u"i"_s, m_now - hours {1});
    {
        const auto history = m_fixture->open();
        history.value()->record(first);
    }
    const auto history = m_fixture->open(); // a restart, which sees it anew
    PageIncidentRecord again = first;
    again.firstSeenAt = m_now;
    again.resolvedAt = m_now - minutes {1};
    history.value()->record(again);
    QVERIFY(history.value()->flush().has_value());
    const auto all = history.value()->openQueries()->pageIncidents({m_now - days {1}, m_now});
    QCOMPARE(all.size(), size_t {1});
    QVERIFY(all.front().firstSeenAt == first.firstSeenAt);
    QVERIFY(all.front().resolvedAt == again.resolvedAt);
}

void tst_PageHistory::rangesGoByTheirOwnTimes()
{
    const auto history = m_fixture->open();
    PageIncidentRecord over = recordOf(u"over"_s, m_now - hours {5});
    over.resolvedAt = m_now - hours {4};
    history.value()->record(over);
    history.value()->record(recordOf(u"open"_s, m_now - hours {5}));
    QVERIFY(history.value()->flush().has_value());
    const auto queries = history.value()->openQueries();
    QCOMPARE(queries->pageIncidents({m_now - hours {3}, m_now}).size(), size_t {1});
    QCOMPARE(queries->pageIncidents({m_now - hours {6}, m_now}).size(), size_t {2});
    QVERIFY(queries->pageIncidents({m_now - hours {9}, m_now - hours {6}}).empty());
}

void tst_PageHistory::wasReadKnowsGaps()
{
    const auto history = m_fixture->open();
    const WallTime from = m_now - hours {5};
    history.value()->record(PageReadSpan {Page, from, from + minutes {2}});
    history.value()->record(PageReadSpan {Page, from, from + hours {1}}); // grown
    history.value()->record(PageReadSpan {Page, from + hours {2}, from + hours {3}});
    QVERIFY(history.value()->flush().has_value());
    const auto queries = history.value()->openQueries();
    QVERIFY(!queries->wasRead(Page, from - minutes {1}));
    QVERIFY(queries->wasRead(Page, from));
    QVERIFY(queries->wasRead(Page, from + minutes {59}));
    QVERIFY(!queries->wasRead(Page, from + minutes {90}));
    QVERIFY(queries->wasRead(Page, from + minutes {150}));
    QVERIFY(!queries->wasRead(Page, from + hours {4}));
    QVERIFY(!queries->wasRead(u"https://status.openai.com"_s, from + minutes {30}));
    const std::vector<PageReadSpan> newest = queries->newestPageReads();
    QVERIFY((newest == std::vector {PageReadSpan {Page, from + hours {2}, from + hours {3}}}));
}

void tst_PageHistory::oldRowsGo()
{
    const auto history = m_fixture->open();
    PageIncidentRecord old = recordOf(u"old"_s, m_now - days {402});
    old.resolvedAt = m_now - days {401};
    history.value()->record(old);
    history.value()->record(recordOf(u"young"_s, m_now - days {399}));
    history.value()->record(PageReadSpan {Page, m_now - days {402}, m_now - days {401}});
    QVERIFY(history.value()->flush().has_value());
    QVERIFY(history.value()->tidy().has_value());
    const auto queries = history.value()->openQueries();
    QCOMPARE(queries->pageIncidents({m_now - days {500}, m_now}).size(), size_t {1});
    QVERIFY(queries->newestPageReads().empty());
}

QTEST_GUILESS_MAIN(tst_PageHistory)
#include "tst_pagehistory.moc"

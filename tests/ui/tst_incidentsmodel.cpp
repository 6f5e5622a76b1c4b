// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/incidentfilterproxy.h"
#include "ui/models/incidentsmodel.h"
#include "ui/models/stripmodel.h"

#include <QAbstractItemModelTester>
#include <QDateTime>
#include <QSignalSpy>
#include <QtTest>

using namespace Belay;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

WallTime localTime(int day, int hour)
{
    const QDateTime local(QDate(2026, 3, day), QTime(hour, 30));
    return WallTime {Milliseconds {local.toMSecsSinceEpoch()}};
}

Incident incidentOf(std::uint64_t id, const QString &target, WallTime opened, bool open = false)
{
    Incident incident;
    incident.id = {id, 0};
    incident.targets = {TargetId::fromString(target)};
    incident.provider = incident.targets.front().provider;
    incident.owner = Owner::Provider;
    incident.cause = Cause::Outage;
    incident.openedAt = opened;
    if (!open)
        incident.closedAt = opened + 25min;
    return incident;
}

/// Days with their incidents: `29 Mar: 3 1 | 28 Mar: 2`.
QString shape(const QAbstractItemModel &model, IncidentsModel &source, const IncidentFilterProxy *proxy = {})
{
    QStringList days;
    for (int row = 0; row < model.rowCount(); ++row) {
        const QModelIndex day = model.index(row, 0);
        QStringList ids;
        for (int child = 0; child < model.rowCount(day); ++child) {
            const QModelIndex index = model.index(child, 0, day);
            ids << QString::number(source.incident(proxy ? proxy->mapToSource(index) : index)->id.high);
        }
        days << u"%1: %2"_s.arg(ids.size()).arg(ids.join(u' '));
    }
    return days.join(u" | "_s);
}

} // namespace

class tst_IncidentsModel final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom)); }
    void init();
    void daysAreLocalAndNewestFirst();
    void putInsertsWhereItBelongs();
    void putTakesWhatIsNew();
    void texts();
    void filters_data();
    void filters();
    void aNewOneComesThroughTheFilter();
    void stripAsATable();

private:
    std::unique_ptr<IncidentsModel> m_model;
    std::unique_ptr<IncidentFilterProxy> m_proxy;
};

void tst_IncidentsModel::init()
{
    m_proxy.reset();
    m_model = std::make_unique<IncidentsModel>();
    m_proxy = std::make_unique<IncidentFilterProxy>(*m_model, nullptr);
    new QAbstractItemModelTester(
        m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest, m_model.get());
    new QAbstractItemModelTester(
        m_proxy.get(), QAbstractItemModelTester::FailureReportingMode::QtTest, m_proxy.get());
}

void tst_IncidentsModel::daysAreLocalAndNewestFirst()
{
    m_model->reset({incidentOf(1, u"acme/a"_s, localTime(29, 0)),
        incidentOf(2, u"acme/a"_s, localTime(28, 23)), incidentOf(3, u"acme/a"_s, localTime(29, 23))});
    QCOMPARE(shape(*m_model, *m_model), u"2: 3 1 | 1: 2"_s);
    QCOMPARE(m_model->index(0, 0).data().toString(), u"Sunday, 29 March 2026"_s);
    QCOMPARE(m_model->index(0, IncidentsModel::Began).data().toString(), u"2 incidents"_s);
    QCOMPARE(m_model->all().front().id.high, std::uint64_t {3});
    m_model->reset({});
    QCOMPARE(m_model->rowCount(), 0);
}

void tst_IncidentsModel::putInsertsWhereItBelongs()
{
    for (const auto &[id, day, hour] : {std::tuple(1, 10, 12), std::tuple(2, 12, 1), std::tuple(3, 10, 14),
             std::tuple(4, 11, 3), std::tuple(5, 10, 13), std::tuple(6, 10, 1), std::tuple(7, 13, 1)})
        m_model->put(incidentOf(static_cast<std::uint64_t>(id), u"acme/a"_s, localTime(day, hour)));
    QCOMPARE(shape(*m_model, *m_model), u"1: 7 | 1: 2 | 1: 4 | 4: 3 5 1 6"_s);
    // An index that a view kept still finds its day.
    const QPersistentModelIndex kept = m_model->indexOf(Ulid {5, 0});
    m_model->put(incidentOf(8, u"acme/a"_s, localTime(14, 1)));
    QCOMPARE(m_model->incident(kept)->id.high, std::uint64_t {5});
    QCOMPARE(kept.parent().row(), 4);
}

void tst_IncidentsModel::putTakesWhatIsNew()
{
    Incident incident = incidentOf(1, u"acme/a"_s, localTime(10, 12), true);
    m_model->put(incident);
    const QSignalSpy inserted(m_model.get(), &QAbstractItemModel::rowsInserted);
    const QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
    incident.closedAt = incident.openedAt + 6min;
    m_model->put(incident);
    m_model->remark({incident.id, u"mine"_s, true});
    m_model->remark({Ulid {9, 9}, u"of none"_s, true});
    QCOMPARE(inserted.count(), 0);
    QCOMPARE(changed.count(), 2);
    const Incident *shown = m_model->incident(m_model->indexOf(incident.id));
    QVERIFY(shown->muted && shown->note == u"mine" && shown->closedAt);
}

void tst_IncidentsModel::texts()
{
    Incident incident = incidentOf(1, u"acme/a"_s, localTime(10, 12), true);
    incident.targets.push_back(TargetId::fromString(u"acme/b"_s));
    incident.notice = IncidentNotice();
    incident.lead = 9min;
    incident.muted = true;
    m_model->setNames({{incident.provider, u"Acme"_s}});
    m_model->put(incident);
    m_model->setNow(incident.openedAt + 2h + 5min);
    const QModelIndex index = m_model->indexOf(incident.id);
    const auto text = [&](int column) { return index.siblingAtColumn(column).data().toString(); };
    QCOMPARE(text(IncidentsModel::What), u"Acme is down (muted)"_s);
    QCOMPARE(text(IncidentsModel::Began), u"12:30"_s);
    QCOMPARE(text(IncidentsModel::Lasted), u"open, 2 h 5 min"_s);
    QCOMPARE(text(IncidentsModel::Targets), u"2 targets"_s);
    QCOMPARE(text(IncidentsModel::Lead), u"9 min later"_s);
    QVERIFY(!text(IncidentsModel::Whose).isEmpty());
    incident.lastBadAt = incident.openedAt + 24min;
    incident.closedAt = incident.openedAt + 25min;
    m_model->put(incident);
    QCOMPARE(text(IncidentsModel::Lasted), u"25 min"_s);
    incident.lastBadAt = *incident.closedAt; // nobody saw it recover
    m_model->put(incident);
    QCOMPARE(text(IncidentsModel::Lasted), u"25 min, then not watched"_s);
    QVERIFY(!index.data(Qt::DecorationRole).value<QIcon>().isNull());
    for (int column = 0; column < IncidentsModel::ColumnCount; ++column)
        QVERIFY(!m_model->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString().isEmpty());
}

void tst_IncidentsModel::filters_data()
{
    QTest::addColumn<QString>("provider");
    QTest::addColumn<int>("owner"); // -1: any
    QTest::addColumn<bool>("openOnly");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    const QString any;
    QTest::newRow("all") << any << -1 << false << any << u"2: 3 2 | 1: 1"_s;
    QTest::newRow("of a provider: a day without one goes") << u"acme"_s << -1 << false << any << u"1: 3"_s;
    QTest::newRow("theirs") << any << static_cast<int>(Owner::Provider) << false << any << u"1: 3 | 1: 1"_s;
    QTest::newRow("open") << any << -1 << true << any << u"1: 2"_s;
    QTest::newRow("by a target, any case") << any << -1 << false << u"LARGE"_s << u"1: 1"_s;
    QTest::newRow("by what came back") << any << -1 << false << u"too busy"_s << u"1: 3"_s;
    QTest::newRow("by title") << any << -1 << false << u"rejects your key"_s << u"1: 2"_s;
    QTest::newRow("by id") << any << -1 << false << Ulid {1, 0}.toString() << u"1: 1"_s;
    QTest::newRow("nothing fits both") << u"acme"_s << -1 << true << any << any;
}

void tst_IncidentsModel::filters()
{
    QFETCH(QString, provider);
    QFETCH(int, owner);
    QFETCH(bool, openOnly);
    QFETCH(QString, text);
    QFETCH(QString, expected);
    Incident key = incidentOf(2, u"other/a"_s, localTime(11, 3), true);
    key.owner = Owner::You;
    key.cause = Cause::Key;
    key.state = TargetState::KeyRejected;
    Incident busy = incidentOf(3, u"acme/small"_s, localTime(11, 4));
    busy.firstError = u"{\"message\":\"Too busy\"}"_s;
    m_model->reset({incidentOf(1, u"other/large"_s, localTime(10, 1)), key, busy});
    IncidentFilterProxy::Filter filter;
    if (!provider.isEmpty())
        filter.provider = ProviderId(provider);
    if (owner >= 0)
        filter.owner = static_cast<Owner>(owner);
    filter.openOnly = openOnly;
    filter.text = text;
    m_proxy->setFilter(filter);
    QCOMPARE(shape(*m_proxy, *m_model, m_proxy.get()), expected);
    for (int day = 0; day < m_proxy->rowCount(); ++day)
        QCOMPARE(m_proxy->index(day, IncidentsModel::Began).data().toString(),
            IncidentsModel::countText(m_proxy->rowCount(m_proxy->index(day, 0))));
    QCOMPARE(m_proxy->shown().size(),
        static_cast<size_t>(expected.isEmpty() ? 0 : expected.count(QRegularExpression(u"[: ]\\d(?!:)"_s))));
}

void tst_IncidentsModel::aNewOneComesThroughTheFilter()
{
    IncidentFilterProxy::Filter filter;
    filter.openOnly = true;
    m_proxy->setFilter(filter);
    Incident incident = incidentOf(1, u"acme/a"_s, localTime(10, 1), true);
    m_model->put(incident);
    m_model->put(incidentOf(2, u"acme/a"_s, localTime(10, 2)));
    QCOMPARE(shape(*m_proxy, *m_model, m_proxy.get()), u"1: 1"_s);
    incident.closedAt = incident.openedAt;
    m_model->put(incident);
    QCOMPARE(shape(*m_proxy, *m_model, m_proxy.get()), QString());
}

void tst_IncidentsModel::stripAsATable()
{
    StripModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    StripContent strip;
    const WallTime from = localTime(10, 12);
    strip.from = from;
    strip.to = from + 20min;
    strip.step = 5min;
    strip.checks = {{from, 1, 0}, {from + 5min, 0, 2}, {from + 10min, 0, 0}};
    strip.traffic = {{from + 10min, 3, 1}};
    strip.notice = StripSpan {from + 9min, {}};
    model.setContent(strip);
    QCOMPARE(model.rowCount(), 3);
    const auto text = [&](int row, int column) { return model.index(row, column).data().toString(); };
    QCOMPARE(text(0, StripModel::Checks), u"0 of 1 failed"_s);
    QCOMPARE(text(1, StripModel::Checks), u"2 of 2 failed"_s);
    QCOMPARE(text(1, StripModel::Notice), u"posted"_s);
    QCOMPARE(text(0, StripModel::Notice), QString());
    QCOMPARE(text(2, StripModel::Traffic), u"1 of 4 failed"_s);
    QCOMPARE(text(2, StripModel::Checks), u"–"_s);
    model.setContent({});
    QCOMPARE(model.rowCount(), 0);
}

QTEST_MAIN(tst_IncidentsModel)
#include "tst_incidentsmodel.moc"

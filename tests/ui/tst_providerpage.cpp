// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/windowfixture.h"
#include "ui/pages/dashboardpage.h"
#include "ui/pages/providerpage.h"
#include "ui/widgets/appearance.h"
#include "ui/widgets/cardview.h"

#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QListWidget>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTableView>
#include <QtTest>

using namespace Belay;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class tst_ProviderPage final : public WindowFixture
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom)); }
    void init();
    void answersForTheProvider();
    void whatTheirPageSays();
    void aWordWithoutEndWidensNothing();
    void theirUptimeStandsBesideOurs();
    void aPageThatCannotBeReadIsSaidSo_data();
    void aPageThatCannotBeReadIsSaidSo();
    void howLateTheirPageIs();
    void withoutIncidentsThereIsNothingToCompare();
    void keysAndLimitsWithoutASecret();
    void whatCheckingCosts();
    void leadsToTargetAndIncidents();
    void ledToFromTargetAndDashboard();
    void aNewIncidentIsCounted();
    void aReadingKeepsTheSelection();
    void everythingByKeyboard();
    void pictures_data();
    void pictures();

private:
    static const ProviderId OpenAi;
    StatusBoard board() const;
    ProviderStatus status() const;
    PageReading page() const;
    Incident incident(std::uint64_t id, Milliseconds ago, std::optional<Milliseconds> lead) const;
    void fillHistory();
    void show();
    QString text(const QString &label) { return child<QLabel>(label)->text(); }
    QStringList row(const QString &table, int row);
    ProviderPage *shown() { return child<ProviderPage>(u"providerPage"_s); }
};

const ProviderId tst_ProviderPage::OpenAi {u"openai"_s};

PageReading tst_ProviderPage::page() const
{
    PageReading reading;
    reading.page = u"https://status.openai.com"_s;
    reading.state = NoticeState::Degraded;
    reading.trouble = PageTrouble::None;
    reading.seenAt = MadeAt - 40s;
    reading.readAt = MadeAt - 40s;
    reading.components = {{u"1"_s, u"Chat Completions"_s, u"APIs"_s, NoticeState::Degraded, 0.99987},
        {u"2"_s, u"Embeddings"_s, {}, NoticeState::Operational, {}}};
    PageIncident post;
    post.id = u"p1"_s;
    post.title = u"Elevated <b>errors</b>"_s;
    post.link = QUrl(u"https://status.openai.com/incidents/p1"_s);
    post.impact = NoticeState::Degraded;
    post.phase = PagePhase::Identified;
    post.createdAt = MadeAt - 22min;
    post.latest = u"We have found the cause & are mending it."_s;
    reading.open = {{post, MadeAt - 20min}};
    return reading;
}

ProviderStatus tst_ProviderPage::status() const
{
    ProviderStatus status;
    status.id = OpenAi;
    status.name = u"OpenAI"_s;
    status.state = TargetState::Up;
    status.page = page();
    status.spending = {1'200'000, NanoUsd {41'000'000}, 1'000'000'000};
    KeyStatus key;
    key.id = KeyId(u"main"_s);
    key.storage = KeyStorage::Stored;
    key.health = KeyHealth::Ok;
    key.last4 = u"9f2a"_s;
    key.checkedAt = MadeAt - 12s;
    key.limits = {{u"gpt-5-nano"_s, MadeAt - 90s,
        {{u"requests"_s, 500, 499, MadeAt + 6min}, {u"tokens"_s, 200'000, 0, {}}}}};
    status.keys = {key, {KeyId(u"spare"_s), KeyStorage::Environment, KeyHealth::Rejected, {}, {}, {}}};
    return status;
}

StatusBoard tst_ProviderPage::board() const
{
    StatusBoard board;
    board.generatedAt = MadeAt;
    board.network = {NetworkState::Online, MadeAt - 3h};
    TargetStatus down = madeTarget(9, TargetState::Down);
    down.incident = IncidentMark {Ulid {9, 0}, MadeAt - 31min};
    down.notice = Notice {NoticeState::Degraded, page().page, MadeAt - 40s, page().open[0].incident.title};
    board.targets = {down, madeTarget(1, TargetState::Slow), madeTarget(0, TargetState::Up)};
    board.providers = {status()};
    Incident open = incident(9, 31min, 9min);
    open.closedAt.reset();
    board.incidents = {open};
    board.overall = overallOf(board.targets, board.network, MadeAt);
    return board;
}

Incident tst_ProviderPage::incident(
    std::uint64_t id, Milliseconds ago, std::optional<Milliseconds> lead) const
{
    Incident incident;
    incident.id = {id, 0};
    incident.provider = OpenAi;
    incident.targets = {TargetId::fromString(u"openai/gpt-5-mini"_s)};
    incident.owner = Owner::Provider;
    incident.cause = Cause::Outage;
    incident.openedAt = MadeAt - ago;
    incident.closedAt = MadeAt - ago + 20min;
    if (lead) {
        incident.lead = lead;
        incident.notice = IncidentNotice {};
    }
    return incident;
}

void tst_ProviderPage::fillHistory()
{
    Incident yours = incident(11, 5min, 77min); // of your own: no lag of theirs
    yours.owner = Owner::You;
    past->incidents = {yours, incident(9, 31min, 9min), incident(8, 24h * 20, 21min),
        incident(7, 24h * 40, std::nullopt), incident(6, 24h * 41, 5min), incident(5, 24h * 200, 90min)};
    Span up;
    up.subject = TargetId::fromString(u"openai/gpt-5-nano"_s);
    up.from = MadeAt - 24h * 30;
    up.to = MadeAt;
    up.state = TargetState::Up;
    Span down = up;
    down.state = TargetState::Down;
    down.to = down.from + 3h;
    up.from = down.to;
    past->spans = {down, up};
}

void tst_ProviderPage::init()
{
    begin();
    addProvider({u"gpt-5-nano"_s, u"gpt-5-mini"_s});
    fillHistory();
    show();
}

void tst_ProviderPage::show()
{
    open();
    feed->publish(sharedBoard(board()));
    QSignalSpy figures(shown(), &ProviderPage::figuresShown);
    window->showProvider(OpenAi);
    QTRY_VERIFY(!figures.empty());
}

QStringList tst_ProviderPage::row(const QString &table, int row)
{
    const QAbstractItemModel *model = child<QTableView>(table)->model();
    QStringList cells;
    for (int column = 0; column < model->columnCount(); ++column)
        cells << model->index(row, column).data().toString();
    return cells;
}

void tst_ProviderPage::answersForTheProvider()
{
    QCOMPARE(text(u"providerNameLabel"_s), u"OpenAI"_s);
    const QString sentence = text(u"providerSentenceLabel"_s);
    QVERIFY2(sentence.startsWith(u"OpenAI serves you on 1 of 2 targets. gpt-5-mini is down: theirs, for "),
        qPrintable(sentence));
    const QAbstractItemModel *targets = child<QTableView>(u"providerTargetsTable"_s)->model();
    QCOMPARE(targets->rowCount(), 2); // Anthropic's is not among them
    QVERIFY(text(u"openIncidentsLabel"_s).contains(u"OpenAI gpt-5-mini is down"));
    QCOMPARE(child<QListWidget>(u"sideBar"_s)->currentItem()->text(), u"OpenAI"_s);
}

void tst_ProviderPage::whatTheirPageSays()
{
    QCOMPARE(text(u"officialLabel"_s), u"Their page: degraded: Elevated <b>errors</b>"_s);
    QCOMPARE(child<QLabel>(u"officialLabel"_s)->textFormat(), Qt::PlainText);
    QCOMPARE(text(u"pageReadLabel"_s), u"Read 40 s ago."_s);
    const QString posts = text(u"postsLabel"_s);
    QVERIFY(posts.contains(
        u"<a href=\"https://status.openai.com/incidents/p1\">Elevated &lt;b&gt;errors&lt;/b&gt;</a>"));
    QVERIFY(posts.contains(u"degraded · cause found · posted "));
    QVERIFY(posts.contains(u"found the cause &amp; are mending it."));
    auto *button = child<QPushButton>(u"providerStatusPageButton"_s);
    QVERIFY(button->isVisible() && button->toolTip().startsWith(u"https://"));
}

void tst_ProviderPage::aWordWithoutEndWidensNothing()
{
    const QScrollBar *across = shown()->findChild<QScrollArea *>()->horizontalScrollBar();
    QCOMPARE(across->maximum(), 0);
    const QString word(5000, u'x');
    StatusBoard changed = board();
    PageReading &page = *changed.providers.front().page;
    page.open.front().incident.title = word;
    page.open.front().incident.latest = word;
    changed.targets.front().notice->title = word;
    feed->publish(sharedBoard(changed));
    QTRY_VERIFY(text(u"postsLabel"_s).contains(u"xxxx"));
    QCoreApplication::processEvents(); // the layout
    QCOMPARE(across->maximum(), 0);

    auto *told = child<QLabel>(u"officialLabel"_s);
    told->setSelection(0, static_cast<int>(told->text().size()));
    QTest::keySequence(told, QKeySequence::Copy);
    QVERIFY2(QGuiApplication::clipboard()->text().contains(word), "what is copied is what they wrote");
}

void tst_ProviderPage::theirUptimeStandsBesideOurs()
{
    QCOMPARE(row(u"uptimeTable"_s, 0),
        (QStringList {u"Their page: APIs · Chat Completions"_s, u"degraded"_s, u"99.98 %"_s,
            u"as their page counts it"_s}));
    QCOMPARE(row(u"uptimeTable"_s, 1),
        (QStringList {u"Their page: Embeddings"_s, u"all operational"_s, u"–"_s,
            u"not published where Belay reads it"_s}));
    const QStringList own = row(u"uptimeTable"_s, 2);
    QCOMPARE(own[2], u"99.58 %"_s); // 3 h of 30 d
    QCOMPARE(own[3], u"last 90 days, 33 % known"_s);
    QVERIFY(child<QLabel>(u"uptimeNoteLabel"_s)->isVisible());
}

void tst_ProviderPage::aPageThatCannotBeReadIsSaidSo_data()
{
    QTest::addColumn<PageTrouble>("trouble");
    QTest::addColumn<bool>("hasPage");
    QTest::addColumn<QString>("expected");
    QTest::newRow("unreachable") << PageTrouble::Unreachable << true
                                 << "It could not be reached, which says nothing of the provider. It was "
                                    "last read 40 s ago.";
    QTest::newRow("for people alone") << PageTrouble::LinkOnly << true
                                      << "It has no form that a program can read: open it to see what it "
                                         "says. It was last read 40 s ago.";
    QTest::newRow("none") << PageTrouble::None << false
                          << "No status page of theirs is read: there is none, or you switched it off.";
}

void tst_ProviderPage::aPageThatCannotBeReadIsSaidSo()
{
    QFETCH(PageTrouble, trouble);
    QFETCH(bool, hasPage);
    StatusBoard changed = board();
    ProviderStatus &provider = changed.providers.front();
    provider.page->trouble = trouble;
    provider.page->state = NoticeState::Unknown;
    provider.page->open.clear();
    if (!hasPage)
        provider.page.reset();
    feed->publish(sharedBoard(changed));
    QTEST(text(u"pageReadLabel"_s), "expected");
    QVERIFY(!child<QLabel>(u"officialLabel"_s)->isVisible());
    QVERIFY(!child<QLabel>(u"postsLabel"_s)->isVisible());
    // Its link works whether or not its feed does.
    QVERIFY(child<QPushButton>(u"providerStatusPageButton"_s)->isVisible());
}

void tst_ProviderPage::howLateTheirPageIs()
{
    QCOMPARE(text(u"lagLabel"_s),
        u"Last 90 days: 4 incidents were theirs. Belay saw them 9 min before their page (median of 3). "
        "1 were never posted, as far as their page was read."_s);
    QVERIFY(text(u"newestLeadLabel"_s).endsWith(u"Belay saw it 9 min before their page."));
    // MadeAt is 21 September 2026: this month, last month with two, and so on back to March.
    QCOMPARE(row(u"lagTable"_s, 0).mid(0, 4), (QStringList {u"September 2026"_s, u"2"_s, u"2"_s, u"0"_s}));
    QCOMPARE(row(u"lagTable"_s, 1),
        (QStringList {u"August 2026"_s, u"2"_s, u"1"_s, u"1"_s, u"5 min before their page"_s}));
    QCOMPARE(row(u"lagTable"_s, 2), (QStringList {u"July 2026"_s, u"0"_s, u"0"_s, u"0"_s, u"–"_s}));
    QCOMPARE(child<QTableView>(u"lagTable"_s)->model()->rowCount(), 7);
}

void tst_ProviderPage::withoutIncidentsThereIsNothingToCompare()
{
    past->incidents.clear();
    show();
    StatusBoard well = board();
    well.incidents.clear();
    feed->publish(sharedBoard(well));
    QCOMPARE(text(u"lagLabel"_s), u"Last 90 days: No incident was theirs, so there is nothing to compare."_s);
    QVERIFY(!child<QTableView>(u"lagTable"_s)->isVisible());
    QVERIFY(!child<QLabel>(u"newestLeadLabel"_s)->isVisible());
    StatusBoard changed = well;
    changed.providers.front().page.reset();
    feed->publish(sharedBoard(changed));
    QCOMPARE(text(u"lagLabel"_s), u"No page of theirs is read, so there is nothing to compare."_s);
}

void tst_ProviderPage::keysAndLimitsWithoutASecret()
{
    QCOMPARE(row(u"providerKeysTable"_s, 0),
        (QStringList {u"main"_s, u"works"_s, u"keychain"_s, u"••••9f2a"_s, u"12 s ago"_s}));
    QCOMPARE(row(u"providerKeysTable"_s, 1),
        (QStringList {u"spare"_s, u"refused"_s, u"environment"_s, u"–"_s, u"not yet"_s}));
    QCOMPARE(row(u"providerLimitsTable"_s, 0),
        (QStringList {
            u"main"_s, u"gpt-5-nano"_s, u"requests"_s, u"499"_s, u"500"_s, u"in 6 min"_s, u"1 min ago"_s}));
    QCOMPARE(row(u"providerLimitsTable"_s, 1).mid(2, 4),
        (QStringList {u"tokens"_s, u"0"_s, u"200,000"_s, u"not told"_s}));
    StatusBoard changed = board();
    changed.providers.front().keys.front().limits.clear();
    feed->publish(sharedBoard(changed));
    QVERIFY(child<QLabel>(u"noLimitsLabel"_s)->isVisible());
    QVERIFY(!child<QTableView>(u"providerLimitsTable"_s)->isVisible());
}

void tst_ProviderPage::whatCheckingCosts()
{
    const QString told = text(u"spendingLabel"_s);
    for (const QString &part : {u"$0.0012"_s, u"$0.041"_s, u"$1.00"_s})
        QVERIFY2(told.contains(part), qPrintable(told));
    StatusBoard changed = board();
    changed.providers.front().spending.byMonthEnd.reset();
    feed->publish(sharedBoard(changed));
    QVERIFY(text(u"spendingLabel"_s).contains(u"cannot be said, since a price is not known"));
    QVERIFY(text(u"spendingLabel"_s).contains(u"$0.0012"));
    changed.providers.front().spending.spent = 0;
    feed->publish(sharedBoard(changed));
    QVERIFY(text(u"spendingLabel"_s).contains(u"cannot be said, since a price is not known"));
    QVERIFY2(!text(u"spendingLabel"_s).contains(u"$0.00"), "nothing is known of it");
}

void tst_ProviderPage::leadsToTargetAndIncidents()
{
    child<QPushButton>(u"showIncidentsButton"_s)->click();
    auto *page = child<QWidget>(u"incidentsPage"_s);
    QVERIFY(page->isVisible());
    QCOMPARE(child<QComboBox>(u"incidentProviderComboBox"_s)->currentData().toString(), u"openai"_s);
    window->showProvider(OpenAi);
    Q_EMIT child<QLabel>(u"openIncidentsLabel"_s)->linkActivated(Ulid {9, 0}.toString());
    QVERIFY(page->isVisible());
    window->showProvider(OpenAi);
    auto *targets = child<QTableView>(u"providerTargetsTable"_s);
    targets->setFocus();
    QTest::keyClick(targets, Qt::Key_Return);
    QVERIFY(child<QWidget>(u"targetPage"_s)->isVisible());
}

void tst_ProviderPage::ledToFromTargetAndDashboard()
{
    window->showTarget(board().targets.front().id);
    const QString links = text(u"linksLabel"_s);
    QVERIFY2(links.contains(u"All of OpenAI") && links.contains(u"Incident since "), qPrintable(links));
    Q_EMIT child<QLabel>(u"linksLabel"_s)->linkActivated(u"provider"_s);
    QVERIFY(shown()->isVisible());
    window->showTarget(board().targets.front().id);
    Q_EMIT child<QLabel>(u"linksLabel"_s)->linkActivated(Ulid {9, 0}.toString());
    QVERIFY(child<QWidget>(u"incidentsPage"_s)->isVisible());
    // The menu of a card has both ways.
    window->showPage(u"dashboard"_s);
    cards()->setCurrentIndex(cards()->model()->index(0, 0));
    Q_EMIT cards()->customContextMenuRequested(QPoint(-1, -1));
    auto *menu = child<DashboardPage>(u"dashboardPage"_s)->findChild<QMenu *>();
    QVERIFY(menu);
    QStringList actions;
    for (QAction *action : menu->actions()) {
        actions << action->text().remove(u'&');
        if (actions.back() == u"All of its provider")
            action->trigger();
    }
    QVERIFY2(actions.contains(u"Its incident"_s), qPrintable(actions.join(u'|')));
    menu->close();
    QVERIFY(shown()->isVisible());
    // The heading of a group is a way for the mouse.
    window->showPage(u"dashboard"_s);
    auto *view = child<CardView>(u"targetCards"_s);
    view->setHeadings(CardDelegate::Headings::Providers);
    QCoreApplication::processEvents();
    const QRect card = view->visualRect(view->model()->index(0, 0));
    QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, card.topLeft() + QPoint(20, 12));
    QVERIFY(shown()->isVisible());
}

void tst_ProviderPage::aNewIncidentIsCounted()
{
    past->incidents.insert(past->incidents.begin(), incident(10, 2min, std::nullopt));
    Q_EMIT incidents->opened(past->incidents.front());
    QTRY_VERIFY(text(u"lagLabel"_s).contains(u"5 incidents were theirs."));
}

void tst_ProviderPage::aReadingKeepsTheSelection()
{
    auto *table = child<QTableView>(u"uptimeTable"_s);
    table->setCurrentIndex(table->model()->index(1, 0));
    StatusBoard changed = board();
    changed.providers.front().page->components.front().state = NoticeState::MajorOutage;
    feed->publish(sharedBoard(changed));
    QCOMPARE(table->currentIndex().row(), 1);
    QCOMPARE(row(u"uptimeTable"_s, 0)[1], u"major outage"_s);
}

void tst_ProviderPage::everythingByKeyboard()
{
    QVERIFY(shown()->isAncestorOf(window->focusWidget()));
    QStringList reached;
    for (int i = 0; i < 30; ++i) {
        QTest::keyClick(window->focusWidget(), Qt::Key_Tab);
        reached << window->focusWidget()->objectName();
    }
    for (const QString &name : {u"showIncidentsButton"_s, u"providerStatusPageButton"_s,
             u"editProviderButton"_s, u"openIncidentsLabel"_s, u"providerTargetsTable"_s, u"postsLabel"_s,
             u"uptimeTable"_s, u"lagTable"_s, u"providerKeysTable"_s, u"providerLimitsTable"_s})
        QVERIFY2(reached.contains(name), qPrintable(name + u" in "_s + reached.join(u' ')));
}

void tst_ProviderPage::pictures_data()
{
    QTest::addColumn<Appearance>("appearance");
    QTest::addColumn<int>("scale");
    QTest::addColumn<QString>("what");
    for (const Appearance appearance : {Appearance::Light, Appearance::Dark}) {
        for (const int scale : {1, 2}) {
            for (const char *what : {"", "-end", "-empty"})
                QTest::addRow(
                    "provider%s-%s-%dx", what, appearance == Appearance::Light ? "light" : "dark", scale)
                    << appearance << scale << QString::fromLatin1(what);
        }
    }
}

/// With BELAY_PICTURES=DIR the pictures are kept there, for a person to look at.
void tst_ProviderPage::pictures()
{
    QFETCH(Appearance, appearance);
    QFETCH(int, scale);
    QFETCH(QString, what);
    applyAppearance(*qApp, appearance);
    if (what == u"-empty")
        past->incidents.clear();
    show();
    window->resize(1240, 900);
    if (what == u"-empty") {
        StatusBoard bare = board();
        bare.incidents.clear();
        bare.providers.front().keys.clear();
        bare.providers.front().page.reset();
        feed->publish(sharedBoard(bare));
    }
    QCoreApplication::processEvents();
    if (what == u"-end")
        shown()->findChild<QScrollArea *>()->ensureVisible(0, 100'000);
    QCoreApplication::processEvents();
    QImage image(window->size() * scale, QImage::Format_RGB32);
    image.setDevicePixelRatio(scale);
    window->render(&image);
    QCOMPARE(image.size(), window->size() * scale);
    const QString kept = qEnvironmentVariable("BELAY_PICTURES");
    if (!kept.isEmpty())
        QVERIFY(image.save(QDir(kept).filePath(QString::fromLatin1(QTest::currentDataTag()) + u".png"_s)));
}

QTEST_MAIN(tst_ProviderPage)
#include "tst_providerpage.moc"

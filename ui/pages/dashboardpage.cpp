// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/dashboardpage.h"

#include "ui/models/targetlistmodel.h"
#include "ui/widgets/belaystyle.h"
#include "ui/widgets/cardview.h"
#include "ui/widgets/emptyplace.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/statuschips.h"
#include "ui/widgets/statuspalette.h"

#include <QApplication>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QMetaEnum>
#include <QSettings>
#include <QShortcut>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace Belay {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr Milliseconds StaleAfter = 5min; // with no check that should have come by then
constexpr Microseconds ProgressAfter = 1s;
constexpr Microseconds CheckGivesUpAfter = 60s; // the button comes back even if the round was lost

const auto ViewKey = u"dashboard/view"_s;
const auto OrderKey = u"dashboard/order"_s;
const auto GroupKey = u"dashboard/groupByProvider"_s;
const auto StatesKey = u"dashboard/states"_s;

TargetStatusPtr statusAt(const QModelIndex &index)
{
    return index.data(TargetListModel::StatusRole).value<TargetStatusPtr>();
}

} // namespace

DashboardPage::DashboardPage(
    StatusFeed &feed, MonitorControl &monitor, Clock &clock, QSettings &settings, QWidget *parent)
    : QWidget(parent)
    , m_feed(feed)
    , m_monitor(monitor)
    , m_clock(clock)
    , m_settings(settings)
    , m_targets(new TargetListModel(this))
    , m_shown(new TargetFilterProxy(*m_targets, this))
    , m_header(new DashboardHeader(this))
    , m_places(new QStackedWidget(this))
    , m_loading(new LoadingPlace(tr("Waiting for the first results…"), this))
    , m_createdAt(clock.steady())
    , m_tick(clock.createAlarm([this] { tick(); }))
{
    setObjectName(u"dashboardPage"_s);
    m_cards = new CardView(this);
    m_cards->setObjectName(u"targetCards"_s);
    m_cards->setModel(m_shown);
    m_cards->setAccessibleName(tr("Targets as cards"));
    m_table = makeTable();
    connect(m_cards, &CardView::headingClicked, this, &DashboardPage::providerRequested);
    watch(m_cards);
    watch(m_table);
    m_places->addWidget(m_loading);
    auto *empty = new EmptyPlace(tr("No provider is being watched yet"),
        tr("Add a key of a provider, and its state, speed and history appear here."), tr("&Add a provider…"),
        this);
    connect(empty, &EmptyPlace::acted, this, &DashboardPage::addProviderRequested);
    m_places->addWidget(empty);
    auto *noMatch = new EmptyPlace(tr("No target matches"),
        tr("No target fits the search and the states that are switched on."), tr("Show &all"), this);
    connect(noMatch, &EmptyPlace::acted, this, &DashboardPage::resetFilter);
    m_places->addWidget(noMatch);
    m_places->addWidget(m_cards);
    m_places->addWidget(m_table);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(10, 8, 10, 4);
    layout->setSpacing(4);
    layout->addWidget(m_header);
    layout->addWidget(m_places, 1);
    connectHeader();
    restore();
    connect(&m_feed, &StatusFeed::boardChanged, this, &DashboardPage::takeBoard);
    connect(&m_monitor, &MonitorControl::checkFinished, this, [this](const std::optional<TargetId> &target) {
        if (target)
            return;
        m_checkingSince.reset();
        m_header->setChecking(false);
    });
    takeBoard();
}

QTableView *DashboardPage::makeTable()
{
    auto *table = new QTableView(this);
    table->setObjectName(u"targetTable"_s);
    table->setAccessibleName(tr("Targets as a table"));
    table->setModel(m_shown);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setAlternatingRowColors(true);
    table->setShowGrid(false);
    table->setWordWrap(false);
    table->setTabKeyNavigation(false);
    table->setFrameShape(QFrame::NoFrame);
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(table->fontMetrics().height() + 12);
    auto *roomy = new RoomyStyle;
    roomy->setParent(table);
    table->setStyle(roomy);
    QHeaderView *header = table->horizontalHeader();
    header->setStyle(roomy);
    header->setHighlightSections(false);
    // Measuring every row on every change is what would make two hundred of them slow.
    header->setResizeContentsPrecision(50);
    header->setSectionsClickable(true);
    header->setSortIndicatorShown(true);
    connect(header, &QHeaderView::sectionClicked, this, [this, header](int column) {
        const bool again
            = m_shown->order() == TargetFilterProxy::Order::Column && m_shown->sortColumn() == column;
        const Qt::SortOrder direction
            = again && m_shown->sortOrder() == Qt::AscendingOrder ? Qt::DescendingOrder : Qt::AscendingOrder;
        m_shown->sortByColumn(column, direction);
        header->setSortIndicator(column, direction);
        m_header->setOrder(TargetFilterProxy::Order::Column);
    });
    header->setSortIndicator(-1, Qt::AscendingOrder);
    return table;
}

void DashboardPage::watch(QAbstractItemView *view)
{
    connect(view, &QAbstractItemView::activated, this,
        [this](const QModelIndex &index) { Q_EMIT targetActivated(statusAt(index)->id); });
    view->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(view, &QWidget::customContextMenuRequested, this,
        [this, view](const QPoint &at) { showMenu(view, at); });
}

void DashboardPage::connectHeader()
{
    connect(m_header, &DashboardHeader::searchChanged, this, [this](const QString &text) {
        m_shown->setSearch(text);
        updatePlace();
    });
    connect(m_header->chips(), &StatusChips::statesChosen, this, &DashboardPage::setStates);
    connect(m_header, &DashboardHeader::orderChosen, this, &DashboardPage::setOrder);
    connect(m_header, &DashboardHeader::groupingChosen, this, &DashboardPage::setGrouping);
    connect(m_header, &DashboardHeader::viewChosen, this, &DashboardPage::setView);
    connect(m_header, &DashboardHeader::checkNowRequested, this, &DashboardPage::checkNow);
    connect(m_header, &DashboardHeader::explainRequested, this, &DashboardPage::explainRequested);
    const auto shortcut = [this](const QKeySequence &keys, auto perform) {
        // Wherever the keyboard is while this page is seen: the side bar has it after a change of page.
        connect(new QShortcut(keys, this), &QShortcut::activated, this, perform);
    };
    shortcut(QKeySequence::Find, [this] { focusSearch(); });
    shortcut(QKeySequence::Refresh, [this] { checkNow(); });
    auto *leave = new QShortcut(QKeySequence(Qt::Key_Escape), m_header->search());
    leave->setContext(Qt::WidgetShortcut);
    connect(leave, &QShortcut::activated, this, [this] {
        m_header->search()->clear();
        m_places->currentWidget()->setFocus();
    });
}

void DashboardPage::restore()
{
    const QMetaEnum orders = QMetaEnum::fromType<TargetFilterProxy::Order>();
    bool known = false;
    const int order = orders.keyToValue(m_settings.value(OrderKey).toByteArray().constData(), &known);
    setOrder(known ? static_cast<TargetFilterProxy::Order>(order) : TargetFilterProxy::Order::Health);
    setGrouping(m_settings.value(GroupKey).toBool() ? TargetFilterProxy::Grouping::ByProvider
                                                    : TargetFilterProxy::Grouping::None);
    setView(m_settings.value(ViewKey).toString() == u"table"_s ? DashboardHeader::View::Table
                                                               : DashboardHeader::View::Cards);
    std::set<TargetState> states;
    for (const QString &name : m_settings.value(StatesKey).toStringList()) {
        if (const auto state = enumFromString<TargetState>(name))
            states.insert(*state);
    }
    m_shown->setStates(states);
    m_header->chips()->setChecked(states);
}

void DashboardPage::setOrder(TargetFilterProxy::Order order)
{
    m_shown->setOrder(order);
    m_header->setOrder(order);
    m_table->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    m_settings.setValue(OrderKey,
        QString::fromLatin1(
            QMetaEnum::fromType<TargetFilterProxy::Order>().valueToKey(static_cast<int>(order))));
}

void DashboardPage::setGrouping(TargetFilterProxy::Grouping grouping)
{
    const bool grouped = grouping == TargetFilterProxy::Grouping::ByProvider;
    m_shown->setGrouping(grouping);
    m_header->setGrouping(grouping);
    m_cards->setHeadings(grouped ? CardDelegate::Headings::Providers : CardDelegate::Headings::None);
    m_settings.setValue(GroupKey, grouped);
}

void DashboardPage::setView(DashboardHeader::View view)
{
    m_view = view;
    m_header->setView(view);
    const bool table = view == DashboardHeader::View::Table;
    QHeaderView *header = m_table->horizontalHeader();
    // A header that fits its columns measures them at every change, hidden or not.
    header->setSectionResizeMode(table ? QHeaderView::ResizeToContents : QHeaderView::Interactive);
    if (table)
        header->setSectionResizeMode(TargetListModel::NameColumn, QHeaderView::Stretch);
    setFocusProxy(table ? static_cast<QWidget *>(m_table) : m_cards);
    m_settings.setValue(ViewKey, table ? u"table"_s : u"cards"_s);
    updatePlace();
}

void DashboardPage::setHidden(const std::set<TargetId> &targets)
{
    m_hidden = targets;
    m_shown->setHidden(targets);
    showAnswer();
    updatePlace();
}

void DashboardPage::setNotice(QWidget *notice)
{
    static_cast<QVBoxLayout *>(layout())->insertWidget(1, notice);
}

void DashboardPage::focusSearch()
{
    m_header->search()->setFocus(Qt::ShortcutFocusReason);
    m_header->search()->selectAll();
}

void DashboardPage::checkNow()
{
    if (m_checkingSince)
        return;
    m_checkingSince = m_clock.steady();
    m_header->setChecking(true);
    m_monitor.checkNow({}, Monitor::Paid::No);
}

void DashboardPage::takeBoard()
{
    const auto board = m_feed.board();
    m_targets->setBoard(board);
    followClock();
    showAnswer();
    tick();
    updatePlace();
}

void DashboardPage::tick()
{
    const WallTime now = m_clock.wall();
    std::optional<WallTime> newest;
    std::optional<WallTime> due; // of the next check of any
    bool watching = false;
    for (const TargetStatus &status : m_feed.board()->targets) {
        watching = watching || status.verdict.state != TargetState::Paused;
        if (status.nextCheckAt)
            due = std::min(due.value_or(*status.nextCheckAt), *status.nextCheckAt);
        if (status.lastCheckAt)
            newest = std::max(newest.value_or(*status.lastCheckAt), *status.lastCheckAt);
    }
    m_header->setAge(
        newest, now, watching && newest && now - std::max(*newest, due.value_or(*newest)) > StaleAfter);
    if (m_checkingSince && m_clock.steady() - *m_checkingSince > CheckGivesUpAfter) {
        m_checkingSince.reset();
        m_header->setChecking(false);
    }
    m_loading->setProgress(m_clock.steady() - m_createdAt >= ProgressAfter);
    if (followClock())
        showAnswer();
    if (isVisible())
        m_tick->wakeAt(m_clock.steady() + 1s);
}

bool DashboardPage::followClock()
{
    const WallTime now = m_clock.wall();
    // Once in ten seconds is often enough for "for 6 min".
    if (now - m_targets->now() < 10s && now >= m_targets->now())
        return false;
    m_targets->setNow(now);
    m_cards->setNow(now);
    return true;
}

/// Of the targets below and as they say it: two lengths of one trouble would be one too many.
void DashboardPage::showAnswer()
{
    StatusBoard board = *m_feed.board();
    std::erase_if(board.targets, [this](const TargetStatus &status) { return m_hidden.contains(status.id); });
    if (board.generatedAt != WallTime {}) // before that nothing was looked at
        board.overall = overallOf(board.targets, board.network, m_targets->now());
    m_header->setBoard(board);
}

void DashboardPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    tick();
}

void DashboardPage::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_tick->cancel();
}

void DashboardPage::updatePlace()
{
    const auto board = m_feed.board();
    Place place = m_view == DashboardHeader::View::Table ? Table : Cards;
    if (board->generatedAt == WallTime())
        place = Loading;
    else if (board->targets.empty())
        place = Empty;
    else if (m_shown->rowCount() == 0)
        place = NoMatch;
    const bool isFirst = m_places->currentIndex() == Loading && place != Loading;
    m_places->setCurrentIndex(place);
    // What should have the keyboard from the start was not there yet.
    if (isFirst && isVisible() && !isAncestorOf(QApplication::focusWidget()))
        setFocus();
}

void DashboardPage::resetFilter()
{
    m_header->search()->clear();
    m_header->chips()->setChecked({});
    setStates({});
}

void DashboardPage::setStates(const std::set<TargetState> &states)
{
    m_shown->setStates(states);
    QStringList names;
    for (const TargetState state : states)
        names << toString(state);
    m_settings.setValue(StatesKey, names);
    updatePlace();
}

void DashboardPage::showMenu(QAbstractItemView *view, const QPoint &at)
{
    const QModelIndex under = view->indexAt(at);
    // The key for menus asks without a place.
    const QModelIndex index = under.isValid() ? under : view->currentIndex();
    const TargetStatusPtr status = statusAt(index);
    if (!status)
        return;
    const TargetId id = status->id;
    const bool paused = status->verdict.state == TargetState::Paused;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("&Open"), this, [this, id] { Q_EMIT targetActivated(id); });
    menu->addAction(tr("All of its pro&vider"), this, [this, id] { Q_EMIT providerRequested(id.provider); });
    if (status->incident)
        menu->addAction(tr("Its inciden&t"), this,
            [this, incident = status->incident->id] { Q_EMIT incidentRequested(incident); });
    menu->addAction(tr("Check &now"), this, [this, id] { m_monitor.checkNow(id, Monitor::Paid::No); });
    menu->addAction(paused ? tr("&Resume checks") : tr("&Pause checks"), this,
        [this, id, paused] { Q_EMIT pauseRequested(id, !paused); });
    if (const QString model = modelInstead(*status); !model.isEmpty())
        menu->addAction(tr("Probe %1 &instead").arg(buttonText(model)), this,
            [this, id, model] { Q_EMIT insteadRequested(id, model); });
    menu->addAction(tr("&Edit provider…"), this, [this, id] { Q_EMIT editRequested(id.provider); });
    menu->addAction(
        tr("&Copy"), this, [text = index.siblingAtColumn(0).data(Qt::AccessibleTextRole).toString()] {
            QGuiApplication::clipboard()->setText(text);
        });
    menu->addSeparator();
    menu->addAction(tr("&Delete"), this, [this, id] { Q_EMIT removeRequested(id); });
    menu->popup(view->viewport()->mapToGlobal(at));
}

} // namespace Belay

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/engine/monitorcontrol.h"
#include "core/engine/statusfeed.h"
#include "ui/pages/dashboardheader.h"

#include <QWidget>

#include <memory>
#include <set>

class QAbstractItemView;
class QLabel;
class QSettings;
class QStackedWidget;
class QTableView;

namespace Belay {

class CardView;
class LoadingPlace;
class TargetListModel;

/// Is it down, or is it me? All targets at a glance, worst first.
class DashboardPage final : public QWidget
{
    Q_OBJECT
public:
    /// `settings` remembers how the person looks at it.
    DashboardPage(StatusFeed &feed, MonitorControl &monitor, Clock &clock, QSettings &settings,
        QWidget *parent = nullptr);

    /// Targets whose removal can still be undone.
    void setHidden(const std::set<TargetId> &targets);
    /// A line between the answer and the targets.
    void setNotice(QWidget *notice);
    void focusSearch();
    void checkNow();

Q_SIGNALS:
    void targetActivated(const Belay::TargetId &target);
    void addProviderRequested();
    void explainRequested();
    void providerRequested(const Belay::ProviderId &provider);
    void incidentRequested(const Belay::Ulid &incident);
    void pauseRequested(const Belay::TargetId &target, bool pause);
    void editRequested(const Belay::ProviderId &provider);
    void removeRequested(const Belay::TargetId &target);
    /// Another model in the place of one that the provider no longer knows.
    void insteadRequested(const Belay::TargetId &target, const QString &model);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    enum Place { Loading, Empty, NoMatch, Cards, Table };

    QTableView *makeTable();
    void watch(QAbstractItemView *view);
    void connectHeader();
    void restore();
    void takeBoard();
    void tick();
    bool followClock();
    void showAnswer();
    void updatePlace();
    void setStates(const std::set<TargetState> &states);
    void setView(DashboardHeader::View view);
    void setGrouping(TargetFilterProxy::Grouping grouping);
    void setOrder(TargetFilterProxy::Order order);
    void showMenu(QAbstractItemView *view, const QPoint &at);
    void resetFilter();

    StatusFeed &m_feed;
    MonitorControl &m_monitor;
    Clock &m_clock;
    QSettings &m_settings;
    TargetListModel *m_targets;
    TargetFilterProxy *m_shown;
    DashboardHeader *m_header;
    QStackedWidget *m_places;
    LoadingPlace *m_loading;
    CardView *m_cards = nullptr;
    QTableView *m_table = nullptr;
    DashboardHeader::View m_view = DashboardHeader::View::Cards;
    std::optional<SteadyTime> m_checkingSince;
    std::set<TargetId> m_hidden; // their removal can still be undone
    SteadyTime m_createdAt;
    std::unique_ptr<Alarm> m_tick;
};

} // namespace Belay

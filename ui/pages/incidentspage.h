// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/incidentdetail.h"

class QComboBox;
class QLineEdit;
class QStackedWidget;
class QTreeView;

namespace Belay {

class IncidentFilterProxy;
class IncidentsModel;

/// What went wrong, day by day, and all that is known of each incident.
class IncidentsPage final : public QWidget
{
    Q_OBJECT
public:
    IncidentsPage(const IncidentDetail::Services &services, QWidget *parent);

    /// Chooses one, also where a filter hides it.
    void showIncident(const Ulid &id);
    /// All of one provider, open or over.
    void showProvider(const ProviderId &provider);

Q_SIGNALS:
    void noted(const QString &message);

protected:
    void showEvent(QShowEvent *event) override;

private:
    QWidget *makeFilters();
    QWidget *makeList();
    void connectIncidents();
    void fillProviders();
    void applyFilter();
    void clearFilter();
    void take(const Incident &incident);
    void remember();
    void takeRemembered(std::vector<Incident> incidents);
    void showRows();
    void showAnswer();
    void showCurrent();
    void exportShown();
    void write(const QString &path);

    IncidentDetail::Services m_services;
    IncidentsModel *m_model;
    IncidentFilterProxy *m_proxy;
    QLabel *m_answer;
    QLineEdit *m_search;
    QComboBox *m_provider;
    QComboBox *m_owner;
    QCheckBox *m_openOnly;
    QPushButton *m_export;
    QTreeView *m_tree;
    QLabel *m_empty;
    QPushButton *m_clear;
    QStackedWidget *m_lists;
    IncidentDetail *m_detail;
    std::unique_ptr<Alarm> m_clockAlarm; // open ones grow older
    bool m_isAsked = false;
    std::optional<Ulid> m_wanted; // to be shown once it is known
};

} // namespace Belay

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/engine/configservice.h"
#include "core/engine/historyreader.h"
#include "core/engine/incidentcontrol.h"
#include "ui/models/incidentevidence.h"

#include <QScrollArea>

class QCheckBox;
class QLabel;
class QPlainTextEdit;
class QPushButton;
class QTableView;

namespace Belay {

class ChartLegend;
class StripModel;
class TargetFailures;

/// All that is known of one incident, and what a person adds to it.
class IncidentDetail final : public QScrollArea
{
    Q_OBJECT
public:
    /// What it asks and tells; all outlive it.
    struct Services {
        HistoryReader &history;
        IncidentControl &incidents;
        ConfigService &config;
        Clock &clock;
    };
    IncidentDetail(const Services &services, QWidget *parent);

    /// Nothing: says that one is to be chosen. What is being written stays while the same one is shown.
    void showIncident(const std::optional<Incident> &incident);

Q_SIGNALS:
    void noted(const QString &message);

private:
    QWidget *makeHead(QWidget *parent);
    QWidget *makeStrip(QWidget *parent);
    QWidget *makeOwn(QWidget *parent);
    void showFacts(const QString &provider);
    static QString timeText(const Incident &incident, const QString &length);
    static QString countsOf(const Incident &incident);
    void showNotice();
    void askForEvidence();
    void take(const IncidentEvidence &evidence);
    void showTable(bool shown);
    void saveNote();
    void setMuted(bool muted);
    void copyPacket();
    QString providerName() const;
    QUrl baseUrl() const;
    QString readPage() const;
    QString withoutNotice(const IncidentEvidence &evidence) const;

    Services m_services;
    std::optional<Incident> m_incident;
    std::vector<Sample> m_failures; // newest first
    int m_generation = 0;
    QWidget *m_content;
    QLabel *m_title;
    QLabel *m_facts;
    QLabel *m_notice;
    QPushButton *m_copy;
    AlignedStrip *m_strip;
    ChartLegend *m_legend;
    StripModel *m_stripModel;
    QTableView *m_table;
    TargetFailures *m_evidence;
    QLabel *m_errorHeading;
    QPlainTextEdit *m_error;
    QPlainTextEdit *m_note;
    QPushButton *m_save;
    QCheckBox *m_muted;
};

} // namespace Belay

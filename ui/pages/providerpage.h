// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/engine/configservice.h"
#include "core/engine/historyreader.h"
#include "core/engine/incidentcontrol.h"
#include "core/engine/statusfeed.h"
#include "core/providers/catalogue.h"
#include "ui/models/providerfigures.h"

#include <QWidget>

#include <memory>
#include <optional>

class QLabel;
class QPushButton;
class QScrollArea;
class QTableView;

namespace Belay {

class ProviderKeys;
class ProviderLag;
class ProviderOfficial;
class TargetListModel;

/// What the provider page works with; all outlive it.
struct ProviderPageParts {
    StatusFeed &feed;
    HistoryReader &history;
    ConfigService &config;
    const Catalogue &catalogue;
    Clock &clock;
    IncidentControl *incidents; ///< null: there is no page of incidents to lead to
};

/// One provider in full: whether it serves you, on which targets, with which keys, and what its own page says
/// of it, how late.
class ProviderPage final : public QWidget
{
    Q_OBJECT
public:
    ProviderPage(const ProviderPageParts &parts, QWidget *parent);
    ~ProviderPage() override;
    Q_DISABLE_COPY_MOVE(ProviderPage)

    void setProvider(const ProviderId &provider);
    ProviderId provider() const { return m_provider; }

Q_SIGNALS:
    void targetActivated(const Belay::TargetId &target);
    void incidentActivated(const Belay::Ulid &incident);
    /// All of this provider.
    void incidentsRequested(const Belay::ProviderId &provider);
    void editRequested(const Belay::ProviderId &provider);
    void noted(const QString &message);
    /// An answer of history is on the screen.
    void figuresShown();

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    QWidget *makeContent();
    void orderTabs();
    QWidget *makeHeader();
    QWidget *makeTargets();
    QWidget *makeSpending();
    void connectParts();
    void showBoard();
    std::vector<Incident> incidentsWith(const StatusBoard &board) const;
    void showHeader(const StatusBoard &board);
    void showTargets(const StatusBoard &board);
    void showOpenIncidents(const StatusBoard &board);
    void showSpending(const ProviderStatus *status);
    void askFigures();
    void tick();
    QString name() const;
    QUrl statusPage() const; ///< empty where it has none
    const ProviderStatus *status(const StatusBoard &board) const;

    ProviderPageParts m_parts;
    ProviderId m_provider;
    std::optional<std::vector<TargetId>> m_asked; // whose history the figures are of; nobody's yet
    std::vector<Incident> m_incidents; // the newest first
    quint64 m_generation = 0; // an answer to an older question is dropped
    SteadyTime m_askedAt;
    QScrollArea *m_scroll;
    QLabel *m_shape;
    QLabel *m_name;
    QLabel *m_sentence;
    QLabel *m_open;
    QLabel *m_spending;
    QPushButton *m_showIncidents;
    QPushButton *m_edit;
    QPushButton *m_statusPage;
    TargetListModel *m_targets;
    QTableView *m_targetTable;
    ProviderKeys *m_keys = nullptr;
    ProviderOfficial *m_official = nullptr;
    ProviderLag *m_lag = nullptr;
    std::unique_ptr<Alarm> m_tick;
};

} // namespace Belay

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/domain/config.h"
#include "core/engine/historyreader.h"
#include "core/engine/monitorcontrol.h"
#include "core/engine/statusfeed.h"
#include "core/providers/catalogue.h"
#include "ui/models/targetfigures.h"

#include <QWidget>

#include <memory>

class QLabel;
class QScrollArea;
class QSettings;
class QTableView;

namespace Belay {

class PeriodsModel;
class TargetExport;
class TargetHeader;
class TargetRangeBar;
class TargetRangeView;

/// What the target page works with; all outlive it.
struct TargetPageParts {
    StatusFeed &feed;
    HistoryReader &history;
    MonitorControl &control;
    Clock &clock;
    const Catalogue &catalogue;
    QSettings &settings; ///< remembers how the person looks at it
};

/// One target in full: how it is, how it was, how fast, and what went wrong.
class TargetPage final : public QWidget
{
    Q_OBJECT
public:
    explicit TargetPage(const TargetPageParts &parts, QWidget *parent = nullptr);
    ~TargetPage() override;
    Q_DISABLE_COPY_MOVE(TargetPage)

    void setConfig(std::shared_ptr<const Config> config);
    void setTarget(const TargetId &target);
    TargetId target() const { return m_target; }

Q_SIGNALS:
    void pauseRequested(const Belay::TargetId &target, bool pause);
    void editRequested(const Belay::ProviderId &provider);
    /// Whoever removes it offers to undo.
    void removeRequested(const Belay::TargetId &target);
    void explainRequested();
    void insteadRequested(const Belay::TargetId &target, const QString &model);
    void providerRequested(const Belay::ProviderId &provider);
    void incidentRequested(const Belay::Ulid &incident);
    /// A short word on what was done: "Copied".
    void noted(const QString &message);
    /// An answer of history is on the screen.
    void rangeShown();

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    QWidget *makeContent();
    void connectParts();
    void connectChart();
    void restore();
    void remember() const;
    void showStatus();
    void tick();
    void askPeriodsNow();
    void askRangeNow();
    void sendQuestion();
    void copyCurl();
    Milliseconds intervalOf(SeriesKind series) const;

    TargetPageParts m_parts;
    std::shared_ptr<const Config> m_config;
    TargetId m_target;

    TargetHeader *m_header;
    PeriodsModel *m_periods;
    TargetRangeBar *m_bar;
    TargetRangeView *m_range;
    TargetExport *m_export;
    QTableView *m_periodTable = nullptr;
    QScrollArea *m_scroll = nullptr;

    quint64 m_rangeGeneration = 0; // an answer to an older question is dropped
    quint64 m_periodsGeneration = 0;
    std::optional<SteadyTime> m_askedAt; // of the question that is not answered yet
    bool m_stale = false; // a check came in since the last question
    SteadyTime m_rangeAt;
    SteadyTime m_periodsAt;
    std::unique_ptr<Alarm> m_tick;
};

} // namespace Belay

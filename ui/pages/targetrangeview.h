// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/targetfigures.h"

#include <QWidget>

class QProgressBar;
class QStackedWidget;
class QTableView;

namespace Belay {

class BucketsModel;
class ChartLegend;
class OutcomeMix;
class PhaseBreakdown;
class TargetFailures;
class TimeSeriesView;

/// All that the target page shows of a range: the chart or its table twin, where the time goes, how checks
/// ended and what failed.
class TargetRangeView final : public QWidget
{
    Q_OBJECT
public:
    explicit TargetRangeView(QWidget *parent = nullptr);

    TimeSeriesView &chart() { return *m_chart; }
    void setTable(bool table);
    /// A thin line that says that history is being read.
    void setLoading(bool loading);
    /// `now` is where the bands end that are still going on.
    void setAnswer(const RangeQuestion &question, RangeAnswer answer, WallTime now);
    /// Says why there is no answer, in the place of one.
    void setTrouble(const RangeQuestion &question, const QString &text, WallTime now);

protected:
    void changeEvent(QEvent *event) override;

private:
    QWidget *makeChart();
    void showAnswer();
    void showEmptyText();
    bool wasKeyRejected() const;

    TimeSeriesView *m_chart;
    ChartLegend *m_legend;
    BucketsModel *m_buckets;
    PhaseBreakdown *m_phases;
    OutcomeMix *m_outcomes;
    TargetFailures *m_failures;
    QTableView *m_bucketTable = nullptr;
    QStackedWidget *m_places = nullptr;
    QProgressBar *m_loading = nullptr;

    std::optional<RangeQuestion> m_question;
    RangeAnswer m_answer;
    QString m_trouble;
    WallTime m_now;
};

} // namespace Belay

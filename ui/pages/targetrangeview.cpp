// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/targetrangeview.h"

#include "ui/charts/chartlegend.h"
#include "ui/charts/timeseriesview.h"
#include "ui/models/bucketsmodel.h"
#include "ui/pages/targetbreakdown.h"
#include "ui/pages/targetfailures.h"
#include "ui/widgets/figuretable.h"

#include <QEvent>
#include <QProgressBar>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <numeric>

namespace Belay {

using namespace Qt::StringLiterals;

TargetRangeView::TargetRangeView(QWidget *parent)
    : QWidget(parent)
    , m_chart(new TimeSeriesView(this))
    , m_legend(new ChartLegend(this))
    , m_buckets(new BucketsModel(this))
    , m_phases(new PhaseBreakdown(this))
    , m_outcomes(new OutcomeMix(this))
    , m_failures(new TargetFailures(this))
{
    auto *below = new QHBoxLayout;
    below->setSpacing(24);
    below->addWidget(m_phases, 1, Qt::AlignTop);
    below->addWidget(m_outcomes, 1, Qt::AlignTop);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(14);
    column->addWidget(makeChart());
    column->addLayout(below);
    column->addWidget(m_failures);
    setLoading(false);
}

QWidget *TargetRangeView::makeChart()
{
    m_bucketTable = makeFigureTable(m_buckets, tr("The figures of the chart"), this);
    m_bucketTable->setObjectName(u"bucketsTable"_s);
    m_bucketTable->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    m_chart->setObjectName(u"latencyChart"_s);
    m_chart->setName(tr("Time to the first content")); // until history has answered
    m_legend->setObjectName(u"chartLegend"_s);
    m_loading = new QProgressBar(this);
    m_loading->setRange(0, 0);
    m_loading->setTextVisible(false);
    m_loading->setFixedHeight(4);
    m_loading->setAccessibleName(tr("Reading history"));
    // Its place stays, so that nothing moves when it comes and goes.
    QSizePolicy place = m_loading->sizePolicy();
    place.setRetainSizeWhenHidden(true);
    m_loading->setSizePolicy(place);

    m_places = new QStackedWidget(this);
    auto *drawn = new QWidget(this);
    auto *chart = new QVBoxLayout(drawn);
    chart->setContentsMargins({});
    chart->setSpacing(4);
    chart->addWidget(m_legend);
    chart->addWidget(m_chart, 1);
    m_places->addWidget(drawn);
    m_places->addWidget(m_bucketTable);
    auto *frame = new QWidget(this);
    auto *column = new QVBoxLayout(frame);
    column->setContentsMargins({});
    column->setSpacing(2);
    column->addWidget(m_loading);
    column->addWidget(m_places);
    frame->setMinimumHeight(300);
    return frame;
}

void TargetRangeView::setTable(bool table)
{
    m_places->setCurrentIndex(table ? 1 : 0);
}

void TargetRangeView::setLoading(bool loading)
{
    m_loading->setVisible(loading);
}

void TargetRangeView::setAnswer(const RangeQuestion &question, RangeAnswer answer, WallTime now)
{
    m_question = question;
    m_answer = std::move(answer);
    m_now = now;
    m_trouble.clear();
    showAnswer();
}

void TargetRangeView::setTrouble(const RangeQuestion &question, const QString &text, WallTime now)
{
    m_question = question;
    m_answer = {};
    m_answer.series.from = question.range.from;
    m_answer.series.to = question.range.to;
    m_answer.series.step = question.step;
    m_now = now;
    m_trouble = text;
    showAnswer();
}

void TargetRangeView::showAnswer()
{
    const TargetId subject = subjectOf(m_question->target, m_question->series);
    const bool ofProvider = subject != m_question->target || !m_question->target.hasModel();
    m_chart->setName(ofProvider ? tr("Duration of the checks of %1").arg(subject.toString())
                                : tr("Time to the first content of %1").arg(subject.toString()));
    showEmptyText();
    const std::vector<ChartBand> bands = bandsOf(m_answer.spans, *m_question, m_now, palette());
    m_legend->setBands(bands);
    m_chart->setSeries(m_answer.series, bands);
    m_buckets->setSeries(m_answer.series);
    m_phases->setPhases(m_answer.cold, m_answer.warm);
    m_outcomes->setCounts(m_answer.counts);
    m_failures->setFailures(m_answer.failures);
}

bool TargetRangeView::wasKeyRejected() const
{
    return std::ranges::any_of(m_answer.spans, [this](const Span &span) {
        return span.state == TargetState::KeyRejected && span.to > m_question->range.from
            && span.from < m_question->range.to;
    });
}

void TargetRangeView::showEmptyText()
{
    if (!m_trouble.isEmpty()) {
        m_chart->setEmptyText(m_trouble);
        return;
    }
    const quint64 checks = std::accumulate(m_answer.counts.begin(), m_answer.counts.end(), quint64 {0});
    if (m_answer.counts[static_cast<size_t>(Outcome::Ok)] > 0) {
        m_chart->setEmptyText(tr("The answers of this range are too new to be drawn in it. A shorter range "
                                 "shows them sooner."));
    } else if (checks > 0) {
        m_chart->setEmptyText(tr("No answers in this range: none of %Ln checks succeeded. The failures are "
                                 "listed below.",
            nullptr, static_cast<int>(checks)));
    } else if (m_question->series == SeriesKind::Completion && wasKeyRejected()) {
        m_chart->setEmptyText(tr("No data in this range: the key was rejected then, and Belay does not ask "
                                 "the model with such a key."));
    } else if (m_question->series == SeriesKind::Traffic) {
        m_chart->setEmptyText(tr("No data in this range: no traffic went to this target."));
    } else {
        m_chart->setEmptyText(
            tr("No data in this range: the model was not asked. Belay was not running, the "
               "checks were paused, the provider cannot be reached, or the target is new."));
    }
}

void TargetRangeView::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_question)
        showAnswer(); // bars and bands carry the colours of the palette
}

} // namespace Belay

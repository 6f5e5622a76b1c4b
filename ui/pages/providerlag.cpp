// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/providerlag.h"

#include "core/domain/incidenttext.h"
#include "core/domain/noticelag.h"
#include "ui/models/providerfigures.h"
#include "ui/models/rowsmodel.h"
#include "ui/widgets/figuretable.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/textlabel.h"

#include <QDateTime>
#include <QLabel>
#include <QLocale>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace Belay {

using namespace Qt::StringLiterals;

namespace {

constexpr int SummaryDays = 90;

QString monthText(WallTime from)
{
    const QDate date
        = QDateTime::fromMSecsSinceEpoch(qint64 {from.time_since_epoch().count()}, Qt::UTC).date();
    return ProviderLag::tr("%1 %2", "month, year")
        .arg(QLocale().standaloneMonthName(date.month()), QString::number(date.year()));
}

QString newestText(const std::vector<Incident> &incidents)
{
    const auto newest = std::ranges::find_if(
        incidents, [](const Incident &one) { return isTheirs(one) && one.lead.has_value(); });
    return newest == incidents.end() ? QString()
                                     : ProviderLag::tr("%1: %2", "when, what was seen first")
                                           .arg(momentText(newest->openedAt), leadSentence(newest->lead));
}

} // namespace

ProviderLag::ProviderLag(QWidget *parent)
    : Panel(parent)
    , m_sentence(makeTextLabel(u"lagLabel"_s, this))
    , m_newest(makeTextLabel(u"newestLeadLabel"_s, this))
    , m_months(new RowsModel({{tr("Month (UTC)")}, {tr("Incidents of theirs"), true}, {tr("Posted"), true},
                                 {tr("Not posted"), true}, {tr("Belay saw them (median)")}},
          this))
    , m_table(makeFigureTable(m_months, tr("How late their page was, by month"), this))
{
    m_table->setObjectName(u"lagTable"_s);
    auto *column = new QVBoxLayout(this);
    column->addWidget(makeHeading(tr("How late their page is"), this));
    column->addWidget(m_sentence);
    column->addWidget(m_newest);
    column->addWidget(m_table);
}

void ProviderLag::setIncidents(const std::vector<Incident> &incidents, bool hasPage, WallTime now)
{
    const LagFigure figure = lagOf(incidents, now - std::chrono::days {SummaryDays}, now);
    const bool everPosted = std::ranges::any_of(
        incidents, [](const Incident &incident) { return incident.notice.has_value(); });
    if (!hasPage && !everPosted)
        m_sentence->setText(tr("No page of theirs is read, so there is nothing to compare."));
    else
        m_sentence->setText(
            tr("Last %n days: %1", "what they come to", SummaryDays).arg(lagSentence(figure)));
    setTextOrHide(m_newest, newestText(incidents));
    showMonths(incidents, now);
}

/// From the first month with an incident on, the newest first.
void ProviderLag::showMonths(const std::vector<Incident> &incidents, WallTime now)
{
    std::vector<LagPoint> points = lagOverTime(incidents, monthEdges(now, ProviderFigures::LagMonths));
    const auto first
        = std::ranges::find_if(points, [](const LagPoint &point) { return point.figure.incidents > 0; });
    points.erase(points.begin(), first);
    std::vector<QStringList> rows;
    for (auto point = points.rbegin(); point != points.rend(); ++point) {
        const LagFigure &figure = point->figure;
        const QString seen = lagText(figure);
        rows.push_back(
            {monthText(point->from), QLocale().toString(figure.incidents), QLocale().toString(figure.posted),
                QLocale().toString(figure.incidents - figure.posted), seen.isEmpty() ? u"–"_s : seen});
    }
    m_table->setVisible(!rows.empty());
    m_months->setRows(std::move(rows));
    fitToRows(m_table);
}

} // namespace Belay

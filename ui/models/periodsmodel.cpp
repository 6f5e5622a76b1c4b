// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/periodsmodel.h"

#include "ui/widgets/formats.h"

#include <QLocale>

namespace Belay {

namespace {

std::optional<double> shareOfKnown(Milliseconds part, const UptimeFigure &uptime)
{
    if (uptime.known.count() <= 0)
        return {};
    return static_cast<double>(part.count()) / static_cast<double>(uptime.known.count());
}

QString helpOf(int section)
{
    switch (section) {
    case PeriodsModel::Uptime:
        return PeriodsModel::tr("(known time − time down) ÷ known time. Slow and limited time counts as up. "
                                "Time without data, paused, asleep or offline is not known and lowers the "
                                "coverage.");
    case PeriodsModel::Coverage:
        return PeriodsModel::tr("The share of the period in which Belay knew the state");
    case PeriodsModel::P50:
        return PeriodsModel::tr("Time to the first content: half of the answers were faster");
    case PeriodsModel::P95:
        return PeriodsModel::tr("Time to the first content: 95 of 100 answers were faster");
    case PeriodsModel::Slow:
    case PeriodsModel::Limited:
        return PeriodsModel::tr("A share of the known time; it counts as up");
    case PeriodsModel::Cost:
        return PeriodsModel::tr("What Belay’s own requests to the model cost");
    default:
        return {};
    }
}

} // namespace

void PeriodsModel::setPeriods(std::vector<PeriodFigures> periods, PriceKnown price)
{
    beginResetModel();
    m_periods = std::move(periods);
    m_price = price;
    endResetModel();
}

int PeriodsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_periods.size());
}

int PeriodsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant PeriodsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (role == Qt::TextAlignmentRole && index.column() != Period)
        return QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
    if (role == Qt::DisplayRole)
        return text(m_periods[static_cast<size_t>(index.row())], index.column());
    return {};
}

QString PeriodsModel::text(const PeriodFigures &figures, int column) const
{
    switch (column) {
    case Period:
        return figures.days == 1 ? tr("24 h") : tr("%1 d").arg(figures.days);
    case Uptime:
        return shareText(figures.uptime.uptime());
    case Coverage:
        return shareText(figures.uptime.coverage());
    case P50:
        return latencyText(figures.latency.p50);
    case P95:
        return latencyText(figures.latency.p95);
    case Checks:
        return QLocale().toString(figures.checks);
    case Slow:
        return shareText(shareOfKnown(figures.uptime.slow, figures.uptime));
    case Limited:
        return shareText(shareOfKnown(figures.uptime.limited, figures.uptime));
    case Cost:
        return costText(figures);
    default:
        return {};
    }
}

QString PeriodsModel::costText(const PeriodFigures &figures) const
{
    if (m_price == PriceKnown::No && figures.usd == 0)
        return moneyText(std::nullopt);
    const QString amount = moneyText(figures.usd);
    return figures.costIsPartial && figures.usd > 0 ? tr("at least %1", "an amount of money").arg(amount)
                                                    : amount;
}

QVariant PeriodsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::ToolTipRole)
        return helpOf(section);
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(
            Qt::Alignment(section == Period ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Period:
        return tr("Period");
    case Uptime:
        return tr("Uptime");
    case Coverage:
        return tr("Coverage");
    case P50:
        return tr("Median");
    case P95:
        return tr("p95");
    case Checks:
        return tr("Checks");
    case Slow:
        return tr("Slow");
    case Limited:
        return tr("Limited");
    case Cost:
        return tr("Cost of checks");
    default:
        return {};
    }
}

} // namespace Belay

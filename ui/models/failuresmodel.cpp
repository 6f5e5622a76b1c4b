// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/failuresmodel.h"

#include "core/domain/statusboard.h"
#include "ui/widgets/formats.h"

#include <algorithm>

namespace Belay {

namespace {

/// The first line of what came back, short enough for a row.
QString reasonText(const Sample &sample)
{
    constexpr int LongestReason = 160;
    if (!sample.evidence)
        return {};
    return sample.evidence->text.simplified().left(LongestReason);
}

} // namespace

void FailuresModel::setFailures(std::vector<Sample> failures)
{
    if (failures == m_failures)
        return;
    beginResetModel();
    m_failures = std::move(failures);
    endResetModel();
}

const Sample *FailuresModel::failure(int row) const
{
    return row >= 0 && row < rowCount() ? &m_failures[static_cast<size_t>(row)] : nullptr;
}

int FailuresModel::rowOf(const Sample &failure) const
{
    const auto found = std::ranges::find(m_failures, failure);
    return found == m_failures.end() ? -1 : static_cast<int>(found - m_failures.begin());
}

int FailuresModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_failures.size());
}

int FailuresModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant FailuresModel::data(const QModelIndex &index, int role) const
{
    const bool isText = role == Qt::DisplayRole || role == Qt::ToolTipRole; // a narrow column cuts it
    if (!isText || !checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Sample &sample = m_failures[static_cast<size_t>(index.row())];
    switch (index.column()) {
    case Time:
        return dateTimeText(sample.at);
    case What:
        return checkText(sample);
    case OutcomeColumn:
        return outcomeText(sample.outcome);
    case Status:
        return sample.status > 0 ? QString::number(sample.status) : tr("–", "no HTTP status");
    case ProviderCode:
        return sample.evidence ? sample.evidence->providerCode : QString();
    case Reason:
        return reasonText(sample);
    default:
        return {};
    }
}

QVariant FailuresModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::Alignment(Qt::AlignLeft | Qt::AlignVCenter));
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Time:
        return tr("Time");
    case What:
        return tr("Check");
    case OutcomeColumn:
        return tr("Outcome");
    case Status:
        return tr("Status");
    case ProviderCode:
        return tr("Provider's code");
    case Reason:
        return tr("What came back");
    default:
        return {};
    }
}

QString checkText(const Sample &sample)
{
    if (sample.source == SampleSource::Traffic)
        return FailuresModel::tr("Traffic");
    if (sample.source == SampleSource::Drill)
        return FailuresModel::tr("Fire drill");
    switch (sample.kind) {
    case ProbeKind::Reach:
        return FailuresModel::tr("Reach");
    case ProbeKind::Auth:
        return FailuresModel::tr("Key");
    case ProbeKind::Completion:
        return FailuresModel::tr("Model");
    }
    return {};
}

QString evidenceText(const Sample &sample)
{
    QStringList lines;
    const auto add = [&lines](const QString &name, const QString &value) {
        if (!value.isEmpty())
            lines << FailuresModel::tr("%1: %2", "name and value of a detail").arg(name, value);
    };
    const Evidence evidence = sample.evidence.value_or(Evidence {});
    add(FailuresModel::tr("Time"), toIsoString(sample.at));
    add(FailuresModel::tr("Target"), sample.target.toString());
    add(FailuresModel::tr("Key"), sample.key.value);
    add(FailuresModel::tr("Outcome"),
        FailuresModel::tr("%1 (%2)", "words and id of an outcome")
            .arg(outcomeText(sample.outcome), toString(sample.outcome)));
    add(FailuresModel::tr("Status"), sample.status > 0 ? QString::number(sample.status) : QString());
    add(FailuresModel::tr("Provider's code"), evidence.providerCode);
    add(FailuresModel::tr("Request id"), sample.requestId);
    add(FailuresModel::tr("Address"), evidence.address);
    add(FailuresModel::tr("Took"), sample.timings.total ? latencyText(sample.timings.total) : QString());
    add(FailuresModel::tr("Told to wait"),
        evidence.retryAfter ? spokenDuration(*evidence.retryAfter) : QString());
    if (!evidence.text.isEmpty())
        lines << QString() << evidence.text;
    return lines.join(QLatin1Char('\n'));
}

} // namespace Belay

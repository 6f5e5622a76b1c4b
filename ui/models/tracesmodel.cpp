// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/tracesmodel.h"

#include "ui/widgets/formats.h"

#include <QLocale>

#include <algorithm>

namespace Belay {

namespace {

QString endText(TraceEnd end)
{
    switch (end) {
    case TraceEnd::Ok:
        return TracesModel::tr("Answered");
    case TraceEnd::Error:
        return TracesModel::tr("Failed");
    case TraceEnd::Cut:
        return TracesModel::tr("Cut off");
    case TraceEnd::ClientGone:
        break;
    }
    return TracesModel::tr("Client left");
}

QString noteText(AttemptNote note)
{
    switch (note) {
    case AttemptNote::Retry:
        return TracesModel::tr("retry");
    case AttemptNote::Fallback:
        return TracesModel::tr("fallback");
    case AttemptNote::NextKey:
        return TracesModel::tr("next key");
    case AttemptNote::Hedge:
        return TracesModel::tr("hedge");
    case AttemptNote::Race:
        return TracesModel::tr("race");
    case AttemptNote::HalfOpen:
        return TracesModel::tr("test of a target that had failed");
    case AttemptNote::AllBlocked:
        return TracesModel::tr("tried although all were blocked");
    case AttemptNote::LostRace:
        break;
    }
    return TracesModel::tr("lost the race");
}

/// The chain, or the target that was named instead.
QString askedText(const Trace &trace)
{
    if (!trace.chain.value.isEmpty())
        return trace.chain.value;
    return trace.attempts.empty() ? TracesModel::tr("–", "no target")
                                  : trace.attempts.front().target.toString();
}

QString attemptText(size_t number, const TraceAttempt &attempt)
{
    QStringList parts {attempt.target.toString()};
    if (!attempt.key.value.isEmpty())
        parts << TracesModel::tr("key %1").arg(attempt.key.value);
    parts << (attempt.status > 0 ? TracesModel::tr("%1 (%2)", "outcome, HTTP status")
                                       .arg(outcomeText(attempt.outcome))
                                       .arg(attempt.status)
                                 : outcomeText(attempt.outcome));
    parts << latencyText(attempt.length);
    if (attempt.note)
        parts << noteText(*attempt.note);
    if (attempt.wait.count() > 0)
        parts << TracesModel::tr("waited %1").arg(latencyText(attempt.wait));
    return TracesModel::tr("%1. step %2, at %3: %4", "number, step, time since arrival, what happened")
        .arg(number)
        .arg(attempt.step + 1)
        .arg(latencyText(attempt.start), parts.join(TracesModel::tr(", ", "between parts of a line")));
}

} // namespace

void TracesModel::add(const Trace &trace)
{
    beginInsertRows({}, 0, 0);
    m_traces.push_front(trace);
    endInsertRows();
    if (rowCount() <= Most)
        return;
    beginRemoveRows({}, Most, Most);
    m_traces.pop_back();
    endRemoveRows();
}

void TracesModel::addOlder(const std::vector<Trace> &traces)
{
    std::vector<Trace> added;
    for (const Trace &trace : traces) {
        const bool isThere = std::ranges::find(m_traces, trace.id, &Trace::id) != m_traces.end();
        if (!isThere && m_traces.size() + added.size() < Most)
            added.push_back(trace);
    }
    if (added.empty())
        return;
    beginInsertRows({}, rowCount(), rowCount() + static_cast<int>(added.size()) - 1);
    m_traces.insert(m_traces.end(), added.begin(), added.end());
    endInsertRows();
}

const Trace *TracesModel::trace(int row) const
{
    return row >= 0 && row < rowCount() ? &m_traces[static_cast<size_t>(row)] : nullptr;
}

int TracesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_traces.size());
}

int TracesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant TracesModel::data(const QModelIndex &index, int role) const
{
    const bool isText = role == Qt::DisplayRole || role == Qt::ToolTipRole; // a narrow column cuts it
    if (!isText || !checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Trace &trace = m_traces[static_cast<size_t>(index.row())];
    switch (index.column()) {
    case Time:
        return momentText(trace.at);
    case AskedFor:
        return askedText(trace);
    case Winner:
        return trace.target ? trace.target->toString() : tr("nobody");
    case Ended:
        return endText(trace.ended);
    case Took:
        return latencyText(trace.total);
    case Attempts:
        return QLocale().toString(std::ranges::count_if(
            trace.attempts, [](const TraceAttempt &attempt) { return attempt.outcome != Outcome::Skipped; }));
    default:
        return {};
    }
}

QVariant TracesModel::headerData(int section, Qt::Orientation orientation, int role) const
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
    case AskedFor:
        return tr("Asked for");
    case Winner:
        return tr("Answered by");
    case Ended:
        return tr("Ended");
    case Took:
        return tr("Took");
    case Attempts:
        return tr("Attempts");
    default:
        return {};
    }
}

QString ladderText(const Trace &trace)
{
    QStringList lines;
    const auto add = [&lines](const QString &name, const QString &value) {
        if (!value.isEmpty())
            lines << TracesModel::tr("%1: %2", "name and value of a detail").arg(name, value);
    };
    size_t number = 0;
    for (const TraceAttempt &attempt : trace.attempts)
        lines << attemptText(++number, attempt);
    if (lines.isEmpty())
        lines << TracesModel::tr("No attempt was made.");
    lines << QString();
    add(TracesModel::tr("Why"), whyOf(trace));
    add(TracesModel::tr("Request id"), trace.id.toString());
    add(TracesModel::tr("Time"), toIsoString(trace.at));
    add(TracesModel::tr("Token"), trace.token);
    add(TracesModel::tr("Status"), trace.status > 0 ? QString::number(trace.status) : QString());
    add(TracesModel::tr("First content"), trace.firstContent ? latencyText(trace.firstContent) : QString());
    add(TracesModel::tr("Cost"), trace.usd ? moneyText(trace.usd) : QString());
    add(TracesModel::tr("Cost of lost attempts"), trace.losersUsd ? moneyText(trace.losersUsd) : QString());
    const QStringList dropped(trace.dropped.begin(), trace.dropped.end());
    add(TracesModel::tr("Left out in translation"), dropped.join(QStringLiteral(", ")));
    return lines.join(u'\n');
}

} // namespace Belay

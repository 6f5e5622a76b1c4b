// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chaineditor/problemlist.h"

#include "ui/widgets/statusshape.h"

#include <QHBoxLayout>
#include <QLabel>

namespace Belay {

using namespace Qt::StringLiterals;

namespace {

QString wordsOf(const ChainProblem &problem)
{
    const QString said = problem.advice.isEmpty()
        ? problem.text
        : ProblemList::tr("%1 %2", "what is wrong, then what to do").arg(problem.text, problem.advice);
    return problem.isError ? ProblemList::tr("To mend: %1").arg(said) : ProblemList::tr("Note: %1").arg(said);
}

} // namespace

ProblemList::ProblemList(QWidget *parent)
    : QWidget(parent)
    , m_layout(new QVBoxLayout(this))
{
    setObjectName(u"problemList"_s);
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(4);
    hide();
}

ProblemList::Row ProblemList::addRow()
{
    Row row {new QWidget(this), nullptr, nullptr};
    row.shape = new QLabel(row.box);
    row.words = new QLabel(row.box);
    row.words->setObjectName(u"problemLabel"_s);
    row.words->setWordWrap(true);
    row.words->setTextFormat(Qt::PlainText);
    row.words->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *layout = new QHBoxLayout(row.box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(row.shape, 0, Qt::AlignTop);
    layout->addWidget(row.words, 1);
    m_layout->addWidget(row.box);
    return row;
}

void ProblemList::setProblems(const std::vector<ChainProblem> &problems)
{
    if (problems == m_problems)
        return;
    m_problems = problems;
    while (m_rows.size() < problems.size())
        m_rows.push_back(addRow());
    const int side = fontMetrics().height();
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        m_rows[i].box->setVisible(i < problems.size());
        if (i >= problems.size())
            continue;
        const TargetState state = problems[i].isError ? TargetState::Down : TargetState::Slow;
        m_rows[i].shape->setPixmap(iconFor(state).pixmap(QSize(side, side), devicePixelRatioF()));
        m_rows[i].words->setText(wordsOf(problems[i]));
    }
    setVisible(!problems.empty());
}

QString ProblemList::text() const
{
    QStringList lines;
    for (const ChainProblem &problem : m_problems)
        lines << wordsOf(problem);
    return lines.join(u'\n');
}

} // namespace Belay

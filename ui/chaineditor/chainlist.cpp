// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chaineditor/chainlist.h"

#include "ui/models/chainwords.h"
#include "ui/widgets/statusshape.h"

#include <QGridLayout>
#include <QListWidget>
#include <QPushButton>
#include <QShortcut>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>

namespace Belay {

using namespace Qt::StringLiterals;

namespace {

constexpr int IdRole = Qt::UserRole;

struct Count {
    int errors = 0;
    int warnings = 0;
};

Count countOf(const std::vector<ChainProblem> &problems, const ChainId &id)
{
    Count count;
    for (const ChainProblem &problem : problems) {
        if (problem.chain == id)
            ++(problem.isError ? count.errors : count.warnings);
    }
    return count;
}

QString stateText(const Count &count, bool changed)
{
    QStringList parts;
    if (changed)
        parts << ChainList::tr("not applied");
    if (count.errors > 0)
        parts << ChainList::tr("%n to mend", nullptr, count.errors);
    else if (count.warnings > 0)
        parts << ChainList::tr("%n notes", nullptr, count.warnings);
    return parts.join(ChainList::tr(", ", "between the items of a list"));
}

} // namespace

ChainList::ChainList(ChainDraft &draft, QWidget *parent)
    : QWidget(parent)
    , m_draft(draft)
    , m_list(new QListWidget(this))
    , m_copy(new QPushButton(tr("Dupl&icate"), this))
    , m_remove(new QPushButton(tr("D&elete"), this))
{
    setObjectName(u"chainList"_s);
    m_list->setObjectName(u"chainListWidget"_s);
    m_list->setAccessibleName(tr("Chains"));
    m_list->setTextElideMode(Qt::ElideMiddle);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *add = new QPushButton(themedIcon(u"add"_s), tr("&New chain…"), this);
    add->setObjectName(u"newChainButton"_s);
    m_copy->setObjectName(u"duplicateChainButton"_s);
    m_remove->setObjectName(u"deleteChainButton"_s);
    auto *buttons = new QWidget(this);
    auto *grid = new QGridLayout(buttons);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->addWidget(add, 0, 0, 1, 2);
    grid->addWidget(m_copy, 1, 0);
    grid->addWidget(m_remove, 1, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_list, 1);
    layout->addWidget(buttons);
    setFocusProxy(m_list);
    connect(m_list, &QListWidget::currentRowChanged, this, &ChainList::currentChanged);
    connect(add, &QPushButton::clicked, this, &ChainList::addRequested);
    connect(m_copy, &QPushButton::clicked, this, &ChainList::duplicateRequested);
    connect(m_remove, &QPushButton::clicked, this, &ChainList::removeRequested);
    auto *key = new QShortcut(QKeySequence::Delete, m_list);
    key->setContext(Qt::WidgetShortcut);
    connect(key, &QShortcut::activated, this, &ChainList::removeRequested);
}

ChainId ChainList::current() const
{
    const QListWidgetItem *item = m_list->currentItem();
    return item ? ChainId(item->data(IdRole).toString()) : ChainId();
}

void ChainList::update(const std::vector<ChainProblem> &problems, const ChainId &wanted)
{
    const QSignalBlocker blocker(m_list);
    const int before = m_list->currentRow();
    const ChainDraft::Chains &chains = m_draft.chains();
    const auto count = static_cast<int>(chains.size());
    while (m_list->count() > count)
        delete m_list->takeItem(m_list->count() - 1);
    while (m_list->count() < count)
        m_list->addItem(new QListWidgetItem);
    int row = std::min(std::max(before, 0), count - 1);
    for (int i = 0; i < count; ++i) {
        const ChainConfig &chain = chains[static_cast<std::size_t>(i)];
        const Count found = countOf(problems, chain.id);
        const QString state = stateText(found, m_draft.isChanged(chain.id));
        const QString summary = chainSummary(m_draft.config(), chain);
        QListWidgetItem *item = m_list->item(i);
        item->setData(IdRole, chain.id.value);
        item->setText(chain.id.value + u'\n' + (state.isEmpty() ? summary : state));
        item->setToolTip(chain.id.value + u'\n' + summary);
        item->setData(Qt::AccessibleTextRole,
            state.isEmpty() ? chain.id.value : tr("%1, %2", "a chain; its state").arg(chain.id.value, state));
        item->setIcon(iconFor(found.errors > 0 ? TargetState::Down
                : found.warnings > 0           ? TargetState::Slow
                                               : TargetState::Up));
        if (chain.id == wanted)
            row = i;
    }
    m_list->setCurrentRow(row);
    m_copy->setEnabled(count > 0);
    m_remove->setEnabled(count > 0);
}

} // namespace Belay

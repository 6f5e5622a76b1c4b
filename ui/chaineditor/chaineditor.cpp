// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chaineditor/chaineditor.h"

#include "ui/chaineditor/stepcard.h"
#include "ui/widgets/statusshape.h"

#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace Belay {

using namespace Qt::StringLiterals;

namespace {

/// The last step that is asked at all.
std::size_t lastOn(const std::vector<StepConfig> &steps)
{
    std::size_t last = steps.size();
    for (std::size_t i = 0; i < steps.size(); ++i) {
        if (steps[i].enabled)
            last = i;
    }
    return last;
}

} // namespace

ChainEditor::ChainEditor(ChainDraft &draft, QWidget *parent)
    : QWidget(parent)
    , m_draft(draft)
    , m_scroll(new QScrollArea(this))
    , m_form(new ChainForm(this))
    , m_cards(new QVBoxLayout)
    , m_add(new QPushButton(themedIcon(u"add"_s), tr("Add a s&tep"), this))
    , m_rule(new QLabel(tr("Once an answer has begun, a request never moves to another target."), this))
{
    setObjectName(u"chainEditor"_s);
    m_add->setObjectName(u"addStepButton"_s);
    m_rule->setWordWrap(true);
    m_rule->setForegroundRole(QPalette::PlaceholderText);
    m_cards->setSpacing(10);
    auto *ground = new QWidget(this);
    auto *rows = new QVBoxLayout(ground);
    rows->setContentsMargins(4, 4, 12, 12);
    rows->setSpacing(12);
    rows->addWidget(m_form);
    rows->addLayout(m_cards);
    rows->addWidget(m_add, 0, Qt::AlignLeft);
    rows->addWidget(m_rule);
    rows->addStretch(1);
    m_scroll->setWidget(ground);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_scroll);
    setFocusProxy(m_add);
    connect(m_add, &QPushButton::clicked, this, &ChainEditor::addStep);
    connect(m_form, &ChainForm::edited, this,
        [this](const QString &field) { m_draft.change(m_form->chain(), field); });
}

void ChainEditor::setChain(const ChainId &id)
{
    if (id == m_id)
        return;
    m_id = id;
    m_scroll->verticalScrollBar()->setValue(0);
}

void ChainEditor::setAddress(const ChainAddress &address)
{
    if (address == m_address)
        return; // the gateway's state comes often, and the form may be in use
    m_address = address;
    if (const ChainConfig *chain = m_draft.chain(m_id))
        m_form->setChain(*chain, m_address);
}

void ChainEditor::update(const std::vector<ChainProblem> &problems)
{
    const ChainConfig *chain = m_draft.chain(m_id);
    if (!chain)
        return;
    m_form->setChain(*chain, m_address);
    m_form->setProblems(problems);
    const std::vector<StepConfig> &steps = chain->steps;
    std::vector<ChainProblem> own;
    std::ranges::copy_if(problems, std::back_inserter(own),
        [this](const ChainProblem &problem) { return problem.chain == m_id; });
    while (m_steps.size() < steps.size())
        makeCard();
    const bool full = steps.size() >= ChainDraft::MostSteps;
    for (std::size_t i = 0; i < m_steps.size(); ++i) {
        m_steps[i]->setVisible(i < steps.size());
        if (i >= steps.size())
            continue;
        m_steps[i]->setStep(
            steps[i], {i, steps.size(), i == lastOn(steps), full}, m_draft.config(), m_draft.catalogue());
        m_steps[i]->setProblems(own);
    }
    m_add->setEnabled(!full);
    m_add->setToolTip(full ? tr("A chain has at most ten steps") : QString());
}

StepCard *ChainEditor::makeCard()
{
    auto *card = new StepCard(this);
    connectCard(card, m_steps.size());
    m_cards->addWidget(card);
    m_steps.push_back(card);
    return card;
}

void ChainEditor::connectCard(StepCard *card, std::size_t index)
{
    connect(card, &StepCard::edited, this, [this, index](const QString &field) { changeStep(index, field); });
    connect(card, &StepCard::moveRequested, this, [this, index](int by) { moveStep(index, by); });
    connect(card, &StepCard::duplicateRequested, this, [this, index] {
        m_draft.duplicateStep(m_id, index);
        focusCard(index + 1);
    });
    connect(card, &StepCard::removeRequested, this, [this, index] {
        m_draft.removeStep(m_id, index);
        const ChainConfig *chain = m_draft.chain(m_id);
        if (chain && !chain->steps.empty())
            focusCard(std::min(index, chain->steps.size() - 1));
        else
            m_add->setFocus();
    });
}

void ChainEditor::changeStep(std::size_t index, const QString &field)
{
    const ChainConfig *found = m_draft.chain(m_id);
    if (!found || index >= found->steps.size())
        return;
    ChainConfig chain = *found;
    chain.steps[index] = m_steps[index]->step();
    m_draft.change(chain, field.isEmpty() ? field : u"steps/%1/%2"_s.arg(index).arg(field));
}

void ChainEditor::moveStep(std::size_t index, int by)
{
    const ChainConfig *chain = m_draft.chain(m_id);
    const std::size_t count = chain ? chain->steps.size() : 0;
    const std::size_t to
        = index + static_cast<std::size_t>(by); // wraps below the first, and is too large then
    if (to >= count)
        return;
    m_draft.moveStep(m_id, index, by);
    // The keyboard goes along, so that one key moves a step all the way.
    StepCard *card = m_steps[to];
    QToolButton *wanted = by < 0 ? card->upButton() : card->downButton();
    QToolButton *other = by < 0 ? card->downButton() : card->upButton();
    (wanted->isEnabled() ? wanted : other)->setFocus();
    showCard(to);
}

void ChainEditor::addStep()
{
    m_draft.addStep(m_id);
    if (const ChainConfig *chain = m_draft.chain(m_id); chain && !chain->steps.empty())
        focusCard(chain->steps.size() - 1);
}

void ChainEditor::focusCard(std::size_t index)
{
    if (index >= m_steps.size() || !m_steps[index]->isVisibleTo(this))
        return;
    m_steps[index]->focusFirst();
    showCard(index);
}

void ChainEditor::showCard(std::size_t index)
{
    // A card that was just made has no place before it is laid out.
    m_scroll->widget()->layout()->activate();
    m_scroll->ensureWidgetVisible(m_steps[index]);
}

void ChainEditor::focusError(const std::vector<ChainProblem> &problems)
{
    const auto found = std::ranges::find_if(
        problems, [this](const ChainProblem &problem) { return problem.isError && problem.chain == m_id; });
    if (found != problems.end() && found->step)
        focusCard(*found->step);
    else
        m_form->setFocus();
}

} // namespace Belay

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/chainspage.h"

#include "core/providers/chainproposal.h"
#include "ui/chaineditor/chaineditor.h"
#include "ui/chaineditor/chainlist.h"
#include "ui/chaineditor/changesbar.h"
#include "ui/dialogs/newchaindialog.h"
#include "ui/models/chainwords.h"
#include "ui/models/gatewaydesk.h"
#include "ui/models/keptdraft.h"
#include "ui/widgets/statusshape.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/undobar.h"
#include "ui/widgets/usermessage.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QShortcut>
#include <QSplitter>
#include <QStackedWidget>

#include <algorithm>

namespace Belay {

using namespace Qt::StringLiterals;

namespace {

constexpr qreal TitleShare = 1.6;
constexpr int ColumnWidth = 640;
constexpr qsizetype MostLines = 8;

QString shortList(QStringList changes)
{
    if (changes.size() > MostLines) {
        changes.resize(MostLines);
        changes << u"…"_s;
    }
    return changes.join(u'\n');
}

} // namespace

ChainsPage::ChainsPage(
    ConfigService &config, const Catalogue &catalogue, UndoBar &undo, QSettings &settings, QWidget *parent)
    : QWidget(parent)
    , m_config(config)
    , m_undo(undo)
    , m_settings(settings)
    , m_draft(config.config(), catalogue)
    , m_stack(new QStackedWidget(this))
    , m_emptyText(new QLabel)
    , m_propose(new QPushButton(tr("&Make a chain of my providers")))
    , m_addProvider(new QPushButton(tr("Add a &provider…")))
    , m_empty(makeEmpty())
    , m_list(new ChainList(m_draft, this))
    , m_editor(new ChainEditor(m_draft, this))
    , m_changes(new ChangesBar(this))
{
    setObjectName(u"chainsPage"_s);
    auto *splitter = new QSplitter(this);
    splitter->addWidget(m_list);
    splitter->addWidget(m_editor);
    splitter->setChildrenCollapsible(false);
    splitter->setStretchFactor(1, 1);
    const int letter = fontMetrics().averageCharWidth();
    splitter->setSizes({letter * 32, letter * 120});
    m_list->setMinimumWidth(letter * 22);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(splitter);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 12, 12, 8);
    layout->addWidget(m_stack, 1);
    layout->addWidget(m_changes);
    connectParts();
    connectChanges();
    addShortcuts();
    setAddress({plannedAddress(config.config()->gateway)});
    if (resumeDraft(m_draft, settings)) {
        m_kept = m_draft.chains();
        undo.say(tr("Changes to your chains that were not applied are still here, as a draft."));
    }
    update();
}

QWidget *ChainsPage::makeEmpty()
{
    auto *empty = new QWidget(this);
    empty->setObjectName(u"noChains"_s);
    auto *title = new QLabel(tr("Keep getting answers when a provider fails"), empty);
    title->setFont(titleFont(title->font(), TitleShare));
    title->setWordWrap(true);
    m_emptyText->setObjectName(u"noChainsLabel"_s);
    m_emptyText->setWordWrap(true);
    m_propose->setObjectName(u"proposeButton"_s);
    m_addProvider->setObjectName(u"addFirstProviderButton"_s);
    auto *own = new QPushButton(tr("Be&gin with an empty one…"), empty);
    own->setObjectName(u"emptyNewChainButton"_s);
    connect(m_propose, &QPushButton::clicked, this, [this] {
        showChain(m_draft.addProposed());
        m_editor->setFocus();
    });
    connect(m_addProvider, &QPushButton::clicked, this, &ChainsPage::addProviderRequested);
    connect(own, &QPushButton::clicked, this, &ChainsPage::addChain);
    auto *buttons = new QHBoxLayout;
    for (QPushButton *button : {m_propose, m_addProvider, own})
        buttons->addWidget(button);
    buttons->addStretch(1);
    auto *column = new QWidget(empty);
    column->setMaximumWidth(ColumnWidth);
    auto *rows = new QVBoxLayout(column);
    rows->setSpacing(16);
    rows->addStretch(1);
    rows->addWidget(title);
    rows->addWidget(m_emptyText);
    rows->addLayout(buttons);
    rows->addStretch(2);
    auto *across = new QHBoxLayout(empty);
    across->addStretch(1);
    across->addWidget(column, 100);
    across->addStretch(1);
    return empty;
}

void ChainsPage::connectParts()
{
    connect(&m_config, &ConfigService::configChanged, this,
        [this](const std::shared_ptr<const Config> &config) { m_draft.setConfig(config); });
    connect(&m_draft, &ChainDraft::changed, this, &ChainsPage::update);
    connect(m_list, &ChainList::currentChanged, this, [this] { showChain(m_list->current()); });
    connect(m_list, &ChainList::addRequested, this, &ChainsPage::addChain);
    connect(m_list, &ChainList::duplicateRequested, this,
        [this] { showChain(m_draft.duplicate(m_list->current())); });
    connect(m_list, &ChainList::removeRequested, this, &ChainsPage::removeChain);
}

void ChainsPage::connectChanges()
{
    connect(m_changes, &ChangesBar::applyRequested, this, &ChainsPage::apply);
    connect(m_changes, &ChangesBar::discardRequested, &m_draft, &ChainDraft::discard);
    connect(m_changes, &ChangesBar::undoRequested, &m_draft, &ChainDraft::undo);
    connect(m_changes, &ChangesBar::redoRequested, &m_draft, &ChainDraft::redo);
    connect(m_changes, &ChangesBar::keepMineRequested, this, &ChainsPage::keepMine);
    connect(m_changes, &ChangesBar::takeTheirsRequested, this, &ChainsPage::takeTheirs);
    connect(m_changes, &ChangesBar::errorRequested, this, [this] {
        const auto found = std::ranges::find_if(m_problems, &ChainProblem::isError);
        if (found == m_problems.end())
            return;
        showChain(found->chain);
        m_editor->focusError(m_problems);
    });
}

void ChainsPage::addShortcuts()
{
    const auto onKey = [this](const QKeySequence &keys, auto answer) {
        auto *shortcut = new QShortcut(keys, this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, answer);
    };
    onKey(QKeySequence::Save, [this] { apply(); });
    onKey(QKeySequence::Undo, [this] { m_draft.undo(); });
    onKey(QKeySequence::Redo, [this] { m_draft.redo(); });
}

void ChainsPage::setAddress(const ChainAddress &address)
{
    m_editor->setAddress(address);
}

void ChainsPage::showChain(const ChainId &id)
{
    m_wanted = id;
    update();
}

void ChainsPage::update()
{
    m_problems = chainProblems(m_draft.edited(), m_draft.catalogue());
    m_list->update(m_problems, m_wanted);
    m_wanted = m_list->current();
    m_editor->setChain(m_wanted);
    m_editor->update(m_problems);
    ChangesBar::State state;
    state.changes = chainChanges(m_draft.config(), m_draft.edited());
    state.errors = static_cast<int>(std::ranges::count_if(m_problems, &ChainProblem::isError));
    state.canUndo = m_draft.canUndo();
    state.canRedo = m_draft.canRedo();
    m_changes->setState(state);
    m_changes->setFailure({});
    if (!m_draft.clashes().empty() && !m_changes->hasConflict())
        m_changes->setConflict(
            tr("“%1” was changed elsewhere while you were editing it. Whose form is to be kept?")
                .arg(m_draft.clashes().begin()->value));
    else if (!m_draft.isChanged())
        m_changes->setConflict({});
    const bool empty = m_draft.chains().empty();
    m_changes->setVisible(!empty || m_draft.isChanged() || m_draft.canUndo());
    m_stack->setCurrentIndex(empty ? 0 : 1);
    setFocusProxy(empty ? static_cast<QWidget *>(m_empty->nextInFocusChain()) : m_list);
    if (empty)
        updateEmpty();
}

void ChainsPage::updateEmpty()
{
    const bool possible = proposeChain(m_draft.edited(), m_draft.catalogue()).has_value();
    const QString what
        = tr("A chain is a list of providers in an order. A client asks for the chain as if it were a model; "
             "Belay "
             "asks the first provider, and goes on to the next one when that fails, before the client sees "
             "anything of it.");
    const QString next = possible
        ? tr("Belay can make one of the providers that you have; you see it before it is saved.")
        : tr("Add a provider with a key first.");
    m_emptyText->setText(what + u"\n\n"_s + next);
    m_propose->setVisible(possible);
    m_propose->setDefault(possible);
    m_addProvider->setVisible(!possible);
}

void ChainsPage::addChain()
{
    const auto isTaken = [this](const QString &id) {
        const auto has = [&id](const ChainDraft::Chains &chains) {
            return std::ranges::find(chains, ChainId(id), &ChainConfig::id) != chains.end();
        };
        return has(m_draft.chains()) || has(m_draft.config().chains);
    };
    auto *dialog = new NewChainDialog(isTaken, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        showChain(m_draft.add(dialog->name()));
        m_editor->focusError(m_problems); // its first step waits for a target
    });
    dialog->open();
}

void ChainsPage::removeChain()
{
    const ChainConfig *found = m_draft.chain(m_list->current());
    if (!found)
        return;
    const ChainConfig chain = *found;
    const auto at = static_cast<std::size_t>(found - m_draft.chains().data());
    m_draft.remove(chain.id);
    m_list->setFocus();
    m_undo.offer(
        tr("“%1” is taken out. It is gone for good once you apply.").arg(chain.id.value), [] {},
        [this, at, chain] {
            m_draft.restore(at, chain);
            showChain(chain.id);
        });
}

bool ChainsPage::apply()
{
    const bool broken = std::ranges::any_of(m_problems, &ChainProblem::isError);
    if (!m_draft.isChanged() || broken)
        return !broken;
    const Result<void> applied = m_config.apply(m_draft.edited());
    if (applied) {
        m_applyWanted = false;
        m_changes->setConflict({});
        Q_EMIT noted(tr("The chains are applied."));
        return true;
    }
    if (applied.error().kind == ErrorKind::Conflict) {
        m_applyWanted = true;
        m_changes->setConflict(tr(
            "Another program changed the settings file in the meantime, so nothing was written. Your changes "
            "can be put into the file as it is now, or given up for what it says."));
    } else {
        m_changes->setFailure(userMessage(applied.error()));
    }
    return false;
}

bool ChainsPage::reload()
{
    if (const Result<void> read = m_config.load(); !read) {
        m_changes->setFailure(userMessage(read.error()));
        return false;
    }
    return true;
}

void ChainsPage::keepMine()
{
    if (!reload())
        return;
    m_draft.keepMine();
    m_changes->setConflict({});
    if (std::exchange(m_applyWanted, false))
        apply();
}

void ChainsPage::takeTheirs()
{
    if (!reload())
        return;
    m_applyWanted = false;
    m_changes->setConflict({});
    m_draft.discard();
}

bool ChainsPage::asksBeforeLeaving() const
{
    return m_draft.isChanged() && m_draft.chains() != m_kept;
}

void ChainsPage::keepDraft()
{
    Belay::keepDraft(m_draft, m_settings);
}

void ChainsPage::askToLeave(std::function<void()> go)
{
    delete m_question; // an older one asks about another way out
    const QStringList changes = chainChanges(m_draft.config(), m_draft.edited());
    m_question = new QMessageBox(QMessageBox::Question, tr("Changes to chains"),
        tr("%n changes to your chains are not applied yet.", nullptr, static_cast<int>(changes.size())),
        QMessageBox::NoButton, window());
    m_question->setAttribute(Qt::WA_DeleteOnClose);
    m_question->setObjectName(u"leaveQuestion"_s);
    m_question->setInformativeText(shortList(changes));
    QPushButton *applies = m_question->addButton(tr("&Apply"), QMessageBox::AcceptRole);
    applies->setEnabled(std::ranges::none_of(m_problems, &ChainProblem::isError));
    const QAbstractButton *discards = m_question->addButton(tr("&Discard"), QMessageBox::DestructiveRole);
    const QAbstractButton *keeps
        = m_question->addButton(tr("&Keep as a draft"), QMessageBox::DestructiveRole);
    m_question->addButton(QMessageBox::Cancel);
    connect(m_question, &QMessageBox::buttonClicked, this,
        [this, applies, discards, keeps, go = std::move(go)](const QAbstractButton *clicked) {
            if (clicked == discards)
                m_draft.discard();
            else if (clicked == keeps)
                m_kept = m_draft.chains();
            else if (clicked != applies || !apply())
                return;
            keepDraft();
            go();
        });
    m_question->open();
}

} // namespace Belay

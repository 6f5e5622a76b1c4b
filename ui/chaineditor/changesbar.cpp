// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chaineditor/changesbar.h"

#include "ui/widgets/panel.h"
#include "ui/widgets/statusshape.h"
#include "ui/widgets/textlabel.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QToolButton>

#include <algorithm>

namespace Belay {

using namespace Qt::StringLiterals;

namespace {

constexpr int MostLines = 4; // more of them scroll

QToolButton *makeTool(const QString &icon, const QString &text, const QString &name, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setObjectName(name);
    button->setIcon(themedIcon(icon));
    button->setAccessibleName(text);
    button->setToolTip(text);
    button->setFocusPolicy(Qt::StrongFocus);
    return button;
}

} // namespace

ChangesBar::ChangesBar(QWidget *parent)
    : QWidget(parent)
    , m_title(makePlainLabel(u"changesTitleLabel"_s, this))
    , m_list(makePlainLabel(u"changesLabel"_s, this))
    , m_scroll(new QScrollArea(this))
    , m_failure(makePlainLabel(u"applyFailureLabel"_s, this))
    , m_conflict(makeConflict())
    , m_undo(makeTool(u"undo"_s, tr("Undo the last edit (Ctrl+Z)"), u"undoEditButton"_s, this))
    , m_redo(makeTool(u"redo"_s, tr("Redo the edit (Ctrl+Shift+Z)"), u"redoEditButton"_s, this))
    , m_error(new QPushButton(tr("Sho&w what to mend"), this))
    , m_discard(new QPushButton(tr("&Discard"), this))
    , m_apply(new QPushButton(tr("&Apply"), this))
{
    setObjectName(u"changesBar"_s);
    QFont font = m_title->font();
    font.setBold(true);
    m_title->setFont(font);
    m_list->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_scroll->setWidget(m_list);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->viewport()->setAutoFillBackground(false);
    m_list->setAutoFillBackground(false);
    m_scroll->setAccessibleName(tr("Changes that are not applied yet"));
    auto *panel = new Panel(this);
    auto *rows = new QVBoxLayout(panel);
    rows->setContentsMargins(6, 4, 6, 4);
    rows->setSpacing(4);
    rows->addWidget(m_conflict);
    rows->addLayout(makeButtons());
    rows->addWidget(m_failure);
    rows->addWidget(m_scroll);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(panel);
    setFailure({});
    setState({});
}

QLayout *ChangesBar::makeButtons()
{
    m_error->setObjectName(u"showErrorButton"_s);
    m_discard->setObjectName(u"discardButton"_s);
    m_apply->setObjectName(u"applyButton"_s);
    connect(m_undo, &QToolButton::clicked, this, &ChangesBar::undoRequested);
    connect(m_redo, &QToolButton::clicked, this, &ChangesBar::redoRequested);
    connect(m_error, &QPushButton::clicked, this, &ChangesBar::errorRequested);
    connect(m_discard, &QPushButton::clicked, this, &ChangesBar::discardRequested);
    connect(m_apply, &QPushButton::clicked, this, &ChangesBar::applyRequested);
    auto *row = new QHBoxLayout;
    row->addWidget(m_title, 1);
    for (QWidget *button : std::initializer_list<QWidget *> {m_undo, m_redo, m_error, m_discard, m_apply})
        row->addWidget(button);
    return row;
}

QWidget *ChangesBar::makeConflict()
{
    auto *box = new QWidget(this);
    box->setObjectName(u"conflictBox"_s);
    m_conflictText = makePlainLabel(u"conflictLabel"_s, box);
    m_mine = new QPushButton(tr("&Keep my changes"), box);
    m_mine->setObjectName(u"keepMineButton"_s);
    auto *theirs = new QPushButton(tr("Take the &file's chains"), box);
    theirs->setObjectName(u"takeTheirsButton"_s);
    connect(m_mine, &QPushButton::clicked, this, &ChangesBar::keepMineRequested);
    connect(theirs, &QPushButton::clicked, this, &ChangesBar::takeTheirsRequested);
    auto *row = new QHBoxLayout;
    row->addStretch(1);
    row->addWidget(m_mine);
    row->addWidget(theirs);
    auto *rows = new QVBoxLayout(box);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->addWidget(m_conflictText);
    rows->addLayout(row);
    box->hide();
    return box;
}

void ChangesBar::setState(const State &state)
{
    m_state = state;
    const int count = static_cast<int>(state.changes.size());
    m_title->setText(
        count == 0 ? tr("Everything is applied.") : tr("%n changes are not applied yet", nullptr, count));
    QStringList lines;
    for (const QString &change : state.changes)
        lines << tr("• %1", "an item of a list").arg(change);
    m_list->setText(lines.join(u'\n'));
    m_scroll->setVisible(count > 0);
    m_scroll->setFocusPolicy(count > MostLines ? Qt::StrongFocus : Qt::NoFocus);
    m_scroll->setFixedHeight(fontMetrics().lineSpacing() * std::clamp(count, 1, MostLines) + 4);
    updateButtons();
}

void ChangesBar::updateButtons()
{
    const bool changed = !m_state.changes.isEmpty();
    m_undo->setEnabled(m_state.canUndo);
    m_redo->setEnabled(m_state.canRedo);
    m_discard->setEnabled(changed);
    m_apply->setEnabled(changed && m_state.errors == 0 && !hasConflict());
    m_mine->setEnabled(m_state.errors == 0);
    m_error->setVisible(changed && m_state.errors > 0);
    m_apply->setToolTip(m_state.errors > 0 ? tr("%n things have to be mended first", nullptr, m_state.errors)
                                           : tr("Save the chains; the gateway takes them over, and requests "
                                                "that run end on the old ones (Ctrl+S)"));
    m_apply->setAccessibleDescription(m_apply->toolTip());
}

void ChangesBar::setConflict(const QString &text)
{
    m_conflictText->setText(text);
    m_conflict->setVisible(!text.isEmpty());
    updateButtons();
}

bool ChangesBar::hasConflict() const
{
    return !m_conflictText->text().isEmpty();
}

void ChangesBar::setFailure(const QString &text)
{
    m_failure->setText(text);
    m_failure->setVisible(!text.isEmpty());
}

} // namespace Belay

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/kindstep.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QShortcut>
#include <QVBoxLayout>

namespace Belay {

using namespace Qt::StringLiterals;

namespace {

constexpr int KindRole = Qt::UserRole;
constexpr int SearchRole = Qt::UserRole + 1;

} // namespace

KindStep::KindStep(const Catalogue &catalogue, QWidget *parent)
    : QWidget(parent)
    , m_search(new QLineEdit(this))
    , m_list(new QListWidget(this))
{
    m_search->setObjectName(u"kindSearchLineEdit"_s);
    m_search->setPlaceholderText(tr("Search providers"));
    m_search->setAccessibleName(tr("Search providers"));
    m_search->setClearButtonEnabled(true);
    m_list->setObjectName(u"kindListWidget"_s);
    m_list->setAccessibleName(tr("Providers"));
    m_list->setUniformItemSizes(true);
    for (const ProviderKind &kind : catalogue.kinds()) {
        const QString where = kind.baseUrl.isEmpty() ? tr("you give the address") : kind.baseUrl.host();
        auto *item = new QListWidgetItem(tr("%1   –   %2", "provider, host").arg(kind.name, where), m_list);
        item->setData(KindRole, QVariant::fromValue(static_cast<int>(kind.id)));
        item->setData(SearchRole, QString(kind.name + u' ' + toString(kind.id) + u' ' + where));
        item->setSizeHint({0, fontMetrics().height() + 10});
    }
    m_list->setCurrentRow(0);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_search);
    layout->addWidget(m_list, 1);
    setFocusProxy(m_search);
    connect(m_search, &QLineEdit::textChanged, this, &KindStep::filter);
    connect(m_list, &QListWidget::currentItemChanged, this, &KindStep::kindChanged);
    // Enter presses the dialog's own button: told here as well, it would go two steps at once.
    connect(m_list, &QListWidget::itemDoubleClicked, this, &KindStep::kindActivated);
    // The arrow leads from the field into the list.
    auto *down = new QShortcut(QKeySequence(Qt::Key_Down), m_search);
    down->setContext(Qt::WidgetShortcut);
    connect(down, &QShortcut::activated, m_list, qOverload<>(&QWidget::setFocus));
}

std::optional<ProviderKindId> KindStep::kind() const
{
    const QListWidgetItem *item = m_list->currentItem();
    if (!item || item->isHidden())
        return {};
    return static_cast<ProviderKindId>(item->data(KindRole).toInt());
}

void KindStep::setKind(ProviderKindId kind)
{
    m_search->clear();
    for (int row = 0; row < m_list->count(); ++row) {
        if (m_list->item(row)->data(KindRole).toInt() == static_cast<int>(kind))
            m_list->setCurrentRow(row);
    }
}

void KindStep::filter(const QString &text)
{
    QListWidgetItem *first = nullptr;
    QListWidgetItem *anyServer = nullptr;
    for (int row = 0; row < m_list->count(); ++row) {
        QListWidgetItem *item = m_list->item(row);
        const bool fits = item->data(SearchRole).toString().contains(text.trimmed(), Qt::CaseInsensitive);
        item->setHidden(!fits);
        if (fits && !first)
            first = item;
        if (item->data(KindRole).toInt() == static_cast<int>(ProviderKindId::OpenAiCompatible))
            anyServer = item;
    }
    if (!first && anyServer) { // whoever is not listed most likely speaks OpenAI's API
        anyServer->setHidden(false);
        first = anyServer;
    }
    if (first && (!m_list->currentItem() || m_list->currentItem()->isHidden()))
        m_list->setCurrentItem(first);
    Q_EMIT kindChanged();
}

} // namespace Belay

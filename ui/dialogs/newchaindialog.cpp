// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/newchaindialog.h"

#include "core/base/ids.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace Belay {

using namespace Qt::StringLiterals;

NewChainDialog::NewChainDialog(std::function<bool(const QString &)> isTaken, QWidget *parent)
    : QDialog(parent)
    , m_isTaken(std::move(isTaken))
    , m_name(new QLineEdit(this))
    , m_id(new QLabel(this))
{
    setObjectName(u"newChainDialog"_s);
    setWindowTitle(tr("New chain"));
    m_name->setObjectName(u"chainNameLineEdit"_s);
    m_name->setPlaceholderText(tr("coding"));
    m_name->setMaxLength(60);
    m_id->setObjectName(u"chainIdLabel"_s);
    m_id->setTextFormat(Qt::PlainText);
    m_id->setWordWrap(true);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_create = buttons->addButton(tr("&Create"), QDialogButtonBox::AcceptRole);
    m_create->setObjectName(u"createChainButton"_s);
    auto *form = new QFormLayout;
    form->addRow(tr("&Name:"), m_name);
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(form);
    layout->addWidget(m_id);
    layout->addWidget(buttons);
    setMinimumWidth(fontMetrics().averageCharWidth() * 64);
    connect(m_name, &QLineEdit::textChanged, this, &NewChainDialog::showId);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    showId();
}

QString NewChainDialog::name() const
{
    return m_name->text().trimmed();
}

void NewChainDialog::showId()
{
    const bool named = !name().isEmpty();
    m_create->setEnabled(named);
    m_id->setText(named ? tr("Clients will call it “%1”. That stays as it is; other names can be added.")
                              .arg(slugFor(name(), m_isTaken))
                        : tr("Clients call a chain by its name, as if it were a model."));
}

} // namespace Belay

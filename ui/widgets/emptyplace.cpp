// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/emptyplace.h"

#include "ui/widgets/textlabel.h"

#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

namespace Belay {

EmptyPlace::EmptyPlace(const QString &title, const QString &text, const QString &action, QWidget *parent)
    : QWidget(parent)
{
    auto *heading = new QLabel(title, this);
    heading->setFont(titleFont(heading->font(), 1.2));
    auto *body = new QLabel(text, this);
    body->setWordWrap(true);
    body->setAlignment(Qt::AlignHCenter);
    auto *button = new QPushButton(action, this);
    connect(button, &QPushButton::clicked, this, &EmptyPlace::acted);
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(10);
    layout->addStretch(1);
    layout->addWidget(heading, 0, Qt::AlignHCenter);
    layout->addWidget(body);
    layout->addWidget(button, 0, Qt::AlignHCenter);
    layout->addStretch(2);
}

LoadingPlace::LoadingPlace(const QString &text, QWidget *parent)
    : QWidget(parent)
    , m_inner(new QWidget(this))
{
    auto *bar = new QProgressBar(m_inner);
    bar->setRange(0, 0);
    bar->setTextVisible(false);
    bar->setMaximumWidth(320);
    bar->setAccessibleName(tr("Loading"));
    auto *column = new QVBoxLayout(m_inner);
    column->addWidget(new QLabel(text, m_inner), 0, Qt::AlignHCenter);
    column->addWidget(bar);
    auto *layout = new QVBoxLayout(this);
    layout->addStretch(1);
    layout->addWidget(m_inner, 0, Qt::AlignHCenter);
    layout->addStretch(2);
    m_inner->hide();
}

} // namespace Belay

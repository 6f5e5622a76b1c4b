// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/undobar.h"

#include "ui/widgets/panel.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace Belay {

UndoBar::UndoBar(Clock &clock, QWidget *parent, const QString &name)
    : QWidget(parent)
    , m_clock(clock)
    , m_text(new QLabel(this))
    , m_button(new QPushButton(this))
    , m_alarm(clock.createAlarm([this] { finish(); }))
{
    setObjectName(name + u"Bar");
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setObjectName(name + u"Label");
    m_button->setObjectName(name + u"Button");
    auto *panel = new Panel(this);
    auto *row = new QHBoxLayout(panel);
    row->setContentsMargins(6, 4, 6, 4);
    row->addWidget(m_text, 1);
    row->addWidget(m_button);
    auto *layout = new QHBoxLayout(this);
    layout->addWidget(panel);
    connect(m_button, &QPushButton::clicked, this, &UndoBar::undo);
    hide();
}

void UndoBar::offer(const QString &text, std::function<void()> perform, std::function<void()> undo)
{
    finish();
    m_perform = std::move(perform);
    m_undo = std::move(undo);
    m_text->setText(text);
    m_button->setText(tr("&Undo"));
    m_button->setAccessibleName(tr("Undo: %1").arg(text));
    m_alarm->wakeAt(m_clock.steady() + Time);
    show();
}

void UndoBar::say(const QString &text)
{
    finish();
    m_text->setText(text);
    m_button->setText(tr("&Close"));
    m_button->setAccessibleName(tr("Close: %1").arg(text));
    show();
}

void UndoBar::finish()
{
    close();
    m_undo = nullptr;
    if (const auto perform = std::exchange(m_perform, nullptr))
        perform();
}

void UndoBar::undo()
{
    close();
    m_perform = nullptr;
    if (const auto undo = std::exchange(m_undo, nullptr))
        undo();
}

void UndoBar::close()
{
    m_alarm->cancel();
    hide();
}

} // namespace Belay

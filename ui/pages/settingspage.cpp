// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/settingspage.h"

#include "ui/pages/settingsnotifications.h"
#include "ui/pages/settingsprivacy.h"
#include "ui/pages/settingswebhooks.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/textlabel.h"
#include "ui/windowclosing.h"

#include <QCheckBox>
#include <QDesktopServices>
#include <QFileInfo>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QSpinBox>
#include <QUrl>
#include <QVBoxLayout>

namespace Belay {

using namespace Qt::StringLiterals;

namespace {

constexpr int LongestKept = 3'650;

} // namespace

QWidget *makeSection(const QString &title, QVBoxLayout *&column, QWidget *parent)
{
    auto *panel = new Panel(parent);
    panel->setAccessibleName(title);
    auto *head = new QLabel(title, panel);
    head->setFont(titleFont(head->font(), 1.15));
    column = new QVBoxLayout(panel);
    column->addWidget(head);
    return panel;
}

SettingsPage::SettingsPage(const Parts &parts, QWidget *parent)
    : QWidget(parent)
    , m_parts(parts)
{
    setObjectName(u"settingsPage"_s);
    auto *content = new QWidget(this);
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(12);
    QWidget *general = makeGeneral();
    column->addWidget(general);
    column->addWidget(makeHistory());
    if (parts.notifications) {
        column->addWidget(new SettingsNotifications(parts.desk, *parts.notifications, content));
        column->addWidget(
            new SettingsWebhooks(parts.desk, *parts.notifications, parts.keys, parts.undo, content));
    }
    column->addWidget(new SettingsPrivacy(parts.desk, content));
    column->addStretch();
    auto *scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(content);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins({});
    outer->addWidget(scroll);
    setFocusProxy(general->findChild<QCheckBox *>());
}

QWidget *SettingsPage::makeGeneral()
{
    QVBoxLayout *column = nullptr;
    QWidget *section = makeSection(tr("General"), column, this);
    auto *background = new QCheckBox(tr("Keep &running in background when the window is closed"), section);
    background->setObjectName(u"backgroundCheckBox"_s);
    background->setChecked(m_parts.closing.keepsRunning());
    connect(background, &QCheckBox::clicked, &m_parts.closing, &WindowClosing::setKeepsRunning);
    column->addWidget(background);
    auto *file = new QLabel(tr("Settings are kept in %1.").arg(m_parts.desk.path()), section);
    file->setTextFormat(Qt::PlainText);
    file->setWordWrap(true);
    file->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *open = new QPushButton(tr("Open the &folder"), section);
    connect(open, &QPushButton::clicked, this, [path = m_parts.desk.path()] {
        QDesktopServices::openUrl(QUrl::fromLocalFile(QFileInfo(path).absolutePath()));
    });
    auto *row = new QHBoxLayout;
    row->addWidget(file, 1);
    row->addWidget(open);
    column->addLayout(row);
    return section;
}

QWidget *SettingsPage::makeHistory()
{
    QVBoxLayout *column = nullptr;
    QWidget *section = makeSection(tr("History"), column, this);
    const auto spin = [&](const QString &name, int HistoryConfig::*days) {
        auto *box = new QSpinBox(section);
        box->setObjectName(name);
        box->setRange(1, LongestKept);
        box->setKeyboardTracking(false);
        box->setSuffix(tr(" days"));
        const auto show = [this, box, days] {
            const QSignalBlocker quiet(box);
            box->setValue(m_parts.desk.config().history.*days);
        };
        show();
        connect(&m_parts.desk, &SettingsDesk::changed, box, show);
        connect(box, &QSpinBox::valueChanged, &m_parts.desk, [this, days](int value) {
            m_parts.desk.change([&](Config &config) { config.history.*days = value; });
        });
        return box;
    };
    auto *form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::FieldsStayAtSizeHint);
    form->addRow(tr("Keep single chec&ks for:"), spin(u"rawDaysSpinBox"_s, &HistoryConfig::rawDays));
    form->addRow(
        tr("Keep the &gateway's requests for:"), spin(u"traceDaysSpinBox"_s, &HistoryConfig::traceDays));
    column->addLayout(form);
    auto *note = new QLabel(tr("Hours and days, from which uptime is made, are kept longer."), section);
    note->setWordWrap(true);
    column->addWidget(note);
    return section;
}

} // namespace Belay

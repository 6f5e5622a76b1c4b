// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/settingsnotifications.h"

#include "core/domain/statusboard.h"
#include "ui/dialogs/webhookdialog.h"
#include "ui/pages/settingspage.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QListWidget>
#include <QLocale>
#include <QPushButton>
#include <QTimeEdit>
#include <QVBoxLayout>

#include <algorithm>

namespace Belay {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int VisibleTargets = 6;
constexpr std::array<Milliseconds, 5> Reminders {30min, 1h, 4h, 12h, 24h};
const auto Night = u"22:00-07:00"_s;
const auto TimeForm = u"HH:mm"_s;

} // namespace

SettingsNotifications::SettingsNotifications(
    SettingsDesk &desk, NotificationControl &control, QWidget *parent)
    : QWidget(parent)
    , m_desk(desk)
    , m_control(control)
{
    setObjectName(u"notificationSettings"_s);
    QVBoxLayout *column = nullptr;
    QWidget *section = makeSection(tr("Notifications"), column, this);
    addDesktop(*column);
    addEvents(*column);
    addTimes(*column);
    addTargets(*column);
    auto *reset = new QPushButton(tr("Reset notifications to their &defaults"), section);
    reset->setObjectName(u"resetNotificationsButton"_s);
    connect(reset, &QPushButton::clicked, &m_desk, &SettingsDesk::resetNotifications);
    column->addWidget(reset, 0, Qt::AlignLeft);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins({});
    outer->addWidget(section);
    connect(&m_desk, &SettingsDesk::changed, this, &SettingsNotifications::show);
    connect(&m_control, &NotificationControl::testShown, this, &SettingsNotifications::showTested);
    show();
}

void SettingsNotifications::addDesktop(QVBoxLayout &column)
{
    m_desktop = new QCheckBox(tr("Show &notes on the desktop"), this);
    m_desktop->setObjectName(u"desktopNotesCheckBox"_s);
    connect(m_desktop, &QCheckBox::clicked, &m_desk,
        [this](bool on) { m_desk.change([on](Config &config) { config.notifications.desktop = on; }); });
    auto *test = new QPushButton(tr("Show a &test note"), this);
    test->setObjectName(u"testNoteButton"_s);
    connect(test, &QPushButton::clicked, &m_control, &NotificationControl::testDesktop);
    m_tested = new QLabel(this);
    m_tested->setObjectName(u"testNoteLabel"_s);
    m_tested->setTextFormat(Qt::PlainText);
    m_tested->setWordWrap(true);
    column.addWidget(m_desktop);
    auto *row = new QHBoxLayout;
    row->addWidget(test);
    row->addWidget(m_tested, 1);
    column.addLayout(row);
}

void SettingsNotifications::addEvents(QVBoxLayout &column)
{
    column.addWidget(new QLabel(tr("A note tells of:"), this));
    for (const EventGroup &group : eventGroups()) {
        auto *box = new QCheckBox(group.words, this);
        connect(box, &QCheckBox::clicked, &m_desk,
            [this, events = group.events](bool on) { m_desk.setShown(events, on); });
        column.addWidget(box);
        m_events.push_back(box);
    }
}

void SettingsNotifications::addTimes(QVBoxLayout &column)
{
    m_reminder = new QComboBox(this);
    m_reminder->setObjectName(u"reminderComboBox"_s);
    m_reminder->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    connect(m_reminder, &QComboBox::activated, &m_desk, [this] {
        const int minutes = m_reminder->currentData().toInt();
        m_desk.change([minutes](Config &config) {
            config.notifications.remindEvery
                = minutes == 0 ? std::nullopt : std::optional<Milliseconds>(std::chrono::minutes {minutes});
        });
    });
    m_quiet = new QCheckBox(tr("&Quiet hours, from"), this);
    m_quiet->setObjectName(u"quietHoursCheckBox"_s);
    m_from = new QTimeEdit(this);
    m_from->setObjectName(u"quietFromTimeEdit"_s);
    m_from->setAccessibleName(tr("Quiet from"));
    m_to = new QTimeEdit(this);
    m_to->setObjectName(u"quietToTimeEdit"_s);
    m_to->setAccessibleName(tr("Quiet to"));
    connect(m_quiet, &QCheckBox::clicked, this, &SettingsNotifications::applyQuiet);
    for (QTimeEdit *edit : {m_from, m_to}) {
        edit->setKeyboardTracking(false);
        edit->setDisplayFormat(QLocale().timeFormat(QLocale::ShortFormat).remove(u":ss"_s));
        connect(edit, &QTimeEdit::timeChanged, this, &SettingsNotifications::applyQuiet);
    }
    auto *form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::FieldsStayAtSizeHint);
    form->addRow(tr("Re&mind me of what goes on:"), m_reminder);
    column.addLayout(form);
    auto *row = new QHBoxLayout;
    row->addWidget(m_quiet);
    row->addWidget(m_from);
    row->addWidget(new QLabel(tr("to", "quiet hours from … to …"), this));
    row->addWidget(m_to);
    row->addStretch();
    column.addLayout(row);
    auto *note = new QLabel(tr("What happens in quiet hours is told at their end, in one note."), this);
    note->setWordWrap(true);
    column.addWidget(note);
}

void SettingsNotifications::addTargets(QVBoxLayout &column)
{
    auto *head = new QLabel(tr("T&ell me of:"), this);
    m_targets = new QListWidget(this);
    m_targets->setObjectName(u"toldTargetsList"_s);
    m_targets->setAccessibleName(tr("What is told of"));
    m_targets->setFixedHeight(VisibleTargets * (fontMetrics().height() + 6) + 4);
    m_targets->setSpacing(1);
    head->setBuddy(m_targets);
    column.addWidget(head);
    column.addWidget(m_targets);
    connect(m_targets, &QListWidget::itemChanged, this, [this](const QListWidgetItem *item) {
        // Later: the list is made anew by what follows.
        QMetaObject::invokeMethod(
            &m_desk,
            [desk = &m_desk, id = item->data(Qt::UserRole).toString(),
                muted = item->checkState() == Qt::Unchecked] { desk->setMuted(id, muted); },
            Qt::QueuedConnection);
    });
}

void SettingsNotifications::show()
{
    m_desktop->setChecked(m_desk.config().notifications.desktop);
    const std::vector<EventGroup> groups = eventGroups();
    for (size_t i = 0; i < groups.size(); ++i)
        m_events[i]->setChecked(m_desk.isShown(groups[i].events.front()));
    showReminder();
    showQuiet();
    showTargets();
}

void SettingsNotifications::showReminder()
{
    const std::optional<Milliseconds> now = m_desk.config().notifications.remindEvery;
    std::vector<Milliseconds> choices(Reminders.begin(), Reminders.end());
    if (now && std::ranges::find(choices, *now) == choices.end())
        choices.push_back(*now);
    std::ranges::sort(choices);
    m_reminder->clear();
    m_reminder->addItem(tr("never"), 0);
    for (const Milliseconds choice : choices) {
        const auto minutes
            = static_cast<int>(std::chrono::duration_cast<std::chrono::minutes>(choice).count());
        m_reminder->addItem(tr("after %1, then less often").arg(spokenDuration(choice)), minutes);
        if (now == choice)
            m_reminder->setCurrentIndex(m_reminder->count() - 1);
    }
}

void SettingsNotifications::showQuiet()
{
    const QString range = m_desk.config().notifications.quietHours;
    const QString shown = range.isEmpty() ? Night : range;
    const QSignalBlocker from(m_from);
    const QSignalBlocker to(m_to);
    m_quiet->setChecked(!range.isEmpty());
    m_from->setEnabled(!range.isEmpty());
    m_to->setEnabled(!range.isEmpty());
    m_from->setTime(QTime::fromString(shown.section(u'-', 0, 0), TimeForm));
    m_to->setTime(QTime::fromString(shown.section(u'-', 1), TimeForm));
}

void SettingsNotifications::applyQuiet()
{
    if (m_quiet->isChecked() && m_from->time() == m_to->time()) {
        showQuiet(); // a range of no length, or of the whole day, is none
        return;
    }
    const QString range = m_quiet->isChecked()
        ? QString(m_from->time().toString(TimeForm) + u'-' + m_to->time().toString(TimeForm))
        : QString();
    m_desk.change([&](Config &config) { config.notifications.quietHours = range; });
}

void SettingsNotifications::showTargets()
{
    const QSignalBlocker quiet(m_targets);
    const int row = m_targets->currentRow();
    m_targets->clear();
    const std::vector<QString> &muted = m_desk.config().notifications.muted;
    const auto add = [&](const QString &id, const QString &text, bool enabled) {
        auto *item = new QListWidgetItem(text, m_targets);
        item->setData(Qt::UserRole, id);
        item->setFlags(
            Qt::ItemIsSelectable | Qt::ItemIsUserCheckable | (enabled ? Qt::ItemIsEnabled : Qt::NoItemFlags));
        item->setCheckState(std::ranges::find(muted, id) == muted.end() ? Qt::Checked : Qt::Unchecked);
    };
    for (const ProviderConfig &provider : m_desk.config().providers) {
        add(provider.id.value, provider.name, true);
        const bool told = std::ranges::find(muted, provider.id.value) == muted.end();
        for (const QString &model : provider.monitor.models)
            add(TargetId {provider.id, model}.toString(), u"      " + model, told);
    }
    m_targets->setCurrentRow(std::min(row, m_targets->count() - 1));
}

void SettingsNotifications::showTested(NoteRoute route, const QString &by)
{
    switch (route) {
    case NoteRoute::Service:
        m_tested->setText(by.isEmpty() ? tr("Your desktop took it.") : tr("%1 took it.").arg(by));
        break;
    case NoteRoute::Tray:
        m_tested->setText(tr("No service of your desktop takes notes: it was shown beside the tray's icon "
                             "and in this window."));
        break;
    case NoteRoute::Window:
        m_tested->setText(tr("No service of your desktop takes notes: it was shown in this window."));
        break;
    }
}

} // namespace Belay

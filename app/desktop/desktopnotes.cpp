// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/desktopnotes.h"

#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>

namespace Belay {

namespace {

const auto Service = QStringLiteral("org.freedesktop.Notifications");
const auto Path = QStringLiteral("/org/freedesktop/Notifications");
const auto DesktopEntry = QStringLiteral("app.belay.Belay");
/// A service that says nothing for so long shows nothing either.
constexpr int Patience = 5'000;
constexpr int PatienceAtTheEnd = 500;
constexpr size_t MostWaiting = 16;

QDBusMessage call(const QString &method)
{
    return QDBusMessage::createMethodCall(Service, Path, Service, method);
}

uchar urgencyByte(NoteUrgency urgency)
{
    return urgency == NoteUrgency::Low ? 0 : urgency == NoteUrgency::Normal ? 1 : 2;
}

} // namespace

DesktopNotes::DesktopNotes(const QDBusConnection &bus, QObject *parent)
    : QObject(parent)
    , m_bus(bus)
    , m_watcher(Service, m_bus, QDBusServiceWatcher::WatchForOwnerChange)
{
    connect(&m_watcher, &QDBusServiceWatcher::serviceOwnerChanged, this, [this] { forgetService(); });
    m_bus.connect(
        Service, Path, Service, QStringLiteral("NotificationClosed"), this, SLOT(onClosed(uint, uint)));
    m_bus.connect(
        Service, Path, Service, QStringLiteral("ActionInvoked"), this, SLOT(onAction(uint, QString)));
}

DesktopNotes::~DesktopNotes()
{
    bool isAnyShown = false;
    for (const auto &[id, live] : m_live) {
        if (live.id != 0) {
            callClose(live.id);
            isAnyShown = true;
        }
    }
    // The bus keeps the order of what it is sent: once it answers, the service is going to hear of them, and
    // that one may be as slow as it likes.
    if (isAnyShown)
        m_bus.call(QDBusMessage::createMethodCall(QStringLiteral("org.freedesktop.DBus"),
                       QStringLiteral("/org/freedesktop/DBus"), QStringLiteral("org.freedesktop.DBus"),
                       QStringLiteral("GetId")),
            QDBus::Block, PatienceAtTheEnd);
}

void DesktopNotes::show(const Note &note)
{
    if (!m_bus.isConnected()) {
        Q_EMIT refused(note);
        return;
    }
    if (!m_isKnown) {
        std::erase_if(m_waiting, [&](const Note &each) { return each.id == note.id; });
        if (m_waiting.size() >= MostWaiting) {
            Q_EMIT refused(note);
            return;
        }
        m_waiting.push_back(note);
        if (m_waiting.size() == 1)
            learn();
        return;
    }
    Live &live = m_live[note.id];
    live.closes = false;
    if (live.isSending) {
        live.next = note;
        return;
    }
    live.note = note;
    send(live);
}

/// What the service can, before the first note: buttons that it does not show would be lost on it.
void DesktopNotes::learn()
{
    auto *information = new QDBusPendingCallWatcher(
        m_bus.asyncCall(call(QStringLiteral("GetServerInformation")), Patience), this);
    connect(information, &QDBusPendingCallWatcher::finished, this, [this, information] {
        const QDBusPendingReply<QString, QString, QString, QString> reply = *information;
        m_name = reply.isError() ? QString() : reply.argumentAt<0>();
        information->deleteLater();
    });
    auto *capabilities = new QDBusPendingCallWatcher(
        m_bus.asyncCall(call(QStringLiteral("GetCapabilities")), Patience), this);
    connect(capabilities, &QDBusPendingCallWatcher::finished, this, [this, capabilities] {
        const QDBusPendingReply<QStringList> reply = *capabilities;
        capabilities->deleteLater();
        m_isKnown = !reply.isError();
        m_capabilities = reply.isError() ? QStringList() : reply.value();
        for (const Note &note : std::exchange(m_waiting, {})) {
            if (m_isKnown)
                show(note);
            else
                Q_EMIT refused(note);
        }
    });
}

QDBusMessage DesktopNotes::messageFor(const Live &live) const
{
    static const std::map<NoteAction, QString> labels {{NoteAction::Open, tr("Open")},
        {NoteAction::CheckNow, tr("Check now")}, {NoteAction::MuteHour, tr("Mute for 1 h")},
        {NoteAction::MuteIncident, tr("Mute this")}};
    const Note &note = live.note;
    QStringList actions;
    if (m_capabilities.contains(QStringLiteral("actions"))) {
        for (const NoteAction action : note.actions)
            actions << toString(action) << labels.at(action);
    }
    const bool isMarkup = m_capabilities.contains(QStringLiteral("body-markup"));
    const QVariantMap hints {{QStringLiteral("urgency"), QVariant::fromValue(urgencyByte(note.urgency))},
        {QStringLiteral("desktop-entry"), DesktopEntry}};
    constexpr int AsTheServiceLikes = -1;
    QDBusMessage message = call(QStringLiteral("Notify"));
    message << QStringLiteral("Belay") << live.id << DesktopEntry << note.title
            << (isMarkup ? note.text.toHtmlEscaped() : note.text) << actions << hints << AsTheServiceLikes;
    return message;
}

void DesktopNotes::send(Live &live)
{
    live.isSending = true;
    auto *watcher = new QDBusPendingCallWatcher(m_bus.asyncCall(messageFor(live), Patience), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher, id = live.note.id] {
        watcher->deleteLater();
        takeReply(id, *watcher);
    });
}

void DesktopNotes::takeReply(const QString &id, const QDBusPendingCall &call)
{
    const auto found = m_live.find(id);
    if (found == m_live.end())
        return; // the service went meanwhile
    Live &live = found->second;
    const QDBusPendingReply<uint> reply = call;
    const Note note = live.note;
    live.isSending = false;
    live.id = reply.isError() ? 0 : reply.value();
    if (live.closes || (reply.isError() && !live.next)) {
        if (live.id != 0)
            callClose(live.id);
        m_live.erase(found);
    } else if (live.next) {
        live.note = *std::exchange(live.next, std::nullopt);
        send(live);
    }
    if (reply.isError())
        Q_EMIT refused(note);
    else
        Q_EMIT shown(note, m_name);
}

void DesktopNotes::close(const QString &id)
{
    std::erase_if(m_waiting, [&](const Note &each) { return each.id == id; });
    const auto found = m_live.find(id);
    if (found == m_live.end())
        return;
    Live &live = found->second;
    if (live.isSending) {
        live.closes = true;
        live.next.reset();
        return;
    }
    if (live.id != 0)
        callClose(live.id);
    m_live.erase(found);
}

void DesktopNotes::callClose(uint id)
{
    QDBusMessage message = call(QStringLiteral("CloseNotification"));
    message << id;
    m_bus.asyncCall(message, Patience);
}

/// Another one may know other things, and shows none of our notes.
void DesktopNotes::forgetService()
{
    m_isKnown = false;
    m_capabilities.clear();
    m_name.clear();
    for (auto &[id, live] : m_live)
        live.id = 0;
    std::erase_if(m_live, [](const auto &each) { return !each.second.isSending; });
}

DesktopNotes::Live *DesktopNotes::find(uint id)
{
    for (auto &[name, live] : m_live) {
        if (live.id == id && id != 0)
            return &live;
    }
    return nullptr;
}

void DesktopNotes::onClosed(uint id, uint)
{
    Live *live = find(id);
    if (!live)
        return;
    live->id = 0;
    if (!live->isSending)
        m_live.erase(QString(live->note.id));
}

void DesktopNotes::onAction(uint id, const QString &key)
{
    const Live *live = find(id);
    const std::optional<NoteAction> action = enumFromString<NoteAction>(key);
    if (!live || !action)
        return;
    const Note note = live->note;
    Q_EMIT chosen(note, *action);
}

} // namespace Belay

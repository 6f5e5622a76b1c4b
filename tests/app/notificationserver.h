// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusConnection>
#include <QObject>
#include <QVariantMap>

#include <vector>

namespace Belay {

/// A notification service of the desktop, as small as one can be.
class NotificationServer final : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Notifications")
public:
    struct Shown {
        uint id = 0;
        uint replaces = 0;
        QString title;
        QString body;
        QStringList actions;
        QVariantMap hints;
    };

    NotificationServer(const QString &connection, QStringList capabilities)
        : m_connection(connection)
        , m_capabilities(std::move(capabilities))
    {
        QDBusConnection bus = QDBusConnection::connectToBus(QDBusConnection::SessionBus, connection);
        isUp = bus.registerObject(QStringLiteral("/org/freedesktop/Notifications"), this,
                   QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals)
            && bus.registerService(QStringLiteral("org.freedesktop.Notifications"));
    }
    ~NotificationServer() override { QDBusConnection::disconnectFromBus(m_connection); }

    std::vector<Shown> shown;
    std::vector<uint> closed;
    int askedForCapabilities = 0;
    bool isUp = false;

public Q_SLOTS:
    uint Notify(const QString &, uint replaces, const QString &, const QString &title, const QString &body,
        const QStringList &actions, const QVariantMap &hints, int)
    {
        const uint id = replaces != 0 ? replaces : ++m_last;
        shown.push_back({id, replaces, title, body, actions, hints});
        return id;
    }
    void CloseNotification(uint id)
    {
        closed.push_back(id);
        Q_EMIT NotificationClosed(id, 3);
    }
    QStringList GetCapabilities()
    {
        ++askedForCapabilities;
        return m_capabilities;
    }
    QString GetServerInformation(QString &vendor, QString &version, QString &specification)
    {
        vendor = QStringLiteral("nobody");
        version = QStringLiteral("1");
        specification = QStringLiteral("1.2");
        return QStringLiteral("little server");
    }

Q_SIGNALS:
    void NotificationClosed(uint id, uint reason);
    void ActionInvoked(uint id, const QString &key);

private:
    QString m_connection;
    QStringList m_capabilities;
    uint m_last = 40;
};

} // namespace Belay

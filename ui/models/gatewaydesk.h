// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/configservice.h"
#include "core/engine/gatewaycontrol.h"

#include <QObject>

namespace Belay {

/// Where clients on this computer call a gateway of this config; empty: its port is chosen when it starts.
QString plannedAddress(const GatewayConfig &gateway);

/// What the status bar and the Gateway page do to the gateway; both show the same.
class GatewayDesk final : public QObject
{
    Q_OBJECT
public:
    /// Both must outlive it.
    GatewayDesk(GatewayControl &gateway, ConfigService &config, QObject *parent = nullptr);

    const GatewayStatus &status() const { return m_gateway.status(); }
    GatewayControl &gateway() { return m_gateway; }
    std::shared_ptr<const Config> config() const { return m_config.config(); }
    /// What the person wants, which the state follows.
    bool isEnabled() const { return config()->gateway.enabled; }
    bool isServing() const { return status().state == GatewayStatus::State::Listening; }
    QString stateWord() const;
    /// What that means for clients, and what to do; empty where problem says it.
    QString stateSentence() const;
    /// The state whose shape stands for it, so that no shape means two things.
    TargetState stateShape() const;
    /// "2 clients"; empty while nothing is listened to.
    QString clientsText() const;
    /// The address in force; else the one that it would have, empty while its port is chosen at the start.
    QString knownAddress() const;
    /// As knownAddress(), with PORT for a port that is not known yet.
    QString address() const;

    void setEnabled(bool enabled);
    /// What its switch does. Requests under way still end when it goes off.
    void toggle() { setEnabled(!isEnabled()); }
    /// Listens there from now on: for a port that is taken.
    void setPort(quint16 port);
    void copyAddress();
    void copyToken();
    /// Copies what `textWith` makes of the token's value.
    void copyWithToken(std::function<QString(const QString &token)> textWith, const QString &note);

Q_SIGNALS:
    /// State, address, clients or config.
    void changed();
    /// For the status bar, a moment.
    void noted(const QString &message);
    /// For a line that a person closes.
    void failed(const QString &message);

private:
    void change(const std::function<void(GatewayConfig &)> &edit);
    Result<void> nameToken(const QString &id);

    GatewayControl &m_gateway;
    ConfigService &m_config;
};

} // namespace Belay

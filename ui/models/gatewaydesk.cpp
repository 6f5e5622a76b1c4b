// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/gatewaydesk.h"

#include "core/gateway/gatewayaddress.h"
#include "core/secrets/gatewaytoken.h"
#include "core/secrets/keychainwords.h"
#include "ui/widgets/usermessage.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QPointer>

#include <algorithm>

namespace Belay {

namespace {

/// The window's sentence, and in its detail what to do where it is the keychain's.
QString whyNoToken(const KeySource &source, const Error &error)
{
    const bool isKeychains = source.from == KeySource::From::Keychain
        && (error.kind == ErrorKind::Unavailable || error.kind == ErrorKind::Permission);
    return isKeychains ? userMessage({error.kind, keychainSentence(error, KeychainEntry::Token), {}})
                       : userMessage(error);
}

} // namespace

QString plannedAddress(const GatewayConfig &gateway)
{
    return gateway.port > 0 ? gatewayAddress(gateway.listen, QString::number(gateway.port)) : QString();
}

GatewayDesk::GatewayDesk(GatewayControl &gateway, ConfigService &config, QObject *parent)
    : QObject(parent)
    , m_gateway(gateway)
    , m_config(config)
{
    connect(&gateway, &GatewayControl::statusChanged, this, &GatewayDesk::changed);
    connect(&config, &ConfigService::configChanged, this, &GatewayDesk::changed);
}

QString GatewayDesk::stateWord() const
{
    switch (status().state) {
    case GatewayStatus::State::Listening:
        return tr("Listening");
    case GatewayStatus::State::Draining:
        return tr("Draining");
    case GatewayStatus::State::Failed:
        return tr("Cannot start");
    case GatewayStatus::State::Off:
        break;
    }
    return isEnabled() ? tr("Starting…") : tr("Off");
}

QString GatewayDesk::stateSentence() const
{
    switch (status().state) {
    case GatewayStatus::State::Listening:
        return tr("Clients that have the address and the token get answers from your providers.");
    case GatewayStatus::State::Draining:
        return tr("No new request is taken; those under way still end.");
    case GatewayStatus::State::Failed:
        return {};
    case GatewayStatus::State::Off:
        break;
    }
    return isEnabled()
        ? QString()
        : tr("Clients find nobody at its address. Switch it on, then set a client up with one of "
             "the pieces of code below.");
}

TargetState GatewayDesk::stateShape() const
{
    switch (status().state) {
    case GatewayStatus::State::Listening:
        return TargetState::Up;
    case GatewayStatus::State::Draining:
        return TargetState::Limited;
    case GatewayStatus::State::Failed:
        return TargetState::Down;
    case GatewayStatus::State::Off:
        break;
    }
    return isEnabled() ? TargetState::Checking : TargetState::Paused;
}

QString GatewayDesk::clientsText() const
{
    const bool runs = status().state == GatewayStatus::State::Listening
        || status().state == GatewayStatus::State::Draining;
    return runs ? tr("%n clients", "connected to the gateway", status().view.clients) : QString();
}

QString GatewayDesk::knownAddress() const
{
    return status().view.address.isEmpty() ? plannedAddress(config()->gateway) : status().view.address;
}

QString GatewayDesk::address() const
{
    const QString known = knownAddress();
    return known.isEmpty() ? gatewayAddress(config()->gateway.listen, QStringLiteral("PORT")) : known;
}

void GatewayDesk::setEnabled(bool enabled)
{
    if (enabled == isEnabled())
        return;
    change([enabled](GatewayConfig &gateway) { gateway.enabled = enabled; });
}

void GatewayDesk::setPort(quint16 port)
{
    change([port](GatewayConfig &gateway) { gateway.port = port; });
}

void GatewayDesk::change(const std::function<void(GatewayConfig &)> &edit)
{
    Config changed = *m_config.config();
    edit(changed.gateway);
    if (const Result<void> applied = m_config.apply(std::move(changed)); !applied)
        Q_EMIT failed(userMessage(applied.error()));
}

void GatewayDesk::copyAddress()
{
    QGuiApplication::clipboard()->setText(address());
    Q_EMIT noted(tr("The gateway's address was copied."));
}

void GatewayDesk::copyToken()
{
    copyWithToken([](const QString &token) { return token; }, tr("The gateway's token was copied."));
}

void GatewayDesk::copyWithToken(std::function<QString(const QString &token)> textWith, const QString &note)
{
    const std::vector<GatewayToken> &tokens = config()->gateway.tokens;
    const GatewayToken first = tokens.empty() ? GatewayToken {defaultToken(), {}} : tokens.front();
    m_gateway.obtainToken(first.id,
        [guard = QPointer(this), first, textWith = std::move(textWith), note](const Result<Secret> &token) {
            if (!guard)
                return;
            const Result<void> named = token ? guard->nameToken(first.id) : Result<void>();
            if (!token || !named) {
                Q_EMIT guard->failed(
                    tr("The token was not copied. %1")
                        .arg(token ? userMessage(named.error()) : whyNoToken(first.source, token.error())));
                return;
            }
            QGuiApplication::clipboard()->setText(textWith(QString::fromUtf8(token->reveal())));
            Q_EMIT guard->noted(note);
        });
}

/// A token that the config does not name would open nothing.
Result<void> GatewayDesk::nameToken(const QString &id)
{
    Config changed = *m_config.config();
    if (std::ranges::find(changed.gateway.tokens, id, &GatewayToken::id) != changed.gateway.tokens.end())
        return {};
    changed.gateway.tokens.push_back({id, {}});
    return m_config.apply(std::move(changed));
}

} // namespace Belay

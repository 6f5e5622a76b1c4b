// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/enginekeys.h"

#include "core/secrets/localsecrets.h"

#include <QPointer>

namespace Belay {

// The part of EngineKeys that keeps what webhooks need.

namespace {

Error withSubject(Error error, WebhookSecret part, KeySource::From from)
{
    const QString what = part == WebhookSecret::Address ? QStringLiteral("its address cannot be read")
                                                        : QStringLiteral("what signs it cannot be read");
    const QString where
        = from == KeySource::From::Keychain ? QStringLiteral(" from the keychain") : QString();
    error.detail = what + where + QStringLiteral(": ") + error.detail;
    return error;
}

Result<Secret> valueOf(const SecretReading &reading)
{
    if (reading.value.isEmpty())
        return Unexpected {
            reading.error.value_or(Error {ErrorKind::Unavailable, QStringLiteral("nothing is stored"), {}})};
    return reading.value;
}

} // namespace

void EngineKeys::findWebhookSecret(const WebhookConfig &webhook, WebhookSecret part, SecretFound found)
{
    const bool isAddress = part == WebhookSecret::Address;
    const KeySource source = isAddress ? webhook.urlSource().value_or(KeySource {}) : webhook.secret;
    const QString account = webhookAccount(m_home, webhook.id, part);
    const auto tell = [part, from = source.from, found = std::move(found)](const Result<Secret> &read) {
        found(read ? read : Result<Secret>(Unexpected {withSubject(read.error(), part, from)}));
    };
    if (source.from == KeySource::From::Environment)
        tell(valueOf(readEnvironmentSecret(source.name)));
    else if (source.from == KeySource::From::File)
        tell(valueOf(readFileSecret(source.name)));
    else if (isAddress)
        storeOf(source)->read(account, [tell](const SecretReading &reading) { tell(valueOf(reading)); });
    else {
        const TokenDone made = [tell](const Result<FoundToken> &token) {
            tell(token ? Result<Secret>(token->value) : Result<Secret>(Unexpected {token.error()}));
        };
        if (source.from == KeySource::From::Keychain)
            findOrMakeToken(m_keychain, account, account, made);
        else
            obtainFromSession(account, made);
    }
}

void EngineKeys::renewWebhookSecret(const WebhookConfig &webhook, SecretFound made)
{
    makeToken(m_keychain, webhookAccount(m_home, webhook.id, WebhookSecret::Signature),
        [made = std::move(made)](const Result<FoundToken> &token) {
            made(token ? Result<Secret>(token->value) : Result<Secret>(Unexpected {token.error()}));
        });
}

void EngineKeys::findWebhook(
    const WebhookConfig &webhook, std::function<void(const Result<WebhookAddress> &)> found)
{
    using Guard = QPointer<EngineKeys>;
    const auto sign = [guard = Guard(this), webhook, found](const QUrl &url) {
        const bool isWeb = url.isValid() && url.scheme().startsWith(u"http") && !url.host().isEmpty();
        if (!isWeb)
            found(
                Unexpected {Error {ErrorKind::Config, QStringLiteral("its address is no web address"), {}}});
        else if (webhook.form == QLatin1StringView("slack"))
            found(WebhookAddress {url, {}});
        else if (guard)
            guard->findWebhookSecret(
                webhook, WebhookSecret::Signature, [url, found](const Result<Secret> &secret) {
                    found(secret ? Result<WebhookAddress>(WebhookAddress {url, *secret})
                                 : Result<WebhookAddress>(Unexpected {secret.error()}));
                });
    };
    if (!webhook.urlSource()) {
        sign(QUrl(webhook.url));
        return;
    }
    findWebhookSecret(webhook, WebhookSecret::Address, [sign, found](const Result<Secret> &address) {
        if (address)
            sign(QUrl::fromEncoded(address->reveal(), QUrl::StrictMode));
        else
            found(Unexpected {address.error()});
    });
}

void EngineKeys::storeWebhook(
    const WebhookConfig &webhook, WebhookSecret part, const Secret &value, Done done)
{
    const KeySource source = part == WebhookSecret::Address
        ? webhook.urlSource().value_or(KeySource {KeySource::From::Environment, QString()})
        : webhook.secret;
    SecretStore *store = storeOf(source);
    if (store)
        store->write(webhookAccount(m_home, webhook.id, part), value, counted(std::move(done)));
    else
        done({}); // its address is no secret, or comes from elsewhere
}

void EngineKeys::removeWebhook(const WebhookConfig &webhook)
{
    const std::array sources {std::pair(WebhookSecret::Address, webhook.urlSource()),
        std::pair(WebhookSecret::Signature,
            webhook.form == QLatin1StringView("slack") ? std::nullopt : std::optional(webhook.secret))};
    for (const auto &[part, source] : sources) {
        if (SecretStore *store = source ? storeOf(*source) : nullptr)
            store->remove(webhookAccount(m_home, webhook.id, part), counted([](const Result<void> &) {}));
    }
}

} // namespace Belay

// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/secrets/keychainwords.h"

#include "core/secrets/gatewaytoken.h"

namespace Belay {

namespace {

QString elsewhere(KeychainEntry wanted)
{
    switch (wanted) {
    case KeychainEntry::Token:
        return QStringLiteral("set BELAY_GATEWAY_TOKEN to at least %1 characters, or give the token "
                              "\"from\": \"env:NAME\" or \"file:/path\" in config.json")
            .arg(ShortestToken);
    case KeychainEntry::Signature:
        return QStringLiteral("give the webhook \"secret\": \"env:NAME\" or \"file:/path\" in config.json");
    case KeychainEntry::Key:
        break;
    }
    return QStringLiteral(
        "take the key from a variable or a file (\"from\": \"env:NAME\" or \"file:/path\")");
}

} // namespace

QString keychainSentence(const Error &error, KeychainEntry wanted)
{
    const QString words = error.detail.isEmpty() ? QString() : QString(u" (" % error.detail % u')');
    switch (error.kind) {
    case ErrorKind::Unavailable:
        return QStringLiteral(
            "there is no keychain on this machine%1. It is your side, not the provider's: install "
            "and start gnome-keyring, or %2.")
            .arg(words, elsewhere(wanted));
    case ErrorKind::Permission:
        return QStringLiteral(
            "the keychain of this machine is locked, or waits for its password%1. It is your "
            "side, not the provider's: unlock it and try again, or %2.")
            .arg(words, elsewhere(wanted));
    case ErrorKind::Storage:
        return QStringLiteral(
            "the keychain of this machine has no such entry, or is locked%1. It is your side, "
            "not the provider's: unlock it, or store the key with belayctl keys set.")
            .arg(words);
    default:
        return error.detail;
    }
}

} // namespace Belay

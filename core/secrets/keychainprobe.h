// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/secrets/secretstore.h"

namespace Belay {

enum class KeychainHealth { Usable, Locked, Absent };

struct KeychainReport {
    KeychainHealth health = KeychainHealth::Absent;
    QString detail; ///< the platform's words, untranslated; empty when usable
};

/// Stores, reads and removes a value of no meaning under a name of its own, so that nothing is left behind.
/// `done` is called once, on the event loop, within two limits of the store; the store must outlive the call.
void probeKeychain(SecretStore &store, std::function<void(const KeychainReport &)> done);
/// Only looks whether a keychain answers: makes no keyring and asks nobody for a password, so it may run
/// before anyone wanted to keep a key. A locked one counts as usable, since a write will ask to unlock it.
void lookForKeychain(SecretStore &store, std::function<void(const KeychainReport &)> done);

} // namespace Belay

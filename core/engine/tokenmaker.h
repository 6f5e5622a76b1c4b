// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/secret.h"
#include "core/secrets/secretstore.h"

#include <functional>

namespace Belay {

/// A token of the gateway as it was found, or made.
struct FoundToken {
    Secret value;
    bool isNew = false; ///< it was made just now: whoever reads tokens has to read again
};
/// Unavailable when nothing can be kept here, Permission when the keychain is locked, both in the platform's
/// words (keychainSentence() tells more); Config when the environment's token is refused; Cancelled when the
/// store ended.
using TokenDone = std::function<void(const Result<FoundToken> &)>;

/// Reads a token; makes and stores one only where it is certain that there is none, since a token that
/// clients know must not be replaced unseen. `done` is called once, on the event loop.
void findOrMakeToken(SecretStore &store, const QString &account, const QString &id, TokenDone done);
/// Makes one in any case; what was there before opens nothing any more.
void makeToken(SecretStore &store, const QString &account, TokenDone done);

} // namespace Belay

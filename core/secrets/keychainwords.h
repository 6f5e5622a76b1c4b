// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

namespace Belay {

/// What was wanted of the keychain: what to do instead differs.
enum class KeychainEntry { Key, Token, Signature };

/// What a failed call to the keychain means to a person without a window: what happened, that it is this
/// machine's side, and what to do. Not translated, as nothing is that belayctl prints.
QString keychainSentence(const Error &error, KeychainEntry wanted = KeychainEntry::Key);

} // namespace Belay
